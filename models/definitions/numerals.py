"""Numbers of definition files: from the text that was typed to a value, or a sentence.

A number that other readers of YAML would take for something else (012, 1e3, 12:30, on) is refused, and the
sentence says what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

# Minor units of money are stored in 64 bits; three decimals is the most that a currency in use has.
LARGEST_AMOUNT = Decimal(10) ** 15
LARGEST_NUMBER = 10**12
SMALLEST_NUMBER = 0.000001
"""Except 0, as on the screens."""

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?", re.ASCII)
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,30})", re.ASCII)
_DIGITS = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
SEXAGESIMAL = re.compile(r"[-+]?[0-9]+(?::[0-9]{1,2})+(?:\.[0-9]*)?", re.ASCII)
_EXPONENT = re.compile(r"[-+]?[0-9][0-9_]*\.?[0-9]*[eE][-+]?[0-9]{1,4}", re.ASCII)
_LEADING_ZERO = re.compile(r"[-+]?0+[0-9]+(?:\.[0-9]*)?", re.ASCII)
_RADIX = re.compile(r"[-+]?0[xob][0-9a-fA-F_]+")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:[_, '\u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
_NOT_FINITE = frozenset({".inf", "-.inf", "+.inf", ".nan", "inf", "-inf", "nan", "infinity", "-infinity"})
BOOLEAN_WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false"})


def refused(
    what: str, allowed: str = "", word: str = "", choices: tuple[str, ...] = ()
) -> PydanticCustomError:
    """The error of a value: what is wrong; what is allowed; what `word` may have been meant for."""
    sentence = f"{what}; {allowed}" if allowed else what
    return PydanticCustomError("value", "{what}", {"what": sentence, "word": word, "choices": choices})


def shown(value: object) -> str:
    """A value as it stands in a message: quoted, on one line, clipped."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    line = "".join(part if part.isprintable() else f"\\x{ord(part):02x}" for part in text[:60])
    return f"'{line}…'" if len(text) > 60 else f"'{line}'"


def _number_trap(text: str) -> str:
    """What other readers would make of the text that was typed where a number is expected, or nothing."""
    lower = text.lower()
    if lower in BOOLEAN_WORDS:
        return f"'{text}' is a word for yes or no, not a number"
    if lower in _NOT_FINITE:
        return f"'{text}' is not a finite number"
    if SEXAGESIMAL.fullmatch(text):
        return f"'{text}' is a time of day or a number to the base of 60, depending on the reader"
    if _EXPONENT.fullmatch(text):
        return f"'{text}' is a number to some readers and text to others; write it out{_written_out(text)}"
    if _LEADING_ZERO.fullmatch(text):
        plain = text.lstrip("+-0") or "0"
        return f"'{text}' starts with a zero and is octal to some readers; write {plain}"
    if _RADIX.fullmatch(lower):
        return f"'{text}' is not a decimal number"
    if _GROUPED.fullmatch(text):
        plain = re.sub(r"[^0-9.+-]", "", text)
        return f"'{text}' has separators between its digits; write {plain}"
    return ""


def _written_out(text: str) -> str:
    number = Decimal(text.replace("_", ""))
    if abs(number.adjusted()) > 20:
        return ""
    return f": {number:f}"


def _loosely_written(text: str) -> str:
    if text.endswith("%") and NUMBER.fullmatch(text[:-1].rstrip()):
        return f"'{text}' has a percent sign; write {text[:-1].rstrip()}"
    bare = text.removeprefix("+")
    plain = bare.rstrip(".") if bare.endswith(".") else re.sub(r"^(-?)\.", r"\g<1>0.", bare)
    return f"'{text}' is not written as a number; write {plain}" if NUMBER.fullmatch(plain) else ""


def _numeral(value: Any, pattern: re.Pattern[str], allowed: str) -> str:
    if not isinstance(value, str):
        raise refused(f"expected a number, found {shown(value)}", allowed)
    text = value.strip()
    if pattern.fullmatch(text):
        return text
    if len(text) <= 60:
        trap = _number_trap(text) or (_loosely_written(text) if not NUMBER.fullmatch(text) else "")
        if trap:
            raise refused(trap, allowed)
    if pattern is WHOLE and NUMBER.fullmatch(text):
        raise refused(f"{shown(text)} is not a whole number", allowed)
    if _DIGITS.fullmatch(text):
        raise refused(f"{shown(text)} is out of range", allowed)
    raise refused(f"{shown(value)} is not a number", allowed)


def whole(low: int, high: int, allowed: str = "") -> Callable[[Any], Any]:
    """The reader of whole numbers within bounds; `allowed` words them."""
    sentence = allowed or f"allowed is a whole number from {low:,} to {high:,}"

    def read(value: Any) -> Any:
        number = int(_numeral(value, WHOLE, sentence))
        if not low <= number <= high:
            raise refused(f"{shown(value)} is out of range", sentence)
        return number

    return read


def decimal(low: int, high: int, allowed: str) -> Callable[[Any], Any]:
    """The reader of numbers within bounds; `allowed` words them."""

    def read(value: Any) -> Any:
        number = float(_numeral(value, NUMBER, allowed))
        if not low <= number <= high:
            raise refused(f"{shown(value)} is out of range", allowed)
        if 0 < abs(number) < SMALLEST_NUMBER:
            raise refused(f"{shown(value)} is too small", f"{allowed}; 0, or {SMALLEST_NUMBER:f} and more")
        return number

    return read


def amount(value: Any) -> Any:
    """An exact amount of money; its decimals are judged where its currency is known."""
    allowed = "allowed is an amount such as 1500000 or 99.50"
    number = Decimal(_numeral(value, NUMBER, allowed))
    if abs(number) >= LARGEST_AMOUNT:
        raise refused(f"{shown(value)} is out of range", "allowed are amounts under 1,000,000,000,000,000")
    return number
