"""The mouse on the board: clicks, the wheel, and cards that are dragged to where a mark shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message

from tui.board.banded import BandedLane
from tui.board.deck import Deck
from tui.board.face import Today
from tui.board.lane import HEAD, Lane
from tui.board.laned import LanedBoard

WHEEL = 3
"""Cards that one notch of a mouse wheel scrolls."""


class Held(NamedTuple):
    """The card on which the button went down."""

    card_id: int
    column: int
    place: int
    x: int
    y: int


class Spot(NamedTuple):
    """Where a dragged card would land."""

    column: int
    place: int
    """Of the shown card that it would stand before; one past the last: behind all."""
    after_id: int
    """The card that it would stand behind; 0: at the top."""


class PointedBoard(LanedBoard, can_focus=True):
    """A board that hears the mouse. What is dropped or opened is told; nothing is changed here."""

    class Opened(Message):
        """A card was clicked twice."""

    class Lifted(Message):
        """A card begins to be dragged."""

    class Returned(Message):
        """A card was let go where nothing changes, or Esc was pressed."""

    class Dropped(Message):
        """A card was let go at a mark."""

        def __init__(self, card_id: int, column: int, after_id: int) -> None:
            super().__init__()
            self.card_id = card_id
            self.column = column
            self.after_id = after_id

    _held: Held | None = None
    _lifted = False
    _over: Sequence[int] = ()
    """The columns, by id, over which the card is dragged."""
    _spot: Spot | None = None
    _let_go = False
    """The button went up at the end of a drag: the click that follows means nothing."""

    # -- clicks and the wheel --------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Go to the card that was clicked, unless a panel or a field is open; a second click opens it."""
        if self._let_go or not self._hears:
            self._let_go = False
            return
        found = self._lane_at(event.screen_offset.x, event.screen_offset.y)
        if found is None:
            return
        column, lane = found
        index = lane.index_at(event.screen_offset.y - lane.region.y)
        shown = self.deck.stacks[column].shown
        clicked = shown[index].id if index is not None and index < len(shown) else None
        # The first half of a double click may have scrolled another card under the mouse.
        meant = clicked is not None and event.chain == 2
        here = self.card is not None and (meant or self.card.id == clicked)
        if self.opens(event, here=here):
            self.post_message(self.Opened())
            return
        self.go_to_column(column)
        if index is not None:
            self.walk_to(index)
        elif isinstance(lane, BandedLane):
            at = lane.lane_at(event.screen_offset.y - lane.region.y)
            if at is not None:
                self.go_to_lane(at)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the mouse down."""
        self._wheel(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the mouse up."""
        self._wheel(event, -WHEEL)

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        if self.draft is not None:
            return
        found = self._lane_at(event.screen_offset.x, event.screen_offset.y)
        if found is not None:
            found[1].scroll_by(step)
            if self._lifted:
                self._point(event.screen_offset.x, event.screen_offset.y)

    # -- dragging --------------------------------------------------------------------------------

    @property
    def dragging(self) -> bool:
        """Whether a card is on its way."""
        return self._lifted

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a card; it is dragged when the mouse moves on."""
        self._let_go = False
        self._held = None
        if event.button != 1 or not self._hears:
            return
        x, y = event.screen_offset
        found = self._lane_at(x, y)
        if found is None:
            return
        column, lane = found
        index = lane.index_at(y - lane.region.y)
        if index is not None and not self.deck.stacks[column].folded:
            self._held = Held(self.deck.stacks[column].shown[index].id, column, index, x, y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where the card would land."""
        held = self._held
        if held is None:
            return
        event.stop()
        x, y = event.screen_offset
        # The mouse of a trembling hand only clicks.
        if not self._lifted and ((x, y) == (held.x, held.y) or not self._lift(held)):
            return
        self._scroll_at_edge(x, y)
        self._point(x, y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let the card go."""
        held, spot, lifted = self._held, self._spot, self._lifted
        self._held = None
        if held is None or not lifted:
            return
        event.stop()
        self._let_go = True
        self._end()
        if spot is None:
            self.post_message(self.Returned())
        else:
            self.post_message(self.Dropped(held.card_id, spot.column, spot.after_id))

    async def on_key(self, event: events.Key) -> None:
        """Any key ends a drag and leaves the card where it was; Escape does nothing else."""
        if not self._lifted:
            return
        self._held = None
        self._end()
        self.post_message(self.Returned())
        if event.key == "escape":
            event.stop()
            event.prevent_default()

    def show(self, deck: Deck, today: Today) -> None:
        """Show a fresh deck. A drag ends where it has other columns: the mark would stand at another one."""
        if self._lifted and _columns(deck) != self._over:
            self._held = None
            self._let_go = True
            self._end()
            self.post_message(self.Returned())
        super().show(deck, today)

    @property
    def _hears(self) -> bool:
        return self.has_focus and self.draft is None

    def _lift(self, held: Held) -> bool:
        place = self.deck.find(held.card_id)
        if place is None or self.refuses("board.move_to"):
            self._held = None
            return False
        self._lifted = True
        self._over = _columns(self.deck)
        self.capture_mouse()
        self.go_to_column(place[0])
        self.walk_to(place[1])
        self.post_message(self.Lifted())
        return True

    def _end(self) -> None:
        self._lifted = False
        self.release_mouse()
        self._mark(None)

    def _point(self, x: int, y: int) -> None:
        found = self._lane_at(x, y)
        self._mark(None if found is None else self._spot_in(*found, y))

    def _spot_in(self, column: int, lane: Lane, y: int) -> Spot | None:
        held, stack = self._held, self.deck.stacks[column]
        place = self.deck.find(held.card_id) if held is not None else None
        if place is None:
            return None
        if self.deck.order or self.deck.backwards or self.deck.filter or stack.folded or stack.cells:
            # What is not in its own order, or not seen, has no places: the card goes to the top.
            return None if place[0] == column else Spot(column, 0, 0)
        index = lane.landing_at(y - lane.region.y)
        if place[0] == column and index in (place[1], place[1] + 1):
            return None
        return Spot(column, index, stack.shown[index - 1].id if index else 0)

    def _mark(self, spot: Spot | None) -> None:
        before, self._spot = self._spot, spot
        for column in {each.column for each in (before, spot) if each is not None}:
            lane = self.lane(column)
            if lane is not None:
                lane.show_landing(spot.place if spot is not None and spot.column == column else None)

    def _scroll_at_edge(self, x: int, y: int) -> None:
        """A card that is held at the end of a column scrolls it."""
        found = self._lane_at(x, y)
        if found is None:
            return
        region = found[1].region
        if y >= region.bottom - 1:
            found[1].scroll_by(1)
        elif y < region.y + HEAD:
            found[1].scroll_by(-1)

    def _lane_at(self, x: int, y: int) -> tuple[int, Lane] | None:
        for column in self.fitted.columns:
            lane = self.lane(column)
            if lane is not None and lane.region.contains(x, y):
                return column, lane
        return None


def _columns(deck: Deck) -> Sequence[int]:
    return [stack.view.id for stack in deck.stacks]
