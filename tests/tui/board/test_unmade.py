"""The field of a new card that is left: nothing stands there as if a card were made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui import samples
from tests.tui.pages import running
from tui.passages import Place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


@pytest.mark.parametrize("leave", ["escape", "ctrl+c"])
async def test_a_title_that_is_left_is_no_card_and_that_is_said(path: Path, leave: str) -> None:
    async with running(path) as driver:
        await driver.press("2", "n", *"half", leave)
        assert driver.status == 'no card was made of "half"'


@pytest.mark.parametrize("leave", ["escape", "enter"])
async def test_an_empty_title_that_is_left_leaves_nothing_said(path: Path, leave: str) -> None:
    async with running(path) as driver:
        await driver.press("2", "n")
        assert driver.status == "new card in Ready"
        await driver.press("space", leave)
        assert driver.status == ""


async def test_a_card_that_was_added_before_stays_told(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "n", *"Tea", "enter", "escape")
        assert " added" in driver.status


async def test_a_title_that_had_been_kept_stays_kept(path: Path) -> None:
    async with running(path) as driver:
        app: Any = driver.app
        # Whose drafts these are is known now.
        await driver.press("2", "B")
        page = app.screen
        place = Place("new card in Ready", "new card", "ATLAS", page.board.stack.view.id)
        assert app.drafts.keep(place, "half")
        await driver.press("B", "enter")
        assert page.board.draft == "half"
        await driver.press("escape")
        assert driver.status.startswith('no card was made of "half"')
        assert "B offers the text again" in driver.status
        assert [one.text for one in app.drafts.found()] == ["half"]
