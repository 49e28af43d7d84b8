"""Numbers and dates in the sentences of health and attention: one way to write each."""

from __future__ import annotations

from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR_DAYS = 300
_LONGEST_QUOTE = 60


def day_text(day: date, today: date) -> str:
    """``12 Mar``; with the year when it is too far from today to guess it."""
    text = f"{day.day} {_MONTHS[day.month - 1]}"
    return text if abs((day - today).days) <= _NEAR_DAYS else f"{text} {day.year}"


def days_text(days: int) -> str:
    """``+28 d``, ``-3 d``, ``0 d``."""
    return f"{days:+d} d" if days else "0 d"


def ratio_text(value: float, limit: float) -> str:
    """``0.93``; with more digits where two would read as the limit itself."""
    return _beside(value, limit, 2)


def percent_text(share: float, limit: float) -> str:
    """``62 %``; with decimals where none would read as the limit itself."""
    return f"{_beside(round(share * 100, 9), round(limit * 100, 9), 0)} %"


def limit_text(share: float) -> str:
    """A limit as people set it: ``85 %``, ``2.5 %``."""
    return f"{round(share * 100, 6):g} %"


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
