"""The project page as a person uses it: keys in, text out, on a real database."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.actions import clients, milestones, plan, programs, projects, risks, statements
from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui import external
from tui.project import screen
from tui.project.keys import TABS
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
        text = await driver.shown("O")
        assert driver.lines[0].startswith(" ATLAS  Ledger migration   Acme Bank")
        assert " ".join(driver.lines[1].split()) == " ".join(TABS)
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
        assert "Archived" in driver.text
        await driver.press("{")
        assert "History" in driver.text
        await driver.press("}", "}")
        assert "Why" in driver.text
        await driver.press("5")
        assert marked(driver).startswith("Bank holidays")


async def test_every_tab_shows_its_numbers(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "}")
        assert line_with(driver, "UAT starts") == "UAT starts promised 21 Dec open 14 Dec - +7 d 1 x -"
        assert "Milestones   0 of 2 reached" in driver.text
        assert line_with(driver, "Kick-off") == "▌ Kick-off 1 Oct overdue 1 Oct - +53 d - -"
        # The target beside it was moved: the slip says from which day it counts, and the plan of which date.
        assert driver.lines[0].endswith("target 12 Mar   slip +28 d from 12 Feb")
        assert "project expected 12 Mar, first baseline 12 Feb: slip +28 d, as in the head" in driver.text
        assert line_with(driver, "20 Sep") == "- 20 Sep 1 Oct 12 Feb +28 d 100,000"
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
        assert line_with(driver, "Branches never close") == "Branches never close 12 Mar - open"
        assert line_with(driver, "CSAT 4 of 5") == "- 11 Nov CSAT 4 of 5 Inés Duarte"
        await driver.press("}")
        assert squeezed(marked(driver)) == "21 Nov A amber setup, 2 d ago"
        assert "why  test data late" in driver.text
        await driver.press("}")
        assert "statement “2026-11-21” added to ATLAS" in driver.text


async def test_the_name_in_the_head_is_worth_more_than_the_day_that_the_slip_counts_from(path: Path) -> None:
    p = samples.opened(path)
    projects.edit(p, 1, None, name="Ledger migration of branches")
    p.close()
    async with running(path, size=(80, 24)) as driver:
        await driver.press("O")
        assert "Ledger migration of branches " in driver.lines[0]
        assert driver.lines[0].endswith("target 12 Mar   slip +28 d")


async def test_a_field_of_the_project_is_changed_in_place(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "j", "j", "j", "j", "j", "j", "j")
        assert marked(driver).startswith("target")
        await driver.press("enter")
        assert driver.status.startswith("ATLAS  target 2027-03-12")
        await driver.press("ctrl+u")
        await driver.type("soon")
        await driver.press("enter")
        assert driver.status.endswith("a date such as 12 Mar")
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


async def test_a_statement_takes_five_answers(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "7", "n")
        await driver.type("red")
        await driver.press("enter")
        assert "summary" in driver.status
        assert "in one line, for those who read only that" in driver.status
        await driver.type("no tests")
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
    sql = "SELECT date, health, summary, why, next, ask, author FROM status_update ORDER BY id DESC LIMIT 1"
    assert asked(path, sql) == [("2026-11-23", "red", "no tests", "no data", "ask again", "a copy", "anna")]


async def test_escape_asks_what_is_to_become_of_the_answers(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "n")
        await driver.type("Fire")
        await driver.press("escape")
        assert driver.status == ""
        await driver.press("n")
        await driver.type("Fire")
        text = await driver.shown("enter", "escape")
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
        assert squeezed(driver.status).endswith("9 1 to 5")
        await driver.press("ctrl+u", "5", "enter")
        assert line_with(driver, "Bank holidays").startswith("▌ Bank holidays 15 very high 3 x 5")


async def test_money_is_typed_as_text(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "3", "G", "n")
        await driver.type("1,250.5 EUR")
        await driver.press("enter", "escape", "enter")
        assert driver.status.startswith("cost of 1,250.50 EUR added")
    assert asked(path, "SELECT amount, date FROM cost ORDER BY id") == [
        (1_250_050, "2026-11-02"),
        (125_050, "2026-11-23"),
    ]


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_every_tab_names_the_way_back_and_help(path: Path, width: int) -> None:
    async with running(path, size=(width, 24)) as driver:
        await driver.press("O")
        for tab in "123456789":
            await driver.press(tab)
            assert driver.lines[-1].endswith("? help"), tab
            assert "esc back" in driver.lines[-1] or width < 80, tab
            assert ("c complete" in driver.lines[-1]) <= (tab in "256"), tab


async def test_the_two_keys_that_add_mean_the_same_wherever_the_cursor_is(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "3")
        for to in ("g", "G"):
            await driver.press(to)
            assert " n new cost   N budget line " in driver.lines[-1]
            await driver.press("n")
            assert driver.status.startswith("new cost  1/4 amount")
            await driver.press("escape", "N")
            assert "new budget line  1/2 category" in driver.text
            await driver.press("escape")


async def test_the_line_of_keys_says_what_is_added_here_and_another_key_adds_the_other(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "6")
        told = " n new stakeholder   N other   { } tabs   enter change   e field   c complete   tab board"
        assert driver.lines[-1] == told + "   esc back   : find   ? help"
        await driver.press("N")
        picker = driver.app.screen.picker  # type: ignore[attr-defined]
        assert [choice.name for choice in picker._found] == ["expectation", "answer"]
        await driver.press("down", "enter")
        assert driver.status.startswith("new answer  1/4 CSAT")
        await driver.press("escape", "8")
        assert " n " not in driver.lines[-1]
        await driver.press("N")
        assert driver.status == "nothing else can be added here"


@pytest.mark.parametrize(("tab", "kinds"), [("2", 1), ("3", 1), ("6", 3)])
async def test_a_move_changes_only_the_start_of_the_line_of_keys(path: Path, tab: str, kinds: int) -> None:
    async with running(path) as driver:
        await driver.press("O", tab, "g")
        told = []
        for _ in range(12):
            told.append(driver.lines[-1])
            await driver.press("j")
        assert len(set(told)) == kinds
        # Bytes are sent from the left edge to the last cell that differs.
        assert len({line[40:] for line in told}) == 1
        assert all("{ } tabs" in line for line in told)


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
        assert driver.app.screen.writing.text == "one\n\ntwo"  # type: ignore[attr-defined]
        await driver.type(" more")
        await driver.press("ctrl+d")
    assert asked(path, "SELECT description FROM project WHERE key = 'ATLAS'") == [("one\n\ntwo more",)]


async def test_two_write_one_longer_text_and_both_are_shown(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", *"jjjjjjjjjjj", "enter")
        await driver.type("mine")

        def theirs(p: Portfolio, atlas: int) -> None:
            projects.edit(p, atlas, None, description="theirs")

        ben(path, theirs)
        await driver.press("ctrl+d")
        assert "keep mine: mine" in driver.text
        assert "take theirs: theirs" in driver.text
        await driver.press("down", "down", "enter")
        text = driver.app.screen.writing.text  # type: ignore[attr-defined]
        assert text == "mine\n\n--- ben wrote meanwhile: ---\n\ntheirs"
        await driver.press("ctrl+d")
    assert asked(path, "SELECT description FROM project WHERE key = 'ATLAS'") == [(text,)]


async def test_where_there_is_no_editor_a_longer_text_is_written_in_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMBOARD_RESTRICTED", "1")
    async with running(path) as driver:
        await driver.press("O", "5", "E")
        await driver.press("ctrl+k", "ctrl+u")
        await driver.type("two")
        await driver.press("enter", "x", "f2")
    assert asked(path, "SELECT mitigation FROM risk") == [("two\nx",)]


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
        assert driver.status == "there is no text of several lines here"
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
            assert text in await driver.shown(tab), tab
        await driver.press("2", "enter")
        await driver.type("Go live")
        await driver.press("enter", "escape", "enter")
        assert marked(driver).startswith("Go live")
        # Enter on the place for the first entry adds one of its kind, whichever key does.
        await driver.press("G", "enter")
        assert driver.status.startswith("new baseline  1/5 approved on")


async def test_wide_characters_and_hostile_text_keep_the_columns(path: Path) -> None:
    title = "銀行の休日がカットオーバーを止める危険性があります [b]本当[/b]"

    def add(p: Portfolio, atlas: int) -> None:
        risks.add(p, atlas, title=title, probability=5, impact=5, mitigation="二つの窓を予約する" * 20)

    ben(path, add)
    async with running(path, size=(80, 24)) as driver:
        text = await driver.shown("O", "5")
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
        assert "older ones follow" not in await driver.shown("G", "G")
        assert "project ATLAS added" in driver.text


async def news(driver: Driver) -> None:
    """Wait for what another session has committed."""
    while "Strike" not in driver.text:
        await driver.pilot.pause(0.02)
        await driver.settle()


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
        assert "Bank holidays" in await driver.shown("5")


async def test_the_history_is_not_changed(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "8", "e")
        assert driver.status.startswith("what happened stays as it is")
        await driver.press("n")
        assert driver.status == "nothing can be added here"
        await driver.press("x")
        assert driver.status == "there is nothing to archive here"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_line_of_the_history_leads_to_its_card_and_the_line_of_keys_says_so(
    path: Path, size: tuple[int, int]
) -> None:
    async with running(path, size=size) as driver:
        await driver.press("O", "8")
        assert driver.lines[-1].startswith(" enter go there   / words   { } tabs   ")
        assert "change" not in driver.lines[-1]
        await driver.press("enter")
        assert driver.status == "this line is not about a card that is on a board"
        await driver.press("slash", *"atlas-4", "enter", "enter")
        assert driver.app.current_mode == "board"
        assert driver.app.screen.here.number == 4  # type: ignore[attr-defined]
        await driver.press("escape")
        assert driver.lines[-1].startswith(" enter go there")
        await driver.press("9")
        assert driver.lines[-1].startswith(" R restore   { } tabs   u undo   tab board   esc back")


async def test_help_lists_the_keys(path: Path) -> None:
    async with running(path, size=(120, 40)) as driver:
        text = await driver.shown("O", "question_mark")
        assert "milestone reached, promise kept, risk" in text
        assert "statements" in text


async def test_what_was_archived_is_found_and_restored(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "x", "9")
        assert squeezed(marked(driver)).startswith("Bank holidays risk")
        await driver.press("enter")
        assert driver.status.startswith("what is archived is not changed")
        await driver.press("R")
        assert "restored" in driver.status
        assert "what x archives is here" in driver.text
        assert "Bank holidays" in await driver.shown("5")
        await driver.press("R")
        assert driver.status == "what was archived is in tab 9: restore it there"


async def test_an_archived_card_comes_back_to_its_column(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("x", "O", "9")
        name = squeezed(marked(driver))
        await driver.press("R")
        assert "restored to" in driver.status
        number = name.split()[0].partition("-")[2]
        sql = f"SELECT archived_at FROM card WHERE number = {number} AND archived_at IS NOT NULL"
        assert asked(path, sql) == []


async def test_a_project_that_somebody_archives_says_so_and_is_restored(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O")
        ben(path, lambda p, atlas: projects.archive(p, atlas, None))
        await driver.press("r")
        await driver.settle()
        # What is told last stands there: the news, or the sentence of the page that reads again.
        assert "ben" in driver.status
        assert "archived" in driver.status
        assert driver.lines[0].endswith("archived")
        await driver.press("R")
        assert not driver.lines[0].endswith("archived")
        assert asked(path, "SELECT archived_at FROM project WHERE key = 'ATLAS'") == [(None,)]


async def test_the_history_is_narrowed_by_words_and_people(path: Path) -> None:
    ben(path, lambda p, atlas: risks.add(p, atlas, title="Snow", probability=1, impact=1))
    async with running(path) as driver:
        await driver.press("O", "slash", *"@ben", "enter")
        assert "only: @ben" in driver.text
        assert "Snow" in driver.text
        assert "Bank holidays" not in driver.text
        await driver.press("slash", "ctrl+u", *"zzz", "enter")
        assert "nothing fits" in driver.text
        await driver.press("slash", "ctrl+u", "enter")
        assert "Bank holidays" in driver.text


async def test_goals_are_added_weighed_and_taken_away(path: Path) -> None:
    portfolio = samples.opened(path, "setup")
    programs.add_goal(portfolio, key="FAST", title="Faster closing")
    portfolio.close()
    async with running(path, size=(100, 40)) as driver:
        await driver.press("O", *["j"] * 14)
        assert squeezed(marked(driver)).startswith("goals none: N adds one")
        await driver.press("N", "enter", *"2.5", "enter")
        assert squeezed(marked(driver)).startswith("goal Faster closing weight 2.5")
        await driver.press("enter", "ctrl+u", "4", "enter")
        assert asked(path, "SELECT weight FROM project_goal WHERE removed = 0") == [(4.0,)]
        await driver.press("x")
        assert asked(path, "SELECT weight FROM project_goal WHERE removed = 0") == []
        await driver.press("u")
        assert asked(path, "SELECT weight FROM project_goal WHERE removed = 0") == [(4.0,)]


async def test_one_health_limit_is_chosen_and_changed(path: Path) -> None:
    async with running(path, size=(100, 40)) as driver:
        await driver.press("O", *["j"] * 13)
        assert squeezed(marked(driver)) == "health limits the defaults"
        await driver.press("enter", *"cost green", "enter")
        assert driver.status.startswith("health limits")
        await driver.press("ctrl+u", *"0.5", "enter")
        assert "must not be below" in squeezed(" ".join(driver.lines[-2:]))
        await driver.press("ctrl+u", *"0.97", "enter")
        assert "cost green 0.97" in driver.text
        assert asked(path, "SELECT thresholds FROM project WHERE key = 'ATLAS'") == [
            ('{"cost":{"green":0.97}}',)
        ]


async def test_the_key_says_why_it_stays(path: Path) -> None:
    async with running(path, size=(100, 40)) as driver:
        await driver.press("O", *["j"] * 12)
        assert squeezed(marked(driver)) == "key ATLAS"
        await driver.press("enter")
        assert "stays for ever" in driver.status


async def test_every_date_of_a_milestone_is_read(path: Path) -> None:
    async with running(path) as driver:
        text = await driver.shown("O", "2")
        assert "was due 14 Dec" in text


async def test_long_lists_go_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def book(p: Portfolio, atlas: int) -> None:
        for number in range(4):
            plan.add_cost(p, atlas, date="2026-11-0" + str(number + 3), amount=100, note=f"Bill {number}")

    ben(path, book)
    monkeypatch.setattr(screen, "LIMIT", 2)
    monkeypatch.setattr(screen.ProjectPage, "extent", screen.Extent(limit=2))
    async with running(path, size=(100, 40)) as driver:
        text = await driver.shown("O", "3")
        assert "the newest 2 of 5; more follow when you go on" in text
        await driver.press("G")
        assert "the newest 4 of 5" in driver.text
        await driver.press("G", "G")
        assert "October" in driver.text
        assert "of 5" not in driver.text


async def test_what_is_left_of_a_risk_stands_below_it(path: Path) -> None:
    def lower(p: Portfolio, atlas: int) -> None:
        [(risk,)] = p.store.rows("SELECT id FROM risk WHERE project_id = ?", (atlas,))
        risks.edit(p, risk, None, residual_probability=2, cost=500_00, residual_cost=100_00)

    ben(path, lower)
    async with running(path) as driver:
        await driver.press("O", "5")
        assert line_with(driver, "left").endswith("left 2 x 4 = 8, was 12; 100 EUR, was 500")


async def test_a_new_cost_is_of_today_and_its_date_is_needed(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "3", "G", "n", *"25", "enter")
        assert squeezed(driver.status).endswith("date 2026-11-23 27 nov, fri, +3, 2026-11-27")
        await driver.press("ctrl+u", "enter")
        assert squeezed(driver.status).endswith("2/4 date needed: a date such as 12 Mar")
        await driver.press(*"soon", "enter")
        assert squeezed(driver.status).endswith("soon a date such as 12 Mar")
        await driver.press("ctrl+u", *"+1", "enter", "enter", "enter")
        assert driver.status.startswith("cost")
    assert asked(path, "SELECT amount, date FROM cost ORDER BY id DESC LIMIT 1") == [(2500, "2026-11-24")]


async def test_at_80_cells_what_a_number_must_be_is_said_whole(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("O", "5", "n")
        await driver.type("text x")
        await driver.press("enter")
        assert squeezed(driver.status) == "new risk 2/7 probability 1 to 5, that is 10 to 90 %"
        await driver.press("enter")
        told = "new risk 2/7 probability needed: 1 to 5; exposure is probability x impact"
        assert squeezed(driver.status) == told
        await driver.press("7", "enter")
        assert squeezed(driver.status) == "new risk 2/7 probability 7 1 to 5"


async def test_at_80_cells_half_of_the_line_is_for_a_long_text(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("O", "7", "n", "enter")
        assert "in one line, for" in driver.status
        await driver.type("the quick brown fox jumps over the dog")
        assert driver.status.endswith("summary the quick brown fox jumps over the dog")


async def to_mitigation(driver: Driver) -> None:
    await driver.press("O", "5", "n")
    await driver.type("Flood")
    await driver.press("enter", "3", "enter", "4", "enter", "enter")
    assert driver.status.startswith("new risk  5/7 what is done about it")
    assert "ctrl+o several lines" in driver.lines[-1]


async def test_a_long_text_in_a_form_goes_on_in_several_lines_and_the_form_after_it(
    path: Path,
) -> None:
    async with running(path) as driver:
        await to_mitigation(driver)
        await driver.type("pumps")
        await driver.press("ctrl+o", "ctrl+end", "enter")
        await driver.type("sandbags")
        await driver.press("ctrl+d")
        assert driver.status.startswith("new risk  6/7 trigger")
        await driver.press("enter", "enter")
        assert driver.status.startswith("risk Flood added")
    found = asked(path, "SELECT mitigation FROM risk WHERE title = 'Flood'")
    assert found == [("pumps\nsandbags",)]


async def test_leaving_several_lines_leads_back_into_the_form_with_the_text(path: Path) -> None:
    async with running(path) as driver:
        await to_mitigation(driver)
        await driver.press("ctrl+o")
        await driver.type("pumps")
        await driver.press("escape")
        assert driver.status.startswith("new risk  5/7 what is done about it pumps")
        await driver.press("enter", "enter", "enter")
        assert driver.status.startswith("risk Flood added")
    assert asked(path, "SELECT mitigation FROM risk WHERE title = 'Flood'") == [("pumps",)]


async def test_a_field_that_takes_one_line_has_no_key_for_several(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "n")
        assert "several" not in driver.status
        await driver.press("ctrl+o")
        assert driver.status.startswith("new risk  1/7 title")


async def test_a_long_name_is_whole_in_the_head_and_on_the_overview(path: Path) -> None:
    portfolio = samples.opened(path, "setup")
    try:
        [(atlas,)] = portfolio.store.rows("SELECT id FROM project WHERE key = 'ATLAS'")
        projects.edit(portfolio, atlas, None, name="ATLAS 2 Gate Major Infrastructure")
    finally:
        portfolio.close()
    async with running(path) as driver:
        await driver.press("O")
        assert driver.lines[0].startswith(" ATLAS  2 Gate Major Infrastructure   Acme Bank ")
        name = next(y for y, line in enumerate(driver.lines) if "name   " in line)
        told = [line[21:48].strip() for line in driver.lines[name : name + 2]]
        assert " ".join(told) == "ATLAS 2 Gate Major Infrastructure"


async def test_a_project_that_cannot_be_judged_says_so(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("]", "O")
        assert driver.lines[0].rstrip().endswith("health unknown")
