"""A text that was left in a field, and what somebody made of it meanwhile: both to choose from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards
from models.portfolio import Portfolio
from models.views.names import find_card
from tests.tui import samples
from tests.tui.board.open_board import stored
from tests.tui.pages import Driver, running


def comment(p: Portfolio) -> int:
    [(one,)] = p.store.rows("SELECT id FROM comment WHERE text = 'A comment'")
    return int(one)


LEFT: dict[str, tuple[Callable[[Any, Any], Any], Callable[[Portfolio, int], object]]] = {
    "field": (
        lambda page, card: page.ask_field(card, "title", "Mine"),
        lambda p, card: cards.edit(p, card, None, title="Theirs"),
    ),
    "description": (
        lambda page, card: page.open_description(card, "Mine"),
        lambda p, card: cards.edit(p, card, None, description="Theirs"),
    ),
    "comment": (
        lambda page, card: page.write_comment(card, card.comments[-1], "Mine"),
        lambda p, card: cards.edit_comment(p, comment(p), None, "Theirs"),
    ),
}


async def open_one(driver: Driver, kind: str) -> None:
    """Open a field of ATLAS-7 and type into it; then the session ends."""
    page: Any = driver.app.screen
    await page.program.session.call(driver.app.drafts.begin)
    await driver.press("2")
    card = await page.details_of(page.here.id)
    page.call_later(LEFT[kind][0], page, card)
    await driver.settle()
    await driver.type("!")


@pytest.mark.parametrize("kind", LEFT)
async def test_both_are_shown(path: Path, kind: str) -> None:
    portfolio = samples.opened(path, "anna")
    card = find_card(portfolio, "ATLAS-7").id
    cards.add_comment(portfolio, card, "A comment")
    portfolio.close()
    async with running(path) as driver:
        await open_one(driver, kind)
        driver.app.drafts.flush()
        folder = driver.app.drafts._folder.path
        [text] = [file.read_text() for file in folder.glob("*.json")]
        await driver.press("escape")
    ended = folder / "ended-1.json"
    ended.write_text(text)
    stored(path, lambda p: LEFT[kind][1](p, card))
    async with running(path) as driver:
        await driver.press("B", "enter")
        await driver.press("enter" if kind == "field" else "ctrl+d")
        assert "keep mine" in driver.text, driver.text
        assert "Theirs" in driver.text
        assert "Mine" in driver.text
