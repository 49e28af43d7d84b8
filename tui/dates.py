"""Dates as people type them into a field."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

from models.measures.wording import span_text

NOTE = "{day}, fri, +3, {iso}; empty: none"
"""What `parse` understands, for the field: `with_examples` puts in days to come."""
_EXAMPLE = 4
"""Days until the day that is the example: it lies ahead, and is near."""

_QUOTED = 30
"""Cells of what was typed in a sentence about it."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\.?\s*([a-z]{3,9})\.?(?:\s+(\d{4}))?")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_SHIFT = re.compile(r"\+(\d{1,4})\s*([dw]?)")


_NEXT = re.compile(rf"next\s+(?:({'|'.join(_DAYS)})[a-z]*|week)")
_AGO = re.compile(r"(\d{1,5})\s*([dw])")


class NoDate(ValueError):
    """What was typed is no date; the text is a sentence."""


def with_examples(note: str, today: date) -> str:
    """A note with days that lie ahead where it has places for them."""
    soon = today + timedelta(days=_EXAMPLE)
    day = f"{soon.day} {_MONTHS[soon.month - 1]}"
    return note.replace("{day}", day).replace("{iso}", soon.isoformat())


def past(day: object, today: date) -> str:
    """`` (2 d ago)`` behind a day that is past: who typed it may have meant another year; else empty."""
    if not isinstance(day, date) or day >= today:
        return ""
    return f" ({span_text((today - day).days)} ago)"


def parse(text: str, today: date) -> date | None:
    """The date that was typed; None for an empty field. Without a year the nearest one. Raises NoDate."""
    typed = text.strip().casefold()
    if not typed or typed in {"none", "-"}:
        return None
    try:
        found = _parsed(typed, today)
    except (ValueError, OverflowError) as error:
        raise NoDate(f"there is no such date: {_quoted(text)}") from error
    if found is None:
        raise NoDate(with_examples(f"{_quoted(text)} is no date; try {{day}}, fri, +3 or {{iso}}", today))
    return found


def _quoted(text: str) -> str:
    from tui.text import cut  # Here: only a mistake needs it, and commands start with this.

    return cut(text.strip(), _QUOTED)


def since(typed: str, today: date) -> date | None:
    """The day that was typed, to look back to: ``7d``, ``2w``, and days as in fields, but past ones.

    None for an empty text. Raises NoDate.
    """
    word = typed.strip().casefold()
    if match := _AGO.fullmatch(word):
        days = int(match[1]) * (7 if match[2] == "w" else 1)
        return today - timedelta(days=min(days, 36_500))
    found = parse(typed, today)
    if found is None or found <= today:
        return found
    if word.isalpha() and word[:3] in _DAYS:
        return found - timedelta(days=7)
    if _NAMED.fullmatch(word) and not word[-4:].isdecimal():
        return found.replace(year=found.year - 1)
    raise NoDate(f"{found.day} {found:%b %Y} is still to come")


def _parsed(typed: str, today: date) -> date | None:
    if typed in _NEAR:
        return today + timedelta(days=_NEAR[typed])
    if match := _SHIFT.fullmatch(typed):
        return today + timedelta(days=int(match[1]) * (7 if match[2] == "w" else 1))
    if match := _ISO.fullmatch(typed):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if typed[:3] in _DAYS and typed.isalpha():
        ahead = (_DAYS.index(typed[:3]) - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    if match := _NEXT.fullmatch(typed):
        monday = today + timedelta(days=7 - today.weekday())
        return monday + timedelta(days=_DAYS.index(match[1])) if match[1] in _DAYS else monday
    match = _NAMED.fullmatch(typed)
    if match is None or match[2][:3] not in _MONTHS:
        return None
    month = _MONTHS.index(match[2][:3]) + 1
    if match[3]:
        return date(int(match[3]), month, int(match[1]))
    return _nearest(month, int(match[1]), today)


def _nearest(month: int, day: int, today: date) -> date:
    """That day of the year next to today: a cost of last week is no cost of next year. Raises ValueError."""
    found = []
    for year in (today.year + 1, today.year, today.year - 1):
        with suppress(ValueError):
            found.append(date(year, month, day))
    if not found:
        raise ValueError("there is no such day in these years")
    return min(found, key=lambda one: abs(one - today))
