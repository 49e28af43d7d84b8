"""Forecasts: published checks, exact values, agreement of both ways and with simulation."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.measures import curves
from models.measures.answers import NoAnswer, Reason
from models.measures.forecast import (
    Forecast,
    Part,
    Samples,
    chain,
    forecast,
    forecast_many,
    full_forecast,
    how_many_by,
    likelihood_text,
    parallel,
    remaining_by_milestone,
    samples,
)
from tests.counted import calls

TODAY = date(2026, 11, 23)
ONE_OR_THREE = Samples(12, TODAY - timedelta(days=2), TODAY - timedelta(days=1), ((1, 1), (3, 1)))


def steps(curve: tuple[float, ...]) -> list[float]:
    return [round(after - before, 12) for before, after in zip((0.0, *curve), curve, strict=False)]


def taken(counts: dict[int, int]) -> Samples:
    days = sum(counts.values())
    return Samples(12, TODAY - timedelta(days=days), TODAY - timedelta(days=1), tuple(sorted(counts.items())))


def made(answer: Forecast | NoAnswer) -> Forecast:
    assert isinstance(answer, Forecast)
    return answer


def test_published_check_single() -> None:
    assert steps(made(full_forecast(ONE_OR_THREE, 3, TODAY)).chances) == [0.5, 0.25, 0.25]


def test_published_check_in_parallel() -> None:
    one = made(forecast(ONE_OR_THREE, 3, TODAY))
    assert steps(made(parallel([Part("a", one), Part("b", one)])).chances) == [0.25, 0.3125, 0.4375]


def test_chain_by_hand() -> None:
    one = made(forecast(ONE_OR_THREE, 3, TODAY))
    # Days 1, 2, 3 with 1/2, 1/4, 1/4; the sum of two: 2: 4/16, 3: 4/16, 4: 5/16, 5: 2/16, 6: 1/16.
    assert steps(made(chain([Part("a", one), Part("b", one)])).chances) == [
        0,
        0.25,
        0.25,
        0.3125,
        0.125,
        0.0625,
    ]


def test_dates_are_the_first_days_at_least_that_likely() -> None:
    one = made(forecast(ONE_OR_THREE, 3, TODAY))
    assert one.p50 == date(2026, 11, 24)
    assert one.p70 == date(2026, 11, 25)
    assert one.p85 == date(2026, 11, 26)
    assert one.p95 == date(2026, 11, 26)


def test_likelihood_of_a_date() -> None:
    one = made(forecast(ONE_OR_THREE, 3, TODAY))
    assert [one.likelihood(TODAY + timedelta(days=day)) for day in (-1, 0, 1, 2, 3, 400)] == [
        0,
        0,
        0.5,
        0.75,
        1,
        1,
    ]


def test_geometric_history_in_closed_form() -> None:
    # One card left, a finish on one day in ten: P(done by day t) = 1 - 0.9^t; p50 on day 7, p95 on day 29.
    answer = made(forecast(taken({0: 90, 1: 10}), 1, TODAY))
    assert answer.chances == pytest.approx([1 - 0.9**day for day in range(1, 30)], abs=1e-12)
    assert answer.p50 == TODAY + timedelta(days=7)
    assert answer.p95 == TODAY + timedelta(days=29)


def test_nothing_left_is_done_even_without_samples() -> None:
    assert forecast(NoAnswer(Reason.CANNOT_FORECAST), 0, TODAY) == NoAnswer(Reason.DONE)


def test_beyond_ten_years_after_3650_days() -> None:
    answer = made(forecast(taken({0: 667, 1: 5}), 100, TODAY))
    assert len(answer.chances) == 3650
    assert answer.p50 == NoAnswer(Reason.BEYOND)
    assert answer.p95 == NoAnswer(Reason.BEYOND)


def test_work_out_of_reach_answers_at_once() -> None:
    answer = made(forecast(taken({0: 9, 3: 5}), 10_951, TODAY))
    assert answer.chances == (0.0,) * 3650
    assert made(forecast(taken({3: 5}), 10_950, TODAY)).p95 == TODAY + timedelta(days=3650)
    many = forecast_many([(taken({0: 9, 3: 5}), 10**9)] * 3, TODAY)
    assert [made(one).p50 for one in many] == [NoAnswer(Reason.BEYOND)] * 3
    assert calls(lambda: forecast_many([(taken({0: 9, 3: 5}), 10**9 + 1)] * 3, TODAY)) < 1_000


def test_a_day_past_the_calendar_is_beyond() -> None:
    answer = made(forecast(taken({0: 90, 1: 10}), 1, date(9999, 12, 30)))
    assert answer.p50 == NoAnswer(Reason.BEYOND)


def window(days_ago: list[int], first_move_ago: int = 1000) -> Samples | NoAnswer:
    finishes = {TODAY - timedelta(days=ago): 1 for ago in days_ago}
    return samples(finishes, TODAY - timedelta(days=first_move_ago), TODAY)


@pytest.mark.parametrize(
    ("days_ago", "weeks"),
    [
        ([1, 2, 3, 4, 84], 12),
        ([1, 2, 3, 4, 85], 24),
        ([1, 2, 3, 4, 168], 24),
        ([1, 2, 3, 4, 169], 48),
        ([1, 2, 3, 4, 337], 96),
        ([1, 2, 3, 4, 672], 96),
    ],
)
def test_window_doubles_until_five_days_have_a_finish(days_ago: list[int], weeks: int) -> None:
    found = window(days_ago)
    assert isinstance(found, Samples)
    assert (found.weeks, found.days, found.finish_days) == (weeks, weeks * 7, 5)
    assert found.counts == ((0, weeks * 7 - 5), (1, 5))
    assert (found.first, found.last) == (TODAY - timedelta(weeks=weeks), TODAY - timedelta(days=1))


def test_too_few_days_with_a_finish() -> None:
    answer = window([0, 1, 2, 3, 4, 673])
    assert isinstance(answer, NoAnswer)
    assert answer.text == "not enough data (4 of 5 days with a finish)"


def test_no_finish_cannot_forecast() -> None:
    answer = window([0])
    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.CANNOT_FORECAST


def test_window_never_begins_before_the_first_move() -> None:
    found = window([1, 2, 3, 4, 5], first_move_ago=9)
    assert isinstance(found, Samples)
    assert (found.days, found.first) == (9, TODAY - timedelta(days=9))


@pytest.mark.parametrize("first_move", [None, TODAY])
def test_without_a_whole_day_no_forecast(first_move: date | None) -> None:
    answer = samples({TODAY: 9}, first_move, TODAY)
    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.CANNOT_FORECAST


def test_several_finishes_on_a_day_are_one_sample() -> None:
    finishes = {TODAY - timedelta(days=ago): 1 + ago % 2 for ago in range(1, 7)}
    found = samples(finishes, TODAY - timedelta(days=10), TODAY)
    assert isinstance(found, Samples)
    assert found.counts == ((0, 4), (1, 3), (2, 3))
    assert found.finishes == 9


def test_how_many_by_a_date() -> None:
    # Two days of 1 or 3: 2, 4 or 6 cards with 1/4, 1/2, 1/4.
    day = TODAY + timedelta(days=2)
    assert how_many_by(ONE_OR_THREE, 100, TODAY, day) == 2
    assert how_many_by(ONE_OR_THREE, 100, TODAY, day, p=0.75) == 4
    assert how_many_by(ONE_OR_THREE, 100, TODAY, day, p=0.25) == 6
    assert how_many_by(ONE_OR_THREE, 3, TODAY, day, p=0.75) == 3
    assert how_many_by(ONE_OR_THREE, 3, TODAY, TODAY) == 0
    assert how_many_by(ONE_OR_THREE, 10**12, TODAY, day, p=0.25) == 6


def test_part_that_cannot_be_forecast_stops_the_whole() -> None:
    one = made(forecast(ONE_OR_THREE, 3, TODAY))
    parts = [Part("A", one), Part("B", NoAnswer(Reason.NOT_ENOUGH_DATA, "2"))]
    expected = NoAnswer(Reason.CANNOT_FORECAST, "B: not enough data (2)")
    assert parallel(parts) == expected
    assert chain(parts) == expected


def test_done_parts_take_no_part() -> None:
    one = made(full_forecast(ONE_OR_THREE, 3, TODAY))
    done = Part("B", NoAnswer(Reason.DONE), frozenset({"anna"}))
    joint = made(parallel([Part("A", one, frozenset({"anna"})), done]))
    assert joint.chances == one.chances
    assert joint.shared == ()
    assert chain([done]) == NoAnswer(Reason.DONE)


def test_shared_people_are_named() -> None:
    one = made(forecast(ONE_OR_THREE, 3, TODAY))
    parts = [Part("A", one, frozenset({"ben", "anna"})), Part("B", one, frozenset({"ben"}))]
    assert made(parallel(parts)).shared == ("ben",)
    assert made(chain(parts)).shared == ("ben",)


def test_parts_of_different_days_are_refused() -> None:
    one = made(forecast(ONE_OR_THREE, 3, TODAY))
    other = made(forecast(ONE_OR_THREE, 3, TODAY + timedelta(days=1)))
    with pytest.raises(ValueError, match="different days"):
        parallel([Part("A", one), Part("B", other)])


def test_parallel_is_later_than_the_worst_part() -> None:
    one = made(forecast(taken({0: 60, 1: 30, 2: 10}), 40, TODAY))
    joint = made(parallel([Part("A", one), Part("B", one), Part("C", one)]))
    assert isinstance(joint.p85, date)
    assert isinstance(one.p85, date)
    assert joint.p85 > one.p85


@pytest.mark.parametrize(
    ("likelihood", "text"),
    [
        (0.62, "62 %"),
        (0.8499999, "84 %"),
        (0.85, "85 %"),
        (0.95, "95 %"),
        (0.9501, ">95 %"),
        (0.001, "<1 %"),
        (0, "0 %"),
    ],
)
def test_likelihood_text(likelihood: float, text: str) -> None:
    assert likelihood_text(likelihood) == text


def test_remaining_by_milestone_adds_those_due_before() -> None:
    first, second = date(2026, 12, 1), date(2026, 12, 15)
    listed = [(1, second, 4), (2, first, 3), (3, None, 5), (4, first, 2)]
    assert remaining_by_milestone(listed) == {2: 3, 4: 2, 1: 9, 3: 14}


counts = st.dictionaries(st.integers(0, 40), st.integers(1, 60), min_size=1, max_size=6).filter(
    lambda history: any(history)
)


@given(counts, st.integers(1, 60))
def test_both_ways_agree(history: dict[int, int], remaining: int) -> None:
    draws = curves.draws_of(sorted(history.items()), remaining)
    slow = curves.python_curve(draws, remaining, 0.95)
    quick = curves.numpy_curve(draws, remaining, 0.95)
    assert len(slow) == len(quick)
    assert quick == pytest.approx(slow, abs=1e-11)
    days = min(len(slow), 50)
    assert curves.numpy_state(draws, remaining, days) == pytest.approx(
        curves.python_state(draws, remaining, days), abs=1e-12
    )


@given(counts, st.integers(1, 40))
def test_curve_rises_and_more_work_is_never_done_earlier(history: dict[int, int], remaining: int) -> None:
    fewer = made(full_forecast(taken(history), remaining, TODAY))
    more = made(full_forecast(taken(history), remaining + 1, TODAY))
    assert all(before <= after for before, after in zip(fewer.chances, fewer.chances[1:], strict=False))
    assert all(0 <= chance <= 1 for chance in fewer.chances)
    assert all(
        fewer.chances[day] >= chance - 1e-11 for day, chance in enumerate(more.chances[: len(fewer.chances)])
    )
    known = [day for day in (fewer.p50, fewer.p70, fewer.p85, fewer.p95) if isinstance(day, date)]
    assert known == sorted(known)


@given(counts, st.integers(1, 40), st.integers(1, 60))
def test_how_many_agrees_with_the_curve(history: dict[int, int], cards: int, days: int) -> None:
    """P(done by the day) >= p exactly when at least that many are done by it with p."""
    chance = made(full_forecast(taken(history), cards, TODAY)).likelihood(TODAY + timedelta(days=days))
    many = how_many_by(taken(history), cards, TODAY, TODAY + timedelta(days=days))
    assert (many == cards) == (chance >= 0.85)


def test_long_chain_agrees_with_a_sum_of_work() -> None:
    """A finish on one day in a hundred: two chained parts of 5 and 6 cards are one of 11."""
    history = taken({0: 99, 1: 1})
    parts = [Part(str(cards), made(forecast(history, cards, TODAY))) for cards in (5, 6)]
    whole = made(full_forecast(history, 11, TODAY))
    joint = made(chain(parts))
    days = min(len(joint.chances), len(whole.chances))
    assert days > 2500
    assert joint.chances[:days] == pytest.approx(whole.chances[:days], abs=1e-11)


def test_short_chain_agrees_with_a_sum_of_work() -> None:
    history = taken({0: 3, 1: 2})
    parts = [Part(str(cards), made(forecast(history, cards, TODAY))) for cards in (5, 6)]
    joint, whole = made(chain(parts)), made(full_forecast(history, 11, TODAY))
    days = min(len(joint.chances), len(whole.chances))
    assert days > 60
    assert joint.chances[:days] == pytest.approx(whole.chances[:days], abs=1e-11)


def test_importing_the_measures_does_not_import_numpy() -> None:
    program = (
        "import sys, models.measures.attention, models.measures.forecast; sys.exit('numpy' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[3], check=False).returncode
        == 0
    )


def test_many_projects_at_once_answer_the_same() -> None:
    chooser = random.Random(7)
    projects: list[tuple[Samples | NoAnswer, int]] = [
        (taken({0: 50 + chooser.randrange(9), 1: 15, 2: 6, 5: 1}), chooser.randrange(30, 120))
        for _ in range(80)
    ]
    projects += [(NoAnswer(Reason.NOT_ENOUGH_DATA), 3), (taken({0: 5, 1: 5}), 0)]
    together = forecast_many(projects, TODAY)
    alone = [forecast(samples_taken, remaining, TODAY) for samples_taken, remaining in projects]
    for one, other in zip(together, alone, strict=True):
        if isinstance(one, NoAnswer):
            assert one == other
            continue
        assert isinstance(other, Forecast)
        assert (one.p50, one.p70, one.p85, one.p95) == (other.p50, other.p70, other.p85, other.p95)
        assert one.chances == pytest.approx(other.chances, abs=1e-11)


def test_the_same_data_give_the_same_digits() -> None:
    history = taken({0: 400, 1: 100, 2: 50, 7: 3})
    assert forecast(history, 900, TODAY) == forecast(history, 900, TODAY)


@pytest.mark.parametrize(
    "history",
    [{0: 667, 1: 5}, {0: 667, 1: 4, 500: 1}, {0: 50, 7: 20, 16: 5, 32: 1}, dict.fromkeys(range(60), 3)],
)
def test_five_thousand_cards_take_no_seconds(history: dict[int, int]) -> None:
    # A pass over all days for each card would be millions.
    assert calls(lambda: forecast(taken(history), 5000, TODAY)) < 100_000


def weekdays_only(chooser: random.Random) -> list[int]:
    return [0 if day % 7 >= 5 else chooser.choice([0, 0, 1, 1, 2, 3]) for day in range(84)]


def histories() -> list[tuple[list[int], int]]:
    chooser = random.Random(20261123)
    found = [(weekdays_only(chooser), chooser.randrange(5, 40)) for _ in range(6)]
    found += [([0] * days + [1], cards) for days, cards in ((6, 1), (11, 3), (83, 2))]
    found += [([0] * 20 + [chooser.randrange(2, 9)], chooser.randrange(2, 12)) for _ in range(3)]
    found += [
        ([chooser.choice([0, 0, 0, 1, 2, 8]) for _ in range(84)], chooser.randrange(3, 30)) for _ in range(8)
    ]
    return found


@pytest.mark.parametrize(("history", "remaining"), histories())
def test_agreement_with_simulation(history: list[int], remaining: int) -> None:
    """Every point of the curve within 4 standard errors of 200,000 trials."""
    trials = 200_000
    answer = made(forecast(taken({value: history.count(value) for value in set(history)}), remaining, TODAY))
    values = np.array(history, dtype=np.int32)
    generator = np.random.default_rng(len(history) * 1000 + remaining)
    left = np.full(trials, remaining, dtype=np.int32)
    done = 0
    for chance in answer.chances:
        left -= values[generator.integers(0, len(values), len(left), dtype=np.uint16)]
        left = left[left > 0]
        done = trials - len(left)
        error = (chance * (1 - chance) / trials) ** 0.5
        assert abs(done / trials - chance) <= 4 * error + 1e-9
    assert done / trials >= 0.94


def test_history_with_a_finish_every_day_has_no_empty_day() -> None:
    finishes = {TODAY - timedelta(days=ago): 1 for ago in range(1, 10)}
    found = samples(finishes, TODAY - timedelta(days=9), TODAY)
    assert isinstance(found, Samples)
    assert found.counts == ((1, 9),)


def test_how_many_of_nothing_or_in_no_time() -> None:
    assert how_many_by(ONE_OR_THREE, 0, TODAY, TODAY + timedelta(days=3)) == 0
    assert how_many_by(ONE_OR_THREE, 5, TODAY, TODAY - timedelta(days=3)) == 0
