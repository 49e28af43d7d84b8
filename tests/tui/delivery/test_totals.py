"""Totals of a group: per currency, never added up, never cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
import samples

from models.views.delivery import Group
from tui.delivery.layout import GUTTER, Placed, lay_out
from tui.delivery.paint import group_line, totals

MONEY = (("CHF", 90_000_00, 0), ("EUR", 1_210_000_00, 3_400_000_00), ("JPY", 5_000_000, 4_000_000))


def group(*money: tuple[str, int, int]) -> Group:
    return Group("acme", "Acme Bank", 1, 0, 2, 0, "ATLAS", (samples.ATLAS,), money)


def said(room: int, *money: tuple[str, int, int]) -> str:
    return "".join(text for text, _style in totals(group(*money), room))


def test_costs_of_the_budget() -> None:
    assert said(40, MONEY[1]) == "1.21 M of 3.40 M EUR"


def test_currencies_stand_side_by_side() -> None:
    assert said(80, *MONEY) == "90.0 k CHF   1.21 M of 3.40 M EUR   !5.00 M of 4.00 M JPY"


def test_more_than_the_budget_stands_out() -> None:
    assert ("!5.00 M", "late") in totals(group(*MONEY), 80)


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


def test_without_costs_the_budget_stands_alone() -> None:
    assert said(40, ("AUD", 0, 5_110_000_000_00)) == "budget 5.11 B AUD"


def test_no_money_says_nothing() -> None:
    assert said(40) == ""


@pytest.mark.parametrize(("width", "told"), [(120, True), (80, True), (79, False)])
def test_only_wide_lines_tell_money(width: int, told: bool) -> None:
    parts = group_line(group(MONEY[1]), False, lay_out(width, 5), False)
    text = "".join(text for part in parts for text, _style in part.spans)
    assert ("EUR" in text) is told


@pytest.mark.parametrize(("end", "edge"), [(119, 119), (118, 118), (116, 116), (115, 119), (60, 119)])
def test_money_ends_where_the_last_column_does(end: int, edge: int) -> None:
    laid = lay_out(120, 5)
    last = Placed(laid.placed[-1].column, end - 6, 6)
    assert replace(laid, placed=(*laid.placed[:-1], last)).edge == edge


@pytest.mark.parametrize("here", [False, True])
def test_the_name_of_a_group_is_whole_under_the_cursor_too(here: bool) -> None:
    laid = lay_out(120, 5)
    name = "x" * (laid.project_end - GUTTER - 1)
    part = group_line(group()._replace(name=name), True, laid, here)[2]
    assert part.spans[0][0].strip() == name
    assert part.width >= len(part.spans[0][0])
