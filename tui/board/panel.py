"""The details of a card on the page: opening, following changes, the keys that work on what is in them."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from textual import events, getters, work
from textual.app import ComposeResult

from models.actions import cards
from models.portfolio import Portfolio
from models.views.board import CardLine
from models.views.card import CardDetails, CheckView
from tui.board.details import Details
from tui.board.edits import Edits
from tui.board.keys import BOARD_HINTS, DETAILS_HINTS
from tui.widgets.painted import Over
from tui.widgets.prompt import Question


class Panel(Edits):
    """Keys of the panel."""

    details = getters.query_one(Details)

    def content(self) -> ComposeResult:
        """The board, and the panel over it."""
        yield from super().content()
        yield Details()

    @property
    def details_open(self) -> bool:
        """Whether the panel is shown."""
        return bool(self.details.visible)

    def target(self) -> int | None:
        """The card in the panel when it is open, else the one under the cursor."""
        if self.details_open and self.details.card is not None:
            return self.details.card.id
        return super().target()

    def chosen(self) -> list[CardLine]:
        """The card in the panel when it is open, else the marked ones or the one under the cursor."""
        if not self.details_open or self.details.card is None:
            return super().chosen()
        found = self.deck.find(self.details.card.id)
        return [self.deck.stacks[found[0]].shown[found[1]]] if found is not None else []

    # -- opening and closing ---------------------------------------------------------------------

    async def action_open(self) -> None:
        """Open the card's details."""
        card = self.here
        details = await self.details_of(card.id) if card is not None else None
        if details is None:
            return
        lane = self.board.lane(self.board.at)
        middle = self.size.width // 2
        self.details.stand(left=lane is not None and lane.region.x >= middle)
        await self._show(details)
        self.details.visible = True
        self.set_focus(self.details, scroll_visible=False)
        self.key_line.show(DETAILS_HINTS)

    async def on_pointed_board_opened(self) -> None:
        """A card was clicked twice."""
        await self.action_open()

    def action_leave(self) -> None:
        """Close the details."""
        focused = self.focused
        if isinstance(focused, Over):
            focused.back = self.board
        else:
            self.set_focus(self.board, scroll_visible=False)
        self.details.visible = False
        self.key_line.show(BOARD_HINTS)

    def on_click(self, event: events.Click) -> None:
        """A click beside the details closes them."""
        if self.focused is self.details and not self.details.region.contains(event.screen_x, event.screen_y):
            self.action_leave()

    def cards_changed(self, ids: frozenset[int]) -> None:
        """Read the card in the panel again when it may have changed."""
        if self.details_open and self.details.card is not None and (not ids or self.details.card.id in ids):
            self._read_details(self.details.card.id)

    @work(exclusive=True, group="details")
    async def _read_details(self, card_id: int) -> None:
        details = await self.details_of(card_id)
        if details is None:
            self.action_leave()
        elif self.details_open:
            await self._show(details)

    async def _show(self, details: CardDetails) -> None:
        zone = await self.program.session.call(_zone)
        if self.view is not None:
            self.details.show(details, self.view.today, zone)

    # -- what the cursor of the panel is on ------------------------------------------------------

    async def on_details_chosen(self) -> None:
        """Something was clicked twice: a step is ticked, everything else is changed."""
        await (self.action_check() if self._step() is not None else self.action_change())

    async def action_change(self) -> None:
        """Change what the cursor is on."""
        card = self.details.card
        kind, _, name = self.details.what.partition(":")
        if card is None or not kind:
            return
        if kind in ("field", "link"):
            await self.edit_field(card.id, name.partition(":")[0])
        elif kind == "check":
            self._edit_step(card, int(name))
        elif kind == "comment":
            await self._edit_comment(card, int(name))

    async def action_write(self) -> None:
        """Write the comment that the cursor is on in the editor, or the description."""
        kind, _, name = self.details.what.partition(":")
        card = self.details.card
        if self.details_open and card is not None and kind == "comment":
            await self._write_comment(card, int(name))
        else:
            await super().action_write()

    async def action_check(self) -> None:
        """Tick a step, or take the tick away."""
        step = self._step()
        if step is None:
            self.say("the cursor is on no step of the checklist")
            return
        self.tell(await self.act(cards.set_check, step.id, step.version, not step.done))

    def action_add_step(self) -> None:
        """Add a step to the checklist."""
        card = self.details.card
        if card is None:
            return
        here = self._step()
        self._ask_step(card, here.id if here is not None else None)

    def _ask_step(self, card: CardDetails, after: int | None) -> None:
        """Ask for steps, one below the other, until Esc: as new cards are asked for."""

        async def add(text: str) -> str | None:
            if not text.strip():
                return "type the step, or Esc"
            made = await self.act(cards.add_check, card.id, text, after_id=after)
            if made is None:
                return "not saved"
            self._ask_step(card, made)
            return None

        self.prompt.ask(Question("step", add, note="Enter for the next one, Esc ends"))

    async def action_remove(self) -> None:
        """Remove the step, the comment or the link that the cursor is on."""
        card = self.details.card
        kind, _, name = self.details.what.partition(":")
        if card is None or kind not in ("check", "comment", "link"):
            self.say("the cursor is on no step, no comment and no link to another card")
            return
        if kind == "link":
            field, _, other = name.partition(":")
            await self.untie(card, field, int(other))
            return
        if kind == "check":
            step = self._step()
            if step is not None:
                self.tell(await self.act(cards.remove_check, step.id, step.version))
            return
        comment = next((one for one in card.comments if one.id == int(name)), None)
        if comment is not None:
            self.tell(await self.act(cards.remove_comment, comment.id, comment.version))

    def _step(self) -> CheckView | None:
        card = self.details.card
        kind, _, name = self.details.what.partition(":")
        if card is None or kind != "check":
            return None
        return next((one for one in card.checklist if one.id == int(name)), None)

    def _edit_step(self, card: CardDetails, step_id: int) -> None:
        step = next((one for one in card.checklist if one.id == step_id), None)
        if step is not None:
            self._ask_text("step", step.text, cards.edit_check, step.id, step.version)

    async def _edit_comment(self, card: CardDetails, comment_id: int) -> None:
        comment = next((one for one in card.comments if one.id == comment_id), None)
        if comment is None:
            return
        if "\n" in comment.text:
            # The field has one line: it would join them.
            await self._write_comment(card, comment_id)
        else:
            self._ask_text("comment", comment.text, cards.edit_comment, comment.id, comment.version)

    async def _write_comment(self, card: CardDetails, comment_id: int) -> None:
        comment = next((one for one in card.comments if one.id == comment_id), None)
        text = self.written(comment.text) if comment is not None else None
        if comment is None or text is None:
            return
        if text == comment.text:
            self.say("the comment is as it was")
            return
        self.warn_kept(await self.tried(cards.edit_comment, comment.id, comment.version, text), text)

    def _ask_text(
        self,
        label: str,
        text: str,
        action: Callable[[Portfolio, int, int | None, str], str],
        row: int,
        seen: int,
    ) -> None:
        async def save(typed: str) -> str | None:
            return await self.tried(action, row, seen, typed)

        self.prompt.ask(Question(label, save, text))


def _zone(p: Portfolio) -> ZoneInfo:
    return p.zone
