"""The timeline: dates, milestones and conflicts worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.store.tables import Baseline, CardLink, Milestone, Project
from models.views.delivery import DeliveryCache
from models.views.timeline import Conflict, TimelineMilestone, TimelineProject, timeline, timeline_first

if TYPE_CHECKING:
    from tests.models.views.conftest import Bench


def on_calendar(bench: Bench, key: str = "ATLAS") -> TimelineProject:
    return next(one for one in timeline(bench.p, DeliveryCache()).projects if one.key == key)


def test_every_date_of_a_project(bench: Bench) -> None:
    atlas = bench.project("ATLAS", start="2026-10-14", target="2026-12-03")
    bench.finish(atlas, range(1, 11))
    bench.card(atlas, [("Backlog", 20)])
    bench.make(Baseline, project=atlas, approved="2026-10-20", start="2026-10-15", target="2026-12-10")
    bench.make(Baseline, project=atlas, approved="2026-10-10", start="2026-10-12", target="2026-12-01")
    bench.make(Baseline, project=atlas, approved="2026-10-01", start=None, target=None)
    bench.make(Baseline, project=atlas, approved="2026-11-24", target="2026-11-01")
    found = on_calendar(bench)
    assert (found.start, found.target, found.baseline) == (
        date(2026, 10, 14),
        date(2026, 12, 3),
        date(2026, 12, 1),
    )
    # A quarter a day: 1 - 0.75 ** 7 is the first over 0.85.
    assert (found.p85, found.expected, found.finished) == (date(2026, 11, 30), date(2026, 11, 30), None)
    assert (found.state, found.progress, found.name) == ("active", pytest.approx(10 / 11), "ATLAS name")
    assert found.health == "G?"


def test_the_first_approved_plan_gives_the_start_where_the_project_has_none(bench: Bench) -> None:
    bench.project("ATLAS", baseline=("2026-10-12", "2026-12-01", 100))
    found = on_calendar(bench)
    assert (found.start, found.target, found.baseline) == (date(2026, 10, 12), None, date(2026, 12, 1))
    assert found.expected is None


def test_the_earliest_approval_counts_and_one_to_come_does_not(bench: Bench) -> None:
    atlas, bora = bench.project("ATLAS"), bench.project("BORA")
    bench.make(Baseline, project=atlas, approved="2026-10-20", start="2026-10-15", target="2026-12-10")
    bench.make(Baseline, project=atlas, approved="2026-10-10", start="2026-10-12", target="2026-12-01")
    bench.make(Baseline, project=bora, approved="2026-11-24", start="2026-10-12", target="2026-12-01")
    assert (on_calendar(bench).start, on_calendar(bench).baseline) == (date(2026, 10, 12), date(2026, 12, 1))
    assert (on_calendar(bench, "BORA").start, on_calendar(bench, "BORA").baseline) == (None, None)


def test_a_milestone_that_is_due_today_or_forecast_on_its_day_is_not_late(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    bench.finish(atlas, range(1, 11))
    bench.make(Milestone, project=atlas, name="Today", due="2026-11-23")
    on_time = bench.make(Milestone, project=atlas, name="On time", due="2026-11-30", commitment=1)
    bench.card(atlas, [("Backlog", 20)], milestone=on_time)
    found = on_calendar(bench).milestones
    assert [(one.name, one.forecast, one.late) for one in found][1] == ("On time", date(2026, 11, 30), False)
    assert (found[0].name, found[0].late) == ("Today", False)


def test_a_project_without_dates(bench: Bench) -> None:
    bench.project("ATLAS")
    found = on_calendar(bench)
    assert (found.start, found.target, found.baseline, found.p85) == (None,) * 4
    assert (found.finished, found.expected, found.milestones, found.waits, found.holds_up) == (
        None,
        None,
        (),
        (),
        (),
    )


def test_unfinished_work_never_ends_before_today_and_what_was_given_up_never_ends(bench: Bench) -> None:
    bench.project("LATE", target="2026-11-01")
    bench.project("GONE", target="2026-11-01", state="cancelled")
    assert on_calendar(bench, "LATE").expected == date(2026, 11, 23)
    assert on_calendar(bench, "GONE").expected is None


def test_a_finished_project_ended_with_its_last_card(bench: Bench) -> None:
    atlas = bench.project("ATLAS", target="2026-11-01")
    bench.finish(atlas, [12, 9])
    found = on_calendar(bench)
    assert found.finished == found.expected == date(2026, 11, 14)


def test_milestones_by_their_day(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    bench.finish(atlas, range(1, 11))
    names = {}
    for name, due, done, promised in (
        ("Promised", "2026-11-25", None, 1),
        ("Reached", "2026-11-01", "2026-11-04", 0),
        ("Overdue", "2026-11-20", None, 0),
        ("Reached tomorrow", "2026-12-01", "2026-11-24", 0),
        ("Reached without a date", None, "2026-10-01", 0),
        ("Some day", None, None, 0),
    ):
        names[name] = bench.make(
            Milestone, project=atlas, name=name, due=due, done=done, commitment=promised, baseline=due
        )
    bench.card(atlas, [("Backlog", 20)], milestone=names["Promised"])
    bench.make(Milestone, project=atlas, name="Archived", due="2026-11-01", archived_at=1)
    found = on_calendar(bench).milestones
    assert [(one.name, one.day, one.done, one.late) for one in found] == [
        ("Reached without a date", date(2026, 10, 1), date(2026, 10, 1), False),
        ("Reached", date(2026, 11, 4), date(2026, 11, 4), False),
        ("Overdue", date(2026, 11, 20), None, True),
        ("Promised", date(2026, 11, 25), None, True),
        ("Reached tomorrow", date(2026, 12, 1), None, False),
    ]
    assert found[3] == TimelineMilestone(
        names["Promised"],
        "Promised",
        date(2026, 11, 25),
        date(2026, 11, 25),
        date(2026, 11, 25),
        None,
        date(2026, 11, 30),
        True,
        True,
    )


def test_a_card_that_waits_too_long_for_another_project(bench: Bench) -> None:
    atlas, bora, coal = bench.project("ATLAS"), bench.project("BORA"), bench.project("COAL", state="on hold")
    mine = bench.card(atlas, [("Backlog", 9)], due="2026-12-01")
    soon = bench.card(bora, [("Backlog", 9)], due="2026-12-01")
    late = bench.card(bora, [("Backlog", 9)], due="2026-12-02")
    later = bench.card(bora, [("Backlog", 9)], due="2026-12-20")
    still = bench.card(coal, [("Backlog", 9)], due="2026-12-01")
    for card, other in ((mine, soon), (mine, late), (mine, later), (still, later)):
        bench.make(CardLink, card=card, other=other)
    bench.make(CardLink, card=mine, other=later, kind="relates")
    first = Conflict(
        "BORA-3",
        date(2026, 12, 20),
        "ATLAS-1",
        date(2026, 12, 1),
        19,
        "ATLAS-1 is due 1 Dec but waits for BORA-3, expected 20 Dec (+19 d)",
    )
    second = Conflict(
        "BORA-2",
        date(2026, 12, 2),
        "ATLAS-1",
        date(2026, 12, 1),
        1,
        "ATLAS-1 is due 1 Dec but waits for BORA-2, expected 2 Dec (+1 d)",
    )
    assert on_calendar(bench, "ATLAS").waits == (first, second)
    assert on_calendar(bench, "ATLAS").holds_up == ()
    assert on_calendar(bench, "BORA").holds_up == (first, second)
    assert on_calendar(bench, "COAL").waits == ()


def test_projects_in_use_by_key(bench: Bench) -> None:
    for key, fields in (("BORA", {}), ("ATLAS", {}), ("GONE", {"archived_at": bench.ms(1)})):
        bench.project(key, **fields)
    view = timeline(bench.p)
    assert [one.key for one in view.projects] == ["ATLAS", "BORA"]
    assert view.today == date(2026, 11, 23)
    assert view.last_sequence == bench.p.store.last_sequence()


def test_the_number_of_queries_is_fixed(bench: Bench) -> None:
    def add(key: str) -> None:
        project = bench.project(key, start="2026-10-14", target="2026-12-03")
        bench.make(Milestone, project=project, name="UAT", due="2026-12-01")
        bench.card(project, [("Backlog", 9)], due="2026-12-01")

    add("ATLAS")
    timeline(bench.p)
    one = bench.queries(lambda: timeline(bench.p))
    for number in range(20):
        add(f"P{number}")
    timeline(bench.p)
    assert bench.queries(lambda: timeline(bench.p)) == one
    bench.set(Project, 1, name="Changed")
    assert on_calendar(bench).name == "Changed"


def test_of_the_projects_in_view_the_dates_come_first_and_are_the_same(bench: Bench) -> None:
    atlas = bench.project("ATLAS", start="2026-10-14", target="2026-12-03")
    bora = bench.project("BORA", start="2026-10-01", target="2026-12-20")
    bench.finish(atlas, range(1, 11))
    bench.card(atlas, [("Backlog", 20)])
    bench.make(Milestone, project=atlas, name="UAT", due="2026-12-01")
    cache = DeliveryCache()
    [first] = timeline_first(bench.p, [atlas], cache).projects
    assert list(cache.entries) == [atlas]
    every = timeline(bench.p, cache).projects
    assert first == every[0]
    assert timeline_first(bench.p, [bora, atlas], cache).projects == every
    assert timeline_first(bench.p, [], cache).projects == ()
