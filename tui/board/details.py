"""The panel of one card: fields, steps, comments, links and history; every field can be changed here."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from models.views.card import CardDetails
from tui.board.details_rows import LABEL, Row, label_text, rows, times
from tui.board.keys import DETAILS
from tui.forgetting import forgetting
from tui.keymap import bindings
from tui.strips import Line
from tui.widgets.painted import Painted
from tui.widgets.typed_ahead import TypedAhead

HEAD = 3
"""Lines above the rows: key and column, times, an empty one."""
_OWN = {"down", "up", "top", "bottom", "page_down", "page_up"}
"""Actions that only move the cursor of the panel; the page has the others."""


class Details(Painted, can_focus=True):
    """Shows a card, with a cursor that walks from field to field. The page changes things."""

    BINDINGS = [
        *bindings(key for key in DETAILS if key.action in _OWN),
        *bindings((key for key in DETAILS if key.action not in _OWN), "screen"),
    ]
    DEFAULT_CSS = """
    Details {
        layer: over; dock: right; visibility: hidden; background: $panel;
        height: 100%; width: 60; max-width: 100%; margin: 1 0 2 0;
    }
    """

    class Chosen(Message):
        """The thing under the cursor was clicked twice."""

    card: CardDetails | None = None
    left: str = ""
    """Who took the card off the board, and when; empty while it is there."""

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self._zone = ZoneInfo("UTC")
        self._rows: list[Row] = []
        self._at = 0
        self._top = 0
        self._ahead = TypedAhead()
        self._key: events.Key | None = None
        self._left = False
        """Whether the board goes on to the right of the panel."""
        self._laid_out: tuple[CardDetails | None, int] = (None, 0)
        self._awaited = ""
        """What the cursor goes to as soon as it is shown."""

    # -- what is shown ---------------------------------------------------------------------------

    def show(self, card: CardDetails, today: date, zone: ZoneInfo) -> None:
        """Show a card; the cursor stays on the same thing when it is the same card."""
        self.left = ""
        same = self.card is not None and self.card.id == card.id
        what = self._pointed if same else ""
        self.card, self._today, self._zone = card, today, zone
        if not same:
            self._at = self._top = 0
            self._awaited = ""
        self._lay_out()
        if self._awaited and any(row.what == self._awaited for row in self._rows):
            what, self._awaited = self._awaited, ""
        if what:
            self._at = next(
                (place for place, row in enumerate(self._rows) if row.what == what and row.first),
                min(self._at, len(self._rows) - 1),
            )
        self._reveal()
        self.refresh()

    def show_left(self, left: str) -> None:
        """Keep what is shown of a card that has left the board, and say who took it away."""
        self.left = left
        self.refresh()

    def expect_text(self) -> None:
        """The field that the last key asked for does not open: letters that follow at once are its text."""
        if self._key is not None:
            self._ahead.expect(self._key)

    async def on_key(self, event: events.Key) -> None:
        """Keys meant for a field that did not open mean nothing else."""
        if self._ahead.meant(event):
            event.stop()
            event.prevent_default()
            return
        self._key = event

    async def patiently(self, work: Coroutine[Any, Any, object]) -> None:
        """Do what a key says; what was said before it goes."""
        await forgetting(self.screen, super().patiently(work))

    @property
    def what(self) -> str:
        """The thing under the cursor; empty while that is scrolled out of sight: no key changes it unseen."""
        return self._pointed if self._in_sight(self._pointed) else ""

    @property
    def _pointed(self) -> str:
        return self._rows[self._at].what if self._at < len(self._rows) else ""

    def _in_sight(self, what: str) -> bool:
        return any(row.what == what for row in self._rows[self._top : self._top + self._body])

    def go_to(self, what: str) -> None:
        """Put the cursor on a thing that is shown."""
        place = next((at for at, row in enumerate(self._rows) if row.what == what and row.first), None)
        if place is not None:
            self._go(place)

    def follow(self, what: str) -> None:
        """Put the cursor on a thing that was just added: the card with it may be still under way."""
        self._awaited = "" if any(row.what == what for row in self._rows) else what
        self.go_to(what)

    def stand(self, *, left: bool, cells: int) -> None:
        """Stand at one side of the board, so many cells wide."""
        self._left = left
        self.styles.width = cells
        self.styles.dock = "left" if left else "right"

    # -- the cursor ------------------------------------------------------------------------------

    def action_down(self) -> None:
        """Next thing."""
        self._walk(1)

    def action_up(self) -> None:
        """Previous thing."""
        self._walk(-1)

    def action_page_down(self) -> None:
        """Half a page on; at the end to the last field in sight."""
        if not self._scroll(max(self._body // 2, 1)):
            self._go_far(-1, range(self._top, self._top + self._body))

    def action_page_up(self) -> None:
        """Half a page back; at the top to the first field."""
        if not self._scroll(-max(self._body // 2, 1)):
            self._go_far(0, range(self._body))

    def action_top(self) -> None:
        """To the first field."""
        self._top = self._at = 0
        self.refresh()

    def action_bottom(self) -> None:
        """To the last field, with as much below it as there is room for."""
        self._go_far(-1, range(len(self._rows)))
        self._scroll(self._at - self._top)

    def _go_far(self, which: int, within: range) -> None:
        """To the first thing within these rows, or to the last one."""
        rows = self._rows[within.start : within.stop]
        places = [place for place, row in enumerate(rows, within.start) if row.what and row.first]
        if places:
            self._go(places[which])

    def _walk(self, step: int) -> None:
        # What the cursor was on is scrolled out of sight: that is where one comes back to.
        hidden = bool(self._pointed) and not self.what
        if hidden and (self._at < self._top) == (step < 0):
            self._scroll(step)
            return
        place = self._at + step
        while 0 <= place < len(self._rows):
            row = self._rows[place]
            if row.what and row.first:
                self._go(place)
                return
            place += step
        self._scroll(step)

    # -- painting --------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Paint one line, with its edge where the board goes on: not every theme has a ground of its own."""
        style = self.palette
        if self._left:
            line = Line(self.size.width - 1, style.blank).gap(1)
            self._fill(line, y)
            return Strip([*line.strip(), Segment("│", style.rule)], self.size.width)
        line = Line(self.size.width, style.blank).add("│", style.rule)
        self._fill(line, y)
        return line.strip()

    def _fill(self, line: Line, y: int) -> None:
        style = self.palette
        card = self.card
        if card is None:
            return
        if y == 0:
            line.gap(1).add(card.key, style.key).gap(2).add(card.project.name, style.muted)
            return
        if y == 1:
            text = self.left and f"! {self.left}"
            line.gap(1).add(text or times(card), style.over if text else style.muted)
            return
        self._lay_out()
        at = self._top + y - HEAD
        if y < HEAD or at >= len(self._rows):
            return
        row = self._rows[at]
        here = bool(row.what) and row.what == self._pointed
        line.add("▌" if here else " ", style.cursor if here else style.blank)
        line.add(label_text(row), style.muted).gap(1)
        for text, name in row.spans or ((row.text, row.style),):
            line.add(text, getattr(style, name))

    def on_resize(self, event: events.Resize) -> None:
        """Wrap for the new width."""
        if event.size.width and self.card is not None:
            laid_out = self._laid_out
            self._lay_out()
            # When it appears it was painted for this size just now.
            if self._reveal() or laid_out != self._laid_out:
                self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the thing that was clicked; a second click changes it."""
        place = self._top + event.y - HEAD
        if not self.has_focus or event.y < HEAD or place >= len(self._rows):
            return
        what = self._rows[place].what
        if self.opens(event, here=bool(what) and what == self.what):
            self.post_message(self.Chosen())
        elif what:
            self._go(next(at for at, row in enumerate(self._rows) if row.what == what and row.first))

    def on_mouse_scroll_down(self) -> None:
        """Scroll down."""
        self._scroll(3)

    def on_mouse_scroll_up(self) -> None:
        """Scroll up."""
        self._scroll(-3)

    # -- inside ----------------------------------------------------------------------------------

    @property
    def _body(self) -> int:
        return max(self.size.height - HEAD, 1)

    def _lay_out(self) -> None:
        wanted = (self.card, self.size.width)
        if self.card is None or wanted == self._laid_out:
            return
        self._laid_out = wanted
        self._rows = rows(self.card, max(self.size.width - 4, LABEL + 8), self._today, self._zone)

    def _go(self, place: int) -> None:
        old, self._at = self._at, place
        if self._reveal():
            self.refresh()
            return
        for what in {self._rows[old].what, self._rows[place].what}:
            for at, row in enumerate(self._rows):
                if row.what == what and self._top <= at < self._top + self._body:
                    self.refresh(Region(0, at - self._top + HEAD, 2, 1))

    def _reveal(self) -> bool:
        before = self._top
        last = self._at
        what = self._pointed
        while last + 1 < len(self._rows) and self._rows[last + 1].what == what and what:
            last += 1
        self._top = min(max(self._top, last - self._body + 1), self._at)
        return self._top != before

    def _scroll(self, step: int) -> bool:
        """Scroll so many lines, and keep the cursor in sight where anything is. False at the end."""
        top = min(max(self._top + step, 0), max(len(self._rows) - self._body, 0))
        if top == self._top:
            return False
        self._top = top
        if not self._in_sight(self._pointed):
            seen = [row.what for row in self._rows[top : top + self._body] if row.what]
            if seen:
                what = seen[0 if step > 0 else -1]
                self._at = next(at for at, row in enumerate(self._rows) if row.what == what and row.first)
        self.refresh()
        return True
