"""Earned value (PMI Practice Standard for Earned Value Management), earned schedule (Lipke)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.measures.answers import NoAnswer, Reason


class Plan(NamedTuple):
    """The latest approved baseline: its dates, its budget (BAC, minor units) and its weighted milestones.

    ``steps``: (baseline date, weight) of the milestones; with weights PV steps on these dates, else it is
    linear.
    """

    start: date | None
    target: date | None
    budget: int | None
    steps: tuple[tuple[date, float], ...] = ()


class EarnedValue(NamedTuple):
    """Every earned value measure of a project; amounts in minor units, NoAnswer where there is none.

    ``eac_from_plan``: EAC is AC + (BAC - EV), since there is no CPI yet. ``used``: AC / BAC.
    ``late_phase``: from 2/3 of the planned duration on.
    """

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
    def told_cv(self) -> int | NoAnswer:
        """CV as people are told it: while no costs are booked it would look like a saving."""
        return self.cv if self.ac > 0 else NoAnswer(Reason.NO_COSTS)

    @property
    def told_vac(self) -> int | NoAnswer:
        """VAC as people are told it, likewise."""
        return self.vac if self.ac > 0 else NoAnswer(Reason.NO_COSTS)

    @property
    def schedule_index(self) -> tuple[str, float | NoAnswer]:
        """The index to show: SPI, and from 2/3 of the duration SPI(t), since SPI drifts to 1 near the end."""
        return ("SPI(t)", self.spi_t) if self.late_phase else ("SPI", self.spi)


def planned_share(plan: Plan, day: date) -> float | NoAnswer:
    """Return PV / BAC at the end of the day, 0 to 1. Without both dates: ``no baseline``.

    With milestone weights it steps on their dates; else it is linear, and all of it from the day where
    start and target are the same.
    """
    if plan.start is None or plan.target is None:
        return NoAnswer(Reason.NO_BASELINE)
    points = _points(plan, plan.start, plan.target)
    if _weighted(plan):
        passed = bisect_right(points, day, key=lambda point: point[0])
        return points[passed - 1][1] if passed else 0.0
    if plan.start >= plan.target:
        return 1.0 if day >= plan.target else 0.0
    return min(max((day - plan.start).days / (plan.target - plan.start).days, 0.0), 1.0)


def earned_schedule(plan: Plan, share: float, day: date) -> float | NoAnswer:
    """Return the days after the start at which the plan had this share done (Lipke, Schedule Is Different).

    Between two milestones it is interpolated. Work that is not behind the plan of the day has earned that
    day: the plan stands still between its steps.
    """
    planned = planned_share(plan, day)
    if plan.start is None or plan.target is None or isinstance(planned, NoAnswer):
        return NoAnswer(Reason.NO_BASELINE)
    earned = 0.0
    previous_day, previous_share = plan.start, 0.0
    for step_day, step_share in _points(plan, plan.start, plan.target):
        if step_share > share:
            part = (share - previous_share) / (step_share - previous_share)
            earned = (previous_day - plan.start).days + part * (step_day - previous_day).days
            break
        previous_day, previous_share = step_day, step_share
        earned = float((step_day - plan.start).days)
    elapsed = float((day - plan.start).days)
    keeps_up = share >= planned > 0 and elapsed <= (plan.target - plan.start).days
    return max(earned, elapsed) if keeps_up else earned


def _weighted(plan: Plan) -> bool:
    return sum(weight for _, weight in plan.steps) > 0


def _points(plan: Plan, start: date, target: date) -> list[tuple[date, float]]:
    """Return the plan's cumulative share at each of its dates: the milestones, or start and target."""
    if not _weighted(plan):
        return [(start, 0.0), (max(start, target), 1.0)]
    total = sum(weight for _, weight in plan.steps)
    points: list[tuple[date, float]] = []
    reached = 0.0
    for day, weight in sorted(plan.steps):
        reached += weight
        points.append((max(day, start), reached / total))
    points[-1] = (points[-1][0], 1.0)
    return points


