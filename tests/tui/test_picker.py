"""Finding by typing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui import samples
from tests.tui.pages import running
from tui.widgets.choosing import Choice, Choosing, matching

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


async def _done(chosen: list[Choice]) -> str | None:
    return None


def test_what_is_said_of_the_choices_stands_in_one_column() -> None:
    choosing = Choosing("project", CHOICES, _done)
    assert choosing.detail_at(72) == 14 + len("Payment interface") + 3
    assert choosing._replace(many=True).detail_at(72) == 16 + len("Payment interface") + 3
    plain = Choosing(
        "by", (Choice(1, "none"), Choice(2, "Budget", "costs"), Choice(3, "a longer name")), _done
    )
    assert plain.detail_at(72) == 2 + len("Budget") + 3


def test_a_long_name_or_a_narrow_list_does_not_push_the_column_out() -> None:
    long = Choice(5, "A name that is so long that it is told alone", "Acme Bank", "OPAL")
    assert Choosing("project", (*CHOICES, long), _done).detail_at(72) == 34
    assert Choosing("project", CHOICES, _done).detail_at(40) < 34


def test_narrow_lists_have_columns_too_where_what_is_said_is_cut_anyway() -> None:
    told = tuple(Choice(at, name, detail="said " * 12) for at, name in enumerate(("Slip", "Next milestone")))
    assert Choosing("sort by", told, _done).detail_at(40) == 2 + len("Next milestone") + 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


async def test_a_list_opens_at_its_top_after_another_one_stood_lower(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("T", *["down"] * 5, "escape", "a")
        top = next(y for y, line in enumerate(driver.lines) if line.startswith(" ATLAS-1 "))
        assert [line.split()[:3] for line in driver.lines[top + 1 : top + 3]] == [
            ["▌✓", "Anna", "anna"],
            ["Ben", "ben"],
        ]


async def test_a_narrow_page_leaves_no_sliver_beside_the_list(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("tab", "s")
        assert driver.app.screen.picker.size.width == 80  # type: ignore[attr-defined]
        await driver.press("escape")
        await driver.pilot.resize_terminal(120, 36)
        await driver.press("s")
        assert driver.app.screen.picker.size.width == 72  # type: ignore[attr-defined]


async def test_the_list_has_an_edge_where_the_page_goes_on(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("tab", "s")
        top = next(y for y, line in enumerate(driver.lines) if line.startswith(" sort by"))
        assert driver.lines[top][46:72] == "  " + "─" * 23 + "│"
        assert {line.ljust(72)[71] for line in driver.lines[top : top + 12]} == {"│"}


async def test_a_list_says_how_much_is_out_of_sight(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("tab", "s", "home")
        picker = driver.app.screen.picker  # type: ignore[attr-defined]
        hidden = len(picker._found) - 10
        assert hidden > 0
        foot = picker.region.bottom - 1
        assert driver.lines[foot].strip() == f"↓ {hidden} more"
        await driver.press(*["down"] * 10)
        assert driver.lines[foot].strip() == f"↑ 1 more   ↓ {hidden - 1} more"
        await driver.press("end")
        assert driver.lines[foot].strip() == f"↑ {hidden} more"


async def test_a_list_that_is_whole_in_sight_says_nothing_below(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("a")
        assert driver.lines[driver.app.screen.picker.region.bottom - 1][:71].strip() == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize("keys", [("comma", *"kind", "enter"), ("comma",)])
async def test_what_is_said_stands_at_one_cell_for_the_longest_name_too(
    path: Path, keys: tuple[str, ...]
) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press(*keys)
        picker: Any = driver.app.screen.picker  # type: ignore[attr-defined]
        told = [choice for choice in picker._choosing.choices if choice.detail]
        assert len(told) > 2
        starts = {
            next(line for line in driver.lines if line[2:].startswith(f"{one.name} ")).index(one.detail[:12])
            for one in told
        }
        assert len(starts) == 1
