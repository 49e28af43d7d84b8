"""The mouse on the delivery page: titles sort, names of tabs turn to them, a double click opens."""

from __future__ import annotations

import pytest
from page import DeliveryApp, FakeSession, lines, settle, text

from tui.delivery.layout import lay_out, title_at


def program() -> DeliveryApp:
    return DeliveryApp(FakeSession())


async def test_a_click_on_a_title_sorts_and_the_next_one_turns_it_round() -> None:
    app = program()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        table = app.page.table
        y = table.region.y + table._frame.head_y
        x = lines(app)[y].index("Slip") + 1
        await pilot.click(offset=(x, y))
        await settle(pilot)
        assert (table.settings.sort, table.settings.reverse) == ("slip", False)
        await pilot.click(offset=(x, y))
        await settle(pilot)
        assert (table.settings.sort, table.settings.reverse) == ("slip", True)
        await pilot.click(offset=(4, y))
        await settle(pilot)
        assert (table.settings.sort, table.settings.reverse) == ("project", False)
        assert "sorted by Project" in text(app)


async def test_a_click_on_the_name_of_a_tab_turns_to_it() -> None:
    app = program()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for tab in ("timeline", "table"):
            x = lines(app)[0].index(f" {tab} ") + 2
            await pilot.click(offset=(x, 0))
            await settle(pilot)
            assert app.page.tab == tab


async def test_a_click_beside_the_tabs_does_nothing() -> None:
    app = program()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.click(offset=(3, 0))
        await settle(pilot)
        assert app.page.tab == "table"


async def test_one_click_selects_and_two_open() -> None:
    app = program()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        table = app.page.table
        rows = [y for y in range(36) if " KITE" in lines(app)[y]]
        await pilot.click(offset=(4, rows[-1]))
        await settle(pilot)
        assert table.project is not None
        assert table.project[1] == "KITE"
        assert app.opened == []
        await pilot.double_click(offset=(4, rows[-1]))
        await settle(pilot)
        assert app.opened == ["KITE"]


@pytest.mark.parametrize(("x", "column"), [(0, None), (2, "project"), (15, "project")])
def test_which_title_stands_where(x: int, column: str | None) -> None:
    assert title_at(lay_out(120, 5), x) == column


def test_every_column_is_found_at_its_first_cell() -> None:
    layout = lay_out(200, 5)
    assert [title_at(layout, placed.x) for placed in layout.placed] == [
        placed.column.id for placed in layout.placed
    ]
