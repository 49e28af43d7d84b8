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
CANDIDATES = 1_000
"""Projects among which those with scattered letters are looked for."""
LETTERS = 3
"""Letters of a word from which on they are looked for scattered."""
_OWN = "(p.key || ' ' || p.name)"
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
    return _read(p, " AND ".join(conditions), (*chain(*values), f"{escaped(wanted[0])}%", limit))


def scattered_projects(p: Portfolio, typed: str) -> tuple[ProjectName, ...]:
    """Projects in use whose key and name hold the letters of every typed word in their order.

    Which of them are meant is for who asks: at most `CANDIDATES` are read. One query, and none for a short
    word, whose letters stand everywhere.
    """
    wanted = words(typed)
    if not wanted or any(len(word) < LETTERS for word in wanted):
        return ()
    one = f"{_OWN if all(map(str.isascii, wanted)) else f'folded({_OWN})'} LIKE ? ESCAPE '\\'"
    patterns = ["%" + "".join(f"{escaped(letter)}%" for letter in word.casefold()) for word in wanted]
    conditions = " AND ".join(("p.archived_at IS NULL", *(one for _ in wanted)))
    return _read(p, conditions, (*patterns, "", CANDIDATES))


def _read(p: Portfolio, conditions: str, values: tuple[str | int, ...]) -> tuple[ProjectName, ...]:
    rows = p.store.rows(_PROJECTS.format(conditions), values)
    return tuple(
        ProjectName(row_id, key, name, client, program, state, bool(archived))
        for row_id, key, name, client, program, state, archived in rows
    )


def project_id(p: Portfolio, key: str | None) -> int:
    """The id of the project with this key; 0 when there is none."""
    rows = p.store.rows("SELECT id FROM project WHERE key = ? AND removed = 0", (key or "",))
    return int(rows[0][0]) if rows else 0
