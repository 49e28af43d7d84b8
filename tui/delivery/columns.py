"""The columns of the delivery table: what they show, how they sort, how many cells they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.views.delivery import DeliveryView, ProjectRow
from tui.text import plain, width
from tui.widgets import cells
from tui.widgets.spans import Span

NAME_MOST = 60
_ALWAYS = frozenset(("health", "progress"))
"""They stay even where they have no answer in any row: they say so themselves."""
_FEW = 4
"""A column with answers in less than one of so many rows is worth half."""
_SINCE = len(" (from 20 Jan)")
"""Cells that the day takes which the slip of a milestone is counted from."""
_MEASURED = 5_000
"""Rows that are measured to fit the columns to them, some 15 ms for a thousand; with more, all columns have
their usual widths."""

Order = str | float | None
"""What a row sorts by in one column; None (no answer) comes last in both directions."""
Cell = Callable[[ProjectRow, date], list[Span]]


@dataclass(frozen=True, slots=True)
class Short:
    """How a wide column looks where others need its cells."""

    width: int
    cell: Cell
    step: int
    """So many cells more, and the long form says more than the short one."""
    most: int
    """Cells that the long form, or the whole one, takes where nobody else needs them."""
    whole: Cell | None = None
    """What says more than the long form, where there is room for all of it in every row."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column after the project's key and name."""

    id: str
    title: str
    sentence: str
    """What the numbers are, for the list of columns to sort by."""
    width: int
    """Cells of what it usually holds."""
    weight: int
    """What it is worth: the lightest leave first when the terminal is narrow."""
    right: bool
    """Figures stand at the right edge."""
    cell: Cell
    order: Callable[[ProjectRow], Order]
    high_first: bool
    """Whether sorting starts with the highest value: what needs a look comes first."""
    short: Short | None = None

    @property
    def most(self) -> int:
        """Cells that it never exceeds."""
        return self.width if self.short is None else self.short.most


class Need(NamedTuple):
    """What one column needs."""

    least: int
    """Cells of its short form, or of all that it holds where it has none."""
    whole: int
    worth: int
    told: int = 0
    """Cells of the form that says more; 0: it has none, or is not wanted to be so wide."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What the rows need: found once when data are read, so that nothing jumps while one walks or filters."""

    name: int
    """Cells of the longest name."""
    columns: Mapping[str, Need]
    """By the id of the column; one without an answer in any row is missing."""


def _day_number(value: date | None) -> float | None:
    return None if value is None else float(value.toordinal())


def _last_slip(row: ProjectRow) -> float | None:
    known = [value for value in row.trend_slip if value is not None]
    return known[-1] - known[0] if known else None


COLUMNS: tuple[Column, ...] = (
    Column("health", "Health", "the worst judgment, computed or declared", 12, 100, False,
           cells.health, lambda row: row.health_rank if row.state == "active" else None, True),
    Column("progress", "Progress", "done, of all work", 14, 90, False,
           cells.progress, lambda row: row.progress, False, Short(6, cells.progress_short, 6, 14)),
    Column("target", "Target", "the date that is planned now", 8, 80, False,
           cells.target, lambda row: _day_number(row.target), False),
    Column("p85", "p85", "the date that the work makes with 85 %", 8, 60, False,
           cells.p85, lambda row: _day_number(row.p85), True),
    Column("slip", "Slip", "days late against the first baseline", 8, 85, True,
           cells.slipped, lambda row: row.slip_days, True),
    Column("budget", "Budget", "costs to date, of the budget", 8, 50, True,
           cells.budget, lambda row: row.budget_used, True),
    Column("cpi", "CPI", "cost performance index", 5, 58, True, cells.cpi, lambda row: row.cpi, False),
    Column("spi", "SPI", "schedule performance index", 5, 22, True, cells.spi, lambda row: row.spi, False),
    Column("risk", "Risk", "highest open exposure, of 25", 4, 56, True,
           cells.risk, lambda row: row.risk, True),
    Column("csat", "CSAT", "satisfied answers of the client", 11, 54, True,
           cells.csat, lambda row: row.csat, False),
    Column("nps", "NPS", "net promoter score", 11, 20, False, cells.nps, lambda row: row.nps, False),
    Column("milestone", "Next milestone", "the next one that is not done; late against its own baseline",
           28, 35, False, cells.milestone,
           lambda row: _day_number(row.next_milestone.due) if row.next_milestone else None, False,
           Short(14, cells.milestone_short, 6, 48, cells.milestone_whole)),
    Column("said", "Said", "days since the last statement", 6, 45, True,
           cells.said, lambda row: row.said_days, True),
    Column("manager", "Manager", "who runs it", 12, 15, False,
           cells.manager, lambda row: row.manager.casefold() or None, False),
    Column("trend", "Slip, 12 wk", "slip, a column a week: the last is today's", 12, 10, False,
           cells.trend, _last_slip, True),
)  # fmt: skip
"""In the order of the screen. ``weight`` decides which of them a narrow terminal shows: when it will be done
stands before what is judged, that before the share of the budget and what was said."""

