"""Taking back one's own newest action in this session, and bringing it back."""

from __future__ import annotations

from models.actions.flow import cards_through, recompute
from models.actions.rows import columns_of
from models.actions.sentences import clip
from models.portfolio import Portfolio, UndoRefused
from models.store import undo as mechanics
from models.store.change import Change
from models.store.tables import Column, Event, Project


def undo(p: Portfolio) -> str:
    """Take back the newest action of this author and session; return ``undone: ATLAS-31 moved from Ready
    to Doing``.

    Raises NothingToUndo; UndoRefused, saying who changed what since.
    """
    done = mechanics.undo(p.store, p.author, p.session, p.now_ms(), wait=p.patience, settle=_settle)
    return clip(f"undone: {done.removeprefix('Undid: ')}")


def redo(p: Portfolio) -> str:
    """Bring back what the newest undo took; a new action in between loses it. Raises as `undo` does."""
    done = mechanics.redo(p.store, p.author, p.session, p.now_ms(), wait=p.patience, settle=_settle)
    return clip(f"redone: {done.removeprefix('Redid: ')}")


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
            raise UndoRefused(f"nothing was undone: the board of {key} would be left without a done column")
