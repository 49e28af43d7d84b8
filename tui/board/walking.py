"""Walking over the board: cursor, columns, filter, order, density. Nothing here changes a card."""

from __future__ import annotations

from tui.board import reading
from tui.board.deck import ORDERS
from tui.board.face import Density
from tui.board.grouping import GROUPINGS
from tui.board.head import Sides
from tui.board.marking import Marking
from tui.narrowing import ask_words
from tui.widgets.picker import Choice, Choosing

_NEXT = {
    Density.COMPACT: Density.NORMAL,
    Density.NORMAL: Density.FULL,
    Density.FULL: Density.COMPACT,
}


class Walking(Marking, part=True):
    """Keys that only change what is looked at."""

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
        self._jump_to_column(0)

    def action_column_2(self) -> None:
        """To the second column."""
        self._jump_to_column(1)

    def action_column_3(self) -> None:
        """To the third column."""
        self._jump_to_column(2)

    def action_column_4(self) -> None:
        """To the fourth column."""
        self._jump_to_column(3)

    def action_column_5(self) -> None:
        """To the fifth column."""
        self._jump_to_column(4)

    def action_column_6(self) -> None:
        """To the sixth column."""
        self._jump_to_column(5)

    def action_column_7(self) -> None:
        """To the seventh column."""
        self._jump_to_column(6)

    def action_column_8(self) -> None:
        """To the eighth column."""
        self._jump_to_column(7)

    def action_column_9(self) -> None:
        """To the ninth column."""
        self._jump_to_column(8)

    # -- what is shown ---------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Filter while typing."""
        note = "words of titles, @person, #tag, a number, blocked; empty: all"
        ask_words(self, "/", self.deck.filter, self._filter, note)

    def _filter(self, text: str) -> None:
        text = text.strip()
        if text == self.deck.filter:
            return
        none_before = not any(stack.shown for stack in self.deck.stacks)
        self.deck.narrow(text)
        if none_before and not any(stack.shown for stack in self.deck.stacks):
            self.show_note()  # The columns stay as they are: painting them again is 5 KB for each letter.
            return
        self._reshow()

    def action_sort(self) -> None:
        """Choose what the cards are sorted by, as projects are on the delivery screen."""
        choices = [Choice(at, name) for at, (name, _order) in enumerate(ORDERS)]

        async def done(chosen: list[Choice]) -> str | None:
            self.picker.leave()
            self.deck.sort(chosen[0].id, backwards=False)
            self._reshow()
            self.say(f"sorted by {chosen[0].name}" if chosen[0].id else "in board order")
            return None

        self.picker.choose(Choosing("sort by", choices, done, at=self.deck.order))

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self.deck.sort(self.deck.order, not self.deck.backwards)
        self._reshow()
        self.say("reversed" if self.deck.backwards else "not reversed any more")

    def action_density(self) -> None:
        """Compact, normal, full."""
        self.board.set_density(_NEXT[self.board.density])
        self.say(f"cards: {self.board.density.value}")

    def action_lanes(self) -> None:
        """Choose what the swimlanes are."""
        if self.board.stack is None:
            self.say_no_card()
            return
        now = self.deck.lanes.grouping if self.deck.lanes is not None else None
        choices = [Choice(0, "none"), *(Choice(at, one.name) for at, one in enumerate(GROUPINGS, 1))]

        async def done(chosen: list[Choice]) -> str | None:
            self.picker.leave()
            grouping = GROUPINGS[chosen[0].id - 1] if chosen[0].id else None
            self.deck.group(grouping)
            self._reshow()
            self.say(f"swimlanes: {chosen[0].name}")
            name = grouping.name if grouping is not None else ""
            await self.program.session.call(reading.keep_lanes, self.project[1], name)
            return None

        at = GROUPINGS.index(now) + 1 if now is not None else 0
        self.picker.choose(Choosing("swimlanes by", choices, done, at=at))

    def action_fold_lane(self) -> None:
        """Fold the lane of the cursor, or unfold it."""
        lanes, stack = self.deck.lanes, self.board.stack
        if lanes is None or stack is None:
            self.say("there are no swimlanes", hint=self._hint("board.lanes"))
            return
        lane = stack.lane
        self.deck.fold_lane(lane)
        stack.enter(lane)
        self._reshow()

    def action_collapse(self) -> None:
        """Fold the column of the cursor, or unfold it."""
        stack = self.board.stack
        if stack is None:
            self.say_no_card()
            return
        stack.folded = not stack.folded
        self.board.refit()

    def _to_column(self, column: int) -> None:
        if self.deck.stacks:
            self.board.go_to_column(column)
        else:
            self.say_no_card()

    def on_sides_wanted(self, event: Sides.Wanted) -> None:
        """A column out of sight was clicked; what is typed or read stays where it is."""
        if self.focused is self.board and self.board.draft is None:
            self._to_column(event.column)

    def _jump_to_column(self, column: int) -> None:
        count = len(self.deck.stacks)
        if column < count:
            self._to_column(column)
        elif count:
            self.say("there is one column" if count == 1 else f"there are {count} columns")
        else:
            self.say_no_card()

    def _reshow(self) -> None:
        self.board.refresh_columns(set(range(len(self.deck.stacks))))
        self.show_note()
