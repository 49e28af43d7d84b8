"""Lines in ASCII: what `tui.glyphs` says, done to every line before it is sent."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.glyphs import in_ascii


class AsciiOnly(LineFilter):
    """Replaces our glyphs; styles and widths stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """A line with our glyphs in ASCII."""
        return [
            segment if segment.text.isascii() else Segment(in_ascii(segment.text), segment.style)
            for segment in segments
        ]
