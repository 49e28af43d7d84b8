"""Bringing back an archived project from the list of every action."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions import projects
from models.views.names import project_names
from tests.tui import samples
from tests.tui.pages import running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


async def test_there_may_be_none(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("ctrl+r")
        assert driver.status == "no project is archived"


async def test_a_project_is_chosen_and_restored(path: Path) -> None:
    portfolio = samples.opened(path, "ben")
    projects.add(portfolio, "OAK", "Old oak")
    [oak] = [one for one in project_names(portfolio) if one.key == "OAK"]
    projects.archive(portfolio, oak.id, None)
    async with running(path) as driver:
        await driver.press("colon", *"restore an arch", "enter")
        assert "Old oak" in driver.text
        await driver.press("enter")
        assert "restored" in driver.status
        assert [one.archived for one in project_names(portfolio) if one.key == "OAK"] == [False]
        await driver.press("ctrl+r")
        assert driver.status == "no project is archived"
    portfolio.close()
