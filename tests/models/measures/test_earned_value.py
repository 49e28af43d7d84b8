from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.measures.answers import NoAnswer, Reason
from models.measures.earned_value import (
    EarnedValue,
    Plan,
    actual_cost,
    earned_schedule,
    earned_value,
    planned_share,
)

START = date(2026, 1, 1)
HUNDRED = Plan(START, START + timedelta(days=100), 1_000_000)
# 10/20/40/70/100 % at the end of five periods of 10 days.
PUBLISHED = Plan(
    START,
    START + timedelta(days=50),
    100_000,
    tuple(
        (START + timedelta(days=10 * period), weight)
        for period, weight in zip(range(1, 6), (10, 10, 20, 30, 30), strict=True)
    ),
)


def day(number: int) -> date:
    return START + timedelta(days=number)


def value(
    plan: Plan, complete: float | NoAnswer, cost: int, today: date, finished: date | None = None
) -> EarnedValue:
    answer = earned_value(plan, complete, cost, today, finished)
    assert isinstance(answer, EarnedValue)
    return answer


def test_published_check() -> None:
    answer = value(PUBLISHED, 0.35, 36_000, day(30))
    assert (answer.pv, answer.ev, answer.sv, answer.cv) == (40_000, 35_000, -5_000, -1_000)
    assert answer.spi == 0.875
    assert answer.cpi == pytest.approx(0.9722, abs=5e-5)
    assert answer.eac == 102_857
    assert answer.etc == 66_857
    assert answer.vac == -2_857
    assert answer.tcpi == 65_000 / 64_000
    assert answer.used == 0.36


def test_published_check_earned_schedule() -> None:
    # Two whole periods, and 15 of the 20 % of the third.
    assert earned_schedule(PUBLISHED, 0.35, day(30)) == pytest.approx(27.5)
    assert value(PUBLISHED, 0.35, 36_000, day(30)).spi_t == pytest.approx(27.5 / 30)


def test_linear_plan() -> None:
    shares = [planned_share(HUNDRED, day(number)) for number in (-5, 0, 25, 100, 101)]
    assert shares == [0, 0, 0.25, 1, 1]


def test_plan_of_one_day() -> None:
    plan = Plan(START, START, 100)
    assert [planned_share(plan, day(number)) for number in (-1, 0, 1)] == [0, 1, 1]


def test_steps_count_on_their_day() -> None:
    assert [planned_share(PUBLISHED, day(number)) for number in (9, 10, 19, 49, 50)] == [0, 0.1, 0.1, 0.7, 1]


def test_keeping_up_with_a_plan_that_stands_still_is_on_time() -> None:
    assert earned_schedule(PUBLISHED, 0.1, day(18)) == 18
    assert earned_schedule(PUBLISHED, 0.099, day(18)) == pytest.approx(9.9)


def test_late_project_keeps_a_low_time_index() -> None:
    answer = value(HUNDRED, 1.0, 900_000, day(125))
    assert answer.spi == 1
    assert answer.spi_t == 0.8
    assert answer.schedule_index == ("SPI(t)", 0.8)


def test_time_index_is_shown_from_two_thirds() -> None:
    assert value(HUNDRED, 0.5, 1, day(66)).schedule_index[0] == "SPI"
    assert value(HUNDRED, 0.5, 1, day(67)).schedule_index[0] == "SPI(t)"


def test_time_stops_at_the_finish() -> None:
    assert value(HUNDRED, 1.0, 1, day(300), finished=day(40)).pv == 400_000


def test_no_costs() -> None:
    answer = value(HUNDRED, 0.25, 0, day(50))
    assert answer.cpi == NoAnswer(Reason.NO_COSTS)
    assert (answer.eac, answer.eac_from_plan) == (750_000, True)
    assert (answer.cv, answer.vac) == (250_000, 250_000)
    # People are told of no saving.
    assert (answer.told_cv, answer.told_vac) == (NoAnswer(Reason.NO_COSTS),) * 2
    booked = value(HUNDRED, 0.25, 100_000, day(50))
    assert (booked.told_cv, booked.told_vac) == (booked.cv, booked.vac)


def test_nothing_earned_yet_takes_the_plan() -> None:
    answer = value(HUNDRED, 0.0, 50_000, day(10))
    assert (answer.eac, answer.eac_from_plan, answer.vac) == (1_050_000, True, -50_000)


def test_not_started() -> None:
    answer = value(HUNDRED, 0.0, 0, day(0))
    assert answer.spi == NoAnswer(Reason.NOT_STARTED)
    assert answer.spi_t == NoAnswer(Reason.NOT_STARTED)


def test_budget_already_spent() -> None:
    assert value(HUNDRED, 0.5, 1_000_000, day(50)).tcpi == NoAnswer(Reason.BUDGET_SPENT)


def test_unknown_progress_leaves_the_rest_known() -> None:
    unknown = NoAnswer(Reason.NOT_CONFIGURED)
    answer = value(HUNDRED, unknown, 100, day(50))
    assert (answer.pv, answer.used) == (500_000, 0.0001)
    assert [answer.ev, answer.cv, answer.cpi, answer.spi, answer.eac, answer.vac] == [unknown] * 6


def test_plan_without_dates_still_knows_cost() -> None:
    answer = value(Plan(None, None, 1_000), 0.5, 500, day(0))
    assert answer.cpi == 1
    assert answer.spi == answer.pv == NoAnswer(Reason.NO_BASELINE)


@pytest.mark.parametrize("budget", [None, 0])
def test_no_budget(budget: int | None) -> None:
    assert earned_value(Plan(START, day(9), budget), 0.5, 1, day(3)) == NoAnswer(Reason.NO_BUDGET)
    assert earned_value(None, 0.5, 1, day(3)) == NoAnswer(Reason.NO_BASELINE)


def test_costs_to_date() -> None:
    assert actual_cost([(day(1), 5), (day(2), 7), (day(3), 11)], day(2)) == 12


steps = st.lists(st.tuples(st.integers(-20, 150), st.integers(0, 9)), max_size=6)


@given(steps, st.lists(st.floats(0, 1), min_size=2, max_size=2), st.integers(0, 200))
def test_more_work_never_earns_less_time(
    listed: list[tuple[int, int]], shares: list[float], today: int
) -> None:
    plan = Plan(START, day(100), 1, tuple((day(at), weight) for at, weight in listed))
    less, more = (earned_schedule(plan, share, day(today)) for share in sorted(shares))
    assert isinstance(less, float)
    assert isinstance(more, float)
    assert 0 <= less <= more + 1e-9


@given(steps, st.integers(-50, 200))
def test_planned_share_rises_from_none_to_all(listed: list[tuple[int, int]], today: int) -> None:
    plan = Plan(START, day(100), 1, tuple((day(at), weight) for at, weight in listed))
    now, then = planned_share(plan, day(today)), planned_share(plan, day(today + 1))
    assert isinstance(now, float)
    assert isinstance(then, float)
    assert 0 <= now <= then <= 1


def test_plan_of_one_day_has_no_time_index() -> None:
    assert value(Plan(START, START, 100), 0.5, 1, START).spi_t == NoAnswer(Reason.NOT_STARTED)


def test_before_the_first_step_nothing_is_earned_by_waiting() -> None:
    assert earned_schedule(PUBLISHED, 0.0, day(5)) == 0
