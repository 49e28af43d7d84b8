from __future__ import annotations

from datetime import date

import pytest

from models.measures.wording import (
    age_text,
    count_text,
    day_text,
    days_text,
    limit_text,
    percent_text,
    quoted,
    ratio_text,
    threshold_text,
)

TODAY = date(2026, 11, 23)


def test_day_carries_its_year_only_when_far_away() -> None:
    assert day_text(date(2027, 3, 12), TODAY) == "12 Mar"
    assert day_text(date(2028, 3, 12), TODAY) == "12 Mar 2028"
    assert day_text(date(2025, 3, 1), TODAY) == "1 Mar 2025"


@pytest.mark.parametrize(
    ("value", "text"), [(0.93, "0.93"), (0.9499, "0.9499"), (0.949999, "0.949999"), (0.95, "0.95")]
)
def test_number_beside_its_limit_never_reads_as_the_limit(value: float, text: str) -> None:
    assert ratio_text(value, 0.95) == text


def test_percent_beside_its_limit() -> None:
    assert percent_text(0.62, 0.8) == "62 %"
    assert percent_text(0.7967, 0.8) == "79.7 %"
    assert percent_text(0.8, 0.8) == "80 %"
    assert percent_text(-0.001, -0.05) == "0 %"


def test_small_words() -> None:
    assert (days_text(28), days_text(-3), days_text(0)) == ("+28 d", "-3 d", "0 d")
    assert (count_text(1, "risk"), count_text(2, "risk")) == ("1 risk", "2 risks")
    assert quoted("UAT") == '"UAT"'
    assert len(quoted("x" * 1000)) == 62


def test_limits_read_as_people_set_them() -> None:
    assert (limit_text(0.85), limit_text(0.025), limit_text(-0.05)) == ("85 %", "2.5 %", "-5 %")


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0.0, "<1 d"),
        (0.4, "<1 d"),
        (0.999, "<1 d"),
        (1.0, "1 d"),
        (1.01, "2 d"),
        (3.3, "4 d"),
        (10.0, "10 d"),
    ],
)
def test_an_age_is_the_days_that_have_begun_and_of_the_first_no_day_has_passed(
    days: float, text: str
) -> None:
    assert age_text(days) == text


@pytest.mark.parametrize(
    ("letter", "good", "said"),
    [
        ("R", "from", "red below 50 %"),
        ("A", "from", "amber below 85 %"),
        ("G", "from", "green from 85 %"),
        ("R", "up to", "red above 50 %"),
        ("A", "up to", "amber above 85 %"),
        ("G", "up to", "green up to 85 %"),
        ("R", "below", "red from 50 %"),
        ("A", "below", "amber from 85 %"),
        ("G", "below", "green below 85 %"),
    ],
)
def test_a_limit_is_named_by_the_state_that_it_has_made(letter: str, good: str, said: str) -> None:
    assert threshold_text(letter, "85 %", "50 %", good) == said
