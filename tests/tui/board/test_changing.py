"""Cards are added, moved, marked, changed and put away on the board, on a real database."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.board.open_board import column, here, number, stored
from tests.tui.pages import running


async def test_a_move_is_committed_shown_and_told(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("3", "L")
        assert column(driver, "Review")[-1] == "Shadow ledger for the pilot branches"
        assert here(driver) == "Shadow ledger for the pilot branches"
        assert "ATLAS-12" in driver.status
        assert "Review" in driver.status
        assert "u undo" in driver.status
        assert " ".join(driver.lines[1].split()) == "Backlog 6 Ready 5/6 Doing 3/3 Review 3/3 Done 3"
    name = "SELECT k.name FROM card c JOIN board_column k ON k.id = c.column_id WHERE c.number = 12"
    assert stored(path, lambda p: p.store.rows(name)) == [("Review",)]


async def test_cards_are_put_in_order(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "J")
        assert column(driver, "Ready")[:2] == [
            "Freeze window for the December close",
            "Cut over the branch ledgers",
        ]
        assert here(driver) == "Cut over the branch ledgers"
        await driver.press("K", "K")
        assert column(driver, "Ready")[0] == "Cut over the branch ledgers"


async def test_new_cards_are_typed_in_their_place_one_after_the_other(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "n")
        await driver.type("jq [b]x[/b]")
        assert "▌jq [b]x[/b]" in driver.text
        await driver.press("enter")
        await driver.type("second")
        await driver.press("enter", "escape")
        assert column(driver, "Ready")[:3] == ["Cut over the branch ledgers", "jq [b]x[/b]", "second"]
        assert here(driver) == "second"
        assert "21 jq [b]x[/b]" in driver.text


async def test_a_new_card_says_what_it_counts_as_until_it_has_an_estimate(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "n")
        await driver.type("second")
        await driver.press("enter")
        mean, cards = stored(path, lambda p: p.store.rows("SELECT avg(estimate), count(estimate) FROM card"))[
            0
        ]
        assert cards > 2
        said = f"counts as {mean:g} pt, the mean, until estimated"
        # While the next one is typed u is a letter.
        assert driver.status == f"ATLAS-21 added; {said}"
        await driver.press("escape")
        assert driver.status == f"ATLAS-21 added; {said}    u undo"
        await driver.press("enter")
        assert f"none: counts as {mean:g} pt, the mean" in driver.text


async def test_marked_cards_move_together_in_one_step_of_undo(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "space", "j", "space", "L")
        assert column(driver, "Doing")[-2:] == [
            "Cut over the branch ledgers",
            "Freeze window for the December close",
        ]
        await driver.press("u")
        assert column(driver, "Ready")[:2] == [
            "Cut over the branch ledgers",
            "Freeze window for the December close",
        ]


async def test_range_all_and_no_marks(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "space", "j", "j", "v")
        assert driver.status.startswith("3 marked")
        await driver.press("asterisk")
        assert driver.status.startswith("5 marked")
        await driver.press("escape")
        assert driver.status == ""
        assert "•" not in driver.text


async def test_complete_archive_and_back(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("3", "c")
        assert "Shadow ledger for the pilot branches" in column(driver, "Done")
        await driver.press("1", "x")
        assert len(column(driver, "Backlog")) == 5
        await driver.press("u")
        assert len(column(driver, "Backlog")) == 6


async def test_deleting_for_ever_wants_the_key_typed(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("X")
        await driver.type("yes")
        await driver.press("enter")
        assert driver.status.endswith("type ATLAS-1 to delete it for ever, or Esc to keep it")
        await driver.press("ctrl+u")
        await driver.type("atlas-1")
        await driver.press("enter")
        assert column(driver, "Backlog")[0] == "Archive policy for closed accounts"


async def test_block_and_unblock(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "b")
        await driver.type("no keys")
        await driver.press("enter")
        assert "■ <1 d: no keys" in driver.text
        await driver.press("b")
        assert "no keys" not in "\n".join(driver.lines[:-2])


async def test_a_due_date_that_is_past_is_told_to_be(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "j", "d")
        assert "27 nov, fri, +3, 2026-11-27; empty: none" in driver.status
        await driver.type("21 nov")
        await driver.press("enter")
        assert "due 2026-11-21 (2 d ago)" in driver.status
        await driver.press("d")
        await driver.type("24 nov")
        await driver.press("enter")
        assert " ago" not in driver.status


async def test_due_priority_people_and_tags(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "j", "d")
        await driver.press("ctrl+u")
        await driver.type("31 feb")
        await driver.press("enter")
        assert "there is no such date: 31 feb" in driver.status
        await driver.press("ctrl+u")
        await driver.type("+2")
        await driver.press("enter")
        assert "Wed 25 Nov" in driver.text
        await driver.press("p")
        await driver.type("urg")
        await driver.press("enter", "a")
        await driver.type("dora")
        await driver.press("enter", "t")
        await driver.type("audit")
        await driver.press("enter")
        card = driver.app.screen.here  # type: ignore[attr-defined]
        assert (card.priority, card.assignees, card.labels) == ("urgent", ("ben", "dora"), ("audit",))


async def test_details_show_and_change_every_field(path: Path) -> None:
    async with running(path) as driver:
        text = await driver.shown("2", "enter")
        for expected in (
            "ATLAS-7",
            "title",
            "Cut over the branch ledgers",
            "steps 3/5",
            "✓ freeze",
            "history",
        ):
            assert expected in text
        await driver.press("enter", "ctrl+u")
        await driver.type("Cut over")
        await driver.press("enter")
        assert "title       Cut over" in driver.text
        await driver.press("C")
        await driver.type("on it")
        await driver.press("ctrl+d")
        assert "on it" in driver.text
        await driver.press("escape")
        assert here(driver) == "Cut over"


async def test_steps_of_the_checklist(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "enter")
        while not driver.app.screen.details.what.startswith("check:"):  # type: ignore[attr-defined]
            await driver.press("j")
        await driver.press("space")
        assert "steps 2/5" in driver.text
        await driver.press("n")
        await driver.type("rehearse")
        await driver.press("enter")
        assert "· rehearse" in driver.text
        await driver.type("tell x")
        await driver.press("enter", "escape")
        assert "steps 2/7" in driver.text
        assert driver.text.index("· rehearse") < driver.text.index("· tell x")
        await driver.press("x")
        assert "· tell x" not in driver.text, "the step that was added last has the cursor"
        assert "· freeze" in driver.text


async def test_a_card_goes_to_another_project(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "m")
        await driver.type("kite")
        await driver.press("enter", "enter")
        assert "Cut over the branch ledgers" not in column(driver, "Ready")
        await driver.press("right_square_bracket")
        assert column(driver, "Backlog") == ["Cut over the branch ledgers"]


async def test_an_empty_board_takes_its_first_card(path: Path) -> None:
    async with running(path, "KITE") as driver:
        assert driver.lines[3] == "▌no cards yet"
        await driver.press("n")
        await driver.type("first")
        await driver.press("enter", "escape")
        assert "▌1 first" in driver.text


@pytest.mark.parametrize(
    ("burst", "said"),
    [
        (["d", "ctrl+u", *"2027-01-05"], "ATLAS-7 due 2027-01-05"),
        (["b", *"jump"], "ATLAS-7 is blocked by jump"),
        (["slash", *"quit"], "/ quit"),
    ],
)
async def test_what_is_typed_ahead_goes_into_the_field(path: Path, burst: list[str], said: str) -> None:
    async with running(path) as driver:
        await driver.press("2")
        names = {"-": "minus", " ": "space"}
        await driver.pilot.press(*(names.get(key, key) for key in burst))
        await driver.settle()
        assert driver.status.startswith(said)


async def test_a_finished_card_is_not_blocked(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("5", "b")
        done = number(driver)
        assert driver.status == f"! ATLAS-{done} is finished; reopen it with c first"
        assert not driver.app.screen.prompt.asking  # type: ignore[attr-defined]
