"""Keys for one card, while cards are marked: they say so, and change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui.board.open_board import here
from tests.tui.pages import Driver, running
from tui.board.board import Board
from tui.widgets import typed_ahead

KEYS = [*"eEJKCtbX"]


@pytest.fixture
def slow_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every key comes long after the one before it."""
    monkeypatch.setattr(typed_ahead, "BURST", -1.0)


async def last(driver: Driver) -> int:
    return await driver.app.session.call(lambda p: p.store.last_sequence())


def marks(driver: Driver) -> set[int]:
    return set(driver.app.screen.deck.marks)  # type: ignore[attr-defined]


def open_fields(driver: Driver) -> tuple[bool, bool]:
    page: Any = driver.app.screen
    return page.prompt.asking, page.picker.open


@pytest.mark.usefixtures("slow_hands")
@pytest.mark.parametrize("key", KEYS)
async def test_a_key_for_one_card_says_so_and_changes_nothing(ledger: Path, key: str) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "v", "j")
        before, marked = await last(driver), marks(driver)
        await driver.press(key)
        assert driver.status == f"! 2 marked: {key} is for one card    esc drops the marks"
        assert open_fields(driver) == (False, False)
        assert (await last(driver), marks(driver)) == (before, marked)


@pytest.mark.usefixtures("slow_hands")
@pytest.mark.parametrize("key", KEYS)
async def test_a_key_for_one_card_does_not_pass_over_another_that_is_marked(ledger: Path, key: str) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "space", "j")
        before = await last(driver)
        await driver.press(key)
        said = f"! another card is marked: {key} is for the one under the cursor    esc drops the mark"
        assert driver.status == said
        assert open_fields(driver) == (False, False)
        assert await last(driver) == before


@pytest.mark.usefixtures("slow_hands")
async def test_the_key_works_when_the_marks_are_dropped(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "v", "j", "t", "escape")
        assert marks(driver) == set()
        await driver.press("e")
        assert open_fields(driver) == (False, True)


@pytest.mark.usefixtures("slow_hands")
async def test_an_action_of_the_palette_without_a_key_is_refused_too(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "v", "j")
        before = await last(driver)
        driver.app.keymap.keys_of = lambda key_id: []  # type: ignore[method-assign]
        await driver.app.screen.action_tag()  # type: ignore[attr-defined]
        assert driver.app.screen.prompt.message.text == "2 marked: this is for one card"  # type: ignore[attr-defined]
        assert await last(driver) == before


async def test_a_card_that_is_marked_alone_is_the_one_under_the_cursor(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "space", "e")
        assert open_fields(driver) == (False, True)
        assert "service class" in driver.text


async def test_marks_are_told_also_where_the_column_of_the_cursor_is_empty(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "v", "j", "v", "slash", *"freeze", "enter")
        await driver.press("1", "t")
        assert here(driver) == ""
        assert driver.status == "! 2 marked: t is for one card    esc drops the marks"


async def test_the_name_that_is_typed_behind_the_key_is_no_command(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed_ahead, "BURST", 3600.0)
    async with running(ledger) as driver:
        await driver.press("2", "v", "j")
        before, marked = await last(driver), marks(driver)
        await driver.press("t", *"dorax", "enter")
        assert driver.status == "! 2 marked: t is for one card    esc drops the marks"
        assert (await last(driver), marks(driver)) == (before, marked)
        assert driver.app.screen.query_one(Board).draft is None


@pytest.mark.usefixtures("slow_hands")
async def test_the_details_of_a_card_are_about_that_card_whatever_is_marked(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "v", "j", "enter", "t")
        assert open_fields(driver) == (False, True)
        assert "is for one card" not in driver.text
