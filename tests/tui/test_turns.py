"""What one's own action does to the health is told behind what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions import cards
from models.views.delivery_values import Judgment
from models.views.names import find_card
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.turns import Turn, told_with, turned

TURNED = "health is now red, flow, 2 of 6 in progress older than the SLE or blocked: 33 %"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


async def block(driver: Driver, reason: str = "bank") -> None:
    await driver.press("b", *reason, "enter")


async def test_a_card_that_turns_the_health_of_its_project_says_so(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.whole()
        await driver.press("3", "j")
        await block(driver)
        await driver.whole()
        assert driver.status == f"ATLAS-13 blocked: bank; {TURNED}    u undo"
        await driver.press("u")
        await driver.whole()
        assert driver.status.startswith("undone: ATLAS-13 blocked: bank; health is now amber, flow, ")
        assert driver.status.endswith("U redo")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_cards_that_are_added_and_turn_the_health_say_so(tmp_path: Path, size: tuple[int, int]) -> None:
    from models.demo import open_demo

    demo = tmp_path / "demo.db"
    open_demo(demo, author="anna", clock=samples.clock).close()
    async with running(demo, size=size) as driver:
        await driver.press("n")
        added = 0
        while "; health is now" not in driver.status:
            assert added < 5
            added += 1
            await driver.press(*"one", "enter")
            await driver.whole()
        assert driver.status.startswith("ATLAS-")
        assert "; health is now red" in driver.status
        assert "u undo" not in driver.status
        await driver.press("escape")
        assert "; health is now red" in driver.status
        assert driver.status.endswith("    u undo")


async def test_where_nothing_was_changed_nothing_is_offered_to_be_undone(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("1", "p", "enter")
        assert driver.status.endswith(": nothing to change")
        await driver.press("p", "down", "enter")
        assert driver.status.endswith("u undo")
        await driver.press("O", "enter", "enter")
        assert driver.status.endswith(": nothing was changed")


async def test_where_the_sentence_is_gone_the_turn_stands_alone(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.whole()
        await driver.press("3", "j")
        await block(driver)
        await driver.press("j")
        await driver.whole()
        assert driver.status in (TURNED, "")  # Empty where the turn was told before the key.


async def test_a_newer_sentence_an_open_field_and_others_changes_are_not_talked_over(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.whole()
        await driver.press("3", "j")
        await block(driver)
        await driver.press("y")
        await driver.whole()
        assert driver.status.startswith("copied ATLAS-13")
        await driver.press("u", "d")
        await driver.whole()
        assert driver.status.startswith("ATLAS-13 due ")
        await driver.press("escape")
        p = samples.opened(ledger, "ben")
        card = find_card(p, "ATLAS-13").id
        cards.block(p, card, None, "bank")
        p.close()
        await driver.press("r")
        await driver.whole()
        assert driver.lines[0].split("Acme Bank")[1].split()[:2] == ["R?", "flow"]
        assert "health is now" not in driver.text


async def test_a_move_that_turns_nothing_says_nothing_more_and_the_head_is_not_sent(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.whole()
        await driver.press("1", "J")
        said = driver.status
        await driver.whole()
        assert driver.status == said


def judged(**letters: str) -> list[Judgment]:
    return [Judgment(name, letter, f"{name} 7 (red below 9); more") for name, letter in letters.items()]


def test_the_worst_dimension_that_turned_is_told() -> None:
    before = judged(schedule="G", cost="A", flow="-")
    assert turned(before, before) is None
    assert turned(before, judged(schedule="G", cost="R", flow="-")) == Turn("cost is now red", "cost 7")
    assert turned(before, judged(schedule="A", cost="R", flow="-")) == Turn(
        "cost is now red", "cost 7 and 1 more"
    )
    assert turned(before, judged(schedule="G", cost="A", flow="G")) == Turn("flow is now green", "flow 7")
    assert turned((), before) is None


def test_the_turn_is_whole_where_what_was_done_has_to_be_cut() -> None:
    turn = Turn("cost is now red", "CPI 0.84")
    assert told_with("cost added", None, 80) == "cost added"
    assert told_with("cost added", turn, 80, "u undo") == "cost added; cost is now red, CPI 0.84"
    long = "cost of 12,500.00 EUR, people, travel to the branches added"
    told = told_with(long, turn, 80, "u undo")
    assert told == "cost of 12,500.00 EUR, people, travel to the branc…; cost is now red"
    assert len(told) + len("u undo") + 6 <= 80


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_cost_that_makes_the_cost_red_says_so(ledger: Path, size: tuple[int, int]) -> None:
    from models.actions import plan, projects

    p = samples.opened(ledger, "setup")
    projects.edit(p, 1, None, start="2026-10-01", target="2027-03-12", budget=100_000_00)
    plan.add_baseline(p, 1, approved="2026-09-20", start="2026-10-01", target="2027-02-12", budget=100_000_00)
    plan.add_cost(p, 1, date="2026-11-02", amount=12_500_00, category="people")
    p.close()
    async with running(ledger, size=size) as driver:
        await driver.press("O", "3", "G", "n", *"80000", "enter", "enter", "enter", "enter")
        told = "cost of 80,000.00 EUR, people added; cost is now red, CPI 0.19    u undo"
        assert driver.status == told
        assert driver.lines[0].split("target")[0].split()[-2:] == ["R", "cost"]
        await driver.press("u")
        assert "cost is now green" in driver.status
