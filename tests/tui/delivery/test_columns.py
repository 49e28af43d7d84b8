"""Which columns a width shows, how wide, and where."""

from __future__ import annotations

from datetime import date

import pytest

from models.views.delivery import DeliveryView
from tests.counted import calls
from tests.tui.delivery import samples
from tui.delivery.columns import COLUMNS, NOTHING_KNOWN, Measure, Needs
from tui.delivery.layout import GAP, GUTTER, NAME_LEAST, Layout, furthest_shift, lay_out

SHORT = Needs(NAME_LEAST, NOTHING_KNOWN.columns)
"""Names that fit anywhere."""
ALL = [column.id for column in COLUMNS]


def fitted(width: int, view: DeliveryView | None = None, sort: str = "health") -> Layout:
    return lay_out(width, 5, 0, needs(view if view is not None else samples.view(), sort))


def needs(view: DeliveryView, sort: str) -> Needs:
    return Measure().needs(view, sort)


def shown(layout: Layout) -> list[str]:
    return [placed.column.id for placed in layout.placed]


def full(number: int) -> samples.ProjectRow:
    """A project with an answer in every column."""
    row = samples.ATLAS
    return row._replace(id=number, key=f"P{number:04}", nps_note="+40 n5", name="Payment interfaces")


@pytest.mark.parametrize(
    ("width", "ids"),
    [
        (80, ["health", "progress", "target", "p85", "slip", "cpi", "risk"]),
        (100, ["health", "progress", "target", "p85", "slip", "budget", "cpi", "risk", "csat"]),
        (120, ["health", "progress", "target", "p85", "slip", "budget", "cpi", "risk", "csat", "said"]),
        (140, ["health", "progress", "target", "p85", "slip", "budget", "cpi", "risk", "csat", "milestone",
               "said"]),
        (160, ["health", "progress", "target", "p85", "slip", "budget", "cpi", "spi", "risk", "csat",
               "nps", "milestone", "said"]),
        (200, ALL),
    ],
)  # fmt: skip
def test_the_worthiest_columns_stay(width: int, ids: list[str]) -> None:
    layout = fitted(width, samples.view(tuple(full(number) for number in range(1, 9))))
    assert shown(layout) == ids
    assert layout.name >= 12


def test_wide_columns_are_short_before_a_judged_figure_is_left_out() -> None:
    assert {placed.column.id: placed.short for placed in fitted(100).placed}["progress"]
    assert not {placed.column.id: placed.short for placed in fitted(120).placed}["progress"]
    rows = tuple(full(number) for number in range(1, 9))
    wide = {width: fitted(width, samples.view(rows)) for width in (128, 160)}
    milestones = {width: layout.placed[shown(layout).index("milestone")] for width, layout in wide.items()}
    assert (milestones[128].short, milestones[128].width) == (True, 14)
    assert not milestones[160].short


def test_a_milestone_with_a_short_name_is_whole_where_it_fits() -> None:
    coming = samples.ATLAS.next_milestone
    assert coming is not None
    rows = tuple(full(number)._replace(next_milestone=coming._replace(name="v1")) for number in range(1, 9))
    layout = fitted(160, samples.view(rows))
    milestone = layout.placed[shown(layout).index("milestone")]
    assert (milestone.width, milestone.short) == (15, False)


def test_the_slip_of_a_milestone_says_from_which_day_where_all_of_it_fits() -> None:
    coming = samples.ATLAS.next_milestone
    assert coming is not None
    late = coming._replace(baseline=date(2027, 1, 20))
    rows = tuple(full(number)._replace(next_milestone=late) for number in range(1, 9))
    told = {}
    for width in (160, 220):
        layout = fitted(width, samples.view(rows))
        placed = layout.placed[shown(layout).index("milestone")]
        told[width] = "".join(text for text, _style in placed.cell(rows[0], samples.TODAY)).strip()
        assert placed.width >= len(told[width])
    assert told == {160: "3 Feb +14 d UAT starts", 220: "3 Feb +14 d (from 20 Jan) UAT starts"}
    # It takes nothing from other columns.
    before = tuple(row._replace(next_milestone=coming._replace(baseline=None)) for row in rows)
    for width in range(60, 240):
        assert shown(fitted(width, samples.view(rows))) == shown(fitted(width, samples.view(before)))


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("sort", ["nps", "manager", "trend", "milestone"])
def test_what_is_sorted_by_is_in_sight(width: int, sort: str) -> None:
    assert sort not in shown(fitted(width, sort="csat"))
    layout = fitted(width, sort=sort)
    assert sort in shown(layout)
    assert "health" in shown(layout)


