"""Where a value stands: files as they were read, positions of objects, keys and values.

A position is kept as one integer (`line << LINE_SHIFT | column`, both from 0), because a big file has a
hundred thousand of them; `Place` is the form for people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

LINE_SHIFT = 32
_COLUMN_MASK = (1 << LINE_SHIFT) - 1


class Place(NamedTuple):
    """A position in a file; line and column count from 1, the column in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its name as it was handed in, and its decoded text."""

    name: str
    text: str = field(repr=False)
    order: int = 0
    """Its place among the files of one import, from 0."""

    def place(self, position: int) -> Place:
        """The place of a packed position."""
        return Place(self.name, (position >> LINE_SHIFT) + 1, (position & _COLUMN_MASK) + 1)


def packed(line: int, column: int) -> int:
    """A position as one integer; line and column from 0."""
    return line << LINE_SHIFT | column


class Marks:
    """The positions within one mapping of a file: of itself, of its keys, its values and its lists' items."""

    __slots__ = ("items", "keys", "source", "start", "values")

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.keys: dict[str, int] = {}
        self.values: dict[str, int] = {}
        self.items: dict[str, list[int]] = {}

    def place(self, key: str | None = None, index: int | None = None) -> Place:
        """Where the mapping, the value of `key`, or item `index` of its list begins; the nearest known."""
        if key is None:
            return self.source.place(self.start)
        positions = self.items.get(key, ())
        if index is not None and index < len(positions):
            return self.source.place(positions[index])
        return self.source.place(self.values.get(key, self.start))

    def key_place(self, key: str) -> Place:
        """Where the key itself stands, else where the mapping begins."""
        return self.source.place(self.keys.get(key, self.start))
