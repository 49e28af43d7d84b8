"""Swimlanes as a person uses them: keys in, text out, on a real database."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.actions import cards
from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.board.deck import Stack


def stack(driver: Driver) -> Stack:
    found: Stack = driver.app.screen.board.stack  # type: ignore[attr-defined]
    return found


def here(driver: Driver) -> str:
    card = driver.app.screen.here  # type: ignore[attr-defined]
    return "" if card is None else str(card.title)


def heads(driver: Driver) -> dict[str, int]:
    """Name of each lane in sight, with the line that it stands on."""
    found = {}
    for y, line in enumerate(driver.lines):
        head = re.match(r".[▾▸] (.+?)(?: \d+(?:-\d+)?(?: of \d+)?)? ─", line)
        if head is not None:
            found[head[1]] = y
    return found


async def grouped(driver: Driver, by: str) -> None:
    await driver.press("w", *by, "enter")
    assert driver.status == f"swimlanes: {by}".replace("class", "class of service")


def asked(path: Path, query: str) -> list[tuple[object, ...]]:
    portfolio = samples.opened(path, "reader")
    try:
        return portfolio.store.rows(query)
    finally:
        portfolio.close()


async def test_a_lane_starts_on_one_line_in_every_column(ledger: Path) -> None:
    async with running(ledger) as driver:
        await grouped(driver, "assignee")
        lines = driver.lines
        assert list(heads(driver)) == ["anna", "ben", "dora", "ines", "nobody"]
        for y in heads(driver).values():
            # A count and a rule in each of the five columns of 24 cells.
            assert [lines[y][x : x + 23].endswith("─") for x in range(0, 120, 24)] == [True] * 5
        assert lines[3].replace("─", "").split() == ["▾", "anna", "1", "2", "1", "1", "1"]
        await driver.press("w", "up", "up", "up", "up", "up", "up", "enter")
        assert heads(driver) == {}
        assert driver.status == "swimlanes: none"


async def test_the_cursor_stays_in_its_lane_and_walks_on_into_the_next(ledger: Path) -> None:
    async with running(ledger) as driver:
        await grouped(driver, "assignee")
        await driver.press("j")
        assert here(driver) == "Alert when a batch is late"
        await driver.press("l")
        assert here(driver) == "Freeze window for the December close"
        await driver.press("j", "j")
        assert here(driver) == "Two-person approval"
        await driver.press("h")
        assert here(driver) == ""
        await driver.press("e")
        assert driver.status == "no card here    n adds one"
        await driver.press("up")
        assert here(driver) == "Document the cut-over for auditors"
        await driver.press("G")
        assert here(driver) == "Retire the nightly export"
        await driver.press("g")
        assert here(driver).startswith("Reconcile the old ledger")


async def test_a_card_that_moves_keeps_its_lane_and_the_cursor_goes_with_it(ledger: Path) -> None:
    async with running(ledger) as driver:
        await grouped(driver, "assignee")
        await driver.press("j", "L")
        assert here(driver) == "Alert when a batch is late"
        assert stack(driver).view.name == "Ready"
        assert stack(driver).lane == 1
        await driver.press("K")
        assert here(driver) == "Alert when a batch is late"
        await driver.press("a", *"dora", "enter")
    assert asked(
        ledger, "SELECT count(*) FROM card_assignee a JOIN card c ON c.id = a.card_id WHERE c.number = 3"
    ) == [(2,)]


async def test_cards_are_put_in_order_within_their_lane(ledger: Path) -> None:
    async with running(ledger) as driver:
        await grouped(driver, "assignee")
        await driver.press("2")
        assert here(driver) == "Cut over the branch ledgers"
        await driver.press("J")
        assert [card.title for card in stack(driver).shown[:2]] == [
            "Branch 12 rehearsal",
            "Cut over the branch ledgers",
        ]
        assert here(driver) == "Cut over the branch ledgers"
        await driver.press("J")
        assert driver.status == "this is the last card of its lane"
        await driver.press("K")
        assert [card.title for card in stack(driver).shown[:2]] == [
            "Cut over the branch ledgers",
            "Branch 12 rehearsal",
        ]
        await driver.press("K")
        assert driver.status == "this is the first card of its lane"


@pytest.mark.parametrize(
    ("by", "field", "value"),
    [
        (
            "assignee",
            "(SELECT key FROM person p JOIN card_assignee a ON a.person_id = p.id WHERE a.card_id = c.id)",
            "ben",
        ),
        ("priority", "priority", "normal"),
    ],
)
async def test_a_card_typed_in_a_lane_stands_in_it(ledger: Path, by: str, field: str, value: str) -> None:
    async with running(ledger) as driver:
        await grouped(driver, by)
        await driver.press("j", "n", *"Mine", "enter")
        assert here(driver) == "Mine"
        await driver.press("escape")
        assert "Mine" in driver.text
    assert asked(ledger, f"SELECT {field} FROM card c WHERE title = 'Mine'") == [(value,)]


async def test_a_card_typed_in_an_empty_cell(ledger: Path) -> None:
    async with running(ledger) as driver:
        await grouped(driver, "assignee")
        await driver.press("G", "l", "n")
        y = heads(driver)["nobody"]
        assert driver.lines[y + 1][24] == "▌"
        await driver.press(*"Mine", "enter", "escape")
        assert here(driver) == "Mine"
        assert stack(driver).view.name == "Ready"


async def test_a_folded_lane_shows_its_head_and_is_stopped_at(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("Z")
        assert driver.status == "there are no swimlanes    w swimlanes"
        await grouped(driver, "assignee")
        await driver.press("j", "Z")
        y = heads(driver)["ben"]
        assert driver.lines[y].startswith("▌▸ ben 1 ─")
        assert driver.lines[y + 1].startswith(" ▾ dora")
        await driver.press("x")
        assert driver.status == "ben is folded    Z unfolds it"
        await driver.press("j", "k")
        assert driver.lines[y].startswith("▌▸ ben 1 ─")
        await driver.press("Z")
        assert here(driver) == "Alert when a batch is late"


async def test_the_lane_of_a_parent_has_its_title_and_runs_on_over_the_columns(ledger: Path) -> None:
    portfolio = samples.opened(ledger, "ben")
    try:
        ids = dict(portfolio.store.rows("SELECT number, id FROM card"))
        cards.edit(portfolio, ids[2], None, parent_id=ids[1])
    finally:
        portfolio.close()
    async with running(ledger) as driver:
        await grouped(driver, "parent")
        assert driver.lines[3].startswith(
            " ▾ 1 Reconcile the old ledger with the statements of twelve branches"
        )
        assert "no parent" in heads(driver)


async def test_each_project_keeps_its_lanes(ledger: Path) -> None:
    async with running(ledger) as driver:
        await grouped(driver, "type")
        await driver.press("]")
        assert heads(driver) == {}
        await driver.press("[")
        assert list(heads(driver)) == ["task"]


async def test_the_lanes_of_a_project_are_there_at_the_next_start(ledger: Path) -> None:
    async with running(ledger) as driver:
        await grouped(driver, "priority")
    async with running(ledger, "KITE") as driver:
        assert driver.app.screen.deck.lanes is None  # type: ignore[attr-defined]
        await driver.press("o")
        await driver.type("atlas")
        await driver.press("enter")
        assert driver.app.screen.deck.lanes.grouping.name == "priority"  # type: ignore[attr-defined]
        await grouped(driver, "none")
    async with running(ledger) as driver:
        assert driver.app.screen.deck.lanes is None  # type: ignore[attr-defined]


async def test_another_session_moves_a_card_into_a_new_lane(ledger: Path) -> None:
    async with running(ledger) as driver:
        await grouped(driver, "priority")
        await driver.press("j", "j")
        before = here(driver)

        def urgent(p: Portfolio) -> None:
            [(card_id,)] = p.store.rows("SELECT id FROM card WHERE title = 'Rollback drill'")
            cards.edit(p, card_id, None, priority="urgent")

        portfolio = samples.opened(ledger, "ben")
        try:
            urgent(portfolio)
        finally:
            portfolio.close()
        await driver.press("r")
        assert list(heads(driver)) == ["urgent", "high", "normal"]
        assert here(driver) == before


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
@pytest.mark.parametrize("by", ["assignee", "priority", "type", "milestone", "parent", "class"])
async def test_the_card_under_the_cursor_is_always_seen(ledger: Path, size: tuple[int, int], by: str) -> None:
    async with running(ledger, size=size) as driver:
        await grouped(driver, by)
        for key in ("g", *"jjjjjjjV", "l", *"jjjkkkkV", "G", "H", "L", "l", "l", "g", *"jjV", "1", "G"):
            await driver.press(key)
            card = driver.app.screen.here  # type: ignore[attr-defined]
            if card is not None:
                assert f"▌{card.number} {card.title.split()[0]}" in driver.text, key


async def test_a_folded_column_keeps_every_letter_of_its_name(ledger: Path) -> None:
    async with running(ledger, size=(80, 24)) as driver:
        await grouped(driver, "assignee")
        await driver.press("1", "z")
        letters = [
            line[1:2] for y, line in enumerate(driver.lines[4:-2], 4) if y not in heads(driver).values()
        ]
        assert "".join(letters).strip() == "Backlog"


async def test_a_card_that_is_not_seen_whole_ends_in_a_mark(ledger: Path) -> None:
    async with running(ledger, size=(80, 24)) as driver:
        await grouped(driver, "assignee")
        below = {y - 1 for y in heads(driver).values()}
        assert any(line[27:51].rstrip() == "10 Branch 12 rehearsal…" for line in driver.lines)
        cut = [y for y, line in enumerate(driver.lines) if "rehearsal…" in line]
        assert set(cut) <= below
        await driver.pilot.resize_terminal(80, 60)
        await driver.settle()
        assert "rehearsal…" not in driver.text


@pytest.mark.parametrize("column", ["1", "2", "5"])
async def test_a_filter_that_leaves_no_card_leaves_no_lane_either(ledger: Path, column: str) -> None:
    async with running(ledger) as driver:
        await grouped(driver, "assignee")
        await driver.press(column, "j", "/", *"zzz")
        assert "nothing matches" in driver.text
        assert heads(driver) == {}
        await driver.press("enter", "j", "k", "l", "h", "G", "g", "Z", "L", "x", "V", "n", "escape")
        await driver.press("escape")
        assert heads(driver) != {}
        assert here(driver)
