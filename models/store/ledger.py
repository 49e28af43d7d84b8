"""Writing rows and their events, in bulk, on an open transaction. It decides nothing: Change and undo do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.store import digests
from models.store.errors import Damaged
from models.store.gone import refuse_projects_put_away
from models.store.sentences import translated
from models.store.shapes import BY_ENTITY, ORIGIN, Row, Shape, Value, packed, unpacked

_IDS = "IN (SELECT value FROM json_each(?))"
_SILENT = frozenset(("version", "updated_at", "removed"))
_INSERT_EVENT = (
    "INSERT INTO event (grp, at, author, session, action, entity, undoes, row, project, version, before, "
    "after, summary, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_PARENTS = {"card_id": "card", "milestone_id": "milestone"}


@dataclass(frozen=True, slots=True)
class Edit:
    """A row as it is, and the values that differ.

    `before` and `after` are what its event says beyond those values.
    """

    row: Row
    values: Row
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Ledger:
    """The rows and events of one group."""

    connection: Any
    path: Path
    group: str
    at: int
    author: str
    session: str
    action: str
    undoes: str | None = None
    summary: str = ""
    head: int | None = None
    touched: set[int] = field(default_factory=set)
    """Projects in which this group wrote anything."""
    settled: set[int] = field(default_factory=set)
    """Projects that this group itself made, archived, restored or removed."""
    unsealed: bool = False
    """Whether it may write into projects that are archived."""
    _next: dict[str, int] = field(default_factory=dict)

    def row(self, shape: Shape, row_id: int) -> Row | None:
        """Return one row, removed ones included."""
        found = self.connection.execute(f"{shape.select} WHERE id = ?", (row_id,)).fetchone()
        return None if found is None else dict(zip(("id", *shape.columns), found, strict=True))

    def rows(self, shape: Shape, ids: Iterable[int]) -> dict[int, Row]:
        """Return rows by id, removed ones included."""
        names = ("id", *shape.columns)
        found = self.connection.execute(f"{shape.select} WHERE id {_IDS}", (packed_ids(ids),)).fetchall()
        return {row[0]: dict(zip(names, row, strict=True)) for row in found}

    def insert(
        self, shape: Shape, rows: Sequence[Mapping[str, Value]], origins: Mapping[int, object]
    ) -> list[int]:
        """Write new rows (by column, defaults filled in) and their events; `origins` by place in `rows`."""
        first = self._reserve(shape.entity, len(rows))
        columns = shape.columns
        with translated(self.path):
            self.connection.executemany(
                shape.insert,
                ((first + place, *[row[column] for column in columns]) for place, row in enumerate(rows)),
            )
        told = [column for column in columns if column not in _SILENT]
        projects = self._projects_of(shape, rows, first)
        self._touch(projects)
        if shape.entity == "project":
            self.settled.update(range(first, first + len(rows)))
        events = []
        for place, row in enumerate(rows):
            after: dict[str, object] = {c: row[c] for c in told if row[c] is not None}
            if after["created_at"] == self.at:
                del after["created_at"]
            if place in origins:
                after[ORIGIN] = origins[place]
            events.append((first + place, projects[place], 1, "{}", packed(after)))
        if origins:
            self._set_origins(shape, [(first + place, origin) for place, origin in origins.items()])
        self._log(shape.entity, events)
        return list(range(first, first + len(rows)))

    def write(self, shape: Shape, edits: Sequence[Edit]) -> None:
        """Write changed rows and their events."""
        by_columns: dict[tuple[str, ...], list[Edit]] = {}
        for edit in edits:
            by_columns.setdefault(tuple(edit.values), []).append(edit)
        with translated(self.path):
            for columns, some in by_columns.items():
                self._update(shape, columns, some)
        projects = self._projects_of(shape, [{**edit.row, **edit.values} for edit in edits])
        self._touch(projects)
        self._touch([_number(edit.row["project_id"]) for edit in edits if "project_id" in edit.values])
        if shape.entity == "project":
            self.settled.update(
                _number(edit.row["id"]) for edit in edits if edit.values.keys() & {"archived_at", "removed"}
            )
        self._log(
            shape.entity,
            [
                (
                    edit.row["id"],
                    project,
                    _number(edit.row["version"]) + 1,
                    packed({**{c: edit.row[c] for c in edit.values}, **edit.before}),
                    packed({**edit.values, **edit.after}),
                )
                for edit, project in zip(edits, projects, strict=True)
            ],
        )
        origins = [(_number(edit.row["id"]), edit.after[ORIGIN]) for edit in edits if ORIGIN in edit.after]
        if origins:
            self._set_origins(shape, origins)

    def erase(self, shape: Shape, edit: Edit) -> None:
        """Write a tombstone; its event tells only that the row is gone."""
        self._update(shape, tuple(edit.values), [edit])
        (project,) = self._projects_of(shape, [edit.row])
        self._touch([project])
        if shape.entity == "project":
            self.settled.add(_number(edit.row["id"]))
        before, after = {"removed": edit.row["removed"]}, {"removed": 1, **edit.after}
        version = _number(edit.row["version"]) + 1
        self._log(shape.entity, [(edit.row["id"], project, version, packed(before), packed(after))])

    def origin(self, shape: Shape, row_id: int) -> dict[str, object] | None:
        """Return the row's entry in Origin."""
        sql = "SELECT fields FROM origin WHERE entity = ? AND row = ?"
        found = self.connection.execute(sql, (shape.entity, row_id)).fetchone()
        return None if found is None else unpacked(found[0])

    def origins(self, shape: Shape) -> dict[int, dict[str, object]]:
        """Return every entry of a table in Origin, by row."""
        sql = "SELECT row, fields FROM origin WHERE entity = ?"
        return {row: unpacked(text) for row, text in self.connection.execute(sql, (shape.entity,)).fetchall()}

    def finish(self) -> None:
        """Write the sentence of the group on its first event.

        Raises Archived or Missing when it wrote into a project that was archived or removed before: whoever
        has the board still open hears of it, whatever the action was.
        """
        if self.touched - self.settled:
            refuse_projects_put_away(self.connection, self.touched - self.settled, self.at)
        if self.head is not None:
            told = f"SELECT {digests.COLUMNS} FROM event WHERE seq = ?"
            *values, _ = self.connection.execute(told, (self.head,)).fetchone()
            sql = "UPDATE event SET summary = ?, digest = ? WHERE seq = ?"
            self.connection.execute(sql, (self.summary, digests.of((*values, self.summary)), self.head))

    def _update(self, shape: Shape, columns: tuple[str, ...], edits: Sequence[Edit]) -> None:
        values = "".join(f'"{column}" = ?, ' for column in columns)
        sql = (
            f'UPDATE "{shape.entity}" SET {values}updated_at = ?, version = version + 1 '
            "WHERE id = ? AND version = ?"
        )
        done = self.connection.executemany(
            sql,
            ((*edit.values.values(), self.at, edit.row["id"], edit.row["version"]) for edit in edits),
        )
        if done.rowcount != len(edits):
            # Nobody else can write in this transaction: a row that was read a moment ago cannot be another
            # now.
            raise Damaged(f"{shape.entity}: {len(edits)} rows were to be changed, but {done.rowcount} were")

    def _log(self, entity: str, events: Sequence[tuple[Any, ...]]) -> None:
        if not events:
            return
        start = (self.group, self.at, self.author, self.session, self.action, entity, self.undoes)
        if self.head is None:
            # Only the first event of a group has a summary, if only an empty one: indexes find groups by it.
            # Its digest comes last, with its sentence.
            first = self.connection.execute(_INSERT_EVENT, (*start, *events[0], "", None))
            self.head = first.lastrowid
            events = events[1:]
        common, digest = digests.shared(*start), digests.digest
        self.connection.executemany(
            _INSERT_EVENT, ((*start, *event, None, digest(common, None, *event)) for event in events)
        )

    def _set_origins(self, shape: Shape, origins: Sequence[tuple[int, object]]) -> None:
        entity = shape.entity
        gone = [(entity, row) for row, fields in origins if fields is None]
        self.connection.executemany("DELETE FROM origin WHERE entity = ? AND row = ?", gone)
        kept = ((entity, row, packed(fields)) for row, fields in origins if isinstance(fields, Mapping))
        self.connection.executemany(
            "INSERT OR REPLACE INTO origin (entity, row, fields) VALUES (?, ?, ?)", kept
        )

    def _touch(self, projects: Iterable[int | None]) -> None:
        if not self.unsealed:
            self.touched.update(project for project in projects if project is not None)

    def _reserve(self, entity: str, count: int) -> int:
        first = self._next.get(entity)
        if first is None:
            sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
            found = self.connection.execute(sql, (entity,)).fetchone()
            first = 1 if found is None else found[0] + 1
        self._next[entity] = first + count
        return first

    def _projects_of(
        self, shape: Shape, rows: Sequence[Mapping[str, Value]], first: int | None = None
    ) -> Sequence[int | None]:
        if shape.entity == "project":
            return [_number(row["id"]) if first is None else first + place for place, row in enumerate(rows)]
        if "project_id" in shape.columns:
            return [_number(row["project_id"]) for row in rows]
        for column, parent in _PARENTS.items():
            if column in shape.columns:
                return self._projects_of_parents(parent, [_number(row[column]) for row in rows])
        return [None] * len(rows)

    def _projects_of_parents(self, parent: str, ids: Sequence[int]) -> Sequence[int | None]:
        sql = f'SELECT id, project_id FROM "{BY_ENTITY[parent].entity}" WHERE id {_IDS}'
        found = dict(self.connection.execute(sql, (packed_ids(set(ids)),)).fetchall())
        return [found.get(row_id) for row_id in ids]


def packed_ids(ids: Iterable[int]) -> str:
    """Return ids as the JSON list that ``json_each`` reads."""
    return f"[{','.join(map(str, ids))}]"


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return value
