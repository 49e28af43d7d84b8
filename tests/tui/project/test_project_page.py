"""The project page as a person uses it: keys in, text out, on a real database."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.actions import clients, milestones, plan, projects, risks, statements
from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui import external
from tui.project.sheet import Sheet


def fill(p: Portfolio) -> None:
    """What a project manager keeps beside the board of ATLAS."""
    [(atlas,)] = p.store.rows("SELECT id FROM project WHERE key = 'ATLAS'")
    [(anna,)] = p.store.rows("SELECT id FROM person WHERE key = 'anna'")
    projects.edit(p, atlas, None, start="2026-10-01", target="2027-03-12", budget=100_000_00, manager_id=anna)
    plan.add_baseline(
        p, atlas, approved="2026-09-20", start="2026-10-01", target="2027-02-12", budget=100_000_00
    )
    milestones.add(p, atlas, name="Kick-off", due="2026-10-01")
    uat = milestones.add(p, atlas, name="UAT starts", due="2026-12-14", commitment=True)
    milestones.edit(p, uat, None, due="2026-12-21")
    plan.add_budget_line(p, atlas, category="people", amount=80_000_00)
    plan.add_cost(p, atlas, date="2026-11-02", amount=12_500_50, category="people", note="October")
    plan.add_allocation(p, atlas, person_id=anna, percent=60, role="lead")
    risks.add(p, atlas, title="Bank holidays", probability=3, impact=4, mitigation="Book two windows")
    clients.add_stakeholder(p, atlas, name="Inés Duarte", influence=5, interest=4, wanted="leading")
    clients.add_expectation(p, atlas, text="Branches never close", due="2027-03-12")
    clients.add_satisfaction(p, atlas, csat=4, respondent="Inés Duarte", date="2026-11-11")
    statements.add(p, atlas, health="amber", why="test data late", next="agree the data", date="2026-11-21")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = samples.ledger(tmp_path_factory.mktemp("project") / "ledger.db")
    portfolio = samples.opened(path, "setup")
    try:
        fill(portfolio)
    finally:
        portfolio.close()
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    for file in original.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / original.name


def asked(path: Path, sql: str) -> Any:
    """What a query finds, as its rows."""
    return stored(path, lambda p: p.store.rows(sql))


def stored(path: Path, look: Callable[[Portfolio], Any]) -> Any:
    portfolio = samples.opened(path, "reader")
    try:
        return look(portfolio)
    finally:
        portfolio.close()


def ben(path: Path, do: Callable[[Portfolio, int], Any]) -> None:
    """Another session changes something of ATLAS."""
    portfolio = samples.opened(path, "ben")
    try:
        [(atlas,)] = portfolio.store.rows("SELECT id FROM project WHERE key = 'ATLAS'")
        do(portfolio, atlas)
    finally:
        portfolio.close()


def marked(driver: Driver) -> str:
    """The first line of the entry that the cursor is on."""
    return next((line[1:].strip() for line in driver.lines if line.startswith("▌")), "")


def squeezed(line: str) -> str:
    return " ".join(line.split())


def line_with(driver: Driver, text: str) -> str:
    return squeezed(next(line for line in driver.lines if text in line))


async def test_o_opens_the_page_and_escape_goes_back_to_the_same_card(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("j", "l")
        before = [line for line in driver.lines if "▌" in line]
        text = await driver.press("O")
        assert driver.lines[0].startswith(" ATLAS  Ledger migration   Acme Bank")
        assert driver.lines[1] == " overview   plan   money   people   risks   client   statements   history"
        assert "project manager    Anna" in text
        assert "budget             100,000 EUR" in text
        assert squeezed(marked(driver)).startswith("name Ledger migration")
        await driver.press("escape")
        assert [line for line in driver.lines if "▌" in line] == before
        await driver.press("O", "q")
        assert [line for line in driver.lines if "▌" in line] == before


async def test_braces_walk_the_tabs_and_each_keeps_its_cursor(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "}", "j")
        assert marked(driver).startswith("UAT starts")
        await driver.press("}", "{")
        assert marked(driver).startswith("UAT starts")
        await driver.press("{", "{")
        assert "History" in driver.text
        await driver.press("}")
        assert "Why" in driver.text
        await driver.press("5")
        assert marked(driver).startswith("Bank holidays")


async def test_every_tab_shows_its_numbers(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "}")
        assert line_with(driver, "UAT starts") == "UAT starts promised 21 Dec open +7 d 14 Dec - 1 x -"
        assert "Milestones   0 of 2 reached" in driver.text
        assert line_with(driver, "Kick-off") == "▌ Kick-off 1 Oct overdue +53 d 1 Oct - - -"
        assert line_with(driver, "20 Sep") == "- 20 Sep 1 Oct 12 Feb 100,000"
        await driver.press("}")
        assert squeezed(marked(driver)) == "people 80,000 12,500.50 ━━──────── 16 %"
        assert line_with(driver, "spent (AC)").startswith("spent (AC) 12,500.50")
        assert line_with(driver, "October") == "October 2 Nov 12,500.50 people"
        await driver.press("}")
        assert line_with(driver, "Anna") == "▌ Anna lead 60 % - - 60 % 60 % 60 % 60 %"
        await driver.press("}")
        assert line_with(driver, "Bank holidays") == "▌ Bank holidays 12 high 3 x 4 - mitigate - never"
        assert "do   Book two windows" in driver.text
        await driver.press("}")
        assert line_with(driver, "Inés Duarte").startswith(
            "▌ Inés Duarte - 5 ■■■■■ 4 ■■■■· neutral -> leading"
        )
        assert line_with(driver, "Branches never close") == "Branches never close 12 Mar open"
        assert line_with(driver, "CSAT 4 of 5") == "- 11 Nov CSAT 4 of 5 Inés Duarte"
        await driver.press("}")
        assert squeezed(marked(driver)) == "21 Nov A amber setup, 2 d ago"
        assert "why  test data late" in driver.text
        await driver.press("}")
        assert "statement “2026-11-21” added to ATLAS" in driver.text


async def test_a_field_of_the_project_is_changed_in_place(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "j", "j", "j", "j", "j", "j", "j")
        assert marked(driver).startswith("target")
        await driver.press("enter")
        assert driver.status.startswith("ATLAS  target 2027-03-12")
        await driver.press("ctrl+u")
        await driver.type("soon")
        await driver.press("enter")
        assert "soon is no date" in driver.status
        await driver.press("ctrl+u")
        await driver.type("2027-04-02")
        await driver.press("enter")
        assert squeezed(marked(driver)).startswith("target 2 Apr")
        assert driver.status.startswith("ATLAS: target")
        assert driver.status.endswith("u undo")
        await driver.press("u")
        assert squeezed(marked(driver)).startswith("target 12 Mar")
        await driver.press("U")
        assert squeezed(marked(driver)).startswith("target 2 Apr")
    assert asked(path, "SELECT target FROM project WHERE key = 'ATLAS'") == [("2027-04-02",)]


async def test_a_person_is_picked_and_a_state_chosen(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "j", "j", "j", "enter")
        await driver.type("ben")
        await driver.press("enter", "j", "j", "enter")
        await driver.type("hold")
        await driver.press("enter")
    sql = "SELECT m.key, p.state FROM project p JOIN person m ON m.id = p.manager_id WHERE p.key = 'ATLAS'"
    assert asked(path, sql) == [("ben", "on hold")]


async def test_a_statement_takes_four_answers(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "7", "n")
        await driver.type("red")
        await driver.press("enter")
        await driver.type("no data")
        await driver.press("enter")
        assert "last time: agree the data" in driver.status
        await driver.type("ask again")
        await driver.press("enter")
        await driver.type("a copy")
        await driver.press("enter")
        assert driver.status.startswith("statement 2026-11-23 added")
        assert squeezed(marked(driver)) == "23 Nov R red anna, today"
        assert line_with(driver, "ask again") == "▌ next ask again"
    sql = "SELECT date, health, why, next, ask, author FROM status_update ORDER BY id DESC LIMIT 1"
    assert asked(path, sql) == [("2026-11-23", "red", "no data", "ask again", "a copy", "anna")]


async def test_escape_asks_what_is_to_become_of_the_answers(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "n")
        await driver.type("Fire")
        await driver.press("escape")
        assert driver.status == ""
        await driver.press("n")
        await driver.type("Fire")
        text = await driver.press("enter", "escape")
        assert "drop it" in text
        assert "save what is answered" not in text
        await driver.press("escape")
        assert driver.status == "new risk: nothing was saved"
        await driver.press("n")
        await driver.type("Flood")
        await driver.press("enter", "2", "enter", "5", "escape")
        assert "go on" in driver.text
        await driver.press("enter")
        assert driver.status.startswith("new risk  3/7 impact 5")
        await driver.press("enter", "escape", "enter")
        assert driver.status.startswith("risk Flood added")
        assert marked(driver).startswith("Flood")
    assert asked(path, "SELECT title, probability, impact FROM risk ORDER BY id") == [
        ("Bank holidays", 3, 4),
        ("Flood", 2, 5),
    ]


async def test_a_wrong_value_stays_in_the_field_with_a_sentence(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "e")
        await driver.type("impact")
        await driver.press("enter", "ctrl+u", "9", "enter")
        assert "impact cannot be '9'; allowed is a whole number from 1 to 5" in driver.status
        await driver.press("ctrl+u", "5", "enter")
        assert line_with(driver, "Bank holidays").startswith("▌ Bank holidays 15 very high 3 x 5")


async def test_money_is_typed_as_text(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "3", "G", "n")
        await driver.type("1,250.5 EUR")
        await driver.press("enter", "escape", "enter")
        assert driver.status.startswith("cost cost added")
    assert asked(path, "SELECT amount, date FROM cost ORDER BY id") == [
        (1_250_050, "2026-11-02"),
        (125_050, "2026-11-23"),
    ]


async def test_completing_and_archiving(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "}", "c")
        assert line_with(driver, "Kick-off").startswith("▌ Kick-off 1 Oct ✓ 23 Nov")
        await driver.press("c")
        assert line_with(driver, "Kick-off").startswith("▌ Kick-off 1 Oct overdue")
        await driver.press("x")
        assert "Kick-off" not in "\n".join(driver.lines[:-2])
        assert driver.status.startswith("milestone “Kick-off” of ATLAS archived")
        await driver.press("u")
        assert "Kick-off" in driver.text
        await driver.press("5", "c")
        assert line_with(driver, "Bank holidays").startswith("▌ Bank holidays closed")
        await driver.press("1", "c")
        assert driver.status == "only milestones, expectations and risks can be completed"


async def test_another_session_shows_and_typed_text_stays(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "enter")
        await driver.type(" stop us")
        ben(path, lambda p, atlas: risks.add(p, atlas, title="Strike", probability=5, impact=5))
        await news(driver)
        assert "Strike" in driver.text
        assert "Bank holidays stop us" in driver.status
        await driver.press("enter", "escape", "enter")
        assert marked(driver).startswith("Bank holidays stop us")


async def test_a_conflict_shows_both_values(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "e", "enter")
        await driver.type(" here")

        def change(p: Portfolio, atlas: int) -> None:
            [(risk,)] = p.store.rows("SELECT id FROM risk")
            risks.edit(p, risk, None, title="Holidays")

        ben(path, change)
        await driver.press("enter")
        assert "keep mine: title Bank holidays here" in driver.text
        assert "take theirs: title Holidays" in driver.text
        await driver.press("escape")
        assert "Bank holidays here" in driver.status
        await driver.press("enter")
        assert marked(driver).startswith("Bank holidays here")
    assert asked(path, "SELECT title FROM risk") == [("Bank holidays here",)]


async def test_theirs_can_be_taken(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "e", "enter")
        await driver.type(" here")

        def change(p: Portfolio, atlas: int) -> None:
            [(risk,)] = p.store.rows("SELECT id FROM risk")
            risks.edit(p, risk, None, title="Holidays")

        ben(path, change)
        await driver.press("enter", "down", "enter")
        assert driver.status.endswith("left as ben has it")
        assert marked(driver).startswith("Holidays")


async def test_lines_of_a_text_survive_editing(path: Path) -> None:
    def two_lines(p: Portfolio, atlas: int) -> None:
        projects.edit(p, atlas, None, description="one\n\ntwo")

    ben(path, two_lines)
    async with running(path) as driver:
        await driver.press("O", *"jjjjjjjjjjj", "enter")
        assert "one⏎⏎two" in driver.status
        await driver.type(" more")
        await driver.press("enter")
    assert asked(path, "SELECT description FROM project WHERE key = 'ATLAS'") == [("one\n\ntwo more",)]


async def test_a_longer_text_is_written_in_the_own_editor(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = iter(("Book two windows\n\nand rehearse", "Book two windows\n\nand rehearse", "x" * 100_001))
    monkeypatch.setattr(external, "write", lambda _app, _text: next(written))
    async with running(path) as driver:
        await driver.press("O", "5", "E")
        assert line_with(driver, "and rehearse") == "▌ and rehearse"
        await driver.press("E")
        assert driver.status == "Bank holidays: nothing was changed"
        await driver.press("E")
        assert "mitigation" in driver.status or "xxx" in driver.status
        await driver.press("escape", "2", "E")
        assert driver.status == "there is no longer text here"
    assert asked(path, "SELECT mitigation FROM risk") == [("Book two windows\n\nand rehearse",)]


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 12), (20, 5)])
async def test_every_tab_fits_every_size(path: Path, size: tuple[int, int]) -> None:
    async with running(path, size=size) as driver:
        await driver.press("O")
        for _ in range(8):
            await driver.press("j", "G", "k", "}")
        assert driver.lines[0].startswith(" ATLAS")
        await driver.press("escape")


async def test_an_empty_project_says_what_to_do(path: Path) -> None:
    async with running(path, "KITE") as driver:
        await driver.press("O")
        assert "No statement yet" in driver.text
        for tab, text in (
            ("2", "none yet: n adds one"),
            ("3", "it needs an approved baseline"),
            ("4", "nobody is allocated yet"),
            ("5", "no risks recorded, which is not the same as none"),
            ("6", "nothing was promised yet"),
            ("7", "nobody has said anything yet"),
            ("8", "project KITE added"),
        ):
            assert text in await driver.press(tab), tab
        await driver.press("2", "enter")
        await driver.type("Go live")
        await driver.press("enter", "escape", "enter")
        assert marked(driver).startswith("Go live")


async def test_wide_characters_and_hostile_text_keep_the_columns(path: Path) -> None:
    title = "銀行の休日がカットオーバーを止める危険性があります [b]本当[/b]"

    def add(p: Portfolio, atlas: int) -> None:
        risks.add(p, atlas, title=title, probability=5, impact=5, mitigation="二つの窓を予約する" * 20)

    ben(path, add)
    async with running(path, size=(80, 24)) as driver:
        text = await driver.press("O", "5")
        assert "[b]" in text or "…" in text
        assert "25 very high" in text
        assert all(len(line) <= 80 for line in driver.lines)


async def test_older_history_is_read_on(path: Path) -> None:
    def much(p: Portfolio, atlas: int) -> None:
        for number in range(130):
            plan.add_cost(p, atlas, amount=number, note=f"cost {number}")

    ben(path, much)
    async with running(path) as driver:
        await driver.press("O", "8", "G")
        assert "older ones follow" not in await driver.press("G", "G")
        assert "project ATLAS added" in driver.text


async def news(driver: Driver) -> None:
    """Wait for what another session has committed."""
    for _ in range(100):
        await driver.pilot.pause(0.02)
        await driver.settle()
        if "Strike" in driver.text:
            return


async def test_o_on_the_delivery_screen_and_back_to_the_same_row(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("tab", "G")
        before = [line for line in driver.lines if line.startswith("▌")]
        await driver.press("O")
        assert driver.lines[0].startswith(" KITE  Route planner")
        await driver.press("escape")
        assert [line for line in driver.lines if line.startswith("▌")] == before
        await driver.press("O", "tab")
        assert driver.lines[0].startswith(" KITE  Route planner")
        assert "Backlog" in driver.text


async def test_what_was_changed_here_shows_on_the_board(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "enter", "ctrl+u")
        await driver.type("Ledger two")
        await driver.press("enter", "tab")
        assert driver.lines[0].startswith(" ATLAS  Ledger two")


async def test_the_mouse_goes_to_tabs_and_entries_and_changes_what_is_clicked_twice(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O")
        await driver.pilot.click(Sheet, offset=(13, 0))
        await driver.settle()
        assert "Milestones" in driver.text
        at = next(y for y, line in enumerate(driver.lines) if "UAT starts" in line) - 1
        await driver.pilot.click(Sheet, offset=(5, at))
        await driver.settle()
        assert marked(driver).startswith("UAT starts")
        await driver.pilot.click(Sheet, offset=(5, at))
        await driver.settle()
        assert driver.status.startswith("UAT starts  1/6 name UAT starts")


async def test_an_archived_project_is_still_shown(path: Path) -> None:
    ben(path, lambda p, atlas: projects.archive(p, atlas, None))
    async with running(path) as driver:
        await driver.press("O")
        assert driver.lines[0].endswith("archived")
        assert "Bank holidays" in await driver.press("5")


async def test_the_history_is_not_changed(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "8", "enter")
        assert driver.status == "there is nothing to change here"
        await driver.press("n")
        assert driver.status == "nothing can be added here"
        await driver.press("x")
        assert driver.status == "there is nothing to archive here"


async def test_help_lists_the_keys(path: Path) -> None:
    async with running(path, size=(120, 40)) as driver:
        text = await driver.press("O", "question_mark")
        assert "milestone reached, promise kept, risk closed" in text
        assert "statements" in text
