from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.measures.days import DAY_MS, Calendar, UnknownZoneError, elapsed_days, week_of


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


@pytest.mark.parametrize(
    ("zone", "instant", "day"),
    [
        ("UTC", "2026-11-23T23:59:59.999+00:00", date(2026, 11, 23)),
        ("UTC", "2026-11-24T00:00:00+00:00", date(2026, 11, 24)),
        ("Europe/Madrid", "2026-11-23T22:59:59+00:00", date(2026, 11, 23)),
        ("Europe/Madrid", "2026-11-23T23:00:00+00:00", date(2026, 11, 24)),
        ("Europe/Madrid", "2026-07-01T22:00:00+00:00", date(2026, 7, 2)),
        ("Pacific/Kiritimati", "2026-11-23T10:00:00+00:00", date(2026, 11, 24)),
        ("America/Los_Angeles", "2026-11-23T07:59:59+00:00", date(2026, 11, 22)),
        ("Asia/Kathmandu", "2026-11-23T18:15:00+00:00", date(2026, 11, 24)),
        ("UTC", "1969-12-31T23:59:59+00:00", date(1969, 12, 31)),
    ],
)
def test_day_of_an_instant(zone: str, instant: str, day: date) -> None:
    assert Calendar(zone).day_of(ms(instant)) == day


def test_day_without_midnight_starts_when_the_clock_jumps() -> None:
    calendar = Calendar("America/Sao_Paulo")
    assert calendar.start_of(date(2018, 11, 4)) == ms("2018-11-04T03:00:00+00:00")
    assert calendar.day_of(ms("2018-11-04T02:59:59+00:00")) == date(2018, 11, 3)


def test_day_that_a_country_skipped_has_no_instants() -> None:
    calendar = Calendar("Pacific/Apia")
    assert calendar.day_of(ms("2011-12-30T09:59:59+00:00")) == date(2011, 12, 29)
    assert calendar.day_of(ms("2011-12-30T10:00:00+00:00")) == date(2011, 12, 31)


def test_days_of_23_and_25_hours() -> None:
    calendar = Calendar("Europe/Madrid")
    hours = [
        (calendar.end_of(day) - calendar.start_of(day)) // 3_600_000
        for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 23))
    ]
    assert hours == [23, 25, 24]


@pytest.mark.parametrize("at_ms", [10**18, -(10**18)])
def test_instant_out_of_the_calendar_counts_as_the_nearest_day(at_ms: int) -> None:
    assert Calendar("Asia/Tokyo").day_of(at_ms).year == (9999 if at_ms > 0 else 1)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "Europe", "a\x00b"])
def test_unknown_zone_is_one_sentence(zone: str) -> None:
    with pytest.raises(UnknownZoneError, match="unknown time zone"):
        Calendar(zone)


def test_weeks_run_monday_to_sunday() -> None:
    assert week_of(date(2026, 11, 23)) == date(2026, 11, 23)
    assert week_of(date(2026, 11, 29)) == date(2026, 11, 23)
    assert week_of(date(2026, 11, 30)) == date(2026, 11, 30)


def test_elapsed_days_are_never_negative() -> None:
    assert elapsed_days(0, DAY_MS * 3 // 2) == 1.5
    assert elapsed_days(DAY_MS, 0) == 0


ZONES = ("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")


@given(st.sampled_from(ZONES), st.datetimes(datetime(1975, 1, 1), datetime(2060, 1, 1)))
def test_agrees_with_zoneinfo(zone: str, instant: datetime) -> None:
    at = instant.replace(tzinfo=UTC)
    expected = at.astimezone(ZoneInfo(zone)).date()
    calendar = Calendar(zone)
    at_ms = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    assert calendar.day_of(at_ms) == expected
    assert calendar.start_of(expected) <= at_ms < calendar.end_of(expected)
