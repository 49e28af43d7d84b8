"""How many columns fit side by side, how wide each is, and which ones are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

NARROWEST = 24
"""Cells of a column, its gutter and the space behind it included."""
WIDEST = 56
FOLDED = 6

PANEL, PANEL_LEAST, PANEL_MOST = 60, 48, 78
"""Cells of the panel with a card: those it would like, and how far it goes to meet the edge of a column."""


class Fit(NamedTuple):
    """The columns that are shown: numbers and widths, from the left."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]

    @property
    def first(self) -> int:
        """Number of the leftmost column that is shown."""
        return self.columns[0] if self.columns else 0


def fit(folded: Sequence[bool], cells: int, first: int, at: int) -> Fit:
    """Choose the columns for so many cells. The window starts at ``first``, or where ``at`` is in it."""
    count = len(folded)
    if count == 0 or cells <= 0:
        return Fit((), ())
    first = min(max(first, 0), at)
    while _last(folded, cells, first) < at:
        first += 1
    # Room that is left at the right edge is used by columns on the left.
    while first > 0 and _last(folded, cells, first - 1) >= count - 1:
        first -= 1
    shown = range(first, _last(folded, cells, first) + 1)
    return Fit(tuple(shown), _widths([folded[number] for number in shown], cells))


def panel(fitted: Fit, cells: int, at: int) -> tuple[bool, int]:
    """Whether a panel stands left, and its width: it covers whole columns, but not number ``at`` if it can.

    Where no column ends in reach it covers the rest of the columns where a sliver of one would be left.
    """
    edges = [sum(fitted.widths[:place]) for place in range(len(fitted.widths) + 1)]
    place = fitted.columns.index(at) if at in fitted.columns else 0
    begin, end = (edges[place], edges[place + 1]) if fitted.columns else (0, cells)
    ways = [(False, cells - edge, edge < end) for edge in edges] + [
        (True, edge, edge > begin) for edge in edges
    ]
    reached = [way for way in ways if PANEL_LEAST <= way[1] <= PANEL_MOST and way[1] < cells]
    if reached:
        left, width, _ = min(reached, key=lambda way: (way[2], abs(way[1] - PANEL), -way[1], way[0]))
        return left, width
    if cells - PANEL < NARROWEST:
        return False, cells
    return begin >= cells // 2, PANEL


def right_edge(fitted: Fit, cells: int, most: int) -> int:
    """Cells of a panel at the right, at most so many: whole columns where that leaves it wide enough."""
    widths = (cells - sum(fitted.widths[:place]) for place in range(len(fitted.widths)))
    return next((width for width in widths if PANEL_LEAST <= width <= most), most)


def _last(folded: Sequence[bool], cells: int, first: int) -> int:
    used = 0
    for number in range(first, len(folded)):
        used += FOLDED if folded[number] else NARROWEST
        if used > cells and number > first:
            return number - 1
    return len(folded) - 1


def _widths(folded: Sequence[bool], cells: int) -> tuple[int, ...]:
    open_columns = folded.count(False)
    room = cells - FOLDED * folded.count(True)
    each = min(room // open_columns, WIDEST) if open_columns else 0
    return tuple(FOLDED if one else min(each, cells) for one in folded)
