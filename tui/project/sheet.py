"""The body of the project page: tabs, and the lines of the one on show. It paints only cells that change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import events
from textual.geometry import Size
from textual.message import Message

from models.views.project import ProjectView
from tui.looking import mark
from tui.widgets.listbox import ListBox
from tui.widgets.spans import Part

from .rows import GUTTER, Entry, Row, looked_at

Tab = tuple[str, Callable[[ProjectView, int], list[Row]]]
"""The name of a tab, and what makes its rows for a width."""

HEAD = 2
"""Lines above the rows: the tabs and their rule."""
_ROOMY = 18
"""From this height on there is an empty line below the rule."""
_SHORT = 2
"""Cells of the rule behind the figures that say how far one has scrolled."""


class Sheet(ListBox):
    """Rows of a `ProjectView`. A cursor move repaints the gutter and the lead of two entries."""

    DEFAULT_CSS = "Sheet { width: 1fr; height: 1fr; }"

    class Chosen(Message):
        """The entry under the cursor was clicked a second time."""

    class Moved(Message):
        """The cursor came to the last entry of the tab, or wants to go on there."""

    class Entered(Message):
        """The cursor came to an entry of another kind, or to another tab."""

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self.tabs = tuple(tabs)
        self.at = 0
        """Which tab is on show."""
        self.view: ProjectView | None = None
        self._rows: list[Row] = []
        self._stops: list[range] = []
        """The rows of every entry."""
        self._places: dict[int, tuple[Entry | None, int]] = {}
        """For every tab that was left: its entry and its scroll."""
        self._fitted: tuple[Size, int] | None = None
        self._entered = (0, "")
        """Tab and kind of the entry that were told last."""

    # -- what others call ------------------------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """What the cursor is on."""
        return self._rows[self._stops[self._cursor].start].entry if self._cursor < len(self._stops) else None

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
        before, lines, top = follow or self.entry, self._lines_under_cursor(), self._top
        self._fitted = None
        if self.size.height:
            self._fit(before)
            if follow is None and self._lines_under_cursor() == lines:
                # The wheel may have left the entry, or the heads above it, out of sight: that is no reason to
                # move what is being read.
                self._top = min(top, max(self._length() - len(self._viewport()), 0))
            self.repaint_changes()
            self._tell_kind()

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
        self._tell_kind()

    def go_to(self, entry: Entry | None) -> None:
        """Put the cursor on an entry of the tab on show."""
        entries = [self._rows[stop.start].entry for stop in self._stops]
        if entry in entries:
            self._go(entries.index(entry))

    def on_click(self, event: events.Click) -> None:
        """Go to the tab or the entry that was clicked; a second click changes the entry."""
        if not self.has_focus:
            return
        if event.y == 0:
            for at, (begin, name) in enumerate(self._tab_places()):
                if begin <= event.x < begin + len(name):
                    self.open_tab(at)
            return
        first = self._viewport().start
        row = event.y - first + self._top
        if not (event.y >= first and 0 <= row < len(self._rows)) or self._rows[row].entry is None:
            return
        if self._rows[row].entry == self.entry:
            self.post_message(self.Chosen())
            return
        self.go_to(self._rows[row].entry)

    # -- inside ----------------------------------------------------------------------------------

    def _count(self) -> int:
        return len(self._stops)

    def _lines_of(self, item: int) -> range:
        return self._stops[item]

    def _lines_under_cursor(self) -> range:
        return self._stops[self._cursor] if self._cursor < len(self._stops) else range(0)

    def _length(self) -> int:
        return len(self._rows)

    def _viewport(self) -> range:
        height = self.size.height
        first = HEAD + (1 if height >= _ROOMY else 0)
        return range(first, max(height, first + 1))

    def _about_scroll(self) -> Iterable[int]:
        yield 1

    def _tell_kind(self) -> None:
        entered = (self.at, self.entry.kind if self.entry is not None else "")
        if entered != self._entered:
            self._entered = entered
            self.post_message(self.Entered())

    def _went_on(self) -> None:
        self.post_message(self.Moved())

    def _arrived(self) -> None:
        self._tell_kind()
        if self._cursor == len(self._stops) - 1:
            self.post_message(self.Moved())

    def _fit(self, entry: Entry | None = None) -> None:
        """Lay the rows out anew where data, tab or size have changed; the cursor stays on its entry."""
        wanted = (self.size, self.at)
        if self._fitted == wanted or self.view is None:
            return
        entry = entry or self.entry
        self._fitted = wanted
        self._ready.clear()
        rows = self.tabs[self.at][1](self.view, self.size.width)
        self._rows = looked_at(rows) if mark(self) else rows
        self._stops = _entries(self._rows)
        entries = [self._rows[stop.start].entry for stop in self._stops]
        if entry in entries:
            self._cursor = entries.index(entry)
        self._cursor = min(self._cursor, max(len(self._stops) - 1, 0))
        self._reveal()

    def _parts(self, y: int) -> Sequence[Part]:
        if y == 0:
            return self._tab_line()
        if y == 1:
            return self._rule()
        first = self._viewport().start
        at = y - first + self._top
        if self.view is None:
            return [Part(GUTTER, 30, [("reading the project", "faint")])] if y == first else []
        if y < first or at >= len(self._rows):
            return []
        row = self._rows[at]
        if row.entry is None or row.entry != self.entry:
            return row.parts
        return _with_cursor(row)

    def _tab_places(self) -> list[tuple[int, str]]:
        """Where the name of each tab stands; those before the one on show leave a narrow screen first."""
        names, room = [name for name, _ in self.tabs], self.size.width - 2
        gap = next((gap for gap in (3, 2) if sum(map(len, names)) + gap * len(names) < self.size.width), 1)
        ends = [sum(map(len, names[: at + 1])) + gap * at for at in range(len(names))]
        # The one after it is seen too, so that one knows that there is more.
        shift = max(ends[min(self.at + 1, len(names) - 1)] - room, 0)
        return [(end - len(name) - shift + 1, name) for end, name in zip(ends, names, strict=True)]

    def _tab_line(self) -> list[Part]:
        return [
            Part(x, len(name), [(name, "key" if at == self.at else "muted")])
            for at, (x, name) in enumerate(self._tab_places())
            if x > 0
        ]

    def _rule(self) -> list[Part]:
        """The rule under the tabs: a lighter part under the one on show, else how far one has scrolled."""
        room = max(self.size.width - 2, 0)
        begin, name = self._tab_places()[self.at]
        length, start = len(name), begin - 1
        rest = max(room - start - length, 0)
        end = min(self._top + len(self._viewport()), len(self._rows))
        below = len(self._rows) - end
        text = f" {self._top + 1}-{end} of {len(self._rows)} "
        tail = ""
        if (below > 0 or self._top) and rest > len(text) + _SHORT:
            tail = "─" * _SHORT
            rest -= len(text) + _SHORT
        spans = [("─" * start, "rule"), ("━" * length, "rule-mark"), ("─" * rest, "rule")]
        if tail:
            spans += [(text, "faint"), (tail, "rule")]
        return [Part(1, room, spans)]


def _entries(rows: Sequence[Row]) -> list[range]:
    """The rows of every entry; those that stand together are one."""
    found: list[range] = []
    for at, row in enumerate(rows):
        if row.entry is None:
            continue
        if found and found[-1].stop == at and rows[at - 1].entry == row.entry:
            found[-1] = range(found[-1].start, at + 1)
        else:
            found.append(range(at, at + 1))
    return found


def _with_cursor(row: Row) -> list[Part]:
    gutter = Part(0, 1, [("▌", "cursor")])
    if row.lead is None:
        return [gutter, *row.parts]
    (name, _), *rest = row.lead.spans
    lead = Part(row.lead.x, row.lead.width, [(name, "selected"), *rest])
    return [gutter, *(lead if part is row.lead else part for part in row.parts)]
