"""Exact cells: a window of 30 days from Monday 16 November 2026, so that today (the 23rd) is cell 7."""

from __future__ import annotations

from datetime import date

import pytest
from times import TODAY, conflict, milestone, project

from models.views.timeline import TimelineProject
from tui.delivery.timeline.bar import bar, empty, reach, span
from tui.delivery.timeline.scale import SCALES, Scale, Window

WEEKS, MONTHS, QUARTERS, YEARS = SCALES
DAYS = Window(WEEKS, WEEKS.cell(date(2026, 11, 16)), 30)


def text(one: TimelineProject, window: Window = DAYS) -> str:
    shown = "".join(glyphs for glyphs, _ in bar(one, window, TODAY))
    assert len(shown) == window.width
    return shown.rstrip()


def styles(one: TimelineProject, window: Window = DAYS) -> list[tuple[str, str]]:
    return [(glyphs.strip(), style) for glyphs, style in bar(one, window, TODAY) if glyphs.strip()]


def test_a_bar_from_start_to_target_with_todays_line_through_it() -> None:
    one = project("11-18", "11-27", "11-27")
    assert text(one) == "  ─────┼───┤"
    assert styles(one) == [("─────", "track"), ("┼", "key"), ("───", "track"), ("┤", "text")]


def test_todays_line_where_nothing_is() -> None:
    assert text(project("11-25", "11-28")) == "       │ ───┤"
    assert "".join(glyphs for glyphs, _ in empty(DAYS, TODAY)) == "       │" + " " * 22
    future = Window(WEEKS, DAYS.origin + 8, 10)
    assert "".join(glyphs for glyphs, _ in empty(future, TODAY)) == " " * 10


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (None, "─────┼───┤"),
        (0.0, "─────┼───┤"),
        (0.001, "━────┼───┤"),
        (0.5, "━━━━━┼───┤"),
        (0.6, "━━━━━┿───┤"),
        (0.999, "━━━━━┿━━━┤"),
        (1.0, "━━━━━┿━━━┤"),
    ],
)
def test_what_is_done_is_brighter(progress: float | None, expected: str) -> None:
    one = project("11-18", "11-27", "11-27", progress=progress)
    assert text(one)[2:] == expected


def test_what_comes_after_the_target_has_another_glyph_and_color() -> None:
    one = project("11-18", "11-21", "11-26", progress=0.5)
    assert text(one) == "  ━━─╞═╪═══"
    assert styles(one) == [
        ("━━", "progress"),
        ("─", "track"),
        ("╞═", "late"),
        ("╪", "key"),
        ("═══", "late"),
    ]


def test_late_within_the_cell_of_the_target() -> None:
    window = Window(QUARTERS, QUARTERS.cell(date(2026, 11, 16)), 10)
    assert text(project("11-16", "12-15", "12-16"), window) == "─┼──╞"


def test_the_first_baseline_where_it_differs_from_the_target() -> None:
    assert text(project("11-18", "11-27", baseline="11-20")) == "  ──□──┼───┤"
    assert text(project("11-18", "11-27", baseline="11-30")) == "  ─────┼───┤  □"
    assert text(project("11-18", "11-27", baseline="11-27")) == "  ─────┼───┤"


def test_milestones_by_state_and_promise() -> None:
    marks = (
        milestone("11-17", "done"),
        milestone("11-19", "late"),
        milestone("11-21"),
        milestone("11-25", "done", promised=True),
        milestone("11-27", "late", promised=True),
        milestone("11-29", promised=True),
    )
    one = project(milestones=marks)
    assert text(one) == " ◆ ◈ ◇ │ ● ◉ ○"
    assert [style for _, style in styles(one)] == [
        "progress",
        "late",
        "strong",
        "key",
        "progress",
        "late",
        "strong",
    ]


def test_in_one_cell_the_milestone_that_needs_a_look_is_seen() -> None:
    marks = (milestone("11-23", "late"), milestone("11-23", "done", promised=True), milestone("11-23"))
    assert text(project(milestones=marks)) == "       ◈"
    assert text(project(milestones=(marks[0], milestone("11-23", "late", promised=True)))) == "       ◉"


def test_conflicts_are_marked_on_both_projects() -> None:
    waits = project("11-18", "11-27", waits=(conflict("12-05", "11-20"),))
    assert text(waits) == "  ──↔──┼───┤"
    assert ("↔", "bad") in styles(waits)
    assert text(project("11-18", "11-27", holds_up=(conflict("12-05", "11-20"),))) == "  ─────┼───┤       ↔"


