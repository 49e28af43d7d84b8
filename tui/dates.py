"""Dates as people type them into a field."""

from __future__ import annotations

import re
from datetime import date, timedelta

NOTE = "27 nov, fri, +3, 2026-11-27; empty: none"
"""What `parse` understands, for the field."""

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\.?\s*([a-z]{3,9})\.?(?:\s+(\d{4}))?")
_SHIFT = re.compile(r"\+(\d{1,4})\s*([dw]?)")


class NoDate(ValueError):
    """What was typed is no date; the text is a sentence."""


def parse(text: str, today: date) -> date | None:
    """The date that was typed; None for an empty field. Without a year it is the next one. Raises NoDate."""
    typed = text.strip().casefold()
    if not typed or typed in {"none", "-"}:
        return None
    try:
        found = _parsed(typed, today)
    except (ValueError, OverflowError) as error:
        raise NoDate(f"there is no such date: {text.strip()}") from error
    if found is None:
        raise NoDate(f"{text.strip()} is no date; try 27 nov, fri, +3 or 2026-11-27")
    return found


def _parsed(typed: str, today: date) -> date | None:
    if typed in {"today", "tomorrow"}:
        return today + timedelta(days=typed == "tomorrow")
    if match := _SHIFT.fullmatch(typed):
        return today + timedelta(days=int(match[1]) * (7 if match[2] == "w" else 1))
    if match := _ISO.fullmatch(typed):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if typed[:3] in _DAYS and typed.isalpha():
        ahead = (_DAYS.index(typed[:3]) - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    match = _NAMED.fullmatch(typed)
    if match is None or match[2][:3] not in _MONTHS:
        return None
    month = _MONTHS.index(match[2][:3]) + 1
    if match[3]:
        return date(int(match[3]), month, int(match[1]))
    found = date(today.year, month, int(match[1]))
    return found if found >= today else date(today.year + 1, month, int(match[1]))
