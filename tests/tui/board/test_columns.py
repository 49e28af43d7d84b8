"""Changing the columns from the board, and making a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.board.columns import read_limit


def heads(driver: Driver) -> str:
    return " ".join(driver.lines[1].split())


async def menu(driver: Driver, *words: str) -> None:
    """Choose from the list of the column under the cursor."""
    await driver.press("comma")
    for word in words:
        await driver.type(word)
        await driver.press("enter")


async def retype(driver: Driver, text: str) -> None:
    await driver.press("ctrl+u")
    await driver.type(text)
    await driver.press("enter")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", (None, False)),
        ("none", (None, False)),
        (" 5 ", (5, False)),
        ("5 soft", (5, False)),
        ("12 Hard", (12, True)),
    ],
)
def test_limits_as_they_are_typed(typed: str, read: tuple[int | None, bool]) -> None:
    assert read_limit(typed) == read


@pytest.mark.parametrize("typed", ["five", "-1", "0", "5 very", "5 hard hard", "1" * 40, "１"])
def test_what_is_no_limit_is_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="limit"):
        read_limit(typed)


async def test_a_column_is_renamed_and_undone(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2")
        await menu(driver, "rename")
        await retype(driver, "done")
        assert "the board has a column done already" in driver.status
        await retype(driver, "To do [b]")
        assert heads(driver) == "Backlog 6 To do [b] 5/6 Doing 4/3 over Review 2/3 Done 3"
        assert "u undo" in driver.status
        await driver.press("u")
        assert heads(driver).startswith("Backlog 6 Ready 5/6")


async def test_limits_soft_and_hard_and_none(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("4")
        await menu(driver, "limit")
        await retype(driver, "two")
        assert "two is no limit" in driver.status
        await retype(driver, "2 hard")
        assert "Review 2/2 Done" in heads(driver)
        await driver.press("3", "L")
        assert "its limit is hard" in driver.status
        await driver.press("4")
        await menu(driver, "limit")
        await retype(driver, "")
        assert "Review 2 Done" in heads(driver)


async def test_kind_and_policy(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("4")
        await menu(driver, "kind", "active")
        assert driver.app.screen.deck.stacks[3].view.kind == "active"  # type: ignore[attr-defined]
        await menu(driver, "policy")
        await driver.type("two people have read it")
        await driver.press("ctrl+d")
        assert driver.app.screen.deck.stacks[3].view.policy == "two people have read it"  # type: ignore[attr-defined]
        await driver.press("5")
        await menu(driver, "kind", "queue")
        assert "only done column" in driver.text
        await driver.press("escape")


async def test_columns_are_added_moved_and_archived_with_their_cards(ledger: Path) -> None:
    async with running(ledger, size=(160, 36)) as driver:
        await driver.press("4")
        await menu(driver, "add")
        await driver.type("Trial")
        await driver.press("enter")
        await driver.type("waiting")
        await driver.press("enter")
        assert heads(driver) == "Backlog 6 Ready 5/6 Doing 4/3 over Review 2/3 Trial 0 Done 3"
        await driver.press("5")
        await menu(driver, "move left")
        assert heads(driver) == "Backlog 6 Ready 5/6 Doing 4/3 over Trial 0 Review 2/3 Done 3"
        await menu(driver, "archive")
        assert heads(driver) == "Backlog 6 Ready 5/6 Doing 4/3 over Review 2/3 Done 3"
        await driver.press("1")
        await menu(driver, "move right")
        assert heads(driver).startswith("Ready 5/6 Backlog 6")
        await menu(driver, "archive", "review")
        assert heads(driver) == "Ready 5/6 Doing 4/3 over Review 8/3 over Done 3"
        await driver.press("u")
        assert heads(driver).startswith("Ready 5/6 Backlog 6 Doing 4/3 over Review 2/3")


async def test_a_column_whose_kind_is_not_chosen_is_not_made_and_that_is_told(ledger: Path) -> None:
    async with running(ledger) as driver:
        await menu(driver, "add")
        await driver.type("Trial")
        await driver.press("enter", "escape")
        assert driver.status == 'no column was made of "Trial"'


async def test_a_new_project_and_its_undo(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("P")
        await driver.type("no key")
        await driver.press("enter")
        assert driver.status.startswith("new project, key no key")
        await retype(driver, "kite")
        await driver.type("Second kite")
        await driver.press("enter")
        assert driver.status.startswith("new project, key KITE")
        assert "KITE" in driver.status[20:]
        await retype(driver, "bora")
        await driver.press("enter")
        assert driver.lines[0].startswith(" BORA  Second kite")
        assert heads(driver) == "Backlog 0 Ready 0 Doing 0 Review 0 Done 0"
        await driver.press("u")
        assert driver.lines[0].startswith(" ATLAS")
        assert driver.status.startswith("undone:")


async def test_an_empty_portfolio_says_how_to_begin(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    samples.opened(path).close()
    async with running(path, None) as driver:
        assert "No projects yet." in driver.text
        assert "P                    makes one" in driver.text
        await driver.press("comma", "o", "n", "m", "e", "x", "c", "enter", "slash", "escape")
        assert driver.app.is_running
        await driver.press("P")
        await driver.type("atlas")
        await driver.press("enter")
        await driver.type("First")
        await driver.press("enter")
        assert driver.lines[0].startswith(" ATLAS  First")
        assert "No projects" not in driver.text
        await driver.press("u")
        assert "No projects yet." in driver.text
        assert "ATLAS" not in driver.lines[0]


async def test_marked_cards_go_to_another_project_in_one_step_of_undo(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "space", "j", "space", "m")
        await driver.type("kite")
        await driver.press("enter", "enter")
        assert driver.status.startswith("ATLAS-7 and ATLAS-8 moved to KITE, as KITE-1 and KITE-2 in Backlog")
        assert "Ready 3/6" in heads(driver)
        await driver.press("u")
        assert "Ready 5/6" in heads(driver)
