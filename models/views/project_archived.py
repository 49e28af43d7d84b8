"""What a project has put out of the way: cards, columns and entries of its page, to be restored."""

from __future__ import annotations

from models.store.database import Store
from models.views.project_values import ArchivedLine

_OUT = "x.project_id = ?1 AND x.removed = 0 AND x.archived_at IS NOT NULL"
_NAMES = {
    "milestone": ("milestone", "x.name"),
    "baseline": ("baseline", "x.approved || coalesce(' ' || x.reason, '')"),
    "budget_line": ("budget_line", "x.category"),
    "cost": ("cost", "x.date || coalesce(' ' || x.note, '')"),
    "risk": ("risk", "x.title"),
    "stakeholder": ("stakeholder", "x.name"),
    "expectation": ("expectation", "x.text"),
    "satisfaction": ("satisfaction", "x.date || coalesce(' ' || x.respondent, '')"),
    "statement": ("status_update", "x.date || ' ' || x.health"),
    "column": ("board_column", "x.name"),
}
"""Kind -> its table, and how people call one."""
_ENTRIES = " UNION ALL ".join(
    f"SELECT '{kind}' kind, x.id id, {name} name, x.archived_at at FROM {table} x WHERE {_OUT}"
    for kind, (table, name) in _NAMES.items()
)
_ARCHIVED = f"""
SELECT kind, id, name, at, count(*) OVER () FROM (
    SELECT 'card' kind, x.id id, p.key || '-' || x.number || ' ' || x.title name, x.archived_at at
    FROM card x JOIN project p ON p.id = x.project_id WHERE {_OUT}
    UNION ALL
    SELECT 'allocation', x.id, coalesce(w.name, '') || ' ' || printf('%g', x.percent) || ' %', x.archived_at
    FROM allocation x LEFT JOIN person w ON w.id = x.person_id WHERE {_OUT}
    UNION ALL {_ENTRIES}
) ORDER BY at DESC, kind, id DESC LIMIT ?2
"""


def read_archived(store: Store, project_id: int, limit: int) -> tuple[tuple[ArchivedLine, ...], int]:
    """The newest ones, and how many there are in all; one query."""
    rows = store.rows(_ARCHIVED, (project_id, limit))
    return tuple(ArchivedLine(*row[:4]) for row in rows), rows[0][-1] if rows else 0
