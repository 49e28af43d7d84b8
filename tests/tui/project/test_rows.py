"""Tables that fit the width, fields, paragraphs, amounts."""

from __future__ import annotations

from datetime import date

import pytest

from tui.project.rows import (
    Column,
    Entry,
    Row,
    Table,
    beside,
    field_row,
    money,
    money_text,
    paragraph,
    when,
)

COLUMNS = (Column("Name", 0), Column("A", 10, drop=2), Column("B", 10), Column("C", 20, drop=1))
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("width", "titles", "places"),
    [
        (120, ["Name", "A", "B", "C"], [(2, 56), (60, 10), (72, 10), (84, 20)]),
        (70, ["Name", "B", "C"], [(2, 33), (37, 10), (49, 20)]),
        (50, ["Name", "B"], [(2, 35), (39, 10)]),
        (20, ["Name", "B"], [(2, 8), (12, 10)]),
    ],
)
def test_narrow_screens_leave_out_columns(
    width: int, titles: list[str], places: list[tuple[int, int]]
) -> None:
    table = Table(COLUMNS, width)
    assert [column.title for column in table.columns] == titles
    assert table.places == places


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
