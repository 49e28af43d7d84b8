"""Assignees, priority and due date of all marked cards: one question, one step of undo."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards
from tests.tui import samples
from tests.tui.board.open_board import ben, stored
from tests.tui.pages import Driver, running

DUE = (samples.NOW.date() + timedelta(days=4)).isoformat()


def field(path: Path, name: str) -> list[Any]:
    """What the first three cards of Ready hold: ATLAS-7 to ATLAS-9."""
    rows = stored(
        path, lambda p: p.store.rows(f"SELECT {name} FROM card WHERE number BETWEEN 7 AND 9 ORDER BY number")
    )
    return [None if value is None else str(value) for (value,) in rows]


def people_of(path: Path) -> dict[int, list[str]]:
    rows = stored(
        path,
        lambda p: p.store.rows(
            "SELECT c.number, w.key FROM card_assignee a JOIN card c ON c.id = a.card_id"
            " JOIN person w ON w.id = a.person_id"
            " WHERE a.removed = 0 AND c.number BETWEEN 7 AND 9 ORDER BY 1, 2"
        ),
    )
    found: dict[int, list[str]] = {}
    for number, key in rows:
        found.setdefault(number, []).append(key)
    return found


def marks(driver: Driver) -> set[int]:
    return set(driver.app.screen.deck.marks)  # type: ignore[attr-defined]


async def test_a_person_is_added_to_all_marked_cards_and_undo_takes_all_back(path: Path) -> None:
    before = people_of(path)
    async with running(path) as driver:
        await driver.press("2", "v", "j", "a")
        assert "2 cards assignees" in driver.text
        assert "others stay" in driver.text
        await driver.press(*"dora", "enter")
        assert driver.status == "ATLAS-7 and ATLAS-8: assignees with dora    u undo"
        assert marks(driver) == set()
        assert people_of(path) == {7: ["anna", "dora"], 8: ["ben", "dora"], 9: ["ines"]}
        await driver.press("u")
        assert people_of(path) == before


async def test_who_is_on_all_of_them_is_ticked_and_can_be_taken_off(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "space", "j", "j", "j", "space", "a")
        assert "others stay" not in driver.text
        page: Any = driver.app.screen
        await driver.press("space", "enter")
        assert driver.status == "ATLAS-7 and ATLAS-10: assignees none    u undo"
        assert [card.assignees for card in page.deck.stacks[1].shown][::3] == [(), ()]


async def test_a_priority_for_all_marked_cards(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "v", "j", "j", "p")
        assert "3 cards priority" in driver.text
        await driver.press(*"high", "enter")
        assert driver.status == "ATLAS-7, ATLAS-8 and 1 more: priority high    u undo"
        assert marks(driver) == set()
        assert field(path, "priority") == ["high"] * 3
        await driver.press("u")
        assert field(path, "priority") == ["normal"] * 3


async def test_a_day_for_all_marked_cards_replaces_different_ones(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "v", "j", "d")
        assert driver.status.startswith("2 cards due")
        await driver.press("enter")
        assert "their due dates differ: type one for all, or none" in driver.status
        assert field(path, "due") == [DUE, None, None]
        await driver.type("2027-02-12")
        await driver.press("enter")
        assert driver.status == "ATLAS-7 and ATLAS-8: due 2027-02-12    u undo"
        assert marks(driver) == set()
        assert field(path, "due") == ["2027-02-12", "2027-02-12", None]
        await driver.press("u")
        assert field(path, "due") == [DUE, None, None]


async def test_a_day_that_all_have_stands_in_the_field_and_an_empty_one_clears_it(path: Path) -> None:
    ben(path, "Freeze window for the December close", lambda p, card: cards.edit(p, card, None, due=DUE))
    async with running(path) as driver:
        await driver.press("2", "v", "j", "d")
        assert DUE in driver.status
        await driver.press("ctrl+u", "enter")
        assert field(path, "due") == [None, None, None]


async def test_none_clears_days_that_differ(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "v", "j", "d", *"none", "enter")
        assert field(path, "due") == [None, None, None]


async def test_escape_leaves_all_as_they_are_and_the_marks(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "v", "j", "d", *"fri", "escape")
        assert (field(path, "due"), len(marks(driver))) == ([DUE, None, None], 2)


@pytest.mark.parametrize("keys", [("d", "2027-02-12"), ("p", "high")])
async def test_a_conflict_is_told_changes_nothing_and_the_marks_stay(
    path: Path, keys: tuple[str, str]
) -> None:
    name = {"d": "due", "p": "priority"}[keys[0]]
    theirs: dict[str, Any] = {"due": "2027-01-01"} if keys[0] == "d" else {"priority": "low"}
    async with running(path) as driver:
        await driver.press("2", "v", "j", "v", keys[0])
        ben(path, "Freeze window for the December close", lambda p, card: cards.edit(p, card, None, **theirs))
        now = field(path, name)
        await driver.type(keys[1])
        await driver.press("enter")
        assert driver.status.startswith("! ben changed the")
        assert "ATLAS-8" in driver.status
        assert (field(path, name), len(marks(driver))) == (now, 2)
        # Seen as they are now, both get it.
        await driver.press(keys[0])
        await driver.type(keys[1])
        await driver.press("enter")
        assert field(path, name)[:2] == [keys[1]] * 2


@pytest.mark.parametrize(("key", "text"), [("d", "2027-02-12"), ("p", "high"), ("a", "dora")])
async def test_a_card_archived_meanwhile_is_told_and_the_others_stay_as_they_are(
    path: Path, key: str, text: str
) -> None:
    async with running(path) as driver:
        await driver.press("2", "v", "j", "v", key)
        ben(path, "Freeze window for the December close", lambda p, card: cards.archive(p, card, None))
        before = (field(path, "due"), field(path, "priority"), people_of(path))
        await driver.type(text)
        await driver.press("enter")
        assert "ben archived ATLAS-8" in driver.status
        assert (field(path, "due"), field(path, "priority"), people_of(path)) == before
        assert len(marks(driver)) == 1
        await driver.press("j")
        assert driver.status.startswith("1 marked")


@pytest.mark.parametrize(("key", "text"), [("d", "2027-02-12"), ("p", "high")])
async def test_a_card_given_to_another_board_meanwhile_offers_the_way_there(
    path: Path, key: str, text: str
) -> None:
    [(kite,)] = stored(path, lambda p: p.store.rows("SELECT id FROM project WHERE key = 'KITE'"))
    async with running(path) as driver:
        await driver.press("2", "v", "j", "v", key)
        ben(
            path,
            "Freeze window for the December close",
            lambda p, card: cards.move_to_project(p, card, None, kite),
        )
        await driver.type(text)
        await driver.press("enter")
        page: Any = driver.app.screen
        assert page.picker.open
        assert not page.prompt.asking
        assert "go to KITE-1" in driver.text
        await driver.press("enter")
        assert driver.app.screen.project[1] == "KITE"  # type: ignore[attr-defined]
    assert (field(path, "due")[0], field(path, "priority")[0]) == (DUE, "normal")


async def test_one_marked_card_is_the_one_that_is_changed_wherever_the_cursor_is(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "space", "j", "p", *"high", "enter")
        assert driver.status == "ATLAS-7: priority high    u undo"
        assert field(path, "priority") == ["high", "normal", "normal"]


async def test_the_details_change_the_card_in_them_alone(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "v", "j", "enter", "p", *"high", "enter")
        assert field(path, "priority") == ["normal", "high", "normal"]
        assert len(marks(driver)) == 2
