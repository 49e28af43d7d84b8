"""The edges of what lies over a page, where wide characters stand across them."""

from __future__ import annotations

from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tui.text import width


def mend(screen: Screen[object], left: Region) -> None:
    """Paint the lines anew in which a wide character stands across an edge of the region that was left.

    The terminal gave up such a character when its half was painted over, and only the other half was painted
    again. Lines without one cost nothing.
    """
    strips = screen._compositor.render_strips()
    for y in range(max(left.y, 0), min(left.bottom, len(strips))):
        if any(across(strips[y], x) for x in (left.x, left.right)):
            screen.refresh(Region(0, y, screen.size.width, 1))


def across(strip: Strip, x: int) -> bool:
    """Whether a wide character stands on both sides of where this cell begins."""
    at = 0
    for text, _style, _control in strip:
        if at >= x:
            return False
        cells = width(text)
        if at + cells > x:
            if text.isascii():
                return False
            for letter in text:
                at += width(letter)
                if at >= x:
                    return at > x
        at += cells if at + cells <= x else 0
    return False
