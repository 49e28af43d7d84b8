"""What the cursor is on is changed, added, completed and archived: keys in, text out, on a real database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.actions import programs, projects, risks
from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import Driver, running
from tests.tui.project.managed import asked, ben, line_with, marked, squeezed
from tui import external


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
        assert driver.status == "new risk: nothing was saved    B brings back what was typed"
        await driver.press("n")
        await driver.type("Flood")
        await driver.press("enter", "2", "enter", "5", "escape")
        assert "go on" in driver.text
        await driver.press("enter")
        assert driver.status.startswith("new risk  3/7 impact 5")
        # In haste nothing is saved.
        await driver.press("escape", "enter")
        assert driver.status.startswith("new risk  3/7 impact 5")
        assert len(asked(path, "SELECT title FROM risk")) == 1
        await driver.press("enter", "escape", "down", "enter")
        assert driver.status.startswith("risk Flood added")
        assert marked(driver).startswith("Flood")
    assert asked(path, "SELECT title, probability, impact FROM risk ORDER BY id") == [
        ("Bank holidays", 3, 4),
        ("Flood", 2, 5),
    ]


async def test_what_was_left_for_later_comes_back_with_all_its_answers(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "n")
        await driver.type("Fire")
        await driver.press("enter", "4", "escape", "escape")
        assert driver.status.endswith("B brings back what was typed")
        await driver.press("B", "enter")
        assert "probability" in driver.status
        assert driver.status.startswith("new risk  2/7 probability 4")
        await driver.press("enter", "5", "enter", "escape", "down", "enter")
        assert driver.status.startswith("risk Fire added")
        await driver.press("n")
        await driver.type("Wind")
        await driver.press("enter", "escape", "down", "down", "enter")
        assert driver.status == "new risk: nothing was saved"
        await driver.press("B")
        assert "Wind" not in driver.text
    assert asked(path, "SELECT title, probability, impact FROM risk ORDER BY id")[1:] == [("Fire", 4, 5)]


async def test_what_was_only_chosen_cannot_be_left_for_later_and_escape_goes_back_to_it(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "5", "e", *"owner", "enter")
        ben(path, archive_risk)
        await driver.press(*"dora", "enter")
        assert "archived" in driver.text
        text = await driver.shown("escape")
        assert "go on" in text
        assert "leave it for later" not in text, "there is no text that could be offered again"
        text = await driver.shown("escape")
        assert "nothing was saved" not in text
        picker: Any = driver.app.screen.picker  # type: ignore[attr-defined]
        assert picker._found[picker._at].name == "Dora"
        await driver.press("escape", *"drop", "enter")
        assert driver.status == "Bank holidays: nothing was saved"


def archive_risk(p: Portfolio, _atlas: int) -> None:
    risks.archive(p, p.store.rows("SELECT id FROM risk")[0][0], None)


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
        await driver.press("enter", "escape", "down", "enter")
        assert driver.status.startswith("cost of 1,250.50 EUR added")
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


async def test_a_budget_line_is_asked_for_its_amount_first_and_a_new_one_for_its_category(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("O", "3")
        while not marked(driver).startswith("people"):
            await driver.press("j")
        await driver.press("enter")
        assert driver.status.startswith("people  1/2 planned amount 80000 ")
        await driver.type("1500000")
        assert "2/2 category" in await driver.shown("enter")
        await driver.press("enter")
        assert line_with(driver, "1,500,000").startswith("▌ people")
        await driver.press("N")
        assert "1/2 category" in driver.text
    assert asked(path, "SELECT category, amount FROM budget_line") == [("people", 1_500_000_00)]
