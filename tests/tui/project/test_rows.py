"""Tables that fit the width, fields, paragraphs, amounts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.style import Style

from models.actions import plan as budget
from models.actions import projects
from models.measures.earned_value import EarnedValue, Plan, earned_value
from models.views.delivery_values import Judgment
from models.views.project import project
from tests.tui import samples
from tui.project.archived import archived
from tui.project.client import client
from tui.project.money import money_tab
from tui.project.overview import overview
from tui.project.plan import plan
from tui.project.risks import risks
from tui.project.rows import (
    Column,
    Entry,
    Row,
    Table,
    beside,
    field_row,
    money,
    money_text,
    nothing,
    paragraph,
    when,
)
from tui.widgets.painted import Palette
from tui.widgets.spans import drawn, look_of

COLUMNS = (Column("Name", 0), Column("A", 10, drop=2), Column("B", 10), Column("C", 20, drop=1))
TODAY = date(2026, 11, 23)
LOOK = look_of(Palette(**{name: Style() for name in Palette.__slots__}))


@pytest.mark.parametrize(
    ("width", "titles", "places"),
    [
        (120, ["Name", "A", "B", "C"], [(2, 40), (44, 10), (56, 10), (68, 20)]),
        (70, ["Name", "B", "C"], [(2, 24), (28, 10), (40, 20)]),
        (50, ["Name", "B"], [(2, 24), (28, 10)]),
        (20, ["Name", "B"], [(2, 8), (12, 10)]),
    ],
)
def test_narrow_screens_leave_out_columns(
    width: int, titles: list[str], places: list[tuple[int, int]]
) -> None:
    table = Table(COLUMNS, width)
    assert [column.title for column in table.columns] == titles
    assert table.places == places


def test_a_long_name_has_the_room_that_is_left() -> None:
    assert Table(COLUMNS, 120, ["a", "x" * 50]).places[0] == (2, 50)
    assert Table(COLUMNS, 120, ["x" * 500]).places == [(2, 71), (75, 10), (87, 10), (99, 20)]


def test_a_text_may_have_the_room_that_the_names_leave() -> None:
    columns = (Column("Name", 0), Column("Owner", 12, most=30), Column("Date", 8))
    assert Table(columns, 120, ["short"]).places == [(2, 40), (44, 30), (76, 8)]
    assert Table(columns, 120, ["x" * 85]).places == [(2, 85), (89, 20), (111, 8)]


def test_the_place_for_the_first_entry_is_not_shown_as_if_it_were_one() -> None:
    row = nothing("risk", "none yet: n adds one", 80)
    assert row.entry == Entry("risk", 0)
    assert row.lead is None


def test_a_row_has_the_cells_of_the_columns_that_stayed() -> None:
    row = Table(COLUMNS, 50).row(Entry("risk", 1), [[(text, "text")] for text in "nabc"])
    assert [part.spans[0][0] for part in row.parts] == ["n", "b"]
    assert row.lead is row.parts[0]
    assert Table(COLUMNS, 50).row(None, [[]] * 4).lead is None


def test_lines_at_the_right_cut_what_stands_there() -> None:
    left = field_row(Entry("project", 1, "name"), "name", [("x" * 60, "text")], 100)
    (row, below) = beside([left], [[], []], 40)
    assert [part.x + part.width for part in row.parts] == [20, 38]
    assert row.lead in row.parts
    assert below == Row()


def test_a_paragraph_is_wrapped_below_its_word_and_cut() -> None:
    entry = Entry("risk", 1)
    rows = paragraph(entry, "do", "one two three four five six seven eight", 24, x=4, most=2)
    assert [[text for text, _ in row.parts[0].spans] for row in rows] == [
        ["do   ", "one two three"],
        ["four five six…"],
    ]
    assert [row.parts[0].x for row in rows] == [4, 9]
    assert {row.entry for row in rows} == {entry}
    assert paragraph(entry, "", "\n\n", 24, x=4) == []


def test_values() -> None:
    assert money_text(150_000_000, "EUR") == "1,500,000"
    assert money_text(-1_250, "EUR") == "-12.50"
    assert money_text(1_500, "JPY") == "1,500"
    assert money(None, "EUR") == [("-", "faint")]
    assert when(date(2026, 12, 1), TODAY) == [(" 1 Dec", "text")]
    assert when(date(2031, 5, 1), TODAY) == [("May 2031", "text")]
    assert when(None, TODAY) == [("-", "faint")]


def test_the_overview_tells_what_a_judgment_says_once(path: Path) -> None:
    p = samples.opened(path)
    page = project(p, "ATLAS")
    p.close()
    judged = (Judgment("people", "R", "quinn 140 % (red above 120 %)"),)
    view = replace(page, row=page.row._replace(judgments=judged), attention=("quinn 140 %", "a card waits"))
    told = ["".join(text for part in row.parts for text, _ in part.spans) for row in overview(view, 80)]
    assert sum("quinn 140 %" in line for line in told) == 1
    assert any("! a card waits" in line for line in told)


def told(rows: list[Row]) -> str:
    """What the rows say, a line each."""
    return "\n".join("".join(text for part in row.parts for text, _ in part.spans) for row in rows)


def test_an_empty_section_names_no_key_for_entries_that_are_not_there(path: Path) -> None:
    p = samples.opened(path)
    kite = project(p, "KITE")
    p.close()
    said = "\n".join(told(tab(kite, 80)) for tab in (plan, risks, client, archived))
    assert said.count("n adds one") >= 2
    assert [one for one in ("c completes", "c closes", "c: kept", "R restores") if one in said] == []


@pytest.mark.parametrize(("planned", "said"), [(800_00, "200 less"), (1_500_00, "500 more")])
def test_budget_lines_say_how_far_they_are_from_what_was_approved(
    path: Path, planned: int, said: str
) -> None:
    p = samples.opened(path)
    kite = project(p, "KITE").facts.id
    projects.edit(p, kite, None, budget=1_000_00)
    budget.add_budget_line(p, kite, category="people", amount=planned)
    view = project(p, "KITE")
    p.close()
    assert f"the lines are {said} than the approved budget" in told(money_tab(view, 120))


def earned_rows(path: Path, complete: float, booked: int, width: int) -> list[str]:
    """The lines of earned value as they are drawn, without their heading."""
    p = samples.opened(path)
    view = project(p, "KITE")
    p.close()
    approved = Plan(date(2026, 9, 1), date(2026, 12, 1), 80_000_00)
    earned = earned_value(approved, complete, booked, date(2026, 11, 1))
    assert isinstance(earned, EarnedValue)
    rows = money_tab(replace(view, money=replace(view.money, earned=earned)), width)
    lines = [drawn(width, row.parts, LOOK).text.rstrip() for row in rows]
    begin = next(at for at, line in enumerate(lines) if "Earned value" in line)
    return lines[begin : begin + lines[begin:].index("")]


@pytest.mark.parametrize("width", [80, 120])
def test_no_costs_look_like_no_saving(path: Path, width: int) -> None:
    head, *lines = earned_rows(path, 0.25, 0, width)
    assert "no costs booked" in head
    assert "%" not in head
    text = "\n".join(lines)
    for name in ("spent (AC)", "cost variance (CV)", "CPI", "at the end (VAC)"):
        assert re.search(rf"{re.escape(name)} +no costs booked", text), name


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize(("complete", "booked"), [(0.0, 5_000_00), (0.5, 90_000_00), (0.25, 0)])
def test_earned_value_is_not_cut(path: Path, complete: float, booked: int, width: int) -> None:
    text = "\n".join(earned_rows(path, complete, booked, width))
    assert "…" not in text
    assert "..." not in text
    assert ("completion by plan (EAC)" in text) is (complete == 0 or booked == 0)
    assert ("budget already spent" in text) is (booked == 90_000_00)
