"""What the why pane says: nothing cut, whatever the width; and where there is nothing to judge."""

from __future__ import annotations

from datetime import date

import pytest

from models.views.delivery import Attention, Judgment, Promised, Statement
from tests.tui.delivery.samples import ATLAS, TODAY, row
from tui.delivery.why import project_lines
from tui.widgets.reasons import title

LONG = "the bank's test data came late and branch 12 has sent none at all since the first week of October"


def said(lines: list[list[object]]) -> list[str]:
    return [" ".join("".join(text for text, _ in part.spans) for part in line) for line in lines]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("active", "nothing is known yet"),
        ("finished", "not judged while finished"),
        ("on hold", "not judged while on hold"),
    ],
)
def test_a_project_without_judgments_says_whether_it_will_have_some(state: str, expected: str) -> None:
    lines = project_lines(row(1, "REED", state=state), None, TODAY, 80)
    assert expected in [text.strip() for text in said(lines)]


@pytest.mark.parametrize("width", [40, 80, 95, 96, 120, 200])
def test_no_sentence_is_cut_at_any_width(width: int) -> None:
    told = ATLAS.statement
    assert isinstance(told, Statement)
    project = ATLAS._replace(
        judgments=(Judgment("schedule", "R", LONG),), statement=told._replace(why=LONG, ask=LONG)
    )
    attention = Attention(1, "ATLAS", LONG, "schedule", 1, 1, (LONG, f"promised: {LONG}"))
    lines = project_lines(project, attention, TODAY, width)
    for part in (part for line in lines for part in line):
        assert sum(len(text) for text, _ in part.spans) <= part.width
    words = " ".join(said(lines)).split()
    # Judgment, rule, why and ask; what fired and was judged alike is said once.
    assert words.count("October") == 4
    assert "…" not in "".join(words)


def test_the_title_asks_what_is_answered_below() -> None:
    assert "".join(text for text, _ in title(ATLAS)) == "ATLAS  why amber"


def test_what_is_wrong_comes_before_what_is_in_order() -> None:
    """A pane of five lines must not be filled by what is green."""
    judged = (
        Judgment("schedule", "G", "on time"),
        Judgment("people", "R", "ben 130 % in the week of 23 Nov (red above 120 %)"),
        Judgment("cost", "A", "CPI 0.93"),
        Judgment("risk", "-", "no risks recorded"),
    )
    said_so = f"declared green 7 d ago, data says red: {judged[1].sentence} (stale)"
    fired = ("ben 130 % in the week of 23 Nov", "ATLAS-27 blocked for 9 d", said_so)
    attention = Attention(1, "ATLAS", fired[0], "people", 1, 1, fired)
    lines = [
        text.strip() for text in said(project_lines(ATLAS._replace(judgments=judged), attention, TODAY, 80))
    ]
    # What a judgment says with its limit is not said again without.
    assert lines[:4] == [
        "R people   ben 130 % in the week of 23 Nov (red above 120 %)",
        "! ATLAS-27 blocked for 9 d",
        "! declared green 7 d ago, data says red (stale)",
        "A cost     CPI 0.93",
    ]
    assert lines.index("G schedule on time") > next(
        at for at, line in enumerate(lines) if line.startswith("last statement")
    )


def test_slip_says_which_plan_it_is_counted_from() -> None:
    project = ATLAS._replace(slip_from_latest=date(2027, 3, 12), baseline_slip_days=14)
    lines = [text.strip() for text in said(project_lines(project, None, TODAY, 80))]
    assert "+14 d vs latest baseline of 12 Mar" in lines


def test_the_slip_of_a_milestone_says_from_which_day_where_that_is_not_the_one_beside_it() -> None:
    coming = ATLAS.next_milestone
    assert coming is not None
    for baseline, expected in (
        (date(2027, 1, 20), "milestone   3 Feb +14 d (from 20 Jan) UAT starts"),
        (coming.due, "milestone   3 Feb +14 d UAT starts"),
        (None, "milestone   3 Feb +14 d UAT starts"),
    ):
        project = ATLAS._replace(next_milestone=coming._replace(baseline=baseline))
        assert expected in [text.strip() for text in said(project_lines(project, None, TODAY, 80))]
    # The name goes below where there is no room, and the day stays.
    project = ATLAS._replace(next_milestone=coming._replace(baseline=date(2027, 1, 20)))
    assert "milestone   3 Feb +14 d (from 20 Jan)" in [
        text.strip() for text in said(project_lines(project, None, TODAY, 40))
    ]


def test_open_promises_come_with_their_forecasts_the_late_ones_marked() -> None:
    project = ATLAS._replace(
        promises=(
            Promised("Security sign-off", date(2026, 11, 19), True, None, None, True),
            Promised("All clinics", date(2027, 3, 18), True, date(2027, 5, 13), 56, False),
            Promised("No call", date(2027, 3, 18), False, date(2027, 3, 1), -17, False),
            Promised("Weekly note", None, False, None, None, False),
        )
    )
    lines = [text.strip() for text in said(project_lines(project, None, TODAY, 80))]
    assert [line for line in lines if "promised" in line] == [
        "! promised Security sign-off, 19 Nov, overdue",
        "! promised All clinics, 18 Mar, forecast 13 May (+56 d)",
        "promised No call, 18 Mar, forecast 1 Mar (-17 d)",
        "promised Weekly note",
    ]


def test_trends_come_with_their_figures() -> None:
    lines = [text.strip() for text in said(project_lines(ATLAS, None, TODAY, 80))]
    assert "slip       ▁▂▂▂▃▅▅▄▄▆██ +28 d vs first baseline of 26 Feb, was 0 d" in lines
    assert any(line.endswith(" 29 in 12 weeks, this week 4") for line in lines)
