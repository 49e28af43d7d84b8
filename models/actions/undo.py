"""Taking back one's own newest action in this session, and bringing it back."""

from __future__ import annotations

from models.actions.flow import cards_through, recompute
from models.actions.sentences import clip
from models.portfolio import Portfolio
from models.store import undo as mechanics
from models.store.change import Change
from models.store.tables import Event


def undo(p: Portfolio) -> str:
    """Take back the newest action of this author and session; return ``undone: ATLAS-31 moved from Ready
    to Doing``.

    Raises NothingToUndo; UndoRefused, saying who changed what since.
    """
    done = mechanics.undo(p.store, p.author, p.session, p.now_ms(), settle=_settle)
    return clip(f"undone: {done.removeprefix('Undid: ')}")


def redo(p: Portfolio) -> str:
    """Bring back what the newest undo took; a new action in between loses it. Raises as `undo` does."""
    done = mechanics.redo(p.store, p.author, p.session, p.now_ms(), settle=_settle)
    return clip(f"redone: {done.removeprefix('Redid: ')}")


def _settle(change: Change) -> None:
    """Derive card times anew where a column got its old kind back: other cards may have moved through it
    since.
    """
    query = (
        Event.select(Event.row)
        .where((Event.group == change.group) & (Event.entity == "board_column"))
        .distinct()
    )
    for (column_id,) in change.rows(query):
        recompute(change, cards_through(change, column_id))
