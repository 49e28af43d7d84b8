"""What a card says, line by line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.views.board import CardLine
from tui.board.face import DAY_MS, Density, Today, day_text, face

NOW = 1_795_430_520_000
TODAY = Today(date(2026, 11, 23), NOW, 8.0)


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
    return CardLine(**{**values, **changes})


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
        (date(2026, 11, 30), "30 Nov", "over"),
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


def test_far_dates_have_their_year() -> None:
    assert day_text(date(2028, 1, 5), TODAY.day) == "5 Jan 2028"
    assert day_text(date(2027, 3, 5), TODAY.day) == "5 Mar"
