"""Two people on one project page: what the other one does is shown, and nothing that was typed is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards, plan, projects, risks
from models.portfolio import Portfolio
from models.views.names import find_card, find_project
from tests.tui.pages import Driver, running
from tests.tui.project.managed import asked, ben, marked

WITHIN = 300.0
"""Seconds after which a test gives up, on the slowest machine too."""


async def test_another_session_shows_and_typed_text_stays(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "enter")
        await driver.type(" stop us")
        ben(path, lambda p, atlas: risks.add(p, atlas, title="Strike", probability=5, impact=5))
        await news(driver)
        assert "Strike" in driver.text
        assert "Bank holidays stop us" in driver.status
        await driver.press("enter", "escape", "down", "enter")
        assert marked(driver).startswith("Bank holidays stop us")


async def test_a_conflict_shows_both_values(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "e", "enter")
        await driver.type(" here")

        def change(p: Portfolio, atlas: int) -> None:
            [(risk,)] = p.store.rows("SELECT id FROM risk")
            risks.edit(p, risk, None, title="Holidays")

        ben(path, change)
        await driver.press("enter")
        assert "keep mine: title Bank holidays here" in driver.text
        assert "take theirs: title Holidays" in driver.text
        await driver.press("escape")
        assert "Bank holidays here" in driver.status
        await driver.press("enter")
        assert marked(driver).startswith("Bank holidays here")
    assert asked(path, "SELECT title FROM risk") == [("Bank holidays here",)]


async def test_theirs_can_be_taken(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "e", "enter")
        await driver.type(" here")

        def change(p: Portfolio, atlas: int) -> None:
            [(risk,)] = p.store.rows("SELECT id FROM risk")
            risks.edit(p, risk, None, title="Holidays")

        ben(path, change)
        await driver.press("enter", "down", "enter")
        assert driver.status.endswith("left as ben has it")
        assert marked(driver).startswith("Holidays")


async def test_two_write_one_longer_text_and_both_are_shown(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", *"jjjjjjjjjjj", "enter")
        await driver.type("mine")

        def theirs(p: Portfolio, atlas: int) -> None:
            projects.edit(p, atlas, None, description="theirs")

        ben(path, theirs)
        await driver.press("ctrl+d")
        assert "keep mine: mine" in driver.text
        assert "take theirs: theirs" in driver.text
        await driver.press("down", "down", "enter")
        text = driver.app.screen.writing.text  # type: ignore[attr-defined]
        assert text == "mine\n\n--- ben wrote meanwhile: ---\n\ntheirs"
        await driver.press("ctrl+d")
    assert asked(path, "SELECT description FROM project WHERE key = 'ATLAS'") == [(text,)]


async def test_what_another_project_changes_here_is_shown_at_once(path: Path) -> None:
    def begin(p: Portfolio, atlas: int) -> None:
        kite = find_project(p, "KITE").id
        waited = cards.add(p, kite, "Route data", due="2026-11-24").id
        cards.edit(p, find_card(p, "ATLAS-7").id, None, depends_on=[waited])

    def load(p: Portfolio, atlas: int) -> None:
        [(anna,)] = p.store.rows("SELECT id FROM person WHERE key = 'anna'")
        plan.add_allocation(p, find_project(p, "KITE").id, person_id=anna, percent=60)

    def late(p: Portfolio, atlas: int) -> None:
        cards.edit(p, find_card(p, "KITE-1").id, None, due="2026-12-18")

    ben(path, begin)
    async with running(path) as driver:
        await driver.press("O", "4")
        assert "!120 %" not in driver.text
        ben(path, load)
        await seen(driver, "!120 %")
        await driver.press("1")
        assert "KITE-1" not in driver.text
        ben(path, late)
        await seen(driver, "KITE-1")
        assert marked(driver).startswith("name"), "the cursor stays"
        assert not driver.status, "what others do elsewhere is not told here"


async def test_what_changes_nothing_here_paints_nothing_and_scrolls_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(path, size=(80, 14)) as driver:
        await driver.press("O", "3")
        page: Any = driver.app.screen
        page.sheet.on_mouse_scroll_down()
        await driver.settle()
        before, painted, taken = driver.lines, [], asyncio.Event()
        assert not marked(driver), "the entry of the cursor is out of sight"
        take = page.take
        monkeypatch.setattr(page, "take", lambda *given, **more: (take(*given, **more), taken.set()))
        for widget in (page, page.sheet, page.head, page.prompt, page.key_line):
            monkeypatch.setattr(widget, "refresh", lambda *given, **_more: painted.append(given))
        ben(path, lambda p, atlas: cards.add(p, find_project(p, "KITE").id, "Route data"))
        async with asyncio.timeout(WITHIN):
            await taken.wait()
        assert painted == []
        assert driver.lines == before


async def seen(driver: Driver, text: str) -> None:
    """Wait until it is on the screen."""
    async with asyncio.timeout(WITHIN):
        while text not in driver.text:
            await driver.pilot.pause(0.02)
            await driver.settle()


async def news(driver: Driver) -> None:
    """Wait for what another session has committed."""
    while "Strike" not in driver.text:
        await driver.pilot.pause(0.02)
        await driver.settle()
