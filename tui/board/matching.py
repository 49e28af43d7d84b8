"""Which cards hold what is typed into the filter. Every key goes through all cards, 100,000 at worst."""

from __future__ import annotations

from collections.abc import Sequence

from models.views.board import CardLine
from models.views.board_values import Traits

_Tags = tuple[tuple[str, ...], tuple[str, ...], Traits]
"""What a card is tagged with: people, labels; milestone, type, priority."""


def matching(cards: list[CardLine], words: Sequence[str]) -> list[CardLine]:
    """The cards that hold every word (casefolded), in their order."""
    for word in words:
        cards = _holding(cards, word)
    return cards


def _holding(cards: list[CardLine], word: str) -> list[CardLine]:
    if word.isdecimal():
        return [card for card in cards if word in card.title or str(card.number).startswith(word)]
    # Few people, labels and milestones are on many cards: each way to have them is looked at once.
    tagged, blocked = _Tagged(word), word == "blocked"
    return [
        card
        for card in cards
        if word in card.title.casefold()
        or tagged[card.assignees, card.labels, card.traits]
        or (blocked and card.blocked_since is not None)
    ]


class _Tagged(dict[_Tags, bool]):
    """Whether a word is in what cards are tagged with, asked once for each way to be tagged."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word

    def __missing__(self, tags: _Tags) -> bool:
        self[tags] = held = _in_tags(tags, self._word)
        return held


def _in_tags(tags: _Tags, word: str) -> bool:
    assignees, labels, traits = tags
    name = word[1:] if word[:1] in "@#" and len(word) > 1 else word
    if word[:1] != "#" and any(name in key.casefold() for key in assignees):
        return True
    if word[:1] != "@" and any(name in label.casefold() for label in labels):
        return True
    return word in (traits.priority, traits.type.casefold()) or word in (traits.milestone or "").casefold()
