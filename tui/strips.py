"""Building one line of cells: runs of one style are merged, because each costs about 40 bytes on the wire."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.text import cut, pad, plain, width


class Line:
    """A line that is filled from the left. What does not fit is cut; nothing ever runs over."""

    __slots__ = ("_blank", "_pieces", "_used", "cells")

    def __init__(self, cells: int, blank: Style) -> None:
        """``blank`` is the style of cells that hold nothing."""
        self.cells = max(cells, 0)
        self._blank = blank
        self._pieces: list[tuple[str, Style]] = []
        self._used = 0

    @property
    def left(self) -> int:
        """Cells that are still free."""
        return self.cells - self._used

    @property
    def used(self) -> int:
        """Cells that are taken."""
        return self._used

    def add(self, text: str, style: Style, cells: int | None = None) -> Line:
        """Append text of any origin, cut to what is free; with ``cells`` padded or cut to exactly that."""
        room = self.left if cells is None else min(cells, self.left)
        if room <= 0:
            return self
        shown = cut(text, room) if cells is None else pad(text, room)
        if shown:
            self._put(shown, style, width(shown))
        return self

    def gap(self, cells: int) -> Line:
        """Append empty cells."""
        room = min(cells, self.left)
        if room > 0:
            self._put(" " * room, self._blank, room)
        return self

    def to(self, column: int) -> Line:
        """Go on at this cell, counted from 0; nothing happens when the line is already longer."""
        return self.gap(column - self._used)

    def right(self, other: Line) -> Line:
        """End with another line at the right edge, if there is a cell of space before it."""
        if other.used and other.used + 1 <= self.left:
            self.gap(self.left - other.used)
            for text, style in other._pieces:
                self._put(text, style, width(text))
        return self

    def strip(self) -> Strip:
        """The finished line, filled to its end."""
        self.gap(self.left)
        return Strip([Segment(text, style) for text, style in self._pieces], self.cells)

    def _put(self, text: str, style: Style, cells: int) -> None:
        if self._pieces and self._pieces[-1][1] is style:
            self._pieces[-1] = (self._pieces[-1][0] + text, style)
        else:
            self._pieces.append((text, style))
        self._used += cells


def fits(text: str, cells: int) -> bool:
    """Whether the text can be shown whole in so many cells."""
    return width(plain(text)) <= cells
