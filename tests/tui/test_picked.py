"""A short value in an open field is picked: what is typed takes its place; a title is gone on with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.actions import cards, plan
from models.views.names import find_card, find_project
from tests.tui import samples
from tests.tui.pages import Driver, running


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = samples.ledger(tmp_path / "ledger.db")
    portfolio = samples.opened(path, "setup")
    cards.edit(portfolio, find_card(portfolio, "ATLAS-7").id, None, due="2027-01-05", estimate=5)
    plan.add_cost(portfolio, find_project(portfolio, "ATLAS").id, date="2026-11-02", amount=12_500_50)
    portfolio.close()
    return path


def prompt(driver: Driver) -> Any:
    return driver.app.screen.prompt  # type: ignore[attr-defined]


def reversed_text(driver: Driver) -> str:
    """What of the open field is shown in reverse video."""
    strip = prompt(driver).render_line(0)
    return "".join(part.text for part in strip if part.style is not None and part.style.reverse)


@pytest.mark.parametrize("theme", ["pm-dark", "pm-light", "ansi"])
async def test_a_day_is_shown_picked_and_typing_takes_its_place(ledger: Path, theme: str) -> None:
    async with running(ledger, theme=theme) as driver:
        await driver.press("2", "d")
        assert reversed_text(driver) == "2027-01-05"
        await driver.press("left")
        assert reversed_text(driver) == "5"
        await driver.press("escape", "d", "1")
        assert (prompt(driver).typed, reversed_text(driver)) == ("1", " ")
        await driver.press(*"2")
        assert prompt(driver).typed == "12"


async def test_a_title_is_gone_on_with(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "e", *"titl", "enter", "!")
        assert prompt(driver).typed == "Cut over the branch ledgers!"


async def test_an_amount_of_a_form_is_picked_and_one_that_was_typed_wrong_is_not(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("O", "3", "G", "enter")
        assert reversed_text(driver) == "12500.5"
        await driver.press(*"1,5", "enter")
        assert "1,5 is written 1.5 here" in " ".join(driver.text.split())
        await driver.press("0")
        assert prompt(driver).typed == "1,50"


async def test_a_text_that_was_kept_is_gone_on_with(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2")
        page: Any = driver.app.screen
        details = await page.details_of(page.here.id)
        page.ask_field(details, "due", "12 Ma")
        await driver.press("r")
        assert prompt(driver).typed == "12 Mar"
