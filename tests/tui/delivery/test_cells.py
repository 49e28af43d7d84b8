"""Numbers in few characters, and states where there is no number."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest
import samples
from samples import TODAY

from models.reports.delivery import delivery_text
from tui.delivery import columns
from tui.delivery.columns import COLUMNS, Column
from tui.glyphs import in_ascii
from tui.text import width
from tui.widgets import cells
from tui.widgets.spans import Span


def text(spans: list[Span]) -> str:
    return "".join(part for part, _ in spans)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2027, 3, 12), "12 Mar"),
        (date(2027, 5, 8), " 8 May"),
        (TODAY + timedelta(days=270), "20 Aug"),
        (TODAY + timedelta(days=271), "Aug 2027"),
        (TODAY - timedelta(days=271), "Feb 2026"),
        (date(9999, 12, 31), "Dec 9999"),
    ],
)
def test_days_near_and_far(value: date, shown: str) -> None:
    assert cells.day(value, TODAY) == shown


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (28, ("+28 d", "late")),
        (0, ("0 d", "muted")),
        (-7, ("-7 d", "muted")),
        (999, ("+999 d", "late")),
        (1000, ("+2.7 y", "late")),
        (-3650, ("-10.0 y", "muted")),
    ],
)
def test_slip_has_a_sign_and_late_stands_out(count: int, expected: tuple[str, str]) -> None:
    assert cells.slip(count) == expected


@pytest.mark.parametrize(
    ("share", "shown"), [(0, "0"), (0.004, "0"), (0.714, "71"), (0.999, "99"), (1, "100"), (1.5, "150")]
)
def test_hundred_percent_is_said_only_when_nothing_is_left(share: float, shown: str) -> None:
    assert cells.percent(share) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "──────────"),
        (0.001, "━─────────"),
        (0.71, "━━━━━━━───"),
        (0.999, "━━━━━━━━━─"),
        (1, "━━━━━━━━━━"),
    ],
)
def test_the_bar_is_full_only_when_all_is_done(share: float, shown: str) -> None:
    assert text(cells.bar(share)) == shown


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((), ""),
        ((None, None), ""),
        ((5, None, 5), "▄ ▄"),
        ((0, 0), "▄▄"),
        ((0, None, 7), "▁ █"),
        ((-3, 4), "▁█"),
    ],
)
def test_spark(values: tuple[int | None, ...], shown: str) -> None:
    assert cells.spark(values) == shown


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((), ""),
        ((0, 0), "▁▁"),
        ((1, 1, 1, 1, 2, 1), "▃▃▃▃▅▃"),
        ((0, 1, 0), "▁▃▁"),
        ((3, 3, 3), "▆▆▆"),
        ((0, 1, 5, 10), "▁▂▅█"),
        ((0, 1, 500), "▁▂█"),
    ],
)
def test_counts_are_drawn_from_zero_and_one_is_more_than_none(counts: tuple[int, ...], shown: str) -> None:
    assert cells.spark_counts(counts) == shown
    assert len(set(in_ascii(shown))) == len(set(shown))


def test_health_shows_the_declared_letter_when_it_differs() -> None:
    assert text(cells.health(samples.BORA, TODAY)) == "R (G) cost"
    assert text(cells.health(samples.ATLAS, TODAY)) == "A  schedule"
    assert text(cells.health(samples.MOSS, TODAY)) == "G?"
    assert text(cells.health(samples.PINE, TODAY)) == "- "
    assert cells.health(samples.QUAY, TODAY) == [("paused", "muted")]


@pytest.mark.parametrize(
    ("computed", "declared", "dimension"),
    [("R", "A", "schedule"), ("R?", "G", "client"), ("A", "", "cost"), ("G?", "", ""), ("-", "G", "")],
)
def test_the_printed_report_has_the_words_of_the_screen(computed: str, declared: str, dimension: str) -> None:
    row = samples.ATLAS._replace(health=computed, declared=declared, health_dimension=dimension)
    printed = delivery_text(samples.view()._replace(rows=(row,), attention=()), 120, zone=UTC)
    shown = text(cells.health(row, TODAY)).strip()
    [line] = [line for line in printed.splitlines() if line.startswith("  ATLAS ")]
    assert f"  {shown} " in f"{line} "


def test_a_figure_that_made_its_dimension_red_or_amber_is_marked() -> None:
    assert cells.cpi(samples.BORA, TODAY) == [("!0.81", "bad")]
    assert cells.risk(samples.BORA, TODAY) == [("!15", "bad")]
    assert cells.cpi(samples.ATLAS, TODAY) == [("▴0.93", "amber")]


def test_what_has_no_answer_is_a_state_and_never_a_number() -> None:
    unknown = samples.PINE
    shown = {column.id: text(column.cell(unknown, TODAY)).strip() for column in COLUMNS}
    assert shown == {
        "health": "-", "progress": "no cards", "target": "31 Dec", "p85": "too few", "slip": "-",
        "budget": "none", "cpi": "-", "spi": "-", "risk": "-", "csat": "-", "nps": "-", "milestone": "-",
        "said": "never", "manager": "anna", "trend": "-",
    }  # fmt: skip


def test_a_budget_without_costs_is_a_fact() -> None:
    assert text(cells.budget(samples.PINE._replace(budget_used=0.0), TODAY)) == "0 %"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ATLAS Ledger migration", "Ledger migration"),
        ("atlas: Ledger migration", "Ledger migration"),
        ("ATLAS", "ATLAS"),
        ("Atlases of the branches", "Atlases of the branches"),
        ("Ledger ATLAS", "Ledger ATLAS"),
    ],
)
def test_a_name_does_not_say_the_key_again(name: str, shown: str) -> None:
    assert cells.name(samples.ATLAS._replace(name=name)) == shown


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.id)
def test_usual_numbers_fit_their_columns(column: Column) -> None:
    for row in samples.view().rows:
        assert width(text(column.cell(row, TODAY))) <= column.width


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"nps": 33.3, "nps_answers": 6, "nps_note": "+33 n6"}, "+33 n6"),
        ({"nps": 0.0, "nps_answers": 4, "nps_note": "10 9 3 0 n4"}, "10 9 3 0 n4"),
        ({"nps": None, "nps_note": "no answers"}, "-"),
    ],
)
def test_few_answers_are_shown_themselves(fields: dict[str, object], shown: str) -> None:
    row = samples.row(1, "ATLAS", **fields)
    assert "".join(text for text, _style in cells.nps(row, TODAY)) == shown
    assert len(shown) <= columns.BY_ID["nps"].width
