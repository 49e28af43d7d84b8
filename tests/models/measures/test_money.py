from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.measures.money import (
    DECIMALS,
    MoneyError,
    amount_text,
    decimals,
    export_amount,
    parse_amount,
    short_amount,
    whole_units,
)


def test_decimals_of_iso_4217() -> None:
    assert [decimals(code) for code in ("EUR", "JPY", "KWD", "CLF", "ISK", "TND")] == [2, 0, 3, 4, 0, 3]
    with pytest.raises(MoneyError, match="ISO 4217"):
        decimals("eur")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1500000", "EUR", 150_000_000),
        ("12.5", "EUR", 1250),
        ("-0.01", "EUR", -1),
        ("0012.500", "EUR", 1250),
        ("7", "JPY", 7),
        ("7.0", "JPY", 7),
        ("1.234", "BHD", 1234),
        ("0", "EUR", 0),
    ],
)
def test_reads_exact_amounts(text: str, currency: str, minor: int) -> None:
    assert parse_amount(text, currency) == minor


@pytest.mark.parametrize(
    "text", ["", "1e3", "1,5", "nan", "0x10", "1.", ".5", "1 000", "١٢", "--1", "9" * 15]
)
def test_refuses_what_is_no_amount(text: str) -> None:
    with pytest.raises(MoneyError):
        parse_amount(text, "EUR")


def test_refuses_more_decimals_than_the_currency_has() -> None:
    with pytest.raises(MoneyError, match="EUR has at most 2 decimals"):
        parse_amount("1.005", "EUR")
    with pytest.raises(MoneyError, match="JPY has no decimals"):
        parse_amount("1.5", "JPY")


def test_message_stays_short_for_long_text() -> None:
    with pytest.raises(MoneyError) as caught:
        parse_amount("x" * 100_000, "EUR")
    assert len(str(caught.value)) < 200


def test_amounts_for_people() -> None:
    assert amount_text(150_000_000, "EUR") == "1,500,000.00 EUR"
    assert amount_text(-5, "KWD") == "-0.005 KWD"
    assert amount_text(1234, "JPY") == "1,234 JPY"


@pytest.mark.parametrize(
    ("minor", "text"),
    [
        (161_290_300, "1.61 M"),
        (150_000_000, "1.50 M"),
        (8_250_000, "82.5 k"),
        (95_000_000, "950 k"),
        (99_950, "999.50"),
        (1200, "12"),
        (-161_290_300, "-1.61 M"),
        (99_999_999, "999 k"),
        (1_000_000, "10.0 k"),
        (999_900, "9.99 k"),
        (10_000_000, "100 k"),
        (0, "0"),
    ],
)
def test_short_amounts(minor: int, text: str) -> None:
    assert short_amount(minor, "EUR") == text


def test_export_has_no_trailing_zeros() -> None:
    assert [export_amount(minor, "EUR") for minor in (150_000_000, 1250, 1205, -1, 0)] == [
        "1500000",
        "12.5",
        "12.05",
        "-0.01",
        "0",
    ]


@given(st.integers(-(10**16) + 1, 10**16 - 1), st.sampled_from(sorted(DECIMALS)))
def test_export_reads_back_the_same(minor: int, currency: str) -> None:
    if abs(minor) < 10 ** (14 + decimals(currency)):
        assert parse_amount(export_amount(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (161_290_323, "EUR", 161_290_300),
        (-161_290_351, "EUR", -161_290_400),
        (99_999, "EUR", 99_999),
        (100_050, "EUR", 100_000),
        (1_234, "JPY", 1_234),
        (1_234_567, "KWD", 1_235_000),
        (999_999, "KWD", 999_999),
    ],
)
def test_worked_out_figures_have_no_cents_from_a_thousand_on(minor: int, currency: str, shown: int) -> None:
    assert whole_units(minor, currency) == shown
