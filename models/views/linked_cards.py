"""Which cards are told of on others: those that wait for them, that they wait for, that they relate to."""

from __future__ import annotations

from collections.abc import Collection

from models.store.database import Store
from models.views.scope import ids_text

_LINKED = """
SELECT card_id FROM card_link WHERE removed = 0 AND other_id IN (SELECT value FROM json_each(?))
UNION SELECT other_id FROM card_link WHERE removed = 0 AND card_id IN (SELECT value FROM json_each(?))
"""


def linked_cards(store: Store, cards: Collection[int]) -> frozenset[int]:
    """The ids of the cards on which something may differ when these cards do; on any board, one query."""
    ids = ids_text(cards)
    return frozenset(card for (card,) in store.rows(_LINKED, (ids, ids)))
