"""Deleting for ever: a tombstone stays (id, number, project), and every text of the row and its history is
emptied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from models.store import digests
from models.store.errors import Missing
from models.store.ledger import Edit, Ledger
from models.store.shapes import ERASED, ORIGIN, Shape, packed, unpacked

FREE_TEXT = frozenset(
    [
        "name",
        "title",
        "description",
        "text",
        "reason",
        "note",
        "comment",
        "policy",
        "email",
        "role",
        "measure",
        "unit",
        "category",
        "trigger",
        "mitigation",
        "organisation",
        "respondent",
        "summary",
        "why",
        "next",
        "ask",
        "code",
        "type",
        "value",
        "query",
        "thresholds",
        "author",
        "by",
    ]
)
"""Columns that hold words of people. Keys, kinds, states, ranks and dates stay."""


def erase_row(ledger: Ledger, shape: Shape, row_id: int) -> None:
    """Erase one row, live, archived or removed. Raises Missing when it never was.

    Erasing twice changes nothing.
    """
    row = ledger.row(shape, row_id)
    if row is None:
        raise Missing(f"the {shape.entity.replace('_', ' ')} is not there")
    if _is_erased(ledger, shape, row_id):
        return
    _empty_history(ledger, shape, row_id)
    emptied = {c: "" for c in shape.columns if c in FREE_TEXT and row[c] is not None}
    # The history says "" from its first event on, so it still explains the row: only `removed` is news.
    edit = Edit({**row, **emptied}, {**emptied, "removed": 1}, after={ERASED: 1})
    ledger.erase(shape, edit)


def _is_erased(ledger: Ledger, shape: Shape, row_id: int) -> bool:
    sql = "SELECT after FROM event WHERE entity = ? AND row = ? ORDER BY version DESC LIMIT 1"
    found = ledger.connection.execute(sql, (shape.entity, row_id)).fetchone()
    return found is not None and ERASED in unpacked(found[0])


def _empty_history(ledger: Ledger, shape: Shape, row_id: int) -> None:
    connection = ledger.connection
    sql = f"SELECT seq, {digests.COLUMNS} FROM event WHERE entity = ? AND row = ?"
    found = connection.execute(sql, (shape.entity, row_id)).fetchall()
    emptied = [
        (seq, (*kept, _emptied(before), _emptied(after), summary))
        for seq, *kept, before, after, summary in found
    ]
    connection.executemany(
        "UPDATE event SET before = ?, after = ?, digest = ? WHERE seq = ?",
        [(*values[-3:-1], digests.of(values), seq) for seq, values in emptied],
    )
    _empty_summaries(connection, {values[0] for _, values in emptied})
    connection.execute("DELETE FROM origin WHERE entity = ? AND row = ?", (shape.entity, row_id))


def _empty_summaries(connection: Any, groups: Iterable[str]) -> None:
    """Every row of a group may stand in its sentence."""
    sql = f"SELECT {digests.COLUMNS}, seq FROM event WHERE grp = ? AND summary IS NOT NULL"
    heads = [head for group in groups for head in connection.execute(sql, (group,)).fetchall()]
    connection.executemany(
        "UPDATE event SET summary = '', digest = ? WHERE seq = ?",
        [(digests.of((*values, "")), seq) for *values, _, seq in heads],
    )


def _emptied(text: str) -> str:
    return packed({name: _without_words(name, value) for name, value in unpacked(text).items()})


def _without_words(name: str, value: object) -> object:
    if name == ORIGIN or isinstance(value, Mapping):
        return None
    return "" if name in FREE_TEXT and isinstance(value, str) else value
