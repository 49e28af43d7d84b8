"""Two people on one project page: what the other one does is shown, and nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path

from models.actions import projects, risks
from models.portfolio import Portfolio
from tests.tui.pages import Driver, running
from tests.tui.project.managed import asked, ben, marked


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


async def news(driver: Driver) -> None:
    """Wait for what another session has committed."""
    while "Strike" not in driver.text:
        await driver.pilot.pause(0.02)
        await driver.settle()
