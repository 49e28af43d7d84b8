"""The one widget of the board that has the focus: it holds the cursor, and a lane for columns in sight."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Coroutine
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.message import Message

from models.views.board import CardLine
from tui.board.deck import Deck, Stack
from tui.board.face import Density, Today
from tui.board.fitting import Fit, fit
from tui.board.keys import BOARD
from tui.board.lane import HEAD, Lane
from tui.editing import LineEdit
from tui.forgetting import forgetting
from tui.keymap import bindings
from tui.widgets.painted import Quiet
from tui.widgets.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from tui.drafts import Drafts
    from tui.passages import Place


class Board(Quiet, part=True):
    """Cursor and window over all columns. Changes nothing in the portfolio."""

    BINDINGS = [*bindings(BOARD, "screen")]
    DEFAULT_CSS = """
    Board { layout: horizontal; height: 1fr; overflow: hidden hidden; background: $background; }
    """

    class Fitted(Message):
        """Other columns are in sight now."""

    def __init__(self, deck: Deck, today: Today) -> None:
        super().__init__()
        self.deck = deck
        self.today = today
        self.density = Density.NORMAL
        self.advice: Callable[[Stack], list[str]] | None = None
        """What a column tells that has no card to show."""
        self.nothing = ""
        self.walked: Callable[[], None] | None = None
        """Called when a key or the mouse has moved the cursor."""
        """What is told while there is no column."""
        self.at = 0
        """Number of the column that the cursor is in."""
        self._first = 0
        self._fit = Fit((), ())
        self._draft: LineEdit | None = None
        self._drafted: Callable[[str], Awaitable[bool]] | None = None
        self._gone: Callable[[str, bool], None] | None = None
        self._place: Place | None = None
        self._ahead = TypedAhead()
        self._key: events.Key | None = None
        self._saving: LineEdit | None = None
        """The draft that is being saved: nothing is typed into it meanwhile."""

    def compose(self) -> ComposeResult:
        """The lanes of a board that is known already; ``on_resize`` fills them when there is room."""
        folded = [stack.folded for stack in self.deck.stacks]
        if not folded:
            return
        self._fit = fit(folded, self.app.size.width, 0, self.at)
        self._first = self._fit.first
        for column, cells in zip(self._fit.columns, self._fit.widths, strict=True):
            lane = self._new_lane()
            lane.stack, lane.here = self.deck.stacks[column], column == self.at
            lane.styles.width = cells
            yield lane

    def render(self) -> Content:
        """What stands where columns would be."""
        return Content(self.nothing)

    # -- what is where ---------------------------------------------------------------------------

    @property
    def stack(self) -> Stack | None:
        """The column that the cursor is in."""
        return self.deck.stacks[self.at] if self.at < len(self.deck.stacks) else None

    @property
    def card(self) -> CardLine | None:
        """The card under the cursor."""
        stack = self.stack
        return stack.here if stack is not None and not stack.folded else None

    @property
    def fitted(self) -> Fit:
        """The columns in sight."""
        return self._fit

    @property
    def lanes(self) -> list[Lane]:
        """The columns in sight as widgets, from the left."""
        return [child for child in self.children if isinstance(child, Lane)]

    def lane(self, column: int) -> Lane | None:
        """The widget of a column that is in sight."""
        if column not in self._fit.columns:
            return None
        place = self._fit.columns.index(column)
        return self.lanes[place] if place < len(self.lanes) else None

    # -- the cursor ------------------------------------------------------------------------------

    def go_to_column(self, column: int) -> bool:
        """Move the cursor to a column; True when other columns came into sight."""
        column = min(max(column, 0), max(len(self.deck.stacks) - 1, 0))
        if column == self.at:
            return False
        old = self.lane(self.at)
        self.at = column
        if column not in self._fit.columns:
            self.refit()
            self._walked()
            return True
        if old is not None:
            old.leave()
        lane = self.lane(column)
        if lane is not None:
            lane.enter()
        self._walked()
        return False

    def walk(self, step: int) -> None:
        """Move the cursor by so many cards."""
        if self.stack is not None:
            self.walk_to(self.stack.at + step)

    def walk_to(self, index: int) -> None:
        """Move the cursor to a card of its column."""
        lane = self.lane(self.at)
        if lane is not None:
            lane.walk(index)
            self._walked()

    def _walked(self) -> None:
        if self.walked is not None:
            self.walked()

    def half_page(self) -> int:
        """Cards in half a window of the cursor's column."""
        lane = self.lane(self.at)
        return lane.page() if lane is not None else 1

    def go_to_card(self, card_id: int) -> bool:
        """Move the cursor to a card without painting; False when it is not shown."""
        found = self.deck.find(card_id)
        if found is None:
            return False
        self.at, self.deck.stacks[found[0]].at = found
        return True

    def go_to_first(self, card_ids: Collection[int]) -> bool:
        """The same for the first of some cards; the cursor stays when it is on one of them."""
        if not card_ids:
            return False
        if self.card is not None and self.card.id in card_ids:
            return True
        if len(card_ids) == 1:
            return self.go_to_card(*card_ids)
        shown = (card.id for stack in self.deck.stacks for card in stack.shown)
        first = next((card_id for card_id in shown if card_id in card_ids), None)
        return first is not None and self.go_to_card(first)

    # -- painting --------------------------------------------------------------------------------

    def show(self, deck: Deck, today: Today) -> None:
        """Show a fresh deck."""
        if self.nothing:
            self.nothing = ""
            self.refresh()
        self.deck, self.today = deck, today
        self.at = min(self.at, max(len(deck.stacks) - 1, 0))
        self.refit()

    def set_density(self, density: Density) -> None:
        """Show more or less of each card."""
        self.density = density
        self.refit()

    def refresh_columns(self, columns: set[int]) -> None:
        """The cards of these columns have changed: paint those in sight."""
        for column in columns & set(self._fit.columns):
            lane = self.lane(column)
            if lane is not None:
                lane.present(
                    self.deck, self.deck.stacks[column], self.today, self.density, here=column == self.at
                )

        for lane in self.lanes:
            lane.advise()

    def look_again(self, today: Today) -> None:
        """It is another moment, or work is old after other days: paint the cards that look otherwise now."""
        self.today = today
        for lane in self.lanes[: len(self._fit.columns)]:
            lane.look_again(today)

    def refresh_here(self) -> None:
        """Paint the gutter of the card under the cursor, such as after a mark."""
        lane = self.lane(self.at)
        if lane is not None and self.stack is not None:
            lane.refresh_card(self.stack.at)

    def refresh_gutters(self, card_ids: Collection[int]) -> None:
        """Paint the gutters of these cards, those in sight."""
        for column in self._fit.columns if card_ids else ():
            lane = self.lane(column)
            if lane is not None:
                for index in {index for index, _number in lane.rows if index >= 0}:
                    if self.deck.stacks[column].shown[index].id in card_ids:
                        lane.refresh_card(index)

    def refit(self) -> None:
        """Choose the columns that fit, and paint them all."""
        if not self.size.width:
            return  # not laid out yet
        folded = [stack.folded for stack in self.deck.stacks]
        before = self._fit
        self._fit = fit(folded, self.size.width, self._first, min(self.at, max(len(folded) - 1, 0)))
        if self._fit.columns != before.columns:
            self.post_message(self.Fitted())
        self._first = self._fit.first
        self._keep_lanes(len(self._fit.columns))
        for lane, column, cells in zip(self.lanes, self._fit.columns, self._fit.widths, strict=False):
            if lane.styles.width is None or lane.styles.width.value != cells:
                lane.styles.width = cells
            lane.present(
                self.deck, self.deck.stacks[column], self.today, self.density, here=column == self.at
            )

    def _keep_lanes(self, count: int) -> None:
        lanes = self.lanes
        for lane in lanes[count:]:
            lane.display = False
        for lane in lanes[:count]:
            lane.display = True
        fresh = [self._new_lane() for _ in range(count - len(lanes))]
        if fresh:
            self.mount(*fresh)

    def _new_lane(self) -> Lane:
        lane = Lane(self.deck, self.today)
        if self.advice is not None:
            lane.advice = self.advice
        return lane

    # -- a card that is typed in its place -------------------------------------------------------

    @property
    def draft(self) -> str | None:
        """What has been typed of a new card; None when none is being typed."""
        return self._draft.text if self._draft is not None else None

    def start_draft(
        self,
        drafted: Callable[[str], Awaitable[bool]],
        place: Place | None = None,
        typed: str = "",
        gone: Callable[[str, bool], None] | None = None,
    ) -> None:
        """Type a card below the cursor. ``drafted`` gets each title; False keeps it in the field.

        ``place`` says where it belongs, should the terminal go away; ``typed`` is what stands in it at first.
        ``gone`` gets the text that is left unsaved, and whether it is kept.
        """
        self._draft, self._drafted, self._place, self._gone = LineEdit(typed), drafted, place, gone
        self._tell_drafts()
        self.show_draft()
        self._tell_keys()

    def end_draft(self) -> None:
        """Stop typing."""
        text, gone = self.draft or "", self._gone
        self._draft = self._drafted = self._gone = None
        drafts: Drafts | None = getattr(self.app, "drafts", None)
        kept = drafts.left(self) if drafts is not None else False
        self.show_draft()
        self._tell_keys()
        if gone is not None:
            gone(text.strip(), kept)

    def _tell_keys(self) -> None:
        """Keys are text now, or keys again."""
        tell = getattr(self.screen, "tell_keys", None)
        if tell is not None:
            tell()

    def _tell_drafts(self) -> None:
        """Let what is typed be kept."""
        drafts: Drafts | None = getattr(self.app, "drafts", None)
        if drafts is None or self._place is None or self._draft is None:
            return
        drafts.opened(self, self._place, "")
        if self._draft.text.strip():
            drafts.typed(self, self._draft.text)
        else:
            drafts.answered(self)

    def show_draft(self) -> None:
        """Paint the draft where the cursor is now, and nowhere else."""
        for column in self._fit.columns:
            lane = self.lane(column)
            if lane is None:
                continue
            here = self._draft if column == self.at else None
            if here is None and lane.draft is None:
                continue
            lane.draft = here.window(max(lane.size.width - 2, 4)) if here is not None else None
            lane.reveal()
            lane.update()

    async def on_key(self, event: events.Key) -> None:
        """While a card is typed, keys are text; so are those meant for a field that did not open."""
        if self._draft is None and self._ahead.meant(event):
            event.stop()
            event.prevent_default()
            return
        self._key = event
        if self._draft is None or self._drafted is None or event.key == "ctrl+z":
            return
        event.stop()
        event.prevent_default()
        if self._saving is not None:
            return
        if event.key in {"escape", "ctrl+c"} or (event.key == "enter" and not self._draft.text.strip()):
            self.end_draft()
        elif event.key == "enter":
            await self.patiently(self._save_draft(self._draft, self._drafted))
        elif self._draft.key(event):
            self._refresh_draft()

    async def patiently(self, work: Coroutine[Any, Any, object]) -> None:
        """Do what a key says; what was said before it goes."""
        await forgetting(self.screen, super().patiently(work))

    async def _save_draft(self, typed: LineEdit, drafted: Callable[[str], Awaitable[bool]]) -> None:
        self._saving = typed
        try:
            if await drafted(typed.text) and self._draft is typed:
                self._draft = LineEdit()
                self._tell_drafts()
                self.show_draft()
        finally:
            self._saving = None

    def expect_text(self) -> None:
        """The field that the last key asked for did not open: letters that follow at once are its text."""
        if self._key is not None:
            self._ahead.expect(self._key)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as typed."""
        if self._draft is not None:
            event.stop()
            self._draft.insert(event.text)
            self._refresh_draft()

    def _refresh_draft(self) -> None:
        self._tell_drafts()
        lane = self.lane(self.at)
        if lane is None or self._draft is None:
            return
        lane.draft = self._draft.window(max(lane.size.width - 2, 4))
        for row, (index, number) in enumerate(lane.rows):
            if index == -1 and number == 0:
                lane.refresh(Region(0, row + HEAD, lane.size.width, 1))

    # -- terminal --------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Fit the columns into the new size."""
        if event.size.width:
            self.refit()
