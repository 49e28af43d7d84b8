"""Two people change the same thing: the second sees both values, with who and when; typed text stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards, clients, milestones, people, plan, projects, risks, undo
from models.portfolio import Portfolio
from models.views.names import find_card, find_column, find_project
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.project import reading


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = samples.ledger(tmp_path_factory.mktemp("conflicts") / "ledger.db")
    p = samples.opened(path, "setup")
    atlas = find_project(p, "ATLAS").id
    projects.edit(p, atlas, None, start="2026-10-01", target="2027-03-12")
    milestones.add(p, atlas, name="UAT starts", due="2026-12-21")
    risks.add(p, atlas, title="Bank holidays", probability=3, impact=4)
    clients.add_expectation(p, atlas, text="Branches never close", due="2027-03-12")
    clients.add_stakeholder(p, atlas, name="Ines Duarte", influence=5, interest=4)
    plan.add_allocation(p, atlas, person_id=people.add(p, key="eva", name="Eva"), percent=60, role="lead")
    plan.add_cost(p, atlas, date="2026-11-02", amount=12_500_50, category="people", note="October")
    p.close()
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    for file in original.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / original.name


def ben(path: Path, change: Callable[[Portfolio, int], Any]) -> Any:
    """Another session, on a connection of its own."""
    p = samples.opened(path, "ben")
    try:
        return change(p, find_project(p, "ATLAS").id)
    finally:
        p.close()


def asked(path: Path, sql: str) -> Any:
    return ben(path, lambda p, _atlas: p.store.rows(sql))


def only(p: Portfolio, table: str) -> int:
    return int(p.store.rows(f"SELECT id FROM {table}")[0][0])


async def retyped(driver: Driver, text: str) -> None:
    """Type another text into the open field."""
    await driver.press("ctrl+u")
    await driver.type(text)


# -- both values ---------------------------------------------------------------------------------------

ENTRIES: dict[str, tuple[str, str, str, str, str, Callable[[Portfolio, int], Any], str]] = {
    # Tab; field; what is typed; mine and theirs as they are shown; what ben does; where it is stored.
    "risk": (
        "5",
        "title",
        "Bank closes",
        "title Bank closes",
        "title Strikes",
        lambda p, _: risks.edit(p, only(p, "risk"), None, title="Strikes"),
        "SELECT title FROM risk",
    ),
    "milestone": (
        "2",
        "name",
        "UAT",
        "name UAT",
        "name Pilot",
        lambda p, _: milestones.edit(p, only(p, "milestone"), None, name="Pilot"),
        "SELECT name FROM milestone",
    ),
    "allocation": (
        "4",
        "role",
        "tester",
        "role tester",
        "role coach",
        lambda p, _: plan.edit_allocation(p, only(p, "allocation"), None, role="coach"),
        "SELECT role FROM allocation",
    ),
    "cost": (
        "3",
        "category",
        "staff",
        "category staff",
        "category travel",
        lambda p, _: plan.edit_cost(p, only(p, "cost"), None, category="travel"),
        "SELECT category FROM cost",
    ),
    "stakeholder": (
        "6",
        "name",
        "Ines",
        "name Ines",
        "name Duarte",
        lambda p, _: clients.edit_stakeholder(p, only(p, "stakeholder"), None, name="Duarte"),
        "SELECT name FROM stakeholder",
    ),
}


async def to(driver: Driver, kind: str) -> None:
    """Walk to an entry of a kind."""
    sheet: Any = driver.app.screen.sheet  # type: ignore[attr-defined]
    await driver.press("g")
    for _ in range(40):
        if sheet.entry is not None and sheet.entry.kind == kind:
            return
        await driver.press("j")
    raise AssertionError(driver.text)


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("choice", ["mine", "theirs", "edit on", "escape"])
async def test_both_values_are_shown_and_one_is_chosen(path: Path, entry: str, choice: str) -> None:
    tab, field, typed, mine, theirs, change, sql = ENTRIES[entry]
    async with running(path) as driver:
        await driver.press("O", tab)
        await to(driver, entry)
        await driver.press("e")
        await driver.type(field)
        await driver.press("enter")
        await retyped(driver, typed)
        ben(path, change)
        await driver.press("enter")
        assert f"keep mine: {mine}" in driver.text
        assert f"take theirs: {theirs}" in driver.text
        assert "ben changed this " in driver.text
        if choice == "mine":
            await driver.press("enter")
            wanted = typed
        elif choice == "theirs":
            await driver.press("down", "enter")
            assert driver.status.endswith("left as ben has it")
            wanted = theirs.partition(" ")[2]
        else:
            await driver.press(*(("escape",) if choice == "escape" else ("down", "down", "enter")))
            assert typed in driver.text
            # A list has nothing typed in it: there the whole word is typed.
            await driver.type(f"{typed}2" if entry == "cost" else "2")
            await driver.press("enter")
            wanted = f"{typed}2"
    assert asked(path, sql) == [(wanted,)]


async def test_what_was_typed_stays_when_the_entry_leaves_behind_the_conflict(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(path) as driver:
        await driver.press("O", "5")
        await to(driver, "risk")
        await driver.press("e")
        await driver.type("title")
        await driver.press("enter")
        await retyped(driver, "Bank closes")
        ben(path, lambda p, _: risks.edit(p, only(p, "risk"), None, title="Strikes"))
        read = reading.read

        def read_late(p: Portfolio, *args: Any) -> Any:
            ben(path, lambda p, _: risks.archive(p, only(p, "risk"), None))
            return read(p, *args)

        monkeypatch.setattr(reading, "read", read_late)
        await driver.press("enter")
        monkeypatch.undo()
        assert "Bank closes" in driver.status
        assert "the entry is gone" in " ".join(driver.lines[-2:])


async def test_dates_of_an_expectation_are_shown_as_people_read_them(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "6")
        await to(driver, "expectation")
        await driver.press("e")
        await driver.type("due")
        await driver.press("enter")
        await retyped(driver, "2027-01-31")
        ben(path, lambda p, _: clients.edit_expectation(p, only(p, "expectation"), None, due="2027-02-28"))
        await driver.press("enter")
        assert "keep mine: due date 31 Jan 2027" in driver.text
        assert "take theirs: due date 28 Feb 2027" in driver.text
        await driver.press("enter")
    assert asked(path, "SELECT due FROM expectation") == [("2027-01-31",)]


async def test_two_fields_are_chosen_one_by_one(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "enter")
        await retyped(driver, "Bank closes")
        await driver.press("enter")
        while "probability" not in driver.status.split("    ")[0]:
            await driver.press("enter")
        await retyped(driver, "5")
        ben(path, lambda p, _: risks.edit(p, only(p, "risk"), None, title="Strikes", probability=1))
        while "keep mine" not in driver.text:
            await driver.press("enter")
        assert "keep mine: title Bank closes, probability 5" in driver.text
        assert "take theirs: title Strikes, probability 1" in driver.text
        await driver.press("down", "down", "enter")
        assert "1 of 2, title (ben changed it)" in driver.text
        await driver.press("down", "enter")
        assert "theirs: 1" in driver.text
        assert driver.lines[-1].strip() == "enter choose   shift+tab back   esc leave   title theirs"
        await driver.press("shift+tab")
        assert "1 of 2, title (ben changed it)" in driver.text
        await driver.press("up", "enter")
        assert driver.lines[-1].endswith("title mine")
        await driver.press("down", "enter")
    assert asked(path, "SELECT title, probability FROM risk") == [("Bank closes", 1)]


async def test_other_fields_are_merged_without_a_question(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "e", "enter")
        await retyped(driver, "Bank closes")
        ben(path, lambda p, _: risks.edit(p, only(p, "risk"), None, probability=1))
        await driver.press("enter")
        assert "keep mine" not in driver.text
    assert asked(path, "SELECT title, probability FROM risk") == [("Bank closes", 1)]


@pytest.mark.parametrize("choice", ["mine", "theirs", "edit on"])
async def test_a_card(path: Path, choice: str) -> None:
    async with running(path) as driver:
        await driver.press("e", "enter")
        await retyped(driver, "Mine")
        ben(path, lambda p, _: cards.edit(p, find_card(p, "ATLAS-1").id, None, title="Theirs"))
        await driver.press("enter")
        assert "keep mine: Mine" in driver.text
        assert "take theirs: Theirs" in driver.text
        assert "ben" in driver.text
        steps = {"mine": (), "theirs": ("down",), "edit on": ("down", "down")}[choice]
        await driver.press(*steps, "enter")
        if choice == "edit on":
            assert "Mine" in driver.status
            await driver.type("2")
            await driver.press("enter")
    wanted = {"mine": "Mine", "theirs": "Theirs", "edit on": "Mine2"}[choice]
    assert asked(path, "SELECT title FROM card WHERE number = 1") == [(wanted,)]


async def test_other_fields_of_a_card_are_merged(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("e", "enter")
        await retyped(driver, "Mine")
        ben(path, lambda p, _: cards.edit(p, find_card(p, "ATLAS-1").id, None, priority="high"))
        await driver.press("enter")
        assert "keep mine" not in driver.text
    assert asked(path, "SELECT title, priority FROM card WHERE number = 1") == [("Mine", "high")]


# -- moving --------------------------------------------------------------------------------------------


def moved(p: Portfolio, atlas: int) -> None:
    cards.move(p, find_card(p, "ATLAS-1").id, None, find_column(p, atlas, "Review").id)


def archived(p: Portfolio, _atlas: int) -> None:
    cards.archive(p, find_card(p, "ATLAS-1").id, None)


def deleted(p: Portfolio, _atlas: int) -> None:
    cards.delete(p, find_card(p, "ATLAS-1").id)


def taken_away(p: Portfolio, _atlas: int) -> None:
    cards.move_to_project(p, find_card(p, "ATLAS-1").id, None, find_project(p, "KITE").id)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (moved, ("ben", "ATLAS-1")),
        (archived, ("ben archived", "ATLAS-1")),
        (deleted, ("ben", "deleted")),
        (taken_away, ("ben", "KITE")),
    ],
)
@pytest.mark.parametrize("key", ["L", "x", "c", "p"])
async def test_a_key_on_a_card_that_another_took_says_who_and_what(
    path: Path, change: Callable[[Portfolio, int], None], told: tuple[str, ...], key: str
) -> None:
    async with running(path) as driver:
        # Nothing is seen of the change before the key: the news come a moment later.
        driver.app.session.watch(lambda _portfolio: None, lambda _news: None)
        await driver.settle()
        ben(path, change)
        before = asked(path, "SELECT max(seq) FROM event WHERE author = 'anna'")
        await driver.press(key)
        if driver.app.screen.picker.open:  # type: ignore[attr-defined]
            await driver.press("down", "enter")
        assert "Traceback" not in driver.text
        if (change, key) in ((moved, "p"), (moved, "x"), (taken_away, "p")):
            # What both did holds: where the card is, and its priority, or that it was archived.
            assert not driver.status.startswith("!")
            return
        if (change, key) == (archived, "x"):
            assert driver.status.startswith("! ben archived ATLAS-1, ")
            return
        assert all(word in driver.text for word in told), driver.text
        assert asked(path, "SELECT max(seq) FROM event WHERE author = 'anna'") == before


# -- undo ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", ["board", "delivery", "project"])
async def test_undo_after_another_changed_it_says_who_and_the_next_one_goes_on(path: Path, room: str) -> None:
    async with running(path) as driver:
        await driver.press("p", "down", "enter", "j", "p", "down", "enter")
        ben(path, lambda p, _: cards.edit(p, find_card(p, "ATLAS-2").id, None, priority="urgent"))
        await driver.press(*{"board": (), "delivery": ("tab",), "project": ("O",)}[room])
        await driver.press("u")
        assert "ben" in driver.text
        assert "undo again for" in driver.text
        await driver.press("u")
        assert driver.status.startswith("undone: ") or "undone" in driver.text
    found = asked(path, "SELECT number, priority FROM card WHERE number < 3 ORDER BY number")
    assert found[0] == (1, "normal")
    assert found[1][1] == "urgent"


async def test_redo_after_another_changed_it_says_who(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("p", "down", "enter", "u")
        ben(path, lambda p, _: cards.edit(p, find_card(p, "ATLAS-1").id, None, priority="urgent"))
        await driver.press("U")
        assert "ben" in driver.text
    assert asked(path, "SELECT priority FROM card WHERE number = 1") == [("urgent",)]


def test_one_undoes_only_what_is_ones_own(path: Path) -> None:
    p = samples.opened(path, "dora")
    try:
        with pytest.raises(Exception, match="nothing"):
            undo.undo(p)
    finally:
        p.close()
