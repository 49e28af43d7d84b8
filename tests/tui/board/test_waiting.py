"""What a card waits for is told as it is now, whoever finished it, on any board."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.actions import cards, projects
from models.views.names import find_card
from tests.tui import samples
from tests.tui.board.open_board import ben
from tests.tui.pages import Driver, running

LEDGERS = "Cut over the branch ledgers"


@pytest.fixture
def waiting(path: Path) -> Path:
    """ATLAS-7 waits for ATLAS-12, which is being worked on, and for a card of another project."""
    portfolio = samples.opened(path, "anna")
    bora = projects.add(portfolio, "BORA", "Payments")
    rules = cards.add(portfolio, bora, "Payment rules")
    theirs = find_card(portfolio, "ATLAS-12").id
    cards.edit(portfolio, find_card(portfolio, "ATLAS-7").id, None, depends_on=[theirs, rules.id])
    portfolio.close()
    return path


def complete(p: Any, card: int) -> None:
    cards.complete(p, card, None)


async def until(driver: Driver, text: str) -> None:
    while text not in driver.text:
        await driver.pilot.pause(0.05)


async def test_one_waits_for_less_when_one_finishes_what_it_waits_for(waiting: Path) -> None:
    async with running(waiting) as driver:
        assert "waits for 2" in driver.text
        await driver.press("3", "c")
        assert "waits for 2" not in driver.text
        assert "waits for 1" in driver.text
        await driver.press("u")
        assert "waits for 2" in driver.text


async def test_and_when_somebody_else_does(waiting: Path) -> None:
    async with running(waiting) as driver:
        ben(waiting, "Shadow ledger for the pilot branches", complete)
        await until(driver, "waits for 1")


async def test_a_card_of_another_project_is_finished_there_and_no_news_here(waiting: Path) -> None:
    async with running(waiting) as driver:
        await driver.press("2", "enter")
        assert "BORA-1 Payment rules" in driver.text
        ben(waiting, "Payment rules", complete)
        await until(driver, "waits for 1")
        await until(driver, "BORA-1 Payment rules (finished)")
        assert "ben:" not in driver.text


async def test_what_others_change_elsewhere_paints_nothing_here(waiting: Path) -> None:
    async with running(waiting) as driver:
        page: Any = driver.app.screen
        seen, sequence = driver.text, page._sequence
        painted: list[object] = []
        paint = page._compositor_refresh
        ben(waiting, "Payment rules", lambda p, card: cards.edit(p, card, None, description="new"))
        page._compositor_refresh = lambda: (painted.extend(page._dirty_widgets), paint())
        while page._sequence == sequence:
            await driver.pilot.pause(0.05)
        await driver.settle()
        assert driver.text == seen
        assert painted == []


async def test_the_head_is_computed_although_changes_go_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(path) as driver:
        page: Any = driver.app.screen
        now = [0.0]
        asked: list[float] = []
        monkeypatch.setattr("tui.board.page.monotonic", lambda: now[0])
        monkeypatch.setattr(page, "set_timer", lambda seconds, _do: asked.append(seconds))
        page._head_timer, page._head_due = None, None
        for _ in range(10):
            page._head_soon(0.4)
            now[0] += 0.25
        assert asked[:7] == [0.4] * 7
        assert asked[-1] == 0.0
        await page._read_head()
        page._head_soon(0.4)
        assert asked[-1] == 0.4


@pytest.mark.parametrize(("title", "seconds"), [("Payment rules", 2.0), (LEDGERS, 0.4)])
async def test_news_leave_the_cursor_to_what_one_does_and_those_of_elsewhere_can_wait(
    waiting: Path, title: str, seconds: float
) -> None:
    async with running(waiting) as driver:
        page: Any = driver.app.screen
        asked: list[float] = []
        page._head_soon = lambda seconds=0.4: asked.append(seconds)
        followed, sequence = page.deck.stacks[0].shown[3].id, page._sequence
        page.follow(followed)
        ben(waiting, title, lambda p, card: cards.edit(p, card, None, title="Another title"))
        while page._sequence == sequence:
            await driver.pilot.pause(0.05)
        await driver.settle()
        assert page._follow == {followed}
        assert asked == [seconds]
