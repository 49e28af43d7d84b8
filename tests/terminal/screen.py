"""pyte's screen, quicker for what our screens send most: runs of plain cells, colors, places."""

from __future__ import annotations

import re
from contextlib import suppress
from unicodedata import combining

import pyte
from pyte import modes
from pyte.screens import Char
from wcwidth import wcwidth

_SEQUENCE = re.compile(r"\x1b\[(\??)([0-9;]*)([A-Za-z@`])")
_ONE_CELL = re.compile(r"[ -~\u2500-\u259f]*")
_LARGEST = 9999


class Screen(pyte.Screen):
    """Draws a run of characters of one cell at once."""

    def __init__(self, columns: int, lines: int) -> None:
        self._made: dict[Char, dict[str, Char]] = {}
        self._styled: dict[tuple[Char, tuple[int, ...]], Char] = {}
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        """Show characters at the cursor."""
        cursor = self.cursor
        fits = cursor.x + len(data) <= self.columns and _ONE_CELL.fullmatch(data)
        if not fits or self.charset or modes.IRM in self.mode:
            # A mark of no width that it does not combine, such as an Indic vowel, ends a run for pyte.
            super().draw("".join(one for one in data if wcwidth(one) or combining(one)))
            return
        attrs = cursor.attrs
        made = self._made.setdefault(attrs, {})
        line = self.buffer[cursor.y]
        for x, character in enumerate(data, cursor.x):
            cell = made.get(character)
            if cell is None:
                cell = made[character] = attrs._replace(data=character)
            line[x] = cell
        cursor.x += len(data)
        self.dirty.add(cursor.y)

    def select_graphic_rendition(self, *attrs: int) -> None:
        """Choose colors and weight."""
        asked = (self.cursor.attrs, attrs)
        styled = self._styled.get(asked)
        if styled is None:
            super().select_graphic_rendition(*attrs)
            self._styled[asked] = self.cursor.attrs
        else:
            self.cursor.attrs = styled


class Stream(pyte.Stream):
    """Reads whole control sequences at once."""

    def feed(self, data: str) -> None:
        """Show what came."""
        at = 0
        for found in _SEQUENCE.finditer(data):
            if found.start() > at:
                super().feed(data[at : found.start()])
            at = found.end()
            private, numbers, final = found.groups()
            name = self.csi.get(final)
            if name is None or not self._taking_plain_text:
                super().feed(found[0])
                continue
            act = getattr(self.listener, name)
            values = [min(int(number or 0), _LARGEST) for number in numbers.split(";")]
            # What a terminal echoes while a program ends may stand in the middle of a sequence.
            with suppress(TypeError):
                act(*values, **({"private": True} if private else {}))
        if at < len(data):
            super().feed(data[at:])
