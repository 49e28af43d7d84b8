"""Undo must leave no live row that refers to one that is gone, nor a card in a column that was put away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from models.store.errors import UndoRefused
from models.store.ledger import Edit, Ledger, packed_ids
from models.store.shapes import BY_ENTITY, Row, Shape
from models.store.wording import subject, when, word

_HOME = ("card", "column_id")
"""The one reference whose target must not be archived either: cards in use stand in columns in use."""


def refuse_dangling(ledger: Ledger, edits: Mapping[str, Sequence[Edit]]) -> None:
    """Raise UndoRefused when these edits would leave a reference to a row that is gone."""
    final = {
        entity: {_id(edit.row): {**edit.row, **edit.values} for edit in some}
        for entity, some in edits.items()
    }
    for entity, some in edits.items():
        _refuse_leaving(ledger, entity, some, final)
        _refuse_coming(ledger, BY_ENTITY[entity], some, final)


def _refuse_leaving(
    ledger: Ledger, entity: str, edits: Sequence[Edit], final: Mapping[str, Mapping[int, Row]]
) -> None:
    removed = [_id(e.row) for e in edits if e.values.get("removed") == 1]
    archived = [_id(e.row) for e in edits if e.values.get("archived_at") is not None]
    for child, column in _referring(entity):
        home = (child.entity, column) == _HOME
        gone = {*removed, *archived} if home else set(removed)
        if not gone:
            continue
        in_use = "AND archived_at IS NULL" if home else ""
        sql = (
            f'SELECT id FROM "{child.entity}" WHERE removed = 0 {in_use} '
            f'AND "{column}" IN (SELECT value FROM json_each(?))'
        )
        for (row,) in ledger.connection.execute(sql, (packed_ids(gone),)).fetchall():
            state = final.get(child.entity, {}).get(row)
            if state is None or (_stands(state, home) and state[column] in gone):
                raise _still_used(ledger, entity, child.entity, row, column)


def _refuse_coming(
    ledger: Ledger, shape: Shape, edits: Sequence[Edit], final: Mapping[str, Mapping[int, Row]]
) -> None:
    for column, parent in shape.references.items():
        home = (shape.entity, column) == _HOME
        wanted = {
            target: _id(edit.row)
            for edit in edits
            if _stands(state := final[shape.entity][_id(edit.row)], home)
            and isinstance(target := state[column], int)
            and edit.values.keys() & {column, "removed", "archived_at"}
        }
        if not wanted:
            continue
        in_use = ", archived_at" if home else ", NULL"
        sql = f'SELECT id, removed {in_use} FROM "{parent}" WHERE id IN (SELECT value FROM json_each(?))'
        for target, is_removed, archived_at in ledger.connection.execute(
            sql, (packed_ids(wanted),)
        ).fetchall():
            state = final.get(parent, {}).get(target, {"removed": is_removed, "archived_at": archived_at})
            if state["removed"] or (home and state["archived_at"] is not None):
                raise _gone(ledger, shape.entity, wanted[target], parent, target)


def _referring(entity: str) -> Iterator[tuple[Shape, str]]:
    for shape in BY_ENTITY.values():
        for column, parent in shape.references.items():
            if parent == entity:
                yield shape, column


def _stands(state: Row, home: bool) -> bool:
    return not state["removed"] and not (home and state["archived_at"] is not None)


def _still_used(ledger: Ledger, entity: str, child: str, row: int, column: str) -> UndoRefused:
    by, at = _last(ledger, child, row)
    what, ago = subject(ledger.connection, child, row), when(ledger.connection, at, ledger.at)
    return UndoRefused(
        f"not undone: {by} added {what} {ago}, and its {word(column)} would be gone",
        by=by,
        at=at,
    )


def _gone(ledger: Ledger, entity: str, row: int, parent: str, target: int) -> UndoRefused:
    by, at = _last(ledger, parent, target)
    what, where = subject(ledger.connection, entity, row), subject(ledger.connection, parent, target)
    ago = when(ledger.connection, at, ledger.at)
    return UndoRefused(
        f"not undone: {what} needs {where}, which {by} put away {ago}; restore that first",
        by=by,
        at=at,
    )


def _last(ledger: Ledger, entity: str, row: int) -> tuple[str, int]:
    sql = "SELECT author, at FROM event WHERE entity = ? AND row = ? ORDER BY version DESC LIMIT 1"
    by, at = ledger.connection.execute(sql, (entity, row)).fetchone()
    return by, at


def _id(row: Row) -> int:
    return int(row["id"] or 0)
