"""Where a line of the history leads: the card or the project that its action was about."""

from __future__ import annotations

from typing import NamedTuple

from models.portfolio import Portfolio
from models.views.event_cards import CARD_OF_EVENT

_LOOKED_AT = 40
"""Events of an action in which a card is looked for: an import may have a million."""


class Way(NamedTuple):
    """What there is to show; without a project there is nothing."""

    project: str = ""
    """Key of the project."""
    archived: bool = False
    """The project was archived: it has a page, but no board to work on."""
    card: int | None = None
    """Id of a card that is on that project's board."""


_ROWS = f"""
SELECT project, {CARD_OF_EVENT}
FROM event WHERE seq >= ? AND grp = (SELECT grp FROM event WHERE seq = ?) ORDER BY seq LIMIT ?
"""
_CARD = """
SELECT p.key, p.archived_at IS NOT NULL, CASE WHEN c.archived_at IS NULL AND c.removed = 0 THEN c.id END
FROM card c JOIN project p ON p.id = c.project_id WHERE c.id = ? AND p.removed = 0
"""
_PROJECT = "SELECT key, archived_at IS NOT NULL FROM project WHERE id = ? AND removed = 0"


def way_of(p: Portfolio, seq: int) -> Way:
    """Where the action that begins with this event leads; at most three queries.

    To the card when it was about one card, wherever that is now; else to the project.
    """
    rows = p.store.rows(_ROWS, (seq, seq, _LOOKED_AT))
    cards = {card for _project, card in rows if card is not None}
    if len(cards) == 1:
        found = way_of_card(p, cards.pop())
        if found.project:
            return found
    project = next((project for project, _card in rows if project is not None), None)
    for key, archived in p.store.rows(_PROJECT, (project,)):
        return Way(key, bool(archived))
    return Way()


def way_of_card(p: Portfolio, card: int) -> Way:
    """Where a card is now; without its id when it has left the board."""
    for key, archived, found in p.store.rows(_CARD, (card,)):
        return Way(key, bool(archived), None if archived else found)
    return Way()
