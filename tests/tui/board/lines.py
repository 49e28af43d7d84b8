"""Cards as the board draws them, for tests that need no database."""

from __future__ import annotations

from typing import Any

from models.views.board import CardLine
from models.views.board_values import Marks, Traits

_PLAIN: dict[str, Any] = {
    "version": 1,
    "column_id": 1,
    "assignees": (),
    "labels": (),
    "type": "task",
    "priority": "normal",
    "service_class": "standard",
    "estimate": None,
    "due": None,
    "milestone": None,
    "started_at": None,
    "finished_at": None,
}


def made(**fields: Any) -> CardLine:
    """A card line from plain fields."""
    traits = Traits(*(fields.pop(name) for name in Traits._fields))
    marks = Marks(**{name: fields.pop(name) for name in Marks._fields if name in fields})
    return CardLine(traits=traits, marks=marks, **fields)


def card(number: int, **changes: Any) -> CardLine:
    """A plain card with that number, but for these fields."""
    plain = {**_PLAIN, "id": number, "number": number, "title": f"card {number}", "rank": f"a{number}"}
    return made(**{**plain, **changes})
