from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.measures.times import KINDS, CardTimes, card_times, counted_stays

MINUTE = 60_000
HOUR = 60 * MINUTE


def test_straight_through() -> None:
    times = card_times([(0, "queue"), (HOUR, "active"), (2 * HOUR, "waiting"), (3 * HOUR, "done")])
    assert times == CardTimes(created_ms=0, started_ms=HOUR, finished_ms=3 * HOUR)
    assert times.is_done
    assert not times.in_progress


def test_waiting_starts_a_card_too() -> None:
    assert card_times([(0, "queue"), (HOUR, "waiting")]).started_ms == HOUR


def test_stay_under_sixty_seconds_does_not_start_a_card() -> None:
    carried = card_times([(0, "queue"), (HOUR, "active"), (HOUR + MINUTE - 1, "queue")])
    assert carried.started_ms is None
    stayed = card_times([(0, "queue"), (HOUR, "active"), (HOUR + MINUTE, "queue")])
    assert stayed.started_ms == HOUR


def test_present_stay_counts_however_short() -> None:
    assert card_times([(0, "queue"), (HOUR, "active")]).started_ms == HOUR
    assert card_times([(0, "active"), (1, "done")]).finished_ms == 1


def test_put_back_into_a_queue_is_still_in_progress() -> None:
    times = card_times([(0, "active"), (HOUR, "queue")])
    assert times.started_ms == 0
    assert times.in_progress


def test_reopening_clears_finished_and_keeps_started() -> None:
    times = card_times([(0, "queue"), (HOUR, "active"), (2 * HOUR, "done"), (3 * HOUR, "active")])
    assert times == CardTimes(created_ms=0, started_ms=HOUR, reopened=1)
    again = card_times([(0, "active"), (HOUR, "done"), (2 * HOUR, "queue"), (3 * HOUR, "done")])
    assert again.finished_ms == 3 * HOUR
    assert again.reopened == 1


def test_done_then_released_keeps_the_finish() -> None:
    assert card_times([(0, "active"), (HOUR, "done"), (5 * HOUR, "done")]).finished_ms == HOUR


def test_short_slip_out_of_done_does_not_break_the_stay() -> None:
    slipped = [(0, "active"), (HOUR, "done"), (2 * HOUR, "active"), (2 * HOUR + 59_999, "done")]
    assert card_times(slipped).finished_ms == HOUR
    left = [(0, "active"), (HOUR, "done"), (2 * HOUR, "active"), (2 * HOUR + 60_000, "done")]
    assert card_times(left).finished_ms == 2 * HOUR + 60_000


def test_first_move_into_done_is_an_unknown_finish() -> None:
    times = card_times([(HOUR, "done")])
    assert times == CardTimes(created_ms=HOUR, finish_unknown=True)
    assert times.is_done
    assert not times.in_progress
    assert card_times([(HOUR, "done"), (2 * HOUR, "done")]).finish_unknown
    assert card_times([(HOUR, "done"), (HOUR + 5, "done")]).finish_unknown
    assert card_times([(HOUR, "done"), (HOUR + 5, "active"), (HOUR + 9, "done")]).finish_unknown


def test_unknown_finish_ends_with_its_stay() -> None:
    times = card_times([(0, "done"), (HOUR, "active"), (2 * HOUR, "done")])
    assert times == CardTimes(created_ms=0, started_ms=HOUR, finished_ms=2 * HOUR, reopened=1)


def test_short_first_stay_elsewhere_still_knows_its_finish() -> None:
    assert card_times([(0, "queue"), (5, "done")]).finished_ms == 5


def test_dropped_column() -> None:
    times = card_times([(0, "active"), (HOUR, "dropped"), (2 * HOUR, "dropped")], archived_ms=3 * HOUR)
    assert times == CardTimes(created_ms=0, started_ms=0, dropped_ms=HOUR)
    assert not times.is_open


def test_archived_unfinished_is_dropped_and_archived_finished_changes_nothing() -> None:
    assert card_times([(0, "active")], archived_ms=HOUR).dropped_ms == HOUR
    finished = [(0, "active"), (HOUR, "done")]
    assert card_times(finished, archived_ms=2 * HOUR) == card_times(finished)
    assert card_times([(0, "done")], archived_ms=2 * HOUR) == card_times([(0, "done")])


def test_picked_up_from_dropped() -> None:
    times = card_times([(0, "active"), (HOUR, "dropped"), (2 * HOUR, "queue")])
    assert times.dropped_ms is None
    assert times.in_progress


def test_no_moves() -> None:
    assert card_times([]) == CardTimes()
    assert card_times([], archived_ms=5).dropped_ms == 5


@pytest.mark.parametrize("kind", KINDS)
def test_only_stay_always_counts(kind: str) -> None:
    assert counted_stays([(7, kind)]) == [(7, kind)]


moves = st.lists(st.tuples(st.integers(0, 10 * HOUR), st.sampled_from(KINDS)), max_size=12).map(
    lambda listed: sorted(listed, key=lambda move: move[0])
)


@given(moves, st.one_of(st.none(), st.integers(0, 20 * HOUR)))
def test_a_card_is_in_exactly_one_state(listed: list[tuple[int, str]], archived: int | None) -> None:
    times = card_times(listed, archived)
    assert times.is_done + times.is_open + (times.dropped_ms is not None) == 1
    assert not (times.finish_unknown and times.finished_ms is not None)
    if times.started_ms is not None and times.finished_ms is not None:
        assert times.created_ms is not None
        assert times.created_ms <= times.started_ms <= times.finished_ms
