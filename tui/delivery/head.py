"""The first line of the delivery screen: how many projects, how many need somebody, as of when."""

from __future__ import annotations

from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.looking import mark
from tui.strips import Line
from tui.text import cut, width
from tui.widgets.painted import Painted

_FILTER_LEAST = 16
"""Cells of a filter that say enough of it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the line says."""

    projects: int = 0
    needing: int = 0
    shown: int = 0
    """Projects that passed the filter."""
    typed: str = ""
    """The filter."""
    arranged: str = ""
    """How the table is grouped: ``by client``."""
    sorted_by: str = ""
    """How the table is sorted, where no column shows it: ``by CPI ↓``."""
    as_of: str = ""
    """The time at which the numbers were read."""
    tabs: tuple[str, ...] = ()
    tab: str = ""
    """The one that is shown."""


class HeadLine(Painted):
    """Paints a `Head`."""

    DEFAULT_CSS = "HeadLine { height: 1; width: 1fr; background: $bar; }"

    @dataclass
    class Turned(Message):
        """The name of a tab was clicked."""

        tab: str

    head = Head()

    def on_click(self, event: events.Click) -> None:
        """Tell which tab was clicked."""
        text = self.render_line(0).text
        for tab in self.head.tabs:
            begin = text.rfind(f" {tab} ") + 1
            if begin and begin <= event.x < begin + len(tab):
                self.post_message(self.Turned(tab))
                return

    def show(self, head: Head) -> None:
        """Show another head; nothing is sent when it is the same."""
        if head == self.head:
            return
        self.head = head
        self.refresh(Region(0, 0, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        style, head = self.palette, self.head
        line = Line(self.size.width, style.blank).gap(1)
        line.add("Delivery", style.key + Style(bold=True))
        if looking := mark(self):
            line.gap(2).add(looking, style.muted)
        if not head.as_of:
            return line.strip()
        self._say(line, max(line.left - self._right(head.tabs, "", line.left, timed=False).used - 3, 0))
        # Where there is no room for all, the tabs stay; then the one that is shown.
        both = "  ".join(part for part in (head.arranged, head.sorted_by) if part)
        one = head.sorted_by or head.arranged
        for tabs, arranged, timed in (
            (head.tabs, both, True),
            (head.tabs, both, False),
            (head.tabs, one, False),
            (head.tabs, "", False),
            ((head.tab,), one, False),
            ((head.tab,), "", False),
        ):
            right = self._right(tabs, arranged, max(line.left - 2, 0), timed=timed)
            if right.left:
                return line.right(right).strip()
        return line.strip()

    def _say(self, line: Line, room: int) -> None:
        """How many there are, how many need somebody, and the filter, in so many cells beside the tabs.

        A filter hides projects: it is told before how many there are of all, and the tabs stay beside it.
        """
        style, head = self.palette, self.head
        counted = _counted(head.projects, "project")
        needing = f"{head.needing} need{'s' if head.needing == 1 else ''} you" if head.needing else ""
        shown = f"{head.shown} shown" if head.typed else ""
        least = 3 + 2 + min(width(head.typed), _FILTER_LEAST) + len(shown) if head.typed else 0
        for others in ((counted, needing), (needing,), ()):
            used = sum(3 + len(text) for text in others if text)
            if not head.typed or used + least <= room:
                break
        for text in others:
            if text:
                line.gap(3).add(text, style.text if text == counted else style.late)
        if head.typed:
            left = max(room if used + least <= room else line.left - 1, 0) - used - len(shown) - 5
            line.gap(3).add("/", style.key).add(cut(head.typed, max(left, 1)), style.text).gap(1)
            line.add(shown, style.muted)

    def _right(self, tabs: tuple[str, ...], arranged: str, room: int, *, timed: bool) -> Line:
        style, head = self.palette, self.head
        right = Line(room, style.blank)
        for tab in tabs:
            right.add(tab, style.key + Style(bold=True) if tab == head.tab else style.muted).gap(2)
        if arranged:
            right.gap(4).add(arranged, style.muted)
        if timed:
            right.gap(3).add(head.as_of, style.muted)
        return right.gap(1)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
