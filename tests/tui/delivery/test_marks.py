"""No state of the delivery screen is told by color alone: what differs in color differs in text too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

import pytest
import samples
from samples import TODAY
from times import conflict, milestone, project

from models.views.delivery import Group, Judgment, NextMilestone, ProjectRow
from models.views.timeline import TimelineProject
from tui.delivery import paint
from tui.delivery.columns import COLUMNS
from tui.delivery.filtering import QUESTIONS
from tui.delivery.legend import legend_lines
from tui.delivery.timeline.bar import bar
from tui.delivery.timeline.scale import SCALES, around
from tui.glyphs import in_ascii
from tui.widgets.spans import Span

DIMENSIONS = ("schedule", "cost", "flow", "risk", "people", "client")
Styles = dict[str, set[str]]


def rows() -> Iterator[ProjectRow]:
    """A project in every state that a cell of the table can be in, with figures that stay the same."""
    for letter in "RAG-":
        judged = tuple(Judgment(name, letter, "why") for name in DIMENSIONS)
        for declared, slip, used, note in product(
            ("", "R", "A", "G"), (-7, 0, 28), (0.82, 1.04), ("", "stale")
        ):
            own = letter.strip("-")
            yield samples.ATLAS._replace(
                judgments=judged, cpi_letter=own, risk_letter=own, csat_letter=own,
                health=letter, declared=declared, slip_days=slip, budget_used=used,
                said_note=note, said_days=20,
                next_milestone=NextMilestone("UAT", date(2027, 2, 3), date(2027, 2, 17), slip, True),
            )  # fmt: skip
    yield samples.PINE
    yield samples.QUAY


def shape(text: str) -> str:
    """A text whose figures do not matter, zero excepted: being late by no day is not being late."""
    return re.sub(r"[1-9][0-9]*|0[0-9.]+", "#", text.strip())


def told(cells: Iterable[list[Span]]) -> Styles:
    """For each text the styles in which it is seen."""
    found: Styles = defaultdict(set)
    for spans in cells:
        for text, style in spans:
            if text.strip():
                found[shape(text)].add(style)
    return found


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.id)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_each_cell_of_the_table(column: object, ascii_only: bool) -> None:
    cells = (column.cell(row, TODAY) for row in rows())  # type: ignore[attr-defined]
    if ascii_only:
        cells = ([(in_ascii(text), style) for text, style in spans] for spans in cells)
    assert {text: styles for text, styles in told(cells).items() if len(styles) > 1} == {}


@pytest.mark.parametrize(
    ("field", "value", "marked"),
    [
        ("cpi", "R", "!0.93"), ("cpi", "A", "▴0.93"), ("cpi", "G", "0.93"),
        ("risk", "R", "!12"), ("risk", "A", "▴12"), ("risk", "G", "12"),
        ("csat", "R", "!67 % n6"), ("csat", "A", "▴67 % n6"), ("csat", "G", "67 % n6"),
    ],
)  # fmt: skip
def test_red_and_amber_figures_have_a_mark(field: str, value: str, marked: str) -> None:
    column = next(one for one in COLUMNS if one.id == field)
    row = samples.ATLAS._replace(**{f"{field}_letter": value})
    assert "".join(text for text, _ in column.cell(row, TODAY)) == marked


@pytest.mark.parametrize(("field", "shown"), [("cpi", "0.93"), ("risk", "12"), ("csat", "67 % n6")])
def test_a_figure_is_not_marked_for_what_else_its_dimension_looks_at(field: str, shown: str) -> None:
    """A missed expectation makes the client's dimension red, and leaves CSAT as good as it is."""
    judged = tuple(Judgment(name, "R", "1 expectation missed") for name in DIMENSIONS)
    row = samples.ATLAS._replace(judgments=judged, **{f"{field}_letter": "G"})
    column = next(one for one in COLUMNS if one.id == field)
    assert column.cell(row, TODAY) == [(shown, "text")]


def test_totals_past_the_budget() -> None:
    def group(costs: int) -> Group:
        return Group("a", "A", 0, 0, 1, 0, "", (), (("EUR", costs, 100_00), ("USD", 50_00, 0)))

    found = told([paint.totals(group(99_00), 80), paint.totals(group(101_00), 80)])
    assert {text: styles for text, styles in found.items() if "late" in styles} == {"!#": {"late"}}


def plans() -> Iterator[TimelineProject]:
    """A project in every state that the calendar draws."""
    for finished, target, expected in product(
        (None, "11-01", "11-18"), ("11-10", "12-20"), ("11-10", "12-20", "2027-02-01")
    ):
        yield project("09-01", target, expected, finished=finished, baseline="10-20", progress=0.4)
    for state, promised in product(("done", "open", "late"), (False, True)):
        yield project("09-01", "12-20", milestones=(milestone("11-30", state, promised=promised),))
    yield project("09-01", "12-20", waits=(conflict("12-05", "11-20"),))
    yield project("09-01", "12-20", holds_up=(conflict("12-05", "11-20"),))


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.name)
def test_each_glyph_of_the_calendar(scale: object, ascii_only: bool) -> None:
    window = around(scale, TODAY, 100)  # type: ignore[arg-type]
    found: Styles = defaultdict(set)
    for plan in plans():
        for text, style in bar(plan, window, TODAY):
            for glyph in in_ascii(text) if ascii_only else text:
                if not glyph.isspace() and not glyph.isalpha():
                    found[glyph].add(style)
    assert {glyph: styles for glyph, styles in found.items() if len(styles) > 1} == {}


def test_the_legend_explains_every_mark() -> None:
    said = "\n".join("".join(text for text, _ in line) for line in legend_lines())
    for mark in "!▴◆◇◈●○◉┤╞═□■│‹›":
        assert mark in said
    assert "time earned / time gone" in next(line for line in said.splitlines() if line.startswith("SPI(t) "))
    assert [line[0][0] for line in legend_lines("promised") if line] == [
        "Filter", "is:promised", "Marks of the timeline", "● ○ ◉",
    ]  # fmt: skip


def test_the_legend_explains_every_column_and_every_question_of_the_filter() -> None:
    said = {line[0][0]: "".join(text for text, _ in line[1:]).strip() for line in legend_lines() if line}
    assert all(said[column.title] == column.sentence for column in COLUMNS)
    words = " ".join(said).replace("is:", "").split()
    assert [question for question in QUESTIONS if question not in words] == []
