"""When will it be done: the exact distribution of a sum of independent daily throughputs."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from models.measures.answers import NoAnswer, Reason
from models.measures.curves import (
    CERTAIN,
    HORIZON_DAYS,
    SMALL_WORK,
    convolution,
    draws_of,
    numpy_curve,
    numpy_state,
    out_of_reach,
    product,
    python_curve,
    python_state,
    work_of,
)
from models.measures.days import day_after

RULE_VERSION = 1
WINDOW_WEEKS = (12, 24, 48, 96)
LEAST_FINISH_DAYS = 5
SURE = 0.95
_SMALL_BATCH = 2_000_000


class Samples(NamedTuple):
    """Finishes per whole day of the sampling window: at most so many weeks, the days first to last.

    ``counts`` maps a day's finishes to the number of days that had so many, sorted, empty days included.
    """

    weeks: int
    first: date
    last: date
    counts: tuple[tuple[int, int], ...]

    @property
    def days(self) -> int:
        """Days in the window."""
        return sum(times for _, times in self.counts)

    @property
    def finish_days(self) -> int:
        """Days with a finish."""
        return sum(times for finished, times in self.counts if finished)

    @property
    def finishes(self) -> int:
        """Cards finished in the window."""
        return sum(finished * times for finished, times in self.counts)


class Forecast(NamedTuple):
    """A forecast made on ``today``: the cumulative curve, chances[i] = P(done by the end of day i + 1).

    Day 1 is tomorrow. The curve ends at P >= .95, or when it is certain (full_forecast, parallel, chain),
    or after 3,650 days. ``shared``: people in more than one part, who break the independence of a joint
    forecast.
    """

    today: date
    remaining: int
    chances: tuple[float, ...]
    samples: Samples | None = None
    shared: tuple[str, ...] = ()

    def when(self, p: float) -> date | NoAnswer:
        """Return the first day with P(done) >= p, for p up to .95; else ``beyond 10 years``."""
        index = bisect_left(self.chances, p)
        if index == len(self.chances):
            return NoAnswer(Reason.BEYOND)
        return _day_after(self.today, index + 1)

    def likelihood(self, day: date) -> float:
        """Return P(done by the end of the day), 0 to 1; past the curve's end its last value (.95 or more)."""
        ahead = (day - self.today).days
        if ahead <= 0:
            return 0.0
        return self.chances[min(ahead, len(self.chances)) - 1]

    @property
    def p50(self) -> date | NoAnswer:
        """The day by which it is done with 50 %."""
        return self.when(0.50)

    @property
    def p70(self) -> date | NoAnswer:
        """The day by which it is done with 70 %."""
        return self.when(0.70)

    @property
    def p85(self) -> date | NoAnswer:
        """The day by which it is done with 85 %."""
        return self.when(0.85)

    @property
    def p95(self) -> date | NoAnswer:
        """The day by which it is done with 95 %."""
        return self.when(SURE)


class Part(NamedTuple):
    """One part of a joint forecast: its name, its own forecast (or why it has none), the people in it."""

    name: str
    forecast: Forecast | NoAnswer
    people: frozenset[str] = frozenset()


def samples(finishes: Mapping[date, int], first_move: date | None, today: date) -> Samples | NoAnswer:
    """Choose the sampling window: 12 weeks before today, doubled up to 96 while under 5 days have a finish.

    ``finishes``: cards finished per day (flow.finishes_by_day); the window never begins before the first
    move. No finish at all: ``cannot forecast``; still fewer than 5 such days: ``not enough data``.
    """
    if first_move is None or first_move >= today:
        return NoAnswer(Reason.CANNOT_FORECAST, "no whole day since the first move")
    found = 0
    for weeks in WINDOW_WEEKS:
        first = max(day_after(today, -7 * weeks), first_move)
        taken = Counter(count for day, count in finishes.items() if first <= day < today and count > 0)
        found = sum(taken.values())
        if found >= LEAST_FINISH_DAYS:
            taken[0] = (today - first).days - found
            counts = tuple(sorted((count, times) for count, times in taken.items() if times > 0))
            return Samples(weeks, first, today - timedelta(days=1), counts)
    if not found:
        return NoAnswer(Reason.CANNOT_FORECAST, f"no finish in {WINDOW_WEEKS[-1]} weeks")
    return NoAnswer(Reason.NOT_ENOUGH_DATA, f"{found} of {LEAST_FINISH_DAYS} days with a finish")


