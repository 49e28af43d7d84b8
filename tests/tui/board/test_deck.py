"""The cards that the screen holds: patched in place, filtered, sorted, and never losing the cursor."""

from __future__ import annotations

from datetime import date

import pytest

from models.measures.days import Calendar
from models.views.board import BoardHead, BoardView, CardLine, ColumnView
from tests.tui.board.lines import card
from tui.board.deck import ORDERS, Deck

UTC = Calendar("UTC")


def line(number: int, column: int = 1, rank: str = "", **changes: object) -> CardLine:
    return card(number, column_id=column, rank=rank or f"a{number}", **changes)


def view(*columns: list[CardLine]) -> BoardView:
    head = BoardHead("-", "", None, "", None, None, "", None)
    made = tuple(
        ColumnView(place, 1, f"column {place}", "queue", None, "soft", "", tuple(cards))
        for place, cards in enumerate(columns, 1)
    )
    return BoardView(1, 1, "ATLAS", "Ledger", "", "active", date(2026, 11, 23), 0, None, head, made, 0, UTC)


def numbers(deck: Deck, column: int = 0) -> list[int]:
    return [shown.number for shown in deck.stacks[column].shown]


@pytest.fixture
def deck() -> Deck:
    return Deck.of(view([line(1), line(2), line(3)], [line(4, 2), line(5, 2)]))


def test_a_moved_card_goes_to_the_place_of_its_rank(deck: Deck) -> None:
    assert deck.patch({2}, [line(2, 2, "a45")]) == {0, 1}
    assert (numbers(deck, 0), numbers(deck, 1)) == ([1, 3], [4, 2, 5])


def test_equal_ranks_are_ordered_by_id(deck: Deck) -> None:
    deck.patch({2}, [line(2, 2, "a4")])
    assert numbers(deck, 1) == [2, 4, 5]


def test_a_card_without_a_new_value_leaves(deck: Deck) -> None:
    deck.marks = {2, 3}
    assert deck.patch({2}, []) == {0}
    assert numbers(deck) == [1, 3]
    assert deck.marks == {3}


def test_a_card_of_another_board_is_left_out(deck: Deck) -> None:
    deck.patch({2, 9}, [line(2, 77), line(9, 77)])
    assert numbers(deck) == [1, 3]


def test_the_cursor_stays_on_its_card(deck: Deck) -> None:
    deck.stacks[0].at = 2
    deck.patch({1}, [])
    assert deck.stacks[0].here == line(3)


def test_the_cursor_goes_to_the_next_card_when_its_own_is_gone(deck: Deck) -> None:
    deck.stacks[0].at = 1
    deck.patch({2}, [])
    assert deck.stacks[0].here == line(3)
    deck.patch({3}, [])
    assert deck.stacks[0].here == line(1)
    deck.patch({1}, [])
    assert deck.stacks[0].here is None


def test_a_whole_new_read_keeps_places_by_column_and_card(deck: Deck) -> None:
    deck.stacks[0].at = 2
    deck.stacks[1].folded = True
    deck.take_over(view([line(9, rank="a0"), line(1), line(3)], [line(4, 2)]))
    assert deck.stacks[0].here == line(3)
    assert deck.stacks[1].folded


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [1, 2, 3]),
        ("CARD 2", [2]),
        ("2", [2]),
        ("@ann", [1]),
        ("ann", [1]),
        ("#audit", [2]),
        ("blocked", [3]),
        ("high", [2]),
        ("@audit", []),
        ("uat", [3]),
    ],
)
def test_the_filter_finds_words_people_tags_numbers_and_blocks(typed: str, found: list[int]) -> None:
    deck = Deck.of(
        view(
            [
                line(1, assignees=("anna",)),
                line(2, labels=("Audit",), priority="high"),
                line(3, blocked_since=5, milestone="UAT"),
            ]
        )
    )
    deck.narrow(typed)
    assert numbers(deck) == found


def test_a_patch_respects_the_filter(deck: Deck) -> None:
    deck.narrow("card 1")
    deck.patch({1, 2}, [line(1, title="other"), line(2, title="card 1 too")])
    assert numbers(deck) == [2]
    deck.narrow("")
    assert numbers(deck) == [1, 2, 3]


