"""The cards of a board as the screen holds them: in order, filtered, patched without reading all again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from models.views.board import BoardView, CardLine, ColumnView
from tui.board.grouping import Cells, Grouping, Lanes, celled
from tui.board.matching import matching

_FAR = date.max
_CLOSE = 3
"""Places from a cursor at which the cards of one's own key stand."""
_FEW = 8
"""More cards than this are looked for in one pass."""
_PRIORITIES = {"urgent": 0, "high": 1, "normal": 2, "low": 3}


class Stack:
    """One column: all of its cards, those that are shown, and where the cursor and the window are in them."""

    __slots__ = ("at", "cards", "cells", "folded", "keys", "lane", "shown", "top", "view")

    def __init__(self, view: ColumnView, cards: list[CardLine]) -> None:
        """A column that shows all of its cards from the first one on."""
        self.view = view
        self.cards = cards
        self.shown = cards
        self.at = 0
        """The card under the cursor when the cursor is in this column, an index into ``shown``."""
        self.top = 0
        """The first card of the window."""
        self.folded = False
        self.cells: Cells | None = None
        """The shown cards by lane, while the board has lanes."""
        self.lane = 0
        """The lane that the cursor is in; its cell may be empty."""
        self.keys: frozenset[str] = frozenset()
        """The lanes of its cards."""

    @property
    def here(self) -> CardLine | None:
        """The card under the cursor."""
        if self.cells is not None:
            low, high = self.cells.span(self.lane)
            if not low <= self.at < high:
                return None
        return self.shown[self.at] if self.at < len(self.shown) else None

    def go(self, index: int) -> None:
        """Put the cursor on a card."""
        self.at = index
        if self.cells is not None:
            self.lane = self.cells.lane_of(index)

    def enter(self, lane: int) -> None:
        """Put the cursor into a lane: on its card that is seen first, or on its empty cell."""
        self.lane = lane
        if self.cells is not None:
            low, high = self.cells.span(lane)
            if not low <= self.at < high:
                self.at = min(max(self.cells.tops[lane], low), max(high - 1, low))

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


