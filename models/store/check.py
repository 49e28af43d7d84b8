"""Looking for damage. SQLite has no checksums: only a replay of the history finds a flipped bit in a row.

Every event is applied to an empty state, in order: each ``before`` must be what the history says by then,
versions must have no gaps, and in the end every row must be what its history says. Every sentence says what
is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from models.store import digests, invariants, migrations
from models.store.database import Store
from models.store.errors import Damaged
from models.store.invariants import REPAIR, RESTORE, named
from models.store.shapes import BY_ENTITY, ERASED, ORIGIN, Shape, unpacked
from models.store.wording import word

_MOST = 50
"""Sentences of one kind after which the rest is only counted."""
_BATCH = 10_000


def check(store: Store, author: str = "") -> list[str]:
    """Return a sentence for everything that is wrong, [] when all is well.

    Reads the whole file; changes nothing.
    """
    try:
        with store.snapshot():
            return _limited(_integrity(store)) or [
                problem
                for part in (
                    _references(store),
                    _history(store),
                    _groups(store),
                    invariants.broken(store, author),
                )
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
            yield f"the file is damaged: {problem}; {RESTORE}"


def _references(store: Store) -> Iterator[str]:
    for table, row, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield f"{named(store, table, row)} refers to a {word(parent)} that is not there; {RESTORE}"


@dataclass(slots=True)
class _Told:
    """A row as its history tells it."""

    version: int = 0
    at: int = 0
    values: dict[str, object] = field(default_factory=dict)
    origin: object = None


def _history(store: Store) -> Iterator[str]:
    told: dict[str, dict[int, _Told]] = {entity: {} for entity in BY_ENTITY}
    known = _columns(store)
    last = 0
    sql = f"SELECT seq, digest, {digests.COLUMNS} FROM event WHERE seq > ? ORDER BY seq LIMIT {_BATCH}"
    while found := store.rows(sql, (last,)):
        for seq, digest, *values in found:
            _, at, _, _, _, entity, _, row, _, version, before, after, _ = values
            if digest is not None and digest != digests.of(values):
                yield f"event {seq} is not as it was written; {RESTORE}"
            if entity not in told:
                if entity in known:
                    continue
                yield f"event {seq} tells of an unknown table {entity}; {RESTORE}"
                continue
            try:
                said, became = unpacked(before), unpacked(after)
            except ValueError:
                yield f"event {seq} of {named(store, entity, row)} cannot be read; {RESTORE}"
                continue
            if not said.keys() | became.keys() <= known[entity]:
                yield f"event {seq} of {named(store, entity, row)} cannot be read; {RESTORE}"
            history = told[entity].setdefault(row, _Told())
            for problem in _replayed(history, seq, version, at, said, became):
                yield f"{named(store, entity, row)}: {problem}; {RESTORE}"
        last = found[-1][0]
    for shape in BY_ENTITY.values():
        yield from _compared(store, shape, told[shape.entity])


def _columns(store: Store) -> dict[str, set[str]]:
    """What an event may tell of each table: what the file has, which may be more than this program knows."""
    tables = set(BY_ENTITY)
    if store.rows("PRAGMA user_version")[0][0] > migrations.LATEST:
        tables |= {name for (name,) in store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {
        table: {
            ORIGIN,
            ERASED,
            *(row[0] for row in store.rows("SELECT name FROM pragma_table_info(?)", (table,))),
        }
        for table in tables
    }


def _replayed(
    told: _Told,
    seq: int,
    version: int,
    at: int,
    before: dict[str, object],
    after: dict[str, object],
) -> Iterator[str]:
    if version != told.version + 1:
        yield f"event {seq} wrote version {version}, but the one before was {told.version}"
    if version == 1:
        told.values = {"removed": 0, "created_at": at}
    for name, value in before.items():
        known = told.origin if name == ORIGIN else told.values.get(name)
        if known != value:
            yield f"event {seq} says that {word(name)} was {value!r}, but the history says {known!r}"
    told.version, told.at = version, at
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
            if history is None:
                yield f"{named(store, shape.entity, row[0])} has no history; {RESTORE}"
                continue
            for problem in _differing(dict(zip(names, row, strict=True)), history):
                yield f"{named(store, shape.entity, row[0])}{problem}"
            if _read(origins.pop(row[0], None)) != history.origin:
                what = named(store, shape.entity, row[0])
                yield f"{what}: the values last imported are not those in its history; import its file again"
        last = found[-1][0]
    for row_id in told:
        yield f"{word(shape.entity)} {row_id} is in the history, but not there; {RESTORE}"
    for row_id in origins:
        yield f"values were imported for {word(shape.entity)} {row_id}, which is not there; {RESTORE}"


def _read(text: str | None) -> object:
    if text is None:
        return None
    try:
        return unpacked(text)
    except ValueError:
        return text


def _differing(row: dict[str, Any], history: _Told) -> Iterator[str]:
    if row["version"] != history.version:
        yield f" has version {row['version']}, but its history ends with {history.version}; {RESTORE}"
        return
    for name, value in row.items():
        if name in ("id", "version"):
            continue
        told = history.at if name == "updated_at" else history.values.get(name)
        if told != value:
            yield f": {word(name)} is {value!r}, but its history says {told!r}; {REPAIR}"


_APART = """
SELECT MIN(seq), COUNT(*), MAX(seq) - MIN(seq) + 1, COUNT(summary) FROM event GROUP BY grp
HAVING COUNT(*) <> MAX(seq) - MIN(seq) + 1 OR COUNT(summary) <> 1 OR MIN(at) <> MAX(at)
OR MIN(author) <> MAX(author) OR MIN(session) <> MAX(session) OR MIN(action) <> MAX(action)
"""
_UNDOES_NOTHING = """
SELECT seq, undoes FROM event WHERE undoes IS NOT NULL AND summary IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM event AS undone WHERE undone.grp = event.undoes AND undone.summary IS NOT NULL)
"""


def _groups(store: Store) -> Iterator[str]:
    """One action is one run of events, and its first tells what was done: undo relies on it."""
    for seq, count, length, sentences in store.rows(_APART):
        if count != length:
            yield f"the action of event {seq} has {count} events in a run of {length}; {RESTORE}"
        elif sentences != 1:
            yield f"the action of event {seq} has {sentences} sentences instead of one; {RESTORE}"
        else:
            yield f"the action of event {seq} was done by several people, or at several times; {RESTORE}"
    for seq, group in store.rows(_UNDOES_NOTHING):
        yield f"event {seq} takes back the action {group}, which is not in the history; {RESTORE}"
