"""History: who did what when, newest first."""

from __future__ import annotations

from datetime import datetime

from models.views.project import HistoryEntry, ProjectView
from tui.delivery.cells import Span
from tui.delivery.spans import Part
from tui.text import wrap

from .rows import GUTTER, Entry, Row, heading, sentence

_WHEN = 12
_WHO = 14


def history(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    rows = [heading("History", width, note="newest first")]
    for one in view.history:
        rows += _line(view, one, width)
    if view.older_history is not None:
        rows.append(sentence([("older ones follow when you go on", "faint")], width))
    elif not view.history:
        rows.append(sentence([("nothing has happened yet", "faint")], width))
    return rows


def _line(view: ProjectView, one: HistoryEntry, width: int) -> list[Row]:
    entry = Entry("history", one.seq)
    lead = Part(GUTTER, _WHEN, [(_when(one.at, view.now_ms), "muted")])
    x = GUTTER + _WHEN + 1 + _WHO + 1
    room = max(width - x - 1, 8)
    texts = wrap(one.text, room, 2)
    first: list[Span] = [(texts[0], "muted" if one.undone else "text")]
    rows = [
        Row(
            (lead, Part(GUTTER + _WHEN + 1, _WHO, [(one.author, "muted")]), Part(x, room, first)), entry, lead
        )
    ]
    return [*rows, *(Row((Part(x, room, [(text, "text")]),), entry) for text in texts[1:])]


def _when(at: int, now: int) -> str:
    """Today's and this year's in short; clock times in the viewer's own zone."""
    then, today = datetime.fromtimestamp(at / 1000), datetime.fromtimestamp(now / 1000)
    if then.date() == today.date():
        return f"today {then:%H:%M}"
    if abs((today - then).days) < 270:
        return f"{then.day} {then:%b %H:%M}"
    return f"{then.day} {then:%b %Y}"
