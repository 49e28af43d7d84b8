"""The filter: words and questions."""

from __future__ import annotations

from datetime import date

import pytest
import samples

from models.views.delivery import Promised
from tui.delivery.empty import nothing_lines
from tui.delivery.filtering import QUESTIONS, hint, matching, searchable, unknown_questions
from tui.text import width


def keys(typed: str) -> list[str]:
    view = samples.view()
    texts = {row.id: searchable(row) for row in view.rows}
    needing = {entry.project_id: entry for entry in view.attention}
    return [row.key for row in matching(view.rows, texts, needing, typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ledger", ["ATLAS"]),
        ("NORTHWIND", ["KITE", "LARK", "MOSS"]),
        ("ben", ["BORA", "KITE"]),
        ("kite ben", ["KITE"]),
        ("kite anna", []),
        ("is:red", ["BORA", "KITE"]),
        ("red", ["BORA", "KITE"]),
        ("green", ["BORA", "CEDAR", "LARK", "MOSS"]),
        ("is:amber", ["ATLAS", "DUNE", "OPAL"]),
        ("is:unknown", ["MOSS", "PINE"]),
        ("is:late", ["ATLAS", "BORA", "KITE"]),
        ("is:stale", ["BORA"]),
        ("is:never", ["MOSS", "PINE", "QUAY"]),
        ("is:needs", ["ATLAS", "BORA", "KITE"]),
        ("-is:active", ["QUAY"]),
        ("client:acme -is:late", ["CEDAR", "DUNE"]),
        ("program:core", ["ATLAS", "BORA"]),
        ("manager:ines", ["DUNE"]),
        ("state:paused", ["QUAY"]),
        ("is:st", ["BORA"]),
        ("is:sinking", ["KITE"]),
        ("is:booked", ["ATLAS"]),
        ("is:over-booked", ["ATLAS"]),
        ("is:nothing", []),
        ("weird:x", []),
        ("[/oops] (", []),
        ("-", []),
    ],
)
def test_words_and_questions(typed: str, expected: list[str]) -> None:
    assert keys(typed) == expected


@pytest.mark.parametrize("typed", ["", "   ", "is:"])
def test_nothing_asked_shows_everything(typed: str) -> None:
    assert len(keys(typed)) == 10


def test_promises_and_late_ones() -> None:
    late = Promised("UAT starts", date(2027, 2, 3), True, date(2027, 2, 17), 14, False)
    rows = [
        samples.row(1, "LATE", promises=(late._replace(late_days=-1), late)),
        samples.row(2, "OVER", promises=(late._replace(forecast=None, late_days=None, overdue=True),)),
        samples.row(3, "GOOD", promises=(late._replace(late_days=0),)),
        samples.row(4, "NONE"),
    ]
    texts = {row.id: searchable(row) for row in rows}
    found = {typed: [row.key for row in matching(rows, texts, {}, typed)] for typed in (
        "is:promised", "is:late-promise", "is:promised -is:late-promise",
    )}  # fmt: skip
    assert found == {
        "is:promised": ["LATE", "OVER", "GOOD"],
        "is:late-promise": ["LATE", "OVER"],
        "is:promised -is:late-promise": ["GOOD"],
    }


def test_who_works_on_it_finds_a_project() -> None:
    rows = [
        samples.row(1, "FERN", people=("Ben Ito", "Quinn Byrne")),
        samples.row(2, "IRIS", manager="quinn"),
    ]
    texts = {row.id: searchable(row) for row in rows}
    assert [row.key for row in matching(rows, texts, {}, "person:quinn")] == ["FERN"]


def test_a_color_is_also_a_word() -> None:
    row = samples.row(1, "RW", "Redwood hall")
    assert matching([row], {1: searchable(row)}, {}, "red") == (row,)


def test_unknown_questions_are_named() -> None:
    assert unknown_questions("is:red is:foo -is:bar late") == ["foo", "bar"]


def said(typed: str) -> list[str]:
    """What stands where a filter leaves no project."""
    return ["".join(text for text, _style in line) for line in nothing_lines(typed, "pmboard import FILE")]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("late", "did you mean is:late (later than its first baseline)?"),
        ("acme Stale", "did you mean is:stale (the last statement is old)?"),
        ("overbooked", "did you mean is:booked (somebody on it has more than 120 % of a week)?"),
    ],
)
def test_a_bare_word_that_is_the_name_of_a_question_is_told(typed: str, told: str) -> None:
    assert told in said(typed)


@pytest.mark.parametrize("typed", ["is:late", "red", "lat", "-late", "client:late", "plate"])
def test_what_is_no_name_of_a_question_offers_none(typed: str) -> None:
    assert not [line for line in said(typed) if "did you mean" in line]


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in ("red", "amber", "green")])
def test_the_question_that_is_offered_is_one_line_of_80_cells(name: str) -> None:
    (line,) = (line for line in said(name) if "did you mean" in line)
    assert f"is:{name} (" in line
    assert width(f"  {line}") <= 80


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_a_question_finds_is_told_whole_at_80_cells(name: str) -> None:
    for end in range(1, len(name) + 1):
        typed = f"is:{name[:end]}"
        told = hint(typed, "")
        assert width(f" filter {typed}    {told} ") <= 80, told
    # What has been typed whole is not said again.
    assert not hint(f"is:{name}", "").startswith(f"{name}: ")


def test_each_question_tells_what_it_finds_and_not_what_another_does() -> None:
    told = [hint(f"is:{name}", "") for name in QUESTIONS if name not in ("red", "amber", "green", "late")]
    assert all(told)
    assert len(set(told)) == len(told)
