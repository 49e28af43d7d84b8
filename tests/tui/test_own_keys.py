"""The line of keys names the keys of what has the focus; questions that follow each other lead back too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.actions import plan, projects
from models.views.names import find_project
from tests.tui import samples
from tests.tui.pages import Driver, running


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = samples.ledger(tmp_path / "ledger.db")
    portfolio = samples.opened(path, "setup")
    atlas = find_project(portfolio, "ATLAS").id
    plan.add_budget_line(portfolio, atlas, category="people", amount=80_000_00)
    plan.add_cost(portfolio, atlas, date="2026-11-02", amount=12_500_00, category="travel")
    portfolio.close()
    return path


def costs(path: Path) -> Any:
    portfolio = samples.opened(path, "reader")
    try:
        return portfolio.store.rows("SELECT amount, date, category, note FROM cost ORDER BY id")
    finally:
        portfolio.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (["d"], "enter save   esc leave"),
        (["slash"], "enter keep   esc leave"),
        (["p"], "enter choose   ↑ ↓ move   esc leave"),
        (["a"], "enter choose   tab tick   ↑ ↓ move   esc leave"),
        (["i"], "j k line   space page   esc close"),
        (["question_mark"], "j k line   space page   / find   esc close"),
        (["C"], "ctrl+d save   esc leave   ctrl+e $EDITOR   f3 undo"),
    ],
)
async def test_what_is_open_tells_its_own_keys_and_then_the_page_again(
    ledger: Path, size: tuple[int, int], keys: list[str], shown: str
) -> None:
    async with running(ledger, size=size) as driver:
        await driver.press("2")
        before = driver.lines[-1]
        await driver.press(*keys)
        assert driver.lines[-1].strip() == shown
        await driver.press("escape")
        assert driver.lines[-1] == before


async def test_over_the_details_of_a_card_their_keys_come_back(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "enter")
        before = driver.lines[-1]
        assert "enter change" in before
        await driver.press("e")
        assert driver.lines[-1].strip() == "enter save   esc leave"
        await driver.press("escape")
        assert driver.lines[-1] == before


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_new_card_that_is_typed_on_the_board_tells_its_keys(
    ledger: Path, size: tuple[int, int]
) -> None:
    async with running(ledger, size=size) as driver:
        await driver.press("2")
        before = driver.lines[-1]
        await driver.press("n")
        assert driver.lines[-1].strip() == "enter add, and the next   esc leave"
        assert driver.status == "new card in Ready"
        await driver.press(*"Tea", "enter")
        assert driver.status.endswith(", the mean, until estimated"), "u would be text"
        await driver.press(*"Cup")
        assert driver.lines[-1].strip() == "enter add, and the next   esc leave"
        await driver.press("escape")
        assert driver.lines[-1] == before
        await driver.press("n", "enter")
        assert driver.lines[-1] == before


@pytest.mark.parametrize("key", ["p", "a", "m", "o"])
async def test_enter_on_a_list_where_nothing_matches_says_so(ledger: Path, key: str) -> None:
    async with running(ledger) as driver:
        await driver.press("2", key, *"zqx", "enter")
        assert "nothing matches: change what you typed, or esc" in driver.text
        await driver.press("backspace")
        assert "change what you typed" not in driver.text


async def to_new_cost(driver: Driver) -> None:
    await driver.press("O", "3", "n")
    assert driver.status.startswith("new cost  1/4 amount")


async def test_earlier_answers_are_shown_and_gone_back_to(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_new_cost(driver)
        assert "shift+tab" not in driver.lines[-1]
        await driver.press(*"15", "enter", *"20 nov".replace(" ", ""), "enter")
        assert driver.lines[-1].strip() == (
            "enter next   shift+tab back   esc leave   amount 15   date 20nov"
        )
        await driver.press("shift+tab")
        assert driver.status.startswith("new cost  2/4 date 20nov")
        await driver.press("ctrl+b")
        assert driver.status.startswith("new cost  1/4 amount 15")
        await driver.press("0", "enter", "enter", *"trav", "enter")
        assert driver.status.startswith("new cost  4/4 note")
        assert driver.lines[-1].endswith("amount 150   date 20nov   category travel")
        await driver.press("left")
        assert "new cost  3/4 category" in driver.text
        await driver.press("left")
        assert driver.status.startswith("new cost  2/4 date")
        await driver.press("enter", "enter", *"Hotel", "left", "enter")
        assert driver.status.startswith("cost of 150.00 EUR, travel, Hotel added")
    assert costs(ledger)[-1] == (150_00, "2026-11-20", "travel", "Hotel")


async def test_at_80_cells_the_last_answer_is_shown(ledger: Path) -> None:
    async with running(ledger, size=(80, 24)) as driver:
        await to_new_cost(driver)
        await driver.press(*"1500", "enter", "enter", *"Trips", "enter")
        assert driver.lines[-1].endswith("esc leave   category Tri…")


async def test_a_category_in_use_is_offered_and_a_new_one_can_be_typed(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_new_cost(driver)
        await driver.press(*"15", "enter", "enter")
        picker: Any = driver.app.screen.picker  # type: ignore[attr-defined]
        assert [choice.name for choice in picker._found] == ["people", "travel", "none"]
        # What was booked on last is what Enter takes: none of them is a choice.
        assert picker._found[picker._at].name == "travel"
        await driver.press(*"tra")
        assert [(choice.name, choice.detail) for choice in picker._found] == [("travel", ""), ("tra", "new")]
        await driver.press("down", "enter", "enter")
        await driver.press("n", *"16", "enter", "enter", "enter", "enter")
        await driver.press("n", *"17", "enter", "enter", *"none", "enter")
        await driver.press("left")  # Back to the list: what was chosen stays.
        assert picker._found[picker._at].name == "none"
        await driver.press("enter", "enter")
    categories = [category for _amount, _date, category, _note in costs(ledger)]
    assert categories == ["travel", "tra", "tra", None]


async def test_the_first_cost_is_of_the_largest_part_of_the_budget(ledger: Path) -> None:
    p = samples.opened(ledger)
    plan.add_budget_line(p, 1, category="licenses", amount=90_000_00)
    [(cost,)] = p.store.rows("SELECT id FROM cost")
    plan.archive_cost(p, cost, None)
    p.close()
    async with running(ledger) as driver:
        await to_new_cost(driver)
        await driver.press(*"15", "enter", "enter")
        picker: Any = driver.app.screen.picker  # type: ignore[attr-defined]
        assert picker._found[picker._at].name == "licenses"


BACK = "enter {}   shift+tab back   esc leave   "


@pytest.mark.parametrize("place", ["board", "delivery"])
async def test_a_new_project_shows_its_key_and_leads_back_to_it(ledger: Path, place: str) -> None:
    async with running(ledger) as driver:
        await driver.press(*(["tab"] if place == "delivery" else []), "P", *"kite", "enter")
        assert driver.status.startswith("new project, name")
        assert driver.lines[-1].strip() == BACK.format("add") + "key KITE"
        await driver.press(*"Wind", "shift+tab")
        assert driver.status.startswith("new project, key KITE")
        await driver.press("2", "enter")
        assert driver.status.startswith("new project, name Wind")
        assert driver.lines[-1].endswith("key KITE2")
        await driver.press("ctrl+u", "left", "enter", *"Lift", "enter")
        assert driver.lines[0].startswith(" KITE2  Lift")


async def test_a_new_column_shows_its_name_and_leads_back_to_it(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("comma", *"add a", "enter", *"Trial", "enter")
        assert driver.lines[-1].strip() == BACK.format("choose") + "name Trial"
        await driver.press("shift+tab")
        assert driver.status == "new column behind Backlog Trial"
        await driver.press("s", "enter", "enter")
        assert driver.status.startswith("column Trials added")


async def test_a_move_to_another_project_leads_back_to_the_projects(ledger: Path) -> None:
    portfolio = samples.opened(ledger, "setup")
    projects.add(portfolio, "BORA", "Payments")
    portfolio.close()
    async with running(ledger) as driver:
        await driver.press("m", *"bora", "enter")
        assert "column of BORA" in driver.text
        assert driver.lines[-1].strip() == BACK.format("choose") + "project Payments"
        await driver.press("shift+tab")
        assert "move ATLAS-1 to" in driver.text
        await driver.press("enter")
        assert "column of BORA" in driver.text
        await driver.press("enter")
        assert "ATLAS-1" in driver.status


FIELDS_OF_A_CARD = (
    "title assignees labels priority service type estimate due milestone parent depends relates"
)


@pytest.mark.parametrize("field", FIELDS_OF_A_CARD.split())
async def test_each_field_of_a_card_leads_back_to_the_list_of_them(ledger: Path, field: str) -> None:
    async with running(ledger) as driver:
        await driver.press("e", *field, "enter")
        assert "shift+tab back" in driver.lines[-1]
        await driver.press("shift+tab")
        assert "shift+tab" not in driver.lines[-1]
        picker: Any = driver.app.screen.picker  # type: ignore[attr-defined]
        assert picker.open
        assert picker._found[picker._at].name.startswith(field)
        await driver.press("escape")
        assert not picker.open


async def test_what_was_typed_into_a_field_of_a_card_is_there_when_one_comes_back_to_it(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("e", *"due", "enter", *"1dec", "shift+tab", *"prio", "enter", "shift+tab")
        await driver.press(*"due", "enter")
        assert driver.status.startswith("ATLAS-1 due 1dec")
        await driver.press("shift+tab", *"title", "enter")
        assert driver.status.startswith("ATLAS-1 title Reconcile")
        await driver.press("s", "shift+tab", *"due", "enter", "enter")
        assert driver.status.startswith("ATLAS-1: due 2026-12-01")
        assert not driver.app.drafts._pending, "what was typed into the other field is not kept for ever"


@pytest.mark.parametrize("what", ["rename", "limit", "kind", "add a", "archive"])
async def test_what_is_asked_of_a_column_leads_back_to_the_list(ledger: Path, what: str) -> None:
    async with running(ledger) as driver:
        await driver.press("comma", *what, "enter")
        assert "shift+tab back" in driver.lines[-1]
        await driver.press("shift+tab")
        picker: Any = driver.app.screen.picker  # type: ignore[attr-defined]
        assert picker._found[picker._at].name.startswith(what)
        assert "column Backlog" in driver.text


async def test_what_was_typed_for_a_column_is_there_when_one_comes_back_to_it(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("comma", *"limit", "enter", "9", "shift+tab", *"ren", "enter", "s", "shift+tab")
        await driver.press(*"limit", "enter")
        assert driver.status.startswith("limit of Backlog 9")
        await driver.press("shift+tab", *"ren", "enter")
        assert driver.status.startswith("name of the column Backlogs")
        await driver.press("shift+tab", *"add a", "enter", *"Trial", "enter", "shift+tab", "shift+tab")
        await driver.press("enter", "enter", "enter")
        assert driver.status.startswith("column Trial added")


async def test_one_field_of_a_cost_leads_back_to_the_list_of_its_fields(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("O", "3", "G", "e", *"amo", "enter", *"17")
        assert driver.lines[-1].strip().startswith("enter save   shift+tab back   esc leave")
        await driver.press("shift+tab")
        picker: Any = driver.app.screen.picker  # type: ignore[attr-defined]
        assert picker._found[picker._at].name.strip() == "amount"
        await driver.press(*"cat", "enter")
        assert driver.lines[-1].strip() == "enter save   shift+tab back   esc leave"
        await driver.press("left", *"amo", "enter")
        assert "amount 17 " in driver.status
        await driver.press("enter")
        assert not picker.open
    assert costs(ledger)[-1][0] == 17_00


async def test_a_new_entry_leads_back_to_the_list_of_kinds_and_nothing_answered_is_lost(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("O", "6", "N")
        picker: Any = driver.app.screen.picker  # type: ignore[attr-defined]
        await driver.press("enter", *"Pays", "enter", "shift+tab", "shift+tab")
        assert picker.open
        assert picker._at == 0
        await driver.press("enter")
        assert "promise Pays" in driver.status
        await driver.press("shift+tab", "escape")
        assert driver.status.startswith("new expectation: nothing was saved    B brings back")
        await driver.press("B")
        assert "Pays" in driver.text


async def test_what_is_asked_of_kept_texts_leads_back_to_the_list_of_them(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("C", *"Tea", "escape", "B", *"drop", "enter")
        assert "enter drops" in driver.text
        await driver.press("shift+tab")
        assert "enter opens it again" in driver.text
        await driver.press("escape", "x", "B", "enter")
        assert "its field is gone" in driver.text
        await driver.press("shift+tab")
        assert "enter opens it again" in driver.text
