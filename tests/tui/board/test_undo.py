"""Undo on the board: what it says, and where the cursor is then."""

from __future__ import annotations

from pathlib import Path

from tests.tui.board.open_board import column, number
from tests.tui.pages import running


async def test_undo_and_redo_say_what_they_did(path: Path) -> None:
    async with running(path) as driver:
        before = column(driver, "Doing")
        await driver.press("3", "L", "u")
        assert driver.status.startswith("undone: ATLAS-12 ")
        assert driver.status.endswith("U redo")
        assert column(driver, "Doing") == before
        await driver.press("U")
        assert driver.status.startswith("redone: ATLAS-12 ")
        assert column(driver, "Review")[-1] == "Shadow ledger for the pilot branches"


async def test_nothing_to_undo_is_a_sentence(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("u")
        assert driver.status.startswith("! ")


async def test_after_undo_the_cursor_is_on_the_card_that_came_back(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("3", "j")
        moved = number(driver)
        await driver.press("L", "1", "G", "u")
        assert number(driver) == moved
        await driver.press("c")
        assert driver.status.startswith(f"ATLAS-{moved} ")
        await driver.press("u", "U", "1", "u")
        assert number(driver) == moved


async def test_after_undo_of_several_the_cursor_is_on_the_first_of_them_in_sight(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("1", "G", "space", "k", "space")
        first = number(driver)
        await driver.press("m", "D", "o", "n", "e", "enter", "g", "2", "u")
        assert number(driver) == first
        lane = driver.app.screen.board.lane(0)  # type: ignore[attr-defined]
        assert any(
            f" {first} " in line[: lane.size.width] or line.startswith(f"▌{first} ") for line in driver.lines
        )
        await driver.press("5", "U")
        assert number(driver) == first


async def test_after_undo_of_an_archive_the_cursor_is_on_the_card(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("2", "G")
        gone = number(driver)
        await driver.press("x")
        assert number(driver) != gone
        await driver.press("1", "u")
        assert number(driver) == gone


async def test_undo_of_what_is_on_another_board_leaves_the_cursor(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "x", "]", "n", "o", "k", "enter", "escape", "u", "[", "3", "j")
        before = number(driver)
        await driver.press("]", "U", "[")
        assert number(driver) == before
