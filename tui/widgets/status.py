"""The line that tells what happened: one sentence, about 230 bytes, no pop-up."""

from __future__ import annotations

from typing import NamedTuple

from textual.geometry import Region
from textual.strip import Strip

from tui.strips import Line
from tui.text import cut, plain, width, wrap
from tui.widgets.keys import KeyLine
from tui.widgets.painted import Over


class Message(NamedTuple):
    """A sentence for the status line."""

    text: str
    lead: str = ""
    """A word before it, in gray: ``undone:``."""
    hint: str = ""
    """What one can do now, in gray: ``U redo``."""
    warning: bool = False
    """Something did not work; shown with a glyph and a color."""


NOTHING = Message("")
_GAP = 4
"""Cells between the sentence and what one can do."""
_LEAST = 16
"""Cells of a sentence that still says something."""


class StatusLine(Over):
    """One line that shows the last message."""

    DEFAULT_CSS = "StatusLine { height: 1; width: 1fr; }"

    message: Message = NOTHING
    told: int = 0
    """How often something was said, also the same again."""
    _start: str = ""
    """What of the message stands in this line."""

    def say(self, text: str, *, lead: str = "", hint: str = "") -> None:
        """Show what happened."""
        self.show(Message(text, lead, hint))

    def warn(self, text: str, *, hint: str = "") -> None:
        """Show what did not work, and why."""
        self.show(Message(text, "", hint, True))

    def clear(self) -> None:
        """Show nothing."""
        self.show(NOTHING)

    def show(self, message: Message) -> None:
        """Show a message; nothing is sent when it stands there already."""
        self.told += 1
        if message == self.message:
            return
        used = max(_cells(self.message), _cells(message))
        self.message = message
        self._fold(message)
        self.refresh(Region(0, 0, min(used, self.size.width), 1))

    def _fold(self, message: Message) -> None:
        """A warning that does not fit goes on in the line of keys below, until the next message."""
        self._start = message.text
        rest = ""
        room = self.size.width - 4
        if message.hint:
            room = _room(room, message.hint) or room
        if message.warning and room > 8 and width(plain(message.text)) > room:
            self._start = wrap(message.text, room, 99)[0]
            rest = plain(message.text)[len(self._start) :].strip()
        for line in self.screen.query(KeyLine):
            line.lend(rest)

    def render_line(self, y: int) -> Strip:
        """Paint the message."""
        style = self.palette
        line = Line(self.size.width, style.blank).gap(1)
        message = self.message
        if message.warning:
            line.add("! ", style.over)
        if message.lead:
            line.add(message.lead + " ", style.muted)
        text = self._start
        if message.hint and (room := _room(line.left, message.hint)):
            text = cut(text, room)
        line.add(text, style.over if message.warning else style.text)
        if message.hint:
            line.gap(_GAP).add(message.hint, style.muted)
        return line.strip()


def _room(cells: int, hint: str) -> int:
    """Cells for the sentence before a hint that stands whole; 0 where the hint would leave too few."""
    room = cells - _GAP - width(plain(hint))
    return room if room >= _LEAST else 0


def _cells(message: Message) -> int:
    parts = (message.lead, message.text, message.hint)
    return 1 + sum(width(plain(part)) for part in parts) + 2 + (1 if message.lead else 0) + _GAP
