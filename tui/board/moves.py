"""Moving cards and taking things back: every key here is one action, one sentence, one step of undo."""

from __future__ import annotations

from collections.abc import Sequence

from models.actions import cards
from models.views.board import CardLine
from tui.board.deck import Stack
from tui.board.pointing import PointedBoard
from tui.board.walking import Walking
from tui.widgets.prompt import Question


class Moves(Walking, part=True):
    """Keys that move, complete, archive, delete, undo and redo."""

    # -- between columns -------------------------------------------------------------------------

    async def action_move_left(self) -> None:
        """Move the card, or all marked ones, one column to the left."""
        await self._move_by(-1)

    async def action_move_right(self) -> None:
        """Move the card, or all marked ones, one column to the right."""
        await self._move_by(1)

    async def _move_by(self, step: int) -> None:
        chosen = self.chosen()
        if not chosen:
            self.say_no_card()
            return
        columns = {card.column_id for card in chosen}
        if len(columns) > 1:
            key = self.program.keymap.shown("board.move_to")
            self.warn(f"the marked cards stand in several columns: {key} moves them all to one")
            return
        ids = [stack.view.id for stack in self.deck.stacks]
        target = ids.index(chosen[0].column_id) + step
        if not 0 <= target < len(ids):
            self.say("there is no column " + ("left" if step < 0 else "right") + " of this one")
            return
        done = self.deck.stacks[target].view.kind in ("done", "dropped")
        await self.move_cards(chosen, ids[target], after=0 if step < 0 or done else None)

    async def move_cards(
        self, chosen: Sequence[CardLine], column_id: int, *, after: int | None, go_with: int | None = None
    ) -> bool:
        """Move cards to a column of this board, behind a card there (0: to the top, None: to the end).

        The cursor goes with the first one, or the one that is named.
        """
        self.follow(chosen[0].id if go_with is None else go_with)
        if len(chosen) == 1:
            card = chosen[0]
            said = await self.act(cards.move, card.id, card.version, column_id, after_id=after)
            self.end_range()
        else:
            pairs = [(card.id, card.version) for card in chosen]
            said = await self.act(cards.move_many, pairs, column_id, after_id=after)
            if said is not None:
                self.drop_all_marks()
        self.tell(said)
        return said is not None

    # -- within a column -------------------------------------------------------------------------

    async def action_move_down(self) -> None:
        """Put the card one lower."""
        await self._reorder(1, "board.move_down")

    async def action_move_up(self) -> None:
        """Put the card one higher."""
        await self._reorder(-1, "board.move_up")

    async def _reorder(self, step: int, key_id: str) -> None:
        stack, card = self.board.stack, self.one_card(key_id)
        if stack is None or card is None:
            return
        if self.deck.order or self.deck.backwards or self.deck.filter:
            self.say("cards are put in order with no filter (Esc) and in board order (s)")
            return
        after = _after(stack.cards, stack.at, step) if stack.cells is None else _after_in_lane(stack, step)
        if after is None:
            place = "column" if stack.cells is None else "lane"
            self.say(f"this is the {'last' if step > 0 else 'first'} card of its {place}")
            return
        self.follow(card.id)
        self.tell(await self.act(cards.reorder, card.id, card.version, after_id=after))

    # -- with the mouse --------------------------------------------------------------------------

    async def on_pointed_board_dropped(self, event: PointedBoard.Dropped) -> None:
        """Put the card, or all marked ones if it is one of them, where the mark was."""
        found = self.deck.find(event.card_id)
        if found is None or event.column >= len(self.deck.stacks):
            return
        card = self.deck.stacks[found[0]].shown[found[1]]
        column_id = self.deck.stacks[event.column].view.id
        chosen = self.deck.marked() if card.id in self.deck.marks else [card]
        if len(chosen) == 1 and card.column_id == column_id:
            self.follow(card.id)
            self.tell(await self.act(cards.reorder, card.id, card.version, after_id=event.after_id))
        else:
            await self.move_cards(chosen, column_id, after=event.after_id, go_with=card.id)

    def on_pointed_board_lifted(self) -> None:
        """Say how a drag ends."""
        self.say("drop it where it should stand", hint="esc leaves it where it was")

    def on_pointed_board_returned(self) -> None:
        """Nothing was moved."""
        self.say("left where it was")

    # -- the end of a card -----------------------------------------------------------------------

    async def action_complete(self) -> None:
        """Complete the card, or reopen a finished one."""
        await self._each("complete", self.chosen())

    async def action_archive(self) -> None:
        """Archive the card, or all marked ones."""
        await self._each("archive", self.chosen())

    async def _each(self, what: str, chosen: Sequence[CardLine]) -> None:
        if not chosen:
            self.say_no_card()
            return
        if len(chosen) == 1:
            one = cards.complete if what == "complete" else cards.archive
            self.tell(await self.act(one, chosen[0].id, chosen[0].version))
            return
        several = cards.complete_many if what == "complete" else cards.archive_many
        said = await self.act(several, [(card.id, card.version) for card in chosen])
        if said is not None:
            self.drop_all_marks()
            self.tell(said)

    def action_erase(self) -> None:
        """Delete the card for ever, after its key was typed."""
        card = self.one_card("board.erase", types=True)
        if card is None:
            return
        key = self.key_of(card)

        async def erase(text: str) -> str | None:
            if text.strip().upper() != key:
                return f"type {key} to delete it for ever, or Esc to keep it"
            self.tell_plain(await self.act(cards.delete, card.id))
            return None

        note = "deletes its text, comments and history; no undo"
        self.prompt.ask(Question(f"type {key}:", erase, note=note, enter="delete", kept=False))

    # -- undo ------------------------------------------------------------------------------------

    async def action_undo(self) -> None:
        """Take back the last thing you did."""
        from models.actions.undo import undo  # Here for start-up, as below: it brings the tables (10 ms).

        said = await self.act(undo)
        if said is not None:
            self.say(_without(said, "undone:"), lead="undone:", hint=self._hint("board.redo"))

    async def action_redo(self) -> None:
        """Do again what was taken back."""
        from models.actions.undo import redo

        said = await self.act(redo)
        if said is not None:
            self.say(_without(said, "redone:"), lead="redone:", hint=self._hint("board.undo"))

    # -- what several keys share -----------------------------------------------------------------

    def marked(self) -> list[CardLine]:
        """The marked cards."""
        return self.deck.marked()

    def chosen(self) -> list[CardLine]:
        """The marked cards, or the one under the cursor."""
        marked = self.marked()
        if marked:
            return marked
        return [self.here] if self.here is not None else []

    def tell_plain(self, said: object) -> None:
        """Say what an action did that cannot be taken back."""
        if said is not None:
            self.say(str(said))


def _after(stack: Sequence[CardLine], at: int, step: int) -> int | None:
    """The card to stand behind after a step, 0 for the top; None at the end of the column."""
    target = at + step
    if not 0 <= target < len(stack):
        return None
    if step > 0:
        return stack[target].id
    return stack[target - 1].id if target > 0 else 0


def _after_in_lane(stack: Stack, step: int) -> int | None:
    """The same within the lane: cards of other lanes that stand between are passed."""
    assert stack.cells is not None
    low, high = stack.cells.span(stack.lane)
    target = stack.at + step
    if not low <= target < high:
        return None
    other = stack.shown[target].id
    if step > 0:
        return other
    place = next(index for index, card in enumerate(stack.cards) if card.id == other)
    return stack.cards[place - 1].id if place else 0


def _without(text: str, lead: str) -> str:
    return text[len(lead) :].strip() if text.casefold().startswith(lead) else text
