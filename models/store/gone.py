"""What left, who took it away, when, and what to do: refusals about rows that are archived or gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models.store.errors import Archived, Missing
from models.store.shapes import ERASED, unpacked
from models.store.wording import subject, when

_ARCHIVED = """
SELECT author, at FROM event
WHERE entity = ? AND row = ? AND json_extract(after, '$.archived_at') IS NOT NULL
ORDER BY version DESC LIMIT 1
"""
_REMOVED = """
SELECT author, at, after, grp, action, project FROM event
WHERE entity = ? AND row = ? ORDER BY version DESC LIMIT 1
"""
_PUT_AWAY = """
SELECT id FROM project
WHERE id IN (SELECT value FROM json_each(?)) AND (removed = 1 OR archived_at IS NOT NULL) LIMIT 1
"""


def who_archived(connection: Any, entity: str, row: int, now: int) -> tuple[str, str, int]:
    """Return "ann archived ATLAS on 23 Nov at 14:02", who that was, and when (UTC milliseconds)."""
    found = connection.execute(_ARCHIVED, (entity, row)).fetchone()
    what = _named(connection, entity, row)
    if found is None:  # Its history was not kept, which `check` tells.
        return f"{what} is archived", "", 0
    by, at = found
    return f"{by} archived {what} {when(connection, at, now)}", by, at


def archived(connection: Any, entity: str, row: int, now: int) -> Archived:
    """Return the refusal to change a row that is archived."""
    sentence, by, at = who_archived(connection, entity, row, now)
    return Archived(f"{sentence}; restore it first", entity=entity, row=row, by=by, at=at)


def missing(connection: Any, entity: str, row: int, now: int) -> Missing:
    """Return the refusal to touch a row that was removed, or never was."""
    found = connection.execute(_REMOVED, (entity, row)).fetchone()
    what = _named(connection, entity, row)
    if found is None:
        return Missing(f"{what} is not there")
    by, at, after, group, action, project = found
    ago = when(connection, at, now)
    if ERASED in unpacked(after):
        whole = _project_erased_with(connection, project, group)
        if whole is not None and entity != "project":
            return Missing(f"{what} is gone: {by} deleted the project {whole} for ever {ago}")
        return Missing(f"{what} is gone: {by} deleted it for ever {ago}")
    if action in ("undo", "redo"):
        return Missing(f"{what} is gone: {by} took it back ({action}) {ago}")
    return Missing(f"{what} is gone: {by} removed it {ago}")


def refuse_projects_put_away(connection: Any, ids: Iterable[int], now: int) -> None:
    """Raise Archived, or Missing, when one of these projects is archived or gone."""
    found = connection.execute(_PUT_AWAY, (f"[{','.join(map(str, ids))}]",)).fetchone()
    if found is None:
        return
    (project,) = found
    (removed,) = connection.execute("SELECT removed FROM project WHERE id = ?", (project,)).fetchone()
    raise (missing if removed else archived)(connection, "project", project, now)


def _named(connection: Any, entity: str, row: int) -> str:
    """As `subject`; a project by its key alone, as the boards call it."""
    if entity == "project":
        found = connection.execute("SELECT key FROM project WHERE id = ?", (row,)).fetchone()
        return str(found[0]) if found else "this project"
    return subject(connection, entity, row)


def _project_erased_with(connection: Any, project: int | None, group: str) -> str | None:
    """Return the key of the project, if that was deleted for ever in this group of events."""
    sql = """
    SELECT key FROM project WHERE id = ? AND removed = 1
    AND ? = (SELECT grp FROM event WHERE entity = 'project' AND row = project.id
             ORDER BY version DESC LIMIT 1)
    """
    found = connection.execute(sql, (project, group)).fetchone()
    return None if found is None else str(found[0])
