"""The last line of a screen: a few keys that are worth knowing now, read from the live key map."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from tui.keymap import Hint as Hint
from tui.keymap import Keymap, named
from tui.strips import Line
from tui.text import ELLIPSIS, cut, plain, width
from tui.widgets.difference import changed_end
from tui.widgets.painted import Painted, Told

_BETWEEN = "   "
_LEAST = 8
"""Cells in which a part of an answer says something."""


class KeyLine(Painted):
    """One line of hints, in their order; those that do not fit are left out, those of the highest rank first.

    While a field, a list or a panel has the focus it names the keys of that.
    """

    DEFAULT_CSS = "KeyLine { height: 1; width: 1fr; background: $bar; }"

    def __init__(self, keymap: Keymap, hints: Sequence[Hint]) -> None:
        super().__init__()
        self.keymap = keymap
        self.hints = tuple(hints)
        self.lent = ""
        """The end of a message that did not fit into the status line; instead of the hints."""
        self._over: tuple[Told, ...] = ()
        self._aside: tuple[str, ...] = ()
        self._sent: Strip | None = None

    def lend(self, text: str) -> None:
        """Show the end of a message instead of the hints; empty: the hints again."""
        self.lent = text
        self._repaint()

    def show(self, hints: Sequence[Hint]) -> None:
        """Show other hints."""
        self.hints = tuple(hints)
        self._repaint()

    def cover(self, keys: Sequence[Told], aside: Sequence[str] = ()) -> None:
        """Show the keys of what has the focus instead, and what was answered; none: the hints again."""
        self._over, self._aside = tuple(keys), tuple(aside)
        self._repaint()

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked, or the one whose word was."""
        event.stop()
        keys = [] if event.chain > 1 else self._keys_at(event.x)
        if len(keys) == 1:
            key = named(keys[0])
            self.app.post_message(events.Key(key, keys[0] if len(keys[0]) == 1 else None))

    def _keys_at(self, x: int) -> list[str]:
        """The keys that a cell tells: one, or all those of a word."""
        at = 1
        for keys, word in () if self.lent else self._told():
            offset = at
            for key in keys.split(" "):
                if offset <= x < offset + width(key):
                    return [key]
                offset += width(key) + 1
            # The gap before the word too: nobody sees that it belongs to neither.
            if offset - 1 <= x < offset + width(word):
                return keys.split(" ")
            at = offset + width(word) + len(_BETWEEN)
        return []

    def repaint(self) -> None:
        """Nothing that was sent holds any more."""
        self._sent = None

    def render_line(self, y: int) -> Strip:
        """Paint the hints."""
        line = self._sent = self._painted()
        return line

    def _repaint(self) -> None:
        """Paint up to the last cell that differs: a cursor move may change a word."""
        if self._sent is None or self._sent.cell_length != self.size.width:
            self.refresh()
            return
        end = changed_end(self._sent, self._painted())
        if end:
            self.refresh(Region(0, 0, end, 1))

    def _painted(self) -> Strip:
        style = self.palette
        line = Line(self.size.width, style.blank).gap(1)
        if self.lent:
            return line.add(self.lent, style.over).strip()
        for keys, word in self._told():
            line.add(keys, style.key)
            # The gap in the style of the word: each run of one style costs some 40 bytes.
            line.add(f" {word}" + " " * min(3, line.left - width(word) - 1), style.muted)
        return line.add(_latest(self._aside, line.left - 1), style.text).strip()

    def _told(self) -> list[Told]:
        """What stands in the line, from its second cell on."""
        told = [(0, *one) for one in self._over] or self._hinted()
        return _fitting(told, self.size.width - 1)

    def _hinted(self) -> list[tuple[int, str, str]]:
        return [
            (
                hint.rank,
                " ".join(shown for key_id in hint.ids if (shown := self.keymap.offered(key_id))),
                hint.word or self.keymap.short(hint.ids[0]),
            )
            for hint in self.hints
        ]


def _fitting(told: Sequence[tuple[int, str, str]], cells: int) -> list[Told]:
    """Those for which there is room, in their order."""
    kept: set[int] = set()
    room = cells
    for at in sorted(range(len(told)), key=lambda at: told[at][0]):
        _, keys, word = told[at]
        need = width(keys) + width(word) + 1
        if keys and need <= room:
            kept.add(at)
            room -= need + len(_BETWEEN)
    return [(keys, word) for at, (_, keys, word) in enumerate(told) if at in kept]


def _latest(told: Sequence[str], cells: int) -> str:
    """The last answers, as many whole ones as fit."""
    shown = ""
    for at in range(len(told) - 1, -1, -1):
        longer = plain(told[at]) + (_BETWEEN + shown if shown else "")
        before = f"{ELLIPSIS} " if at else ""
        if width(before + longer) > cells:
            return f"{ELLIPSIS} {shown}" if shown else cut(longer, cells) if cells > _LEAST else ""
        shown = longer
    return shown
