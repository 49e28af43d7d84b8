"""A list with a cursor, one widget for all of its lines: it paints only the cells that change."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Sequence
from time import monotonic
from typing import Any

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from tui.forgetting import forgetting

from .difference import changed_end
from .painted import Painted
from .shifting import shift_sent, shift_sequence
from .spans import Look, Part, drawn, look_of

_WHEEL = 3
_UNCOVERED = 0.25
"""Seconds until a panel that has closed is surely painted over."""


class ListBox(Painted, can_focus=True):
    """Items that a cursor walks over, each of one or more lines, and a viewport that scrolls over the lines.

    A list says what stands on a line of the widget (`_parts`), which lines an item takes (`_lines_of`) and
    where the viewport is. A cursor move repaints the lines of two items.
    """

    def __init__(self) -> None:
        super().__init__()
        self._cursor = 0
        """The item that the cursor is on."""
        self._top = 0
        """The first line in the viewport."""
        self._look: Look | None = None
        self._ready: dict[int, Strip] = {}
        """Finished lines as they are to be."""
        self._sent: dict[int, Strip] = {}
        """Lines as the terminal has them."""
        self._uncovered = 0.0
        """When the list was last laid bare, on the monotonic clock."""

    # -- what a list says -------------------------------------------------------------------------

    def _count(self) -> int:
        """How many items there are."""
        raise NotImplementedError

    def _lines_of(self, item: int) -> range:
        """The lines of an item, counted over all that scrolls; none when it stands above the viewport."""
        raise NotImplementedError

    def _length(self) -> int:
        """How many lines there are to scroll over."""
        raise NotImplementedError

    def _viewport(self) -> range:
        """The lines of the widget in which the others scroll."""
        raise NotImplementedError

    def _parts(self, y: int) -> Sequence[Part]:
        """What stands on a line of the widget."""
        raise NotImplementedError

    def _fit(self) -> None:
        """Lay out anew where the content or the size have changed since."""
        raise NotImplementedError

    def _ys_of(self, item: int) -> Iterable[int]:
        """The lines of the widget that an item takes now."""
        viewport = self._viewport()
        for line in self._lines_of(item):
            if 0 <= line - self._top < len(viewport):
                yield viewport.start + line - self._top

    def _about_cursor(self) -> Iterable[int]:
        """The lines of the widget, besides those of its item, that depend on where the cursor is."""
        return ()

    def _about_scroll(self) -> Iterable[int]:
        """The lines of the widget, besides the viewport, that tell how far one has scrolled."""
        return ()

    def _arrived(self) -> None:
        """Called when the cursor has come to another item, before that is brought into view."""

    def _went_on(self) -> None:
        """Called when one walks on at the last item."""

    # -- walking ----------------------------------------------------------------------------------

    def move(self, step: int) -> None:
        """Walk by so many items; at the ends the rest of the lines scrolls into view."""
        at_end = step > 0 and self._cursor >= self._count() - 1
        cursor = min(max(self._cursor + step, 0), max(self._count() - 1, 0))
        if cursor == self._cursor:
            self._scroll_lines(self._top + step)
        else:
            self._go(cursor)
        if at_end:
            self._went_on()

    def page(self, direction: int) -> None:
        """Walk on or back by the items of half a page; where there are none the lines scroll."""
        step, cursor = direction * self.half_page, self._cursor
        target = self._lines_of(cursor).start + step if self._count() else 0
        while 0 <= cursor + direction < self._count():
            cursor += direction
            if (self._lines_of(cursor).start - target) * direction >= 0:
                break
        if cursor != self._cursor:
            self._go(cursor)
            return
        self._scroll_lines(self._top + step)
        if direction > 0:
            self._went_on()

    def move_to_end(self, last: bool) -> None:
        """To the first or the last item."""
        self._go(self._count() - 1 if last else 0)
        self._scroll_lines(self._length() if last else 0)

    @property
    def half_page(self) -> int:
        """Half of the viewport in lines."""
        return max(len(self._viewport()) // 2, 1)

    def _go(self, item: int) -> None:
        item = min(max(item, 0), max(self._count() - 1, 0))
        if item == self._cursor or not self._count():
            return
        before, top = self._cursor, self._top
        self._cursor = item
        self._arrived()
        self._reveal()
        self._after_move(top, (before, item))

    def _reveal(self) -> None:
        """Bring the cursor's item into view, with the heads between it and the item before."""
        height = len(self._viewport())
        self._top = min(max(self._top, 0), max(self._length() - height, 0))
        if not self._count():
            return
        lines = self._lines_of(self._cursor)
        if not lines:
            self._top = 0
            return
        if not height:
            return
        before = self._lines_of(self._cursor - 1) if self._cursor else range(0)
        heads = before[-1] + 1 if before else 0
        lowest = lines[-1] - height + 1
        first = min(max(heads, lowest), lines[0])
        self._top = min(max(self._top, lowest), first)

    def _scroll_lines(self, top: int) -> None:
        """Scroll without the cursor, which stays in view by going to another item."""
        before, height = self._top, len(self._viewport())
        self._top = min(max(top, 0), max(self._length() - height, 0)) if height else before
        if self._top == before:
            return
        cursor = self._cursor
        shown = range(self._top, self._top + height)
        lines = self._lines_of(cursor)
        if lines and lines[0] not in shown:
            inside = [at for at in range(self._count()) if (of := self._lines_of(at)) and of[0] in shown]
            if inside:
                self._cursor = inside[0] if self._top > before else inside[-1]
                self._arrived()
        self._after_move(before, (cursor, self._cursor))

    def _after_move(self, top: int, items: Iterable[int]) -> None:
        """Repaint what a move has changed. ``top``: the first line that was in view before it."""
        ys = {y for item in items for y in self._ys_of(item)}
        if self._top != top:
            self._let_terminal_scroll(self._top - top)
            ys.update(self._viewport(), self._about_scroll())
        ys.update(self._about_cursor())
        self.repaint_changes(sorted(y for y in ys if 0 <= y < self.size.height))

    async def patiently(self, work: Coroutine[Any, Any, object]) -> None:
        """Do what a key says; what was said before it goes."""
        await forgetting(self.screen, super().patiently(work))

    # -- painting ---------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Paint one line, and remember it: only what differs from it is sent later."""
        self._fit()
        strip = self._ready.get(y)
        if strip is None:
            strip = self._ready[y] = self._strip(y)
        self._sent[y] = strip
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint lines. Not from Textual's cache, which does not know what the terminal has scrolled."""
        strips = [self.render_line(y).crop(crop.x, crop.right) for y in crop.line_range]
        ground = self.background_colors[1]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, ground) for strip in strips]
        return strips

    def repaint(self) -> None:
        """Mix the styles anew. What was sent stays sent: lines in other colors differ from it."""
        self._look = None
        self._ready.clear()

    def repaint_changes(self, ys: Iterable[int] | None = None) -> None:
        """Mark the cells dirty that differ from what was painted last; nothing else is sent."""
        if ys is None:
            self._fit()  # A key may be heard between another size and what it asks for.
        for y in range(self.size.height) if ys is None else ys:
            before = self._sent.get(y)
            after = self._ready[y] = self._strip(y)
            end = self.size.width if before is None else changed_end(before, after)
            if end:
                self.refresh(Region(0, y, end, 1))

    def on_focus(self) -> None:
        """Something that covered the list may have closed."""
        self._uncovered = monotonic()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size, unless painting has been faster."""
        self._uncovered = monotonic()
        self._fit()
        self.repaint_changes()

    def on_mouse_scroll_down(self) -> None:
        """Wheel on."""
        self._wheel(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Wheel back."""
        self._wheel(-_WHEEL)

    def _wheel(self, step: int) -> None:
        self._scroll_lines(self._top + step)

    def _strip(self, y: int) -> Strip:
        if self._look is None:
            self._look = look_of(self.palette)
        return drawn(self.size.width, self._parts(y), self._look)

    def _let_terminal_scroll(self, step: int) -> None:
        viewport = self._viewport()
        first, last = viewport.start, viewport.stop - 1
        # A panel that has just closed may still be on the terminal; and lines are moved at full width only.
        alone = self.has_focus and monotonic() - self._uncovered > _UNCOVERED
        if not alone or self.region.width != self.app.size.width or abs(step) > (last - first) // 2:
            return
        driver = self.app._driver
        if driver is None:
            return
        y = self.region.y
        driver.write(shift_sequence(y + first, y + last, step))
        shift_sent(self._sent, first, last, step)
