"""Where texts stand on a line, by cells and by the names of their styles; `drawn` makes the line of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.style import Style
from textual.strip import Strip

from tui.strips import Line
from tui.text import cut, plain, width

from .painted import Palette

Span = tuple[str, str]
"""A text and the name of its style (a field of `Palette`, or ``bad``)."""

Look = Mapping[str, Style]
"""The styles by the names that spans use."""


@dataclass(frozen=True, slots=True)
class Part:
    """Spans that stand at ``x`` and take at most ``width`` cells."""

    x: int
    width: int
    spans: list[Span]
    right: bool = False
    """At the right edge of its width."""


def look_of(palette: Palette) -> Look:
    """The palette's styles by name, and the few that only this table has."""
    look: dict[str, Style] = {name.replace("_", "-"): getattr(palette, name) for name in palette.__slots__}
    # Gaps in the style of plain text: they merge with the text beside them, and each run costs some 40 bytes.
    look["blank"] = palette.text
    look["bad"] = palette.late + Style(bold=True)
    # In reverse video the cursor shows without any color too.
    look["selected"] = palette.cursor + Style(bold=True, reverse=True)
    return look


def drawn(cells: int, parts: Iterable[Part], look: Look) -> Strip:
    """One line of exactly so many cells. Parts come from left to right; what overlaps is cut."""
    line = Line(cells, look["blank"])
    for part in parts:
        begin = max(part.x, line.used)
        room = min(part.x + part.width, cells) - begin
        shown, used = _cut(part.spans, room)
        if not used:
            continue
        line.to(begin + room - used if part.right else begin)
        for text, style in shown:
            line.add(text, look[style])
    return line.strip()


def _cut(spans: Iterable[Span], room: int) -> tuple[list[Span], int]:
    shown: list[Span] = []
    used = 0
    for text, style in spans:
        text = plain(text)
        need = width(text)
        if used + need > room:
            rest = cut(text, room - used)
            return [*shown, (rest, style)], used + width(rest)
        shown.append((text, style))
        used += need
    return shown, used
