"""The client's view: CSAT, NPS, whether it fell, expectations kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.measures.answers import NoAnswer

WINDOW_DAYS = 180


@dataclass(frozen=True, slots=True)
class Score:
    """CSAT as a share from 0 to 1, or NPS from -100 to 100, with the answers behind it, oldest first."""

    value: float
    answers: tuple[int, ...]
    text: str

    @property
    def n(self) -> int:
        """How many answered."""
        return len(self.answers)


@dataclass(frozen=True, slots=True)
class Fell:
    """CSAT shares (0 to 1) of the last 180 days and of the 180 before."""

    now: float
    before: float
    n_now: int
    n_before: int


@dataclass(frozen=True, slots=True)
class Expectations:
    """How many promises were kept, missed, are overdue, and are open and not yet due."""

    kept: int
    missed: int
    overdue: int
    waiting: int

    @property
    def share(self) -> float | NoAnswer:
        """Kept / (kept + missed + overdue), 0 to 1."""
        raise NotImplementedError


def csat(answers: Iterable[tuple[date, int]], today: date) -> Score | NoAnswer:
    """Answers of 4 or 5 / all answers of the last 180 days; answers: (day, 1-5)."""
    raise NotImplementedError


def nps(answers: Iterable[tuple[date, int]], today: date) -> Score | NoAnswer:
    """% of 9-10 minus % of 0-6 over the last 180 days; answers: (day, 0-10)."""
    raise NotImplementedError


def csat_fell(answers: Iterable[tuple[date, int]], today: date) -> Fell | None:
    """Whether CSAT is 20 points or more under the 180 days before, with 5 answers or more in both."""
    raise NotImplementedError


def expectations(
    promises: Iterable[tuple[Literal["open", "kept", "missed"] | str, date | None]], today: date
) -> Expectations:
    """Count the promises (state, due)."""
    raise NotImplementedError


def days_since(day: date | None, today: date) -> int | NoAnswer:
    """Days since the last answer or contact."""
    raise NotImplementedError
