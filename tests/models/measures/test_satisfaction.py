from __future__ import annotations

from datetime import date, timedelta

from models.measures.answers import NoAnswer, Reason
from models.measures.satisfaction import (
    Expectations,
    Fell,
    Score,
    csat,
    csat_fell,
    days_since,
    expectations,
    nps,
)

TODAY = date(2026, 11, 23)


def given_ago(*answers: tuple[int, int]) -> list[tuple[date, int]]:
    return [(TODAY - timedelta(days=ago), score) for ago, score in answers]


def test_csat_counts_fours_and_fives() -> None:
    answer = csat(given_ago((0, 4), (1, 5), (2, 5), (3, 4), (4, 3), (5, 1)), TODAY)
    assert answer == Score(4 / 6, (1, 3, 4, 5, 5, 4), "67 % n6")


def test_under_five_answers_are_shown_themselves() -> None:
    answer = csat(given_ago((0, 3), (10, 5)), TODAY)
    assert isinstance(answer, Score)
    assert answer.text == "5 3 n2"


def test_window_of_180_days() -> None:
    answer = csat(given_ago((179, 5), (180, 1), (-1, 1)), TODAY)
    assert isinstance(answer, Score)
    assert answer.answers == (5,)
    assert csat([], TODAY) == NoAnswer(Reason.NO_ANSWERS)


def test_nps() -> None:
    answer = nps(given_ago((0, 10), (0, 9), (0, 8), (0, 7), (0, 6)), TODAY)
    assert isinstance(answer, Score)
    assert (answer.value, answer.text) == (20, "+20 n5")
    assert nps([], TODAY) == NoAnswer(Reason.NO_ANSWERS)


def test_fell_by_exactly_twenty_points() -> None:
    before = [(200, 5)] * 5
    now = [(3, 5)] * 4 + [(3, 1)]
    assert csat_fell(given_ago(*before, *now), TODAY) == Fell(0.8, 1.0, 5, 5)
    assert csat_fell(given_ago(*before, *now, (3, 5)), TODAY) is None
    assert csat_fell(given_ago(*before[1:], *now), TODAY) is None


def test_expectations_kept() -> None:
    yesterday = TODAY - timedelta(days=1)
    listed = [
        ("kept", yesterday),
        ("kept", None),
        ("missed", None),
        ("open", yesterday),
        ("open", TODAY),
        ("open", None),
    ]
    found = expectations(listed, TODAY)
    assert found == Expectations(kept=2, missed=1, overdue=1, waiting=2)
    assert found.share == 0.5
    assert Expectations(0, 0, 0, 3).share == NoAnswer(Reason.NO_ANSWERS)


def test_days_since() -> None:
    assert days_since(TODAY - timedelta(days=9), TODAY) == 9
    assert days_since(None, TODAY) == NoAnswer(Reason.NO_ANSWERS)
