"""A key that means nothing is told, once; a click shows a column out of sight; a filter hides no health."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui.pages import Driver, running
from tui.board.head import HeadLine, Sides
from tui.widgets import typed_ahead


@pytest.mark.parametrize("keys", [["Q"], ["enter", "Q"], ["O", "Q"], ["W", "Q"], ["O", "9", "Q"]])
async def test_a_key_that_means_nothing_is_told_with_the_key_that_tells_the_others(
    ledger: Path, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed_ahead, "BURST", -1.0)
    async with running(ledger) as driver:
        await driver.press("2", *keys)
        assert driver.status == "Q means nothing here    ? keys"
        await driver.press("question_mark")
        assert "esc close" in driver.lines[-1]


async def test_letters_typed_behind_it_at_once_are_no_commands_and_say_nothing(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed_ahead, "BURST", 3600.0)
    async with running(ledger) as driver:
        await driver.press("2", "Q")
        told = prompt(driver).told
        sequence = await driver.app.session.call(lambda p: p.store.last_sequence())
        await driver.press(*"xLcZ!", "enter")
        assert prompt(driver).told == told
        assert await driver.app.session.call(lambda p: p.store.last_sequence()) == sequence
        await driver.press("right")
        assert driver.app.screen.board.at == 2  # type: ignore[attr-defined]


def prompt(driver: Driver) -> Any:
    return driver.app.screen.prompt  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(80, 24), (100, 24)])
async def test_a_click_on_a_column_out_of_sight_goes_there(ledger: Path, size: tuple[int, int]) -> None:
    async with running(ledger, size=size) as driver:
        page: Any = driver.app.screen
        await driver.press("1")
        line = driver.lines[1]
        await driver.pilot.click(Sides, offset=(line.index("Done") + 1, 0))
        await driver.settle()
        assert page.board.stack.view.name == "Done"
        line = driver.lines[1]
        await driver.pilot.click(Sides, offset=(line.index("‹"), 0))
        await driver.settle()
        assert page.board.at == len(page.deck.stacks) - 1 - len(page.board.fitted.columns)
        await driver.press("1", "n", *"half")
        await driver.pilot.click(Sides, offset=(driver.lines[1].index("Done") + 1, 0))
        await driver.settle()
        assert (page.board.at, page.board.draft) == (0, "half")


@pytest.mark.parametrize("size", [(40, 24), (60, 24), (80, 24), (120, 36)])
async def test_a_filter_leaves_the_health_and_the_limits_in_sight(
    ledger: Path, size: tuple[int, int]
) -> None:
    async with running(ledger, size=size) as driver:
        await driver.whole()
        await driver.press("2", "slash", *"ben", "enter")
        page: Any = driver.app.screen
        health = page.query_one(HeadLine).head.health
        assert health == "A?"
        assert f" {health}" in driver.lines[0]
        assert "/ben" in driver.lines[0]
        assert " of 5/6" in driver.text
