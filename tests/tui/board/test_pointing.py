"""The mouse beside an open panel or field, and panels over panels."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui import samples
from tests.tui.pages import running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "portfolio.db")


async def test_a_click_beside_the_details_closes_them(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "enter")
        assert "description" in driver.text
        await driver.pilot.click(offset=(10, 10))
        await driver.settle()
        assert "description" not in driver.text
        assert "2 Archive" in await driver.shown("j"), "the board has the keys again"


async def test_a_click_beside_a_field_leaves_what_is_typed(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "C")
        await driver.type("half a com")
        await driver.pilot.click(offset=(10, 10))
        await driver.type("ment")
        assert driver.app.screen.writing.text == "half a comment"  # type: ignore[attr-defined]


async def test_a_click_beside_a_new_card_leaves_it_in_its_place(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "n")
        await driver.type("half a ti")
        await driver.pilot.click(offset=(90, 10))
        await driver.type("tle")
        await driver.press("enter", "escape")
        assert "half a title" in driver.text


async def test_help_stands_over_the_details(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "enter", "question_mark")
        assert "to the column on the left" in driver.text
        assert "description" in await driver.shown("escape")