class Deck:
    """All columns of one board."""

    __slots__ = ("_fresh", "backwards", "filter", "lanes", "marks", "order", "stacks")

    def __init__(self, stacks: list[Stack]) -> None:
        """All cards in the order of the board."""
        self.stacks = stacks
        self.filter = ""
        self.order = 0
        self.backwards = False
        self.marks: set[int] = set()
        """Ids of marked cards."""
        self.lanes: Lanes | None = None
        """The swimlanes; None: there are none."""
        self._fresh: Mapping[int, tuple[int, CardLine]] = {}
        """The columns and values of the cards that were put in their places last."""

    @classmethod
    def of(cls, view: BoardView) -> Deck:
        """A deck from a fresh read."""
        return cls([Stack(column._replace(cards=()), list(column.cards)) for column in view.columns])

    def take_over(self, view: BoardView) -> None:
        """Take a whole new read, and keep the cursor, the window, marks, filter and order."""
        places = {stack.view.id: stack for stack in self.stacks}
        fresh = []
        for column in view.columns:
            cards = list(column.cards)
            fresh.append(Stack(column._replace(cards=()), cards))
        self.stacks = fresh
        self._group(set(range(len(fresh))))
        for stack in fresh:
            old = places.get(stack.view.id)
            if old is not None:
                stack.folded = old.folded
                _keep_place(old, stack)
        self._forget_lost_marks()

    def patch(self, ids: Collection[int], lines: Iterable[CardLine]) -> set[int]:
        """Put the new values of cards in their places; ids without a value leave. Gives the changed columns.

        Cost: a few steps, however many cards there are, for those that stay in their places or stood near a
        cursor, as after one's own key; one pass over the columns for others. No query.
        """
        columns = {stack.view.id: number for number, stack in enumerate(self.stacks)}
        # What stands on this board now; a card of another one is left out.
        fresh = {line.id: (columns[line.column_id], line) for line in lines if line.column_id in columns}
        ids = frozenset(ids)
        places = self._places(ids, fresh)
        same = {
            card.id
            for card, number in ((self.stacks[number].cards[index], number) for number, index in places)
            if fresh.get(card.id) == (number, card)
        }
        ids -= same
        fresh = {card_id: place for card_id, place in fresh.items() if card_id not in same}
        taken: dict[int, list[int]] = {}
        for number, index in places:
            if self.stacks[number].cards[index].id not in same:
                taken.setdefault(number, []).append(index)
        changed = {*taken, *(number for number, _ in fresh.values())}
        # New lists: ``shown`` keeps the old ones until the new ones are arranged, so that no place is lost.
        cards = {number: self.stacks[number].cards.copy() for number in changed}
        for number, indices in taken.items():
            for index in sorted(indices, reverse=True):
                del cards[number][index]
        for number, line in fresh.values():
            cards[number].insert(_where(cards[number], line), line)
        for number in changed:
            self.stacks[number].cards = cards[number]
        self.marks -= ids - fresh.keys()
        self._fresh = fresh
        self._show(changed, ids)
        return changed

    def _places(
        self, ids: frozenset[int], fresh: Mapping[int, tuple[int, CardLine]]
    ) -> list[tuple[int, int]]:
        """The columns of cards, and their places in them; cards that are on no column have none."""
        found, sought = [], set(ids)
        if len(ids) <= _FEW:
            for card_id in ids:
                at = self._near(card_id) or (self._same(*fresh[card_id]) if card_id in fresh else None)
                if at is not None:
                    found.append(at)
                    sought.discard(card_id)
                elif card_id in fresh and fresh[card_id][1].version == 1:
                    sought.discard(card_id)  # It was just made: it stood nowhere.
        if sought:
            for number, stack in enumerate(self.stacks):
                found += [(number, at) for at, card in enumerate(stack.cards) if card.id in sought]
        return found

    def _near(self, card_id: int) -> tuple[int, int] | None:
        """The place of a card that is near the cursor of its column."""
        for number, stack in enumerate(self.stacks):
            for card in stack.shown[max(stack.at - _CLOSE, 0) : stack.at + _CLOSE + 1]:
                if card.id == card_id:
                    return self._same(number, card)
        return None

    def _same(self, number: int, line: CardLine) -> tuple[int, int] | None:
        """The place of a card that stands where this value of it stands."""
        cards = self.stacks[number].cards
        at = _where(cards, line)
        return (number, at) if at < len(cards) and cards[at].id == line.id else None

    def find(self, card_id: int) -> tuple[int, int] | None:
        """Column and index among the shown cards of a card; None when it is not shown."""
        if card_id in self._fresh and not (self.order or self.backwards or self.lanes):
            # What has just changed is asked for: it is where its rank says.
            number, line = self._fresh[card_id]
            shown = self.stacks[number].shown if number < len(self.stacks) else []
            index = _where(shown, line)
            if index < len(shown) and shown[index].id == card_id:
                return number, index
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

    @property
    def first_column(self) -> int:
        """The first column that holds a card; the first one where none does."""
        return next((number for number, stack in enumerate(self.stacks) if stack.cards), 0)

    def group(self, grouping: Grouping | None) -> None:
        """Put the cards into lanes, or take the lanes away."""
        self.lanes = Lanes(grouping) if grouping is not None else None
        self._rearrange()

    def fold_lane(self, lane: int) -> None:
        """Show only the head of a lane, or its cards again."""
        if self.lanes is not None and lane < len(self.lanes.keys):
            self.lanes.folded ^= {self.lanes.keys[lane]}
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
        self._show(set(range(len(self.stacks))))

    def _show(self, numbers: set[int], changed: frozenset[int] = frozenset()) -> None:
        """Arrange some columns anew, and keep every place; ``changed``: ids that may have left them."""
        before = {number: _as_it_was(stack) for number, stack in enumerate(self.stacks)}
        for number in self._group(numbers):
            left = frozenset(card_id for card_id in changed if self._fresh.get(card_id, (-1,))[0] != number)
            _keep_place(before[number], self.stacks[number], left)

    def _group(self, numbers: set[int]) -> set[int]:
        """Arrange the cards of some columns, in lanes if there are any; all columns if the lanes differ."""
        lanes = self.lanes
        if lanes is None:
            for number in numbers:
                stack = self.stacks[number]
                stack.cells, stack.shown = None, self._arranged(stack.cards)
            return numbers
        lane_of = lanes.grouping.lane
        for number, stack in enumerate(self.stacks):
            if number in numbers or stack.cells is None:
                stack.shown = self._arranged(stack.cards)
                stack.keys = frozenset(map(lane_of, stack.shown))
        if lanes.take(frozenset().union(*(stack.keys for stack in self.stacks))):
            for number in set(range(len(self.stacks))) - numbers:
                self.stacks[number].shown = self._arranged(self.stacks[number].cards)
            numbers = set(range(len(self.stacks)))
        if not lanes.keys:
            # No card is shown on the whole board: it is told as on one without lanes.
            for stack in self.stacks:
                stack.cells = None
            return numbers
        if lanes.grouping.name == "parent":
            wanted = set(lanes.keys)
            lanes.names = {
                str(card.id): f"{card.number} {card.title}"
                for stack in self.stacks
                for card in stack.cards
                if str(card.id) in wanted
            }
        for number in numbers:
            stack = self.stacks[number]
            stack.shown, stack.cells = celled(stack.shown, lanes)
        return numbers

    def _arranged(self, cards: list[CardLine]) -> list[CardLine]:
        words = self.filter.casefold().split()
        if words:
            cards = matching(cards, words)
        key = ORDERS[self.order][1]
        if key is not None:
            return sorted(cards, key=key, reverse=self.backwards)
        return cards[::-1] if self.backwards else cards

    def _forget_lost_marks(self) -> None:
        if self.marks:
            self.marks &= {card.id for stack in self.stacks for card in stack.cards}


