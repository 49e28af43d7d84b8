"""The board as a person uses it: keys in, text out, on a real database."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards
from models.portfolio import Portfolio
from models.text import plain
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.board.head import HeadLine


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.ledger(tmp_path_factory.mktemp("board") / "ledger.db")


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    for file in original.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / original.name


def column(driver: Driver, name: str) -> list[str]:
    """Titles of a column in order, as the screen holds them."""
    for stack in driver.app.screen.deck.stacks:  # type: ignore[attr-defined]
        if stack.view.name == name:
            return [card.title for card in stack.shown]
    raise AssertionError(f"no column {name}")


def here(driver: Driver) -> str:
    card = driver.app.screen.here  # type: ignore[attr-defined]
    return "" if card is None else str(card.title)


def stored(path: Path, look: Callable[[Portfolio], Any]) -> Any:
    portfolio = samples.opened(path, "reader")
    try:
        return look(portfolio)
    finally:
        portfolio.close()


def ben(path: Path, title: str, do: Callable[[Portfolio, int], Any]) -> None:
    """Another session changes a card."""
    portfolio = samples.opened(path, "ben")
    try:
        [(card_id,)] = portfolio.store.rows("SELECT id FROM card WHERE title = ?", (title,))
        do(portfolio, card_id)
    finally:
        portfolio.close()


async def test_the_board_shows_project_columns_limits_and_cards(path: Path) -> None:
    async with running(path) as driver:
        lines = driver.lines
    assert lines[0].startswith(" ATLAS  Ledger migration    Acme Bank")
    assert " ".join(lines[1].split()) == "Backlog 6 Ready 5/6 Doing 4/3 over Review 2/3 Done 3"
    assert lines[3].startswith("▌1 Reconcile the old     7 Cut over the branch   12 Shadow ledger for ")
    assert lines[4].startswith("▌ledger with the state…  ledgers                 the pilot branches")
    assert lines[5].startswith("▌anna  5 pt              anna  Fri 27 Nov  5 pt")
    assert lines[6].startswith("                         checks 3/5              ■ now: bank test data")
    wide = (
        " n new   H L move   enter open   i why   O page   / filter   u undo   tab delivery   : find   ? help"
    )
    assert lines[-1] == wide


async def test_at_80_cells_the_keys_that_lead_on_are_named_before_those_that_answers_name(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        told = " n new   H L move   enter open   i why   O page   tab delivery   : find   ? help"
        assert driver.lines[-1] == told
        assert "? help" in (await driver.shown("enter")).splitlines()[-1]
    async with running(path, size=(40, 12)) as driver:
        assert driver.lines[-1].endswith("? help")


async def test_the_cursor_walks_and_stays_inside(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("k", "h", "j")
        assert here(driver) == "Archive policy for closed accounts"
        await driver.press("G")
        assert here(driver) == "Document the cut-over for auditors"
        await driver.press("j", "l", "g", "j")
        assert here(driver) == "Freeze window for the December close"
        await driver.press("5")
        assert here(driver) == "Import the chart of accounts"
        await driver.press("9", "l", "down", "h")
        assert here(driver) == "Audit trail of manual postings"


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


async def test_undo_and_redo_say_what_they_did(path: Path) -> None:
    async with running(path) as driver:
        before = column(driver, "Doing")
        await driver.press("3", "L", "u")
        assert driver.status.startswith("undone: ATLAS-12 ")
        assert driver.status.endswith("U redo")
        assert column(driver, "Doing") == before
        await driver.press("U")
        assert driver.status.startswith("redone: ATLAS-12 ")
        assert column(driver, "Review")[-1] == "Shadow ledger for the pilot branches"


async def test_what_was_said_is_gone_when_one_comes_back_from_delivery(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "c")
        assert driver.status
        await driver.press("tab", "tab")
        assert driver.status == ""


async def test_nothing_to_undo_is_a_sentence(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("u")
        assert driver.status.startswith("! ")


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
        said = f"counts as {mean:g} pt, the mean, until it has an estimate"
        assert driver.status.startswith(f"ATLAS-21 added; {said}")
        await driver.press("escape", "enter")
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


async def test_the_filter_works_while_typing_and_escape_takes_it_back(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("slash")
        await driver.type("led")
        assert column(driver, "Ready") == ["Cut over the branch ledgers", "Ledger checksum job"]
        assert "/led  5 of 20" in driver.lines[0]
        await driver.press("enter")
        for columns in (80, 40):
            await driver.pilot.resize_terminal(columns, 24)
            await driver.settle()
            assert "/led  5 of 20" in driver.lines[0]
        await driver.pilot.resize_terminal(120, 36)
        await driver.press("escape")
        assert len(column(driver, "Ready")) == 5
        await driver.press("slash")
        await driver.type("@ines")
        assert column(driver, "Ready") == ["Two-person approval"]
        await driver.press("escape")
        assert len(column(driver, "Ready")) == 5


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
        assert "■ now: no keys" in driver.text
        await driver.press("b")
        assert "no keys" not in "\n".join(driver.lines[:-2])


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


async def test_the_slip_is_named_it_is_not_the_distance_of_the_forecast_from_the_target(path: Path) -> None:
    async with running(path) as driver:
        line = driver.app.screen.query_one(HeadLine)
        assert line.head is not None
        driver.app.screen._head_timer.stop()  # type: ignore[attr-defined]
        line.set_head(line.head._replace(slip_days=48, target=date(2027, 3, 25), p85=date(2027, 4, 14)))
        await driver.settle()
        assert driver.lines[0].endswith("  slip +48 d")
        await driver.pilot.resize_terminal(100, 30)
        await driver.settle()
        assert driver.lines[0].startswith(" ATLAS  Ledger migration ")
        assert driver.lines[0].endswith("  slip +48 d")


async def test_at_80_cells_the_target_is_worth_more_than_the_bar_but_not_than_the_name(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        line = driver.app.screen.query_one(HeadLine)
        assert line.head is not None
        assert line.view is not None
        driver.app.screen._head_timer.stop()  # type: ignore[attr-defined]
        told = {"health": "A", "health_dimension": "schedule", "progress": 0.42, "target": date(2027, 3, 25)}
        line.set_head(line.head._replace(**told, slip_days=48, p85=date(2027, 4, 14)))
        await driver.settle()
        due = "A schedule  42 %  due 25 Mar  p85 14 Apr  slip +48 d"
        assert driver.lines[0].split() == ["ATLAS", "Ledger", "migration", *due.split()]
        line.view = line.view._replace(name="Drills")
        line.refresh()
        await driver.settle()
        assert "42 % ━━━─────  due 25 Mar  p85 14 Apr" in driver.lines[0]
        line.view = line.view._replace(name="Ledger migration in the north")
        line.refresh()
        await driver.settle()
        assert driver.lines[0].startswith(" ATLAS  Ledger migration")
        assert "42 % ━━━─────   p85 14 Apr  slip +48 d" in driver.lines[0]


async def test_a_head_says_the_key_once_and_gives_a_long_name_the_room_of_the_bar(path: Path) -> None:
    async with running(path) as driver:
        line = driver.app.screen.query_one(HeadLine)
        assert line.head is not None
        assert line.view is not None
        driver.app.screen._head_timer.stop()  # type: ignore[attr-defined]
        line.view = line.view._replace(name="ATLAS 2 Gate Major Infrastructure")
        line.set_head(line.head._replace(target=date(2020, 9, 8), p85_note="no cards", slip_days=2273))
        await driver.settle()
        assert driver.lines[0].startswith(" ATLAS  2 Gate Major Infrastructure  ")
        assert driver.lines[0].endswith("  slip +6.2 y")
        line.set_head(line.head._replace(health="-", health_dimension=""))
        await driver.settle()
        assert "   health unknown   " in driver.lines[0]


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
        assert "· freeze" not in driver.text


async def test_another_session_shows_without_losing_the_cursor_or_what_is_typed(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "j", "j", "n")
        await driver.type("half a ti")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.archive(p, card, None))
        while len(column(driver, "Ready")) != 4:
            await driver.pilot.pause(0.05)
        assert column(driver, "Ready")[0] == "Freeze window for the December close"
        assert here(driver) == "Two-person approval"
        assert "▌half a ti" in driver.text


async def test_a_conflict_shows_both_values_to_choose_from(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "enter", "enter", "ctrl+u")
        await driver.type("mine")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.edit(p, card, None, title="theirs"))
        await driver.press("enter")
        assert "keep mine: mine" in driver.text
        assert re.search(r" ben changed the title of ATLAS-7 \w.*\d\d:\d\d ", driver.text)
        assert "take theirs: theirs" in driver.text
        await driver.press("enter")
        assert here(driver) == "mine"


async def test_what_was_typed_survives_a_conflict_that_is_not_settled(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "enter", "enter", "ctrl+u")
        await driver.type("mine")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.edit(p, card, None, title="theirs"))
        await driver.press("enter", "escape")
        assert "ATLAS-7 title mine" in driver.status


async def test_a_card_archived_meanwhile_comes_back_with_what_was_typed(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "enter", "enter", "ctrl+u")
        await driver.type("mine")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.archive(p, card, None))
        await driver.press("enter")
        assert "ben archived ATLAS-7" in driver.text
        assert "restore it and keep mine: mine" in driver.text
        await driver.press("enter", "escape")
        assert "mine" in column(driver, "Ready")
    [(archived,)] = stored(path, lambda p: p.store.rows("SELECT archived_at FROM card WHERE title = 'mine'"))
    assert archived is None


async def test_a_card_archived_meanwhile_can_be_left_archived(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "enter", "enter", "ctrl+u")
        await driver.type("mine")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.archive(p, card, None))
        await driver.press("enter", "down", "enter")
        assert "ATLAS-7: left archived" in driver.status
    assert stored(path, lambda p: p.store.rows("SELECT count(*) FROM card WHERE title = 'mine'")) == [(0,)]


async def test_letters_typed_while_a_conflict_is_open_go_back_into_the_field(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "enter", "enter", "ctrl+u")
        await driver.type("mine")
        ben(path, "Cut over the branch ledgers", lambda p, card: cards.archive(p, card, None))
        await driver.press("enter")
        await driver.type(" xyz")
        assert "esc goes back to what you typed" in driver.text
        await driver.press("escape")
        assert "ATLAS-7 title mine xyz" in driver.status


async def test_find_a_project_and_walk_through_them(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("o")
        await driver.type("kit")
        await driver.press("enter")
        assert driver.lines[0].startswith(" KITE  Route planner")
        await driver.press("right_square_bracket")
        assert driver.lines[0].startswith(" ATLAS")
        await driver.press("left_square_bracket")
        assert driver.lines[0].startswith(" KITE")


async def test_each_project_keeps_its_cursor(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("3", "j", "right_square_bracket", "left_square_bracket")
        assert here(driver) == "Posting rules"


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


async def test_narrow_terminals_name_the_columns_out_of_sight(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        assert driver.lines[1].strip() == "Review 2   Done 3 ›"
        await driver.press("4")
        assert " ".join(driver.lines[1].split()) == "‹ Backlog 6 Done 3 ›"


async def test_resizing_keeps_the_cursor(path: Path) -> None:
    async with running(path, size=(200, 60)) as driver:
        await driver.press("4", "j")
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        assert here(driver) == "Trial balance report"
        assert "▌17 Trial balance report" in driver.text


async def test_a_folded_column_shows_its_name_downwards(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("3", "z")
        assert "Shadow" not in driver.text
        assert [line[50:57].strip() for line in driver.lines[3:8]] != []
        await driver.press("z")
        assert "Shadow" in driver.text


async def test_density(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("V")
        assert driver.status == "cards: full"
        await driver.press("V")
        assert driver.status == "cards: compact"
        assert driver.lines[5].startswith(" 2 Archive policy for…")


async def test_panels_to_read_open_and_close(path: Path) -> None:
    async with running(path) as driver:
        assert "why" in await driver.shown("i")
        assert "project" in await driver.shown("escape", "O")
        assert "undo" in await driver.shown("escape", "question_mark")
        await driver.press("escape")
        assert here(driver)


async def test_escape_never_quits_and_q_does(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("escape", "escape")
        assert driver.app.is_running
        await driver.press("q")
        assert driver.app.return_code == 0


@pytest.mark.parametrize(
    "title", ["[/oops] [b]x", "$name [@click=app.quit]x[/]", "日本語のタイトルが長い", "\u00e9 👩‍👩‍👧"]
)
async def test_untrusted_titles_are_shown_as_they_are(path: Path, title: str) -> None:
    shown = plain(title)  # Of joined emoji one is shown: terminals disagree about the width of the rest.
    ben(path, "Rollback drill", lambda p, card: cards.edit(p, card, None, title=title))
    async with running(path, size=(200, 40)) as driver:
        assert shown in driver.text
        await driver.press("j", "j", "j", "enter")
        assert driver.text.count(shown) >= 1


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


def number(driver: Driver) -> int:
    return int(driver.app.screen.here.number)  # type: ignore[attr-defined]


async def test_after_undo_the_cursor_is_on_the_card_that_came_back(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("3", "j")
        moved = number(driver)
        await driver.press("L", "1", "G", "u")
        assert number(driver) == moved
        await driver.press("c")
        assert driver.status.startswith(f"ATLAS-{moved} ")
        await driver.press("u", "U", "1", "u")
        assert number(driver) == moved


async def test_after_undo_of_several_the_cursor_is_on_the_first_of_them_in_sight(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("1", "G", "space", "k", "space")
        first = number(driver)
        await driver.press("m", "D", "o", "n", "e", "enter", "g", "2", "u")
        assert number(driver) == first
        lane = driver.app.screen.board.lane(0)  # type: ignore[attr-defined]
        assert any(
            f" {first} " in line[: lane.size.width] or line.startswith(f"▌{first} ") for line in driver.lines
        )
        await driver.press("5", "U")
        assert number(driver) == first


async def test_after_undo_of_an_archive_the_cursor_is_on_the_card(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("2", "G")
        gone = number(driver)
        await driver.press("x")
        assert number(driver) != gone
        await driver.press("1", "u")
        assert number(driver) == gone


async def test_undo_of_what_is_on_another_board_leaves_the_cursor(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "x", "]", "n", "o", "k", "enter", "escape", "u", "[", "3", "j")
        before = number(driver)
        await driver.press("]", "U", "[")
        assert number(driver) == before


async def test_a_new_card_has_the_same_age_on_the_board_and_in_its_details(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("3", "j")
        assert "1 d" in driver.text
        await driver.press("enter")
        assert "age <1 d" in driver.text
        assert "0.0 d" not in driver.text


async def test_a_column_says_how_many_cards_are_out_of_sight(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("1", "g")
        assert driver.lines[2].startswith(" Backlog  6  ↓1 ")
        assert "  6 Document" not in driver.text
        await driver.press("G")
        assert driver.lines[2].startswith(" Backlog  6  ↑1 ")
        await driver.pilot.resize_terminal(80, 40)
        await driver.settle()
        assert driver.lines[2].startswith(" Backlog  6      ")


async def test_q_and_escape_lead_back_to_where_one_came_from(path: Path) -> None:
    async with running(path) as driver:
        for key in ("q", "escape"):
            await driver.press("tab", "tab")
            assert driver.app.current_mode == "board"
            await driver.press(key)
            assert driver.app.current_mode == "delivery"
            await driver.press("tab")
        assert driver.app.is_running


async def test_escape_at_the_top_says_what_quits(path: Path) -> None:
    async with running(path) as driver:
        for _ in range(2):
            await driver.press("escape")
            assert driver.status.split("    ") == ["this is the top", "q quits"]


async def test_what_was_said_goes_with_the_next_key(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("3", "L", "u")
        assert driver.status.startswith("undone: ")
        await driver.press("j")
        assert driver.status == ""


async def test_what_was_said_does_not_come_back_behind_a_field(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "b", "n", "o", "enter")
        assert "blocked" in driver.status
        await driver.press("/", "l", "enter")
        assert "blocked" not in driver.status


async def test_marks_stay_told_while_one_walks(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("2", "space", "j")
        assert driver.status.startswith("1 marked")


async def test_a_finished_card_is_not_blocked(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("5", "b")
        done = number(driver)
        assert driver.status == f"! ATLAS-{done} is finished; reopen it with c first"
        assert not driver.app.screen.prompt.asking  # type: ignore[attr-defined]


async def test_while_another_board_is_read_the_card_and_the_columns_are_of_one_board(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key heard in between would else mean a card of the board before on the columns of this one."""
    async with running(path) as driver:
        page = driver.app.screen
        call = driver.app.session.call
        seen = []

        async def watched(*args: Any, **kwargs: Any) -> Any:
            answer = await call(*args, **kwargs)
            seen.append(page.here is None or page.here.column_id in {one.view.id for one in page.deck.stacks})
            return answer

        monkeypatch.setattr(driver.app.session, "call", watched)
        await driver.press("right_square_bracket")
        assert len(seen) >= 2
        assert all(seen)
