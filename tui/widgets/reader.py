"""A panel over the content that shows lines to read: help, why, facts. It scrolls and it closes."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.strip import Strip

from tui.strips import Line
from tui.widgets.painted import Over

Piece = tuple[str, str]
"""A text, and the name of its style in the palette."""


class Reader(Over, can_focus=True):
    """Lines of pieces, read with the keys of a pager. Hidden until `open` is called."""

    DEFAULT_CSS = """
    Reader {
        layer: top; dock: right; visibility: hidden; background: $panel;
        height: 100%; width: 64; max-width: 100%; margin: 1 0 2 0;
    }
    """

    _title = ""
    _lines: Sequence[Sequence[Piece]] = ()
    _top = 0

    def open(self, title: str, lines: Sequence[Sequence[Piece]]) -> None:
        """Show lines under a title."""
        self._title, self._lines, self._top = title, lines, 0
        self.visible = True
        self.refresh()
        self.take_focus()

    def close(self) -> None:
        """Hide the panel."""
        if not self.visible:
            return
        self.give_back()
        self.visible = False

    async def heard(self, event: events.Key) -> None:
        """Scroll or close."""
        if event.key in {"ctrl+q", "ctrl+z"}:
            return
        event.stop()
        event.prevent_default()
        page = max(self._body // 2, 1)
        steps = {
            "j": 1, "down": 1, "k": -1, "up": -1, "ctrl+d": page, "pagedown": page, "space": page,
            "ctrl+u": -page, "pageup": -page, "g": -100_000, "home": -100_000, "G": 100_000, "end": 100_000,
        }  # fmt: skip
        if event.key in steps:
            self._scroll(steps[event.key])
        elif event.key in {"escape", "q", "enter", "question_mark", "i", "O", "ctrl+c"}:
            self.close()

    def on_mouse_scroll_down(self) -> None:
        """Scroll down."""
        self._scroll(3)

    def on_mouse_scroll_up(self) -> None:
        """Scroll up."""
        self._scroll(-3)

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        style = self.palette
        line = Line(self.size.width, style.blank).add("│", style.rule).gap(1)
        if y == 0:
            more = len(self._lines) - self._top - self._body
            line.add(self._title, style.strong)
            where = Line(20, style.blank).add("j more  " if more > 0 else "", style.faint)
            return line.right(where.add("esc ", style.faint)).strip()
        at = self._top + y - 2
        if y >= 2 and at < len(self._lines):
            for text, name in self._lines[at]:
                line.add(text, getattr(style, name))
        return line.strip()

    @property
    def _body(self) -> int:
        return max(self.size.height - 2, 1)

    def _scroll(self, step: int) -> None:
        top = min(max(self._top + step, 0), max(len(self._lines) - self._body, 0))
        if top != self._top:
            self._top = top
            self.refresh()
