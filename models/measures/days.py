"""The portfolio's one time zone: which day an instant belongs to; weeks run Monday to Sunday."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_MS = 86_400_000
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST, _LAST = date.min.toordinal() + 2, date.max.toordinal() - 2


class UnknownZoneError(ValueError):
    """A time zone name that this machine does not know."""


class Calendar:
    """Turns instants (UTC milliseconds) into days of the portfolio's time zone.

    The start of each day is worked out once and kept, so an instant costs two dictionary look-ups.
    A day starts at its first midnight; one that the clock skips altogether has no instants.
    """

    __slots__ = ("_starts", "_zone", "name")

    def __init__(self, zone: str) -> None:
        """Take an IANA zone name such as ``Europe/Madrid``; raises UnknownZoneError."""
        try:
            self._zone = ZoneInfo(zone)
        except (KeyError, ValueError, OSError) as error:
            raise UnknownZoneError(
                f"unknown time zone {zone!r}; use a name such as Europe/Madrid or UTC"
            ) from error
        self.name = zone
        self._starts: dict[int, int] = {}

    def ordinal_of(self, at_ms: int) -> int:
        """Return the proleptic ordinal (date.toordinal) of the day that the instant falls on.

        An instant outside of the years 1 to 9999 counts as the nearest day.
        """
        day = min(max(_EPOCH + at_ms // DAY_MS, _FIRST), _LAST)
        while day > _FIRST and at_ms < self._start(day):
            day -= 1
        while day < _LAST and at_ms >= self._start(day + 1):
            day += 1
        return day

    def day_of(self, at_ms: int) -> date:
        """Return the day that the instant falls on."""
        return date.fromordinal(self.ordinal_of(at_ms))

    def start_of(self, day: date) -> int:
        """Return the first instant of the day, in UTC milliseconds."""
        return self._start(min(max(day.toordinal(), _FIRST), _LAST))

    def end_of(self, day: date) -> int:
        """Return the first instant after the day, in UTC milliseconds."""
        return self.start_of(day + timedelta(days=1))

    def _start(self, ordinal: int) -> int:
        known = self._starts.get(ordinal)
        if known is not None:
            return known
        midnight = datetime.combine(date.fromordinal(ordinal), time(), self._zone).astimezone(UTC)
        start = (midnight.toordinal() - _EPOCH) * DAY_MS
        start += (midnight.hour * 3600 + midnight.minute * 60 + midnight.second) * 1000
        self._starts[ordinal] = start
        return start


def week_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def day_after(day: date, days: int) -> date:
    """Return the day so many days later (earlier, when negative), no further than the calendar goes."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def mondays_from(first_week: date, weeks: int) -> tuple[date, ...]:
    """Return the Mondays of so many weeks from first_week's on; fewer where the calendar ends."""
    begin = week_of(first_week)
    left = (date.max - begin).days // 7 + 1
    return tuple(begin + timedelta(weeks=index) for index in range(min(weeks, left)))


def elapsed_days(from_ms: int, to_ms: int) -> float:
    """Return the elapsed days between two instants; a negative duration (a clock set back) counts as 0."""
    return max(to_ms - from_ms, 0) / DAY_MS
