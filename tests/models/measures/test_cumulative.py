from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.measures.cumulative import CardPath, FlowColumn, cumulative_flow
from models.measures.days import DAY_MS, Calendar

UTC = Calendar("UTC")
FIRST, LAST = date(2026, 11, 23), date(2026, 11, 27)
BACKLOG, DOING, DROPPED, DONE, RELEASED, ICEBOX = (
    FlowColumn(1, "Backlog", "queue"),
    FlowColumn(2, "Doing", "active"),
    FlowColumn(3, "Dropped", "dropped"),
    FlowColumn(4, "Done", "done"),
    FlowColumn(5, "Released", "done"),
    FlowColumn(6, "Icebox", "queue"),
)
COLUMNS = (BACKLOG, DOING, DROPPED, DONE, RELEASED, ICEBOX)


def path(*moves: tuple[float, FlowColumn], archived: float | None = None) -> CardPath:
    def at(day: float) -> int:
        return UTC.start_of(FIRST) + round(day * DAY_MS)

    return CardPath(
        [(at(day), column.id) for day, column in moves], None if archived is None else at(archived)
    )


def counts(*cards: CardPath) -> list[list[int]]:
    return [list(line) for line in cumulative_flow(COLUMNS, cards, UTC, FIRST, LAST).counts]


def test_columns_up_to_the_last_done_one_without_dropped() -> None:
    assert cumulative_flow(COLUMNS, (), UTC, FIRST, LAST).columns == (BACKLOG, DOING, DONE, RELEASED)
    assert cumulative_flow((BACKLOG, DOING), (), UTC, FIRST, LAST).columns == ()


def test_each_column_counts_from_the_day_it_was_reached() -> None:
    card = path((-3, BACKLOG), (1, DOING), (3.5, DONE))
    assert counts(card) == [[1, 1, 1, 1, 1], [0, 1, 1, 1, 1], [0, 0, 0, 1, 1], [0, 0, 0, 0, 0]]


def test_skipped_column_takes_the_next_ones_time() -> None:
    assert counts(path((0, BACKLOG), (2, DONE)))[1] == [0, 0, 1, 1, 1]


def test_move_back_withdraws_the_later_entries() -> None:
    card = path((0, BACKLOG), (1, DOING), (2, DONE), (3, DOING))
    assert counts(card) == [[1, 1, 1, 1, 1], [0, 1, 1, 1, 1], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]
    assert counts(path((0, BACKLOG), (1, DONE), (2, DOING), (4, DONE)))[2] == [0, 0, 0, 0, 1]


def test_dropped_card_is_withdrawn_everywhere() -> None:
    assert counts(path((0, BACKLOG), (1, DOING), (2, DROPPED))) == [[0] * 5] * 4
    assert counts(path((0, BACKLOG), (1, DROPPED), (3, BACKLOG)))[0] == [0, 0, 0, 1, 1]


def test_archived_unfinished_is_withdrawn_and_archived_finished_stays() -> None:
    assert counts(path((0, BACKLOG), archived=1)) == [[0] * 5] * 4
    assert counts(path((0, BACKLOG), (1, DONE), archived=2))[2] == [0, 1, 1, 1, 1]


def test_queue_right_of_the_last_done_column_counts_as_the_first() -> None:
    assert counts(path((0, BACKLOG), (1, DONE), (2, ICEBOX))) == [[1] * 5, [0] * 5, [0] * 5, [0] * 5]


def test_column_of_another_board_is_passed_over() -> None:
    strange = CardPath([(UTC.start_of(FIRST), 99), *path((1, DOING)).moves])
    assert counts(strange)[0] == [0, 1, 1, 1, 1]


step = st.tuples(st.floats(-2, 6), st.sampled_from(COLUMNS))


@given(st.lists(st.lists(step, min_size=1, max_size=8).map(lambda moves: sorted(moves, key=lambda m: m[0]))))
def test_curves_never_fall_and_never_cross(cards: list[list[tuple[float, FlowColumn]]]) -> None:
    lines = counts(*(path(*moves) for moves in cards))
    assert all(line == sorted(line) for line in lines)
    assert all(
        earlier >= later
        for before, after in pairwise(lines)
        for earlier, later in zip(before, after, strict=True)
    )
