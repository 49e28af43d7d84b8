"""Sentences about rows, fields and times: what a refusal says to a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_TITLES = ("title", "name", "text", "key")
_WORDS = {
    "board_column": "column",
    "column_id": "column",
    "rank": "place",
    "archived_at": "archived state",
    "removed": "existence",
    "wip_limit": "limit",
}
_LONGEST = 60


def ago(at: int, now: int) -> str:
    """Return how long ago that was, from instants in UTC milliseconds: "just now", "2 minutes ago"."""
    seconds = max(0, now - at) // 1000
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"


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
        sql = "SELECT p.key, c.number FROM card c JOIN project p ON p.id = c.project_id WHERE c.id = ?"
        found = connection.execute(sql, (row,)).fetchone()
        return f"{found[0]}-{found[1]}" if found else "the card"
    columns = {name for _, name, *_ in connection.execute(f'PRAGMA table_info("{entity}")').fetchall()}
    title = next((name for name in _TITLES if name in columns), None)
    if title is not None:
        found = connection.execute(f'SELECT "{title}" FROM "{entity}" WHERE id = ?', (row,)).fetchone()
        if found and found[0]:
            return f"the {word(entity)} “{shortened(found[0])}”"
    if "card_id" in columns:
        found = connection.execute(f'SELECT card_id FROM "{entity}" WHERE id = ?', (row,)).fetchone()
        if found:
            return f"the {word(entity)} of {subject(connection, 'card', found[0])}"
    return f"a {word(entity)}"
