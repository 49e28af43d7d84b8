"""The cards of a board as the screen holds them: in order, filtered, patched without reading all again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.views.board import BoardView, CardLine, ColumnView

_FAR = date.max
_PRIORITIES = {"urgent": 0, "high": 1, "normal": 2, "low": 3}


@dataclass(slots=True)
class Stack:
    """One column: all of its cards, those that are shown, and where the cursor and the window are in them."""

    view: ColumnView
    cards: list[CardLine]
    shown: list[CardLine]
    at: int = 0
    """The card under the cursor when the cursor is in this column, an index into ``shown``."""
    top: int = 0
    """The first card of the window."""
    folded: bool = False

    @property
    def here(self) -> CardLine | None:
        """The card under the cursor."""
        return self.shown[self.at] if self.at < len(self.shown) else None

    @property
    def over(self) -> bool:
        """More cards than the limit allows."""
        return self.view.limit is not None and len(self.cards) > self.view.limit


Order = Callable[[CardLine], tuple[object, ...]]

ORDERS: tuple[tuple[str, Order | None], ...] = (
    ("board order", None),
    ("due date", lambda card: (card.due or _FAR, card.number)),
    ("priority", lambda card: (_PRIORITIES.get(card.priority, 2), card.number)),
    ("age, oldest first", lambda card: (card.started_at is None, card.started_at or 0, card.number)),
    ("number", lambda card: (card.number,)),
    ("title", lambda card: (card.title.casefold(), card.number)),
)
"""How the cards may be sorted on the screen; what is stored stays as it is."""


@dataclass(slots=True)
class Deck:
    """All columns of one board."""

    stacks: list[Stack]
    filter: str = ""
    order: int = 0
    backwards: bool = False
    marks: set[int] = field(default_factory=set)
    """Ids of marked cards."""

    @classmethod
    def of(cls, view: BoardView) -> Deck:
        """A deck from a fresh read."""
        return cls(
            [Stack(column._replace(cards=()), cards := list(column.cards), cards) for column in view.columns]
        )

    def take_over(self, view: BoardView) -> None:
        """Take a whole new read, and keep the cursor, the window, marks, filter and order."""
        places = {stack.view.id: stack for stack in self.stacks}
        fresh = []
        for column in view.columns:
            cards = list(column.cards)
            stack = Stack(column._replace(cards=()), cards, self._arranged(cards))
            old = places.get(column.id)
            if old is not None:
                stack.folded = old.folded
                _keep_place(old, stack)
            fresh.append(stack)
        self.stacks = fresh
        self._forget_lost_marks()

    def patch(self, ids: Collection[int], lines: Iterable[CardLine]) -> set[int]:
        """Put the new values of cards in their places; ids without a value leave. Gives the changed columns.

        Cost: one pass over the columns, no query.
        """
        ids = frozenset(ids)
        changed = set()
        for number, stack in enumerate(self.stacks):
            kept = [card for card in stack.cards if card.id not in ids]
            if len(kept) != len(stack.cards):
                changed.add(number)
                self._replace(stack, kept)
        columns = {stack.view.id: number for number, stack in enumerate(self.stacks)}
        for line in lines:
            place = columns.get(line.column_id)
            if place is None:
                continue
            changed.add(place)
            cards = self.stacks[place].cards
            cards.insert(bisect_left(cards, (line.rank, line.id), key=_place), line)
        for number in changed:
            self._show(self.stacks[number])
        self._forget_lost_marks()
        return changed

    def find(self, card_id: int) -> tuple[int, int] | None:
        """Column and index among the shown cards of a card; None when it is not shown."""
        for number, stack in enumerate(self.stacks):
            for index, card in enumerate(stack.shown):
                if card.id == card_id:
                    return number, index
        return None

    def narrow(self, text: str) -> None:
        """Show only cards that hold every word of the text."""
        self.filter = text
        self._rearrange()

    def sort(self, order: int, backwards: bool) -> None:
        """Show the cards in another order."""
        self.order, self.backwards = order % len(ORDERS), backwards
        self._rearrange()

    def marked(self) -> list[CardLine]:
        """The marked cards in board order."""
        if not self.marks:
            return []
        return [card for stack in self.stacks for card in stack.cards if card.id in self.marks]

    @property
    def counts(self) -> tuple[int, int]:
        """Cards that are shown, and all cards."""
        return sum(len(stack.shown) for stack in self.stacks), sum(len(stack.cards) for stack in self.stacks)

    def _rearrange(self) -> None:
        for stack in self.stacks:
            self._show(stack)

    def _replace(self, stack: Stack, cards: list[CardLine]) -> None:
        if stack.shown is stack.cards:
            # The old list stays in ``shown`` until the new one is arranged, so that places are not lost.
            stack.shown = stack.cards
        stack.cards = cards

    def _show(self, stack: Stack) -> None:
        before = Stack(stack.view, stack.cards, stack.shown, stack.at, stack.top)
        stack.shown = self._arranged(stack.cards)
        _keep_place(before, stack)

    def _arranged(self, cards: list[CardLine]) -> list[CardLine]:
        words = self.filter.casefold().split()
        if words:
            cards = [card for card in cards if _holds(card, words)]
        key = ORDERS[self.order][1]
        if key is not None:
            return sorted(cards, key=key, reverse=self.backwards)
        return cards[::-1] if self.backwards else cards

    def _forget_lost_marks(self) -> None:
        if self.marks:
            self.marks &= {card.id for stack in self.stacks for card in stack.cards}


def _keep_place(old: Stack, new: Stack) -> None:
    """Cursor and window stay on their cards; where a card is gone, on the next one that is left."""
    new.at = _index_after(old.shown, old.at, new.shown)
    new.top = min(_index_after(old.shown, old.top, new.shown), new.at)


def _index_after(before: Sequence[CardLine], at: int, after: Sequence[CardLine]) -> int:
    if not after or at >= len(before):
        return max(min(at, len(after) - 1), 0)
    wanted = before[at].id
    # A change moves a card by a place or two far more often than by thousands.
    for index in range(max(at - 3, 0), min(at + 4, len(after))):
        if after[index].id == wanted:
            return index
    places = {card.id: index for index, card in enumerate(after)}
    for card in before[at:]:
        if card.id in places:
            return places[card.id]
    return len(after) - 1


def _place(card: CardLine) -> tuple[str, int]:
    return card.rank, card.id


def _holds(card: CardLine, words: Sequence[str]) -> bool:
    text = card.title.casefold()
    return all(word in text or _matches(card, word) for word in words)


def _matches(card: CardLine, word: str) -> bool:
    if word.isdecimal():
        return str(card.number).startswith(word)
    name = word[1:] if word[:1] in "@#" and len(word) > 1 else word
    if word[:1] != "#" and any(name in key.casefold() for key in card.assignees):
        return True
    if word[:1] != "@" and any(name in label.casefold() for label in card.labels):
        return True
    if word == "blocked":
        return card.blocked_since is not None
    milestone = card.milestone or ""
    return word in (card.priority, card.type.casefold()) or word in milestone.casefold()
