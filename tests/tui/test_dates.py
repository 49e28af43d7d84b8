"""Dates as people type them; today is Monday, 23 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from tui import dates
from tui.dates import NoDate, parse

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        ("27 nov", date(2026, 11, 27)),
        ("27 November", date(2026, 11, 27)),
        ("20 nov", date(2026, 11, 20)),
        ("26 may", date(2026, 5, 26)),
        ("24 apr", date(2027, 4, 24)),
        ("3 feb", date(2027, 2, 3)),
        ("3 feb 2026", date(2026, 2, 3)),
        ("fri", date(2026, 11, 27)),
        ("Monday", date(2026, 11, 30)),
        ("+3", date(2026, 11, 26)),
        ("+2w", date(2026, 12, 7)),
        ("+3d", date(2026, 11, 26)),
        ("next mon", date(2026, 11, 30)),
        ("next  Friday", date(2026, 12, 4)),
        ("next week", date(2026, 11, 30)),
        ("yesterday", date(2026, 11, 22)),
        ("today", TODAY),
        ("tomorrow", date(2026, 11, 24)),
        ("", None),
        (" none ", None),
    ],
)
def test_dates_are_understood(typed: str, day: date | None) -> None:
    assert parse(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    ["31 feb", "2026-13-01", "soon", "27", "27.11", "+", "+9999w" * 2, "29 feb 2027", "next", "next foo"],
)
def test_anything_else_is_a_sentence(typed: str) -> None:
    with pytest.raises(NoDate, match=r"no such date|is no date"):
        parse(typed, TODAY)


def test_what_is_no_date_is_not_quoted_whole() -> None:
    with pytest.raises(NoDate) as told:
        parse("soon " * 100, TODAY)
    assert str(told.value) == "soon soon soon soon soon soon… is no date; try 27 nov, fri, +3 or 2026-11-27"


def test_the_days_of_a_hint_lie_ahead_whatever_the_day_is() -> None:
    assert dates.with_examples(dates.NOTE, date(2026, 11, 29)) == "3 dec, fri, +3, 2026-12-03; empty: none"
    assert dates.with_examples("in points", date(2026, 11, 29)) == "in points"


def test_a_day_that_is_past_is_told_to_be() -> None:
    today = date(2026, 11, 29)
    days = (date(2026, 11, 27), today, date(2026, 11, 30), None, "2026-11-01")
    assert [dates.past(day, today) for day in days] == [" (2 d ago)", "", "", "", ""]
