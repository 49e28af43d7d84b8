"""Saved views: named filters of a screen."""

from __future__ import annotations

from functools import partial
from typing import TypedDict, Unpack

from models.actions import record
from models.actions.kinds import SAVED_VIEW
from models.portfolio import Portfolio


class ViewFields(TypedDict, total=False):
    """``query`` is the text of the filter, as the screen's filter line takes it."""

    key: str
    screen: str
    name: str
    query: str


def add(p: Portfolio, **fields: Unpack[ViewFields]) -> int:
    """Save a filter: key, screen, name and query are needed. Return the id."""
    return record.add(SAVED_VIEW, p, None, fields)


def edit(p: Portfolio, view_id: int, seen: int | None, **fields: Unpack[ViewFields]) -> str:
    """Change a saved filter."""
    return record.edit(SAVED_VIEW, p, view_id, seen, fields)


archive = partial(record.archive, SAVED_VIEW)
restore = partial(record.restore, SAVED_VIEW)
delete = partial(record.delete, SAVED_VIEW)
