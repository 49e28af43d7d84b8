"""What left a board that somebody still looks at: who took it away, and when. Two queries for each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, NamedTuple

from models.portfolio import Portfolio
from models.views.scope import ids_text

_CARD = """
SELECT c.removed, c.archived_at IS NOT NULL, c.project_id, p.key || '-' || c.number, p.key
FROM card c JOIN project p ON p.id = c.project_id WHERE c.id = ?
"""
_AWAY = """
SELECT c.id, p.key || '-' || c.number,
       CASE WHEN c.removed OR c.archived_at IS NOT NULL THEN '' ELSE p.key END
FROM card c JOIN project p ON p.id = c.project_id
WHERE c.id IN (SELECT value FROM json_each(?))
  AND (c.project_id <> ? OR c.removed OR c.archived_at IS NOT NULL)
ORDER BY c.id
"""
_PROJECT = "SELECT removed, archived_at IS NOT NULL, id, key, key FROM project WHERE id = ?"
_NEWEST = 'SELECT author, at FROM event WHERE entity = ? AND "row" = ? {which} ORDER BY seq DESC LIMIT 1'
_ARCHIVING = "AND json_extract(after, '$.archived_at') IS NOT NULL"
_MOVING = "AND json_extract(after, '$.project_id') IS NOT NULL"


class LeftCard(NamedTuple):
    """A card that is not on the board of a project any more."""

    id: int
    key: str
    """As it is called now."""
    board: str
    """The key of the project on whose board it is; empty when it is archived or deleted."""
    told: str
    """Who took it away, and when."""


def cards_left(p: Portfolio, cards: Collection[int], project_id: int) -> tuple[LeftCard, ...]:
    """Which of these cards are not on the board of a project any more; one query while all are."""
    if not cards:
        return ()
    rows = p.store.rows(_AWAY, (ids_text(cards), project_id))
    return tuple(LeftCard(card, key, board, card_left(p, card, project_id)) for card, key, board in rows)


def card_left(p: Portfolio, card_id: int, project_id: int) -> str:
    """Why a card is not on the board of a project any more, such as "ben archived ATLAS-7, 23 Nov 10:42".

    Empty while it is there.
    """
    found = p.store.rows(_CARD, (card_id,))
    if not found:
        return "this card is not there any more"
    removed, archived, project, key, project_key = found[0]
    if removed:
        return _told(p, "card", card_id, "", "deleted", key)
    if archived:
        return _told(p, "card", card_id, _ARCHIVING, "archived", key)
    if project != project_id:
        return _told(p, "card", card_id, _MOVING, f"moved it to {project_key}:", key)
    return ""


def project_left(p: Portfolio, project_id: int) -> str:
    """Who archived or deleted a project, and when; empty while it is in use."""
    found = p.store.rows(_PROJECT, (project_id,))
    if not found:
        return "this project is not there any more"
    removed, archived, _id, key, _key = found[0]
    if removed:
        return _told(p, "project", project_id, "", "deleted", key)
    if archived:
        return _told(p, "project", project_id, _ARCHIVING, "archived", key)
    return ""


def _told(p: Portfolio, entity: str, row: int, which: str, did: str, key: str) -> str:
    events: list[tuple[Any, ...]] = p.store.rows(_NEWEST.format(which=which), (entity, row))
    if not events:
        return f"somebody {did} {key}"
    author, at_ms = events[0]
    at = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(p.zone)
    return f"{author} {did} {key}, {at.day} {at:%b %H:%M}"
