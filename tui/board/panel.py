"""The details of a card on the page: opening, following changes, the keys that work on what is in them."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from textual import events, getters, work
from textual.app import ComposeResult

from models.actions import cards
from models.portfolio import Portfolio, StoreError
from models.views.board import CardLine
from models.views.card import CardDetails, CheckView
from models.views.standing import card_left
from tui.board.details import Details
from tui.board.edits import Edits
from tui.board.fitting import panel
from tui.board.keys import BOARD_HINTS, DETAILS_HINTS
from tui.passages import Place
from tui.widgets.painted import Over
from tui.widgets.prompt import Question


class Panel(Edits, part=True):
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

    def target(self, key_id: str) -> int | None:
        """The card in the panel when it is open, else the one under the cursor."""
        if self.details_open and self.details.card is not None:
            return None if self._refuses() else self.details.card.id
        return super().target(key_id)

    def _refuses(self) -> bool:
        """Whether the card in the panel has left the board; then the status line says so."""
        if self.details.left:
            self.details.expect_text()
            self.warn(f"{self.details.left}", hint="esc leaves")
        return bool(self.details.left)

    def marked(self) -> list[CardLine]:
        """None while the panel is open: its keys are about the card in it."""
        return [] if self.details_open else super().marked()

    def chosen(self) -> list[CardLine]:
        """The card in the panel when it is open, else the marked ones or the one under the cursor."""
        if not self.details_open or self.details.card is None:
            return super().chosen()
        if self._refuses():
            return []
        found = self.deck.find(self.details.card.id)
        return [self.deck.stacks[found[0]].shown[found[1]]] if found is not None else []

    def say_no_card(self, *, types: bool = False) -> None:
        """Say that there is no card for a key; for the one in the panel, why."""
        if not self.details_open or not self._refuses():
            super().say_no_card(types=types)

    # -- opening and closing ---------------------------------------------------------------------

    async def action_open(self) -> None:
        """Open the card's details."""
        card = self.card_or_say(types=True)
        details = await self.details_of(card.id) if card is not None else None
        if details is None:
            return
        self._stand()
        await self._show(details)
        self.details.appear()
        self.set_focus(self.details, scroll_visible=False)
        self._name_keys(details)

    def _stand(self) -> None:
        left, cells = panel(self.board.fitted, self.size.width, self.board.at)
        self.details.stand(left=left, cells=cells)

    def on_resize(self) -> None:
        """The panel goes with the columns beside it."""
        if self.details_open:
            self.call_after_refresh(self._stand)

    async def on_pointed_board_opened(self) -> None:
        """A card was clicked twice."""
        await self.action_open()

    def action_leave(self) -> None:
        """Close the details."""
        focused = self.focused
        if isinstance(focused, Over):
            focused.back_to(self.board)
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
        try:
            left = await self.program.session.call(card_left, card_id, self.project[0])
        except StoreError as error:
            self.warn(str(error))
            return
        if not self.details_open:
            return
        if left:
            # What one was reading stays, and so does what is typed; its keys do not go to a neighbor.
            self.details.show_left(left)
            self.warn(left, hint="esc leaves")
            return
        details = await self.details_of(card_id)
        if details is not None:
            await self._show(details)

    async def _show(self, details: CardDetails) -> None:
        zone = await self.program.session.call(_zone)
        if self.view is not None:
            self.details.show(details, self.view.today, zone)
            if self.details_open:
                self._name_keys(details)

    def _name_keys(self, details: CardDetails) -> None:
        """A card without steps has none to tick."""
        left_out = set() if details.checklist else {"details.check"}
        self.key_line.show([hint for hint in DETAILS_HINTS if not left_out.intersection(hint.ids)])

    # -- what the cursor of the panel is on ------------------------------------------------------

    async def on_details_chosen(self) -> None:
        """Something was clicked twice: a step is ticked, everything else is changed."""
        if self.refuses("details.change"):
            return
        await (self.action_check() if self._step() is not None else self.action_change())

    async def action_change(self) -> None:
        """Change what the cursor is on."""
        card = self.details.card
        kind, _, name = self.details.what.partition(":")
        if card is None or self._refuses():
            return
        if not kind:
            self.say(
                "nothing here to change",
                hint=f"{self.program.keymap.shown('details.up')} goes to the last field",
            )
            return
        if kind in ("field", "link"):
            await self.edit_field(card.id, name.partition(":")[0])
        elif kind == "check":
            self.edit_step(card, self._step())
        elif kind == "comment":
            await self._edit_comment(card, int(name))

    async def action_write(self) -> None:
        """Write the comment that the cursor is on in the editor, or the description."""
        kind, _, name = self.details.what.partition(":")
        card = self.details.card
        if self.details_open and self._refuses():
            return
        if self.details_open and card is not None and kind == "comment":
            await self.write_comment_outside(card, int(name))
        else:
            await super().action_write()

    async def action_check(self) -> None:
        """Tick a step, or take the tick away."""
        if self._refuses():
            return
        step = self._step()
        if step is None:
            self._go_to_steps()
            return
        self.tell(await self.act(cards.set_check, step.id, step.version, not step.done))

    def _go_to_steps(self) -> None:
        """To the first step that is open: it may be a page away."""
        card, keys = self.details.card, self.program.keymap
        if card is None or not card.checklist:
            self.say("no steps yet", hint=f"{keys.shown('details.add_step')} adds one")
            return
        at = next((at for at, step in enumerate(card.checklist) if not step.done), 0)
        self.details.go_to(f"check:{card.checklist[at].id}")
        said = f"step {at + 1} of {len(card.checklist)}"
        self.say(said, hint=f"{keys.shown('details.check')} {keys.short('details.check')}")

    def action_add_step(self) -> None:
        """Add a step to the checklist."""
        card = self.details.card
        if card is None or self._refuses():
            return
        here = self._step()
        self.ask_step(card, here.id if here is not None else None)

    def ask_step(self, card: CardDetails, after: int | None, typed: str = "") -> None:
        """Ask for steps, one below the other, until Esc: as new cards are asked for."""

        async def add(text: str) -> str | None:
            if not text.strip():
                return "type the step, or Esc"
            made = await self.act(cards.add_check, card.id, text, after_id=after)
            if made is None:
                return "not saved"
            self.details.follow(f"check:{made}")
            self.ask_step(card, made)
            return None

        place = Place(f"{card.key} step", "step", self.project[1], card.id)
        self.prompt.ask(Question("step", add, typed, enter="add, and the next", place=place))

    async def action_remove(self) -> None:
        """Remove the step, the comment or the link that the cursor is on."""
        card = self.details.card
        kind, _, name = self.details.what.partition(":")
        if self._refuses():
            return
        if card is None or kind not in ("check", "comment", "link"):
            self.say("the cursor is not on a step, a comment or a link to another card")
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

    def edit_step(self, card: CardDetails, step: CheckView | None, typed: str | None = None) -> None:
        """Change a step, perhaps from what was typed before."""
        if step is not None:
            label, what = f"{card.key} step", str(step.id)
            place = Place(label, "check", self.project[1], card.id, what, seen=step.version)
            text = step.text if typed is None else typed
            self._ask_text(place, text, cards.edit_check, step.id, step.version)

    async def _edit_comment(self, card: CardDetails, comment_id: int) -> None:
        comment = next((one for one in card.comments if one.id == comment_id), None)
        if comment is not None:
            await self.write_comment(card, comment)

    def _ask_text(
        self,
        place: Place,
        text: str,
        action: Callable[[Portfolio, int, int | None, str], str],
        row: int,
        seen: int,
    ) -> None:
        async def save(typed: str) -> str | None:
            return await self.tried(action, row, seen, typed)

        self.prompt.ask(Question("step", save, text, place=place))


def _zone(p: Portfolio) -> ZoneInfo:
    return p.zone
