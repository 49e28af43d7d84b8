"""Marked cards: single ones, a range that follows the cursor until it ends, all of a column."""

from __future__ import annotations

from typing import NamedTuple

from models.views.board import CardLine
from tui.board.absent import Absent


class Range(NamedTuple):
    """Cards that are marked from one of them to the cursor."""

    start: int
    """Id of the card that it was begun on."""
    before: frozenset[int]
    """What was marked before."""


class Marking(Absent, part=True):
    """Keys that mark cards; what others do is done to all of them."""

    _mark_from: int | None = None
    """The card that was marked last, by itself."""
    _range: Range | None = None

    def action_mark(self) -> None:
        """Mark or unmark the card."""
        card = self.card_or_say()
        if card is None:
            return
        self._range = None
        self.deck.marks ^= {card.id}
        self._mark_from = card.id if card.id in self.deck.marks else None
        self.board.refresh_here()
        self._tell_marks()

    def action_mark_range(self) -> None:
        """Begin a range here, or end it; after a single mark: mark from there to here."""
        stack, card = self.board.stack, self.card_or_say()
        if card is None or stack is None:
            return
        if self._range is not None:
            self.end_range()
            self._tell_marks()
            return
        marked, self._mark_from = self._mark_from, None
        before = frozenset(self.deck.marks)
        if marked in {one.id for one in stack.shown} and marked != card.id:
            self._mark_between(marked, before)
        else:
            self._range = Range(card.id, before)
            self._mark_between(card.id, before)
        self._tell_marks()

    def action_mark_all(self) -> None:
        """Mark every card of the column, or none when all are marked."""
        stack = self.board.stack
        if stack is None or not stack.shown:
            self.say_no_card()
            return
        self._range = None
        ids = {card.id for card in stack.shown}
        self.deck.marks = self.deck.marks - ids if ids <= self.deck.marks else self.deck.marks | ids
        self.board.refresh_columns({self.board.at})
        self._tell_marks()

    def drop_marks(self) -> None:
        """Unmark what an open range has marked, else everything."""
        before = self._range.before if self._range is not None else frozenset[int]()
        self._mark_from = self._range = None
        self._mark(set(before))
        if before:
            self._tell_marks()

    def drop_all_marks(self) -> None:
        """Unmark everything: what was to be done to the marked cards is done."""
        self._range = None
        self.drop_marks()

    def one_card(self, key_id: str, *, types: bool = False) -> CardLine | None:
        """The card under the cursor for a key that is for one card; none while others are marked.

        Who has marked cards means them: the key must not change another, or one of them alone, silently.
        ``types``: the key opens a field, as for `card_or_say`.
        """
        marked, card = self.deck.marked(), self.here
        if len(marked) < 2 and (not marked or card is None or marked[0].id == card.id):
            return self.card_or_say(types=types)
        if types:
            self.board.expect_text()
        keys = self.program.keymap
        key, drops = keys.shown(key_id) or "this", keys.shown("board.back")
        if len(marked) == 1:
            self.warn(
                f"another card is marked: {key} is for the one under the cursor",
                hint=f"{drops} drops the mark",
            )
        else:
            self.warn(f"{len(marked)} marked: {key} is for one card", hint=f"{drops} drops the marks")
        return None

    def end_range(self) -> None:
        """The cursor leaves the range; what it has marked stays so."""
        self._range = None

    def walked(self) -> None:
        """The cursor has moved: an open range goes with it, and ends where it leaves the column."""
        stack, open_range = self.board.stack, self._range
        if open_range is None or stack is None:
            return
        if any(card.id == open_range.start for card in stack.shown):
            self._mark_between(*open_range)
        else:
            self._range = None
        self._tell_marks()

    def _mark_between(self, start: int, before: frozenset[int]) -> None:
        stack = self.board.stack
        assert stack is not None
        ids = [card.id for card in stack.shown]
        low, high = sorted((ids.index(start), stack.at))
        self._mark(before | set(ids[low : high + 1]))

    def _mark(self, marks: frozenset[int] | set[int]) -> None:
        """Mark these and no others; painted is only what that changes."""
        changed = self.deck.marks ^ marks
        self.deck.marks = set(marks)
        self.board.refresh_gutters(changed)

    def _tell_marks(self) -> None:
        count = len(self.deck.marks)
        if not count:
            self.prompt.clear()
            return
        keys = self.program.keymap
        does = f"{keys.shown('board.move_left')} {keys.shown('board.move_right')} m c x a d p for all of them"
        if self._range is not None:
            end = keys.shown("board.mark_range")
            self.say(f"range: {count} marked", hint=f"{end} ends it   {does}   esc drops it")
        else:
            self.say(f"{count} marked", hint=f"{does}   esc none")

    def forget(self, told: int) -> None:
        """Take away what was said before a key; the board's keys say again which cards are marked.

        ``told``: how often something had been said by then.
        """
        if self.prompt.told != told or self.prompt.asking:
            return
        if self.deck.marks and self.focused is self.board:
            self._tell_marks()
        else:
            self.prompt.clear()