def test_a_project_of_one_day() -> None:
    assert text(project("11-25", "11-25", "11-25")) == "       │ ┤"
    assert text(project("11-25", "11-25", "11-27")) == "       │ ╞══"
    assert text(project("11-23", "11-23", "11-23", progress=0.5)) == "       ┤"
    window = Window(YEARS, YEARS.cell(date(2026, 10, 1)), 6)
    assert text(project("11-25", "11-25", "11-25"), window) == " ┤"


def test_finished_early_in_time_and_late() -> None:
    early = project("11-18", "11-27", finished="11-21", progress=1.0)
    assert text(early) == "  ━━━■─┼───┤"
    assert text(project("11-18", "11-21", finished="11-21")) == "  ━━━■ │"
    late = project("11-18", "11-20", finished="11-22")
    assert text(late) == "  ━━╞═■│"
    assert styles(late)[-3:] == [("╞═", "late"), ("■", "progress"), ("│", "key")]
    assert text(project("11-18", finished="11-21")) == "  ━━━■ │"


def test_without_dates() -> None:
    assert text(project()) == " no dates"
    one = bar(project(), DAYS, TODAY)
    assert one[0][1] == "text"
    assert one[1][0].startswith("no dates")
    assert one[1][1] == "faint"
    assert text(project(), Window(WEEKS, DAYS.origin, 5)) == ""


def test_with_one_end_open() -> None:
    assert text(project("11-18")) == "  ─────┼ no target"
    assert text(project("11-18", None, "11-26")) == "  ─────┼─── no target"
    assert text(project("11-26")) == "       │  ─ no target"
    assert text(project("11-25", None, "11-30", progress=0.999)) == "       │ ━━━━━─ no target"
    assert text(project(None, "12-05", "12-05")) == "       │  no start ┤"
    assert text(project(None, "11-20", "11-23")) == "    ╞══╪"


def test_an_arrow_points_to_what_is_out_of_view() -> None:
    assert text(project("01-05", "03-07", "03-07")) == "‹      │"
    assert text(project("2027-02-01", "2027-03-01")) == "       │                     ›"
    assert text(project("12-16", "12-20")) == "       │                     ›"
    assert text(project("12-15", "12-20")) == "       │                     ─"
    assert text(project("11-10", "11-15")) == "‹      │"
    assert text(project("01-05", "2027-03-01"))[:9] == "───────┼─"


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        (WEEKS, "────┼────────────────────────┤"),
        (MONTHS, "─┼───────┤"),
        (QUARTERS, "─┼──┤"),
        (YEARS, "┼┤"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_the_same_project_in_every_zoom(scale: Scale, expected: str) -> None:
    window = Window(scale, scale.cell(date(2026, 11, 19)), 30)
    assert text(project("11-19", "12-18", "12-18"), window).lstrip() == expected


def test_over_a_leap_day_and_a_year_end() -> None:
    today = date(2028, 3, 10)
    leap = Window(WEEKS, WEEKS.cell(date(2028, 2, 27)), 8)
    shown = "".join(
        glyphs for glyphs, _ in bar(project("2028-02-28", "2028-03-01", "2028-03-01"), leap, today)
    )
    assert shown == " ──┤    "
    common = Window(WEEKS, WEEKS.cell(date(2027, 2, 27)), 8)
    shown = "".join(
        glyphs for glyphs, _ in bar(project("2027-02-28", "2027-03-01", "2027-03-01"), common, today)
    )
    assert shown == " ─┤     "
    years = Window(YEARS, YEARS.cell(date(2026, 11, 1)), 6)
    assert text(project("12-31", "2027-01-01", "2027-01-01"), years) == "│─┤"


def test_a_folded_group_goes_from_its_first_to_its_last_day() -> None:
    shown = span(date(2026, 11, 20), date(2026, 11, 25), DAYS, TODAY)
    assert "".join(glyphs for glyphs, _ in shown).rstrip() == "    ───┼──"
    assert "".join(glyphs for glyphs, _ in span(None, None, DAYS, TODAY)).strip() == "│"


def test_the_first_and_the_last_day_that_is_drawn() -> None:
    assert reach(project()) is None
    assert reach(project("11-18", "11-27", "12-05", baseline="11-01")) == (
        date(2026, 11, 1),
        date(2026, 12, 5),
    )


def test_no_room_at_all() -> None:
    nothing = Window(WEEKS, DAYS.origin, 0)
    assert bar(project("01-05", "03-07"), nothing, TODAY) == []
    assert bar(project("2027-01-05", "2027-03-07"), nothing, TODAY) == []
