"""Taking back one's own newest action in this session, and bringing it back."""

from __future__ import annotations

from models.actions.flow import cards_through, recompute
from models.actions.rows import columns_of
from models.actions.sentences import clip
from models.portfolio import NothingToUndo, Portfolio, UndoRefused
from models.store import undo as mechanics
from models.store.change import Change
from models.store.tables import Column, Event, Project


def undo(p: Portfolio) -> str:
    """Take back the newest action of this author and session; return ``undone: ATLAS-31 moved from Ready
    to Doing``.

    Raises NothingToUndo; UndoRefused, saying who changed what since, or what was deleted for ever, and what
    undo takes back when it is asked again.
    """
    done = mechanics.undo(
        p.store, p.author, p.session, p.now_ms(), wait=p.patience, settle=_settle, passed=p.passed
    )
    return clip(f"undone: {done.removeprefix('Undid: ')}")


def redo(p: Portfolio) -> str:
    """Bring back what the newest undo took; a new action in between loses it. Raises as `undo` does."""
    done = mechanics.redo(
        p.store, p.author, p.session, p.now_ms(), wait=p.patience, settle=_settle, passed=p.passed
    )
    return clip(f"redone: {done.removeprefix('Redid: ')}")


_SESSIONS = """
SELECT session FROM event WHERE author = ? AND summary IS NOT NULL
GROUP BY session ORDER BY max(seq) DESC LIMIT ?
"""
_LOOKED_THROUGH = 200
"""Sessions of a person that are looked through, newest first."""


def undo_anywhere(p: Portfolio) -> str:
    """Take back the newest action of this author in any session: of one whose connection broke, of an import.

    Raises NothingToUndo; UndoRefused as `undo` does, and asked again it steps over what was refused.
    """
    for session in _sessions(p, _LOOKED_THROUGH):
        p.session = session
        try:
            return undo(p)
        except NothingToUndo:
            continue
    raise NothingToUndo(f"there is nothing of {p.author} to undo")


def redo_anywhere(p: Portfolio) -> str:
    """Bring back what `undo_anywhere` took last, unless this author has done something new since."""
    for session in _sessions(p, 1):
        p.session = session
    return redo(p)


def _sessions(p: Portfolio, most: int) -> list[str]:
    return [session for (session,) in p.store.rows(_SESSIONS, (p.author, most))]


def _settle(change: Change) -> None:
    """Hold what every action on a column holds: card times follow from its kind, and the board keeps a
    done column.

    Others may have moved cards through the column, or archived another one, since the action that is taken
    back.
    """
    query = (
        Event.select(Event.row)
        .where((Event.group == change.group) & (Event.entity == "board_column"))
        .distinct()
    )
    changed = [column_id for (column_id,) in change.rows(query)]
    for column_id in changed:
        recompute(change, cards_through(change, column_id))
    boards = Project.select(Project.id, Project.key).where(
        Project.id.in_(Column.select(Column.project).where(Column.id.in_(changed))) & (Project.removed == 0)
    )
    for project_id, key in change.rows(boards):
        if not any(column.kind == "done" for column in columns_of(change, project_id)):
            raise UndoRefused(f"not undone: the board of {key} would be left without a done column")
