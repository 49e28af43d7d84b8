"""Days to cells and back, in four zooms. A cell is a fixed piece of the calendar: panning never blurs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class Ticks:
    """One row of the calendar's head."""

    begin: Callable[[date], date]
    """The first day of the period that a day is in."""
    label: Callable[[date], str]


def _week(day: date) -> date:
    return date.fromordinal(max(day.toordinal() - day.weekday(), 1))


def _month(day: date) -> date:
    return day.replace(day=1)


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _year(day: date) -> date:
    return date(day.year, 1, 1)


_DAYS = Ticks(_week, lambda day: str(day.day))
_MONTH = Ticks(_month, lambda day: _MONTHS[day.month - 1])
_MONTH_YEAR = Ticks(_month, lambda day: f"{_MONTHS[day.month - 1]} {day.year}")
_QUARTER = Ticks(_quarter, lambda day: f"Q{day.month // 3 + 1}")
_QUARTER_YEAR = Ticks(_quarter, lambda day: f"Q{day.month // 3 + 1} {day.year}")
_YEAR = Ticks(_year, lambda day: str(day.year))


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of the calendar a cell is."""

    name: str
    days: int
    """Days a cell; with 7 it begins on a Monday. 0: a cell is a calendar month."""
    above: Ticks
    below: Ticks

    def cell(self, day: date) -> int:
        """The cell that a day is in, counted from the year 1."""
        if self.days:
            return (day.toordinal() - 1) // self.days
        return day.year * _PER_YEAR + day.month - 1

    def first_day(self, cell: int) -> date:
        """The first day of a cell; the nearest one where the calendar has none."""
        if self.days:
            return date.fromordinal(min(max(cell * self.days + 1, 1), date.max.toordinal()))
        year = min(max(cell // _PER_YEAR, 1), MAXYEAR)
        return date(year, cell % _PER_YEAR + 1, 1) if year == cell // _PER_YEAR else date(year, 1, 1)


SCALES = (
    Scale("weeks", 1, _MONTH_YEAR, _DAYS),
    Scale("months", 3, _QUARTER_YEAR, _MONTH),
    Scale("quarters", 7, _QUARTER_YEAR, _MONTH),
    Scale("years", 0, _YEAR, _QUARTER),
)
"""From the nearest to the farthest."""
_TODAY_AT = 3
"""Today is first shown at this part of the width: more of what is to come than of what was."""
_PAN = 4
"""A step pans by this part of the width."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the calendar that is shown."""

    scale: Scale
    origin: int
    """The cell at the left edge."""
    width: int

    def x(self, day: date) -> int:
        """Where a day is; below 0 and from ``width`` on it is not in view."""
        return self.scale.cell(day) - self.origin

    def holds(self, day: date) -> bool:
        """Whether a day is in view."""
        return 0 <= self.x(day) < self.width

    @property
    def first_day(self) -> date:
        """The first day in view."""
        return self.scale.first_day(self.origin)


def around(scale: Scale, today: date, width: int) -> Window:
    """The window in which today stands where it stands at first."""
    return _kept(Window(scale, scale.cell(today) - width // _TODAY_AT, width))


def panned(window: Window, step: int) -> Window:
    """A quarter of the width further; the same one at the ends of the calendar."""
    return _kept(replace(window, origin=window.origin + step * max(window.width // _PAN, 1)))


def zoomed(window: Window, scale: Scale, today: date) -> Window:
    """Another scale: today stays where it is when it is in view, else what is in the middle does."""
    x = window.x(today) if window.holds(today) else window.width // 2
    day = today if window.holds(today) else window.scale.first_day(window.origin + x)
    return _kept(Window(scale, scale.cell(day) - x, window.width))


def resized(window: Window, width: int) -> Window:
    """The same first day in another width."""
    return replace(window, width=width)


def labels(window: Window, ticks: Ticks) -> list[tuple[int, str]]:
    """Labels with their places: each where its period begins, the first one kept in view at the edge.

    What would touch the label before it, or not fit, is left out.
    """
    placed: list[tuple[int, str]] = []
    periods = list(_periods(window, ticks))
    free = 0
    for at, day in enumerate(periods):
        x, text = max(window.x(day), 0), ticks.label(day)
        following = window.x(periods[at + 1]) if at + 1 < len(periods) else window.width + 1
        if x >= free and x + len(text) < following and x + len(text) <= window.width:
            placed.append((x, text))
            free = x + len(text) + 1
    return placed


def _periods(window: Window, ticks: Ticks) -> Iterator[date]:
    """The first days of all periods in view, of the one before the left edge too."""
    day = ticks.begin(window.first_day)
    while window.x(day) < window.width:
        yield day
        following = _after(day, ticks)
        if following is None:
            return
        day = following


def _after(day: date, ticks: Ticks) -> date | None:
    """The first day of the next period; None at the end of the calendar."""
    for days in (7, 31, 92, 366):
        if day.toordinal() + days > date.max.toordinal():
            return None
        following = ticks.begin(day + timedelta(days=days))
        if following > day:
            return following
    return None


def _kept(window: Window) -> Window:
    """Within the years that there are."""
    first, last = window.scale.cell(date.min), window.scale.cell(date.max)
    return replace(window, origin=min(max(window.origin, first), max(last - window.width + 1, first)))
