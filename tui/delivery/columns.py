"""The columns of the delivery table: what they show, how they sort, which of them fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from models.views.delivery import ProjectRow

from . import cells

GAP = 2
GUTTER = 2
MARGIN = 1
"""Cells that stay empty at the right edge."""
KEY_WIDEST = 12
NAME_LEAST = 9
NAME_MOST = 44

Order = str | float | None
"""What a row sorts by in one column; None (no answer) comes last in both directions."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column after the project's key and name."""

    id: str
    title: str
    sentence: str
    """What the numbers are, for the list of columns to sort by."""
    width: int
    weight: int
    """The lightest leave first when the terminal is narrow."""
    right: bool
    """Figures stand at the right edge."""
    cell: Callable[[ProjectRow, date], list[cells.Span]]
    order: Callable[[ProjectRow], Order]
    high_first: bool
    """Whether sorting starts with the highest value: what needs a look comes first."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column and the cell at which it begins."""

    column: Column
    x: int


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


def _day_number(value: date | None) -> float | None:
    return None if value is None else float(value.toordinal())


def _last_slip(row: ProjectRow) -> float | None:
    known = [value for value in row.trend_slip if value is not None]
    return known[-1] - known[0] if known else None


COLUMNS: tuple[Column, ...] = (
    Column("health", "Health", "the worst judgment, computed or declared", 12, 100, False,
           cells.health, lambda row: row.health_rank if row.state == "active" else None, True),
    Column("progress", "Progress", "done, of all work", 14, 90, False,
           cells.progress, lambda row: row.progress, False),
    Column("target", "Target", "the date that is planned now", 8, 80, False,
           cells.target, lambda row: _day_number(row.target), False),
    Column("p85", "p85", "the date that the work makes with 85 %", 8, 60, False,
           cells.p85, lambda row: _day_number(row.p85), True),
    Column("slip", "Slip", "days late against the first baseline", 6, 85, True,
           cells.slipped, lambda row: row.slip_days, True),
    Column("budget", "Budget", "costs to date, of the budget", 8, 58, True,
           cells.budget, lambda row: row.budget_used, True),
    Column("cpi", "CPI", "cost performance index", 5, 50, True, cells.cpi, lambda row: row.cpi, False),
    Column("spi", "SPI", "schedule performance index", 5, 22, True, cells.spi, lambda row: row.spi, False),
    Column("risk", "Risk", "highest open exposure, of 25", 4, 45, True,
           cells.risk, lambda row: row.risk, True),
    Column("csat", "CSAT", "satisfied answers of the client", 10, 40, False,
           cells.csat, lambda row: row.csat, False),
    Column("nps", "NPS", "net promoter score", 11, 20, False, cells.nps, lambda row: row.nps, False),
    Column("milestone", "Next milestone", "the next one that is not done", 28, 30, False,
           cells.milestone,
           lambda row: _day_number(row.next_milestone.due) if row.next_milestone else None, False),
    Column("said", "Said", "days since the last statement", 5, 55, False,
           cells.said, lambda row: row.said_days, True),
    Column("manager", "Manager", "who runs it", 12, 15, False,
           cells.manager, lambda row: row.manager.casefold() or None, False),
    Column("trend", "12 weeks", "slip over twelve weeks", 12, 10, False,
           cells.trend, _last_slip, True),
)  # fmt: skip
"""In the order of the screen. ``weight`` decides which of them a narrow terminal shows."""

PROJECT = Column(
    "project", "Project", "key", 0, 0, False,
    lambda row, today: [(row.name, "text")], lambda row: row.key.casefold(), False,
)  # fmt: skip
"""The first column, always there."""

SORTABLE = (PROJECT, *COLUMNS)
BY_ID = {column.id: column for column in SORTABLE}


def lay_out(width: int, key_width: int, shift: int = 0) -> Layout:
    """Choose and place the columns for a line of ``width`` cells.

    With no ``shift`` the heaviest that fit are shown; with one, the columns from that one on, in order.
    """
    key = min(max(key_width, 4), KEY_WIDEST)
    room = max(width - GUTTER - key - 1 - NAME_LEAST - MARGIN, 0)
    chosen = _from(COLUMNS[shift:], room) if shift else _heaviest(COLUMNS, room)
    used = sum(column.width + GAP for column in chosen)
    name = min(max(width - GUTTER - key - 1 - used - MARGIN, 1), NAME_MOST)
    x = GUTTER + key + 1 + name + GAP
    placed = []
    for column in chosen:
        placed.append(Placed(column, x))
        x += column.width + GAP
    hidden = len(chosen) < len(COLUMNS)
    last_shown = bool(chosen) and chosen[-1] is COLUMNS[-1]
    return Layout(width, key, name, tuple(placed), shift > 0, hidden and not (shift and last_shown))


def title_at(layout: Layout, x: int) -> str | None:
    """The id of the column whose title stands at this cell."""
    if GUTTER <= x < layout.project_end:
        return PROJECT.id
    # The arrow of a sorted column stands one cell behind it.
    return next((each.column.id for each in layout.placed if each.x <= x <= each.x + each.column.width), None)


def furthest_shift(width: int, key_width: int) -> int:
    """The least shift at which the last column is shown; 0 where all fit at once."""
    for shift in range(len(COLUMNS)):
        if not lay_out(width, key_width, shift).more_right:
            return shift
    return len(COLUMNS) - 1


def _heaviest(columns: Sequence[Column], room: int) -> list[Column]:
    chosen = set()
    for column in sorted(columns, key=lambda each: -each.weight):
        if column.width + GAP <= room:
            chosen.add(column.id)
            room -= column.width + GAP
    return [column for column in columns if column.id in chosen]


def _from(columns: Sequence[Column], room: int) -> list[Column]:
    chosen = []
    for column in columns:
        if column.width + GAP > room:
            break
        chosen.append(column)
        room -= column.width + GAP
    return chosen
