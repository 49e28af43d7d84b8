"""The client's view: CSAT, NPS, whether it fell, expectations kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.measures.answers import NoAnswer, Reason
from models.measures.days import day_after

WINDOW_DAYS = 180
LEAST_FOR_PERCENT = 5
_FELL_POINTS = 20


class Score(NamedTuple):
    """CSAT as a share from 0 to 1, or NPS from -100 to 100, with the answers behind it, oldest first.

    ``text``: ``67 % n6``; under 5 answers these themselves, ``4 5 3 n3``.
    """

    value: float
    answers: tuple[int, ...]
    text: str

    @property
    def n(self) -> int:
        """How many answered."""
        return len(self.answers)


class Fell(NamedTuple):
    """CSAT shares (0 to 1) of the last 180 days and of the 180 before."""

    now: float
    before: float
    n_now: int
    n_before: int


class Expectations(NamedTuple):
    """How many promises were kept, missed, are overdue, and are open and not yet due."""

    kept: int
    missed: int
    overdue: int
    waiting: int

    @property
    def share(self) -> float | NoAnswer:
        """Kept / (kept + missed + overdue), 0 to 1."""
        decided = self.kept + self.missed + self.overdue
        return self.kept / decided if decided else NoAnswer(Reason.NO_ANSWERS)


def csat(answers: Iterable[tuple[date, int]], today: date) -> Score | NoAnswer:
    """Answers of 4 or 5 / all answers of the last 180 days; answers: (day, 1-5)."""
    scores = _within(answers, today)
    if not scores:
        return NoAnswer(Reason.NO_ANSWERS)
    share = _satisfied(scores) / len(scores)
    return Score(share, scores, _score_text(f"{share * 100:.0f} %", scores))


def nps(answers: Iterable[tuple[date, int]], today: date) -> Score | NoAnswer:
    """% of 9-10 minus % of 0-6 over the last 180 days; answers: (day, 0-10)."""
    scores = _within(answers, today)
    if not scores:
        return NoAnswer(Reason.NO_ANSWERS)
    promoters, detractors = sum(score >= 9 for score in scores), sum(score <= 6 for score in scores)
    value = 100 * (promoters - detractors) / len(scores)
    return Score(value, scores, _score_text(f"{value:+.0f}", scores))


def csat_fell(answers: Iterable[tuple[date, int]], today: date) -> Fell | None:
    """Whether CSAT is 20 points or more under the 180 days before, with 5 answers or more in both."""
    given = list(answers)
    now, before = _within(given, today), _within(given, day_after(today, -WINDOW_DAYS))
    if min(len(now), len(before)) < LEAST_FOR_PERCENT:
        return None
    good_now, good_before = _satisfied(now), _satisfied(before)
    # Whole numbers, so that exactly 20 points is 20 points.
    fell_by = 100 * (good_before * len(now) - good_now * len(before))
    if fell_by < _FELL_POINTS * len(now) * len(before):
        return None
    return Fell(good_now / len(now), good_before / len(before), len(now), len(before))


def _within(answers: Iterable[tuple[date, int]], last: date) -> tuple[int, ...]:
    """Return the scores of the 180 days that end with the last, oldest first."""
    return tuple(
        score
        for _, score in sorted((day, score) for day, score in answers if 0 <= (last - day).days < WINDOW_DAYS)
    )


def _satisfied(scores: tuple[int, ...]) -> int:
    return sum(score >= 4 for score in scores)


def _score_text(value: str, scores: tuple[int, ...]) -> str:
    shown = value if len(scores) >= LEAST_FOR_PERCENT else " ".join(map(str, scores))
    return f"{shown} n{len(scores)}"


def expectations(promises: Iterable[tuple[str, date | None]], today: date) -> Expectations:
    """Count the promises (state: open, kept or missed; due); an open one is overdue after its day."""
    counts = {"kept": 0, "missed": 0, "overdue": 0, "open": 0}
    for state, due in promises:
        counts["overdue" if state == "open" and due is not None and due < today else state] += 1
    return Expectations(counts["kept"], counts["missed"], counts["overdue"], counts["open"])


def days_since(day: date | None, today: date) -> int | NoAnswer:
    """Days since the last answer or contact."""
    return NoAnswer(Reason.NO_ANSWERS) if day is None else max((today - day).days, 0)
