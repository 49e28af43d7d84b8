"""Reading rows inside of a change: plain values, what a row refers to, and how cards and projects are
called.
"""

from __future__ import annotations

from typing import Any, cast

from models.store.change import Change
from models.store.tables import Card, Column, Project, Table


def values_of(row: Table) -> dict[str, Any]:
    """The row's plain values by field; a reference is an id."""
    return dict(row.__data__)


def reference(row: Table, field: str) -> int | None:
    """The id that a field holds; reading the attribute itself would query the row that it points at."""
    return cast("int | None", row.__data__.get(field))


def owner(row: Table, field: str) -> int:
    """As `reference`, for a field that is never empty."""
    return int(row.__data__[field])


def archived(row: Table) -> bool:
    """Whether the row left and may come back."""
    return row.__data__.get("archived_at") is not None


def open_project(change: Change, project_id: int) -> Project:
    """The project, to be added to. Raises Missing, and Archived: who did that and when."""
    return change.in_use(Project, project_id)


def card_key(change: Change, card: Card) -> str:
    """Such as ATLAS-42."""
    return f"{change.get(Project, owner(card, 'project')).key}-{card.number}"


def columns_of(change: Change, project_id: int) -> list[Column]:
    """The columns in use, in board order."""
    query = (
        Column.select()
        .where((Column.project == project_id) & (Column.removed == 0) & Column.archived_at.is_null())
        .order_by(Column.rank, Column.id)
    )
    return change.models(query)


def cards_in(change: Change, column_id: int) -> list[Card]:
    """The cards on the board in a column, in order."""
    query = (
        Card.select()
        .where((Card.column == column_id) & (Card.removed == 0) & Card.archived_at.is_null())
        .order_by(Card.rank, Card.id)
    )
    return change.models(query)
