"""A line of history on the screen: when, who, what; below each other where it is narrow."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tui.text import wrap
from tui.widgets.spans import Part

GUTTER = 2
WHEN = 12
WHO = 14
NARROW = 60
"""Below this width what was done stands below who did it and when."""
_MOST = 4
"""Lines that a sentence takes at most."""


class Told(NamedTuple):
    """One action: when (UTC milliseconds), who, and its sentence."""

    at: int
    author: str
    text: str
    muted: bool = False
    """It was taken back, or takes back another."""


def told(one: Told, now: int, width: int) -> list[list[Part]]:
    """The lines of an action; the first part of the first one is its lead, which shows the cursor."""
    lead = Part(GUTTER, WHEN, [(when(one.at, now), "muted")])
    who = GUTTER + WHEN + 1
    style = "muted" if one.muted else "text"
    if width < NARROW:
        texts = wrap(one.text, max(width - GUTTER - 3, 8), _MOST)
        author = Part(who, max(width - who - 1, 0), [(one.author, "muted")])
        return [[lead, author], *([_text(GUTTER + 2, text, style, width)] for text in texts)]
    x = who + WHO + 1
    first, *more = wrap(one.text, max(width - x - 1, 8), _MOST) or [""]
    author = Part(who, WHO, [(one.author, "muted")])
    return [
        [lead, author, _text(x, first, style, width)],
        *([_text(x, text, style, width)] for text in more),
    ]


def when(at: int, now: int) -> str:
    """Today's and this year's in short; clock times in the viewer's own zone."""
    then, today = datetime.fromtimestamp(at / 1000), datetime.fromtimestamp(now / 1000)
    if then.date() == today.date():
        return f"today {then:%H:%M}"
    if abs((today - then).days) < 270:
        return f"{then.day} {then:%b %H:%M}"
    return f"{then.day} {then:%b %Y}"


def _text(x: int, text: str, style: str, width: int) -> Part:
    return Part(x, max(width - x - 1, 8), [(text, style)])
