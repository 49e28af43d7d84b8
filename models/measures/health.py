"""Computed health: each dimension judged by its rule, and the worst known one as the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.measures.answers import NoAnswer
from models.measures.earned_value import EarnedValue
from models.measures.forecast import Forecast
from models.measures.people import WeekLoad
from models.measures.risk import Risk
from models.measures.satisfaction import Expectations, Score
from models.measures.schedule import Slip
from models.measures.thresholds import DEFAULTS, Thresholds

Letter = Literal["G", "A", "R", "?"]
Dimension = Literal["schedule", "cost", "flow", "risk", "people", "client"]
DIMENSIONS: tuple[Dimension, ...] = ("schedule", "cost", "flow", "risk", "people", "client")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judged dimension: its letter, one sentence with the numbers and the limit, the rule, and how bad it is.

    ``severity`` sorts: 3 and more is red, 2 amber, 1 green, 0 unknown; the fraction says how far past the limit.
    """

    dimension: Dimension
    letter: Letter
    sentence: str
    rule: str
    severity: float


@dataclass(frozen=True, slots=True)
class FlowFacts:
    """Cards of a project, those in progress, late or blocked ones among them, columns over their limit.

    ``sle_days`` is the service level expectation, or why there is none.
    """

    cards: int
    in_progress: int
    late_or_blocked: int
    over_limit: Sequence[str] = ()
    sle_days: float | NoAnswer = 0.0


@dataclass(frozen=True, slots=True)
class ComputedHealth:
    """The worst known dimension; ``is_partial`` while schedule or cost is unknown; letter None: nothing known."""

    letter: Literal["G", "A", "R"] | None
    is_partial: bool
    verdicts: tuple[Verdict, ...]

    @property
    def text(self) -> str:
        """``G``, ``A?`` or ``-``."""
        raise NotImplementedError

    @property
    def worst(self) -> Verdict | None:
        """The verdict that decided; None when nothing is known."""
        raise NotImplementedError


def judge_schedule(
    target: date | None,
    today: date,
    finished: date | None,
    likely: Forecast | NoAnswer,
    slip: Slip | NoAnswer,
    spi_t: float | NoAnswer,
    limits: Thresholds = DEFAULTS,
) -> Verdict:
    """Judge the schedule; target: schedule.judged_target. The first rule that applies decides."""
    raise NotImplementedError


def judge_cost(value: EarnedValue | NoAnswer, currency: str, limits: Thresholds = DEFAULTS) -> Verdict:
    """Judge the cost: CPI, else VAC as a share of BAC."""
    raise NotImplementedError


def judge_flow(facts: FlowFacts, limits: Thresholds = DEFAULTS) -> Verdict | None:
    """Judge the flow; None: a project without cards has no flow dimension."""
    raise NotImplementedError


def judge_risk(risks: Sequence[Risk], today: date, limits: Thresholds = DEFAULTS) -> Verdict:
    """Judge the risks: highest open residual exposure, and the age of the reviews."""
    raise NotImplementedError


def judge_people(loads: Iterable[tuple[str, WeekLoad]], limits: Thresholds = DEFAULTS) -> Verdict:
    """Judge the worst week of (person, load) of the next four weeks."""
    raise NotImplementedError


def judge_client(score: Score | NoAnswer, promises: Expectations, limits: Thresholds = DEFAULTS) -> Verdict:
    """Judge the client's CSAT and the expectations."""
    raise NotImplementedError


def computed_health(verdicts: Iterable[Verdict | None]) -> ComputedHealth:
    """Combine the verdicts: the worst known one, never an average."""
    raise NotImplementedError


def roll_up(projects: Iterable[tuple[str, ComputedHealth]]) -> tuple[dict[str, int], str | None]:
    """Count each letter (``R``, ``A``, ``G``, ``-``) of (name, health), and name the worst: never a mean color."""
    raise NotImplementedError
