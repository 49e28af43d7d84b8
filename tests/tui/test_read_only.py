"""Opened for looking only: everything is shown, nothing is offered that would change something."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import Driver
from tui.app import PmboardApp
from tui.board.pointing import PointedBoard
from tui.keymap import Key
from tui.rooms import PARTS
from tui.session import Session
from tui.widgets import typed_ahead
from tui.widgets.painted import Over

LEAVES = {"app.quit_now", "app.interrupt", "app.pause", "board.close", "delivery.quit"}
"""Actions that end or stop the program."""
ROOMS = {"board": (), "details": ("enter",), "delivery": ("tab",), "project": ("O",), "history": ("W",)}
"""Room of keys -> what is pressed on the board to be there."""


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.ledger(tmp_path_factory.mktemp("read_only") / "ledger.db")


@pytest.fixture
def path(portfolio: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(portfolio, tmp_path / "ledger.db"))


@asynccontextmanager
async def looking(
    path: Path, *, size: tuple[int, int] = (120, 36), project: str = "ATLAS"
) -> AsyncIterator[Driver]:
    session = Session(lambda: Portfolio.open(path, author="eve", clock=samples.clock, read_only=True))
    try:
        async with PmboardApp(session, project, theme="pm-dark").run_test(size=size) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            yield driver
    finally:
        session.close()


def keys_of(room: str, writes: bool) -> list[Key]:
    return [
        key
        for _title, part in PARTS
        for key in part
        if key.room in (room, "app") and key.writes is writes and key.id not in LEAVES
    ]


def events(path: Path) -> int:
    p = samples.opened(path)
    try:
        return p.store.last_sequence()
    finally:
        p.close()


@pytest.mark.parametrize("room", ROOMS)
async def test_a_key_that_changes_something_says_why_not_before_anything_opens(
    path: Path, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed_ahead, "BURST", 0.0)
    before = events(path)
    async with looking(path) as driver:
        await driver.press(*ROOMS[room])
        await driver.whole()
        shown = driver.lines[:-2]
        for key in keys_of(room, writes=True):
            for name in driver.app.keymap.keys_of(key.id):
                await driver.press(name)
                said = "read-only: start without --read-only to change something"
                assert said in driver.status, key.id
                assert not isinstance(driver.app.screen.focused, Over), key.id
                assert driver.lines[:-2] == shown, key.id
                driver.app.screen.prompt.clear()  # type: ignore[attr-defined]
                await driver.pilot.pause()
    assert events(path) == before


@pytest.mark.parametrize("room", ROOMS)
async def test_every_other_key_works_and_nothing_it_opens_ends_in_a_refusal(path: Path, room: str) -> None:
    before = events(path)
    keys = keys_of(room, writes=False)
    while keys:
        async with looking(path) as driver:
            await driver.press(*ROOMS[room])
            start = (driver.app.current_mode, driver.app.screen.focused)
            # The program goes on as long as a key has not led elsewhere.
            while keys and start == (driver.app.current_mode, driver.app.screen.focused):
                key = keys.pop(0)
                await driver.press(*driver.app.keymap.keys_of(key.id)[:1])
                assert "nothing was saved" not in driver.text, key.id
                if isinstance(driver.app.screen.focused, Over):
                    await driver.press("enter")
                assert "nothing was saved" not in driver.text, key.id
                assert "without --read-only" not in driver.text, key.id
    assert events(path) == before


@pytest.mark.parametrize("room", ROOMS)
async def test_the_line_of_keys_the_palette_and_the_help_offer_no_change(path: Path, room: str) -> None:
    async with looking(path, size=(200, 60)) as driver:
        await driver.press(*ROOMS[room])
        assert "read-only" in driver.lines[0]
        hints = driver.lines[-1]
        for key in keys_of(room, writes=True):
            if key.short:
                assert f" {key.short} " not in f" {hints} ", key.id
        await driver.press(":")
        listed = {choice.name for choice in driver.app.screen.picker._found}  # type: ignore[attr-defined]
        assert not listed & {key.text for key in keys_of(room, writes=True)}
        assert "choose the colors" in listed
        await driver.press("escape")
        if room == "board":
            await driver.press("?", "/")
            await driver.type("archive the card")
            assert "archive the card  read-only" in driver.text


async def test_no_section_and_no_column_offers_to_add_something(path: Path) -> None:
    offers = ("n adds", "N adds", "n writes", "n books", "n says", "c completes", "c closes", "c: kept")
    async with looking(path, project="KITE") as driver:
        assert "no cards yet" in driver.text
        assert "adds a card" not in driver.text
        assert "import from files" not in driver.text
        for tab in ("O", *"2345678"):
            shown = await driver.shown(tab)
            assert [offer for offer in offers if offer in shown] == [], tab
        assert "nobody has said anything yet" in await driver.shown("7")
        await driver.press("escape", "enter")
        assert driver.status == "no card here"


async def test_the_refusal_stands_on_one_line(path: Path) -> None:
    async with looking(path, size=(80, 24)) as driver:
        await driver.press("n")
        assert driver.status == "! read-only: start without --read-only to change something"
        assert "help" in driver.lines[-1]


async def test_the_colors_can_still_be_chosen(path: Path) -> None:
    async with looking(path) as driver:
        await driver.press("T", "down", "enter")
        assert "without --read-only" not in driver.text
        assert driver.app.theme != "pm-dark"


async def test_a_mark_in_the_head_costs_no_bytes_and_is_not_there_otherwise(path: Path) -> None:
    async with looking(path, size=(40, 12)) as driver:
        assert "read-only" in driver.lines[0]
    session = Session(lambda: samples.opened(path))
    try:
        async with PmboardApp(session, "ATLAS", theme="pm-dark").run_test(size=(120, 36)) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            assert "read-only" not in driver.text
    finally:
        session.close()


async def test_a_card_is_not_dragged(path: Path) -> None:
    before = events(path)
    async with looking(path) as driver:
        await driver.pilot.mouse_down(PointedBoard, offset=(5, 4))
        await driver.pilot.hover(PointedBoard, offset=(40, 8))
        await driver.pilot.mouse_up(PointedBoard, offset=(40, 8))
        await driver.settle()
        assert driver.status.startswith("! read-only: ")
    assert events(path) == before


async def test_letters_typed_at_once_for_a_field_that_does_not_open_are_no_commands(path: Path) -> None:
    async with looking(path) as driver:
        await driver.pilot.press("n", "q", "j")
        await driver.settle()
        assert driver.app.is_running
        assert driver.app.screen.here.number == 1  # type: ignore[attr-defined]


def test_a_file_that_one_may_not_write_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Who runs this may be root, who may write everywhere.
    monkeypatch.setattr("models.store.files.may_write", lambda _path: False)
    monkeypatch.setattr("models.portfolio.may_write", lambda _path: False)
    p = Portfolio.open(path, author="eve")
    assert p.looking == "you may not write to the file or its folder; its owner can give you that right"
    p.close()
