from __future__ import annotations

from datetime import date

from models.measures.people import Allocation, WeekLoad, utilization, worst_week

WEEK = date(2026, 12, 21)


def test_part_of_a_week_and_several_allocations() -> None:
    allocations = [Allocation(60), Allocation(50, date(2026, 12, 24), date(2026, 12, 31))]
    first, second, third = utilization(32, [], allocations, date(2026, 12, 23), 3)
    assert (first.week, first.allocated, first.available) == (WEEK, 25.6, 32)
    assert (second.allocated, second.share) == (32, 1.0 * 32 / 32)
    assert third.allocated == 19.2


def test_absence_takes_from_what_is_available() -> None:
    absences = [(date(2026, 12, 23), date(2026, 12, 27)), (date(2026, 12, 25), date(2026, 12, 25))]
    load = utilization(40, absences, [Allocation(60)], WEEK, 1)[0]
    assert (load.available, load.allocated, load.is_over, load.text) == (16, 24, True, "150 %")


def test_nothing_available_with_an_allocation_is_over() -> None:
    load = utilization(40, [(WEEK, date(2027, 1, 6))], [Allocation(10)], WEEK, 1)[0]
    assert (load.share, load.is_over, load.text) == (None, True, "over")
    free = utilization(40, [(WEEK, date(2027, 1, 6))], [], WEEK, 1)[0]
    assert (free.share, free.is_over, free.text) == (None, False, "-")


def test_weekends_hold_no_hours() -> None:
    load = utilization(40, [], [Allocation(100, date(2026, 12, 26), date(2026, 12, 27))], WEEK, 1)[0]
    assert load.allocated == 0


def test_full_week_is_exactly_full_for_any_capacity() -> None:
    for capacity in (33, 37.5, 38.4, 7.7):
        assert utilization(capacity, [], [Allocation(100)], WEEK, 1)[0].share == 1


def test_over_allocation_never_reads_as_a_full_week() -> None:
    assert WeekLoad(WEEK, 40.1, 40).text == "101 %"
    assert WeekLoad(WEEK, 39.9, 40).text == "99 %"
    assert WeekLoad(WEEK, 40, 40).text == "100 %"


def test_worst_week() -> None:
    half, most, over = WeekLoad(WEEK, 20, 40), WeekLoad(WEEK, 60, 40), WeekLoad(WEEK, 1, 0)
    assert worst_week([half, most]) == most
    assert worst_week([half, over, most]) == over
    assert worst_week([WeekLoad(WEEK, 0, 40)]) is None


def test_a_week_of_too_much_says_which_projects_take_it() -> None:
    allocations = [Allocation(60, project="IRIS"), Allocation(80, last=date(2026, 12, 27), project="FERN")]
    first, second = utilization(40, [], allocations, date(2026, 12, 21), 2)
    assert first.parts == (("FERN", 80.0), ("IRIS", 60.0))
    assert (second.text, second.parts) == ("60 %", ())