PROJECT = Column(
    "project", "Project", "by its key", 0, 0, False,
    lambda row, today: [(row.name, "text")], lambda row: row.key.casefold(), False,
)  # fmt: skip
"""The first column, always there."""

SORTABLE = (PROJECT, *COLUMNS)
BY_ID = {column.id: column for column in SORTABLE}


def _usual(column: Column) -> Need:
    return Need(
        column.width if column.short is None else max(column.short.width, width(column.title)),
        column.width,
        column.weight,
    )


NOTHING_KNOWN = Needs(NAME_MOST, {column.id: _usual(column) for column in COLUMNS})
SORTED_BY = 95
"""What a column is worth that the rows are sorted by: it is in sight at once."""


_FORMS = tuple(
    (column, form)
    for column in COLUMNS
    for form in (column.cell, *((column.short.cell, column.short.whole) if column.short is not None else ()))
    if form is not None
)


class Measure:
    """Measures rows. What it measured it keeps: of fresh data only the rows that changed are measured."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[ProjectRow, tuple[int, ...]]] = {}
        self._today: date | None = None

    def needs(self, view: DeliveryView, sort: str) -> Needs:
        """What the rows need. The column that they are sorted by is there in any case.

        While numbers are still being read nothing is known but names.
        """
        rows = view.rows
        if not rows:
            return NOTHING_KNOWN
        longest = max(width(plain(cells.name(row))) for row in rows)
        widest = self._widest(rows, view.today) if view.complete and len(rows) <= _MEASURED else None
        found = {}
        for column in COLUMNS:
            answers = sum(column.order(row) is not None for row in rows) if view.complete else len(rows)
            if not answers and column.id != sort and column.id not in _ALWAYS:
                continue
            worth = column.weight if answers * _FEW >= len(rows) else column.weight // 2
            need = _usual(column) if widest is None else _needed(column, *widest[column.id])
            found[column.id] = need._replace(worth=max(worth, SORTED_BY) if column.id == sort else worth)
        return Needs(longest, found)

    def _widest(self, rows: Sequence[ProjectRow], today: date) -> dict[str, list[int]]:
        """For each column the cells of its widest long form, and of its widest short one where it has any."""
        known = self._known if today == self._today else {}
        self._known, self._today = {}, today
        for row in rows:
            before = known.get(row.id)
            self._known[row.id] = (
                before if before is not None and before[0] is row else (row, _cells(row, today))
            )
        found: dict[str, list[int]] = {}
        every = zip(*(widths for _row, widths in self._known.values()), strict=True)
        for (column, _form), widths in zip(_FORMS, every, strict=True):
            found.setdefault(column.id, []).append(max(widths))
        return found


def _cells(row: ProjectRow, today: date) -> tuple[int, ...]:
    return tuple(width(plain("".join(text for text, _style in form(row, today)))) for _column, form in _FORMS)


def _needed(column: Column, whole: int, short: int | None = None, told: int = 0) -> Need:
    least = max(min(whole if short is None else short, column.width), width(column.title))
    more = min(told, column.most + _SINCE) if told > whole else 0
    return Need(least, max(min(whole, column.most), least), column.weight, more)
