"""A form that was left, and whose entry somebody changed meanwhile: only what was answered is saved, and not
over what they wrote.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.actions import risks
from models.portfolio import Portfolio
from tests.tui.pages import Driver, running
from tests.tui.project.managed import asked, ben
from tui.project.forms import FORMS
from tui.project.rows import Entry


async def begin(driver: Driver) -> None:
    """Begin to change the risk, and leave it behind its first two fields: its title is another one now."""
    page: Any = driver.app.screen
    form = FORMS["risk"]
    page.call_later(page.change_entry, form, Entry("risk", form.lines(page.view)[0].id))
    await driver.settle()
    await driver.press("ctrl+u")
    await driver.type("Mine")
    await driver.press("enter", "enter", "escape")
    await driver.type("leave")
    await driver.press("enter")
    assert "brings back what was typed" in driver.status


async def come_back(driver: Driver) -> None:
    await driver.press("B", "enter", "escape")
    await driver.type("save")
    await driver.press("enter")


def now(path: Path) -> Any:
    return asked(path, "SELECT title, probability, impact, mitigation FROM risk")


def edit(p: Portfolio, **fields: Any) -> None:
    [(risk,)] = p.store.rows("SELECT id FROM risk")
    risks.edit(p, risk, None, **fields)


async def test_what_they_changed_in_other_fields_stays(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O")
        await begin(driver)
        ben(path, lambda p, _atlas: edit(p, probability=5, mitigation="Theirs"))
        await come_back(driver)
        assert now(path) == [("Mine", 5, 4, "Theirs")]


async def test_what_they_changed_in_the_same_field_is_chosen_from(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O")
        await begin(driver)
        ben(path, lambda p, _atlas: edit(p, title="Theirs"))
        await come_back(driver)
        assert "keep mine: title Mine" in driver.text
        assert "take theirs" in driver.text
        assert now(path)[0][0] == "Theirs"
        await driver.press("enter")
        assert now(path)[0][0] == "Mine"
