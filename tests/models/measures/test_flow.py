from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.measures.answers import NoAnswer, Reason
from models.measures.days import DAY_MS, Calendar
from models.measures.flow import (
    Durations,
    ServiceLevel,
    WeekCount,
    age,
    blocked_days,
    cycle_times,
    finishes_by_day,
    flow_efficiency,
    lead_times,
    percentile,
    percentile_text,
    service_level,
    throughput_by_week,
    work_in_progress,
    work_in_progress_by_day,
)
from models.measures.times import CardTimes

UTC = Calendar("UTC")
MONDAY = date(2026, 11, 23)
START = UTC.start_of(MONDAY)


def at(day: float) -> int:
    return START + round(day * DAY_MS)


def finished(begin: float, end: float) -> CardTimes:
    return CardTimes(created_ms=at(begin - 1), started_ms=at(begin), finished_ms=at(end))


def test_work_in_progress_now() -> None:
    cards = [
        CardTimes(created_ms=0),
        CardTimes(created_ms=0, started_ms=1),
        CardTimes(created_ms=0, started_ms=1, finished_ms=2),
        CardTimes(created_ms=0, started_ms=1, dropped_ms=2),
    ]
    assert work_in_progress(cards) == 1


def test_work_in_progress_at_the_end_of_each_day() -> None:
    cards = [
        finished(0.5, 2.5),
        finished(1, 1.5),
        finished(-9, 0.1),
        CardTimes(created_ms=0, started_ms=at(3)),
        CardTimes(created_ms=0, started_ms=at(1), dropped_ms=at(3.9)),
        CardTimes(created_ms=0, started_ms=at(90)),
        CardTimes(created_ms=0, finish_unknown=True),
    ]
    assert work_in_progress_by_day(cards, UTC, MONDAY, date(2026, 11, 27)) == [1, 2, 1, 1, 1]


def test_throughput_counts_empty_weeks() -> None:
    cards = [finished(0, 0), finished(0, 6.99), finished(0, 21), CardTimes(created_ms=1, finish_unknown=True)]
    by_day = finishes_by_day(cards, UTC)
    assert by_day == {MONDAY: 1, date(2026, 11, 29): 1, date(2026, 12, 14): 1}
    assert throughput_by_week(by_day, MONDAY, date(2026, 12, 20)) == (
        WeekCount(MONDAY, 2),
        WeekCount(date(2026, 11, 30), 0),
        WeekCount(date(2026, 12, 7), 0),
        WeekCount(date(2026, 12, 14), 1),
    )


def test_cycle_times_say_what_they_leave_out() -> None:
    cards = [
        finished(0, 2.5),
        finished(0, 1),
        CardTimes(created_ms=at(0), finished_ms=at(4)),
        CardTimes(created_ms=at(0), started_ms=at(5), finished_ms=at(4)),
        CardTimes(created_ms=at(0), finish_unknown=True),
        CardTimes(created_ms=at(0), started_ms=at(1)),
    ]
    assert cycle_times(cards) == Durations((0, 1, 2.5), left_out=1, unknown_finish=1, negative=1)
    assert lead_times(cards).days == (2, 3.5, 4, 4)


def test_age() -> None:
    assert age(CardTimes(created_ms=0, started_ms=at(0)), at(1.25)) == 1.25
    assert age(CardTimes(created_ms=0, started_ms=at(2)), at(1)) == 0
    assert age(CardTimes(created_ms=0), at(1)) is None
    assert age(finished(0, 1), at(2)) is None


def test_percentile_interpolates_at_n_minus_one_times_p() -> None:
    assert percentile([1, 2, 3, 4], 0.5) == 2.5
    assert percentile([10, 20, 30], 0.85) == pytest.approx(27)
    assert percentile([7], 0.85) == 7
    assert percentile([1, 9], 1) == 9
    assert percentile([1, 9], 0) == 1
    assert percentile([], 0.5) == NoAnswer(Reason.NO_ANSWERS)
    with pytest.raises(ValueError, match="between 0 and 1"):
        percentile([1], 1.1)


def test_percentile_of_few_values_is_shown_with_their_number() -> None:
    assert percentile_text([1, 2, 3, 4], 0.5) == "2.5 d n4"
    assert percentile_text([2.04] * 9, 0.5) == "2.0 d n9"
    assert percentile_text([2.04] * 10, 0.5) == "2.0 d"
    assert percentile_text([], 0.5) == "-"


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1), st.floats(0, 1))
def test_percentile_is_monotone_and_stays_inside(values: list[float], p: float, q: float) -> None:
    ordered = sorted(values)
    low, high = percentile(ordered, min(p, q)), percentile(ordered, max(p, q))
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert low <= high + 1e-9 * (1 + high)
    assert ordered[0] <= low * (1 + 1e-12)
    assert high <= ordered[-1] * (1 + 1e-12)


def test_service_level_takes_ten_cards_of_ninety_days() -> None:
    cards = [finished(0, days) for days in range(1, 11)]
    assert service_level(cards, UTC, at(10)) == ServiceLevel(pytest.approx(8.65), 10)
    assert service_level(cards, UTC, at(90)) == ServiceLevel(pytest.approx(8.65), 10)
    assert service_level(cards, UTC, at(91)) == NoAnswer(Reason.NOT_ENOUGH_DATA, "9")
    assert service_level(cards, UTC, at(9)) == NoAnswer(Reason.NOT_ENOUGH_DATA, "9")


def test_flow_efficiency() -> None:
    kinds = ["queue", "active", "waiting", "done"]
    through = [(at(0), "queue"), (at(1), "active"), (at(2), "waiting"), (at(5), "done")]
    going = [(at(0), "active")]
    assert flow_efficiency([through], kinds, at(9)) == 0.25
    assert flow_efficiency([through, going], kinds, at(4)) == 5 / 8
    assert flow_efficiency([through], ["queue", "active", "done"], at(9)) == NoAnswer(
        Reason.NOT_CONFIGURED, "no waiting column"
    )
    assert flow_efficiency([], kinds, at(9)) == NoAnswer(Reason.NOT_ENOUGH_DATA, "0")


def test_blocked_days_sum_open_and_closed_blocks() -> None:
    assert blocked_days([(at(0), at(1.5)), (at(3), None), (at(9), at(8))], at(5)) == 3.5
    assert blocked_days([], at(5)) == 0


def test_finish_at_the_start_is_not_negative() -> None:
    assert cycle_times([finished(0, 0)]) == Durations((0,), left_out=0, unknown_finish=0, negative=0)
