"""The mouse on the board: select, open, scroll, drag."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from models.actions import cards, columns
from models.views.names import find_card, find_column, find_project
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.board.lane import HEAD


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "portfolio.db")


class Mouse:
    """A mouse over the cards of a board."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.board = driver.app.screen.board  # type: ignore[attr-defined]

    def at(self, column: int, index: int, line: int = 0) -> tuple[int, int]:
        """Where a line of a card is on the screen."""
        lane = self.board.lane(column)
        return lane.region.x + 4, lane.region.y + HEAD + lane.rows.index((index, line))

    async def down(self, place: tuple[int, int]) -> None:
        await self.driver.pilot.mouse_down(offset=place)

    async def move(self, place: tuple[int, int]) -> None:
        await self.driver.pilot.hover(offset=place)
        await self.driver.settle()

    async def up(self, place: tuple[int, int]) -> None:
        await self.driver.pilot.mouse_up(offset=place)
        await self.driver.settle()

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        await self.down(start)
        await self.move(end)
        await self.up(end)

    async def wheel(self, place: tuple[int, int], notches: int) -> None:
        turned = events.MouseScrollDown if notches > 0 else events.MouseScrollUp
        for _ in range(abs(notches)):
            await self.driver.pilot._post_mouse_events([turned], offset=place)
        await self.driver.settle()

    def titles(self, column: int) -> list[str]:
        return [card.title for card in self.board.deck.stacks[column].shown]

    def marks(self) -> list[str]:
        return [line for line in self.driver.lines if "▸━" in line]


