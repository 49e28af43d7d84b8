"""The past of a project: its history, and what was archived."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions import plan, projects, risks
from models.portfolio import Portfolio
from tests.tui.pages import running
from tests.tui.project.managed import asked, ben, marked, squeezed


async def test_older_history_is_read_on(path: Path) -> None:
    def much(p: Portfolio, atlas: int) -> None:
        for number in range(130):
            plan.add_cost(p, atlas, amount=number, note=f"cost {number}")

    ben(path, much)
    async with running(path) as driver:
        await driver.press("O", "8", "G")
        assert "older ones follow" not in await driver.shown("G", "G")
        assert "project ATLAS added" in driver.text


async def test_the_history_is_not_changed(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "8", "e")
        assert driver.status.startswith("what happened stays as it is")
        await driver.press("n")
        assert driver.status == "nothing can be added here"
        await driver.press("x")
        assert driver.status == "there is nothing to archive here"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_line_of_the_history_leads_to_its_card_and_the_line_of_keys_says_so(
    path: Path, size: tuple[int, int]
) -> None:
    async with running(path, size=size) as driver:
        await driver.press("O", "8")
        assert driver.lines[-1].startswith(" enter go there   / words   { } tabs   ")
        assert "change" not in driver.lines[-1]
        await driver.press("enter")
        assert driver.status == "this line is not about a card that is on a board"
        await driver.press("slash", *"atlas-4", "enter", "enter")
        assert driver.app.current_mode == "board"
        assert driver.app.screen.here.number == 4  # type: ignore[attr-defined]
        await driver.press("escape")
        assert driver.lines[-1].startswith(" enter go there")
        await driver.press("9")
        assert driver.lines[-1].startswith(" R restore   { } tabs   u undo   tab board   esc back")


async def test_the_history_is_narrowed_by_words_and_people(path: Path) -> None:
    ben(path, lambda p, atlas: risks.add(p, atlas, title="Snow", probability=1, impact=1))
    async with running(path) as driver:
        await driver.press("O", "slash", *"@ben", "enter")
        assert "only: @ben" in driver.text
        assert "Snow" in driver.text
        assert "Bank holidays" not in driver.text
        await driver.press("slash", "ctrl+u", *"zzz", "enter")
        assert "nothing fits" in driver.text
        await driver.press("slash", "ctrl+u", "enter")
        assert "Bank holidays" in driver.text


async def test_an_archived_project_is_still_shown(path: Path) -> None:
    ben(path, lambda p, atlas: projects.archive(p, atlas, None))
    async with running(path) as driver:
        await driver.press("O")
        assert driver.lines[0].endswith("archived")
        assert "Bank holidays" in await driver.shown("5")


async def test_what_was_archived_is_found_and_restored(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "x", "9")
        assert squeezed(marked(driver)).startswith("Bank holidays risk")
        await driver.press("enter")
        assert driver.status.startswith("what is archived is not changed")
        await driver.press("R")
        assert "restored" in driver.status
        assert "what x archives is here" in driver.text
        assert "Bank holidays" in await driver.shown("5")
        await driver.press("R")
        assert driver.status == "what was archived is in tab 9: restore it there"


async def test_an_archived_card_comes_back_to_its_column(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("x", "O", "9")
        name = squeezed(marked(driver))
        await driver.press("R")
        assert "restored to" in driver.status
        number = name.split()[0].partition("-")[2]
        sql = f"SELECT archived_at FROM card WHERE number = {number} AND archived_at IS NOT NULL"
        assert asked(path, sql) == []


async def test_a_project_that_somebody_archives_says_so_and_is_restored(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O")
        ben(path, lambda p, atlas: projects.archive(p, atlas, None))
        await driver.press("r")
        await driver.settle()
        # What is told last stands there: the news, or the sentence of the page that reads again.
        assert "ben" in driver.status
        assert "archived" in driver.status
        assert driver.lines[0].endswith("archived")
        await driver.press("R")
        assert not driver.lines[0].endswith("archived")
        assert asked(path, "SELECT archived_at FROM project WHERE key = 'ATLAS'") == [(None,)]
