"""People: utilization per week."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.measures.days import mondays_from
from models.measures.wording import day_text

WORKING_DAYS = 5


class Allocation(NamedTuple):
    """A share of a person's capacity, in percent, from first to last day; None: open-ended."""

    percent: float
    first: date | None = None
    last: date | None = None
    project: str = ""
    """The key of the project that it is for."""


class WeekLoad(NamedTuple):
    """One person's week (its Monday): hours allocated and hours available."""

    week: date
    allocated: float
    available: float
    parts: tuple[tuple[str, float], ...] = ()
    """Which projects take how many percent of an ordinary week, the most first; only where it is too much."""

    @property
    def share(self) -> float | None:
        """Allocated / available; None when nothing is available."""
        return self.allocated / self.available if self.available > 0 else None

    @property
    def is_over(self) -> bool:
        """Whether more is allocated than is available."""
        return self.allocated > self.available

    @property
    def text(self) -> str:
        """``75 %``; ``over`` with an allocation and nothing available; ``-`` with neither."""
        if self.available > 0:
            # Rounded away from 100 %, so that an over-allocation never reads as a full week.
            percent = self.allocated / self.available * 100
            return f"{math.ceil(round(percent, 6)) if percent > 100 else math.floor(round(percent, 6))} %"
        return "over" if self.allocated > 0 else "-"


def utilization(
    capacity: float,
    absences: Sequence[tuple[date, date]],
    allocations: Iterable[Allocation],
    first_week: date,
    weeks: int,
) -> tuple[WeekLoad, ...]:
    """Work out each week from the one of first_week on; capacity in hours a week, absences (first, last day).

    A week's hours are spread over Monday to Friday. An absence takes its days' hours from what is
    available; an allocation is a share of the whole capacity, on the days that it covers.
    """
    booked = list(allocations)
    loads: list[WeekLoad] = []
    for monday in mondays_from(first_week, weeks):
        friday = monday + timedelta(days=WORKING_DAYS - 1)
        percent_days = sum(
            allocation.percent * _common_days(allocation.first, allocation.last, monday, friday)
            for allocation in booked
        )
        # One division each, at the end, so that a full week is 100 % to the last digit.
        available = capacity * (WORKING_DAYS - _absent_days(absences, monday)) / WORKING_DAYS
        load = WeekLoad(monday, capacity * percent_days / (100 * WORKING_DAYS), available)
        loads.append(load._replace(parts=_parts(booked, monday, friday)) if load.is_over else load)
    return tuple(loads)


def _parts(booked: Sequence[Allocation], monday: date, friday: date) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for one in booked:
        percent = one.percent * _common_days(one.first, one.last, monday, friday) / WORKING_DAYS
        if one.project and percent:
            found[one.project] = found.get(one.project, 0) + percent
    return tuple(sorted(found.items(), key=lambda part: (-part[1], part[0])))


def booked_text(name: str, load: WeekLoad, weeks: Sequence[WeekLoad], today: date) -> str:
    """Who is booked how much, when, and for which projects where it is too much for one week.

    ``Quinn Byrne 140 %: FERN 80 %, IRIS 60 % in the 4 weeks from 23 Nov``: who, how much, where first,
    since a line may be cut. ``weeks``: all of the person's.
    """
    following = 0
    for one in weeks:
        if one.week >= load.week and (one.text, one.parts) == (load.text, load.parts):
            following += 1
        elif one.week > load.week:
            break
    weeks_long = f"{following} weeks from" if following > 1 and load.is_over else "week of"
    split = ", ".join(f"{key} {percent:.0f} %" for key, percent in load.parts) if len(load.parts) > 1 else ""
    return (
        f"{name} {load.text}{': ' if split else ''}{split} in the {weeks_long} {day_text(load.week, today)}"
    )


def _common_days(first: date | None, last: date | None, begin: date, end: date) -> int:
    from_day = begin if first is None else max(first, begin)
    to_day = end if last is None else min(last, end)
    return max((to_day - from_day).days + 1, 0)


def _absent_days(absences: Sequence[tuple[date, date]], monday: date) -> int:
    """Count the working days of the week that any absence covers; overlapping absences count once."""
    days = (monday + timedelta(days=offset) for offset in range(WORKING_DAYS))
    return sum(any(first <= day <= last for first, last in absences) for day in days)


def worst_week(loads: Iterable[WeekLoad]) -> WeekLoad | None:
    """Return the week with the highest load, the earliest of equals; None without any allocation.

    One with an allocation and nothing available is the worst.
    """
    busy = [load for load in loads if load.allocated > 0]
    return max(busy, key=lambda load: math.inf if load.share is None else load.share, default=None)
