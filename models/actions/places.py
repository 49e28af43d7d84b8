"""Places in an ordered list: cards in a column, columns on a board, steps in a checklist.

Neighbors are read inside of the change, so two people cannot take the same place. A rank is one short
text; only the row that moves is written, until a place is so crowded that its list is spread out anew.
"""

from __future__ import annotations

from typing import Any

from models.store.change import Change
from models.store.orm import Expression, fn
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
    return ranks_at(change, table, others, after_id, 1)[0]


def ranks_at(
    change: Change, table: Ranked, others: Expression, after_id: int | None, wanted: int
) -> list[str]:
    """The ranks of several rows that come to stand there together, in their order; none was in use before.

    A rank that one of them leaves must not be given to another in the same change: taking the change back
    row by row would bring two rows to one place. So the rows that move stand among the others.
    """
    before, behind = _neighbors(change, table, others, after_id)
    ranks = _ranks_between(before, behind, wanted)
    if max(len(rank) for rank in ranks) <= LONGEST_RANK:
        return ranks
    return _spread(change, table, others, before, wanted)


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


def _ranks_between(before: str | None, behind: str | None, wanted: int) -> list[str]:
    if wanted <= 0:
        return []
    if behind is None:
        return _ranks_behind(before, wanted)
    # The middle first keeps ranks short: halves of halves.
    half = wanted // 2
    middle = between(before, behind)
    return [
        *_ranks_between(before, middle, half),
        middle,
        *_ranks_between(middle, behind, wanted - half - 1),
    ]


def _ranks_behind(before: str | None, wanted: int) -> list[str]:
    ranks: list[str] = []
    for _ in range(wanted):
        before = between(before, None)
        ranks.append(before)
    return ranks


def _spread(change: Change, table: Ranked, others: Expression, before: str | None, wanted: int) -> list[str]:
    # New ranks start behind the last one in use, so that no row ever meets a rank that another still has.
    rows = change.rows(table.select(table.id, table.rank).where(others).order_by(table.rank))
    fresh = iter(_ranks_behind(rows[-1][1], len(rows) + wanted))
    kept = [next(fresh) for _ in range(wanted)] if before is None else []
    spread: list[tuple[int, None, dict[str, str]]] = []
    for row_id, rank in rows:
        spread.append((row_id, None, {"rank": next(fresh)}))
        if rank == before:
            kept = [next(fresh) for _ in range(wanted)]
    change.update_many(table, spread)
    return kept
