"""Undo must leave each card where its moves say that it is, also when others moved it away and back since."""

from __future__ import annotations

from collections.abc import Sequence

from models.store.errors import UndoRefused
from models.store.ledger import Edit, Ledger, packed_ids
from models.store.wording import subject, when

_MOVED_SINCE = """
SELECT e.author, e.at FROM move m JOIN event e ON e.entity = 'move' AND e.row = m.id AND e.version = m.version
WHERE m.card_id = ? AND m.removed = 0 AND (m.at, m.id) > (?, ?)
AND m.id NOT IN (SELECT value FROM json_each(?))
ORDER BY m.at DESC, m.id DESC LIMIT 1
"""


def refuse_moved_since(ledger: Ledger, edits: Sequence[Edit]) -> None:
    """Raise UndoRefused when these edits take a move of a card away, or back, before a move that stands."""
    changed = [edit for edit in edits if "removed" in edit.values]
    ours = packed_ids(int(edit.row["id"] or 0) for edit in changed)
    for edit in changed:
        card = int(edit.row["card_id"] or 0)
        asked = (card, edit.row["at"], edit.row["id"], ours)
        found = ledger.connection.execute(_MOVED_SINCE, asked).fetchone()
        if found is not None:
            author, at = found
            what, ago = subject(ledger.connection, "card", card), when(ledger.connection, at, ledger.at)
            raise UndoRefused(f"not undone: {author} moved {what} {ago}", by=author, at=at)
