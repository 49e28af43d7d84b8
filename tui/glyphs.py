"""The one table of what stands for our glyphs where a terminal, its font or its reader has ASCII only.

The screens draw with lines, arrows and marks; one filter on every finished line replaces them, so nothing
else has to know. Each stands in one cell, before and after. What people have written keeps its letters.
"""

from __future__ import annotations

from collections.abc import Mapping

PLAIN: dict[str, str] = {
    # lines and bars
    "─": "-", "━": "=", "│": "|", "┤": "]", "┼": "+", "┿": "+", "╪": "+", "╞": "}", "═": "~", "█": "#",
    # the cursor, marks and steps
    "▌": ">", "•": "*", "·": ".", "✓": "x", "■": "#", "□": "[", "●": "@", "○": "0", "◉": "&", "◈": "%",
    "◇": "o", "◆": "*", "‼": "!",
    # directions
    "▴": "^", "↑": "^", "↓": "v", "←": "<", "→": ">", "↔": "x",
    "‹": "<", "›": ">", "▸": "+", "▾": "-", "⏎": "/",
    # text that we cut or quote
    "…": "~", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "×": "x",
    # columns of sparklines, from the lowest
    "▁": "_", "▂": ".", "▃": "-", "▄": ":", "▅": "=", "▆": "+", "▇": "*",
}  # fmt: skip
"""Glyph -> the character that stands for it."""

_TABLE = str.maketrans(PLAIN)
_BARE = ("", "unknown", "vt100", "vt102")
"""Terminals that are known, or must be feared, to draw no lines."""
_NO = ("", "0", "no", "off", "false")


def in_ascii(text: str) -> str:
    """The text with our glyphs in ASCII."""
    return text if text.isascii() else text.translate(_TABLE)


def wants_ascii(env: Mapping[str, str]) -> bool:
    """Whether the environment asks for ASCII: PMBOARD_ASCII decides, else what the terminal is.

    >>> wants_ascii({"TERM": "vt100"}), wants_ascii({"TERM": "vt100", "PMBOARD_ASCII": "0"})
    (True, False)
    """
    if "PMBOARD_ASCII" in env:
        return asks_for_ascii(env)
    return env.get("TERM", "").lower() in _BARE


def asks_for_ascii(env: Mapping[str, str]) -> bool:
    """Whether PMBOARD_ASCII says so: what is printed follows it alone, for it may go to a file."""
    return env.get("PMBOARD_ASCII", "").strip().lower() not in _NO
