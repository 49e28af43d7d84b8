"""Views as values for JSON, version 1 (docs/json.md): dates ISO, instants ISO with milliseconds and ``Z``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from models.measures.answers import NoAnswer
from models.text import clean_text

if TYPE_CHECKING:  # One report needs one view, and every import counts in a command's start.
    from models.views.board import BoardView
    from models.views.card import CardDetails
    from models.views.delivery import DeliveryView
    from models.views.history import History, Subject

VERSION = 1
_INSTANTS = frozenset(
    ("now_ms", "at", "started_at", "finished_at", "ended_at", "created_at", "archived_at", "blocked_since")
)
_NAMES = {"now_ms": "now", "rows": "projects", "seq": "event", "deeds": "history"}
_SHARED = frozenset(("traits", "marks"))
"""Parts that exist to save memory: what is in them belongs to the whole."""
_INTERNAL = frozenset(("version", "project_version", "health_rank", "severity", "last_sequence", "calendar"))
"""What only a program inside needs: versions for saving, sort keys, the zone's calendar."""


def delivery_json(view: DeliveryView) -> dict[str, Any]:
    """Every project with its numbers, and what needs attention."""
    return {"version": VERSION, "report": "delivery", **values(view)}


def board_json(view: BoardView) -> dict[str, Any]:
    """A board: head, columns, cards."""
    return {"version": VERSION, "report": "board", **values(view)}


def card_json(details: CardDetails) -> dict[str, Any]:
    """One card, whole."""
    return {"version": VERSION, "report": "card", **values(details)}


def history_json(page: History, about: Subject | None) -> dict[str, Any]:
    """Who did what when, and what it is about."""
    subject = None if about is None else values(about)
    return {"version": VERSION, "report": "history", "about": subject, **values(page)}


def values(value: Any) -> dict[str, Any]:
    """The fields of a view, or of a part of it, by name; where there is no answer, why not."""
    found: dict[str, Any] = {}
    for field in _fields(value):
        content = getattr(value, field)
        if field in _INTERNAL:
            continue
        if field in _SHARED:
            found |= values(content)
            continue
        name = _NAMES.get(field, field)
        if isinstance(content, NoAnswer):
            found[name], found[f"{name}_note"] = None, content.text
        else:
            found[name] = _instant(content) if field in _INSTANTS else plain(content)
    return found


def _fields(value: Any) -> tuple[str, ...]:
    """The fields of a named tuple or of a dataclass with slots, in their order."""
    found: tuple[str, ...] | None = getattr(value, "_fields", None)
    return found if found is not None else tuple(value.__dataclass_fields__)


def _instant(at_ms: int | None) -> str | None:
    if at_ms is None:
        return None
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def plain(value: Any) -> Any:
    """A value of a view as JSON takes it. Raises TypeError for one that has no place there."""
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_fields") or hasattr(value, "__dataclass_fields__"):  # Before tuples without names.
        return values(value)
    if isinstance(value, Mapping):
        return {plain(name): plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no place in JSON")
