"""A board with swimlanes: it lays the lanes out over all columns in sight, and walks the cursor in them."""

from __future__ import annotations

from tui.board.banded import BandedLane
from tui.board.board import Board
from tui.board.deck import Stack
from tui.board.grouping import Band, Cells, Lanes, banded
from tui.board.lane import HEAD, Lane


class LanedBoard(Board, part=True):
    """A board whose deck may have lanes; without them it is the board below."""

    _bands: tuple[Band, ...] = ()
    _settling = False

    def _new_lane(self) -> Lane:
        lane = BandedLane(self.deck, self.today)
        lane.resized = self.column_resized
        if self.advice is not None:
            lane.advice = self.advice
        return lane

    @property
    def _shown(self) -> list[BandedLane]:
        lanes = self.lanes[: len(self.fitted.columns)]
        return [lane for lane in lanes if isinstance(lane, BandedLane)]

    # -- the lanes in the window -----------------------------------------------------------------

    def _reband(self) -> bool:
        """Lay the lanes out for the window; True when one stands elsewhere than before."""
        lanes, before, stack = self.deck.lanes, self._bands, self.stack
        x = 0
        for lane, cells in zip(self._shown, self.fitted.widths, strict=False):
            lane.x = x
            x += cells
        self._bands = ()
        if lanes is not None and stack is not None:
            first = before[0].lane if before else 0
            body = max(self.size.height - HEAD, 1)
            self._bands = banded(len(lanes.keys), self._natural, first, stack.lane, body)
        for lane in self._shown:
            lane.bands = self._bands
        return self._bands != before

    def _natural(self, number: int) -> int:
        lanes = self.deck.lanes
        if lanes is None or lanes.is_folded(number):
            return 0
        return max(1, *(lane.natural(number) for lane in self._shown))

    def _update_lanes(self) -> None:
        for lane in self._shown:
            lane.reveal()
            lane.update()

    def refit(self) -> None:
        """Choose the columns that fit, and paint them all."""
        super().refit()
        if self.deck.lanes is not None or self._bands:
            self._reband()
            self._update_lanes()

    def refresh_columns(self, columns: set[int]) -> None:
        """The cards of these columns have changed: paint those in sight, all where lanes stand elsewhere."""
        super().refresh_columns(columns)
        if (self.deck.lanes is not None or self._bands) and self._reband():
            self._update_lanes()

    def column_resized(self) -> None:
        """A column has another size: cards are wrapped anew, and lanes may need other heights."""
        if self.deck.lanes is not None and not self._settling:
            self._settling = True
            self.call_later(self._settle)

    def _settle(self) -> None:
        self._settling = False
        if self._reband():
            self._update_lanes()

    def show_draft(self) -> None:
        """Paint the draft where the cursor is now; its lane makes room for it."""
        super().show_draft()
        if self.deck.lanes is not None and self._reband():
            self._update_lanes()

    # -- the cursor ------------------------------------------------------------------------------

    def go_to_column(self, column: int) -> bool:
        """Move the cursor to a column, in the same lane; True when other columns came into sight."""
        stack = self.stack
        column = min(max(column, 0), max(len(self.deck.stacks) - 1, 0))
        if stack is not None and column != self.at:
            self.deck.stacks[column].enter(stack.lane)
        return super().go_to_column(column)

    def go_to_card(self, card_id: int) -> bool:
        """Move the cursor to a card without painting; False when it is not shown."""
        found = super().go_to_card(card_id)
        if found and self.stack is not None:
            self.stack.go(self.stack.at)
        return found

    def go_to_lane(self, lane: int) -> None:
        """Move the cursor to a lane of its column."""
        stack = self.stack
        if stack is not None and stack.cells is not None and lane != stack.lane:
            low, high = stack.cells.span(lane)
            self._go(stack, lane, min(max(stack.cells.tops[lane], low), max(high - 1, low)))

    def walk(self, step: int) -> None:
        """Move the cursor by so many cards, from lane to lane; folded lanes are stopped at."""
        stack, lanes = self.stack, self.deck.lanes
        if stack is None or stack.cells is None or lanes is None or stack.folded:
            super().walk(step)
            return
        place = stack.lane, stack.at
        for _ in range(abs(step)):
            found = stepped(stack.cells, lanes, *place, 1 if step > 0 else -1)
            if found is None:
                break
            place = found
        if place != (stack.lane, stack.at):
            self._go(stack, *place)

    def walk_to(self, index: int) -> None:
        """Move the cursor to a card of its column."""
        stack = self.stack
        if stack is None or stack.cells is None or stack.folded:
            super().walk_to(index)
        elif stack.shown:
            index = min(max(index, 0), len(stack.shown) - 1)
            self._go(stack, stack.cells.lane_of(index), index)

    def _go(self, stack: Stack, lane: int, at: int) -> None:
        widget = self.lane(self.at)
        if isinstance(widget, BandedLane):
            widget.leave_spot()
        stack.lane, stack.at = lane, at
        if all(band.lane != lane for band in self._bands):
            self._reband()
            self._update_lanes()
        elif isinstance(widget, BandedLane):
            widget.enter_spot()


def stepped(cells: Cells, lanes: Lanes, lane: int, at: int, step: int) -> tuple[int, int] | None:
    """Lane and card one step on: in the lane, else in the next one with a card, or on a folded head."""
    low, high = cells.span(lane)
    if low <= at < high and low <= at + step < high:
        return lane, at + step
    lane += step
    while 0 <= lane < len(cells.counts):
        low, high = cells.span(lane)
        if low < high:
            return lane, low if step > 0 else high - 1
        if lanes.is_folded(lane):
            return lane, low
        lane += step
    return None
