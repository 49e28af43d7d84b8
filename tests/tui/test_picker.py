"""Finding by typing."""

from __future__ import annotations

import pytest

from tui.widgets.picker import Choice, matching

CHOICES = (
    Choice(1, "Ledger migration", "Acme Bank", "ATLAS"),
    Choice(2, "Payment interface", "Acme Bank", "BORA"),
    Choice(3, "Atlas of routes", "Northwind", "KITE"),
    Choice(4, "Route planner", "Northwind", "LARK"),
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("", [1, 2, 3, 4]),
        ("atl", [1, 3]),
        ("route", [4, 3]),
        ("north", [3, 4]),
        ("acme pay", [2]),
        ("lgr", [1]),
        ("ATLAS", [1, 3]),
        ("zzz", []),
    ],
)
def test_the_best_comes_first(typed: str, ids: list[int]) -> None:
    assert [choice.id for choice in matching(CHOICES, typed)] == ids
