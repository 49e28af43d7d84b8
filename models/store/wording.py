"""Sentences about rows, fields and times: what a refusal says to a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

TITLES = ("title", "name", "text", "key")
"""Columns that a row is called by."""
_WORDS = {
    "board_column": "column",
    "column_id": "column",
    "rank": "place",
    "archived_at": "archived state",
    "removed": "existence",
    "wip_limit": "limit",
    "due": "due date",
    "done": "completion",
    "checklist_item": "step",
}
_LONGEST = 60
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOUR = 3_600_000


def ago(at: int, now: int) -> str:
    """Return how long ago that was, from instants in UTC milliseconds: "just now", "2 minutes ago"."""
    seconds = max(0, now - at) // 1000
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"


def when(connection: Any, at: int, now: int) -> str:
    """Return when that was, from instants in UTC milliseconds, in the portfolio's zone: "5 minutes ago",
    "today at 14:02", "on 23 Nov at 14:02", "on 23 Nov 2025".
    """
    if now - at < _HOUR:
        return ago(at, now)
    zone = _zone(connection)
    then, present = (datetime.fromtimestamp(instant / 1000, zone) for instant in (at, now))
    clock = f"at {then:%H:%M}"
    if then.date() == present.date():
        return f"today {clock}"
    day = f"on {then.day} {_MONTHS[then.month - 1]}"
    return f"{day} {clock}" if then.year == present.year else f"{day} {then.year}"


def _zone(connection: Any) -> ZoneInfo:
    found = connection.execute("SELECT value FROM setting WHERE key = 'time_zone' AND removed = 0").fetchone()
    try:
        return ZoneInfo(found[0] if found else "UTC")
    except (KeyError, OSError, ValueError):
        return ZoneInfo("UTC")


def word(name: str) -> str:
    """Return a table's or column's name as people say it."""
    return _WORDS.get(name) or name.removesuffix("_id").removesuffix("_at").replace("_", " ")


def listed(names: Iterable[str]) -> str:
    """Return "the title", "the title and the due", for columns."""
    words = [f"the {word(name)}" for name in sorted(set(names))]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def shortened(text: str) -> str:
    """Return one line of the text that fits into a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def subject(connection: Any, entity: str, row: int) -> str:
    """Return what a person calls a row: "ATLAS-42", "the risk “Bank holidays”"."""
    if entity == "card":
        return called(connection, entity, row) or "the card"
    name = called(connection, entity, row)
    if name:
        return f"the {word(entity)} “{name}”"
    if "card_id" in _columns(connection, entity):
        found = connection.execute(f'SELECT card_id FROM "{entity}" WHERE id = ?', (row,)).fetchone()
        if found:
            return f"the {word(entity)} of {subject(connection, 'card', found[0])}"
    return f"this {word(entity)}"


def called(connection: Any, entity: str, row: int) -> str:
    """Return the bare name of a row: "ATLAS-42", "Bank holidays"; "" when it has none."""
    if entity == "card":
        sql = (
            "SELECT p.key || '-' || c.number FROM card c JOIN project p ON p.id = c.project_id WHERE c.id = ?"
        )
        found = connection.execute(sql, (row,)).fetchone()
        return str(found[0]) if found else ""
    titles = [name for name in TITLES if name in _columns(connection, entity)]
    if not titles:
        return ""
    listing = ", ".join(f'"{name}"' for name in titles)
    found = connection.execute(f'SELECT {listing} FROM "{entity}" WHERE id = ?', (row,)).fetchone()
    return shortened(next(filter(None, found or ()), ""))


def _columns(connection: Any, entity: str) -> set[str]:
    return {name for _, name, *_ in connection.execute(f'PRAGMA table_info("{entity}")').fetchall()}
