from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.measures.answers import NoAnswer, Reason
from models.measures.progress import CardSums, Progress, percent_complete, sum_cards

NONE = CardSums()


def complete(*cards: tuple[float | None, bool]) -> Progress:
    answer = percent_complete(sum_cards(cards))
    assert isinstance(answer, Progress)
    return answer


def test_done_estimate_over_total_estimate() -> None:
    answer = complete((5, True), (3, False), (2, True))
    assert (answer.share, answer.done, answer.total) == (0.7, 7, 10)
    assert answer.source == "estimates of 3 cards"


def test_card_without_an_estimate_counts_as_the_mean() -> None:
    answer = complete((5, True), (3, False), (None, True), (None, False))
    assert (answer.share, answer.done, answer.total) == (9 / 16, 9, 16)
    assert answer.source == "estimates of 4 cards, 2 without one counted as the mean 4"


@pytest.mark.parametrize("size", [None, 0.0])
def test_without_estimates_each_card_counts_one(size: float | None) -> None:
    answer = complete((size, True), (size, False), (size, False), (size, False))
    assert (answer.share, answer.source) == (0.25, "1 of 4 cards, none with an estimate")


def test_milestones_when_there_are_no_cards() -> None:
    answer = percent_complete(NONE, [(3, True), (None, False)])
    assert answer == Progress(0.75, 3, 4, "1 of 2 milestones, by weight")
    assert percent_complete(NONE, [(0, True), (0, False)]) == Progress(
        0.5, 1, 2, "1 of 2 milestones, by weight"
    )


def test_neither_is_not_configured() -> None:
    answer = percent_complete(NONE)
    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.NOT_CONFIGURED


@given(st.lists(st.tuples(st.one_of(st.none(), st.floats(0, 1e6)), st.booleans()), min_size=1))
def test_share_lies_between_none_and_all(cards: list[tuple[float | None, bool]]) -> None:
    share = complete(*cards).share
    assert 0 <= share <= 1
    assert (share == 1) >= all(is_done for _, is_done in cards)
