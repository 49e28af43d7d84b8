"""People: utilization per week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Allocation:
    """A share of a person's capacity, in percent, from first to last day; None: open-ended."""

    percent: float
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """One person's week (its Monday): hours allocated and hours available."""

    week: date
    allocated: float
    available: float

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
        raise NotImplementedError


def utilization(
    capacity: float,
    absences: Sequence[tuple[date, date]],
    allocations: Iterable[Allocation],
    first_week: date,
    weeks: int,
) -> tuple[WeekLoad, ...]:
    """Work out each week from the one of first_week on; capacity in hours a week, absences (first, last day)."""
    raise NotImplementedError


def worst_week(loads: Iterable[WeekLoad]) -> WeekLoad | None:
    """Return the week with the highest load; one with an allocation and nothing available is the worst."""
    raise NotImplementedError
