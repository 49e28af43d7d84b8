"""Earned value (PMI Practice Standard for Earned Value Management), earned schedule (Lipke). Money in minor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.measures.answers import NoAnswer


@dataclass(frozen=True, slots=True)
class Plan:
    """The latest approved baseline: its dates, its budget (BAC, minor units), and the weighted milestones in it.

    ``steps``: (baseline date, weight) of the milestones; with weights PV steps on these dates, else it is linear.
    """

    start: date | None
    target: date | None
    budget: int | None
    steps: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """Every earned value measure of a project; amounts in minor units, NoAnswer where there is none."""

    bac: int
    pv: int | NoAnswer
    ev: int | NoAnswer
    ac: int
    cv: int | NoAnswer
    sv: int | NoAnswer
    cpi: float | NoAnswer
    spi: float | NoAnswer
    spi_t: float | NoAnswer
    eac: int | NoAnswer
    eac_from_plan: bool
    etc: int | NoAnswer
    vac: int | NoAnswer
    tcpi: float | NoAnswer
    used: float
    late_phase: bool

    @property
    def schedule_index(self) -> tuple[str, float | NoAnswer]:
        """The index to show: SPI, and from 2/3 of the duration SPI(t), since SPI drifts to 1 near the end."""
        return ("SPI(t)", self.spi_t) if self.late_phase else ("SPI", self.spi)


def planned_share(plan: Plan, day: date) -> float | NoAnswer:
    """Return PV / BAC on the day, 0 to 1."""
    raise NotImplementedError


def earned_schedule(plan: Plan, share: float, day: date) -> float | NoAnswer:
    """Return the days after the start at which the plan had this share done (Lipke)."""
    raise NotImplementedError


def earned_value(
    plan: Plan | None, complete: float | NoAnswer, actual_cost: int, today: date, finished: date | None = None
) -> EarnedValue | NoAnswer:
    """Work out every measure; complete is the share from 0 to 1, actual_cost minor units. Time stops at the finish."""
    raise NotImplementedError


def actual_cost(costs: Sequence[tuple[date, int]], today: date) -> int:
    """Sum the costs (day, minor units) booked up to today."""
    raise NotImplementedError
