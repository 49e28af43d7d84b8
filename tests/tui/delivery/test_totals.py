"""Totals of a group: per currency, never added up, never cut."""

from __future__ import annotations

import pytest
import samples

from models.views.delivery import Group
from tui.delivery.columns import lay_out
from tui.delivery.paint import group_line, totals

MONEY = (("CHF", 90_000_00, 0), ("EUR", 1_210_000_00, 3_400_000_00), ("JPY", 5_000_000, 4_000_000))


def group(*money: tuple[str, int, int]) -> Group:
    return Group("acme", "Acme Bank", 1, 0, 2, 0, "ATLAS", (samples.ATLAS,), money)


def said(room: int, *money: tuple[str, int, int]) -> str:
    return "".join(text for text, _style in totals(group(*money), room))


def test_costs_of_the_budget() -> None:
    assert said(40, MONEY[1]) == "1.21 M of 3.40 M EUR"


def test_currencies_stand_side_by_side() -> None:
    assert said(80, *MONEY) == "90.0 k CHF   1.21 M of 3.40 M EUR   5.00 M of 4.00 M JPY"


def test_more_than_the_budget_stands_out() -> None:
    assert ("5.00 M", "late") in totals(group(*MONEY), 80)


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (38, "90.0 k CHF   1.21 M of 3.40 M EUR   +1"),
        (37, "90.0 k CHF   +2"),
        (14, ""),
    ],
)
def test_what_does_not_fit_is_counted(room: int, shown: str) -> None:
    assert said(room, *MONEY) == shown


def test_no_money_says_nothing() -> None:
    assert said(40) == ""


@pytest.mark.parametrize(("width", "told"), [(120, True), (100, True), (99, False)])
def test_only_wide_lines_tell_money(width: int, told: bool) -> None:
    parts = group_line(group(MONEY[1]), False, lay_out(width, 5), False)
    text = "".join(text for part in parts for text, _style in part.spans)
    assert ("EUR" in text) is told