def _keep_place(old: Stack, new: Stack, left: frozenset[int] = frozenset()) -> None:
    """Cursor and window stay on their cards; where a card is gone, on the next one that is left.

    ``left``: ids that are not among the new ones, so that they need not be looked for.
    """
    here = old.here
    new.at = _index_after(old.shown, old.at, new.shown, left)
    new.top = min(_index_after(old.shown, old.top, new.shown, left), new.at)
    if new.cells is None:
        return
    same = here is not None and new.at < len(new.shown) and new.shown[new.at].id == here.id
    if same or old.cells is None:
        new.go(new.at)
    else:
        new.enter(min(old.lane, max(len(new.cells.counts) - 1, 0)))
    if old.cells is not None and len(old.cells.tops) == len(new.cells.tops):
        for lane, top in enumerate(old.cells.tops):
            low, high = new.cells.span(lane)
            new.cells.tops[lane] = min(low + top - old.cells.starts[lane], max(high - 1, low))


def _as_it_was(stack: Stack) -> Stack:
    was = Stack(stack.view, stack.cards)
    was.shown, was.at, was.top, was.cells, was.lane = (
        stack.shown,
        stack.at,
        stack.top,
        stack.cells,
        stack.lane,
    )
    return was


def _index_after(before: Sequence[CardLine], at: int, after: Sequence[CardLine], left: frozenset[int]) -> int:
    while at < len(before) and before[at].id in left:
        at += 1
    if not after or at >= len(before):
        return max(min(at, len(after) - 1), 0)
    wanted = before[at].id
    # A change moves a card by a place or two far more often than by thousands.
    for index in range(max(at - _CLOSE - len(left), 0), min(at + _CLOSE + 1, len(after))):
        if after[index].id == wanted:
            return index
    places = {card.id: index for index, card in enumerate(after)}
    for card in before[at:]:
        if card.id in places:
            return places[card.id]
    return len(after) - 1


def _where(cards: Sequence[CardLine], line: CardLine) -> int:
    return bisect_left(cards, (line.rank, line.id), key=_place)


def _place(card: CardLine) -> tuple[str, int]:
    return card.rank, card.id
