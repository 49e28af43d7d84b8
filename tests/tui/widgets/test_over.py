"""Fields and lists over a page: whoever is open is heard, in whatever order they were opened and left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.screen import Page
from tui.widgets.picker import Choice, Choosing
from tui.widgets.prompt import Question


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "portfolio.db")


async def done(_answer: object) -> None:
    return None


def page_of(driver: Driver) -> Page:
    page = driver.app.screen
    assert isinstance(page, Page)
    return page


def choose(page: Page) -> None:
    page.picker.choose(Choosing("which", [Choice(1, "one"), Choice(2, "two")], done))


async def test_a_field_that_opens_late_over_a_list_gives_the_keys_back_to_it(path: Path) -> None:
    async with running(path) as driver:
        page = page_of(driver)
        choose(page)
        page.prompt.ask(Question("late", done))
        await driver.press("a", "escape")
        assert page.picker.open
        assert page.focused is page.picker
        await driver.press("escape")
        assert not page.picker.open
        assert page.focused is page.board  # type: ignore[attr-defined]


async def test_a_list_that_opens_late_over_a_field_gives_the_keys_back_to_it(path: Path) -> None:
    async with running(path) as driver:
        page = page_of(driver)
        page.prompt.ask(Question("first", done))
        await driver.press("a")
        choose(page)
        await driver.press("escape", "b")
        assert page.prompt.typed == "ab"
        await driver.press("escape")
        assert page.focused is page.board  # type: ignore[attr-defined]


async def test_what_was_left_below_is_not_gone_back_to(path: Path) -> None:
    async with running(path) as driver:
        page = page_of(driver)
        choose(page)
        page.prompt.ask(Question("late", done))
        page.picker.leave()
        await driver.press("escape")
        assert page.focused is page.board  # type: ignore[attr-defined]


async def test_a_page_left_below_two_of_them_is_not_gone_back_to(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("enter")
        page = page_of(driver)
        choose(page)
        page.prompt.ask(Question("late", done))
        page.action_leave()  # type: ignore[attr-defined]
        await driver.press("escape", "escape")
        assert page.focused is page.board  # type: ignore[attr-defined]