def forecast(taken: Samples | NoAnswer, remaining: int, today: date) -> Forecast | NoAnswer:
    """Forecast when ``remaining`` cards are done, up to P >= .95. Nothing left: ``done`` in any case.

    A project without any cards has nothing to forecast: do not ask, it is not done.
    """
    return _forecast(taken, remaining, today, SURE)


def full_forecast(taken: Samples | NoAnswer, remaining: int, today: date) -> Forecast | NoAnswer:
    """Return the same with the curve carried on until it is certain."""
    return _forecast(taken, remaining, today, CERTAIN)


def _forecast(taken: Samples | NoAnswer, remaining: int, today: date, until: float) -> Forecast | NoAnswer:
    refused = _refusal(taken, remaining)
    if refused is not None or isinstance(taken, NoAnswer):
        return refused or NoAnswer(Reason.CANNOT_FORECAST)
    if out_of_reach(taken.counts, remaining):
        return Forecast(today, remaining, (0.0,) * HORIZON_DAYS, taken)
    curve = python_curve if work_of(taken.counts, remaining) <= SMALL_WORK else numpy_curve
    return Forecast(today, remaining, curve(draws_of(taken.counts, remaining), remaining, until), taken)


def _refusal(taken: Samples | NoAnswer, remaining: int) -> NoAnswer | None:
    if remaining <= 0:
        return NoAnswer(Reason.DONE)
    if isinstance(taken, NoAnswer):
        return taken
    return None if taken.finishes else NoAnswer(Reason.CANNOT_FORECAST, "no finish")


def forecast_many(
    projects: Iterable[tuple[Samples | NoAnswer, int]], today: date
) -> list[Forecast | NoAnswer]:
    """Forecast many projects (samples, remaining): the same answers as forecast(), quicker for a portfolio.

    numpy pays for its own import only when there is enough to do.
    """
    wanted = list(projects)
    work = sum(
        work_of(taken.counts, remaining)
        for taken, remaining in wanted
        if isinstance(taken, Samples) and remaining > 0
    )
    if work <= _SMALL_BATCH:
        return [forecast(taken, remaining, today) for taken, remaining in wanted]
    known: dict[tuple[tuple[tuple[int, int], ...], int], tuple[float, ...]] = {}
    answers: list[Forecast | NoAnswer] = []
    for taken, remaining in wanted:
        refused = _refusal(taken, remaining)
        if refused is not None or isinstance(taken, NoAnswer):
            answers.append(refused or NoAnswer(Reason.CANNOT_FORECAST))
            continue
        key = (taken.counts, remaining)
        if key not in known:
            known[key] = _quick_chances(taken.counts, remaining)
        answers.append(Forecast(today, remaining, known[key], taken))
    return answers


def _quick_chances(counts: tuple[tuple[int, int], ...], remaining: int) -> tuple[float, ...]:
    if out_of_reach(counts, remaining):
        return (0.0,) * HORIZON_DAYS
    return numpy_curve(draws_of(counts, remaining), remaining, SURE)


