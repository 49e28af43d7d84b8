"""Finding projects by what is typed, however many there are."""

from __future__ import annotations

from models.portfolio import Portfolio
from models.views.names import ProjectName

_WORDS = 6
"""Words that are looked for; what is typed behind them is left out."""
_LONGEST = 200
_PROJECTS = """
SELECT p.id, p.key, p.name, coalesce(c.name, ''), coalesce(g.name, ''), p.state, p.archived_at IS NOT NULL
FROM project p LEFT JOIN client c ON c.id = p.client_id LEFT JOIN program g ON g.id = p.program_id
WHERE p.removed = 0 AND {} ORDER BY p.archived_at IS NOT NULL, p.key NOT LIKE ? ESCAPE '\\', p.key LIMIT ?
"""
_HOLDS = "p.key || ' ' || p.name || ' ' || coalesce(c.name, '') LIKE ? ESCAPE '\\'"


def find_projects(p: Portfolio, typed: str, limit: int) -> tuple[ProjectName, ...]:
    """Projects whose key, name or client holds every typed word (letter case aside for A to Z).

    Those in use come first, among them those whose key starts with the first word; then by key. At most
    ``limit``; nothing typed finds nothing. One query.
    """
    words = [_escaped(word[:_LONGEST]) for word in typed.split()[:_WORDS]]
    if not words or limit < 1:
        return ()
    sql = _PROJECTS.format(" AND ".join(_HOLDS for _ in words))
    rows = p.store.rows(sql, (*(f"%{word}%" for word in words), f"{words[0]}%", limit))
    return tuple(
        ProjectName(row_id, key, name, client, program, state, bool(archived))
        for row_id, key, name, client, program, state, archived in rows
    )


def project_id(p: Portfolio, key: str | None) -> int:
    """The id of the project with this key; 0 when there is none."""
    rows = p.store.rows("SELECT id FROM project WHERE key = ? AND removed = 0", (key or "",))
    return int(rows[0][0]) if rows else 0


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
