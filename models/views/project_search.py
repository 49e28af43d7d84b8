"""Finding projects by what is typed, however many there are."""

from __future__ import annotations

from itertools import chain

from models.portfolio import Portfolio
from models.views.names import ProjectName
from models.views.typed import escaped, holds, words

_PROJECTS = """
SELECT p.id, p.key, p.name, coalesce(c.name, ''), coalesce(g.name, ''), p.state, p.archived_at IS NOT NULL
FROM project p LEFT JOIN client c ON c.id = p.client_id LEFT JOIN program g ON g.id = p.program_id
WHERE p.removed = 0 AND {} ORDER BY p.archived_at IS NOT NULL, p.key NOT LIKE ? ESCAPE '\\', p.key LIMIT ?
"""
_TEXT = "(p.key || ' ' || p.name || ' ' || coalesce(c.name, ''))"


def find_projects(p: Portfolio, typed: str, limit: int) -> tuple[ProjectName, ...]:
    """Projects whose key, name or client holds every typed word (letter case aside).

    Those in use come first, among them those whose key starts with the first word; then by key. At most
    ``limit``; nothing typed finds nothing. One query.
    """
    wanted = words(typed)
    if not wanted or limit < 1:
        return ()
    conditions, values = zip(*(holds(_TEXT, word) for word in wanted), strict=True)
    sql = _PROJECTS.format(" AND ".join(conditions))
    rows = p.store.rows(sql, (*chain(*values), f"{escaped(wanted[0])}%", limit))
    return tuple(
        ProjectName(row_id, key, name, client, program, state, bool(archived))
        for row_id, key, name, client, program, state, archived in rows
    )


def project_id(p: Portfolio, key: str | None) -> int:
    """The id of the project with this key; 0 when there is none."""
    rows = p.store.rows("SELECT id FROM project WHERE key = ? AND removed = 0", (key or "",))
    return int(rows[0][0]) if rows else 0
