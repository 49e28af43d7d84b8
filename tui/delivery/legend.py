"""What marks, columns and filter words of the delivery screen mean: in the help, and a panel of its own."""

from __future__ import annotations

from collections.abc import Sequence

from models.views.short import DECLARED
from tui.widgets.cells import MARKS
from tui.widgets.reader import Piece

from .columns import SORTABLE
from .filtering import HELP
from .timeline import bar

_MARK = 16
"""Cells of the column of marks, as wide as that of the keys in the help."""

Entry = tuple[str, str, str]
"""Marks, the name of their style, and what they mean."""

TABLE: Sequence[Entry] = (
    ("R A G", "text", "red, amber, green: the worst judgment"),
    ("G?", "text", "schedule or cost is not known"),
    ("-", "unknown", "nothing is known, or there is no answer"),
    (DECLARED[0], "text", DECLARED[1]),
    (f"{MARKS['R']}0.81", "late", "red: past its own limit"),
    (f"{MARKS['A']}0.93", "amber", "amber: past the green limit"),
    (f"{MARKS['A']}20 d", "amber", "said so long ago that it is stale"),
    ("+28 d", "late", "days late against the first baseline"),
    ("SPI(t) 0.85", "text", "time earned / time gone; below 1: behind"),
    ("▾ ▸", "muted", "an open group, a folded one"),
)
TIMELINE: Sequence[Entry] = (
    (" ".join(bar.DIAMONDS.values()), "text", "milestone: reached, to come, late"),
    (" ".join(bar.CIRCLES.values()), "text", "the same, promised to the client"),
    (f"{bar.DONE} {bar.PLANNED}", "text", "how far the work is (progress), and what is still to do"),
    (f"{bar.TARGET} {bar.TARGET_LATE}", "text", "target; a target that the forecast misses"),
    (bar.LATE, "late", "from the target to the date of 85 %"),
    (bar.BASELINE, "muted", "target of the first baseline"),
    (bar.FINISHED, "progress", "finished"),
    (bar.WAITS, "late", "waits for another project, or holds one up"),
    (f"{bar.TODAY} {bar.EARLIER} {bar.LATER}", "text", "today; all of it is earlier, later"),
)
COLUMNS: Sequence[Entry] = tuple((column.title, "strong", column.sentence) for column in SORTABLE)
FILTER: Sequence[Entry] = tuple((typed, "key", found) for typed, found in HELP)
_OF_TABLE = (("Marks of the table", TABLE), ("Columns of the table", COLUMNS))
_OF_BOTH = (("Filter", FILTER),)
_OF_TIMELINE = (("Marks of the timeline", TIMELINE),)


def legend_lines(typed: str = "", *, timeline: bool = False) -> list[list[Piece]]:
    """Lines for a `Reader`, only those that hold every typed word, or whose heading does.

    What is on show comes first: the marks of the table, or of the ``timeline``.
    """
    words = typed.casefold().split()
    lines: list[list[Piece]] = []
    first, last = (_OF_TIMELINE, _OF_TABLE) if timeline else (_OF_TABLE, _OF_TIMELINE)
    for title, entries in (*first, *_OF_BOTH, *last):
        found: list[list[Piece]] = [
            [(marks, style), (" " * max(_MARK + 1 - len(marks), 1) + text, "text")]
            for marks, style, text in entries
            if all(word in f"{marks} {text} {title}".casefold() for word in words)
        ]
        if found:
            lines += [*([[]] if lines else []), [(title, "strong")], *found]
    return lines
