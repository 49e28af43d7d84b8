"""Which columns of the delivery table fit a width, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .columns import BY_ID, COLUMNS, NAME_MOST, NOTHING_KNOWN, PROJECT, Cell, Column, Needs

GAP = 2
GUTTER = 2
MARGIN = 1
"""Cells that stay empty at the right edge."""
KEY_WIDEST = 12
NAME_LEAST = 9
_NAME_GOOD = ((80, NAME_LEAST), (54, 12), (45, 15), (35, 18), (0, 26))
"""Down to a worth, columns leave so many cells for the longest name: a column that few look at is not worth
that nobody knows which project it is about."""
_NAME_FAIR = 18
"""Cells of a name that come before the bar of progress."""
_SHY = 3
"""Cells before the right edge that are too few to be seen as room."""
_LATER = 35
"""Columns that are worth less come when the others have all the cells that they need."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column, the cell at which it begins, and its cells."""

    column: Column
    x: int
    width: int
    short: bool = False
    """It has no room for more than its short form."""
    whole: bool = False
    """It has room for the form that says more than the long one."""

    @property
    def cell(self) -> Cell:
        """What stands in it."""
        brief = self.column.short
        if brief is None:
            return self.column.cell
        if self.whole and brief.whole is not None:
            return brief.whole
        return brief.cell if self.short else self.column.cell


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands on a line of a given width."""

    width: int
    key: int
    name: int
    placed: tuple[Placed, ...]
    more_left: bool
    more_right: bool

    @property
    def project_end(self) -> int:
        """The cell after the project's name."""
        return GUTTER + self.key + 1 + self.name

    @property
    def edge(self) -> int:
        """The cell after the last column where that ends near the right edge, else the edge."""
        end = self.width - MARGIN
        last = self.placed[-1].x + self.placed[-1].width if self.placed else 0
        return last if end - _SHY <= last <= end else end


def lay_out(line: int, key_width: int, shift: int = 0, needed: Needs = NOTHING_KNOWN) -> Layout:
    """Choose and place the columns for a line of so many cells.

    With no ``shift`` those of the highest worth are shown; with one, the columns from that one on, in order.
    """
    columns = [column for column in COLUMNS if column.id in needed.columns]
    shift = min(shift, max(len(columns) - 1, 0))
    key = min(max(key_width, 4), KEY_WIDEST)
    room = _Room(max(line - GUTTER - key - 1 - MARGIN, 0), needed)
    if shift:
        room.take_in_order(columns[shift:])
    else:
        room.take_by_worth(columns)
    chosen = [column for column in columns if column.id in room.cells]
    x = GUTTER + key + 1 + max(room.name, 1) + GAP
    placed = []
    for column in chosen:
        cells = room.cells[column.id]
        placed.append(Placed(column, x, cells, room.is_short(column), room.is_whole(column)))
        x += cells + GAP
    hidden = len(chosen) < len(columns)
    last_shown = bool(chosen) and chosen[-1] is columns[-1]
    return Layout(
        line, key, max(room.name, 1), tuple(placed), shift > 0, hidden and not (shift and last_shown)
    )


class _Room:
    """The cells of a line while they are given away."""

    def __init__(self, cells: int, needed: Needs) -> None:
        self.left = cells
        self.name = 0
        self.cells: dict[str, int] = {}
        self._needed = needed

    def take_by_worth(self, columns: Sequence[Column]) -> None:
        """The worthiest in their short forms, then what all of these need, then the others."""
        by_worth = sorted(columns, key=lambda column: -self._needed.columns[column.id].worth)
        later = []
        for column in by_worth:
            worth = self._needed.columns[column.id].worth
            good = next(cells for least, cells in _NAME_GOOD if worth >= least)
            if worth < _LATER:
                later.append(column)
            else:
                self._take(column, min(good, max(self._needed.name, NAME_LEAST)))
        self._give_out()
        for column in later:
            self._take(column, 0, whole=True)
        self._give_rest()

    def take_in_order(self, columns: Sequence[Column]) -> None:
        """One after the other, until one does not fit."""
        for column in columns:
            if not self._take(column, NAME_LEAST):
                break
        self._give_out()
        self._give_rest()

    def is_short(self, column: Column) -> bool:
        """Whether the column has no room for its long form."""
        need = self._needed.columns[column.id]
        if column.short is None or need.whole <= need.least:
            return False
        return self.cells[column.id] < min(need.least + column.short.step, need.whole)

    def is_whole(self, column: Column) -> bool:
        """Whether the column has room for the form that says more than the long one."""
        told = self._needed.columns[column.id].told
        return 0 < told <= self.cells[column.id]

    def _take(self, column: Column, spare: int, *, whole: bool = False) -> bool:
        need = self._needed.columns[column.id]
        cells = min(need.whole, column.width) if whole else need.least
        if cells + GAP > self.left - spare:
            return False
        self.cells[column.id] = cells
        self.left -= cells + GAP
        return True

    def _give_out(self) -> None:
        """What is left: a fair name, the bar of progress, a good name, what the milestone is."""
        self._lengthen_name(_NAME_FAIR)
        self._lengthen("progress")
        self._lengthen_name(_NAME_GOOD[-1][1])
        self._lengthen("milestone")

    def _give_rest(self) -> None:
        self._lengthen_name(NAME_MOST)
        self._lengthen("milestone", beyond=True)

    def _lengthen_name(self, most: int) -> None:
        more = min(max(self._needed.name, NAME_LEAST), most, NAME_MOST) - self.name
        more = max(min(more, self.left), 0)
        self.name += more
        self.left -= more

    def _lengthen(self, name: str, *, beyond: bool = False) -> None:
        column = BY_ID[name]
        if name not in self.cells or column.short is None:
            return
        need = self._needed.columns[name]
        most = need.whole if beyond else min(need.whole, column.width)
        if beyond and need.told <= self.cells[name] + self.left:
            most = max(most, need.told)
        more = min(most - self.cells[name], self.left)
        if more > 0 and self.cells[name] + more >= min(need.least + column.short.step, need.whole):
            self.cells[name] += more
            self.left -= more


def title_at(layout: Layout, x: int) -> str | None:
    """The id of the column whose title stands at this cell."""
    if GUTTER <= x < layout.project_end:
        return PROJECT.id
    # The arrow of a sorted column stands one cell behind it.
    return next((each.column.id for each in layout.placed if each.x <= x <= each.x + each.width), None)


def furthest_shift(line: int, key_width: int, needed: Needs = NOTHING_KNOWN) -> int:
    """The least shift at which the last column is shown; 0 where all fit at once."""
    count = len(needed.columns)
    for shift in range(count):
        if not lay_out(line, key_width, shift, needed).more_right:
            return shift
    return max(count - 1, 0)
