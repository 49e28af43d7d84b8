"""Who did what when, as plain text."""

from __future__ import annotations

from datetime import tzinfo

from models.reports import words
from models.reports.as_json import history_json
from models.reports.cells import fit, left, width
from models.views.history import Deed, History, Subject

__all__ = ["history_json", "history_text"]

LEAST_WIDTH = 40
_LONGEST_NAME = 20


def history_text(
    page: History, about: Subject | None, cells: int = 120, *, zone: tzinfo | None = None
) -> str:
    """A line for each action, newest first; ``zone``: for clock times, None: the reader's own."""
    room = max(cells, LEAST_WIDTH) - 1
    head = "History" if about is None else f"History of {about.key}  {about.name}"
    if not page.deeds:
        return "\n".join((f" {fit(head, room)}", " nothing happened yet, or nothing that was asked for"))
    names = min(max(width(deed.author) for deed in page.deeds), _LONGEST_NAME)
    lines = [head, *(_line(deed, names, zone) for deed in page.deeds)]
    if page.older is not None:
        lines.append(f"older ones: --before {page.older}")
    return "\n".join(f" {fit(line, room)}" for line in lines)


def _line(deed: Deed, names: int, zone: tzinfo | None) -> str:
    return f"{words.moment(deed.at, zone)}  {left(deed.author, names)}  {deed.text}"
