"""Money: integer minor units and an ISO 4217 currency; different currencies are never added up."""

from __future__ import annotations

import re

_WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
_TWO = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD
CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD
MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL
"""
DECIMALS: dict[str, int] = {
    code: count
    for codes, count in ((_WITHOUT, 0), (_TWO, 2), (_THREE, 3), (_FOUR, 4))
    for code in codes.split()
}
"""Decimals of every ISO 4217 currency that has a minor unit, some withdrawn ones of late among them."""

_AMOUNT = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?")
_LONGEST = 14
_WHOLE_FROM = 1_000
_LONGEST_QUOTE = 40
_SCALES = ((12, "T"), (9, "B"), (6, "M"), (3, "k"))


class MoneyError(ValueError):
    """An amount or a currency that cannot be read; the message says what is allowed."""


def decimals(currency: str) -> int:
    """Return the currency's decimals (ISO 4217); raises MoneyError for an unknown code."""
    count = DECIMALS.get(currency)
    if count is None:
        raise MoneyError(f"unknown currency {currency!r}; use an ISO 4217 code such as EUR")
    return count


def parse_amount(text: str, currency: str) -> int:
    """Read exact decimal text such as ``1500000`` or ``12.5`` into minor units.

    Raises MoneyError for anything else than digits with one point, for more decimals than the currency has,
    and for more than 14 digits before the point: the most that fits a database's integer in every currency.
    """
    places = decimals(currency)
    match = _AMOUNT.fullmatch(text.strip())
    shown = repr(text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…")
    if match is None:
        raise MoneyError(f"{shown} is no amount; write digits with a point, such as 1500000 or 12.5")
    sign, whole, fraction = match[1], match[2].lstrip("0"), (match[3] or "").rstrip("0")
    if len(whole) > _LONGEST:
        raise MoneyError(f"{shown} is too large; at most {_LONGEST} digits")
    if len(fraction) > places:
        allowed = "no decimals" if places == 0 else f"at most {places} decimals"
        raise MoneyError(f"{shown} has {len(fraction)} decimals; {currency} has {allowed}")
    minor = int((whole + fraction.ljust(places, "0")) or "0")
    return -minor if sign == "-" else minor


def amount_text(minor: int, currency: str) -> str:
    """For people: ``1,500,000.00 EUR``."""
    sign, whole, fraction = _parts(minor, currency)
    return f"{sign}{int(whole):,}{'.' if fraction else ''}{fraction} {currency}"


def whole_units(minor: int, currency: str) -> int:
    """A figure that was worked out, in minor units, without those that nobody needs: from a thousand units on
    rounded to whole ones, half of one to the even one."""
    unit = int(10 ** decimals(currency))
    return round(minor / unit) * unit if abs(minor) >= _WHOLE_FROM * unit else minor


def short_amount(minor: int, currency: str) -> str:
    """For people, in a narrow column, without the currency: ``1.61 M``, ``82.5 k``, ``999.50``, ``12``."""
    sign, whole, fraction = _parts(minor, currency)
    digits = len(whole)
    for power, letter in _SCALES:
        if digits > power:
            return f"{sign}{_scaled(int(whole), power)} {letter}"
    return f"{sign}{whole}{'.' + fraction if fraction.strip('0') else ''}"


def export_amount(minor: int, currency: str) -> str:
    """For files: exact, without trailing zeros: ``1500000``, ``12.5``."""
    sign, whole, fraction = _parts(minor, currency)
    kept = fraction.rstrip("0")
    return f"{sign}{whole}{'.' if kept else ''}{kept}"


def _parts(minor: int, currency: str) -> tuple[str, str, str]:
    """Split into sign, digits before the point and digits after it."""
    places = decimals(currency)
    digits = str(abs(minor)).rjust(places + 1, "0")
    whole, fraction = (digits[:-places], digits[-places:]) if places else (digits, "")
    return "-" if minor < 0 else "", whole, fraction


def _scaled(whole: int, power: int) -> str:
    """Cut to three digits, rounded down: an amount never reads as more than it is."""
    hundredths = whole * 100 // 10**power
    if hundredths >= 10_000:
        return str(hundredths // 100)
    if hundredths >= 1000:
        return f"{hundredths // 100}.{hundredths // 10 % 10}"
    return f"{hundredths // 100}.{hundredths % 100:02d}"
