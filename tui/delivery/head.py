"""The first line of the delivery screen: how many projects, how many need somebody, as of when."""

from __future__ import annotations

from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.strips import Line
from tui.widgets.painted import Painted


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
        if not head.as_of:
            return line.strip()
        line.gap(3).add(_counted(head.projects, "project"), style.text)
        if head.needing:
            line.gap(3).add(f"{head.needing} need{'s' if head.needing == 1 else ''} you", style.late)
        if head.typed:
            line.gap(3).add("/", style.key).add(head.typed, style.text).gap(1)
            line.add(f"{head.shown} shown", style.muted)
        for arranged in (head.arranged, ""):
            right = self._right(arranged, max(line.left - 2, 0))
            # Where there is no room for all, the tabs stay.
            if right.left:
                break
        return line.right(right).strip()

    def _right(self, arranged: str, room: int) -> Line:
        style, head = self.palette, self.head
        right = Line(room, style.blank)
        for tab in head.tabs:
            right.add(tab, style.key + Style(bold=True) if tab == head.tab else style.muted).gap(2)
        if arranged:
            right.gap(4).add(arranged, style.muted)
        return right.gap(3).add(head.as_of, style.muted).gap(1)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
