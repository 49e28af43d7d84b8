"""What is typed into the fields of the forms, and how values are shown there."""

from __future__ import annotations

from datetime import date

import pytest

from models.views.names import Named
from tui.project import fields
from tui.project.fields import Chosen, Picked, Setting, Truth, shown

SETTING = Setting(date(2026, 11, 23), "EUR")
AMOUNT = fields.amount("amount", "amount")


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1500000", 150_000_000),
        ("1,500,000.00 EUR", 150_000_000),
        ("1 250.5", 125_050),
        ("1'250", 125_000),
        ("-12.5", -1_250),
        ("1.5k", 150_000),
        ("  ", None),
    ],
)
def test_amounts(typed: str, minor: int | None) -> None:
    assert AMOUNT.read(typed, SETTING) == minor


@pytest.mark.parametrize("typed", ["12,5", "1,50,000", "12.345", "ten", "1e6", "1,5000", "12 USD"])
def test_an_amount_is_never_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is no amount|is written|may mean|are in EUR"):
        AMOUNT.read(typed, SETTING)


def test_an_amount_without_decimals() -> None:
    yen = Setting(SETTING.today, "JPY")
    assert AMOUNT.read("1,500", yen) == 1_500
    assert AMOUNT.show(1_500, yen) == "1500"
    assert AMOUNT.show(None, yen) == ""


def test_numbers_and_dates() -> None:
    whole, decimal, day = (
        fields.whole("impact", "impact", ""),
        fields.decimal("percent", "share", ""),
        fields.day("due", "due"),
    )
    assert (whole.read(" 5 ", SETTING), whole.read("", SETTING)) == (5, None)
    assert (decimal.read("62,5 %", SETTING), decimal.show(62.5, SETTING)) == (62.5, "62.5")
    assert (day.read("+3", SETTING), day.show(date(2026, 12, 1), SETTING)) == (
        date(2026, 11, 26),
        "2026-12-01",
    )
    for field, typed in (
        (whole, "five"),
        (whole, "5.5"),
        (whole, "9" * 40),
        (decimal, "half"),
        (day, "soon"),
    ):
        with pytest.raises(ValueError):
            field.read(typed, SETTING)


def test_a_text_keeps_its_lines() -> None:
    text = fields.text("why", "why")
    assert text.show("one\n\ntwo", SETTING) == "one⏎⏎two"
    assert text.read("one⏎⏎two ", SETTING) == "one\n\ntwo"
    assert text.read("   ", SETTING) is None


def test_values_of_the_other_fields() -> None:
    assert shown(Truth("commitment", "promised"), True, SETTING) == "yes"
    assert shown(Truth("commitment", "promised"), 0, SETTING) == "no"
    assert shown(Picked("owner_id", "owner", "people"), Named(1, "anna", "Anna Ruiz"), SETTING) == "Anna Ruiz"
    assert shown(Picked("owner_id", "owner", "people"), None, SETTING) == ""
    assert shown(Chosen("state", "state", ("open",)), "open", SETTING) == "open"
