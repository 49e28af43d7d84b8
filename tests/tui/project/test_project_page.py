"""The project page as a person uses it: keys in, text out, on a real database."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions import plan, projects, risks
from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import running
from tests.tui.project.managed import ben, line_with, marked, squeezed
from tui.project import screen
from tui.project.keys import TABS
from tui.project.sheet import Sheet


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


@pytest.mark.parametrize("key", ["j", "}", "n", "slash", "question_mark"])
async def test_what_was_said_goes_with_the_next_key_that_does_something(path: Path, key: str) -> None:
    async with running(path) as driver:
        await driver.press("O", "r")
        assert driver.status == "read again"
        await driver.press("exclamation_mark")
        assert driver.status.startswith("! means nothing here")
        await driver.press("c")
        told = "only milestones, expectations and risks can be completed"
        assert driver.status == told
        await driver.press("c")
        assert driver.status == told, "it is said again"
        await driver.press(key)
        assert told not in driver.text


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


async def test_beside_a_long_name_the_head_tells_from_which_day_the_slip_counts(path: Path) -> None:
    p = samples.opened(path)
    projects.edit(p, 1, None, name="Ledger migration of branches")
    p.close()
    async with running(path, size=(80, 24)) as driver:
        await driver.press("O")
        assert "Ledger migration of branches " in driver.lines[0]
        # The target would make the slip seem wrong.
        assert driver.lines[0].endswith("schedule   slip +28 d from 12 Feb")


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
        await driver.press("enter", "escape", "down", "enter")
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


async def test_help_lists_the_keys(path: Path) -> None:
    async with running(path, size=(120, 40)) as driver:
        text = await driver.shown("O", "question_mark")
        assert "milestone reached, promise kept, risk" in text
        assert "statements" in text


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


def book_dora_on_kite(p: Portfolio, atlas: int) -> None:
    people = dict(p.store.rows("SELECT key, id FROM person"))
    [(kite,)] = p.store.rows("SELECT id FROM project WHERE key = 'KITE'")
    plan.add_allocation(p, atlas, person_id=people["ben"], percent=20, role="tests")
    for project, percent in ((atlas, 80), (kite, 60)):
        plan.add_allocation(p, project, person_id=people["dora"], percent=percent, role="data")
    plan.add_allocation(p, atlas, person_id=people["dora"], percent=1, role="more data", starts="2027-01-04")


@pytest.mark.parametrize("seen", [False, True])
async def test_a_line_about_an_over_booked_person_leads_to_the_line_of_that_person(
    path: Path, seen: bool
) -> None:
    ben(path, book_dora_on_kite)
    async with running(path) as driver:
        if seen:
            await driver.press("O", "4", "q")
        await driver.app.open_delivery("is:booked")
        await driver.press("g")
        assert "Dora 140 %" in marked(driver)
        key = "ATLAS" if "ATLAS" in marked(driver) else "KITE"
        await driver.press("enter")
        assert driver.lines[0].startswith(f" {key}")
        assert squeezed(marked(driver)).startswith("Dora data")
        await driver.press("q", "j", "enter")
        assert squeezed(marked(driver)).startswith("Dora data")
