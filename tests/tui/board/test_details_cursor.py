"""The cursor in a card's details: G, pages and Space, with every card of the demo."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.demo import open_demo
from models.portfolio import Portfolio
from models.views.card import CardDetails, card
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.board.details import HEAD, Details

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    open_demo(path, author="anna", clock=samples.clock).close()
    return path


@pytest.fixture(scope="module")
def every(demo: Path) -> list[CardDetails]:
    with closing(Portfolio.open(demo, author="anna", clock=samples.clock)) as portfolio:
        ids = portfolio.store.rows("SELECT id FROM card WHERE removed = 0 AND archived_at IS NULL")
        return [card(portfolio, card_id) for (card_id,) in ids]


def shown(details: Details) -> list[str]:
    """What stands in the panel, row by row, whose line has the cursor's bar."""
    lines = [details.render_line(y).text for y in range(HEAD, details.size.height)]
    return [line for line in lines if line[1:].startswith("▌") or line.startswith("▌")]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_last_field_is_the_last_and_no_key_leaves_the_cursor_unseen(
    demo: Path, every: list[CardDetails], size: tuple[int, int]
) -> None:
    async with running(demo, size=size) as driver:
        await driver.press("enter")
        details = driver.app.screen.details  # type: ignore[attr-defined]
        for one in every:
            details.show(one, TODAY, ZoneInfo("UTC"))
            last = [row.what for row in details._rows if row.what][-1]
            details.action_bottom()
            assert details.what == last, one.key
            assert shown(details), one.key
            for step in (details.action_down, details.action_page_down, details.action_up):
                for _ in range(30):
                    step()
                    # What a key would change has the cursor's bar, and nothing else has.
                    assert bool(details.what) == bool(shown(details)), one.key
            details.action_bottom()
            assert details.what == last, one.key
            details.action_top()
            details.action_page_up()
            assert details.what == "field:title", one.key


def titled(path: Path, steps: int, done: int = 0) -> None:
    from models.actions import cards
    from models.views.names import find_card

    with closing(samples.opened(path)) as portfolio:
        found = find_card(portfolio, "ATLAS-1")
        for number in range(steps):
            step = cards.add_check(portfolio, found.id, f"step {number}")
            if number < done:
                cards.set_check(portfolio, step, 1, True)


async def open_first(driver: Driver) -> Details:
    await driver.press("1", "g", "enter")
    details: Details = driver.app.screen.details  # type: ignore[attr-defined]
    assert details.what == "field:title"
    return details


async def test_space_goes_to_the_first_open_step_and_ticks_it_there(path: Path) -> None:
    titled(path, steps=4, done=2)
    async with running(path, size=(80, 24)) as driver:
        details = await open_first(driver)
        await driver.press("space")
        assert details.what.startswith("check:")
        assert driver.status == "step 3 of 4    space tick"
        assert "steps 2/4" in driver.text
        await driver.press("space")
        assert "steps 3/4" in driver.text


async def test_space_without_steps_says_how_to_add_one(path: Path) -> None:
    async with running(path) as driver:
        await open_first(driver)
        await driver.press("space")
        assert driver.status == "no steps yet    n adds one"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_line_of_keys_names_the_tick_only_where_there_is_a_step(
    path: Path, size: tuple[int, int]
) -> None:
    async with running(path, size=size) as driver:
        before = driver.lines[-1]
        details = await open_first(driver)
        assert "space" not in driver.lines[-1]
        assert "enter change   n step" in driver.lines[-1]
        await driver.press("n", *"Tea", "enter", "escape")
        assert "enter change   space tick   n step" in driver.lines[-1]
        details.go_to(f"check:{details.card.checklist[0].id}" if details.card is not None else "")
        await driver.press("x")
        assert "space" not in driver.lines[-1]
        await driver.press("escape")
        assert driver.lines[-1] == before


async def test_nothing_is_changed_while_the_cursor_is_out_of_sight(path: Path) -> None:
    async with running(path, size=(80, 9)) as driver:
        details = await open_first(driver)
        await driver.press("G", *["ctrl+d"] * 12)
        assert details.what == ""
        await driver.press("enter")
        assert driver.status == "nothing here to change    k goes to the last field"
        assert not driver.app.screen.prompt.asking  # type: ignore[attr-defined]
        await driver.press(*"kkkkkkkkkkkkkkkkkkkk")
        assert details.what


async def test_the_step_that_was_added_last_has_the_cursor_and_is_in_sight(path: Path) -> None:
    titled(path, steps=6)
    async with running(path, size=(80, 24)) as driver:
        details = await open_first(driver)
        await driver.press("n", *"One", "enter", *"Two", "enter")
        assert "Two" in driver.text
        await driver.press("escape")
        assert details.what.startswith("check:")
        assert "· Two" in " ".join(shown(details))


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24)])
async def test_the_keys_of_the_details_name_the_way_out(path: Path, size: tuple[int, int]) -> None:
    async with running(path, size=size) as driver:
        await open_first(driver)
        assert "enter change" in driver.lines[-1]
        assert "esc close" in driver.lines[-1]
        assert "? help" in driver.lines[-1]
