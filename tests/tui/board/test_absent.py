"""No key is silent: what is said where there is no card, and what becomes of text typed after such a key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual import events

from models.portfolio import Portfolio
from models.store.tables import Column
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.board.board import Board
from tui.board.head import HeadLine
from tui.widgets import typed_ahead


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow this machine is, keys that a test presses are one burst."""
    monkeypatch.setattr(typed_ahead, "BURST", 600.0)


@pytest.fixture
def slow_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every key comes long after the one before it."""
    monkeypatch.setattr(typed_ahead, "BURST", -1.0)


def board_of(driver: Driver) -> Board:
    return driver.app.screen.query_one(Board)


@pytest.mark.usefixtures("slow_hands")
@pytest.mark.parametrize(
    "key",
    [*"edEtpambcCxXyYHLJKv*", "enter", "space"],
)
async def test_a_key_without_a_card_says_what_to_do(ledger: Path, key: str) -> None:
    async with running(ledger, "KITE") as driver:
        await driver.press(key)
        assert driver.status == "no card here    n adds one"


@pytest.mark.usefixtures("slow_hands")
@pytest.mark.parametrize("key", ["enter", "n", "e", "x", "z", "1", "h", "O", "i", "]", ","])
async def test_a_key_without_a_project_says_what_to_do(tmp_path: Path, key: str) -> None:
    path = tmp_path / "empty.db"
    samples.opened(path).close()
    async with running(path, None) as driver:
        assert "No projects yet." in driver.text
        assert "P                    makes one, with a board of five columns" in driver.text
        await driver.press(key)
        assert "P" in driver.status
        assert driver.status.startswith(("no project yet    P makes one", "there is no board to change"))


async def test_a_column_that_is_not_there(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "9")
        assert driver.status == "there are 5 columns"
        assert board_of(driver).at == 1


@pytest.mark.usefixtures("slow_hands")
async def test_a_card_in_a_folded_column_is_not_changed_unseen(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "z", "x")
        assert driver.status == "Ready is folded    z unfolds it"
        await driver.press("z", "x")
        assert driver.status.startswith("ATLAS-7 archived")


async def test_the_ends_of_a_column_are_told(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "K")
        assert driver.status == "this is the first card of its column"
        await driver.press("G", "J")
        assert driver.status == "this is the last card of its column"


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("key", ["e", "d", "t", "p", "a", "C", "b", "X", "enter"])
async def test_text_typed_after_a_dead_key_is_no_command(ledger: Path, key: str) -> None:
    async with running(ledger, "KITE") as driver:
        await driver.press(key, *"nPxqz,", "enter", "backspace")
        assert driver.status == "no card here    n adds one"
        assert board_of(driver).draft is None
        assert not board_of(driver).deck.stacks[0].folded
        await driver.press("right", "left", "n")
        assert board_of(driver).draft == ""


@pytest.mark.usefixtures("slow_hands")
async def test_who_reads_first_gets_what_the_key_says(ledger: Path) -> None:
    async with running(ledger, "KITE") as driver:
        await driver.press("e", "n")
        assert board_of(driver).draft == ""


def test_letters_of_a_burst_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_ahead, "BURST", 0.3)

    def pressed(key: str, at: float) -> events.Key:
        event = events.Key(key, key if len(key) == 1 else None)
        event.time = at
        return event

    ahead = typed_ahead.TypedAhead()
    assert not ahead.meant(pressed("x", 1.0))
    ahead.expect(pressed("e", 1.0))
    assert ahead.meant(pressed("a", 1.29))
    assert ahead.meant(pressed("b", 1.58))
    assert ahead.meant(pressed("enter", 1.87))
    assert not ahead.meant(pressed("q", 2.18))
    assert not ahead.meant(pressed("q", 2.2))
    ahead.expect(pressed("e", 3.0))
    assert not ahead.meant(pressed("escape", 3.1))
    assert not ahead.meant(pressed("x", 3.2))


async def test_an_empty_board_says_the_first_steps_until_it_has_a_card(ledger: Path) -> None:
    async with running(ledger, "KITE", size=(80, 24)) as driver:
        told = [line[:26].strip(" ▌") for line in driver.lines[4:12]]
        assert told == [
            "no cards yet",
            "",
            "n  adds a card",
            ":  lists every action",
            "?  help",
            "",
            ":  import from files",
            "",
        ]
        await driver.press("l", "n", *"Route", "enter", "escape")
        assert driver.lines[4].startswith(" n adds a card")
        assert "no cards yet" not in driver.text


async def test_an_empty_column_tells_its_policy(ledger: Path) -> None:
    def agree(p: Portfolio) -> None:
        with p.change("policy") as change:
            [(column,)] = p.store.rows(
                "SELECT b.id FROM board_column b JOIN project p ON p.id = b.project_id"
                " WHERE p.key = 'KITE' AND b.kind = 'done'"
            )
            change.update(Column, column, {"policy": "Two people have seen it"}, seen=None)

    portfolio = samples.opened(ledger, "ben")
    try:
        agree(portfolio)
    finally:
        portfolio.close()
    async with running(ledger, "KITE") as driver:
        assert "Two people have seen" in driver.lines[3]


async def test_a_filter_that_matches_nothing_says_so_and_how_to_leave_it(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("/", *"zzz", "enter")
        assert driver.lines[3].strip(" ▌") == "nothing matches"
        assert driver.lines[4].strip() == "esc shows all again"
        assert driver.lines[5].strip() == "looked in titles,"
        await driver.press("e")
        assert driver.status == "no card here matches the filter    esc shows all again"
        await driver.press("escape")
        assert "nothing matches" not in driver.text
        await driver.press("/", *"posting", "enter")
        assert "no match" in driver.text


async def test_one_column_at_a_time_says_in_each_that_nothing_matches(ledger: Path) -> None:
    async with running(ledger, size=(40, 12)) as driver:
        await driver.press("2", "slash")
        await driver.type("zzzq")
        await driver.press("enter")
        assert "nothing matches" in driver.text
        await driver.press("l")
        assert driver.text.count("nothing matches") == 1


async def test_a_narrow_head_still_says_how_the_project_is(ledger: Path) -> None:
    async with running(ledger, size=(40, 12)) as driver:
        line = driver.app.screen.query_one(HeadLine)
        assert line.head is not None
        told = {"health": "A", "health_dimension": "schedule", "progress": 0.42}
        line.set_head(line.head._replace(**told, p85=date(2027, 4, 14), slip_days=48))
        assert line.render_line(0).text.split() == ["ATLAS", "A", "schedule", "42", "%", "slip", "+48", "d"]
