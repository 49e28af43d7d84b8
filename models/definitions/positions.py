"""Where a value stands: files as they were read, positions of objects, keys and values.

A position is kept as one integer (`line << LINE_SHIFT | column`, both from 0), because a big file has a
hundred thousand of them; `Place` is the form for people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

LINE_SHIFT = 32
_COLUMN_MASK = (1 << LINE_SHIFT) - 1
ITEM_NAMES = ("key", "id", "name", "title")
"""The keys by which people call an item of a list, the first that it has."""

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Place(NamedTuple):
    """A position in a file; line and column count from 1, the column in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Source:
    """A file that was read: its name as handed in, its text, its place among the files (from 0)."""

    __slots__ = ("_lines", "clean", "name", "order", "text")

    def __init__(self, name: str, text: str = "", order: int = 0) -> None:
        self.name = name
        self.text = text
        # The text that is parsed: bad characters are spaces in it, so that positions stay.
        self.clean = text
        self.order = order
        self._lines: list[str] | None = None

    def place(self, position: int) -> Place:
        """The place of a packed position."""
        return Place(self.name, (position >> LINE_SHIFT) + 1, (position & _COLUMN_MASK) + 1)

    def line(self, number: int) -> str:
        """A line of the text without its end, counted from 1; empty past the end."""
        if self._lines is None:
            self._lines = _LINE_BREAK.split(self.text)
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""


def item_name(names: Iterable[object], index: int) -> str:
    """What people call an item of a list: the first of its names (key, id, name, title), else its place."""
    for name in names:
        if isinstance(name, str) and name.strip():
            return visible(name.strip()[:60])
    return f"#{index + 1}"


def packed(line: int, column: int) -> int:
    """A position as one integer; line and column from 0."""
    return line << LINE_SHIFT | column


_NOTHING: frozenset[str] = frozenset()


class Marks:
    """The positions within one mapping of a file: of itself, of its keys, its values and its lists' items."""

    __slots__ = ("damaged", "items", "keys", "source", "start", "values")

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        # Its keys that something wrong was taken out of: what they lack now is no finding.
        self.damaged: frozenset[str] = _NOTHING
        self.keys: dict[str, int] = {}
        self.values: dict[str, int] = {}
        # Of each list its own position first, then those of its items.
        self.items: dict[str, list[int]] = {}

    def position(self, key: str | None = None, index: int | None = None) -> int:
        """Where the mapping, the value of `key`, or item `index` of its list begins (packed)."""
        if key is None:
            return self.start
        positions = self.items.get(key, ())
        if index is not None and index + 1 < len(positions):
            return positions[index + 1]
        return self.values.get(key, self.start)

    def place(self, key: str | None = None, index: int | None = None) -> Place:
        """`position` for people."""
        return self.source.place(self.position(key, index))

    def key_place(self, key: str) -> Place:
        """Where the key itself stands, else where the mapping begins."""
        return self.source.place(self.keys.get(key, self.start))


def visible(text: str) -> str:
    """Text that is safe on a terminal, as long as before: controls and invisible ones become pictures."""
    if text.isprintable():
        return text
    return "".join(_picture(character) for character in text)


def _picture(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        and character != "\u200d"
    ):
        return "\ufffd"
    return character
