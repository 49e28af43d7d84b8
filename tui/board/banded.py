"""A column whose cards stand in swimlanes: every lane starts on the same line in all columns.

Each lane has its share of the window; a cell with more cards than that scrolls in it, so that a cursor move
paints a few cells or one cell, and the columns never have to be laid out for what is not seen.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from tui.board.deck import Stack
from tui.board.face import paint
from tui.board.grouping import Band, Cells
from tui.board.lane import HEAD, Lane
from tui.strips import Line
from tui.text import width

_BLANK = -2
_HEADS = -10
"""Rows are pairs of a card's index and a line of it; the head of lane k has the index ``_HEADS - k``."""


class BandedLane(Lane):
    """A column of the board, with lanes where the deck has them."""

    bands: tuple[Band, ...] = ()
    """The lanes in the window, told by the board."""
    x: int = 0
    """Cells of the columns left of this one: the name of a lane runs on over them."""

    resized: Callable[[], None]
    """Called when the column has another size."""

    @property
    def _split(self) -> Cells | None:
        return self.stack.cells if self.stack is not None and not self.stack.folded else None

    def natural(self, lane: int) -> int:
        """Lines that the cards of a lane take here, at most those of the window."""
        cells = self._split
        if cells is None:
            return 0
        low, high = cells.span(lane)
        lines = 2 if self.draft is not None and self._stack.lane == lane else 0
        for index in range(low, high):
            made = self._face(index)
            lines += made.height + made.space
            if lines >= self._body:
                return self._body
        return lines

    # -- the window ------------------------------------------------------------------------------

    @property
    def _stack(self) -> Stack:
        assert self.stack is not None
        return self.stack

    def _band(self, lane: int) -> Band | None:
        return next((band for band in self.bands if band.lane == lane), None)

    def reveal(self) -> bool:
        """Move the window of the cursor's cell so that its card is seen whole; True when it moved."""
        cells = self._split
        if cells is None:
            return super().reveal()
        moved = False
        for band in self.bands:
            low, high = cells.span(band.lane)
            if low == high:
                continue
            before = cells.tops[band.lane]
            top = min(max(before, low), self._lowest(high - 1, low, band))
            if band.lane == self._stack.lane and low <= self._stack.at < high:
                top = min(max(top, self._lowest(self._stack.at, low, band)), self._stack.at)
            cells.tops[band.lane] = top
            moved = moved or top != before
        if moved:
            self._rows = None
        return moved

    def _lowest(self, index: int, low: int, band: Band) -> int:
        """The first card of a cell's lowest window in which the card at ``index`` is the last whole one."""
        drafting = self.draft is not None and band.lane == self._stack.lane
        return self._lowest_window(index, band.height - (2 if drafting else 0), low)

    def _laid_out(self) -> list[tuple[int, int]]:
        cells = self._split
        if cells is None:
            return super()._laid_out() if self._stack.cells is None else []
        rows: list[tuple[int, int]] = []
        for band in self.bands:
            rows.append((_HEADS - band.lane, 0))
            rows += self._cell_rows(cells, band)
        return rows[: self._body]

    def _cell_rows(self, cells: Cells, band: Band) -> list[tuple[int, int]]:
        low, high = cells.span(band.lane)
        drafting = self.draft is not None and band.lane == self._stack.lane
        rows = [(-1, 0), (-1, 1)] if drafting and low == high else []
        for index in range(max(cells.tops[band.lane], low), high):
            if len(rows) >= band.height:
                break
            made = self._face(index)
            rows += [(index, number) for number in range(made.height + made.space)]
            if drafting and index == self._stack.at:
                rows += [(-1, 0), (-1, 1)]
        return (rows + [(_BLANK, 0)] * band.height)[: band.height]

    def page(self) -> int:
        """Cards in half a window, at least 1."""
        return max(len({index for index, _line in self.rows if index >= 0}) // 2, 1)

    def lane_at(self, y: int) -> int | None:
        """The lane on a line of the widget."""
        row = y - HEAD
        return next((band.lane for band in self.bands if band.y <= row <= band.y + band.height), None)

    def on_resize(self) -> None:
        """Another width or height: everything is made ready anew, and the lanes may need other heights."""
        super().on_resize()
        self.resized()

    # -- the cursor ------------------------------------------------------------------------------

    def walk(self, index: int) -> None:
        """Move the cursor to another card of this column; the board has made sure that its lane is seen."""
        if self._split is None:
            super().walk(index)
            return
        self.leave_spot()
        self._stack.go(index)
        self.enter_spot()

    def enter(self) -> None:
        """The cursor comes into this column."""
        if self._split is None:
            super().enter()
            return
        self.here = True
        self.enter_spot()

    def leave_spot(self) -> None:
        """The cursor goes away from where it is."""
        self._refresh_card(self._stack.at)

    def enter_spot(self) -> None:
        """The cursor has come to where it is: its cell scrolls if it must."""
        band = self._band(self._stack.lane)
        if self.reveal() and band is not None:
            self.refresh(Region(0, HEAD + band.y, self.size.width, band.height + 1))
        else:
            self._refresh_card(self._stack.at)

    def _refresh_card(self, index: int) -> None:
        if self._split is not None and self._stack.here is None:
            band = self._band(self._stack.lane)
            if band is not None:
                self.refresh(Region(0, HEAD + band.y + (1 if band.height else 0), 1, 1))
            return
        super()._refresh_card(index)

    def scroll_by(self, step: int) -> None:
        """Move the window of the cursor's cell by so many cards."""
        cells = self._split
        if cells is None:
            super().scroll_by(step)
            return
        lane = self._stack.lane
        band, (low, high) = self._band(lane), cells.span(lane)
        if band is None or low == high:
            return
        top = min(max(cells.tops[lane] + step, low), self._lowest(high - 1, low, band))
        if top == cells.tops[lane]:
            return
        cells.tops[lane] = top
        self._stack.at = max(self._stack.at, top)
        while self._stack.at > top and self._lowest(self._stack.at, low, band) > top:
            self._stack.at -= 1
        self.update()

    # -- the mouse -------------------------------------------------------------------------------

    def landing_at(self, y: int) -> int:
        """Lanes have no places of their own: what is let go lands at the top."""
        return super().landing_at(y) if self._split is None else 0

    def _landing_mark(self) -> tuple[int, str] | None:
        if self._split is None:
            return super()._landing_mark()
        return (HEAD - 1, "") if self._landing is not None else None

    def _letter_at(self, row: int) -> int:
        """The heads of lanes run over a folded column: its letters stand on the lines between them."""
        return row - sum(band.y < row for band in self.bands)

    # -- painting --------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        if self.stack is None or self.stack.cells is None or y < HEAD:
            return super().render_line(y)
        row = y - HEAD
        band = next((band for band in self.bands if band.y == row), None)
        if band is not None:
            return self._lane_head(band)
        if self.stack.folded:
            return super().render_line(y)
        style = self.palette
        line = Line(self.size.width, style.blank)
        if row >= len(self.rows):
            return line.strip()
        index, number = self.rows[row]
        if index == -1:
            return self._draft(line, number)
        if index < 0:
            empty = self._is_empty_spot(row)
            return line.add("▌" if empty else " ", style.cursor if empty else style.blank).strip()
        made = self._face(index)
        here = self.here and index == self.stack.at and self.draft is None and self.stack.here is not None
        if number >= made.height:
            return line.strip()
        self._gutter(line, here, number == 0 and made.card.id in self.deck.marks)
        paint(made, line, number, style, here=here, closed=self.stack.view.kind == "dropped")
        return self._cut(line) if self._is_cut(row, made.height) else line.strip()

    def _is_cut(self, row: int, height: int) -> bool:
        """Whether the card on a line goes on below the end of its cell."""
        index, number = self.rows[row]
        below = self.rows[row + 1] if row + 1 < len(self.rows) else None
        return number < height - 1 and below != (index, number + 1)

    def _cut(self, line: Line) -> Strip:
        """The last line of a card that is not seen whole ends in a mark."""
        cells, style = self.size.width, self.palette
        used = min(line.used, cells - 2)
        strip = line.strip().crop(0, used)
        mark = Strip([Segment("…", style.faint)], 1)
        rest = Strip([Segment(" " * (cells - used - 1), style.blank)], cells - used - 1)
        return Strip.join([strip, mark, rest])

    def _is_empty_spot(self, row: int) -> bool:
        band = self._band(self._stack.lane)
        alone = self.here and self._stack.here is None and self.draft is None
        return alone and band is not None and row == band.y + 1

    def _lane_head(self, band: Band) -> Strip:
        """This column's part of the line that names a lane, with the count of its cards here."""
        style, lanes, cells = self.palette, self.deck.lanes, self._stack.cells
        assert lanes is not None
        assert cells is not None
        folded = lanes.is_folded(band.lane)
        end = self.x + self.size.width
        # As wide as the screen: a long name runs on over the columns beside the first one.
        name = f"{'▸' if folded else '▾'} {lanes.name(band.lane)} "
        line = Line(max(end, self.screen.size.width), style.blank).gap(1).add(name, style.strong)
        room = end - max(line.used, self.x + 1)
        count = self._count(cells, band) if not self._stack.folded else ""
        line.to(self.x + 1)
        if count and width(count) + 2 <= room:
            line.add(count, style.faint if count == "0" else style.muted).gap(1)
        if line.used < end - 1:
            line.add("─" * (end - 1 - line.used), style.rule)
        strip = line.strip().crop(self.x, end)
        if not (self.here and folded and self._stack.lane == band.lane):
            return strip
        return Strip.join([Strip([Segment("▌", style.cursor)], 1), strip.crop(1)])

    def _count(self, cells: Cells, band: Band) -> str:
        count = cells.counts[band.lane]
        low, high = cells.span(band.lane)
        seen = {index for index, _line in self.rows if low <= index < high}
        if not seen or len(seen) == count:
            return str(count)
        first, last = min(seen) - low + 1, max(seen) - low + 1
        return f"{first} of {count}" if first == last else f"{first}-{last} of {count}"

    def _thumb(self, cells: int) -> tuple[int, int]:
        """Start and length of the bright part of the rule: the lanes that are seen."""
        if self._stack.cells is None:
            return super()._thumb(cells)
        first = self.bands[0].lane if self.bands else 0
        return self._marked(first, len(self.bands), len(self._stack.cells.counts), cells)
