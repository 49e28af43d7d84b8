from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.measures.declared import (
    Color,
    DeclaredHealth,
    Statement,
    declared_health,
    health_sort_key,
    letter_beside,
)
from models.measures.health import ComputedHealth, Verdict, computed_health

TODAY = date(2026, 11, 23)
START = date(2026, 9, 1)
RED = computed_health(
    [
        Verdict("cost", "R", "CPI 0.81 (red below 0.90)", "CPI", 3.19),
        Verdict("schedule", "G", "", "likelihood", 1.1),
    ]
)
GREEN = computed_health(
    [Verdict("cost", "G", "", "CPI", 1.0), Verdict("schedule", "G", "", "likelihood", 1.1)]
)
UNKNOWN = computed_health([])


def said(
    color: Color, days_ago: int, why: str = "because", computed: ComputedHealth = RED, cadence: int = 7
) -> DeclaredHealth:
    return declared_health(
        Statement(TODAY - timedelta(days=days_ago), color, why), computed, START, TODAY, cadence
    )


def test_better_needs_a_reason() -> None:
    assert said("green", 3).standing == "valid"
    assert said("green", 3, why="  ").standing == "without reason"
    assert said("green", 3, why="", computed=GREEN).standing == "valid"


def test_better_expires_after_fourteen_days() -> None:
    assert said("amber", 14, cadence=30).standing == "valid"
    assert said("amber", 15, cadence=30).standing == "expired"
    assert said("red", 15, cadence=30).standing == "valid"


@pytest.mark.parametrize(("days", "standing"), [(14, "valid"), (15, "stale")])
def test_older_than_twice_the_cadence_no_longer_counts(days: int, standing: str) -> None:
    assert said("red", days).standing == standing


def test_sentence_says_what_the_data_says() -> None:
    answer = said("green", 20)
    assert answer.sentence == "declared green 20 d ago, data says red: CPI 0.81 (red below 0.90) (stale)"
    assert answer.is_better
    assert not answer.counts
    assert said("red", 0, computed=GREEN).sentence == "declared red today"


def test_nothing_known_is_neither_better_nor_worse() -> None:
    answer = said("green", 3, why="", computed=UNKNOWN)
    assert (answer.is_better, answer.standing) == (False, "valid")
    assert letter_beside(UNKNOWN, answer) == "G"


@pytest.mark.parametrize(
    ("start_ago", "standing", "sentence"),
    [
        (8, "never reported", "no statement yet; started 8 d ago"),
        (7, "not due", "first statement due in 0 d"),
        (0, "not due", "first statement due in 7 d"),
        (-3, "not started", "starts in 3 d"),
    ],
)
def test_without_a_statement(start_ago: int, standing: str, sentence: str) -> None:
    answer = declared_health(None, GREEN, TODAY - timedelta(days=start_ago), TODAY)
    assert (answer.standing, answer.sentence, answer.letter) == (standing, sentence, None)


def test_row_shows_the_declared_letter_only_when_it_differs_and_counts() -> None:
    assert letter_beside(RED, said("green", 3)) == "G"
    assert letter_beside(RED, said("red", 3)) == ""
    assert letter_beside(RED, said("green", 20)) == ""
    assert letter_beside(GREEN, declared_health(None, GREEN, START, TODAY)) == ""


def test_sorting_uses_the_worse_valid_one() -> None:
    assert health_sort_key(RED, said("green", 3)) == 3.19
    assert health_sort_key(GREEN, said("red", 3, computed=GREEN)) == 3
    assert health_sort_key(GREEN, said("red", 30, computed=GREEN)) == 1.1
    assert health_sort_key(UNKNOWN, declared_health(None, UNKNOWN, START, TODAY)) == 0


def test_statement_of_tomorrow_is_of_today() -> None:
    assert said("red", -1).age_days == 0
