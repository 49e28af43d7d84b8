"""The help: made from the live key map, so it is never wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.keymap import Key, Keymap, shown
from tui.text import pad
from tui.widgets.reader import Piece

KEYS = 16
"""Cells of the column of keys."""


def help_lines(keymap: Keymap, parts: Iterable[tuple[str, Sequence[Key]]]) -> list[list[Piece]]:
    """Lines for a `Reader`: a head for every part, then its keys."""
    lines: list[list[Piece]] = []
    for title, keys in parts:
        if lines:
            lines.append([])
        lines.append([(title, "strong")])
        for key in keys:
            names = " ".join(shown(name) for name in keymap.keys_of(key.id))
            if names and not _is_one_of_nine(key):
                lines.append([(pad(names, KEYS), "key"), (" " + key.text, "text")])
        if any(_is_one_of_nine(key) for key in keys):
            lines.append([(pad("1 to 9", KEYS), "key"), (" to this column", "text")])
    return lines


def _is_one_of_nine(key: Key) -> bool:
    return key.action.startswith("column_")
