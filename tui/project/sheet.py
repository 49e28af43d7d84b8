"""The body of the project page: tabs, and the lines of the one on show. It paints only cells that change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import monotonic

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from models.views.project import ProjectView
from tui.delivery.difference import changed_end
from tui.delivery.shifting import shift_sent, shift_sequence
from tui.delivery.spans import Look, Part, drawn, look_of
from tui.widgets.painted import Painted

from .rows import GUTTER, Entry, Row

Tab = tuple[str, Callable[[ProjectView, int], list[Row]]]
"""The name of a tab, and what makes its rows for a width."""

HEAD = 2
"""Lines above the rows: the tabs and their rule."""
_ROOMY = 18
"""From this height on there is an empty line below the rule."""
_WHEEL = 3
_SHORT = 2
"""Cells of the rule behind the figures that say how far one has scrolled."""
_UNCOVERED = 0.25
"""Seconds until a panel that has closed is surely painted over."""


class Sheet(Painted, can_focus=True):
    """Rows of a `ProjectView`. A cursor move repaints the gutter and the lead of two entries."""

    DEFAULT_CSS = "Sheet { width: 1fr; height: 1fr; }"

    class Chosen(Message):
        """The entry under the cursor was clicked a second time."""

    class Moved(Message):
        """The cursor came to the last entry of the tab."""

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self.tabs = tuple(tabs)
        self.at = 0
        """Which tab is on show."""
        self.view: ProjectView | None = None
        self._rows: list[Row] = []
        self._stops: list[int] = []
        """Rows that begin an entry."""
        self._cursor = 0
        self._top = 0
        self._places: dict[int, tuple[Entry | None, int]] = {}
        """For every tab that was left: its entry and its scroll."""
        self._fitted: tuple[Size, int] | None = None
        self._look: Look | None = None
        self._ready: dict[int, Strip] = {}
        self._sent: dict[int, Strip] = {}
        """Lines as the terminal has them."""
        self._uncovered = 0.0
        """When the sheet was last laid bare, on the monotonic clock."""

    # -- what others call ------------------------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """What the cursor is on."""
        return self._rows[self._stops[self._cursor]].entry if self._cursor < len(self._stops) else None

    @property
    def tab(self) -> str:
        """The name of the tab on show."""
        return self.tabs[self.at][0]

    def show(self, view: ProjectView, *, follow: Entry | None = None) -> None:
        """Show fresh data; the tab, the cursor and the scroll stay. ``follow``: where the cursor goes."""
        if self.view is None or self.view.facts.id != view.facts.id:
            self._places.clear()
            self._cursor = self._top = 0
            self._rows, self._stops = [], []
        self.view = view
        before = follow or self.entry
        self._fitted = None
        if self.size.height:
            self._fit(before)
            self.repaint_changes()

    def open_tab(self, at: int) -> None:
        """Show another tab where it was left."""
        at %= len(self.tabs)
        if at == self.at:
            return
        self._places[self.at] = (self.entry, self._top)
        self.at = at
        entry, self._top = self._places.get(at, (None, 0))
        self._cursor = 0
        self._rows, self._stops = [], []
        self._fitted = None
        self._fit(entry)
        self.repaint_changes()

    def move(self, step: int) -> None:
        """Walk by so many entries; at the ends the rest of the lines scrolls into view."""
        cursor = min(max(self._cursor + step, 0), max(len(self._stops) - 1, 0))
        if cursor == self._cursor:
            self._scroll_lines(self._top + step)
        else:
            self._go(cursor)

    def move_to_end(self, *, last: bool) -> None:
        """To the first or the last entry."""
        self._go(len(self._stops) - 1 if last else 0)
        self._scroll_lines(len(self._rows) if last else 0)

    def page(self, direction: int) -> None:
        """Half a page on or back."""
        half = max(self._body // 2, 1)
        target = self._row_of(self._cursor) + direction * half
        cursor = self._cursor
        while 0 <= cursor + direction < len(self._stops):
            cursor += direction
            if (self._stops[cursor] - target) * direction >= 0:
                break
        if cursor == self._cursor:
            self._scroll_lines(self._top + direction * half)
        else:
            self._go(cursor)

    # -- painting --------------------------------------------------------------------------------

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
        for y in range(self.size.height) if ys is None else ys:
            before = self._sent.get(y)
            after = self._ready[y] = self._strip(y)
            end = self.size.width if before is None else changed_end(before, after)
            if end:
                self.refresh(Region(0, y, end, 1))

    def on_focus(self) -> None:
        """Something that covered the sheet may have closed."""
        self._uncovered = monotonic()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        self._uncovered = monotonic()
        self._fit()
        self.repaint_changes()

    def on_click(self, event: events.Click) -> None:
        """Go to the tab or the entry that was clicked; a second click changes the entry."""
        if not self.has_focus:
            return
        if event.y == 0:
            for at, (begin, name) in enumerate(self._tab_places()):
                if begin <= event.x < begin + len(name):
                    self.open_tab(at)
            return
        row = event.y - self._body_y + self._top
        if not (event.y >= self._body_y and 0 <= row < len(self._rows)) or self._rows[row].entry is None:
            return
        if self._rows[row].entry == self.entry:
            self.post_message(self.Chosen())
            return
        entries = [self._rows[stop].entry for stop in self._stops]
        self._go(entries.index(self._rows[row].entry))

    def on_mouse_scroll_down(self) -> None:
        """Scroll on."""
        self._scroll_lines(self._top + _WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Scroll back."""
        self._scroll_lines(self._top - _WHEEL)

    # -- inside ----------------------------------------------------------------------------------

    @property
    def _body_y(self) -> int:
        return HEAD + (1 if self.size.height >= _ROOMY else 0)

    @property
    def _body(self) -> int:
        return max(self.size.height - self._body_y, 1)

    def _fit(self, entry: Entry | None = None) -> None:
        """Lay the rows out anew where data, tab or size have changed; the cursor stays on its entry."""
        wanted = (self.size, self.at)
        if self._fitted == wanted or self.view is None:
            return
        entry = entry or self.entry
        self._fitted = wanted
        self._ready.clear()
        self._rows = self.tabs[self.at][1](self.view, self.size.width)
        self._stops = [
            at
            for at, row in enumerate(self._rows)
            if row.entry is not None and (at == 0 or self._rows[at - 1].entry != row.entry)
        ]
        entries = [self._rows[stop].entry for stop in self._stops]
        if entry in entries:
            self._cursor = entries.index(entry)
        self._cursor = min(self._cursor, max(len(self._stops) - 1, 0))
        self._reveal()

    def _row_of(self, cursor: int) -> int:
        return self._stops[cursor] if cursor < len(self._stops) else 0

    def _go(self, cursor: int) -> None:
        if cursor == self._cursor or not self._stops:
            return
        touched = {*self._lines_of(self._cursor), *self._lines_of(cursor)}
        self._cursor = cursor
        top = self._top
        self._reveal()
        self._after_scroll(top, touched)
        if cursor == len(self._stops) - 1:
            self.post_message(self.Moved())

    def _lines_of(self, cursor: int) -> list[int]:
        """Rows of an entry."""
        first = self._row_of(cursor)
        last = first
        while last + 1 < len(self._rows) and self._rows[last + 1].entry == self._rows[first].entry:
            last += 1
        return list(range(first, last + 1))

    def _reveal(self) -> None:
        """Bring the whole entry into view, with the head of its section when it is the first one."""
        furthest = max(len(self._rows) - self._body, 0)
        self._top = min(max(self._top, 0), furthest)
        if not self._stops:
            return
        lines = self._lines_of(self._cursor)
        first, last = lines[0], lines[-1]
        if self._cursor == 0:
            first = 0 if last < self._body else first
        else:
            # What stands between the entry before and this one: heads of a section and of its table.
            before = self._lines_of(self._cursor - 1)[-1]
            first = max(before + 1, last - self._body + 1, 0)
            first = min(first, lines[0])
        self._top = min(max(self._top, last - self._body + 1), first)

    def _scroll_lines(self, top: int) -> None:
        """Scroll without the cursor, which stays in view by going to another entry."""
        before = self._top
        self._top = min(max(top, 0), max(len(self._rows) - self._body, 0))
        if self._top == before:
            return
        touched = set(self._lines_of(self._cursor))
        shown = range(self._top, self._top + self._body)
        inside = [at for at, stop in enumerate(self._stops) if stop in shown]
        if inside and self._row_of(self._cursor) not in shown:
            self._cursor = inside[0] if self._top > before else inside[-1]
            touched |= set(self._lines_of(self._cursor))
        self._after_scroll(before, touched)

    def _after_scroll(self, before: int, touched: Iterable[int]) -> None:
        first = self._body_y
        ys = {row - self._top + first for row in touched}
        if self._top != before:
            self._let_terminal_scroll(self._top - before)
            ys = {1, *range(first, self.size.height)}
        self.repaint_changes(sorted(y for y in ys if (first <= y or y == 1) and y < self.size.height))

    def _let_terminal_scroll(self, step: int) -> None:
        first, last = self._body_y, self.size.height - 1
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

    def _strip(self, y: int) -> Strip:
        if self._look is None:
            self._look = look_of(self.palette)
        return drawn(self.size.width, self._parts(y), self._look)

    def _parts(self, y: int) -> Sequence[Part]:
        if y == 0:
            return self._tab_line()
        if y == 1:
            return self._rule()
        at = y - self._body_y + self._top
        if self.view is None:
            return [Part(GUTTER, 30, [("reading the project", "faint")])] if y == self._body_y else []
        if y < self._body_y or at >= len(self._rows):
            return []
        row = self._rows[at]
        if row.entry is None or row.entry != self.entry:
            return row.parts
        return _with_cursor(row)

    def _tab_places(self) -> list[tuple[int, str]]:
        gap = 3 if sum(len(name) for name, _ in self.tabs) + 3 * len(self.tabs) < self.size.width else 1
        places, x = [], 1
        for name, _ in self.tabs:
            places.append((x, name))
            x += len(name) + gap
        return places

    def _tab_line(self) -> list[Part]:
        return [
            Part(x, len(name), [(name, "key" if at == self.at else "muted")])
            for at, (x, name) in enumerate(self._tab_places())
        ]

    def _rule(self) -> list[Part]:
        """The rule under the tabs: a lighter part under the one on show, else how far one has scrolled."""
        room = max(self.size.width - 2, 0)
        begin, name = self._tab_places()[self.at]
        length, start = len(name), begin - 1
        rest = max(room - start - length, 0)
        below = len(self._rows) - self._top - self._body
        text = f" {self._top + 1}-{min(self._top + self._body, len(self._rows))} of {len(self._rows)} "
        tail = ""
        if (below > 0 or self._top) and rest > len(text) + _SHORT:
            tail = "─" * _SHORT
            rest -= len(text) + _SHORT
        spans = [("─" * start, "rule"), ("━" * length, "rule-mark"), ("─" * rest, "rule")]
        if tail:
            spans += [(text, "faint"), (tail, "rule")]
        return [Part(1, room, spans)]


def _with_cursor(row: Row) -> list[Part]:
    gutter = Part(0, 1, [("▌", "cursor")])
    if row.lead is None:
        return [gutter, *row.parts]
    (name, _), *rest = row.lead.spans
    lead = Part(row.lead.x, row.lead.width, [(name, "selected"), *rest])
    return [gutter, *(lead if part is row.lead else part for part in row.parts)]
