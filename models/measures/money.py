"""Money: integer minor units and an ISO 4217 currency; different currencies are never added up."""

from __future__ import annotations


class MoneyError(ValueError):
    """An amount or a currency that cannot be read; the message says what is allowed."""


def decimals(currency: str) -> int:
    """Return the currency's decimals (ISO 4217); raises MoneyError for an unknown code."""
    raise NotImplementedError


def parse_amount(text: str, currency: str) -> int:
    """Read exact decimal text such as ``1500000`` or ``12.5`` into minor units; raises MoneyError."""
    raise NotImplementedError


def amount_text(minor: int, currency: str) -> str:
    """For people: ``1,500,000.00 EUR``."""
    raise NotImplementedError


def short_amount(minor: int, currency: str) -> str:
    """For people, in a narrow column: ``1.61 M``, ``950 k``, ``12.50``."""
    raise NotImplementedError


def export_amount(minor: int, currency: str) -> str:
    """For files: exact, without trailing zeros: ``1500000``, ``12.5``."""
    raise NotImplementedError
