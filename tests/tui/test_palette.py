"""The command palette: every action of the page by name, projects and cards by what is typed."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from tests.tui import samples
from tests.tui.pages import Driver, running
from tui import keymap, palette
from tui.board.keys import BOARD
from tui.delivery.keys import DELIVERY
from tui.keymap import EVERYWHERE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


async def found(driver: Driver) -> None:
    """Wait until projects and cards were searched."""
    looking = driver.app.screen.picker._looking  # type: ignore[attr-defined]
    if looking is not None and not looking.is_finished:
        await looking.wait()
    await driver.settle()


def listed(driver: Driver) -> list[tuple[str, str]]:
    return [(choice.lead, choice.name) for choice in driver.app.screen.picker._found]  # type: ignore[attr-defined]


def here(driver: Driver) -> str:
    card = driver.app.screen.here  # type: ignore[attr-defined]
    return "" if card is None else str(card.title)


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_every_action_of_the_board_is_there_with_its_key(path: Path, key: str) -> None:
    async with running(path) as driver:
        await driver.press(key)
        names = {name for _key, name in listed(driver)}
        assert {one.text for one in (*BOARD, *EVERYWHERE) if one.id != "app.palette"} == names
        assert ("x", "archive the card") in listed(driver)
        assert "open the card's details" in driver.text


async def test_what_only_walks_comes_last(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":")
        names = [name for _key, name in listed(driver)]
        assert names.index("next card") > names.index("quit")


async def test_enter_does_it(path: Path) -> None:
    async with running(path) as driver:
        before = here(driver)
        await driver.press(":")
        await driver.type("archive")
        await driver.press("enter")
        assert not driver.app.screen.picker.open  # type: ignore[attr-defined]
        assert "archived" in driver.status
        assert before not in driver.text


async def test_an_action_that_asks_finds_the_list_free(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":")
        await driver.type("assign")
        await driver.press("enter")
        assert driver.app.screen.picker.open  # type: ignore[attr-defined]
        assert "Ben" in driver.text


async def test_escape_does_nothing(path: Path) -> None:
    async with running(path) as driver:
        before = driver.text
        await driver.press(":", "x", "escape")
        assert driver.text == before


async def test_the_details_have_their_own_actions(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("enter", ":")
        await driver.type("next field")
        assert listed(driver)[0] == ("j", "next field")
        at = driver.app.screen.details._at  # type: ignore[attr-defined]
        await driver.press("enter")
        assert driver.app.screen.details._at > at  # type: ignore[attr-defined]


async def test_a_card_is_found_by_its_title_on_another_board(path: Path) -> None:
    async with running(path, "KITE") as driver:
        await driver.press(":")
        await driver.type("cut over")
        await found(driver)
        assert listed(driver)[0][1] == "Cut over the branch ledgers"
        await driver.press("enter")
        assert driver.app.project == "ATLAS"
        assert here(driver) == "Cut over the branch ledgers"


async def test_a_card_is_found_by_its_key_behind_a_filter(path: Path) -> None:
    async with running(path) as driver:
        title, number = here(driver), driver.app.screen.here.number  # type: ignore[attr-defined]
        await driver.press("/")
        await driver.type("zzzz")
        await driver.press("enter", ":")
        await driver.type(f"atlas-{number}")
        await found(driver)
        await driver.press("enter")
        assert here(driver) == title
        assert title.split()[0] in driver.text


async def test_a_project_opens_from_delivery_and_escape_leads_back(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("tab", ":")
        names = {name for _key, name in listed(driver)}
        assert {one.text for one in DELIVERY} <= names
        await driver.type("route pl")
        await found(driver)
        assert listed(driver)[0] == ("KITE", "Route planner")
        await driver.press("enter")
        assert (driver.app.current_mode, driver.app.project) == ("board", "KITE")
        await driver.press("escape")
        assert driver.app.current_mode == "delivery"


async def test_what_is_found_never_pushes_an_action_that_matches_away(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":")
        await driver.type("un")
        first = listed(driver)[0]
        await found(driver)
        assert listed(driver)[0] == first


async def test_letters_in_their_order_come_behind_cards(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":")
        await driver.type("rol")
        await found(driver)
        names = [name for _key, name in listed(driver)]
        assert names.index("Rollback drill") == 0


async def test_an_action_without_a_key_is_still_there(path: Path) -> None:
    file = keymap.own_file(os.environ)
    file.parent.mkdir(parents=True)
    file.write_text('"board.archive" = ""\n"board.complete" = "f5"\n')
    async with running(path) as driver:
        await driver.press(":")
        assert ("", "archive the card") in listed(driver)
        assert ("f5", "complete, or reopen a finished card") in listed(driver)
        await driver.type("archive")
        await driver.press("enter")
        assert "archived" in driver.status


async def test_a_slow_search_does_not_hide_the_actions(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(path) as driver:
        answered = asyncio.Event()

        async def never(_self: palette.Commands, _typed: str) -> tuple[()]:
            await answered.wait()
            return ()

        monkeypatch.setattr(palette.Commands, "find", never)
        await driver.pilot.press(":")
        await driver.pilot.press("c", "o", "p", "y")
        await driver.pilot.pause()
        first = listed(driver)[0]
        await driver.pilot.press("enter")
        await driver.pilot.pause()
        status = driver.status
        answered.set()
        assert first == ("y", "copy the card's key")
        assert "copied ATLAS" in status
