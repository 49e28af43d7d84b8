"""What the actions on cards and columns need to know of a board, read inside of their change."""

from __future__ import annotations

from models.actions.places import cards_beside, count
from models.actions.problems import InvalidValue, LimitReached
from models.actions.rows import archived, card_key, columns_of
from models.actions.sentences import clip
from models.store.change import Change
from models.store.errors import Conflict
from models.store.shapes import unpacked
from models.store.tables import Card, Column, Event
from models.store.wording import ago

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

    Raises InvalidValue for an archived card; Conflict, with who did it and when, if it was archived since.
    """
    card = change.get(Card, card_id)
    if not archived(card):
        return card
    key = card_key(change, card)
    if seen is not None and seen < card.version:
        refuse_if_changed(change, card, seen, "archived_at", f"archived {key}")
    raise InvalidValue("card_id", f"{key} is archived; restore it first")


def refuse_if_changed(change: Change, card: Card, seen: int, column: str, deed: str) -> None:
    """Raise Conflict when somebody changed that column of the card since the version that the person saw.

    For what the person relies on but does not write themselves, so that the gate cannot compare it.
    """
    query = (
        Event.select(Event.author, Event.at, Event.before)
        .where((Event.entity == "card") & (Event.row == card.id) & (Event.version > seen))
        .order_by(Event.version)
    )
    found = [(author, at, unpacked(before)) for author, at, before in change.rows(query)]
    told = [(author, at, before[column]) for author, at, before in found if column in before]
    theirs = card.__data__[Card._meta.columns[column].name]
    if not told or told[0][2] == theirs:
        return
    author, at, _ = told[-1]
    raise Conflict(
        f"{author} {deed} {ago(at, change.at)}; your change was not saved",
        entity="card",
        row=card.id,
        fields={column: (told[0][2], theirs)},
        by=author,
        at=at,
    )


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
