"""The last line of a screen: a few keys that are worth knowing now, read from the live key map."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from tui.keymap import Hint as Hint
from tui.keymap import Keymap
from tui.strips import Line
from tui.text import width
from tui.widgets.painted import Painted


class KeyLine(Painted):
    """One line of hints; those that do not fit are left out, the last ones first."""

    DEFAULT_CSS = "KeyLine { height: 1; width: 1fr; background: $bar; }"

    def __init__(self, keymap: Keymap, hints: Sequence[Hint]) -> None:
        super().__init__()
        self.keymap = keymap
        self.hints = tuple(hints)

    def show(self, hints: Sequence[Hint]) -> None:
        """Show other hints."""
        if tuple(hints) != self.hints:
            self.hints = tuple(hints)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint the hints."""
        style = self.palette
        line = Line(self.size.width, style.blank).gap(1)
        for hint in self.hints:
            keys = " ".join(shown for key_id in hint.ids if (shown := self.keymap.shown(key_id)))
            word = hint.word or self.keymap.short(hint.ids[0])
            if not keys or width(keys) + width(word) + 1 > line.left:
                continue
            line.add(keys, style.key).add(" " + word, style.muted).gap(3)
        return line.strip()
