"""Checks of single values: from what a person gave to what a row holds, or InvalidValue with a sentence.

Every check takes the field's name and the value. Nothing here reads the database: what a value refers to is
checked by the action, inside its transaction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from models.actions import values
from models.actions.problems import InvalidValue
from models.measures.money import MoneyError, decimals
from models.text import clean_line, clean_text

Primitive = str | int | float | None
Check = Callable[[str, object], Primitive]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def spoken(field: str) -> str:
    """The field's name as a sentence says it: ``milestone_id`` is milestone, ``wip_limit`` is wip limit."""
    return field.removesuffix("_id").replace("_", " ")


def line(longest: int = values.LINE_LENGTH) -> Check:
    """One line of text that must say something."""

    def check(field: str, value: object) -> str:
        text = clean_line(_typed_text(field, value))
        if not text:
            raise InvalidValue(field, f"{spoken(field)} is empty; it needs some text")
        return _within(field, text, longest)

    return check


def optional_line(field: str, value: object) -> str | None:
    """One line of text, or nothing."""
    if value is None:
        return None
    return _within(field, clean_line(_typed_text(field, value)), values.LINE_LENGTH) or None


def text(field: str, value: object) -> str:
    """Text of several lines that must say something."""
    cleaned = clean_text(_typed_text(field, value))
    if not cleaned.strip():
        raise InvalidValue(field, f"{spoken(field)} is empty; it needs some text")
    return _within(field, cleaned, values.TEXT_LENGTH)


def optional_text(field: str, value: object) -> str | None:
    """Text of several lines, or nothing."""
    if value is None:
        return None
    cleaned = clean_text(_typed_text(field, value))
    return _within(field, cleaned, values.TEXT_LENGTH) if cleaned.strip() else None


def one_of(choices: tuple[str, ...]) -> Check:
    """One of the words that the field knows."""

    def check(field: str, value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        allowed = ", ".join(choices)
        raise InvalidValue(field, f"{spoken(field)} cannot be {shown(value)}; allowed is {allowed}")

    return check


def matching(pattern: str, allowed: str) -> Check:
    """A key."""
    whole = re.compile(pattern, re.ASCII)

    def check(field: str, value: object) -> str:
        if isinstance(value, str) and whole.fullmatch(value):
            return value
        raise InvalidValue(field, f"{shown(value)} is not a {spoken(field)}; allowed are {allowed}")

    return check


project_key = matching(
    values.PROJECT_KEY, "1 to 10 characters: a capital letter, then capital letters and digits"
)
other_key = matching(
    values.OTHER_KEY, "1 to 60 characters: letters without accents, digits, '.', '_' and '-'"
)


def whole(low: int, high: int) -> Check:
    """A whole number, both ends included."""

    def check(field: str, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise InvalidValue(
            field,
            f"{spoken(field)} cannot be {shown(value)}; allowed is a whole number from {low:,} to {high:,}",
        )

    return check


def number(low: int, high: int) -> Check:
    """A number, both ends included; what is not finite is outside of any range."""

    def check(field: str, value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            if 0 < abs(value) < values.SMALLEST_NUMBER:
                smallest = f"{values.SMALLEST_NUMBER:f}"
                raise InvalidValue(
                    field,
                    f"{spoken(field)} cannot be {shown(value)}; allowed is 0, or a number from {smallest} on",
                )
            return float(value)
        raise InvalidValue(
            field, f"{spoken(field)} cannot be {shown(value)}; allowed is a number from {low:,} to {high:,}"
        )

    return check


def amount(field: str, value: object) -> int:
    """Money in minor units; the currency is the project's."""
    return int(whole(-values.LARGEST_AMOUNT, values.LARGEST_AMOUNT)(field, value) or 0)


def cost(field: str, value: object) -> int:
    """Money in minor units that cannot be below zero."""
    return int(whole(0, values.LARGEST_AMOUNT)(field, value) or 0)


def currency(field: str, value: object) -> str:
    """An ISO 4217 code."""
    code = _typed_text(field, value).strip().upper()
    try:
        decimals(code)
    except MoneyError as error:
        raise InvalidValue(field, str(error)) from error
    return code


def day(field: str, value: object) -> str:
    """A date, as ISO text; takes a date or such text."""
    if isinstance(value, datetime):
        raise InvalidValue(
            field, f"{spoken(field)} is a date, not a time; such as {value.date().isoformat()}"
        )
    if isinstance(value, date):
        return value.isoformat()
    typed = _typed_text(field, value).strip()
    if not _DATE.fullmatch(typed):
        raise InvalidValue(
            field, f"{spoken(field)} cannot be {shown(value)}; allowed is a date such as 2026-09-01"
        )
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError as error:
        raise InvalidValue(field, f"the date {typed} does not exist") from error


def truth(field: str, value: object) -> int:
    """Yes or no, as 1 or 0."""
    if isinstance(value, bool) or (isinstance(value, int) and value in (0, 1)):
        return int(value)
    raise InvalidValue(field, f"{spoken(field)} cannot be {shown(value)}; allowed is yes or no")


def optional(check: Check) -> Check:
    """The same, or nothing; an empty text is nothing too."""

    def checked(field: str, value: object) -> Primitive:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        return check(field, value)

    return checked


def cleared_to(default: Primitive, check: Check) -> Check:
    """The same; clearing the field gives it its default."""

    def checked(field: str, value: object) -> Primitive:
        if value is None or (isinstance(value, str) and not value.strip()):
            return default
        return check(field, value)

    return checked


def word(choices: tuple[str, ...]) -> Check:
    """One of the words that the field knows; cleared, the first of them."""
    return cleared_to(choices[0], one_of(choices))


def shown(value: object) -> str:
    """A value as a sentence quotes it: on one line, clipped."""
    if value is None:
        return "nothing"
    plain = clean_line(str(value))
    return f"'{plain[:39]}…'" if len(plain) > 40 else f"'{plain}'"


def _typed_text(field: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise InvalidValue(field, f"{spoken(field)} cannot be {shown(value)}; it needs text")


def _within(field: str, cleaned: str, longest: int) -> str:
    if len(cleaned) <= longest:
        return cleaned
    raise InvalidValue(field, f"{spoken(field)} has {len(cleaned):,} characters; {longest:,} is the most")
