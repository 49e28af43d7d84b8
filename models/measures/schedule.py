"""Slip against the first baseline; milestones and how often they moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.measures.answers import NoAnswer


@dataclass(frozen=True, slots=True)
class Slip:
    """Days late (+) or early (-) against the first baseline, and beside it against the latest approved one.

    ``end``: the date compared; ``basis``: where it comes from (``finished``, ``forecast p85`` or ``planned``).
    """

    days: int
    end: date
    basis: str
    first_baseline: date
    latest_baseline: date
    latest_days: int


@dataclass(frozen=True, slots=True)
class MilestoneSlip:
    """A milestone's slip in days against its baseline, the date compared, and how many times its due date moved."""

    days: int | NoAnswer
    end: date
    basis: str
    moved: int
    overdue: bool


def latest_date(
    p85: date | NoAnswer | None, planned: date | None, today: date
) -> tuple[date, str] | NoAnswer:
    """The latest date of unfinished work: forecast p85, else the date now planned, and never before today."""
    raise NotImplementedError


def slip(
    baselines: Sequence[date | None],
    p85: date | NoAnswer | None,
    planned: date | None,
    today: date,
    finished: date | None = None,
) -> Slip | NoAnswer:
    """Slip of a project; baselines: the approved targets, oldest first."""
    raise NotImplementedError


def milestone_slip(
    due: date,
    baseline: date | None,
    dues: Sequence[date],
    today: date,
    done: date | None = None,
    p85: date | NoAnswer | None = None,
) -> MilestoneSlip:
    """Slip of a milestone; dues: every date it ever had, in order."""
    raise NotImplementedError


def judged_target(target: date | None, baselines: Sequence[date | None]) -> date | None:
    """The target that health judges: the latest approved one, or an earlier one set since.

    So moving a target never turns a project green: that takes an approval, and the slip against the first stays.
    """
    raise NotImplementedError
