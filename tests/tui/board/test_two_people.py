"""Two people on one board: what the other one does is shown, and nothing that was typed is lost."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.actions import cards
from tests.tui import samples
from tests.tui.board.open_board import ben, column, here, stored
from tests.tui.pages import running


async def test_another_session_shows_without_losing_the_cursor_or_what_is_typed(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "j", "j", "n")
        await driver.type("half a ti")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.archive(p, card, None))
        while len(column(driver, "Ready")) != 4:
            await driver.pilot.pause(0.05)
        assert column(driver, "Ready")[0] == "Freeze window for the December close"
        assert here(driver) == "Two-person approval"
        assert "▌half a ti" in driver.text


async def test_a_conflict_shows_both_values_to_choose_from(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is long ago has no time of day.
    monkeypatch.setattr("tui.conflict.time", SimpleNamespace(time=samples.NOW.timestamp))
    async with running(path) as driver:
        await driver.press("2", "enter", "enter", "ctrl+u")
        await driver.type("mine")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.edit(p, card, None, title="theirs"))
        await driver.press("enter")
        assert "keep mine: mine" in driver.text
        assert re.search(r" ben changed the title of ATLAS-7 today \d\d:\d\d ", driver.text)
        assert "take theirs: theirs" in driver.text
        await driver.press("enter")
        assert here(driver) == "mine"


async def test_what_was_typed_survives_a_conflict_that_is_not_settled(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "enter", "enter", "ctrl+u")
        await driver.type("mine")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.edit(p, card, None, title="theirs"))
        await driver.press("enter", "escape")
        assert "ATLAS-7 title mine" in driver.status


async def test_a_card_archived_meanwhile_comes_back_with_what_was_typed(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "enter", "enter", "ctrl+u")
        await driver.type("mine")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.archive(p, card, None))
        await driver.press("enter")
        assert "ben archived ATLAS-7" in driver.text
        assert "restore it and keep mine: mine" in driver.text
        await driver.press("enter", "escape")
        assert "mine" in column(driver, "Ready")
    [(archived,)] = stored(path, lambda p: p.store.rows("SELECT archived_at FROM card WHERE title = 'mine'"))
    assert archived is None


async def test_a_card_archived_meanwhile_can_be_left_archived(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "enter", "enter", "ctrl+u")
        await driver.type("mine")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.archive(p, card, None))
        await driver.press("enter", "down", "enter")
        assert "ATLAS-7: left archived" in driver.status
    assert stored(path, lambda p: p.store.rows("SELECT count(*) FROM card WHERE title = 'mine'")) == [(0,)]


async def test_letters_typed_while_a_conflict_is_open_go_back_into_the_field(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "enter", "enter", "ctrl+u")
        await driver.type("mine")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.archive(p, card, None))
        await driver.press("enter")
        await driver.type(" xyz")
        assert "esc goes back to what you typed" in driver.text
        await driver.press("escape")
        assert "ATLAS-7 title mine xyz" in driver.status
