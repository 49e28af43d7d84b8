"""How many columns fit side by side, how wide each is, and which ones are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NARROWEST = 24
"""Cells of a column, its gutter and the space behind it included."""
WIDEST = 56
FOLDED = 6


@dataclass(frozen=True, slots=True)
class Fit:
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
