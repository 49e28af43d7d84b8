"""The delivery page opens as it was left."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from page import DeliveryApp, FakeSession, lines, settle

from tests.tui.pages import Driver, running
from tests.tui.samples import ledger
from tui import resume
from tui.delivery.arrange import Settings
from tui.delivery.columns import BY_ID, SORTABLE
from tui.delivery.screen import DeliveryPage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return ledger(tmp_path / "ledger.db")


def settings(driver: Driver) -> Settings:
    page = driver.app.screen
    assert isinstance(page, DeliveryPage)
    return page.shown.settings


async def test_grouping_sort_and_direction_are_there_next_time(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("tab")
        assert settings(driver) == Settings()
        await driver.press("w", *"prog", "enter", "s", *"target", "enter", "S", "/", "k", "enter")
        before = settings(driver)
        assert before == Settings("program", "target", reverse=True, typed="k")
    async with running(path) as driver:
        await driver.press("tab")
        assert settings(driver) == replace(before, typed=""), "a filter is for now"
        assert "by program" in driver.lines[0]
        assert "Target↑" in driver.text
        await driver.press("}")
        assert settings(driver) == replace(before, typed="")
        await driver.press("w", *"client", "enter")
    async with running(path) as driver:
        await driver.press("tab")
        assert settings(driver) == Settings("client", "target", reverse=True)


@pytest.mark.parametrize("kept", [("mood", "target", True), ("program", "mood", False)])
async def test_what_no_page_can_show_is_forgotten(path: Path, kept: tuple[str, str, bool]) -> None:
    resume.remember_arrangement(resume.delivery_file(os.environ), str(path), kept)
    async with running(path) as driver:
        await driver.press("tab")
        assert settings(driver) == Settings()


@pytest.mark.parametrize("sort", [column.id for column in SORTABLE])
async def test_every_sort_can_be_shown_before_the_numbers_are_there(sort: str) -> None:
    session = FakeSession()
    session.answers["as_left"] = Settings("program", sort, reverse=True)
    bare = tuple(row._replace(health="", health_rank=-1) for row in session.view.rows)
    session.first = session.view._replace(rows=bare, attention=(), complete=False)
    app = DeliveryApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.page.shown.settings == Settings("program", sort, reverse=True)
        title = f"{BY_ID[sort].title}↑"
        assert any(title in line for line in lines(app)[1:-2])
        assert f"by {BY_ID[sort].title}" not in lines(app)[0], "it is said above its column"
