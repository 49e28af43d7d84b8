"""The list of what was done, newest first; it paints only the cells that change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events
from textual.geometry import Size
from textual.message import Message

from models.views.history import Deed
from tui.widgets.deeds import GUTTER, Told, told
from tui.widgets.listbox import ListBox
from tui.widgets.spans import Part, Span

from .reading import HistoryView

_ROOMY = 18
"""From this height on there is an empty line below the rule."""
_SHORT = 2
"""Cells of the rule behind the figures that say how far one has scrolled."""


class HistoryList(ListBox):
    """A cursor over actions. What others do appears on top, under nobody's cursor."""

    DEFAULT_CSS = "HistoryList { width: 1fr; height: 1fr; }"

    class Chosen(Message):
        """The line under the cursor was clicked a second time."""

    class Ended(Message):
        """The cursor came to the last line that was read, or wants to go on there."""

    def __init__(self) -> None:
        super().__init__()
        self.view: HistoryView | None = None
        self._lines: list[list[Part]] = []
        self._items: list[range] = []
        self._fitted: Size | None = None

    # -- what others call ------------------------------------------------------------------------

    @property
    def deed(self) -> Deed | None:
        """What the cursor is on."""
        deeds = self.view.deeds if self.view is not None else ()
        return deeds[self._cursor] if self._cursor < len(deeds) else None

    def show(self, view: HistoryView) -> None:
        """Show fresh lines. About the same the cursor stays on its action, and what is in view stays there
        unless it is the top: there the new ones are to be seen."""
        before, deed = self.view, self.deed
        same = before is not None and before.wanted.about == view.wanted.about
        added = 0
        if same and deed is not None and before is not None:
            place = _place(view.deeds, deed, _nth(before.deeds, self._cursor))
            above = self._items[self._cursor].start - self._top if self._items else 0
            self._cursor = place if place is not None else self._cursor
        else:
            self._cursor = self._top = 0
            place, above = None, 0
        top = self._top
        self.view, self._fitted = view, None
        if not self.size.height:
            return
        self._fit()
        if place is not None and top:
            self._top = max(self._items[place].start - above, 0)
        elif place is not None:
            added = self._items[place].start - above
        self._reveal()
        if top == self._top == 0 and added > 0:
            self._let_terminal_scroll(-added)
        self.repaint_changes()

    def go_to(self, deed: Deed) -> None:
        """Put the cursor on an action, if it is among those that were read."""
        place = _place(self.view.deeds, deed, 0) if self.view is not None else None
        if place is not None:
            self._go(place)

    def on_click(self, event: events.Click) -> None:
        """Go to the action that was clicked; a second click goes where it leads."""
        line = event.y - self._viewport().start + self._top
        if not self.has_focus or event.y < self._viewport().start:
            return
        item = next((at for at, lines in enumerate(self._items) if line in lines), None)
        if item is None:
            return
        if item == self._cursor:
            self.post_message(self.Chosen())
        else:
            self._go(item)

    # -- inside ----------------------------------------------------------------------------------

    def _count(self) -> int:
        return len(self._items)

    def _lines_of(self, item: int) -> range:
        return self._items[item]

    def _length(self) -> int:
        return len(self._lines)

    def _viewport(self) -> range:
        height = self.size.height
        first = 2 if height >= _ROOMY else 1
        return range(first, max(height, first + 1))

    def _about_scroll(self) -> Iterable[int]:
        yield 0

    def _went_on(self) -> None:
        self.post_message(self.Ended())

    def _arrived(self) -> None:
        if self._cursor == self._count() - 1:
            self.post_message(self.Ended())

    def _fit(self) -> None:
        if self._fitted == self.size or self.view is None:
            return
        self._fitted = self.size
        self._ready.clear()
        width = self.size.width
        self._lines, self._items = [], []
        for deed in self.view.deeds:
            begin = len(self._lines)
            self._lines += told(Told(deed.at, deed.author, deed.text, deed.undoes), self.view.now_ms, width)
            self._items.append(range(begin, len(self._lines)))
        if self.view.older is not None:
            self._lines.append(_said("older ones follow when you go on", width))
        elif not self._items:
            self._lines.append(_said(_nothing(self.view), width))
        self._cursor = min(self._cursor, max(len(self._items) - 1, 0))
        self._reveal()

    def _parts(self, y: int) -> Sequence[Part]:
        first = self._viewport().start
        if y == 0:
            return [self._rule()]
        at = y - first + self._top
        if self.view is None:
            return [Part(GUTTER, 30, [("reading the history", "faint")])] if y == first else []
        if y < first or at >= len(self._lines):
            return []
        parts = self._lines[at]
        if not self._items or at not in self._items[self._cursor]:
            return parts
        gutter = Part(0, 1, [("▌", "cursor")])
        if at != self._items[self._cursor].start:
            return [gutter, *parts]
        lead, *rest = parts
        return [gutter, Part(lead.x, lead.width, [(lead.spans[0][0], "selected")]), *rest]

    def _rule(self) -> Part:
        """How far one has scrolled: lines of those that were read, and whether there are more."""
        room = max(self.size.width - 2, 0)
        end = min(self._top + len(self._viewport()), len(self._lines))
        spans: list[Span] = [("─" * room, "rule")]
        if self._items and (self._top or end < len(self._lines)):
            more = "+" if self.view is not None and self.view.older is not None else ""
            text = f" {self._at(self._top) + 1}-{self._at(end - 1) + 1} of {len(self._items)}{more} "
            if room > len(text) + _SHORT:
                rest = room - len(text) - _SHORT
                spans = [("─" * rest, "rule"), (text, "faint"), ("─" * _SHORT, "rule")]
        return Part(1, room, spans)

    def _at(self, line: int) -> int:
        """Which action stands on a line."""
        low, high = 0, len(self._items) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._items[middle].start <= line else (low, middle - 1)
        return low


def _said(text: str, width: int) -> list[Part]:
    return [Part(GUTTER, max(width - GUTTER - 1, 0), [(text, "faint")])]


def _nothing(view: HistoryView) -> str:
    return (
        "nothing has happened"
        if view.wanted.only == type(view.wanted.only)()
        else "nothing fits: esc shows all"
    )


def _same(one: Deed, other: Deed) -> bool:
    if one.seq is not None or other.seq is not None:
        return one.seq == other.seq
    return (one.at, one.author, one.text) == (other.at, other.author, other.text)


def _nth(deeds: Sequence[Deed], place: int) -> int:
    """Which of those that say the same, counted from the oldest."""
    return sum(_same(deed, deeds[place]) for deed in deeds[place + 1 :])


def _place(deeds: Sequence[Deed], deed: Deed, nth: int) -> int | None:
    alike = [at for at, one in enumerate(deeds) if _same(one, deed)]
    return alike[max(len(alike) - 1 - nth, 0)] if alike else None
