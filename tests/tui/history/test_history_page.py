"""The history on the screen: opened from anywhere, narrowed, walked through, live, a way to its cards."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest

from models.actions import cards, clients, projects
from models.views.names import find_card
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.dates import since
from tui.history.listing import HistoryList
from tui.history.screen import HistoryPage
from tui.text import width


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


def page(driver: Driver) -> HistoryPage:
    screen = driver.app.screen
    assert isinstance(screen, HistoryPage)
    return screen


def listing(driver: Driver) -> HistoryList:
    return page(driver).listing


def here(driver: Driver) -> str:
    deed = listing(driver).deed
    return "" if deed is None else deed.text


def other(path: Path, do: str = "move") -> None:
    """Another session works on the database."""
    ben = samples.opened(path, "ben")
    try:
        card = find_card(ben, "ATLAS-4")
        if do == "move":
            done = ben.store.rows("SELECT id FROM board_column WHERE name = 'Ready'")[0][0]
            cards.move(ben, card.id, card.version, done)
        else:
            cards.edit(ben, card.id, card.version, title=do)
    finally:
        ben.close()


async def news(driver: Driver) -> None:
    """Wait until the program has seen what another session committed."""
    while not driver.status:
        await asyncio.sleep(0.02)
        await driver.settle()


@pytest.mark.parametrize("key", ["j", "slash", "w", "question_mark"])
async def test_what_was_said_goes_with_the_next_key_that_does_something(path: Path, key: str) -> None:
    async with running(path) as driver:
        await driver.press("W", "y")
        assert driver.status == "copied"
        await driver.press("y")
        assert driver.status == "copied", "it is said again"
        await driver.press(key)
        assert "copied" not in driver.text


async def test_from_a_card_and_back_to_it(path: Path) -> None:
    async with running(path) as driver:
        await driver.whole()
        before = await driver.shown("j")
        text = await driver.shown("W")
        assert driver.lines[0] == " History  ATLAS-2  Archive policy for closed accounts"
        assert "added to Backlog" in text
        assert await driver.shown("q") == before
        await driver.press("tab")
        assert driver.lines[0].startswith(" Delivery")


async def test_the_card_in_the_panel_a_row_of_delivery_and_the_project_page_have_one(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("enter", "W")
        assert driver.lines[0].startswith(" History  ATLAS-1  ")
        await driver.press("W", "escape", "tab", "W")
        assert driver.lines[0].startswith(" History  ")
        key = page(driver).subject
        assert key in ("ATLAS", "KITE")
        await driver.press("escape", "tab", "O", "W")
        assert page(driver).subject == "ATLAS"


async def test_the_project_page_is_left_to_where_it_was_opened_after_its_history(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "W", "O", "q")
        assert driver.app.current_mode == "board"


async def test_the_palette_leads_there(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":")
        await driver.type("who did what")
        await driver.press("enter")
        assert driver.lines[0].startswith(" History  ATLAS-1 ")


async def test_newest_first_and_the_next_page_as_one_walks_on(path: Path) -> None:
    p = samples.opened(path, "setup")
    card = find_card(p, "ATLAS-1")
    for number in range(130):
        cards.add_comment(p, card.id, f"note {number}")
    p.close()
    async with running(path, "KITE") as driver:
        driver.app.history_about = ""
        await driver.app.open_history("ATLAS")
        await driver.settle()
        assert len(listing(driver)._items) == 100
        first = here(driver)
        assert "older ones follow" not in driver.text
        await driver.press("G")
        assert len(listing(driver)._items) > 130
        await driver.press("G")
        assert here(driver).startswith("project ATLAS added")
        assert "older ones follow" not in driver.text
        await driver.press("g")
        assert here(driver) == first


async def test_words_a_person_a_kind_and_a_day_narrow_it_and_escape_shows_all(path: Path) -> None:
    other(path)
    async with running(path, "ATLAS") as driver:
        await driver.app.open_history("ATLAS")
        await driver.settle()
        every = len(listing(driver)._items)
        await driver.press("/")
        await driver.type("atlas-4 ready")
        assert [one.author for one in page(driver).view.deeds] == ["ben"]
        await driver.press("enter")
        assert driver.lines[0].endswith("/ atlas-4 ready")
        await driver.press("escape")
        assert len(listing(driver)._items) == every
        await driver.press("a")
        await driver.type("ben")
        await driver.press("enter")
        assert driver.lines[0].endswith("by ben")
        assert [one.author for one in page(driver).view.deeds] == ["ben"]
        await driver.press("escape", "t")
        picker = page(driver).picker
        assert ("card moved", "card.move") in [(one.name, one.detail) for one in picker._found]
        await driver.type("card blocked")
        await driver.press("enter")
        assert driver.lines[0].endswith("card blocked")
        assert {one.action for one in page(driver).view.deeds} == {"card.block"}
        await driver.press("escape", "t")
        await driver.type("card.block")
        await driver.press("enter")
        assert {one.action for one in page(driver).view.deeds} == {"card.block"}
        await driver.press("escape", "d")
        await driver.type("yesterday")
        await driver.press("enter")
        assert driver.lines[0].endswith("since 22 Nov 2026")
        assert len(listing(driver)._items) == every
        await driver.press("d")
        await driver.press("ctrl+u")
        await driver.type("never")
        await driver.press("enter")
        assert "no date" in driver.status
        await driver.press("escape", "escape", "escape")
        assert driver.app.current_mode == "board"


async def test_leaving_the_field_takes_the_words_back(path: Path) -> None:
    async with running(path) as driver:
        await driver.app.open_history("")
        await driver.settle()
        every = len(listing(driver)._items)
        await driver.press("/")
        await driver.type("nothing like this")
        assert "nothing fits" in driver.text
        await driver.press("escape")
        assert len(listing(driver)._items) == every


async def test_it_can_be_about_everything_a_project_or_a_person(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("W", "w")
        await driver.type("everything")
        await driver.press("enter")
        assert driver.lines[0] == " History  everything"
        assert any("KITE" in deed.text for deed in page(driver).view.deeds)
        await driver.press("w")
        await driver.type("dora")
        await found(driver)
        await driver.press("enter")
        assert driver.lines[0] == " History  dora  Dora"
        assert page(driver).wanted.about.kind == "person"


async def found(driver: Driver) -> None:
    looking = driver.app.screen.picker._looking  # type: ignore[attr-defined]
    if looking is not None and not looking.is_finished:
        await looking.wait()
    await driver.settle()


async def test_enter_leads_to_the_card_and_to_the_project(path: Path) -> None:
    other(path)
    async with running(path, "KITE") as driver:
        await driver.app.open_history("")
        await driver.settle()
        assert "ATLAS-4" in here(driver)
        await driver.press("enter")
        assert driver.app.current_mode == "board"
        assert driver.app.screen.here.number == 4  # type: ignore[attr-defined]
        await driver.app.open_history("ATLAS")
        await driver.settle()
        await driver.press("G", "O")
        assert driver.app.current_mode == "project"


async def test_a_line_about_nothing_that_is_there_says_so(path: Path) -> None:
    p = samples.opened(path, "setup")
    clients.add(p, key="beta", name="Beta")
    p.close()
    async with running(path, "KITE") as driver:
        await driver.app.open_history("")
        await driver.settle()
        await driver.press("enter")
        assert driver.status == "the project of this line is not there any more"


async def test_enter_on_an_archived_card_and_an_archived_project(path: Path) -> None:
    p = samples.opened(path, "setup")
    card = find_card(p, "ATLAS-3")
    cards.archive(p, card.id, card.version)
    p.close()
    async with running(path, "KITE") as driver:
        await driver.app.open_history("")
        await driver.settle()
        await driver.press("enter")
        assert driver.app.current_mode == "board"
        assert driver.lines[0].startswith(" ATLAS")
        p = samples.opened(path, "setup")
        row = p.store.rows("SELECT id, version FROM project WHERE key = 'KITE'")[0]
        projects.archive(p, *row)
        p.close()
        await driver.app.open_history("")
        await news(driver)
        await driver.press("g", "enter")
        assert driver.app.current_mode == "project"
        assert driver.lines[0].startswith(" KITE")


async def test_what_another_does_appears_on_top_and_the_cursor_stays_on_its_line(path: Path) -> None:
    async with running(path) as driver:
        await driver.app.open_history("ATLAS")
        await driver.settle()
        await driver.press("j", "j")
        stood = here(driver)
        other(path)
        await news(driver)
        assert driver.status.startswith("ben: ")
        assert here(driver) == stood
        assert "ATLAS-4" in driver.lines[3]
        assert listing(driver)._top == 0


async def test_scrolled_down_nothing_in_view_moves(path: Path) -> None:
    async with running(path, size=(100, 14)) as driver:
        await driver.app.open_history("ATLAS")
        await driver.settle()
        await driver.press("G", "k")
        before = driver.lines[2:-2]
        other(path)
        await news(driver)
        assert driver.lines[2:-2] == before


async def test_what_is_typed_survives_news(path: Path) -> None:
    async with running(path) as driver:
        await driver.app.open_history("ATLAS")
        await driver.settle()
        await driver.press("/")
        await driver.type("ready")
        shown = len(listing(driver)._items)
        other(path)
        while len(listing(driver)._items) == shown:
            await asyncio.sleep(0.02)
            await driver.settle()
        assert len(listing(driver)._items) == shown + 1
        assert driver.status.startswith("history ready")


@pytest.mark.parametrize("size", [(40, 12), (59, 20), (80, 24), (120, 36), (200, 60)])
async def test_it_fits_any_terminal(path: Path, size: tuple[int, int]) -> None:
    async with running(path, size=size) as driver:
        await driver.press("W", "w")
        await driver.type("everything")
        await driver.press("enter")
        assert driver.lines[0].startswith(" History  everything")
        assert all(width(line) <= size[0] for line in driver.lines)
        assert "setup" in driver.text
        for key in ("j", "ctrl+d", "G", "ctrl+u", "k", "g"):
            await driver.press(key)
            assert sum(line.startswith("▌") for line in driver.lines) >= 1
        assert "added" in driver.text


async def test_a_click_goes_to_a_line_and_a_second_one_where_it_leads(path: Path) -> None:
    async with running(path) as driver:
        await driver.app.open_history("ATLAS")
        await driver.settle()
        await driver.pilot.click(HistoryList, offset=(30, 4))
        assert listing(driver)._cursor == 2
        await driver.pilot.click(HistoryList, offset=(30, 4))
        await driver.settle()
        assert driver.app.current_mode == "board"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("7d", date(2026, 11, 16)),
        ("2w", date(2026, 11, 9)),
        ("today", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 22)),
        ("fri", date(2026, 11, 20)),
        ("mon", date(2026, 11, 23)),
        ("24 nov", date(2025, 11, 24)),
        ("3 mar", date(2026, 3, 3)),
        ("2026-01-31", date(2026, 1, 31)),
        ("", None),
    ],
)
def test_days_are_past_ones(typed: str, day: date | None) -> None:
    assert since(typed, date(2026, 11, 23)) == day


@pytest.mark.parametrize("typed", ["2027-01-01", "32 nov", "soon", "+3"])
def test_what_is_no_past_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        since(typed, date(2026, 11, 23))
