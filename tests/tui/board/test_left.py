"""What others take away while one looks at it: cards in the panel, and the project of an open board."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards, projects
from models.portfolio import Portfolio
from models.views.changes import changes_since
from tests.tui import samples
from tests.tui.pages import Driver, running

TITLE = "Cut over the branch ledgers"


def ben(path: Path, do: Callable[[Portfolio], Any]) -> None:
    portfolio = samples.opened(path, "ben")
    try:
        do(portfolio)
    finally:
        portfolio.close()


def number_of(p: Portfolio, what: str, name: str) -> int:
    table, column = {"card": ("card", "title"), "project": ("project", "key")}[what]
    [(found,)] = p.store.rows(f"SELECT id FROM {table} WHERE {column} = ?", (name,))
    return int(found)


async def news(driver: Driver) -> None:
    """What the watcher finds four times a second, found now."""
    page = driver.app.screen
    changes = await driver.app.session.call(changes_since, page._sequence)  # type: ignore[attr-defined]
    page.changed_elsewhere(changes)  # type: ignore[attr-defined]
    await driver.settle()
    await driver.settle()


def move_away(p: Portfolio) -> None:
    cards.move_to_project(p, number_of(p, "card", TITLE), None, number_of(p, "project", "KITE"))


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (lambda p: cards.archive(p, number_of(p, "card", TITLE), None), "ben archived ATLAS-7, 23 Nov 10:42"),
        (lambda p: cards.delete(p, number_of(p, "card", TITLE)), "ben deleted ATLAS-7, 23 Nov 10:42"),
        (move_away, "ben moved it to KITE: KITE-1, 23 Nov 10:42"),
    ],
    ids=["archived", "deleted", "moved"],
)
async def test_the_panel_of_a_card_that_left_stays_and_touches_no_neighbor(
    ledger: Path, do: Callable[[Portfolio], Any], said: str
) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "enter")
        ben(ledger, do)
        await news(driver)
        assert f"! {said}" in driver.lines[2]
        assert driver.status == f"! {said}    esc leaves"
        sequence = await driver.app.session.call(lambda p: p.store.last_sequence())
        for key in (*"ecxHLdtpabCn", "space"):
            await driver.press(key)
            assert said in driver.status, key
            await driver.press("up")
        assert await driver.app.session.call(lambda p: p.store.last_sequence()) == sequence
        assert driver.app.screen.details_open  # type: ignore[attr-defined]
        await driver.press("escape")
        assert not driver.app.screen.details_open  # type: ignore[attr-defined]
        assert TITLE not in driver.text


async def test_typed_text_is_not_lost_when_the_card_goes(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "enter", "C")
        await driver.type("what I found")
        ben(ledger, lambda p: cards.delete(p, number_of(p, "card", TITLE)))
        await news(driver)
        assert "what I found" in driver.text
        await driver.press("ctrl+d")
        assert "what I found" in driver.text


async def test_a_project_archived_by_somebody_else_says_so_and_takes_no_edit(ledger: Path) -> None:
    async with running(ledger) as driver:
        ben(ledger, lambda p: projects.archive(p, number_of(p, "project", "ATLAS"), None))
        await news(driver)
        assert "ben archived ATLAS, 23 Nov 10:42" in driver.lines[0]
        sequence = await driver.app.session.call(lambda p: p.store.last_sequence())
        await driver.press("2", "L")
        assert "nothing can be changed here until it is restored" in driver.status
        await driver.press("x")
        assert await driver.app.session.call(lambda p: p.store.last_sequence()) == sequence
        ben(ledger, lambda p: projects.restore(p, number_of(p, "project", "ATLAS")))
        await news(driver)
        assert "archived" not in driver.lines[0]
        await driver.press("L")
        assert driver.status.startswith("ATLAS-7 moved")


async def test_a_project_deleted_by_somebody_else_stays_to_be_read(ledger: Path) -> None:
    async with running(ledger) as driver:
        ben(ledger, lambda p: projects.delete(p, number_of(p, "project", "ATLAS")))
        await news(driver)
        assert "ben deleted ATLAS, 23 Nov 10:42" in driver.lines[0]
        assert "Cut over the branch" in driver.text
        await driver.press("2", "L")
        assert "nothing can be changed here" in driver.status


def unheard(driver: Driver) -> None:
    """What others do from now on is not heard of before the next key."""
    driver.app.session._watch = None


def listed(driver: Driver) -> list[str]:
    picker = driver.app.screen.picker  # type: ignore[attr-defined]
    return [picker._choosing.label, *(choice.name for choice in picker._found)] if picker.open else []


@pytest.mark.parametrize("key", ["x", "c", "L", "J"])
async def test_a_card_that_was_moved_away_is_not_changed_by_a_key_and_its_way_is_offered(
    ledger: Path, key: str
) -> None:
    async with running(ledger) as driver:
        await driver.press("2")
        unheard(driver)
        ben(ledger, move_away)
        sequence = await driver.app.session.call(lambda p: p.store.last_sequence())
        await driver.press(key)
        assert listed(driver) == ["ben moved it to KITE: KITE-1, 23 Nov 10:42", "go to KITE-1", "stay here"]
        assert await driver.app.session.call(lambda p: p.store.last_sequence()) == sequence
        assert TITLE not in "".join(driver.lines[:20])
        await driver.press("enter")
        assert driver.lines[0].startswith(" KITE")
        assert driver.app.screen.here.title == TITLE  # type: ignore[attr-defined]


async def test_marked_cards_of_which_one_was_moved_away_stay(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "space", "j", "space")
        unheard(driver)
        ben(ledger, move_away)
        sequence = await driver.app.session.call(lambda p: p.store.last_sequence())
        await driver.press("x", "down", "enter")
        assert await driver.app.session.call(lambda p: p.store.last_sequence()) == sequence
        assert listed(driver) == []
        assert driver.lines[0].startswith(" ATLAS")


async def test_what_was_typed_for_a_card_that_was_moved_away_is_saved_there_and_told(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "C")
        await driver.type("ask them")
        ben(ledger, move_away)
        await news(driver)
        await driver.press("ctrl+d")
        await driver.settle()
        assert listed(driver) == ["ben moved it to KITE: KITE-1, 23 Nov 10:42", "go to KITE-1", "stay here"]
        told = await driver.app.session.call(lambda p: p.store.rows("SELECT text FROM comment"))
        assert told == [("ask them",)]
        await driver.press("escape")
        assert driver.lines[0].startswith(" ATLAS")


async def test_a_card_that_is_archived_already_says_who_archived_it_and_when(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2")
        unheard(driver)
        ben(ledger, lambda p: cards.archive(p, number_of(p, "card", TITLE), None))
        await driver.press("x")
        assert driver.status == "! ben archived ATLAS-7, 23 Nov 10:42"
        assert TITLE not in driver.text


async def test_what_one_moves_oneself_is_told_as_before(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "m")
        await driver.type("KITE")
        await driver.press("enter", "enter")
        assert listed(driver) == []
        assert "KITE-1" in driver.status
        await driver.press("c")
        assert listed(driver) == []
