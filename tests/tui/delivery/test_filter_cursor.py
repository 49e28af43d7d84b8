"""Where the cursor is while a filter is typed, kept, left and dropped."""

from __future__ import annotations

import pytest
import samples
from page import DeliveryApp, FakeSession, marked, settle


@pytest.mark.parametrize(
    ("before", "typed", "first"),
    [
        # While "i" and "in" are typed both are found, and the cursor's project with them.
        (("G",), "internal", "OPAL"),
        (("]", "]"), "is:needs", "BORA"),
        ((), "manager:ben", "BORA"),
        (("G",), "is:red", "BORA"),
    ],
)
@pytest.mark.parametrize("tab", ["table", "timeline"])
async def test_what_a_filter_finds_is_read_from_its_first_line(
    before: tuple[str, ...], typed: str, first: str, tab: str
) -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        if tab == "timeline":
            await pilot.press("}")
            await settle(pilot)
        await pilot.press(*before, "slash", *typed)
        lines = app.page.shown
        assert app.page.tab == tab
        assert lines.spot.cursor == 0
        if tab == "table":
            assert first in marked(app)
        await pilot.press("enter")
        assert lines.spot.cursor == 0


@pytest.mark.parametrize("left", [("escape",), ("backspace", "backspace", "enter")])
async def test_who_leaves_the_filter_is_where_the_cursor_was(left: tuple[str, ...]) -> None:
    app = DeliveryApp(FakeSession(samples.large(120)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("G", *"kkk")
        spot, line = app.page.shown.spot, marked(app)
        await pilot.press("slash", *"p0")
        assert app.page.shown.spot.cursor == 0
        await pilot.press(*left)
        assert (app.page.shown.spot, marked(app)) == (spot, line)


async def test_a_filter_that_is_left_while_changed_keeps_the_cursor_in_what_it_found() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"northw", "enter", "j", "j")
        line = marked(app)
        await pilot.press("slash", *"ind", "escape")
        assert marked(app) == line
        await pilot.press("slash", "enter")
        assert marked(app) == line


async def test_a_filter_that_is_dropped_leaves_the_cursor_on_its_project() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"lark", "enter", "escape")
        assert "LARK" in marked(app)


@pytest.mark.parametrize("tab", ["table", "timeline"])
async def test_from_a_filter_that_finds_nothing_one_comes_back_to_where_one_was(tab: str) -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("]", "]")
        project = app.page.shown.project
        await pilot.press("slash", *"zzz", "enter")
        assert app.page.shown.line is None
        if tab == "timeline":
            await pilot.press("}")
            await settle(pilot)
        await pilot.press("escape")
        assert app.page.tab == tab
        assert app.page.shown.project == project != (2, "BORA")
