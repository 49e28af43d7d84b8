"""Amounts as people type them: whatever has one meaning is read, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.measures.money import DECIMALS, MoneyError, amount_text, decimals, export_amount
from models.measures.typed_amount import read_amount


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("12,500", "EUR", 1_250_000),
        ("12 500", "EUR", 1_250_000),
        ("12\u202f500", "EUR", 1_250_000),
        ("12'500", "CHF", 1_250_000),
        ("12\u2019500.50", "CHF", 1_250_050),
        ("12_500", "EUR", 1_250_000),
        ("1,500,000.00 EUR", "EUR", 150_000_000),
        ("€ 1.5k", "EUR", 150_000),
        ("1.5K", "EUR", 150_000),
        ("2m", "EUR", 200_000_000),
        ("1.61 M", "EUR", 161_000_000),
        ("1.23456k", "EUR", 123_456),
        ("1,500k", "EUR", 150_000_000),
        ("$12", "CAD", 1_200),
        ("12 €", "EUR", 1_200),
        ("EUR 12", "EUR", 1_200),
        ("-12,500", "EUR", -1_250_000),
        ("\u2212 5", "EUR", -500),
        ("+5", "EUR", 500),
        (".5", "EUR", 50),
        ("0.500", "EUR", 50),
        ("1.50", "EUR", 150),
        ("1,250.500", "EUR", 125_050),
        ("1.500", "KWD", 1_500),
        ("1,500", "JPY", 1_500),
        (" 7 ", "JPY", 7),
    ],
)
def test_what_has_one_meaning_is_read(typed: str, currency: str, minor: int) -> None:
    assert read_amount(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "currency", "sentence"),
    [
        ("1.500", "EUR", "1.500 may mean 1500 or 1.5: write it so"),
        ("12.345", "EUR", "12.345 may mean 12345: write it so"),
        ("2.000", "EUR", "2.000 may mean 2000 or 2: write it so"),
        ("1.500", "JPY", "1.500 may mean 1500: write it so"),
        ("1.500k", "KWD", "1.500k may mean 1500k or 1.5k: write it so"),
        ("1,5", "EUR", "1,5 is written 1.5 here, with a point"),
        ("0,500", "EUR", "0,500 is written 0.500 here, with a point"),
        ("1,5k", "EUR", "1,5k is written 1.5k here, with a point"),
        ("1.500.000", "EUR", "1.500.000 is written 1500000 here"),
        ("1.500,50", "EUR", "1.500,50 is written 1500.50 here"),
        ("12 USD", "EUR", "12 USD: amounts are in EUR here"),
        ("$12", "EUR", "$12: amounts are in EUR here"),
        ("1,50,000", "EUR", "1,50,000 is no amount; write one such as 1500000, 1,500,000, 12.5 or 1.5k"),
        ("1.5", "JPY", "'1.5' has 1 decimals; JPY has no decimals"),
    ],
)
def test_what_could_be_meant_otherwise_is_refused_with_how_to_write_it(
    typed: str, currency: str, sentence: str
) -> None:
    with pytest.raises(MoneyError) as caught:
        read_amount(typed, currency)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "typed",
    ["", "ten", "1e6", "1,5000", "1,500 000", "12 5", "1 . 5", "١٢", "--1", "k", "1kk", "1.5.5", "5."],
)
def test_anything_else_is_no_amount(typed: str) -> None:
    with pytest.raises(MoneyError):
        read_amount(typed, "EUR")


AMOUNTS = st.integers(-(10**16) + 1, 10**16 - 1)
CURRENCIES = st.sampled_from(sorted(DECIMALS))


@given(AMOUNTS, CURRENCIES, st.sampled_from([",", " ", "'", "_", "\u00a0", "\u2019", "\u202f"]))
def test_an_amount_reads_as_it_is_shown_with_any_separator(minor: int, currency: str, mark: str) -> None:
    if abs(minor) < 10 ** (14 + decimals(currency)):
        shown = amount_text(minor, currency).replace(",", mark)
        assert read_amount(shown, currency) == minor


@given(AMOUNTS, CURRENCIES)
def test_an_amount_that_stands_in_its_field_reads_as_it_is(minor: int, currency: str) -> None:
    if abs(minor) < 10 ** (14 + decimals(currency)):
        assert read_amount(export_amount(minor, currency), currency) == minor


@given(st.text(alphabet="0123456789.,_' kmEUR€-+", max_size=14), CURRENCIES)
def test_what_is_read_has_the_digits_that_were_typed(typed: str, currency: str) -> None:
    try:
        minor = read_amount(typed, currency)
    except MoneyError:
        return
    digits = re.sub("[^0-9]", "", typed).strip("0")
    assert str(abs(minor)).strip("0") == digits
    if not re.search("[km]", typed):
        whole = re.sub("[^0-9]", "", typed.partition(".")[0])
        assert abs(minor) // 10 ** decimals(currency) == int(whole or "0")
