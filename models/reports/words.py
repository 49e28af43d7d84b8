"""Numbers and dates as people read them in a narrow place; empty for what is not there."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta, tzinfo

from models.measures.wording import age_text, days_text
from models.text import number_text
from models.views.short import short_note

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEAR_DAYS = 330
BAR = 10


def day(value: date | None, today: date) -> str:
    """``12 Mar``; with the year where it is not the nearest one: ``Mar 2029``."""
    if value is None:
        return ""
    month = _MONTHS[value.month - 1]
    if abs((value - today).days) <= _NEAR_DAYS:
        return f"{value.day} {month}"
    return f"{month} {value.year}"


def moment(at_ms: int, zone: tzinfo | None) -> str:
    """An instant as ``2026-11-23 10:42``, in a zone or in the reader's own."""
    at = _EPOCH + timedelta(milliseconds=at_ms)
    # The first and last days of the calendar are not there in every zone; they stay in UTC.
    with contextlib.suppress(ValueError, OverflowError, OSError):
        at = at.astimezone(zone)
    return at.isoformat(" ", "minutes")[:16]


def percent(share: float | None) -> str:
    """``71 %``; 100 % only when it is all, 0 % only when it is nothing."""
    if share is None:
        return ""
    whole = round(share * 100)
    if whole == 100 and share < 1:
        whole = 99
    if whole == 0 and share > 0:
        whole = 1
    return f"{whole} %"


def bar(share: float) -> str:
    """A bar of ten cells."""
    full = min(max(int(share * BAR + 0.5), 0), BAR)
    return "━" * full + "─" * (BAR - full)


def slip(days: int | None) -> str:
    """``+28 d``."""
    return "" if days is None else days_text(days)


def days(value: float | None) -> str:
    """``9 d``: days that have begun, ``<1 d`` on the first one; empty for none."""
    return "" if value is None else age_text(value)


def forecast(p85: date | None, note: str, today: date) -> str:
    """The forecast date, or why there is none in a word."""
    if p85 is not None:
        return day(p85, today)
    return short_note(note) if note else ""


def size(estimate: float | None) -> str:
    """``5 pt``."""
    return "" if estimate is None else f"{number_text(estimate)} pt"
