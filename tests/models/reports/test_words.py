"""Numbers and dates in narrow places."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.reports import words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 12, 3), "3 Dec"),
        (date(2027, 10, 19), "19 Oct"),
        (date(2027, 10, 20), "Oct 2027"),
        (date(2020, 1, 1), "Jan 2020"),
        (None, ""),
    ],
)
def test_day(value: date | None, text: str) -> None:
    assert words.day(value, TODAY) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, ""),
        (0.0, "0 %"),
        (0.001, "1 %"),
        (0.715, "72 %"),
        (0.999, "99 %"),
        (1.0, "100 %"),
        (1.2, "120 %"),
    ],
)
def test_percent(share: float | None, text: str) -> None:
    assert words.percent(share) == text


def test_the_rest() -> None:
    assert [words.bar(share) for share in (0, 0.449, 0.45, 1)] == [
        "─" * 10,
        "━" * 4 + "─" * 6,
        "━" * 5 + "─" * 5,
        "━" * 10,
    ]
    assert (words.slip(28), words.slip(-7), words.slip(0), words.slip(None)) == ("+28 d", "-7 d", "0 d", "")
    assert words.moment(1_795_435_200_000, UTC) == "2026-11-23 12:00"
    assert (words.days(9.99), words.days(None), words.size(2.5), words.size(None)) == (
        "10 d",
        "",
        "2.5 pt",
        "",
    )
    assert [
        words.forecast(None, note, TODAY) for note in ("beyond 10 years", "done", "cannot forecast (x)", "")
    ] == [
        "> 10 y",
        "done",
        "no pace",
        "",
    ]


@pytest.mark.parametrize(
    ("at", "zone", "text"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), "Etc/UTC", "0001-01-01 00:00"),
        (datetime(1, 1, 1, tzinfo=UTC), "America/New_York", "0001-01-01 00:00"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "Asia/Tokyo", "9999-12-31 23:59"),
        (datetime(2026, 11, 23, 9, 42, tzinfo=UTC), "Europe/Madrid", "2026-11-23 10:42"),
    ],
)
def test_a_moment_at_the_ends_of_the_calendar(at: datetime, zone: str, text: str) -> None:
    milliseconds = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    assert words.moment(milliseconds, ZoneInfo(zone)) == text