async def test_a_click_selects_and_a_second_one_opens(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        place = mouse.at(1, 1)
        await driver.pilot.click(offset=place)
        await driver.settle()
        assert (mouse.board.at, mouse.board.stack.at) == (1, 1)
        assert "description" not in driver.text
        await driver.pilot.double_click(offset=mouse.at(1, 2))
        await driver.settle()
        assert "description" in driver.text
        assert mouse.board.stack.at == 2


async def test_a_card_is_dragged_to_another_column(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        dragged, first = mouse.titles(0)[1], mouse.titles(1)[0]
        await mouse.down(mouse.at(0, 1))
        await mouse.move(mouse.at(1, 1))
        assert len(mouse.marks()) == 1
        assert driver.status.startswith("drop it where it should stand")
        await mouse.up(mouse.at(1, 1))
        assert mouse.marks() == []
        assert mouse.titles(1)[:2] == [first, dragged]
        assert mouse.board.card.title == dragged
        await driver.press("u")
        assert mouse.titles(0)[1] == dragged


async def test_a_card_is_put_in_order(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        before = mouse.titles(0)
        await mouse.drag(mouse.at(0, 0), mouse.at(0, 2, 2))
        assert mouse.titles(0)[:3] == [before[1], before[2], before[0]]
        assert "reordered" in driver.status
        await mouse.drag(mouse.at(0, 2), mouse.at(0, 0))
        assert mouse.titles(0) == before
        await driver.press("u", "u")
        assert mouse.titles(0) == before


async def test_escape_leaves_the_card_where_it_was(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        before = [mouse.titles(column) for column in range(5)]
        await mouse.down(mouse.at(0, 1))
        await mouse.move(mouse.at(2, 0))
        assert mouse.marks()
        await driver.press("escape")
        assert mouse.marks() == []
        await mouse.move(mouse.at(1, 0))
        await mouse.up(mouse.at(1, 0))
        assert [mouse.titles(column) for column in range(5)] == before
        assert driver.status.startswith("left where it was")


async def test_a_drag_ends_when_a_column_leaves(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        dragged = mouse.titles(0)[1]
        await mouse.down(mouse.at(0, 1))
        await mouse.move(mouse.at(3, 0))
        assert mouse.marks()
        ben = samples.opened(path, "ben")
        ids = [stack.view.id for stack in mouse.board.deck.stacks]
        columns.archive(ben, ids[1], None, ids[2])
        ben.close()
        await driver.app.screen.reread()  # type: ignore[attr-defined]
        await driver.settle()
        assert len(mouse.board.deck.stacks) == 4
        assert not mouse.board.dragging
        assert mouse.marks() == []
        await mouse.up(mouse.at(2, 0))
        assert mouse.titles(0)[1] == dragged


async def test_beside_itself_there_is_no_mark_and_nothing_is_moved(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        call = driver.app.session.call
        before = await call(lambda p: p.store.last_sequence())
        await mouse.down(mouse.at(0, 1))
        await mouse.move(mouse.at(0, 2))
        assert mouse.marks() == []
        await mouse.up(mouse.at(0, 2))
        assert driver.status.startswith("left where it was")
        assert await call(lambda p: p.store.last_sequence()) == before
        await driver.pilot.click(offset=mouse.at(0, 3))
        assert mouse.board.stack.at == 3, "the next click is heard"


async def test_marked_cards_go_together_in_one_step_of_undo(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        titles = mouse.titles(0)
        await driver.press("1", "space", "j", "space")
        await mouse.drag(mouse.at(0, 0), mouse.at(3, 0))
        assert mouse.titles(3)[:2] == titles[:2]
        await driver.press("u")
        assert mouse.titles(0) == titles


async def test_with_another_order_a_card_goes_to_the_top_of_a_column(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        await driver.press("s", "down", "enter")
        dragged = mouse.titles(0)[1]
        await mouse.down(mouse.at(0, 1))
        await mouse.move(mouse.at(0, 3))
        assert mouse.marks() == []
        await mouse.move(mouse.at(1, 2))
        await mouse.up(mouse.at(1, 2))
        await driver.press("s", "home", "enter")
        assert mouse.titles(1)[0] == dragged


async def test_a_mark_without_an_empty_line_stands_in_the_gutter(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        await driver.press("V", "V")
        assert "compact" in driver.status
        await mouse.down(mouse.at(0, 0))
        x, y = mouse.at(1, 1)
        await mouse.move((x, y))
        assert mouse.marks() == []
        assert driver.lines[y][x - 4] == "▸"
        await mouse.up((x, y))
        assert driver.lines[y][x - 4] != "▸"


async def test_the_wheel_scrolls_the_column_under_the_mouse(path: Path) -> None:
    portfolio = samples.opened(path)
    try:
        atlas = find_project(portfolio, "ATLAS").id
        ready = find_column(portfolio, atlas, "Ready").id
        for number in range(30):
            cards.add(portfolio, atlas, f"More {number}", column_id=ready)
    finally:
        portfolio.close()
    async with running(path) as driver:
        mouse = Mouse(driver)
        await driver.press("1", "j")
        here = mouse.board.card
        await mouse.wheel(mouse.at(1, 0), 2)
        stacks = mouse.board.deck.stacks
        assert (stacks[1].top, stacks[1].at) == (6, 6)
        assert mouse.board.card is here, "the cursor stays in its column"
        assert (stacks[0].top, stacks[2].top) == (0, 0)
        await mouse.wheel(mouse.at(1, 6), 50)
        assert "More 29" in driver.text
        await mouse.wheel(mouse.at(1, stacks[1].top), -50)
        assert stacks[1].top == 0
        assert stacks[1].at < len({index for index, _line in mouse.board.lane(1).rows})


async def test_while_a_field_is_open_nothing_is_dragged(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        before = mouse.titles(0)
        await driver.press("C")
        await driver.type("half")
        await mouse.drag(mouse.at(0, 0), mouse.at(1, 0))
        assert mouse.titles(0) == before
        assert driver.app.screen.writing.text == "half"  # type: ignore[attr-defined]


async def test_in_the_details_a_click_selects_and_a_double_click_ticks(path: Path) -> None:
    portfolio = samples.opened(path)
    try:
        found = find_card(portfolio, "ATLAS-1")
        cards.edit(portfolio, found.id, None, description="# Why\n- see `ledger.py`\n- [TODO] ask ben")
        cards.add_check(portfolio, found.id, "call the bank")
    finally:
        portfolio.close()
    async with running(path) as driver:
        await driver.press("1", "enter")
        assert "description Why" in driver.text
        assert "• see ledger.py" in driver.text
        assert "• [TODO] ask ben" in driver.text
        details = driver.app.screen.details  # type: ignore[attr-defined]

        async def click(text: str, times: int) -> None:
            y = next(y for y, line in enumerate(driver.lines) if text in line)
            await driver.pilot.click(offset=(details.region.x + 20, y), times=times)
            await driver.settle()

        await click("ask ben", 1)
        assert details.what == "field:description"
        await click("call the bank", 2)
        assert "✓ call the bank" in driver.text
        assert details.visible


async def test_a_click_beside_an_open_list_moves_nothing_below_it(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        await driver.press("a")
        before = mouse.board.at, mouse.board.card
        await driver.pilot.click(offset=mouse.at(1, 1))
        await driver.settle()
        assert (mouse.board.at, mouse.board.card) == before
        assert driver.app.screen.picker.open  # type: ignore[attr-defined]


async def test_a_double_click_below_the_cards_opens_nothing(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        region = mouse.board.lane(4).region
        await driver.pilot.click(offset=(region.x + 4, region.bottom - 2), times=2)
        await driver.settle()
        assert not driver.app.screen.details_open  # type: ignore[attr-defined]


async def test_only_the_left_button_takes_hold_of_a_card(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        start = mouse.at(0, 1)
        await driver.pilot._post_mouse_events([events.MouseDown], offset=start, button=3)
        await mouse.move((start[0] + 30, start[1]))
        assert not mouse.board.dragging
        assert mouse.marks() == []


async def test_a_trembling_hand_only_clicks(path: Path) -> None:
    async with running(path) as driver:
        mouse = Mouse(driver)
        start = mouse.at(0, 1)
        await mouse.down(start)
        await mouse.move(start)
        assert not mouse.board.dragging
