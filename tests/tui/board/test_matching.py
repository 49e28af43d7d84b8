"""What is typed into the filter, against titles, people, labels, numbers and states, in every script."""

from __future__ import annotations

from typing import Any

import pytest

from models.views.board import CardLine
from tests.tui.board.lines import card
from tui.board import matching as board_matching
from tui.board.matching import matching


def line(number: int, title: str, **more: Any) -> CardLine:
    return card(number, title=title, **more)


CARDS = [
    line(1, "Ärger in der Straße", assignees=("anna",), labels=("db",)),
    line(12, "Cut over", milestone="Été 2027", type="Bug", blocked_since=5),
    line(3, "ёлка", labels=("blocked by bank",), priority="high"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ÄRGER", [1]),
        ("strasse", [1]),
        ("Ёлка", [3]),
        ("été", [12]),
        ("ANNA", [1]),
        ("@ann", [1]),
        ("#ann", []),
        ("#DB", [1]),
        ("@db", []),
        ("1", [1, 12]),
        ("12", [12]),
        ("bug", [12]),
        ("bu", []),
        ("high", [3]),
        ("blocked", [12, 3]),
        ("ärger straße", [1]),
        ("ärger cut", []),
    ],
)
def test_every_word_must_be_on_the_card(typed: str, found: list[int]) -> None:
    assert [card.number for card in matching(CARDS, typed.casefold().split())] == found


def test_each_way_to_be_tagged_is_looked_at_once_however_many_cards_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cards = [
        line(n, f"Card number {n} of many", assignees=(f"p{n % 40}",), labels=(f"l{n % 9}",))
        for n in range(4_000)
    ]
    ways = len({(card.assignees, card.labels) for card in cards})
    looked: list[object] = []

    def counted(tags: Any, word: str) -> bool:
        looked.append(tags)
        return bool(in_tags(tags, word))

    in_tags = board_matching._in_tags
    monkeypatch.setattr(board_matching, "_in_tags", counted)
    for typed, found in (("zz", 0), ("@p7", 100), ("ä", 0), ("many", 4_000)):
        looked.clear()
        assert len(matching(cards, [typed])) == found
        assert len(looked) <= ways < 400
    # What is on the title needs no look at the tags.
    assert looked == []
