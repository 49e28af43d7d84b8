"""A project's history: one line for each action, newest first, read page by page from its events."""

from __future__ import annotations

from dataclasses import dataclass

from models.portfolio import Portfolio
from models.store.database import Store
from models.views.action_words import deed_in_words, sentence_in_words
from models.views.project_values import HistoryEntry

PAGE = 100
_LOOKED_THROUGH = 50
"""Pages that one narrowed page is looked for in: 5,000 actions, some 50 ms."""
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


def project_history(
    p: Portfolio, project_id: int, before: int | None = None, wanted: str = ""
) -> HistoryPage:
    """A page of actions; ``before``: those older than this event.

    ``wanted``: words that the author, the kind of the action or its sentence must have, all of them;
    ``@anna`` only the author.
    """
    return read_history(p.store, project_id, before, wanted)


def read_history(store: Store, project_id: int, before: int | None = None, wanted: str = "") -> HistoryPage:
    """The same on the store; one query, and with ``wanted`` one for each page that is looked through."""
    asked = wanted.casefold().split()
    found: list[HistoryEntry] = []
    for _ in range(_LOOKED_THROUGH if asked else 1):
        rows = store.rows(_ACTIONS, (project_id, before or _NEWEST, project_id, PAGE))
        found += [
            HistoryEntry(seq, at, author, said or deed_in_words(action, count), bool(undoes))
            for seq, at, author, action, summary, undoes, count in rows[:PAGE]
            for said in (sentence_in_words(action, summary or ""),)
            if not action.startswith(_SILENT) and _has(asked, author, action, f"{summary or ''} {said}")
        ]
        before = rows[PAGE - 1][0] if len(rows) > PAGE else None
        if before is None or len(found) >= PAGE:
            break
    return HistoryPage(tuple(found), before)


def _has(asked: list[str], author: str, action: str, summary: str) -> bool:
    who, text = author.casefold(), f"{author} {action} {summary}".casefold()
    return all(word[1:] in who if word.startswith("@") else word in text for word in asked)
