"""Slip against the first baseline; milestones and how often they moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from models.measures.answers import NoAnswer, Reason


class Slip(NamedTuple):
    """Days late (+) or early (-) against the first baseline, and beside it against the latest approved one.

    ``end``: the date compared; ``basis``: ``finished``, ``forecast p85``, ``planned``, or ``today`` when the
    other two are past.
    """

    days: int
    end: date
    basis: str
    first_baseline: date
    latest_baseline: date
    latest_days: int

    @property
    def is_first(self) -> bool:
        """Whether no later plan was approved with another target."""
        return self.latest_baseline == self.first_baseline


class MilestoneSlip(NamedTuple):
    """A milestone's slip in days against its baseline, the date compared, how often its due date moved."""

    days: int | NoAnswer
    end: date
    basis: str
    moved: int
    overdue: bool


def latest_date(
    p85: date | NoAnswer | None, planned: date | None, today: date
) -> tuple[date, str] | NoAnswer:
    """Return the latest date of unfinished work and where it comes from; neither date known: ``no date``."""
    if isinstance(p85, date):
        return (p85, "forecast p85") if p85 >= today else (today, "today")
    if planned is None:
        return NoAnswer(Reason.NO_DATE)
    return (planned, "planned") if planned >= today else (today, "today")


def slip(
    baselines: Sequence[date | None],
    p85: date | NoAnswer | None,
    planned: date | None,
    today: date,
    finished: date | None = None,
) -> Slip | NoAnswer:
    """Slip of a project; baselines: the approved targets, oldest first."""
    approved = [baseline for baseline in baselines if baseline is not None]
    if not approved:
        return NoAnswer(Reason.NO_BASELINE)
    end = (finished, "finished") if finished is not None else latest_date(p85, planned, today)
    if isinstance(end, NoAnswer):
        return end
    day, basis = end
    return Slip((day - approved[0]).days, day, basis, approved[0], approved[-1], (day - approved[-1]).days)


def without_forecast(late: Slip | NoAnswer, p85: date | NoAnswer | None) -> Slip | NoAnswer:
    """The slip for people: no zero where nobody could forecast, but why there is no forecast.

    A plan that was moved without a forecast has slipped, and says so.
    """
    if isinstance(late, Slip) and not late.days and isinstance(p85, NoAnswer) and late.basis != "finished":
        return p85
    return late


def milestone_slip(
    due: date,
    baseline: date | None,
    dues: Sequence[date],
    today: date,
    done: date | None = None,
    p85: date | NoAnswer | None = None,
) -> MilestoneSlip:
    """Slip of a milestone; dues: every date it ever had, in order."""
    end = (done, "finished") if done is not None else latest_date(p85, due, today)
    day, basis = (due, "planned") if isinstance(end, NoAnswer) else end
    history = [*dues, due]
    return MilestoneSlip(
        days=NoAnswer(Reason.NO_BASELINE) if baseline is None else (day - baseline).days,
        end=day,
        basis=basis,
        moved=sum(before != after for before, after in pairwise(history)),
        overdue=done is None and due < today,
    )


def due_at_the_end(due: date, ends: Sequence[date | None]) -> bool:
    """Whether all of the project is to be done by a date: it is not before its target, or one once approved.

    Moving the target does not take that away.
    """
    return any(end is not None and due >= end for end in ends)


def judged_target(target: date | None, baselines: Sequence[date | None]) -> date | None:
    """The target that health judges: the latest approved one, or an earlier one set since.

    So moving a target never turns a project green: that takes an approval, and the slip stays.
    """
    approved = [baseline for baseline in baselines if baseline is not None][-1:]
    return min([*approved, target], default=None) if target is not None else next(iter(approved), None)
