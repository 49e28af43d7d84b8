"""What the actions on cards and columns need to know of a board, read inside of their change."""

from __future__ import annotations

from models.actions.places import cards_beside, count
from models.actions.problems import InvalidValue, LimitReached
from models.actions.rows import archived, card_key, columns_of
from models.actions.sentences import clip
from models.store.change import Change
from models.store.tables import Card, Column

AT_REST = ("done", "dropped")
"""Kinds of columns in which no work goes on."""


def column_name(column: Column) -> str:
    """The column's name as a sentence says it."""
    return clip(column.name, 24)


def column_in_use(change: Change, column_id: int, field: str = "column_id") -> Column:
    """The column; Missing when it is gone, InvalidValue when it is archived."""
    column = change.get(Column, column_id)
    if archived(column):
        raise InvalidValue(field, f"column {column_name(column)} is archived; choose another or restore it")
    return column


def first_of(change: Change, project_id: int, *kinds: str) -> Column | None:
    """The first column of the board that is of the first kind; else of the second, and so on."""
    columns = columns_of(change, project_id)
    for kind in kinds:
        found = next((column for column in columns if column.kind == kind), None)
        if found is not None:
            return found
    return None


def card_on_board(change: Change, card_id: int, seen: int | None) -> Card:
    """The card, to be changed by somebody who saw that version of it on the board.

    An archived card is refused when the person could know it. When it was archived since, the card is
    returned: the write gate compares ``archived_at`` and says who did it and when.
    """
    card = change.get(Card, card_id)
    if archived(card) and seen in (None, card.version):
        raise InvalidValue("card_id", f"{card_key(change, card)} is archived; restore it first")
    return card


def still_here(change: Change, card: Card, seen: int | None) -> None:
    """Refuse, through the gate, when the card was archived since the person saw it."""
    change.update(Card, card.id, {"archived_at": None}, seen=seen)


def admit(change: Change, column: Column, coming: int) -> str:
    """Let cards into a column: LimitReached where its limit is hard, else the remark of the sentence."""
    if column.wip_limit is None:
        return ""
    present = count(change, Card, cards_beside(column.id))
    if present + coming <= column.wip_limit:
        return ""
    if column.limit_kind == "hard":
        raise LimitReached(
            f"{column_name(column)} holds {present} of {column.wip_limit} cards and its limit is hard; "
            "move a card out first"
        )
    return f" ({present + coming} of {column.wip_limit}, over the limit)"
