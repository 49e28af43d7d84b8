"""Places in an ordered list: cards in a column, columns on a board, steps in a checklist.

Neighbors are read inside of the change, so two people cannot take the same place. A rank is one short
text; only the row that moves is written, until a place is so crowded that its list is spread out anew.
"""

from __future__ import annotations

from typing import Any

from peewee import Expression, fn

from models.store.change import Change
from models.store.rank import between
from models.store.tables import Card, ChecklistItem, Column

Ranked = type[Card] | type[Column] | type[ChecklistItem]
"""The tables with a rank."""

LONGEST_RANK = 40
"""Characters; a place that is chosen again and again makes its ranks longer."""


def cards_beside(column_id: int, card_id: int = 0) -> Expression:
    """The cards on the board in a column, but for the one that is about to move."""
    in_use = (Card.removed == 0) & Card.archived_at.is_null()
    return (Card.column == column_id) & in_use & (Card.id != card_id)


def columns_beside(project_id: int, column_id: int = 0) -> Expression:
    """The columns in use on a board, but for the one that is about to move."""
    in_use = (Column.removed == 0) & Column.archived_at.is_null()
    return (Column.project == project_id) & in_use & (Column.id != column_id)


def steps_beside(card_id: int, item_id: int = 0) -> Expression:
    """The steps in use of a card's checklist, but for the one that is about to move."""
    in_use = (ChecklistItem.removed == 0) & ChecklistItem.archived_at.is_null()
    return (ChecklistItem.card == card_id) & in_use & (ChecklistItem.id != item_id)


def rank_at(change: Change, table: Ranked, others: Expression, after_id: int | None) -> str:
    """The rank of a row that comes to stand behind ``after_id`` among the others.

    0 is the top; None, or a row that is not there any more, is the end. Where the rank would become too
    long, the ranks of the others are rewritten in the same change.
    """
    before, behind = _neighbors(change, table, others, after_id)
    rank = between(before, behind)
    if len(rank) <= LONGEST_RANK:
        return rank
    return _spread(change, table, others, before)


def count(change: Change, table: Ranked, others: Expression) -> int:
    """How many there are."""
    return int(change.rows(table.select(fn.COUNT(table.id)).where(others))[0][0])


def _neighbors(
    change: Change, table: Ranked, others: Expression, after_id: int | None
) -> tuple[str | None, str | None]:
    if after_id == 0:
        return None, _edge(change, table, others, fn.MIN(table.rank))
    found = change.rows(table.select(table.rank).where(others & (table.id == after_id))) if after_id else []
    if not found:
        return _edge(change, table, others, fn.MAX(table.rank)), None
    before: str = found[0][0]
    return before, _edge(change, table, others & (table.rank > before), fn.MIN(table.rank))


def _edge(change: Change, table: Ranked, others: Expression, edge: Any) -> str | None:
    rank: str | None = change.rows(table.select(edge).where(others))[0][0]
    return rank


def _spread(change: Change, table: Ranked, others: Expression, before: str | None) -> str:
    # New ranks start behind the last one in use, so that no row ever meets a rank that another still has.
    rows = change.rows(table.select(table.id, table.rank).where(others).order_by(table.rank))
    last: str = rows[-1][1]
    kept = last = between(last, None) if before is None else last
    spread: list[tuple[int, None, dict[str, str]]] = []
    for row_id, rank in rows:
        last = between(last, None)
        spread.append((row_id, None, {"rank": last}))
        if rank == before:
            kept = last = between(last, None)
    change.update_many(table, spread)
    return kept