def test_orders(deck: Deck) -> None:
    deck.take_over(
        view([line(1, due=date(2027, 1, 1)), line(2, priority="urgent"), line(3, due=date(2026, 12, 1))])
    )
    names = [name for name, _order in ORDERS]
    deck.sort(names.index("due date"), False)
    assert numbers(deck) == [3, 1, 2]
    deck.sort(names.index("priority"), False)
    assert numbers(deck) == [2, 1, 3]
    deck.sort(0, True)
    assert numbers(deck) == [3, 2, 1]


class Watched(CardLine):
    """A card that counts how often anybody asks cards which ones they are."""

    asked = 0

    @property
    def id(self) -> int:
        Watched.asked += 1
        return self[0]


def large(cards: int) -> Deck:
    """Two columns of so many cards each, the cursor in the middle of the first."""
    made = [
        [Watched(*line(n, column, f"{n:08}")) for n in range(base, base + cards)]
        for column, base in ((1, 1), (2, cards + 1))
    ]
    deck = Deck.of(view(*made))
    deck.stacks[0].at = cards // 2
    return deck


def test_what_one_key_changes_costs_the_same_however_many_cards_there_are() -> None:
    asked: dict[str, list[int]] = {}
    for cards in (200, 5_000):
        deck = large(cards)
        here = deck.stacks[0].here
        assert here is not None
        moved = line(here.number, 2, "0", version=2)
        keys = {
            "edit": ({here.id}, [line(here.number, 1, here.rank, title="new", version=2)]),
            "move": ({here.id}, [moved]),
            "new": ({99_999}, [line(99_999, 1, "00000000")]),
        }
        for what, (ids, lines) in keys.items():
            Watched.asked = 0
            deck.patch(ids, lines)
            asked.setdefault(what, []).append(Watched.asked)
            assert deck.find(lines[0].id) is not None
            asked.setdefault(f"find {what}", []).append(Watched.asked)
        assert [shown.number for shown in deck.stacks[1].shown[:2]] == [here.number, cards + 1]
        after = deck.stacks[0].here
        assert after is not None
        assert after.number == here.number + 1
    # The search for a rank halves the column: a few steps more in one that is 25 times as long.
    for what, (few, many) in asked.items():
        assert many <= few + 40, what
        assert many < 200, what


def test_a_card_that_another_moved_is_found_wherever_it_stands() -> None:
    deck = large(200)
    deck.patch({3}, [line(3, 2, "0", version=5)])
    assert [shown.number for shown in deck.stacks[1].shown[:2]] == [3, 201]
    assert 3 not in numbers(deck)
    here = deck.stacks[0].here
    assert here is not None
    assert here.number == 101


@pytest.mark.parametrize("order", range(len(ORDERS)))
def test_a_card_is_taken_from_its_place_in_whatever_order_it_is_shown(order: int) -> None:
    deck = Deck.of(view([line(n, title=f"card {9 - n}", version=2) for n in range(1, 9)], []))
    deck.sort(order, True)
    deck.stacks[0].at = 2
    here = deck.stacks[0].here
    assert here is not None
    deck.patch({here.id}, [line(here.number, 2, "a1", version=3)])
    assert here.number not in numbers(deck)
    assert numbers(deck, 1) == [here.number]
    assert deck.find(here.id) == (1, 0)


def test_a_card_put_above_moves_no_cursor(deck: Deck) -> None:
    deck.stacks[0].at = 1
    deck.patch({5}, [line(5, 1, "a0")])
    assert deck.stacks[0].here == line(2)


def test_what_is_as_it_was_changes_no_column(deck: Deck) -> None:
    deck.marks = {1, 4}
    same = [line(1), line(4, 2)]
    assert deck.patch({1, 4}, same) == set()
    assert deck.patch({1, 4, 3}, [*same, line(3, 2, "a6")]) == {0, 1}
    assert (numbers(deck, 0), numbers(deck, 1)) == ([1, 2], [4, 5, 3])
    assert deck.marks == {1, 4}
