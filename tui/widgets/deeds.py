"""A line of history on the screen: when, who, what; below each other where it is narrow."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

from models.measures.wording import weekday_text
from tui.text import wrap
from tui.widgets.spans import Part

GUTTER = 2
WHEN = 12
WHO = 14
NARROW = 60
"""Below this width what was done stands below who did it and when."""
_MOST = 4
"""Lines that a sentence takes at most."""
_DAY = re.compile(r"“[^”]*(?:”|$)|(?<=[:,] )(?P<field>[a-z][a-z ]{1,24}) (?P<day>\d{4}-\d\d-\d\d)(?=,|$)")
"""A field and the day that it became, as it is stored; first what is quoted, in which a day is a name."""


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
    said = with_days(one.text, datetime.fromtimestamp(now / 1000).date())
    if width < NARROW:
        texts = wrap(said, max(width - GUTTER - 3, 8), _MOST)
        author = Part(who, max(width - who - 1, 0), [(one.author, "muted")])
        return [[lead, author], *([_text(GUTTER + 2, text, style, width)] for text in texts)]
    x = who + WHO + 1
    first, *more = wrap(said, max(width - x - 1, 8), _MOST) or [""]
    author = Part(who, WHO, [(one.author, "muted")])
    return [
        [lead, author, _text(x, first, style, width)],
        *([_text(x, text, style, width)] for text in more),
    ]


def with_days(text: str, today: date) -> str:
    """The sentence with the days that fields became as the screens write them: ``due Fri 4 Dec``."""

    def written(found: re.Match[str]) -> str:
        if found["day"]:
            with suppress(ValueError):
                return f"{found['field']} {weekday_text(date.fromisoformat(found['day']), today)}"
        return found[0]

    return _DAY.sub(written, text)


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
