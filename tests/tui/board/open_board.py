"""A board that is open: what its tests ask of the screen and of the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import Driver


def column(driver: Driver, name: str) -> list[str]:
    """Titles of a column in order, as the screen holds them."""
    for stack in driver.app.screen.deck.stacks:  # type: ignore[attr-defined]
        if stack.view.name == name:
            return [card.title for card in stack.shown]
    raise AssertionError(f"no column {name}")


def here(driver: Driver) -> str:
    card = driver.app.screen.here  # type: ignore[attr-defined]
    return "" if card is None else str(card.title)


def number(driver: Driver) -> int:
    return int(driver.app.screen.here.number)  # type: ignore[attr-defined]


def stored(path: Path, look: Callable[[Portfolio], Any]) -> Any:
    portfolio = samples.opened(path, "reader")
    try:
        return look(portfolio)
    finally:
        portfolio.close()


def ben(path: Path, title: str, do: Callable[[Portfolio, int], Any]) -> None:
    """Another session changes a card."""
    portfolio = samples.opened(path, "ben")
    try:
        [(card_id,)] = portfolio.store.rows("SELECT id FROM card WHERE title = ?", (title,))
        do(portfolio, card_id)
    finally:
        portfolio.close()
