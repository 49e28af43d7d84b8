"""History: who did what when, newest first."""

from __future__ import annotations

from models.views.project import HistoryEntry, ProjectView
from tui.widgets.deeds import Told, told

from .rows import Entry, Row, heading, nothing, sentence


def history(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    note = f"only: {view.history_wanted}" if view.history_wanted else "newest first"
    rows = [heading("History", width, note=note, right="/ narrows")]
    for one in view.history:
        rows += _line(view, one, width)
    if view.older_history is not None:
        text = "older ones follow when you go on"
        if not view.history:
            return [*rows, nothing("history", f"nothing of that among the newest; j looks at {text}", width)]
        rows.append(sentence([(text, "faint")], width))
    elif not view.history:
        text = "nothing fits: / and an empty line show all" if view.history_wanted else "nothing has happened"
        rows.append(nothing("history", text, width))
    return rows


def _line(view: ProjectView, one: HistoryEntry, width: int) -> list[Row]:
    entry = Entry("history", one.seq)
    first, *more = told(Told(one.at, one.author, one.text, one.undone), view.now_ms, width)
    return [Row(tuple(first), entry, first[0]), *(Row(tuple(parts), entry) for parts in more)]
