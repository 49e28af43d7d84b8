"""Walking over the board: cursor, columns, marks, filter, order, density. Nothing here changes a card."""

from __future__ import annotations

from tui.board.deck import ORDERS
from tui.board.face import Density
from tui.board.page import BoardBase
from tui.widgets.prompt import Question

_NEXT = {
    Density.COMPACT: Density.NORMAL,
    Density.NORMAL: Density.FULL,
    Density.FULL: Density.COMPACT,
}


class Walking(BoardBase):
    """Keys that only change what is looked at."""

    _mark_from: int | None = None
    _sorted = False

    def action_left(self) -> None:
        """To the column on the left."""
        self._to_column(self.board.at - 1)

    def action_right(self) -> None:
        """To the column on the right."""
        self._to_column(self.board.at + 1)

    def action_down(self) -> None:
        """Next card."""
        self.board.walk(1)

    def action_up(self) -> None:
        """Previous card."""
        self.board.walk(-1)

    def action_top(self) -> None:
        """First card."""
        self.board.walk_to(0)

    def action_bottom(self) -> None:
        """Last card."""
        stack = self.board.stack
        if stack is not None:
            self.board.walk_to(len(stack.shown) - 1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.board.walk(self.board.half_page())

    def action_half_up(self) -> None:
        """Half a page up."""
        self.board.walk(-self.board.half_page())

    def action_column_1(self) -> None:
        """To the first column."""
        self._to_column(0)

    def action_column_2(self) -> None:
        """To the second column."""
        self._to_column(1)

    def action_column_3(self) -> None:
        """To the third column."""
        self._to_column(2)

    def action_column_4(self) -> None:
        """To the fourth column."""
        self._to_column(3)

    def action_column_5(self) -> None:
        """To the fifth column."""
        self._to_column(4)

    def action_column_6(self) -> None:
        """To the sixth column."""
        self._to_column(5)

    def action_column_7(self) -> None:
        """To the seventh column."""
        self._to_column(6)

    def action_column_8(self) -> None:
        """To the eighth column."""
        self._to_column(7)

    def action_column_9(self) -> None:
        """To the ninth column."""
        self._to_column(8)

    # -- marks -----------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark or unmark the card."""
        card, stack = self.here, self.board.stack
        if card is None or stack is None:
            return
        self.deck.marks ^= {card.id}
        self._mark_from = card.id
        self.board.refresh_here()
        self._tell_marks()

    def action_mark_range(self) -> None:
        """Mark from the last marked card of the column to this one."""
        stack = self.board.stack
        if stack is None or stack.here is None:
            return
        ids = [card.id for card in stack.shown]
        start = ids.index(self._mark_from) if self._mark_from in ids else stack.at
        low, high = sorted((start, stack.at))
        self.deck.marks |= set(ids[low : high + 1])
        self.board.refresh_columns({self.board.at})
        self._tell_marks()

    def action_mark_all(self) -> None:
        """Mark every card of the column, or none when all are marked."""
        stack = self.board.stack
        if stack is None:
            return
        ids = {card.id for card in stack.shown}
        self.deck.marks = self.deck.marks - ids if ids <= self.deck.marks else self.deck.marks | ids
        self.board.refresh_columns({self.board.at})
        self._tell_marks()

    def drop_marks(self) -> None:
        """Unmark everything."""
        columns = {
            number
            for number, stack in enumerate(self.deck.stacks)
            if any(card.id in self.deck.marks for card in stack.cards)
        }
        self.deck.marks.clear()
        self._mark_from = None
        self.board.refresh_columns(columns)

    def _tell_marks(self) -> None:
        count = len(self.deck.marks)
        if count:
            keys = self.program.keymap
            left, right = keys.shown("board.move_left"), keys.shown("board.move_right")
            self.say(f"{count} marked", hint=f"{left} {right} m c x for all of them   esc none")
        else:
            self.prompt.clear()

    # -- what is shown ---------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Filter while typing."""
        before = self.deck.filter

        async def keep(text: str) -> str | None:
            self._filter(text)
            return None

        self.prompt.ask(
            Question(
                "/",
                keep,
                text=before,
                changed=self._filter,
                gone=lambda: self._filter(before),
                note="words, @person, #tag, a number, blocked; empty: all",
            )
        )

    def _filter(self, text: str) -> None:
        text = text.strip()
        if text == self.deck.filter:
            return
        self.deck.narrow(text)
        self._reshow()

    def action_sort(self) -> None:
        """Sort by the next order."""
        self.deck.sort(self.deck.order + 1, self.deck.backwards)
        self._reshow()
        self.say(f"sorted by {ORDERS[self.deck.order][0]}" if self.deck.order else "in board order")

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self.deck.sort(self.deck.order, not self.deck.backwards)
        self._reshow()
        self.say("reversed" if self.deck.backwards else "not reversed any more")

    def action_density(self) -> None:
        """Compact, normal, full."""
        self.board.set_density(_NEXT[self.board.density])
        self.say(f"cards: {self.board.density.value}")

    def action_collapse(self) -> None:
        """Fold the column of the cursor, or unfold it."""
        stack = self.board.stack
        if stack is None:
            return
        stack.folded = not stack.folded
        self.board.refit()

    def _to_column(self, column: int) -> None:
        if not self.deck.stacks:
            return
        self.board.go_to_column(column)

    def _reshow(self) -> None:
        self.board.refresh_columns(set(range(len(self.deck.stacks))))
        self.show_note()
