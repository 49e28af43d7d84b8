"""Flow (Kanban Guide, May 2025): work in progress, throughput, cycle time, age, lead time, expectation, blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.measures.answers import NoAnswer
from models.measures.days import Calendar
from models.measures.times import CardTimes


@dataclass(frozen=True, slots=True)
class WeekCount:
    """The cards finished in one week, named by its Monday."""

    week: date
    cards: int


@dataclass(frozen=True, slots=True)
class Durations:
    """Elapsed days of finished cards, sorted, with what was left out of them and what was set to 0."""

    days: tuple[float, ...]
    left_out: int
    unknown_finish: int
    negative: int


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """The service level expectation: 85 % of the n cards finished in the last 90 days took at most this many days."""

    days: float
    n: int


def work_in_progress(cards: Iterable[CardTimes]) -> int:
    """Count the cards that are started and neither finished nor dropped now. Unit: cards."""
    raise NotImplementedError


def work_in_progress_by_day(
    cards: Iterable[CardTimes], calendar: Calendar, first: date, last: date
) -> list[int]:
    """Count the work in progress at the end of each day, first to last. Unit: cards."""
    raise NotImplementedError


def finishes_by_day(cards: Iterable[CardTimes], calendar: Calendar) -> dict[date, int]:
    """Count the known finishes of each day that has one; forecast's samples. Unit: cards."""
    raise NotImplementedError


def throughput_by_week(finishes: dict[date, int], first: date, last: date) -> tuple[WeekCount, ...]:
    """Count the cards finished in each week from first's to last's, empty weeks as 0. Unit: cards per week."""
    raise NotImplementedError


def cycle_times(cards: Iterable[CardTimes]) -> Durations:
    """Finish minus start of the finished cards; left_out: those that never started. Unit: days."""
    raise NotImplementedError


def lead_times(cards: Iterable[CardTimes]) -> Durations:
    """Finish minus creation of the finished cards. Unit: days."""
    raise NotImplementedError


def age(card: CardTimes, now_ms: int) -> float | None:
    """Now minus start of work in progress; None for a card that is not in progress. Unit: days."""
    raise NotImplementedError


def percentile(sorted_values: Sequence[float], p: float) -> float | NoAnswer:
    """Linear interpolation at (n-1)p in values sorted upward; n = 0: ``-``. Raises ValueError unless 0 <= p <= 1."""
    raise NotImplementedError


def service_level(cards: Iterable[CardTimes], calendar: Calendar, now_ms: int) -> ServiceLevel | NoAnswer:
    """The 85th percentile of cycle time over the 90 days that end today; n < 10: not enough data. Unit: days."""
    raise NotImplementedError


def flow_efficiency(
    cards: Iterable[Sequence[tuple[int, str]]], kinds: Iterable[str], now_ms: int
) -> float | NoAnswer:
    """Time in active columns / time in active and waiting ones, 0 to 1, over the moves of the cards given.

    ``kinds``: those of the board's columns; without a waiting one the answer is ``not configured``.
    """
    raise NotImplementedError


def blocked_days(blocks: Iterable[tuple[int, int | None]], now_ms: int) -> float:
    """Sum the blocked intervals (from, to; None: still blocked) in UTC ms. Unit: days."""
    raise NotImplementedError
