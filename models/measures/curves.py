"""Exact curves of a sum of independent daily draws, absorbed once it reaches what is left.

Two ways to the same numbers: plain Python for the few small forecasts of a command, numpy for many or large
ones. Every chance is rounded to 12 decimals, past the error of either way, so both give the same date on
every refresh.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

HORIZON_DAYS = 3650
CERTAIN = 1 - 1e-12
SMALL_WORK = 400_000
_BLOCK_DAYS = 32
_DENSE_WIDTH = 1024
_DECIMALS = 12
# Smaller shares change no digit, but numbers near the smallest float make a processor a hundred times slower.
_NOTHING = 1e-200

Draws = Sequence[tuple[int, float]]


def draws_of(counts: Sequence[tuple[int, int]], remaining: int) -> list[tuple[int, float]]:
    """Return (finishes, probability) of a day's draws that do not finish everything at once."""
    days = sum(times for _, times in counts)
    return [(finished, times / days) for finished, times in counts if finished < remaining]


def work_of(counts: Sequence[tuple[int, int]], remaining: int, horizon: int = HORIZON_DAYS) -> float:
    """Estimate the multiplications that a curve takes: days x cards x different draws."""
    days = sum(times for _, times in counts)
    finishes = sum(finished * times for finished, times in counts)
    expected_days = remaining * days / finishes if finishes else horizon
    return min(1.5 * expected_days + 10, horizon) * remaining * len(counts)


def out_of_reach(counts: Sequence[tuple[int, int]], remaining: int) -> bool:
    """Whether not even the best day, every day, is enough before the horizon."""
    return max(finished for finished, _ in counts) * HORIZON_DAYS < remaining


def python_curve(draws: Draws, remaining: int, until: float) -> tuple[float, ...]:
    """Return P(sum >= remaining) after day 1, 2, ... up to the first of ``until`` or more, or the horizon."""
    state = [1.0] + [0.0] * (remaining - 1)
    chances: list[float] = []
    while len(chances) < HORIZON_DAYS:
        state = _python_day(state, draws)
        chances.append(_chance(1 - sum(state)))
        if chances[-1] >= until:
            break
    return tuple(chances)


def numpy_curve(draws: Draws, remaining: int, until: float) -> tuple[float, ...]:
    """Return the same as python_curve, quicker for much work."""
    largest = max((finished for finished, _ in draws), default=0)
    walk = _block_walk if largest * _BLOCK_DAYS <= _DENSE_WIDTH else _day_walk
    chances: list[float] = []
    for undone in walk(draws, remaining):
        for share in undone:
            chances.append(_chance(1 - share))
            if chances[-1] >= until or len(chances) == HORIZON_DAYS:
                return tuple(chances)
    return tuple(chances)


def python_state(draws: Draws, remaining: int, days: int) -> list[float]:
    """Return P(sum = j) after so many days for each j below ``remaining``."""
    state = [1.0] + [0.0] * (remaining - 1)
    for _ in range(days):
        state = _python_day(state, draws)
    return state


def numpy_state(draws: Draws, remaining: int, days: int) -> list[float]:
    """Return the same as python_state, quicker for much work."""
    # Imported here because it costs more than the rest of a command's start.
    import numpy as np

    state = np.zeros(remaining)
    state[0] = 1
    for _ in range(days):
        state = _numpy_day(state, draws)
    return [float(share) for share in state]


def product(curves: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Multiply cumulative curves day by day; one that ended before the horizon is certain from there on."""
    chances: list[float] = []
    for day in range(max(len(curve) for curve in curves)):
        chance = 1.0
        for curve in curves:
            chance *= curve[day] if day < len(curve) else 1.0
        chances.append(_chance(chance))
    return tuple(chances)


def convolution(first: Sequence[float], second: Sequence[float]) -> tuple[float, ...]:
    """Return the cumulative curve of the sum of two durations, each given by its cumulative curve."""
    steps = [[after - before for before, after in pairwise((0.0, *curve))] for curve in (first, second)]
    small = len(first) * len(second) <= SMALL_WORK
    summed = _python_convolution(*steps) if small else _numpy_convolution(*steps)
    # Day 1 of the second part follows the last day of the first: the earliest sum is day 2.
    chances = [0.0]
    for share in accumulate(summed[: HORIZON_DAYS - 1]):
        chances.append(_chance(share))
        if chances[-1] >= CERTAIN:
            break
    return tuple(chances)


def _python_convolution(first: Sequence[float], second: Sequence[float]) -> list[float]:
    total = [0.0] * (len(first) + len(second) - 1)
    for day, p in enumerate(first):
        if p:
            moved = [there + p * here for there, here in zip(total[day:], second, strict=False)]
            total[day : day + len(second)] = moved
    return total


def _numpy_convolution(first: Sequence[float], second: Sequence[float]) -> list[float]:
    # Imported here because it costs more than the rest of a command's start.
    import numpy as np

    return [float(share) for share in np.convolve(np.array(first), np.array(second))]


def _chance(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), _DECIMALS)


def _python_day(state: list[float], draws: Draws) -> list[float]:
    # A day without finishes is first: it needs no addition.
    still = draws[0][1] if draws and not draws[0][0] else 0.0
    after = [still * here for here in state]
    for finished, p in draws[1:] if still else draws:
        moved = [there + p * here for there, here in zip(after[finished:], state, strict=False)]
        after[finished:] = moved
    return after


def _numpy_day(state: Floats, draws: Draws) -> Floats:
    after = state * 0.0
    for finished, p in draws:
        after[finished:] += p * state[: len(state) - finished]
    after[after < _NOTHING] = 0
    return after


def _day_walk(draws: Draws, remaining: int) -> Iterator[list[float]]:
    """Yield P(not done) day by day: for draws that are far apart."""
    # Imported here because it costs more than the rest of a command's start.
    import numpy as np

    state = np.zeros(remaining)
    state[0] = 1
    while True:
        state = _numpy_day(state, draws)
        yield [float(state.sum())]


def _block_walk(draws: Draws, remaining: int) -> Iterator[list[float]]:
    """Yield P(not done) of 32 days at a time: one multiplication with the sums of up to 32 days."""
    # Imported here because it costs more than the rest of a command's start.
    import numpy as np

    day = np.zeros(max((finished for finished, _ in draws), default=0) + 1)
    for finished, p in draws:
        day[finished] = p
    width = min(remaining, _BLOCK_DAYS * (len(day) - 1) + 1)
    at_most = np.empty((_BLOCK_DAYS, width))
    power = np.ones(1)
    for row in at_most:
        power = np.convolve(power, day)[:remaining]
        sums = np.cumsum(power)[:width]
        row[: len(sums)] = sums
        row[len(sums) :] = sums[-1]
    state = np.zeros(remaining)
    state[0] = 1
    while True:
        far, near = state[: remaining - width], state[remaining - width :][::-1]
        undone = far.sum() * at_most[:, -1] + at_most @ near
        yield [float(share) for share in undone]
        state = np.convolve(state, power)[:remaining]
        state[state < _NOTHING] = 0