def earned_value(
    plan: Plan | None, complete: float | NoAnswer, actual_cost: int, today: date, finished: date | None = None
) -> EarnedValue | NoAnswer:
    """Work out every measure: ``complete`` is the share done, 0 to 1, ``actual_cost`` minor units to date.

    Time stops at the finish. BAC none or 0: ``no budget``; no plan: ``no baseline``. PV and EV are rounded
    to minor units first, and the rest follows from the rounded amounts, so that the numbers shown agree
    with each other.
    """
    if plan is None:
        return NoAnswer(Reason.NO_BASELINE)
    if plan.budget is None or plan.budget <= 0:
        return NoAnswer(Reason.NO_BUDGET)
    day = today if finished is None else min(today, finished)
    planned = planned_share(plan, day)
    bac = plan.budget
    pv = planned if isinstance(planned, NoAnswer) else round(bac * planned)
    ev = complete if isinstance(complete, NoAnswer) else round(bac * complete)
    cpi = _cost_index(ev, actual_cost)
    eac, from_plan = _at_completion(bac, ev, actual_cost)
    return EarnedValue(
        bac=bac,
        pv=pv,
        ev=ev,
        ac=actual_cost,
        cv=_difference(ev, actual_cost),
        sv=_difference(ev, pv),
        cpi=cpi,
        spi=_schedule_index(ev, pv),
        spi_t=_time_index(plan, complete, pv, day),
        eac=eac,
        eac_from_plan=from_plan,
        etc=_difference(eac, actual_cost),
        vac=_difference(bac, eac),
        tcpi=_to_complete(bac, ev, actual_cost),
        used=actual_cost / bac,
        late_phase=_is_late_phase(plan, day),
    )


def actual_cost(costs: Iterable[tuple[date, int]], today: date) -> int:
    """Sum the costs (day, minor units) booked up to today."""
    return sum(amount for day, amount in costs if day <= today)


def _difference(left: int | NoAnswer, right: int | NoAnswer) -> int | NoAnswer:
    if isinstance(left, NoAnswer):
        return left
    return right if isinstance(right, NoAnswer) else left - right


def _cost_index(ev: int | NoAnswer, ac: int) -> float | NoAnswer:
    if ac <= 0:
        return NoAnswer(Reason.NO_COSTS)
    return ev if isinstance(ev, NoAnswer) else ev / ac


def _schedule_index(ev: int | NoAnswer, pv: int | NoAnswer) -> float | NoAnswer:
    if isinstance(pv, NoAnswer):
        return pv
    if pv == 0:
        return NoAnswer(Reason.NOT_STARTED)
    return ev if isinstance(ev, NoAnswer) else ev / pv


def _time_index(plan: Plan, complete: float | NoAnswer, pv: int | NoAnswer, day: date) -> float | NoAnswer:
    """SPI(t): earned schedule / actual time."""
    if isinstance(complete, NoAnswer):
        return complete
    if isinstance(pv, NoAnswer) or plan.start is None:
        return NoAnswer(Reason.NO_BASELINE)
    actual_time = (day - plan.start).days
    if pv == 0 or actual_time <= 0:
        return NoAnswer(Reason.NOT_STARTED)
    earned = earned_schedule(plan, complete, day)
    return earned if isinstance(earned, NoAnswer) else earned / actual_time


def _at_completion(bac: int, ev: int | NoAnswer, ac: int) -> tuple[int | NoAnswer, bool]:
    """EAC and whether it had to come from the plan: BAC / CPI, else AC + (BAC - EV)."""
    if isinstance(ev, NoAnswer):
        return ev, False
    if ac <= 0 or ev == 0:
        return ac + bac - ev, True
    # BAC / CPI = BAC x AC / EV, in whole numbers, rounded half up.
    return (2 * bac * ac + ev) // (2 * ev), False


def _to_complete(bac: int, ev: int | NoAnswer, ac: int) -> float | NoAnswer:
    if ac >= bac:
        return NoAnswer(Reason.BUDGET_SPENT)
    return ev if isinstance(ev, NoAnswer) else (bac - ev) / (bac - ac)


def _is_late_phase(plan: Plan, day: date) -> bool:
    if plan.start is None or plan.target is None:
        return False
    return 3 * (day - plan.start).days >= 2 * (plan.target - plan.start).days
