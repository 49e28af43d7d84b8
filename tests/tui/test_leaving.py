"""Leaving, and keys that come before a page is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.widget import MountError

from models.portfolio import Portfolio
from models.views.project import ProjectView
from tests.tui import samples
from tests.tui.pages import running
from tui.board.board import Board
from tui.project import reading
from tui.project.screen import ProjectPage
from tui.widgets.picker import Picker


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "portfolio.db")


@pytest.mark.parametrize(
    "gone", [NoMatches("No nodes match 'Board'"), NoScreen("x"), ScreenStackError("x"), MountError("x")]
)
async def test_an_answer_that_finds_its_widgets_gone_is_no_crash(path: Path, gone: Exception) -> None:
    async with running(path) as driver:
        driver.app.exit(0)
        driver.app._handle_exception(gone)
        assert driver.app.return_code == 0


async def test_another_size_while_it_leaves_is_no_crash(path: Path) -> None:
    async with running(path) as driver:
        board = driver.app.screen.query_one(Board)
        for lane in board.lanes:
            await lane.remove()
        driver.app.exit(0)
        with pytest.raises(MountError) as told:
            board.refit()
        driver.app._handle_exception(told.value)
        assert driver.app.return_code == 0


async def test_what_is_typed_behind_the_last_key_is_for_nobody(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("ctrl+p")
        picker = driver.app.screen.query_one(Picker)
        driver.app.exit(0)
        await driver.app.on_event(events.Key("a", "a"))
        await picker.on_event(events.Key("b", "b"))
        await picker.on_event(events.Paste("c"))
        assert picker.typed == ""


async def test_no_page_joins_those_that_are_being_closed(path: Path) -> None:
    async with running(path) as driver:
        driver.app.exit(0)
        pages = list(driver.app._screen_stacks)
        driver.app.switch_mode("delivery")
        assert list(driver.app._screen_stacks) == pages


@pytest.mark.parametrize("key", ["u", "U", "c", "x", "n", "e", "enter"])
async def test_a_key_before_the_project_is_read_does_nothing(
    path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(portfolio: Portfolio, key: str, pages: int) -> ProjectView:
        raise LookupError("not read yet")

    monkeypatch.setattr(reading, "read", unread)
    async with running(path) as driver:
        await driver.press("O", key)
        assert driver.app.is_running
        assert driver.app.return_code is None
        assert "reading the project" in driver.text


async def test_a_key_for_a_page_that_is_not_put_together_yet_does_nothing(path: Path) -> None:
    async with running(path) as driver:
        page = ProjectPage()
        assert page.check_action("next_tab", ()) is False
        assert driver.app.screen.check_action("undo", ()) is True