def how_many_by(taken: Samples, remaining: int, today: date, day: date, p: float = 0.85) -> int:
    """Return the cards, at most ``remaining``, done by the end of the day with probability p at least."""
    days = min((day - today).days, HORIZON_DAYS)
    if days <= 0 or remaining <= 0:
        return 0
    # No more than the best day every day can be reached, however much is left.
    reach = min(remaining, max(finished for finished, _ in taken.counts) * days + 1)
    state_after = python_state if days * reach * len(taken.counts) <= SMALL_WORK else numpy_state
    state = state_after(draws_of(taken.counts, reach), reach, days)
    # P(sum >= m) = 1 - P(sum <= m - 1), rounded as the curves are, so that a tie falls on the same side.
    fewer = [0.0, *(accumulate(state))]
    return max(cards for cards, share in enumerate(fewer) if round(1 - share, 12) >= p or cards == 0)


def parallel(parts: Sequence[Part]) -> Forecast | NoAnswer:
    """Work side by side that must all be finished: the product of the cumulative curves, never the worst one.

    Parts that are done take no part; one that cannot be forecast is named, and then the whole cannot either.
    Raises ValueError when the parts were forecast on different days.
    """
    whole = _joined(parts)
    if isinstance(whole, NoAnswer):
        return whole
    curves = [_carried_on(part) for part in whole]
    return Forecast(whole[0].today, _cards(whole), product(curves), shared=_shared(parts))


def chain(parts: Sequence[Part]) -> Forecast | NoAnswer:
    """Work one after the other: the sum of the durations, by convolution; else as parallel()."""
    whole = _joined(parts)
    if isinstance(whole, NoAnswer):
        return whole
    total = _carried_on(whole[0])
    for part in whole[1:]:
        total = convolution(total, _carried_on(part))
    return Forecast(whole[0].today, _cards(whole), total, shared=_shared(parts))


def _joined(parts: Sequence[Part]) -> list[Forecast] | NoAnswer:
    """Return the forecasts of the parts that are not done yet, or why there is no joint one."""
    if not parts:
        return NoAnswer(Reason.NOT_CONFIGURED, "no parts")
    going: list[Forecast] = []
    for part in parts:
        if isinstance(part.forecast, Forecast):
            going.append(part.forecast)
        elif part.forecast.reason is not Reason.DONE:
            return NoAnswer(Reason.CANNOT_FORECAST, f"{part.name}: {part.forecast.text}")
    if len({forecast.today for forecast in going}) > 1:
        raise ValueError("the parts of a joint forecast were forecast on different days")
    return going or NoAnswer(Reason.DONE)


def _carried_on(part: Forecast) -> tuple[float, ...]:
    if part.samples is None or part.chances[-1] >= CERTAIN or len(part.chances) >= HORIZON_DAYS:
        return part.chances
    full = full_forecast(part.samples, part.remaining, part.today)
    return full.chances if isinstance(full, Forecast) else part.chances


def _cards(parts: Sequence[Forecast]) -> int:
    return sum(part.remaining for part in parts)


def _shared(parts: Sequence[Part]) -> tuple[str, ...]:
    busy = Counter(person for part in parts if isinstance(part.forecast, Forecast) for person in part.people)
    return tuple(sorted(person for person, times in busy.items() if times > 1))


def _day_after(today: date, days: int) -> date | NoAnswer:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return NoAnswer(Reason.BEYOND)


def likelihood_text(likelihood: float) -> str:
    """Print a likelihood with work left: ``62 %``, above 95 % ``>95 %``; always rounded down."""
    if likelihood > SURE:
        return ">95 %"
    if 0 < likelihood < 0.01:
        return "<1 %"
    return f"{math.floor(round(likelihood * 100, 9))} %"


def remaining_by_milestone(milestones: Sequence[tuple[int, date | None, int]]) -> dict[int, int]:
    """Map each milestone (id, due, own open cards) to its n: its own and those of milestones due before it.

    One without a date comes after all that have one.
    """
    by_due: Counter[date] = Counter()
    for _, due, cards in milestones:
        by_due[due or date.max] += cards
    before: dict[date, int] = {}
    total = 0
    for due in sorted(by_due):
        before[due] = total
        total += by_due[due]
    return {milestone: before[due or date.max] + cards for milestone, due, cards in milestones}
