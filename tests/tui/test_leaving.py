"""Leaving, and keys that come before a page is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.css.query import NoMatches

from models.portfolio import Portfolio
from models.views.project import ProjectView
from tests.tui import samples
from tests.tui.pages import running
from tui.project import reading
from tui.project.screen import ProjectPage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "portfolio.db")


async def test_an_answer_that_finds_its_widgets_gone_is_no_crash(path: Path) -> None:
    async with running(path) as driver:
        driver.app.exit(0)
        driver.app._handle_exception(NoMatches("No nodes match 'Board'"))
        assert driver.app.return_code == 0


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
