"""What was promised at the end of a project waits for all its work; what nobody can forecast is not judged
by its own plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.store.tables import Baseline, Cost, Expectation, Milestone, Project
from models.views.client_report import client_report
from models.views.delivery import DeliveryCache, ProjectRow, Promised, delivery
from models.views.project import project as project_view
from models.views.timeline import timeline

if TYPE_CHECKING:
    from tests.models.views.conftest import Bench


def row_of(bench: Bench) -> ProjectRow:
    return next(row for row in delivery(bench.p, DeliveryCache()).rows if row.key == "ATLAS")


def told(bench: Bench) -> tuple[str, ...]:
    return next(iter(delivery(bench.p, DeliveryCache()).attention)).all


def on_the_way(bench: Bench, days: int) -> int:
    """A project that will be done on 30 November with 85 %, and is to be done so many days from now."""
    atlas = bench.project(
        "ATLAS", start="2026-10-14", target=bench.day(days), baseline=("2026-10-14", bench.day(days), 100_000)
    )
    bench.finish(atlas, range(1, 11), estimate=3.0)
    bench.card(atlas, [("Backlog", 20)], estimate=3.0)
    return atlas


def test_a_promise_at_the_end_without_cards_of_its_own_waits_for_the_whole_project(bench: Bench) -> None:
    atlas = on_the_way(bench, 3)
    bench.make(Milestone, project=atlas, name="Halfway", due=bench.day(1), commitment=1)
    bench.make(Milestone, project=atlas, name="All clinics", due=bench.day(3), commitment=1)
    row, end = row_of(bench), date(2026, 11, 30)
    assert row.p85 == end
    assert row.promises == (
        Promised("All clinics", date(2026, 11, 26), True, end, 4, False),
        # Due before the end: which part of the work it needs is not known.
        Promised("Halfway", date(2026, 11, 24), True, None, None, False),
    )
    assert row.promise_late
    assert 'promised "All clinics" 26 Nov, forecast 30 Nov (+4 d)' in told(bench)
    page = project_view(bench.p, "ATLAS")
    assert {one.name: one.forecast for one in page.milestones} == {"Halfway": None, "All clinics": end}


def test_an_expectation_at_the_end_is_forecast_too_one_that_was_kept_is_not(bench: Bench) -> None:
    atlas = on_the_way(bench, 3)
    for text, days, state in (
        ("No call", 3, "open"),
        ("Soon", 1, "open"),
        ("Note", 3, "kept"),
        ("Ok", 9, "open"),
    ):
        bench.make(Expectation, project=atlas, text=text, due=bench.day(days), state=state)
    assert [(one.text, one.late_days) for one in row_of(bench).promises] == [
        ("No call", 4), ("Soon", None), ("Ok", -2),
    ]  # fmt: skip
    page = project_view(bench.p, "ATLAS")
    assert {one.text: one.late_days for one in page.client.expectations} == {
        "No call": 4, "Soon": 0, "Note": 0, "Ok": 0,
    }  # fmt: skip
    assert 'promised "No call" 26 Nov, forecast 30 Nov (+4 d)' in told(bench)


def test_moving_the_target_does_not_take_the_warning_away(bench: Bench) -> None:
    atlas = on_the_way(bench, 3)
    bench.make(Milestone, project=atlas, name="All clinics", due=bench.day(3), commitment=1)
    bench.make(Baseline, project=atlas, approved=bench.day(0), start="2026-10-14", target=bench.day(60))
    bench.set(Project, atlas, target=bench.day(60))
    assert row_of(bench).promises[0].late_days == 4


def test_a_project_that_never_moved_is_neither_green_nor_red(bench: Bench) -> None:
    """Half of its time is over; its plan keeps to itself, which says nothing."""
    atlas = bench.project(
        "ATLAS", start=bench.day(-90), target=bench.day(90),
        baseline=(bench.day(-90), bench.day(90), 100_000),
    )  # fmt: skip
    bench.card(atlas, [("Backlog", 0)])
    row = row_of(bench)
    assert (row.health, row.slip_days) == ("-", None)
    schedule = next(one for one in row.judgments if one.dimension == "schedule")
    assert (schedule.letter, schedule.sentence) == (
        "-", "cannot forecast (no whole day since the first move)",
    )  # fmt: skip


@pytest.mark.parametrize(("done", "letter"), [(None, "-"), (-1, "G")])
def test_milestones_that_were_reached_without_cards_say_how_it_goes(
    bench: Bench, done: int | None, letter: str
) -> None:
    atlas = bench.project(
        "ATLAS", start=bench.day(-90), target=bench.day(90), baseline=(bench.day(-90), bench.day(90), None)
    )
    bench.make(Milestone, project=atlas, name="One", due=bench.day(1), done=done and bench.day(done))
    bench.make(Milestone, project=atlas, name="Two", due=bench.day(90))
    assert next(one.letter for one in row_of(bench).judgments if one.dimension == "schedule") == letter


def test_a_plan_that_was_moved_is_late_whatever_nobody_can_forecast(bench: Bench) -> None:
    atlas = bench.project(
        "ATLAS", start=bench.day(-90), target=bench.day(120), baseline=(bench.day(-90), bench.day(90), None)
    )
    bench.card(atlas, [("Backlog", 0)])
    bench.make(Cost, project=atlas, date=bench.day(0), amount=1)
    assert [(one.letter, one.sentence) for one in row_of(bench).judgments if one.dimension == "schedule"] == [
        ("R", "slip +30 d, 33 % of the 90 d left (red above 15 %)")
    ]


def test_every_screen_and_report_tells_the_same_forecast_of_a_milestone(bench: Bench) -> None:
    atlas = on_the_way(bench, 20)
    pilot, alpha, bare, cut_over = (
        bench.make(Milestone, project=atlas, name=name, due=bench.day(days))
        for name, days in (("Pilot", 2), ("Alpha", 4), ("Bare", 5), ("Cut-over", 20))
    )
    undated = bench.make(Milestone, project=atlas, name="Some day")
    for milestone in (pilot, alpha, undated):
        bench.card(atlas, [("Backlog", 20)], estimate=3.0, milestone=milestone)
    bench.make(Expectation, project=atlas, text="No call", due=bench.day(20), state="open")
    page, row = project_view(bench.p, "ATLAS"), row_of(bench)
    told = {one.id: one.forecast for one in page.milestones}
    assert None not in (told[pilot], told[alpha], told[undated])
    assert told[bare] is None
    assert told[cut_over] == row.p85
    (planned,) = timeline(bench.p).projects
    (client,) = client_report(bench.p, lambda row: True).projects
    dated = {milestone: day for milestone, day in told.items() if milestone != undated}
    assert {one.id: one.forecast for one in planned.milestones} == dated
    assert {one.id: one.forecast for one in client.milestones} == dated
    assert row.next_milestone is not None
    assert row.next_milestone.forecast == told[pilot]
    assert [one.forecast for one in client.expectations] == [row.p85]
    assert [one.forecast for one in page.client.expectations] == [row.p85]
