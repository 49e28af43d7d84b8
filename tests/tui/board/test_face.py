"""What a card says, line by line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from rich.style import Style

from models.measures.days import Calendar
from models.views.board import CardLine
from tests.tui.board.lines import made
from tui.board.face import DAY_MS, Density, Today, day_text, face, paint
from tui.strips import Line
from tui.widgets.painted import Palette

NOW = 1_795_430_520_000
PALETTE = Palette(**{name: Style() for name in Palette.__slots__})
TODAY = Today(date(2026, 11, 23), NOW, 8.0, Calendar("UTC"))


def card(**changes: Any) -> CardLine:
    values: dict[str, Any] = {
        "id": 1,
        "version": 1,
        "number": 31,
        "title": "Cut over the branch ledgers",
        "column_id": 1,
        "assignees": ("anna",),
        "labels": (),
        "type": "task",
        "priority": "normal",
        "service_class": "standard",
        "estimate": 5.0,
        "due": None,
        "milestone": None,
        "started_at": None,
        "finished_at": None,
        "blocked_since": None,
        "blocked_reason": "",
        "checks_done": 0,
        "checks": 0,
        "comments": 0,
        "waits_for": 0,
    }
    return made(**{**values, **changes})


def lines(
    line: CardLine, cells: int = 22, density: Density = Density.NORMAL, *, done: bool = False
) -> list[str]:
    made = face(line, cells, density, TODAY, done=done)
    return [
        f"{made.number} {made.title[0]}",
        *made.title[1:],
        *(" | ".join(fact.text for fact in facts) for facts in made.facts),
    ]


def styles(line: CardLine) -> dict[str, str]:
    made = face(line, 60, Density.NORMAL, TODAY, done=False)
    return {fact.text: fact.style for facts in made.facts for fact in facts}


def test_title_then_people_and_estimate() -> None:
    assert lines(card()) == ["31 Cut over the branch", "ledgers", "anna | 5 pt"]


def test_compact_is_two_lines() -> None:
    assert lines(card(blocked_since=NOW - DAY_MS), density=Density.COMPACT) == [
        "31 Cut over the branc…",
        "■ 1 d | anna | 5 pt",
    ]


def test_blocks_steps_and_waiting_have_their_own_lines() -> None:
    made = lines(
        card(blocked_since=NOW - 3 * DAY_MS, blocked_reason="bank", checks=5, checks_done=3, waits_for=1)
    )
    assert made[3:] == ["■ 3 d: bank", "checks 3/5 | waits for 1"]


def test_full_shows_tags_and_class() -> None:
    made = lines(card(labels=("audit", "bank"), service_class="expedite"), 40, Density.FULL)
    assert made[-2:] == ["expedite", "#audit | #bank"]


@pytest.mark.parametrize(
    ("due", "text", "style"),
    [
        (date(2026, 11, 22), "!Sun 22 Nov", "late"),
        (date(2026, 11, 23), "Mon 23 Nov", "over"),
        (date(2026, 11, 29), "Sun 29 Nov", "over"),
        (date(2026, 11, 30), "30 Nov", "muted"),
        (date(2026, 12, 1), "1 Dec", "muted"),
    ],
)
def test_dates_stand_out_when_they_are_near(due: date, text: str, style: str) -> None:
    assert styles(card(due=due))[text] == style


def test_old_work_stands_out() -> None:
    assert styles(card(started_at=NOW - 8 * DAY_MS))["8 d"] == "muted"
    assert styles(card(started_at=NOW - 9 * DAY_MS))["!9 d"] == "over"


def test_a_finished_card_says_when_and_how_long() -> None:
    made = lines(card(started_at=NOW - 6 * DAY_MS, finished_at=NOW - 2 * DAY_MS), 40, done=True)
    assert made[1] == "Sat 21 Nov | 4 d | anna"


@pytest.mark.parametrize(("zone", "day"), [("UTC", "Sat 21 Nov"), ("Asia/Tokyo", "Sun 22 Nov")])
def test_the_day_of_a_finish_is_the_calendar_s(zone: str, day: str) -> None:
    """Less than 48 hours before 10:42, and yet two calendar days in UTC."""
    late = int(datetime(2026, 11, 21, 16, 5, tzinfo=UTC).timestamp() * 1000)
    made = face(
        card(finished_at=late), 40, Density.NORMAL, TODAY._replace(calendar=Calendar(zone)), done=True
    )
    assert made.facts[0][0].text == day


def test_far_dates_have_their_year() -> None:
    assert day_text(date(2028, 1, 5), TODAY.day) == "5 Jan 2028"
    assert day_text(date(2027, 3, 5), TODAY.day) == "5 Mar"


def test_a_card_begun_after_the_board_was_read_is_in_its_first_day() -> None:
    assert "1 d" in lines(card(started_at=NOW + 5_000))[-1]
    assert "1 d" in lines(card(started_at=NOW))[-1]
    assert "2 d" in lines(card(started_at=NOW - DAY_MS - 1))[-1]


def painted(line: CardLine, cells: int) -> str:
    made = face(line, cells, Density.NORMAL, TODAY, done=False)
    strip = Line(cells + 2, Style())
    paint(made, strip, len(made.title), PALETTE, here=False, closed=False)
    return strip.strip().text.rstrip()


@pytest.mark.parametrize(("cells", "gap"), [(18, " "), (20, " "), (21, "  "), (50, "  ")])
def test_facts_stand_apart_unless_one_would_be_left_out(cells: int, gap: str) -> None:
    assert painted(card(), cells) == "anna  5 pt"
    due = card(due=date(2027, 2, 1), started_at=NOW - DAY_MS, assignees=("ben",))
    assert painted(due, cells) == gap.join(["ben", "1 Feb", "5 pt", "1 d"])


def test_all_lines_of_a_card_keep_the_same_gap() -> None:
    busy = card(due=date(2027, 2, 1), started_at=NOW - DAY_MS, checks=5, checks_done=2, comments=1)
    made = face(busy, 21, Density.NORMAL, TODAY, done=False)
    assert [len(facts) for facts in made.facts] == [4, 2]
    assert made.gap == 1
    assert face(busy, 22, Density.NORMAL, TODAY, done=False).gap == 2


def test_a_blocked_compact_card_keeps_its_mark_its_owner_and_its_age() -> None:
    blocked = card(
        blocked_since=NOW - 3 * DAY_MS,
        blocked_reason="waits for the test data of the bank",
        started_at=NOW - 4 * DAY_MS,
        due=date(2027, 2, 1),
    )
    assert lines(blocked, 22, Density.COMPACT)[1] == "■ 3 d | anna | 1 Feb | 4 d"
    assert lines(blocked, 30, Density.COMPACT)[1] == "■ 3 d | anna | 1 Feb | 5 pt | 4 d"
    assert lines(blocked, 60, Density.COMPACT)[1] == (
        "■ 3 d: waits for the test data of t… | anna | 1 Feb | 5 pt | 4 d"
    )
    assert lines(blocked, 15, Density.COMPACT)[1] == "■ 3 d | anna | 4 d"


@pytest.mark.parametrize(
    ("since", "mark"),
    [
        (0, "■ <1 d"),
        (DAY_MS - 1, "■ <1 d"),
        (DAY_MS, "■ 1 d"),
        (DAY_MS + 1, "■ 2 d"),
    ],
)
def test_a_block_that_was_just_made_is_not_a_day_old(since: int, mark: str) -> None:
    assert mark in lines(card(blocked_since=NOW - since), density=Density.COMPACT)[1]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (30, "anna, benedict | 8 pt | !9 d"),
        (28, "anna, benedict | 8 pt | !9 d"),
        (22, "anna +1 | 8 pt | !9 d"),
        # Old work is told before how large it is.
        (13, "anna +1 | !9 d"),
    ],
)
@pytest.mark.parametrize("density", [Density.NORMAL, Density.COMPACT])
def test_where_there_is_no_room_for_two_people_the_second_is_counted(
    cells: int, said: str, density: Density
) -> None:
    two = card(assignees=("anna", "benedict"), estimate=8.0, started_at=NOW - 9 * DAY_MS)
    assert lines(two, cells, density)[-1] == said


def test_that_a_blocked_compact_card_is_late_comes_before_its_age() -> None:
    late = card(
        blocked_since=NOW - 3 * DAY_MS, due=date(2026, 11, 1), started_at=NOW - 4 * DAY_MS, priority="urgent"
    )
    assert lines(late, 22, Density.COMPACT)[1] == "■ 3 d | ‼ | anna | !1 Nov"
    assert lines(late, 34, Density.COMPACT)[1] == "■ 3 d | ‼ | anna | !1 Nov | 5 pt | 4 d"


def test_of_a_blocked_compact_card_with_two_people_the_first_stays() -> None:
    two = card(
        assignees=("anna", "benedict"), estimate=None, blocked_since=NOW - DAY_MS, started_at=NOW - 9 * DAY_MS
    )
    assert lines(two, 20, Density.COMPACT)[-1] == "■ 1 d | anna +1 | !9 d"