def test_a_column_with_few_answers_leaves_before_one_with_many() -> None:
    rows = tuple(full(number) for number in range(1, 9))
    few = (*rows[:1], *(row._replace(csat=None) for row in rows[1:]))
    assert "csat" in shown(fitted(100, samples.view(rows)))
    assert "csat" not in shown(fitted(100, samples.view(few)))
    assert "said" not in shown(fitted(100, samples.view(rows)))
    assert "said" in shown(fitted(100, samples.view(few)))


@pytest.mark.parametrize("key", [1, 5, 40])
@pytest.mark.parametrize("shift", [0, 3, len(COLUMNS) - 1])
@pytest.mark.parametrize("needed", [NOTHING_KNOWN, needs(samples.view(), "health")], ids=["unknown", "known"])
def test_columns_never_overlap_nor_stick_out(key: int, shift: int, needed: Needs) -> None:
    for width in range(20, 260):
        layout = lay_out(width, key, shift, needed)
        end = layout.project_end
        for placed in layout.placed:
            assert placed.x >= end + GAP
            end = placed.x + placed.width
        assert end <= max(width - 1, GUTTER + layout.key + 2)
        if layout.placed:
            assert layout.name >= NAME_LEAST


def test_scrolling_right_reaches_the_last_column_and_stops() -> None:
    furthest = furthest_shift(80, 5, SHORT)
    assert shown(lay_out(80, 5, furthest, SHORT))[-1] == ALL[-1]
    assert shown(lay_out(80, 5, furthest - 1, SHORT))[-1] != ALL[-1]
    assert furthest_shift(200, 5, SHORT) == 0


def test_the_layout_knows_what_is_hidden_on_which_side() -> None:
    first = lay_out(80, 5, 0, SHORT)
    assert (first.more_left, first.more_right) == (False, True)
    last = lay_out(80, 5, furthest_shift(80, 5, SHORT), SHORT)
    assert (last.more_left, last.more_right) == (True, False)
    wide = lay_out(200, 5, 0, SHORT)
    assert (wide.more_left, wide.more_right) == (False, False)


@pytest.mark.parametrize("width", [120, 160, 200])
def test_names_are_whole_where_columns_can_give_room(width: int) -> None:
    assert fitted(width).name >= len("Payment interfaces") - 2


def test_a_column_without_any_answer_gives_its_room_up_unless_it_is_sorted_by() -> None:
    bare = samples.view((samples.row(1, "BARE"), samples.row(2, "BARER")), ())
    assert shown(fitted(120, bare)) == ["health", "progress", "manager"]
    assert "csat" in shown(fitted(120, bare, "csat"))


def test_columns_are_as_wide_as_what_is_in_them() -> None:
    columns = needs(samples.view(), "health").columns
    assert [columns[name].whole for name in ("target", "csat", "cpi")] == [6, 7, 5]


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_a_thousand_projects_are_laid_out_as_the_few_that_they_repeat(width: int) -> None:
    few = samples.view().rows
    many = [
        few[number % len(few)]._replace(id=number, name="Ledger of " + "the west " * (number % 7))
        for number in range(1_000)
    ]
    widest = samples.view(tuple(many[: 7 * len(few)]))
    assert fitted(width, samples.view(tuple(many))) == fitted(width, widest)


def test_of_fresh_data_only_the_rows_that_changed_are_measured_again() -> None:
    rows = tuple(full(number) for number in range(300))
    measure = Measure()
    first = measure.needs(samples.view(rows), "health")
    again = calls(lambda: measure.needs(samples.view(rows), "health"))
    longer = samples.view((*rows[:-1], rows[-1]._replace(manager="Maximiliane")))
    changed = calls(lambda: measure.needs(longer, "health"))
    assert measure.needs(longer, "health").columns["manager"].whole == len("Maximiliane")
    assert measure.needs(samples.view(rows), "health") == first
    assert changed - again < (calls(lambda: Measure().needs(longer, "health")) - again) / 100


def test_while_numbers_are_read_all_columns_are_there() -> None:
    first = needs(samples.view()._replace(complete=False), "health")
    assert list(first.columns) == ALL
    assert first.name == 18
