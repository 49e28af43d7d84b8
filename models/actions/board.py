"""What the actions on cards and columns need to know of a board, read inside of their change."""

from __future__ import annotations

from models.actions.places import cards_beside, count
from models.actions.problems import InvalidValue, LimitReached
from models.actions.rows import archived, columns_of
from models.actions.sentences import clip
from models.store.change import UNSAVED, Change
from models.store.errors import Conflict
from models.store.shapes import unpacked
from models.store.tables import Card, Column, Event
from models.store.wording import when

AT_REST = ("done", "dropped")
"""Kinds of columns in which no work goes on."""


def column_name(column: Column) -> str:
    """The column's name as a sentence says it."""
    return clip(column.name, 24)


def column_in_use(change: Change, column_id: int, field: str = "column_id") -> Column:
    """The column that cards go to; Missing when it is gone, InvalidValue when it is archived."""
    column = change.get(Column, column_id)
    if archived(column):
        who = change.who_archived(Column, column_id)
        raise InvalidValue(field, f"{who}; choose another or restore it")
    return column


def first_of(change: Change, project_id: int, *kinds: str) -> Column | None:
    """The first column of the board that is of the first kind; else of the second, and so on."""
    columns = columns_of(change, project_id)
    for kind in kinds:
        found = next((column for column in columns if column.kind == kind), None)
        if found is not None:
            return found
    return None


def card_on_board(change: Change, card_id: int) -> Card:
    """The card, to be changed. Raises Archived, with who did it and when; Missing."""
    return change.in_use(Card, card_id)


def refuse_if_changed(change: Change, card: Card, seen: int, column: str, deed: str) -> None:
    """Raise Conflict when somebody changed that column of the card since the version that the person saw.

    For what the person relies on but does not write themselves, so that the gate cannot compare it.
    """
    told = _changes_since(change, card, seen, column)
    theirs = card.__data__[Card._meta.columns[column].name]
    if not told or told[0][2] == theirs:
        return
    author, at, _ = told[-1]
    raise Conflict(
        f"{author} {deed} {when(change.ledger.connection, at, change.at)}; {UNSAVED}",
        entity="card",
        row=card.id,
        fields={column: (told[0][2], theirs)},
        by=author,
        at=at,
    )


def value_seen(change: Change, card: Card, seen: int, column: str) -> object:
    """Return what that column of the card held in the version that the person saw."""
    told = _changes_since(change, card, seen, column)
    return told[0][2] if told else card.__data__[Card._meta.columns[column].name]


def _changes_since(change: Change, card: Card, seen: int, column: str) -> list[tuple[str, int, object]]:
    """Who changed the column since that version, when, and what it held before; oldest first."""
    query = (
        Event.select(Event.author, Event.at, Event.before)
        .where((Event.entity == "card") & (Event.row == card.id) & (Event.version > seen))
        .order_by(Event.version)
    )
    found = [(author, at, unpacked(before)) for author, at, before in change.rows(query)]
    return [(author, at, before[column]) for author, at, before in found if column in before]


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
