"""Flow (Kanban Guide, May 2025): work in progress, throughput, times, expectation, blocks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from models.measures.answers import NoAnswer, Reason
from models.measures.days import DAY_MS, Calendar, elapsed_days, mondays_from, week_of
from models.measures.times import CardTimes, counted_stays

SLE_PERCENTILE = 0.85
SLE_WINDOW_DAYS = 90
LEAST_CARDS = 10


class WeekCount(NamedTuple):
    """The cards finished in one week, named by its Monday."""

    week: date
    cards: int


class Durations(NamedTuple):
    """Elapsed days of finished cards, sorted, with what was left out of them and what was set to 0.

    ``left_out``: known finish but no beginning; ``negative``: counted as 0 because a clock was set back.
    """

    days: tuple[float, ...]
    left_out: int
    unknown_finish: int
    negative: int


class ServiceLevel(NamedTuple):
    """The service level expectation: 85 % of the n cards finished in 90 days took at most so long."""

    days: float
    n: int


def work_in_progress(cards: Iterable[CardTimes]) -> int:
    """Count the cards that are started and neither finished nor dropped now. Unit: cards."""
    return sum(card.in_progress for card in cards)


def work_in_progress_by_day(
    cards: Iterable[CardTimes], calendar: Calendar, first: date, last: date
) -> list[int]:
    """Count the work in progress at the end of each day, first to last. Unit: cards.

    The day on which a card is finished or dropped does not count.
    """
    from_day, length = first.toordinal(), (last - first).days + 1
    changes = [0] * (max(length, 0) + 1)
    for card in cards:
        if card.started_ms is None or card.finish_unknown:
            continue
        over_ms = card.finished_ms if card.finished_ms is not None else card.dropped_ms
        begin = calendar.ordinal_of(card.started_ms) - from_day
        end = length if over_ms is None else calendar.ordinal_of(over_ms) - from_day
        if end > max(begin, 0) and begin < length:
            changes[max(begin, 0)] += 1
            changes[min(end, length)] -= 1
    return list(accumulate(changes[:-1]))


def finishes_by_day(cards: Iterable[CardTimes], calendar: Calendar) -> dict[date, int]:
    """Count the known finishes of each day that has one: the forecast's samples. Unit: cards."""
    days = Counter(calendar.ordinal_of(card.finished_ms) for card in cards if card.finished_ms is not None)
    return {date.fromordinal(day): days[day] for day in sorted(days)}


def throughput_by_week(finishes: Mapping[date, int], first: date, last: date) -> tuple[WeekCount, ...]:
    """Count the cards finished in each week from first's to last's, empty ones as 0. Unit: cards per week."""
    weeks: Counter[date] = Counter()
    for day, cards in finishes.items():
        weeks[week_of(day)] += cards
    begin = week_of(first)
    count = (week_of(last) - begin).days // 7 + 1
    return tuple(WeekCount(monday, weeks[monday]) for monday in mondays_from(begin, count))


def cycle_times(cards: Iterable[CardTimes]) -> Durations:
    """Finish minus start of the finished cards; left_out: those that never started. Unit: days."""
    return _durations(cards, lambda card: card.started_ms)


def lead_times(cards: Iterable[CardTimes]) -> Durations:
    """Finish minus creation of the finished cards. Unit: days."""
    return _durations(cards, lambda card: card.created_ms)


def _durations(cards: Iterable[CardTimes], begin_of: Callable[[CardTimes], int | None]) -> Durations:
    days: list[float] = []
    left_out = unknown_finish = negative = 0
    for card in cards:
        unknown_finish += card.finish_unknown
        if card.finished_ms is None:
            continue
        begin = begin_of(card)
        if begin is None:
            left_out += 1
            continue
        negative += card.finished_ms < begin
        days.append(elapsed_days(begin, card.finished_ms))
    return Durations(tuple(sorted(days)), left_out, unknown_finish, negative)


def age(card: CardTimes, now_ms: int) -> float | None:
    """Now minus start of work in progress; None for a card that is not in progress. Unit: days."""
    if card.started_ms is None or not card.is_open:
        return None
    return elapsed_days(card.started_ms, now_ms)


def percentile(sorted_values: Sequence[float], p: float) -> float | NoAnswer:
    """Interpolate linearly at (n-1)p in values sorted upward; n = 0: ``-``.

    Raises ValueError unless 0 <= p <= 1.
    """
    if not 0 <= p <= 1:
        raise ValueError(f"a percentile lies between 0 and 1, not {p}")
    if not sorted_values:
        return NoAnswer(Reason.NO_ANSWERS)
    position = (len(sorted_values) - 1) * p
    below = math.floor(position)
    low = sorted_values[below]
    if below == position:
        return low
    return low + (sorted_values[below + 1] - low) * (position - below)


def percentile_text(sorted_days: Sequence[float], p: float) -> str:
    """Print a percentile of durations: ``8.7 d``; of fewer than 10 values with their number: ``8.7 d n4``."""
    value = percentile(sorted_days, p)
    if isinstance(value, NoAnswer):
        return value.text
    shown = f"{value:.1f} d"
    return shown if len(sorted_days) >= LEAST_CARDS else f"{shown} n{len(sorted_days)}"


def service_level(cards: Iterable[CardTimes], calendar: Calendar, now_ms: int) -> ServiceLevel | NoAnswer:
    """Return the 85th percentile of cycle time over the 90 days that end today; n < 10: not enough data."""
    today = calendar.ordinal_of(now_ms)
    recent = (
        card
        for card in cards
        if card.finished_ms is not None
        and today - SLE_WINDOW_DAYS < calendar.ordinal_of(card.finished_ms) <= today
    )
    days = cycle_times(recent).days
    if len(days) < LEAST_CARDS:
        return NoAnswer(Reason.NOT_ENOUGH_DATA, str(len(days)))
    expected = percentile(days, SLE_PERCENTILE)
    return expected if isinstance(expected, NoAnswer) else ServiceLevel(expected, len(days))


def flow_efficiency(
    cards: Iterable[Sequence[tuple[int, str]]], kinds: Iterable[str], now_ms: int
) -> float | NoAnswer:
    """Time in active columns / time in active and waiting ones, 0 to 1, over the moves of the cards given.

    ``kinds``: those of the board's columns; without a waiting one the answer is ``not configured``. An
    archived card ends with a move to ``dropped`` at the instant it was archived: its last stay does not go
    on.
    """
    if "waiting" not in kinds:
        return NoAnswer(Reason.NOT_CONFIGURED, "no waiting column")
    spent = {"active": 0, "waiting": 0}
    for moves in cards:
        stays = counted_stays(moves)
        ends = [at for at, _ in stays[1:]] + [now_ms]
        for (at, kind), end in zip(stays, ends, strict=True):
            if kind in spent:
                spent[kind] += max(end - at, 0)
    total = spent["active"] + spent["waiting"]
    return spent["active"] / total if total else NoAnswer(Reason.NOT_ENOUGH_DATA, "0")


def blocked_days(blocks: Iterable[tuple[int, int | None]], now_ms: int) -> float:
    """Sum the blocked intervals (from, to; None: still blocked) in UTC ms. Unit: days."""
    return sum(max((now_ms if end is None else end) - begin, 0) for begin, end in blocks) / DAY_MS
