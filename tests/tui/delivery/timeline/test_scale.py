"""Days to cells: every zoom, leap years, year ends, the ends of the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tui.delivery.timeline.scale import SCALES, Scale, Window, around, labels, panned, resized, zoomed

WEEKS, MONTHS, QUARTERS, YEARS = SCALES
TODAY = date(2026, 11, 23)


def drawn(window: Window) -> tuple[str, str]:
    lines = []
    for ticks in (window.scale.above, window.scale.below):
        line = ""
        for x, text in labels(window, ticks):
            assert x >= len(line) + (1 if line else 0)
            line = line.ljust(x) + text
        assert len(line) <= window.width
        lines.append(line)
    return lines[0], lines[1]


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.name)
def test_days_follow_each_other_over_leap_days_and_year_ends(scale: Scale) -> None:
    for start in (date(2023, 12, 1), date(2024, 2, 1), date(2099, 12, 20), date(2100, 2, 20)):
        for number in range(60):
            day = start + timedelta(days=number)
            cell = scale.cell(day)
            assert scale.cell(day + timedelta(days=1)) - cell in (0, 1)
            assert scale.first_day(cell) <= day < scale.first_day(cell + 1)
            assert scale.cell(scale.first_day(cell)) == cell


def test_cells_of_each_zoom() -> None:
    leap, after = date(2024, 2, 28), date(2024, 3, 1)
    assert [scale.cell(after) - scale.cell(leap) for scale in SCALES] == [2, 1, 0, 1]
    end, start = date(2026, 12, 31), date(2027, 1, 1)
    assert [scale.cell(start) - scale.cell(end) for scale in SCALES] == [1, 0, 0, 1]
    assert QUARTERS.first_day(QUARTERS.cell(TODAY)) == TODAY, "a Monday begins a cell"
    assert QUARTERS.first_day(QUARTERS.cell(date(2026, 11, 29))) == TODAY
    assert YEARS.first_day(YEARS.cell(date(2024, 2, 29))) == date(2024, 2, 1)


def test_the_ends_of_the_calendar() -> None:
    for scale in SCALES:
        assert around(scale, date.min, 80).x(date.min) == 0
        assert around(scale, date.max, 80).x(date.max) == 79
        for day in (date.min, date.max):
            window = around(scale, day, 80)
            assert window.holds(day)
            assert labels(window, scale.above) is not None
            for step in (-9, 9):
                far = panned(panned(window, step), step)
                drawn(far)
                assert far.scale.first_day(far.origin) >= date.min
        assert scale.first_day(scale.cell(date.max) + 10_000) == scale.first_day(scale.cell(date.max) + 9_999)
        assert scale.first_day(-5) == date.min


def test_the_head_of_each_zoom() -> None:
    assert drawn(Window(WEEKS, WEEKS.cell(date(2026, 12, 21)), 24)) == (
        "Dec 2026   Jan 2027",
        "21     28     4      11",
    )
    assert drawn(Window(MONTHS, MONTHS.cell(date(2026, 11, 23)), 40)) == (
        "Q4 2026      Q1 2027",
        "   Dec       Jan       Feb       Mar",
    )
    assert drawn(Window(QUARTERS, QUARTERS.cell(date(2026, 11, 23)), 30)) == (
        "     Q1 2027      Q2 2027",
        " Dec Jan  Feb Mar Apr May  Jun",
    )
    assert drawn(Window(YEARS, YEARS.cell(date(2026, 11, 1)), 30)) == (
        "  2027        2028        2029",
        "  Q1 Q2 Q3 Q4 Q1 Q2 Q3 Q4 Q1",
    )


def test_today_is_at_a_third_of_the_width_at_first() -> None:
    for scale in SCALES:
        assert around(scale, TODAY, 90).x(TODAY) == 30


def test_zooming_keeps_today_where_it_is_while_it_is_in_view() -> None:
    window = panned(around(WEEKS, TODAY, 80), 1)
    assert window.x(TODAY) == 6
    for scale in SCALES:
        assert zoomed(window, scale, TODAY).x(TODAY) == 6


def test_zooming_without_today_keeps_the_middle() -> None:
    window = panned(around(WEEKS, TODAY, 80), 5)
    middle = WEEKS.first_day(window.origin + 40)
    assert not window.holds(TODAY)
    assert zoomed(window, MONTHS, TODAY).x(middle) == 40


def test_panning_goes_a_quarter_of_the_width_and_back() -> None:
    window = around(MONTHS, TODAY, 80)
    assert panned(window, 1).origin - window.origin == 20
    assert panned(panned(window, 1), -1) == window
    assert panned(replace(window, width=2), 1).origin == window.origin + 1


def test_a_new_width_keeps_the_first_day() -> None:
    assert resized(around(MONTHS, TODAY, 80), 60) == Window(MONTHS, around(MONTHS, TODAY, 80).origin, 60)
