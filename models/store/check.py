"""Looking for damage. SQLite has no checksums: only a replay of the history finds a flipped bit in a row.

Every event is applied to an empty state, in order: each ``before`` must be what the history says by then,
versions must have no gaps, and in the end every row must be what its history says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from models.store.database import Store
from models.store.errors import Damaged
from models.store.shapes import BY_ENTITY, ERASED, ORIGIN, Shape, unpacked
from models.store.wording import word

_MOST = 50
"""Sentences of one kind after which the rest is only counted."""
_BATCH = 10_000


def check(store: Store) -> list[str]:
    """Return a sentence for everything that is wrong, [] when all is well.

    Reads the whole file; changes nothing.
    """
    try:
        with store.snapshot():
            return _limited(_integrity(store)) or [
                problem
                for part in (_references(store), _history(store), _board(store), _times(store))
                for problem in _limited(part)
            ]
    except Damaged as error:
        return [str(error)]


def _limited(problems: Iterator[str]) -> list[str]:
    found = list(islice(problems, _MOST))
    more = sum(1 for _ in problems)
    return [*found, f"... and {more} more like these"] if more else found


def _integrity(store: Store) -> Iterator[str]:
    for (problem,) in store.rows(f"PRAGMA integrity_check({_MOST})"):
        if problem != "ok":
            yield f"the file is damaged: {problem}"


def _references(store: Store) -> Iterator[str]:
    for table, row, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield f"{word(table)} {row} refers to a {word(parent)} that is not there"


@dataclass(slots=True)
class _Told:
    """A row as its history tells it."""

    version: int = 0
    values: dict[str, object] = field(default_factory=dict)
    origin: object = None
    broken: bool = False


def _history(store: Store) -> Iterator[str]:
    told: dict[str, dict[int, _Told]] = {entity: {} for entity in BY_ENTITY}
    last = 0
    sql = (
        "SELECT seq, entity, row, version, at, before, after FROM event WHERE seq > ? ORDER BY seq "
        f"LIMIT {_BATCH}"
    )
    while found := store.rows(sql, (last,)):
        for seq, entity, row, version, at, before, after in found:
            if entity not in told:
                yield f"event {seq} tells of an unknown table {entity}"
                continue
            try:
                said, became = unpacked(before), unpacked(after)
            except ValueError:
                yield f"event {seq} of {word(entity)} {row} cannot be read"
                continue
            yield from _replayed(
                told[entity].setdefault(row, _Told()), f"{word(entity)} {row}", seq, version, at, said, became
            )
        last = found[-1][0]
    for shape in BY_ENTITY.values():
        yield from _compared(store, shape, told[shape.entity])


def _replayed(
    told: _Told,
    what: str,
    seq: int,
    version: int,
    at: int,
    before: dict[str, object],
    after: dict[str, object],
) -> Iterator[str]:
    if version != told.version + 1:
        yield f"{what}: event {seq} wrote version {version}, but the one before was {told.version}"
        told.broken = True
    if version == 1:
        told.values = {"removed": 0, "created_at": at}
    for name, value in before.items():
        known = told.origin if name == ORIGIN else told.values.get(name)
        if known != value:
            yield f"{what}: event {seq} says that {word(name)} was {value!r}, but the history says {known!r}"
    told.version = version
    for name, value in after.items():
        if name == ORIGIN:
            told.origin = value
        elif name != ERASED:
            told.values[name] = value


def _compared(store: Store, shape: Shape, told: dict[int, _Told]) -> Iterator[str]:
    names = ("id", *shape.columns)
    origins = dict(store.rows("SELECT row, fields FROM origin WHERE entity = ?", (shape.entity,)))
    last = 0
    sql = f"{shape.select} WHERE id > ? ORDER BY id LIMIT {_BATCH}"
    while found := store.rows(sql, (last,)):
        for row in found:
            history = told.pop(row[0], None)
            what = f"{word(shape.entity)} {row[0]}"
            if history is None:
                yield f"{what} has no history"
                continue
            yield from _differing(what, dict(zip(names, row, strict=True)), history)
            kept = origins.get(row[0])
            if (None if kept is None else unpacked(kept)) != history.origin:
                yield f"{what}: the values last imported are not those in its history"
        last = found[-1][0]
    for row_id in told:
        yield f"{word(shape.entity)} {row_id} is in the history, but not there"


def _differing(what: str, row: dict[str, Any], history: _Told) -> Iterator[str]:
    if row["version"] != history.version:
        yield f"{what} has version {row['version']}, but its history ends with {history.version}"
        return
    for name, value in row.items():
        if name in ("id", "version", "updated_at"):
            continue
        if history.values.get(name) != value:
            yield f"{what}: {word(name)} is {value!r}, but its history says {history.values.get(name)!r}"


_BOARD = {
    "card {} stands at the same place as another": (
        "SELECT id FROM card WHERE removed = 0 AND archived_at IS NULL "
        "GROUP BY column_id, rank HAVING COUNT(*) > 1"
    ),
    "column {} stands at the same place as another": (
        "SELECT id FROM board_column WHERE removed = 0 AND archived_at IS NULL "
        "GROUP BY project_id, rank HAVING COUNT(*) > 1"
    ),
    "card {} has a number that its project has yet to give out": (
        "SELECT c.id FROM card c JOIN project p ON p.id = c.project_id WHERE c.number >= p.next_number"
    ),
    "card {} stands in a column of another project": (
        "SELECT c.id FROM card c JOIN board_column b ON b.id = c.column_id WHERE b.project_id <> c.project_id"
    ),
    "card {} stands in a column that was put away": (
        "SELECT c.id FROM card c JOIN board_column b ON b.id = c.column_id "
        "WHERE c.removed = 0 AND c.archived_at IS NULL AND (b.removed = 1 OR b.archived_at IS NOT NULL)"
    ),
    "card {} is not in the column that it last moved to": (
        "SELECT c.id FROM card c WHERE c.removed = 0 AND c.column_id <> (SELECT m.to_column_id FROM move m "
        "WHERE m.card_id = c.id AND m.removed = 0 ORDER BY m.at DESC, m.id DESC LIMIT 1)"
    ),
    "card {} has no first move from nowhere": (
        "SELECT c.id FROM card c WHERE c.removed = 0 AND (SELECT m.from_column_id IS NOT NULL FROM move m "
        "WHERE m.card_id = c.id AND m.removed = 0 ORDER BY m.at, m.id LIMIT 1) IS NOT 0"
    ),
}


def _board(store: Store) -> Iterator[str]:
    for problem, sql in _BOARD.items():
        for (row,) in store.rows(sql):
            yield problem.format(row)


_TIMES = {
    "card {} was finished before it was started": (
        "SELECT id FROM card WHERE removed = 0 AND finished_at < started_at"
    ),
    "card {} is its own ancestor": (
        "WITH RECURSIVE up (id, top) AS (SELECT id, parent_id FROM card "
        "WHERE parent_id IS NOT NULL AND removed = 0 "
        "UNION SELECT up.id, c.parent_id FROM up JOIN card c ON c.id = up.top WHERE c.parent_id IS NOT NULL) "
        "SELECT DISTINCT id FROM up WHERE id = top"
    ),
}


def _times(store: Store) -> Iterator[str]:
    for problem, sql in _TIMES.items():
        for (row,) in store.rows(sql):
            yield problem.format(row)
