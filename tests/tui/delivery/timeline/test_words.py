"""What the line under the calendar says."""

from __future__ import annotations

from typing import Any

import pytest
from times import TODAY, conflict, milestone, project

from tui.delivery.timeline.paint import legend_lines
from tui.delivery.timeline.words import LEGEND, about, details, milestone_words


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "no dates"),
        ({"start": "11-18"}, "from 18 Nov, no target"),
        ({"target": "12-05", "expected": "12-05"}, "to 5 Dec, no start"),
        ({"start": "11-18", "target": "12-05", "expected": "12-05"}, "18 Nov to 5 Dec"),
        (
            {"start": "11-18", "target": "12-05", "expected": "12-20", "p85": "12-20", "baseline": "12-01"},
            "18 Nov to 5 Dec, p85 20 Dec; baseline 1 Dec (+19 d)",
        ),
        (
            {"start": "11-01", "target": "11-20", "finished": "11-10", "baseline": "11-20"},
            "1 Nov to 10 Nov, target 20 Nov; baseline 20 Nov (-10 d)",
        ),
        ({"start": "11-01", "finished": "11-10"}, "1 Nov to 10 Nov"),
        ({"finished": "11-10"}, "finished 10 Nov"),
        ({"p85": "12-20", "expected": "12-20"}, "no dates, p85 20 Dec"),
        ({"start": "2016-02-05", "target": "2031-12-09"}, "Feb 2016 to Dec 2031"),
        (
            {"start": "11-18", "milestones": (milestone("11-01", "done"), milestone("12-01", name="Live"))},
            "from 18 Nov, no target; next: Live 1 Dec",
        ),
    ],
)
def test_dates_slip_and_the_next_milestone(fields: dict[str, Any], said: str) -> None:
    assert about(project(**fields), TODAY, 90) == (said, "muted")


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (81, "18 Nov to 5 Dec; next: All wards record consents 1 Dec, forecast 9 Dec"),
        (60, "18 Nov to 5 Dec; next: All wards reco… 1 Dec, forecast 9 Dec"),
        (50, "18 Nov to 5 Dec; next: All wards record con… 1 Dec"),
        (37, "18 Nov to 5 Dec; next: All war… 1 Dec"),
    ],
)
def test_the_name_of_a_milestone_gives_way_before_its_days_do(room: int, said: str) -> None:
    late = milestone("12-01", "late", name="All wards record consents", forecast=milestone("12-09").day)
    dates = {"start": "11-18", "target": "12-05", "expected": "12-05"}
    assert about(project(**dates, milestones=(late,)), TODAY, room) == (said, "muted")
    assert len(said) <= room


def test_a_conflict_comes_first() -> None:
    one = conflict("12-05", "11-20")
    assert about(project("11-18", waits=(one,)), TODAY, 90) == (
        "↔ BORA-1 ends after ATLAS-2 starts (+15 d)",
        "late",
    )
    more = project("11-18", waits=(one,), holds_up=(one, one))
    assert about(more, TODAY, 90)[0] == "↔ BORA-1 ends after ATLAS-2 starts (+15 d) and 2 more"


def test_a_milestone_in_words() -> None:
    assert milestone_words(milestone("12-01"), TODAY) == "UAT 1 Dec"
    assert milestone_words(milestone("11-01", "late"), TODAY) == "UAT 1 Nov, overdue"
    late = milestone("12-01", "late", forecast=milestone("12-09").day)
    assert milestone_words(late, TODAY) == "UAT 1 Dec, forecast 9 Dec"
    assert milestone_words(milestone("11-01", "done"), TODAY) == "UAT 1 Nov"


def test_the_pane_names_every_milestone_and_every_conflict() -> None:
    one = project(
        "11-18",
        milestones=(
            milestone("11-01", "done", name="Kick-off"),
            milestone("11-20", "late", promised=True, name="UAT\x1b starts"),
            milestone("12-24", name="Live"),
        ),
        waits=(conflict("12-05", "11-20"),),
    )
    assert details(one, TODAY, 40) == [
        [("↔ ", "bad"), ("BORA-1 ends after ATLAS-2 starts", "text")],
        [("  ", "text"), ("(+15 d)", "text")],
        [("◆", "progress"), (" Kick-off 1 Nov   ", "text")],
        [
            ("◉", "late"),
            (" UAT starts 20 Nov, overdue   ", "text"),
        ],
        [("◇", "strong"), (" Live 24 Dec   ", "text")],
    ]
    assert len(details(one, TODAY, 100)) == 2
    assert details(project(), TODAY, 40) == []


@pytest.mark.parametrize(("width", "lines"), [(120, 1), (100, 2), (80, 2), (60, 3)])
def test_nothing_of_the_legend_stands_alone_below(width: int, lines: int) -> None:
    said = ["".join(text for part in line for text, _style in part.spans) for line in legend_lines(width)]
    explained = [line.split("   ") for line in said]
    assert [text for line in explained for text in line] == list(LEGEND)
    assert len(said) == lines
    assert len(explained[-1]) > 1
    assert max(map(len, said)) < width - 1
