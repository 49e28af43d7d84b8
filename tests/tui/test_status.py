"""What does not fit into the status line goes on in the line of keys, until the next message."""

from __future__ import annotations

from pathlib import Path

from tests.tui import samples
from tests.tui.pages import running
from tui.screen import Page
from tui.widgets.prompt import Question


async def test_a_long_refusal_is_read_whole(tmp_path: Path) -> None:
    path = samples.ledger(tmp_path / "ledger.db")
    said = "ben archived ATLAS, 23 Nov 10:42: nothing can be changed here until it is restored"
    async with running(path, size=(60, 20)) as driver:
        page = driver.app.screen
        assert isinstance(page, Page)
        keys = driver.lines[-1]
        page.warn(said)
        await driver.settle()
        assert " ".join([driver.status, driver.lines[-1].strip()]) == f"! {said}"
        page.say("well")
        await driver.settle()
        assert (driver.status, driver.lines[-1]) == ("well", keys)
        page.warn("short")
        await driver.settle()
        assert (driver.status, driver.lines[-1]) == ("! short", keys)


async def test_what_one_can_do_is_whole_beside_a_long_sentence(tmp_path: Path) -> None:
    path = samples.ledger(tmp_path / "ledger.db")
    said = "ATLAS-44 added; counts as 3.89 pt, the mean, which is a long story to tell in here"
    async with running(path, size=(80, 24)) as driver:
        page = driver.app.screen
        assert isinstance(page, Page)
        page.say(said, hint="u undo")
        await driver.settle()
        assert driver.lines[-2] == f" {said[:68]}…    u undo"
        page.say(said, lead="redone:", hint="u undo")
        await driver.settle()
        assert driver.status.startswith("redone: ATLAS-44 added")
        assert driver.status.endswith("…    u undo")
        page.say("short", hint="u undo")
        await driver.settle()
        assert driver.status == "short    u undo"
        page.say("short", hint="u " * 60)
        await driver.settle()
        assert driver.status.startswith("short    u u"), "there is no room for both"
        page.warn(said, hint="esc leaves")
        await driver.settle()
        first, _, hint = driver.status.partition("    ")
        assert (" ".join([first, driver.lines[-1].strip()]), hint) == (f"! {said}", "esc leaves")


async def test_how_to_take_back_a_card_is_whole(tmp_path: Path) -> None:
    path = samples.ledger(tmp_path / "ledger.db")
    async with running(path, size=(80, 24)) as driver:
        await driver.press("n")
        await driver.type("Card")
        await driver.press("enter", "escape")
        assert driver.status.endswith("    u undo")


async def test_a_refusal_that_does_not_fit_behind_a_field_goes_on_below(tmp_path: Path) -> None:
    path = samples.ledger(tmp_path / "ledger.db")
    async with running(path, size=(60, 20)) as driver:

        async def refuse(_text: str) -> str | None:
            return "the board has a column of this name already, choose another one"

        page = driver.app.screen
        assert isinstance(page, Page)
        page.prompt.ask(Question("name", refuse, "Doing"))
        await driver.settle()
        keys = driver.lines[-1]
        await driver.press("enter")
        told = f"{driver.lines[-2].partition('Doing')[2].strip()} {driver.lines[-1].strip()}"
        assert told == "the board has a column of this name already, choose another one"
        await driver.press("x")
        assert driver.lines[-1] == keys


async def test_a_short_text_leaves_a_refusal_the_rest_of_the_line(tmp_path: Path) -> None:
    async with running(samples.ledger(tmp_path / "ledger.db"), size=(80, 24)) as driver:
        await driver.press("d", *"zzz", "enter")
        assert "zzz    zzz is no date; try 27 nov, fri, +3 or 2026-11-27" in driver.lines[-2]
        assert "enter save" in driver.lines[-1]
