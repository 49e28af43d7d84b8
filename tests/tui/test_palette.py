"""The command palette: every action of the page by name, projects and cards by what is typed."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from models.actions import projects
from models.portfolio import StoreError
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui import keymap, palette
from tui.board.keys import BOARD
from tui.delivery.keys import DELIVERY
from tui.keymap import EVERYWHERE
from tui.palette_ways import WAYS
from tui.project.keys import PROJECT
from tui.rooms import PARTS
from tui.screen import Page
from tui.text import width
from tui.widgets.choosing import GAP
from tui.widgets.picker import PATIENCE


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
        await driver.whole()
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


async def test_letters_in_their_order_find_a_project_behind_what_holds_the_word(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":", *"ldgr")
        await found(driver)
        assert listed(driver)[0] == ("ATLAS", "Ledger migration")
        await driver.press("enter")
        assert driver.app.screen.view.key == "ATLAS"  # type: ignore[attr-defined]
        await driver.press(":", *"rtpl")
        await found(driver)
        assert ("KITE", "Route planner") in listed(driver)
        await driver.press("ctrl+u", *"ledger")
        await found(driver)
        # Found by its word it is there once.
        assert [lead for lead, _name in listed(driver)].count("ATLAS") == 1


async def test_where_nothing_is_found_the_list_says_how_cards_are(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":", *"xqzv")
        await found(driver)
        assert palette.NOTHING in driver.text


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


async def test_a_search_that_fails_is_told_and_the_actions_stay(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StoreError("the disk is full")

    async with running(path) as driver:
        monkeypatch.setattr(palette, "search", fails)
        await driver.press(":")
        await driver.type("arch")
        await found(driver)
        assert listed(driver)[0] == ("x", "archive the card")
        await driver.press("escape")
        assert "the disk is full" in driver.status


async def test_an_archived_project_is_found_and_said_to_be_one(path: Path) -> None:
    portfolio = samples.opened(path)
    try:
        [(kite,)] = portfolio.store.rows("SELECT id FROM project WHERE key = 'KITE'")
        projects.archive(portfolio, kite, None)
    finally:
        portfolio.close()
    async with running(path) as driver:
        await driver.press(":")
        await driver.type("route pl")
        await found(driver)
        assert any("Route planner   archived" in line for line in driver.lines)


async def test_the_cursor_stays_in_sight_and_a_letter_brings_it_back(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":", *["down"] * 15)
        wanted = driver.app.screen.picker._found[15].name  # type: ignore[attr-defined]
        top = next(y for y, line in enumerate(driver.lines) if line.startswith(" :"))
        at = [y for y, line in enumerate(driver.lines) if y > top and line.startswith(" ▌")]
        assert [wanted in driver.lines[y] for y in at] == [True]
        await driver.press("a")
        assert driver.lines[top + 1].startswith(" ▌")


async def test_enter_typed_ahead_means_what_the_search_finds(path: Path) -> None:
    async with running(path) as driver:
        await driver.pilot.press(":", *"rollback", "space", "d", "r", "enter")
        await driver.settle()
        assert here(driver) == "Rollback drill"


@pytest.mark.parametrize(
    "page",
    [(), ("enter",), ("tab",), ("O",), ("W",)],
    ids=["board", "details", "delivery", "project", "history"],
)
async def test_theme_finds_the_colors_everywhere(path: Path, page: tuple[str, ...]) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press(*page, ":")
        await driver.type("theme")
        await found(driver)
        assert [name for lead, name in listed(driver) if lead == "T"][:1] == ["choose the colors"]
        assert listed(driver)[0] == ("T", "choose the colors")
        assert all("move the card" not in name for _lead, name in listed(driver))


@pytest.mark.parametrize("typed", ["arcv", "rchiv"])
async def test_scattered_letters_find_what_changes_something_and_only_tell_its_key(
    path: Path, typed: str
) -> None:
    async with running(path) as driver:
        before = here(driver)
        await driver.press(":")
        await driver.type(typed)
        await found(driver)
        assert ("x", "archive the card") in listed(driver)
        at = listed(driver).index(("x", "archive the card"))
        await driver.press(*["down"] * at, "enter")
        assert "archive the card" in driver.status
        assert "x does it" in driver.status
        assert here(driver) == before


async def test_scattered_letters_do_what_changes_nothing(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":")
        await driver.type("colrs")
        await found(driver)
        assert listed(driver)[0] == ("T", "choose the colors")


async def test_an_action_of_another_page_says_where_it_is_done(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":")
        assert not any(name.startswith("delivery: ") for _lead, name in listed(driver))
        await driver.type("marks columns")
        assert listed(driver)[0] == ("L", "delivery: what marks, columns and filter words mean")
        await driver.press("enter")
        assert driver.app.current_mode == "board"
        assert "on the delivery screen: L" in driver.status


async def test_an_action_of_this_page_comes_before_those_of_others(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("tab", ":")
        await driver.type("filter")
        assert listed(driver)[0] == ("/", "filter while typing")
        await driver.press(*["backspace"] * 6)
        await driver.type("archive the card")
        assert listed(driver)[0] == ("x", "board: archive the card")
        await driver.press("enter")
        assert "on the board: x" in driver.status


@pytest.mark.parametrize(("page", "first"), [((), "enter"), (("tab",), "enter"), (("O",), "enter")])
async def test_the_empty_list_begins_with_what_does_something(
    path: Path, page: tuple[str, ...], first: str
) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press(*page, ":")
        assert listed(driver)[0][0] == first


def test_no_way_is_cut_at_eighty_columns() -> None:
    for way in WAYS:
        assert 14 + len(way.text) + GAP + len(way.command or way.filter or way.then) < 80, way.text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("undo", ("u", "undo")),
        ("history", ("W", "who did what when: of the card, project or person here")),
        ("card delete", ("X", "delete the card for ever")),
        ("deadline", ("d", "set the due date")),
        ("x", ("x", "archive the card")),
        ("restore", ("ctrl+r", "restore an archived project")),
        ("cost", ("O 3", "book a cost")),
        ("add cost", ("O 3", "book a cost")),
        ("import", ("", "import from files")),
        ("export", ("", "export to a file")),
        ("report", ("", "report")),
        ("booked", ("", "who is booked too much")),
        ("promised", ("", "what was promised, and will it hold")),
        ("is:booked", ("", "who is booked too much")),
        ("is:promised", ("", "what was promised, and will it hold")),
        ("pmboard import", ("", "import from files")),
    ],
)
async def test_words_find_what_they_mean(path: Path, typed: str, first: tuple[str, str]) -> None:
    async with running(path, "KITE") as driver:
        await driver.press(":")
        await driver.type(typed)
        assert listed(driver)[0] == first


async def test_what_the_line_of_an_entry_says_finds_it(path: Path) -> None:
    async with running(path, "KITE") as driver:
        await driver.press(":")
        await driver.type("delivery")
        elsewhere = next(name for _lead, name in listed(driver) if name.startswith("delivery: "))
        await driver.press("ctrl+u")
        await driver.type(elsewhere)
        assert elsewhere in [name for _lead, name in listed(driver)]


async def test_a_command_is_told(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":")
        await driver.type("import")
        await found(driver)
        await driver.pilot.pause(PATIENCE)
        assert "pmboard import FILE" in driver.text
        await driver.press("enter")
        assert "in a shell: pmboard import FILE --db " in driver.status


@pytest.mark.parametrize("way", [(), ("O",), ("tab", "j", "j")], ids=["board", "page", "delivery"])
async def test_the_command_for_a_report_names_the_project(path: Path, way: tuple[str, ...]) -> None:
    async with running(path, "KITE", size=(80, 24)) as driver:
        await driver.press(*way)
        key = driver.app.screen.project_key
        assert key == "KITE" or way[:1] == ("tab",)
        assert key in driver.text, "what the page or its cursor is on"
        await driver.press(":")
        await driver.type("report")
        await found(driver)
        line = next(line for line in driver.lines if "pmboard report" in line)
        assert line.endswith(f"pmboard report {key}"), "nothing of it is cut"
        await driver.press("enter")
        assert driver.status.startswith(f"in a shell: pmboard report {key} --db ")


async def test_a_cost_is_booked_on_the_tab_of_money(path: Path) -> None:
    async with running(path) as driver:
        await driver.press(":")
        await driver.type("book a cost")
        await driver.press("enter")
        assert driver.app.current_mode == "project"
        assert "money" in driver.text
        await driver.press(":")
        await driver.type("milestone")
        await found(driver)
        assert "add a milestone" in [name for _lead, name in listed(driver)]


async def test_on_delivery_it_is_booked_to_the_project_under_the_cursor(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("tab", "G")
        there = driver.app.screen
        assert isinstance(there, Page)
        assert there.project_key not in ("", driver.app.project)
        key = there.project_key
        await driver.press(":")
        await driver.type("book a cost")
        await driver.press("enter")
        assert driver.app.project_page == key


async def test_undo_is_told_where_there_is_none(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("W", ":")
        await driver.type("undo")
        await driver.press("enter")
        assert "u on the board, delivery or a project" in driver.status


def test_what_an_action_does_is_told_whole_at_80_cells() -> None:
    room = 80 - 14
    long = {key.id for _title, part in PARTS for key in part if width(key.text) > room}
    assert long == set()
    # Found from other pages they say of which one they are.
    assert {key.id for key in PROJECT if width(f"{key.room}: {key.text}") > room} == set()
