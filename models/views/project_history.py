"""A project's history: one line for each action, newest first, read page by page from its events."""

from __future__ import annotations

from dataclasses import dataclass

from models.portfolio import Portfolio
from models.store.database import Store
from models.views.project_values import HistoryEntry

PAGE = 100
_NEWEST = 2**62
_SILENT = "snapshot."
"""Recording the numbers of the day is nobody's deed."""

# The events of one action stand together, because a write has the file to itself. So each step goes from the
# head of one action to the newest event of the project before it: two look-ups, however much an import wrote.
# CROSS JOIN: in this order, else SQLite reads every event.
_ACTIONS = """
WITH RECURSIVE told(n, seq, head) AS (
    SELECT 1, e.seq, (SELECT h.seq FROM event h WHERE h.grp = e.grp AND h.summary IS NOT NULL)
    FROM event e WHERE e.seq = (SELECT seq FROM event WHERE project = ? AND seq < ? ORDER BY seq DESC LIMIT 1)
    UNION ALL
    SELECT t.n + 1, e.seq, (SELECT h.seq FROM event h WHERE h.grp = e.grp AND h.summary IS NOT NULL)
    FROM told t JOIN event e ON e.seq = (SELECT seq FROM event
         WHERE project = ? AND seq < t.head ORDER BY seq DESC LIMIT 1)
    WHERE t.n <= ?
)
SELECT h.seq, h.at, h.author, h.action, h.summary, h.undoes IS NOT NULL, t.seq - h.seq + 1
FROM told t CROSS JOIN event h ON h.seq = t.head ORDER BY t.n
"""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some actions, newest first; ``older``: where the next page begins, None when there is none."""

    lines: tuple[HistoryEntry, ...]
    older: int | None


def project_history(p: Portfolio, project_id: int, before: int | None = None) -> HistoryPage:
    """A page of actions; ``before``: those older than this event."""
    return read_history(p.store, project_id, before)


def read_history(store: Store, project_id: int, before: int | None = None) -> HistoryPage:
    """The same on the store; one query."""
    rows = store.rows(_ACTIONS, (project_id, before or _NEWEST, project_id, PAGE))
    lines = tuple(
        HistoryEntry(seq, at, author, summary or _in_words(action, count), bool(undoes))
        for seq, at, author, action, summary, undoes, count in rows[:PAGE]
        if not action.startswith(_SILENT)
    )
    return HistoryPage(lines, rows[PAGE - 1][0] if len(rows) > PAGE else None)


def _in_words(action: str, count: int) -> str:
    """For an action without a sentence, or one whose sentence was deleted for ever."""
    what = action.replace(".", ": ").replace("_", " ")
    return f"{what} ({count} changes)" if count > 1 else what
