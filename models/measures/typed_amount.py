"""Amounts as people type and paste them: separators, a currency, ``k`` and ``m``; what could mean two things
is not guessed."""

from __future__ import annotations

import re

from models.measures.money import MoneyError, decimals, parse_amount

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_LIKE = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2212": "-"})
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "BRL", "ARS", "CLP", "COP"})
_SIGNS = {
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "¥": frozenset({"JPY", "CNY"}),
    "₹": frozenset({"INR"}),
    "$": _DOLLARS,
}
_NAMED = re.compile(
    r"(?P<before>[A-Z]{3}|[€£¥₹$])? ?(?P<number>.*?) ?(?P<behind>[A-Z]{3}|[€£¥₹$])?", re.ASCII
)
_NUMBER = re.compile(r"(?P<sign>[+-]?) ?(?P<digits>[0-9.,_' ]*[0-9]) ?(?P<scale>[kKmM]?)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([,_' ])[0-9]{3}(?:\1[0-9]{3})*(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]*(?:\.[0-9]+)?")
_EITHER = re.compile(r"([1-9][0-9]{0,2})\.([0-9]{3})")
_POINTS = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]+)|([1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})")
_COMMA = re.compile(r"([0-9]+),([0-9]+)")
_PLACES = {"": 0, "k": 3, "m": 6}
_LONGEST_QUOTE = 30

HOW = "such as 1500000, 1,500,000, 12.5 or 1.5k"
"""How an amount is written, in few words."""


def read_amount(text: str, currency: str) -> int:
    """Read what a person typed into minor units.

    Thousands may be parted by commas, spaces, apostrophes or underscores, all alike and in threes; decimals
    stand behind a point; ``k`` and ``m`` are thousands and millions; the currency may stand on either side.
    Raises MoneyError, with a sentence that says how to write it, for anything else and for what could mean
    two amounts, such as ``1.500`` where two decimals are known.
    """
    typed = _SPACES.sub(" ", text.translate(_LIKE)).strip()
    shown = typed if len(typed) <= _LONGEST_QUOTE else f"{typed[:_LONGEST_QUOTE]}…"
    number = _without_currency(typed, shown, currency)
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise MoneyError(f"{shown} is no amount; write one {HOW}")
    digits, scale = match["digits"], match["scale"].lower()
    _refuse_two_meanings(digits, match["scale"], decimals(currency))
    if _GROUPED.fullmatch(digits):
        digits = re.sub("[,_' ]", "", digits)
    if not _PLAIN.fullmatch(digits):
        raise MoneyError(f"{shown} is no amount; write one {HOW}")
    return parse_amount(match["sign"] + _scaled(digits, _PLACES[scale]), currency)


def _without_currency(typed: str, shown: str, currency: str) -> str:
    match = _NAMED.fullmatch(typed)
    if match is None:
        return typed
    for named in (match["before"], match["behind"]):
        if named is not None and named != currency and currency not in _SIGNS.get(named, ()):
            raise MoneyError(f"{shown}: amounts are in {currency} here")
    return match["number"]


def _refuse_two_meanings(digits: str, scale: str, places: int) -> None:
    """Points may part thousands and commas decimals, where people learned it so."""
    if either := _EITHER.fullmatch(digits):
        whole, fraction = either[1], either[2].rstrip("0")
        if not scale and places >= len(either[2]):
            return
        decimal = f"{whole}.{fraction}" if fraction else whole
        other = f" or {decimal}{scale}" if scale or len(fraction) <= places else ""
        raise MoneyError(f"{digits}{scale} may mean {whole}{either[2]}{scale}{other}: write it so")
    if points := _POINTS.fullmatch(digits):
        whole = (points[1] or points[3]).replace(".", "")
        fraction = f".{points[2]}" if points[2] else ""
        raise MoneyError(f"{digits}{scale} is written {whole}{fraction}{scale} here")
    if (comma := _COMMA.fullmatch(digits)) and not _GROUPED.fullmatch(digits):
        raise MoneyError(f"{digits}{scale} is written {comma[1]}.{comma[2]}{scale} here, with a point")


def _scaled(digits: str, places: int) -> str:
    """The digits with their point so many places further on: exact, whatever their number."""
    whole, _, fraction = digits.partition(".")
    moved, rest = fraction[:places].ljust(places, "0"), fraction[places:].rstrip("0")
    return f"{whole or '0'}{moved}" + (f".{rest}" if rest else "")
