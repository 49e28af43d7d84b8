"""A second click opens, however long after the first; the rest of a double click does nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui import samples
from tests.tui.pages import Driver, running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


async def click(driver: Driver, text: str, *, cell: int = 0, times: int = 1) -> None:
    y = next(y for y, line in enumerate(driver.lines) if text in line)
    await driver.pilot.click(offset=(driver.lines[y].index(text) + cell, y), times=times)
    await driver.settle()


def slowly(driver: Driver) -> None:
    """Every click is one of its own, as those that are a second apart."""
    driver.app.CLICK_CHAIN_TIME_THRESHOLD = -1.0


def quickly(driver: Driver) -> None:
    """However slow the machine is, clicks in one place belong together."""
    driver.app.CLICK_CHAIN_TIME_THRESHOLD = 3600.0


async def test_two_slow_clicks_open_a_card_and_change_a_field(path: Path) -> None:
    async with running(path) as driver:
        slowly(driver)
        page = driver.app.screen
        await click(driver, "Freeze window")
        assert not page.details_open  # type: ignore[attr-defined]
        await click(driver, "Freeze window")
        assert page.details_open  # type: ignore[attr-defined]
        await click(driver, "priority ")
        assert not page.prompt.asking
        assert not page.picker.open  # type: ignore[attr-defined]
        await click(driver, "priority ")
        assert page.picker.open  # type: ignore[attr-defined]


async def test_a_double_click_on_the_card_with_the_cursor_opens_it_and_no_field(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        quickly(driver)
        page = driver.app.screen
        title = page.here.title[:10]  # type: ignore[attr-defined]
        await click(driver, title, times=2)
        assert page.details_open  # type: ignore[attr-defined]
        assert not page.prompt.asking
        assert not page.picker.open  # type: ignore[attr-defined]


async def test_two_slow_clicks_open_a_project_of_the_delivery_screen(path: Path) -> None:
    async with running(path) as driver:
        slowly(driver)
        await driver.press("tab")
        await driver.press("G")
        await click(driver, "Ledger migration")
        assert driver.app.current_mode == "delivery"
        await click(driver, "Ledger migration")
        assert driver.app.current_mode == "board"


async def test_a_double_click_on_the_project_with_the_cursor_opens_its_board_and_no_card(path: Path) -> None:
    async with running(path) as driver:
        quickly(driver)
        await driver.press("tab", "g", "j")
        await click(driver, "Ledger migration", times=2)
        assert driver.app.current_mode == "board"
        assert not driver.app.screen.details_open  # type: ignore[attr-defined]


async def test_a_click_on_a_key_of_the_line_presses_it(path: Path) -> None:
    async with running(path) as driver:
        slowly(driver)
        page = driver.app.screen
        await click(driver, "n new", cell=3)
        assert page.board.draft == ""  # type: ignore[attr-defined]
        # The gap before the word is the key's too.
        await click(driver, "esc leave", cell=3)
        assert page.board.draft is None  # type: ignore[attr-defined]
        await click(driver, "n new", cell=1)
        assert page.board.draft == ""  # type: ignore[attr-defined]
        await click(driver, "esc leave")
        assert page.board.draft is None  # type: ignore[attr-defined]
        await click(driver, "enter open", cell=7)
        assert page.details_open  # type: ignore[attr-defined]
        before = page.details.what  # type: ignore[attr-defined]
        # Of two keys with one word each is clicked by itself.
        await click(driver, "j k field", cell=5)
        assert page.details.what == before  # type: ignore[attr-defined]
        await click(driver, "j k field")
        assert page.details.what != before  # type: ignore[attr-defined]
        await click(driver, "j k field", cell=2)
        assert page.details.what == before  # type: ignore[attr-defined]
        await click(driver, "esc close")
        assert not page.details_open  # type: ignore[attr-defined]
        await click(driver, ": find")
        assert page.picker.open  # type: ignore[attr-defined]
