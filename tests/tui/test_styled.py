"""The style sheets are read when something has changed them, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet

from tests.tui import samples
from tests.tui.pages import running
from tui.app import PmboardApp


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A word for each time that all sheets are read again."""
    times: list[str] = []
    reparse = Stylesheet.reparse

    def counted(sheet: Stylesheet) -> None:
        times.append("read")
        reparse(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", counted)
    return times


def styles(app: PmboardApp) -> list[tuple[str, dict[str, object]]]:
    nodes = app.walk_children(with_self=True)
    return [(node.css_identifier, dict(node.styles.base.get_rules())) for node in nodes]


@pytest.mark.parametrize("theme", ["pm-dark", "pm-light", "ansi"])
async def test_no_page_is_styled_twice(path: Path, read: list[str], theme: str) -> None:
    async with running(path, theme=theme) as driver:
        for key in ("", "tab", "tab", "O"):
            await driver.press(*key.split())
            assert read == []
            before = styles(driver.app)
            # What Textual would have done changes nothing.
            App.refresh_css(driver.app)
            read.clear()
            assert styles(driver.app) == before


async def test_another_theme_reaches_the_page_behind_too(path: Path, read: list[str]) -> None:
    async with running(path) as driver:
        board = driver.app.screen
        dark = board.styles.background
        await driver.press("tab", "T", "down", "enter")
        assert driver.app.theme == "pm-light"
        assert read
        await driver.press("tab")
        assert driver.app.screen is board
        assert board.styles.background != dark
