"""The pane that says why: lines that are read on with a key, under a rule that tells what and where."""

from __future__ import annotations

from collections.abc import Sequence

from tui.text import width as cells_of
from tui.widgets.spans import Part, Span

_BORDER = 2
"""Cells of the rule before the title and at its end."""
_ROOMY = 60
"""Cells of a line from which words stand beside the figures."""


class Pane:
    """What the pane says of one line of the table, and how far it was read."""

    def __init__(self) -> None:
        self.title: list[Span] = []
        self.lines: Sequence[list[Part]] = ()
        self._about: object = None
        self._top = 0

    def fill(self, about: object, title: list[Span], lines: Sequence[list[Part]], height: int) -> None:
        """Say something; about the same as before it stays where it was read."""
        if about != self._about:
            self._about, self._top = about, 0
        self.title, self.lines = title, lines
        self._top = min(self._top, self._last(height))

    def read_on(self, step: int, height: int) -> bool:
        """Show lines further down or up; False at the end."""
        top = min(max(self._top + step, 0), self._last(height))
        if top == self._top:
            return False
        self._top = top
        return True

    def page(self, height: int) -> bool:
        """Show the next lines, after the last ones the first; False when all are in view."""
        if self._top >= self._last(height):
            return self.read_on(-self._top, height)
        # One line stays in view, so that a reader finds the place again.
        return self.read_on(max(height - 2, 1), height)

    def parts(self, index: int, width: int, height: int, key: str) -> list[Part]:
        """One line of the pane, the rule being the first of ``height`` lines."""
        if not index:
            return self._rule(width, height, key)
        at = self._top + index - 1
        return self.lines[at] if at < len(self.lines) else []

    def _last(self, height: int) -> int:
        """The furthest that one can read on."""
        return max(len(self.lines) - max(height - 1, 0), 0)

    def _rule(self, width: int, height: int, key: str) -> list[Part]:
        """The title, and when there is more to read which lines are in view and the key that goes on."""
        place = self._place(width, height, key)
        room = max(width - 2 * _BORDER - sum(cells_of(text) for text, _ in place) - 1, 0)
        title = [("─ ", "rule"), *self.title, (" ", "rule")]
        used = sum(cells_of(text) for text, _ in title)
        line = [*title, ("─" * max(room - used + 1, 0), "rule")] if used <= room else title
        return [Part(1, room + 1, line), Part(room + 2, max(width - room - 3, 0), [*place, ("─", "rule")])]

    def _place(self, width: int, height: int, key: str) -> list[Span]:
        total, shown = len(self.lines), max(height - 1, 0)
        if total <= shown:
            return []
        last = min(self._top + shown, total)
        words = " reads on" if width >= _ROOMY else ""
        if last == total and words:
            words = " back to the first"
        return [
            (f" {self._top + 1}-{last} of {total}  ", "muted"),
            (key, "key"),
            (f"{words} ", "muted"),
        ]
