"""Views as values for JSON, version 1 (docs/json.md): dates ISO, instants ISO with milliseconds and ``Z``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from models.text import clean_text

if TYPE_CHECKING:  # One report needs one view, and every import counts in a command's start.
    from models.views.board import BoardView
    from models.views.card import CardDetails
    from models.views.delivery import DeliveryView

VERSION = 1
_INSTANTS = frozenset(
    ("now_ms", "at", "started_at", "finished_at", "ended_at", "created_at", "archived_at", "blocked_since")
)
_NAMES = {"now_ms": "now", "rows": "projects"}
_INTERNAL = frozenset(("version", "project_version", "health_rank", "severity", "last_sequence"))
"""What only a program inside needs: versions for saving, sort keys."""


def delivery_json(view: DeliveryView) -> dict[str, Any]:
    """Every project with its numbers, and what needs attention."""
    return {"version": VERSION, "report": "delivery", **_values(view)}


def board_json(view: BoardView) -> dict[str, Any]:
    """A board: head, columns, cards."""
    return {"version": VERSION, "report": "board", **_values(view)}


def card_json(details: CardDetails) -> dict[str, Any]:
    """One card, whole."""
    return {"version": VERSION, "report": "card", **_values(details)}


def _values(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, content in zip(value._fields, value, strict=True):
        if field not in _INTERNAL:
            name = _NAMES.get(field, field)
            found[name] = _instant(content) if field in _INSTANTS else _plain(content)
    return found


def _instant(at_ms: int | None) -> str | None:
    if at_ms is None:
        return None
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_fields"):  # A named tuple, before the tuples without names.
        return _values(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no place in JSON")
