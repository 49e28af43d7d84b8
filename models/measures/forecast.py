"""When will it be done: the exact distribution of a sum of independent daily throughputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.measures.answers import NoAnswer

RULE_VERSION = 1
HORIZON_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Samples:
    """Finishes per whole day of the sampling window: weeks wide at most, the days first to last.

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


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast made on ``today``: the cumulative curve, chances[i] = P(done by the end of day i + 1).

    Day 1 is tomorrow. The curve ends at P >= .95 (or when certain, see ``full``) or after 3,650 days.
    """

    today: date
    remaining: int
    chances: tuple[float, ...]
    samples: Samples | None = None
    shared: tuple[str, ...] = ()

    def when(self, p: float) -> date | NoAnswer:
        """Return the first day with P(done) >= p, for p up to .95; else ``beyond 10 years``."""
        raise NotImplementedError

    def likelihood(self, day: date) -> float:
        """Return P(done by the end of the day), 0 to 1; past the end of the curve its last value (.95 or more)."""
        raise NotImplementedError

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
        return self.when(0.95)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a joint forecast: its name, its own forecast (or why there is none) and the people in it."""

    name: str
    forecast: Forecast | NoAnswer
    people: frozenset[str] = frozenset()


def samples(finishes: Mapping[date, int], first_move: date | None, today: date) -> Samples | NoAnswer:
    """Choose the sampling window: 12 weeks before today, doubled up to 96 while fewer than 5 days have a finish.

    No finish at all: ``cannot forecast``; still fewer than 5 such days: ``not enough data``.
    """
    raise NotImplementedError


def forecast(taken: Samples | NoAnswer, remaining: int, today: date) -> Forecast | NoAnswer:
    """Forecast when ``remaining`` cards are done, up to P >= .95. Nothing left: NoAnswer(DONE)."""
    raise NotImplementedError


def full_forecast(taken: Samples | NoAnswer, remaining: int, today: date) -> Forecast | NoAnswer:
    """The same with the curve carried on until it is certain: what parallel() and chain() need of each part."""
    raise NotImplementedError


def forecast_many(
    projects: Iterable[tuple[Samples | NoAnswer, int]], today: date
) -> list[Forecast | NoAnswer]:
    """Forecast many projects (samples, remaining) at once, with numpy."""
    raise NotImplementedError


def how_many_by(taken: Samples, remaining: int, today: date, day: date, p: float = 0.85) -> int:
    """Return the cards, at most ``remaining``, that are done by the end of the day with probability p at least."""
    raise NotImplementedError


def parallel(parts: Sequence[Part]) -> Forecast | NoAnswer:
    """Work side by side that must all be finished: the product of the cumulative curves."""
    raise NotImplementedError


def chain(parts: Sequence[Part]) -> Forecast | NoAnswer:
    """Work one after the other: the sum of the durations, by convolution."""
    raise NotImplementedError


def likelihood_text(likelihood: float) -> str:
    """Print a likelihood with work left: ``62 %``, above 95 % ``>95 %``."""
    raise NotImplementedError


def remaining_by_milestone(milestones: Sequence[tuple[int, date | None, int]]) -> dict[int, int]:
    """Map each milestone (id, due, own open cards) to its n: its own and those of milestones due before it."""
    raise NotImplementedError
