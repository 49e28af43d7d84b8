"""The way back: q and Esc lead to where one came from, line by line, and come to an end at the top."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions import cards
from models.views.names import find_card
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.trail import Stop, Trail


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


def at(driver: Driver) -> tuple[str, str]:
    """The mode, and the line of head."""
    return driver.app.current_mode, driver.lines[0]


def body(driver: Driver) -> list[str]:
    """The screen without what was said and without the figures of the head, which are read a moment later."""
    return [driver.lines[0][:20], *driver.lines[1:-2]]


@pytest.mark.parametrize("back", ["q", "escape"])
async def test_the_whole_way_and_back_again(path: Path, back: str) -> None:
    async with running(path) as driver:
        await driver.press("tab", "j", "i")
        seen = [body(driver)]
        for keys in (("b",), ("O",), ("W",), ("j", "enter")):
            await driver.press(*keys[:-1])
            seen[-1] = body(driver)
            await driver.press(keys[-1])
            seen.append(body(driver))
        assert driver.app.current_mode == "board"
        for before in reversed(seen[:-1]):
            assert driver.app.trail.last is not None
            await driver.press(back)
            assert body(driver) == before
        assert (driver.app.current_mode, driver.app.trail.last) == ("delivery", None)


@pytest.mark.parametrize("back", ["q", "escape"])
async def test_a_card_of_the_history_leads_back_to_its_line(path: Path, back: str) -> None:
    async with running(path, "KITE") as driver:
        await driver.app.open_history("")
        await driver.settle()
        await driver.press("j", "j")
        before = body(driver)
        await driver.press("enter")
        assert at(driver)[0] == "board"
        assert driver.lines[0].startswith(" ATLAS")
        await driver.press(back)
        assert body(driver) == before
        await driver.press(back)
        assert at(driver)[0] == "board"
        assert driver.lines[0].startswith(" KITE")


async def test_a_card_of_its_own_history_leads_back_to_it_and_to_where_the_card_was(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("j", "W", "enter")
        assert at(driver)[0] == "board"
        await driver.press("l")
        await driver.press("q")
        assert driver.lines[0].startswith(" History  ATLAS-2")
        await driver.press("q")
        assert driver.app.screen.here.number == 2  # type: ignore[attr-defined]
        assert driver.app.trail.last is None


async def test_the_details_are_open_as_before_and_the_history_is_about_what_it_was(path: Path) -> None:
    async with running(path) as driver:
        before = await driver.shown("enter")
        await driver.press("W", "q")
        assert driver.text == before
        await driver.press("W")
        await driver.app.open_board("ATLAS", 3)
        await driver.settle()
        await driver.press("W")
        assert driver.lines[0].startswith(" History  ATLAS-3")
        await driver.press("q")
        assert driver.app.screen.here.number == 3  # type: ignore[attr-defined]


async def test_the_board_that_the_page_was_opened_from_is_gone_back_to(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "tab")
        assert (driver.app.current_mode, driver.app.trail.last) == ("board", None)
        await driver.press("tab", "O", "tab")
        assert driver.app.current_mode == "board"
        await driver.press("q")
        assert driver.app.current_mode == "project"
        await driver.press("q")
        assert driver.app.current_mode == "delivery"


async def test_the_tab_of_another_project_is_shown_again(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "tab", "O")
        assert "Risk" in driver.text
        await driver.press("W")
        await driver.app.open_project("KITE", "money")
        await driver.settle()
        assert driver.lines[0].startswith(" KITE")
        await driver.press("q", "q")
        assert (driver.app.project_page, driver.app.screen.sheet.tab) == ("ATLAS", "risks")  # type: ignore[attr-defined]
        assert driver.lines[0].startswith(" ATLAS")


async def test_a_card_that_has_gone_meanwhile_is_told(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("W", "enter", "l", "W")
        p = samples.opened(path, "ben")
        card = find_card(p, "ATLAS-1")
        cards.archive(p, card.id, card.version)
        p.close()
        await driver.press("q", "q", "q")
        assert (driver.app.current_mode, driver.app.trail.last) == ("board", None)


async def test_however_far_one_walks_the_top_is_near(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("tab")
        for _ in range(3):
            await driver.press("b", "O", "W", "enter", "W", "enter", "O", "tab")
            await driver.app.open_delivery()
            await driver.settle()
        for _ in range(6):
            await driver.press("O" if driver.app.current_mode != "project" else "tab")
            await driver.press("W", "enter")
        steps = 0
        while driver.app.trail.last is not None:
            await driver.press("q")
            steps += 1
        assert steps <= 5
        assert driver.app.current_mode == "delivery"


@pytest.mark.parametrize("keys", [("o", *"kite", "enter"), (":", *"route planner", "enter")])
@pytest.mark.parametrize("back", ["q", "escape"])
async def test_from_another_board_one_comes_back_to_the_card_one_left(
    path: Path, keys: tuple[str, ...], back: str
) -> None:
    async with running(path) as driver:
        await driver.press("2", "j")
        before = body(driver)
        await driver.press(*("space" if key == " " else key for key in keys))
        assert driver.lines[0].startswith(" KITE")
        await driver.press(back)
        assert body(driver) == before
        assert driver.app.trail.last is None
        await driver.press("escape")
        assert driver.status.startswith("this is the top")


async def test_a_board_that_is_chosen_again_is_no_way_to_itself(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("o", *"atlas", "enter")
        assert driver.app.trail.last is None
        await driver.press("o", *"kite", "enter", "o", *"atlas", "enter")
        assert driver.lines[0].startswith(" ATLAS")
        assert driver.app.trail.last is None


async def test_the_next_project_is_walked_to_and_is_no_way_on(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("right_square_bracket")
        assert driver.lines[0].startswith(" KITE")
        assert driver.app.trail.last is None


async def test_details_of_a_card_do_not_stand_over_another_board(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("enter", ":", *"kite", "enter")
        assert driver.lines[0].startswith(" KITE")
        assert not driver.app.screen.details_open  # type: ignore[attr-defined]


def test_a_stop_is_on_the_trail_once() -> None:
    trail = Trail()
    for stop in (Stop("delivery"), Stop("board", "A", 1), Stop("history", "A-1"), Stop("board", "A", 2)):
        trail.go_on(stop)
    assert [trail.go_back(), trail.go_back(), trail.go_back()] == [
        Stop("board", "A", 2),
        Stop("delivery"),
        None,
    ]
