"""Swimlanes as values: which lanes there are, in what order, and how they share the window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.views.board import CardLine
from tests.tui.board.lines import card
from tui.board.grouping import GROUPINGS, LEAST, Grouping, Lanes, banded, celled, shared


def grouping(name: str) -> Grouping:
    return next(one for one in GROUPINGS if one.name == name)


def lanes(name: str, cards: list[CardLine]) -> Lanes:
    made = Lanes(grouping(name))
    made.take(map(made.grouping.lane, cards))
    return made


def test_lanes_stand_in_the_order_that_people_expect() -> None:
    cards = [card(1, priority="low"), card(2, priority="urgent"), card(3), card(4, priority="high")]
    assert lanes("priority", cards).keys == ["urgent", "high", "normal", "low"]
    cards = [card(1), card(2, assignees=("dora", "anna")), card(3, assignees=("ben",))]
    made = lanes("assignee", cards)
    assert [made.name(lane) for lane in range(3)] == ["ben", "dora", "nobody"]
    cards = [card(1, service_class="standard"), card(2, service_class="expedite")]
    assert lanes("class of service", cards).keys == ["expedite", "standard"]
    cards = [card(1, parent=12), card(2, parent=3), card(3)]
    assert lanes("parent", cards).keys == ["3", "12", ""]


def test_cards_keep_their_order_within_a_lane_and_folded_lanes_hold_none() -> None:
    cards = [card(1, type="bug"), card(2), card(3, type="bug"), card(4)]
    made = lanes("type", cards)
    shown, cells = celled(cards, made)
    assert [one.id for one in shown] == [1, 3, 2, 4]
    assert (cells.starts, cells.counts) == ([0, 2, 4], [2, 2])
    assert [cells.lane_of(index) for index in range(4)] == [0, 0, 1, 1]
    made.folded.add("bug")
    shown, cells = celled(cards, made)
    assert [one.id for one in shown] == [2, 4]
    assert (cells.starts, cells.counts) == ([0, 0, 2], [2, 2])
    assert cells.lane_of(0) == 1


@pytest.mark.parametrize(
    ("wanted", "room", "got"),
    [
        ([3, 3], 20, [3, 3]),
        ([30, 3], 20, [17, 3]),
        ([30, 30], 21, [11, 10]),
        ([30, 2, 30], 10, [4, 2, 4]),
        ([30, 30], 5, [3, 2]),
        ([5], 0, [0]),
        ([], 9, []),
    ],
)
def test_lanes_share_the_lines(wanted: list[int], room: int, got: list[int]) -> None:
    assert shared(wanted, room) == got


@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=40),
    st.integers(0, 50),
    st.integers(0, 50),
    st.integers(1, 60),
)
def test_the_lane_of_the_cursor_is_in_the_window(naturals: list[int], first: int, at: int, body: int) -> None:
    looked: list[int] = []

    def natural(lane: int) -> int:
        looked.append(lane)
        return min(naturals[lane], body)

    at = min(at, len(naturals) - 1)
    bands = banded(len(naturals), natural, first, at, body)
    assert at in [band.lane for band in bands]
    assert [band.lane for band in bands] == list(range(bands[0].lane, bands[-1].lane + 1))
    y = 0
    for band in bands:
        assert band.y == y
        assert 0 <= band.height <= naturals[band.lane]
        y += 1 + band.height
    assert y <= body
    # Lanes below the window are not laid out, and no lane twice.
    assert len(looked) == len(set(looked)) <= 2 * body + 2
    if len(bands) > 1:
        assert all(band.height >= min(naturals[band.lane], LEAST) for band in bands)


def test_a_thousand_lanes_cost_what_the_window_holds() -> None:
    looked: list[int] = []

    def natural(lane: int) -> int:
        looked.append(lane)
        return 8

    bands = banded(100_000, natural, 0, 90_000, 30)
    assert 90_000 in [band.lane for band in bands]
    assert len(looked) <= 40
