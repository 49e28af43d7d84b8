"""Numbers and dates in the sentences of health and attention: one way to write each."""

from __future__ import annotations

import math
from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NEAR_DAYS = 300
_THIS_WEEK = 7
"""Days within which a weekday says which day is meant."""
_LONGEST_QUOTE = 60
_MOST_DAYS = 999
_BAD = {"from": "below", "up to": "above", "below": "from"}
"""How a value that is not good enough stands to its limit."""


def day_text(day: date, today: date) -> str:
    """``12 Mar``; with the year when it is too far from today to guess it."""
    text = f"{day.day} {_MONTHS[day.month - 1]}"
    return text if abs((day - today).days) <= _NEAR_DAYS else f"{text} {day.year}"


def weekday_text(day: date, today: date) -> str:
    """The same with its weekday when it is near: ``Fri 4 Dec``."""
    text = day_text(day, today)
    return f"{_WEEKDAYS[day.weekday()]} {text}" if abs((day - today).days) < _THIS_WEEK else text


def span_text(days: int) -> str:
    """``28 d``; past 999 days years, ``6.4 y``: the one rule for a long time, on screens and in reports."""
    return f"{days} d" if abs(days) <= _MOST_DAYS else f"{days / 365.25:.1f} y"


def days_text(days: int) -> str:
    """``+28 d``, ``-3 d``, ``0 d``, ``+6.4 y``."""
    return f"{'+' if days > 0 else ''}{span_text(days)}"


def age_text(days: float) -> str:
    """How long something takes or took, in days that have begun: ``<1 d`` for 24 hours, then ``2 d``.

    The one rule for an age, a cycle or lead time and a block, on screens, in a shell and in reports; data
    keeps the exact days.
    """
    return "<1 d" if days < 1 else span_text(math.ceil(days))


def ratio_text(value: float, limit: float) -> str:
    """``0.93``; with more digits where two would read as the limit itself."""
    return _beside(value, limit, 2)


def percent_text(share: float, limit: float) -> str:
    """``62 %``; with decimals where none would read as the limit itself."""
    return f"{_beside(round(share * 100, 9), round(limit * 100, 9), 0)} %"


def limit_text(share: float) -> str:
    """A limit as people set it: ``85 %``, ``2.5 %``."""
    return f"{round(share * 100, 6):g} %"


def threshold_text(letter: str, green: str, amber: str, good: str = "from") -> str:
    """Which limit made it what it is: ``red below 50 %``, ``amber above 1.10``, ``green from 85 %``.

    ``good``: how a good value stands to its limit: ``from``, ``up to`` or ``below``.
    """
    if letter == "G":
        return f"green {good} {green}"
    bad = _BAD[good]
    return f"red {bad} {amber}" if letter == "R" else f"amber {bad} {green}"


def quoted(text: str) -> str:
    """Put a title in quotation marks, shortened when long."""
    return f'"{text}"' if len(text) <= _LONGEST_QUOTE else f'"{text[: _LONGEST_QUOTE - 1]}…"'


def count_text(count: int, one: str, many: str = "") -> str:
    """``1 card``, ``2 cards``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def _beside(value: float, limit: float, decimals: int) -> str:
    for digits in range(decimals, decimals + 6):
        # Adding 0 turns a minus zero into a plain one.
        text = f"{round(value, digits) + 0.0:.{digits}f}"
        if value == limit or float(text) != limit:
            return text
    return text
