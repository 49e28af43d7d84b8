"""What leads from a card to others, set and taken off in the panel of details."""

from __future__ import annotations

from pathlib import Path

from models.actions import cards, projects
from models.views.card import card
from models.views.names import find_card
from tests.tui import samples
from tests.tui.pages import Driver, running


def links(path: Path, key: str) -> list[tuple[str, str]]:
    portfolio = samples.opened(path, "reader")
    try:
        return [(link.kind, link.key) for link in card(portfolio, find_card(portfolio, key).id).links]
    finally:
        portfolio.close()


async def stand_on(driver: Driver, what: str) -> None:
    await driver.press("g")
    for _ in range(30):
        if driver.app.screen.details.what.startswith(what):  # type: ignore[attr-defined]
            return
        await driver.press("j")
    raise AssertionError(f"no {what}")


async def test_a_parent_is_found_by_its_title_shown_and_taken_off(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "enter")
        await stand_on(driver, "field:parent_id")
        await driver.press("enter")
        await driver.type("rollback dr")
        await driver.press("enter")
        assert "parent      ATLAS-4 Rollback drill" in driver.text
        assert links(ledger, "ATLAS-7") == [("parent", "ATLAS-4")]
        await stand_on(driver, "link:parent_id")
        await driver.press("x")
        assert "parent      none" in driver.text
        assert links(ledger, "ATLAS-7") == []


async def test_cards_of_other_projects_are_found_by_their_key(ledger: Path) -> None:
    portfolio = samples.opened(ledger, "ben")
    kite = projects.add(portfolio, "BORA", "Payments")
    cards.add(portfolio, kite, "Payment rules")
    portfolio.close()
    async with running(ledger) as driver:
        await driver.press("2", "enter")
        await stand_on(driver, "field:depends_on")
        await driver.press("enter")
        await driver.type("bora-1")
        await driver.press("tab", "ctrl+u")
        await driver.type("ATLAS-3")
        await driver.press("enter")
        assert sorted(links(ledger, "ATLAS-7")) == [("depends", "ATLAS-3"), ("depends", "BORA-1")]
        assert "BORA-1 Payment rules" in driver.text
        assert "waits for 2" in driver.text or driver.app.screen.here.waits_for == 2  # type: ignore[attr-defined]
        await stand_on(driver, "link:depends_on")
        await driver.press("j", "x")
        assert links(ledger, "ATLAS-7") == [("depends", "ATLAS-3")]


async def test_one_is_taken_off_in_the_list_by_typing_and_unticking_it(ledger: Path) -> None:
    portfolio = samples.opened(ledger, "ben")
    ids = [find_card(portfolio, f"ATLAS-{number}").id for number in (7, 1, 2)]
    cards.edit(portfolio, ids[0], None, relates=ids[1:])
    portfolio.close()
    async with running(ledger) as driver:
        await driver.press("2", "enter")
        await stand_on(driver, "link:relates")
        await driver.press("enter")
        assert "✓ ATLAS-1" in driver.text
        await driver.type("archive pol")
        await driver.press("tab", "enter")
    assert links(ledger, "ATLAS-7") == [("relates", "ATLAS-1")]


async def test_a_circle_is_refused_with_its_sentence_and_the_list_stays(ledger: Path) -> None:
    portfolio = samples.opened(ledger, "ben")
    ids = [find_card(portfolio, f"ATLAS-{number}").id for number in (8, 7)]
    cards.edit(portfolio, ids[0], None, depends_on=ids[1:])
    cards.edit(portfolio, ids[0], None, parent_id=ids[1])
    portfolio.close()
    async with running(ledger) as driver:
        assert "needed by ATLAS-8 Freeze window" in await driver.shown("2", "enter")
        await stand_on(driver, "field:depends_on")
        await driver.press("enter")
        await driver.type("ATLAS-8")
        text = await driver.shown("enter")
        assert "ATLAS-8 waits for ATLAS-7 already: a circle" in text
        await driver.press("escape")
        await stand_on(driver, "field:parent_id")
        await driver.press("enter")
        await driver.type("ATLAS-8")
        text = await driver.shown("enter")
        assert "ATLAS-8 cannot be the parent: it is below this card" in text


async def test_two_people_who_add_to_one_list_keep_both(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "enter")
        await stand_on(driver, "field:depends_on")
        await driver.press("enter")
        await driver.type("ATLAS-1")
        portfolio = samples.opened(ledger, "ben")
        ids = [find_card(portfolio, f"ATLAS-{number}").id for number in (7, 2)]
        cards.edit(portfolio, ids[0], None, depends_on=ids[1:])
        portfolio.close()
        await driver.press("enter")
    assert sorted(links(ledger, "ATLAS-7")) == [("depends", "ATLAS-1"), ("depends", "ATLAS-2")]


async def test_keys_that_come_in_a_burst_mean_what_the_search_finds(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "enter")
        await stand_on(driver, "field:parent_id")
        await driver.pilot.press("enter", *"drill", "enter")
        await driver.settle()
        assert "parent      ATLAS-4 Rollback drill" in driver.text
