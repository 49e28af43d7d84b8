"""What other sessions changed since an event: enough to patch a screen and to say who did what."""

from __future__ import annotations

from dataclasses import dataclass

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class ChangedGroup:
    """One action of one person: when (UTC milliseconds), its sentence (empty where it has none), and its session."""

    group: str
    at: int
    author: str
    session: str
    action: str
    summary: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened after a sequence number.

    ``projects`` and ``cards`` are ids; a card is here when it or something that hangs on it changed.
    ``everywhere``: something changed that belongs to no project, such as a person or the time zone.
    ``complete``: False when more happened than is listed: read the whole view again.
    """

    last: int
    projects: frozenset[int]
    cards: frozenset[int]
    structure: frozenset[int]
    """Projects whose columns, or the project itself, changed: their boards are read again as a whole."""
    everywhere: bool
    complete: bool
    groups: tuple[ChangedGroup, ...]

    @property
    def authors(self) -> frozenset[str]:
        """Who changed something."""
        return frozenset(group.author for group in self.groups)


_EVENTS = """
SELECT seq, grp, at, author, session, action, entity, "row", project, coalesce(summary, ''),
       coalesce(json_extract(after, '$.card'), json_extract(before, '$.card'),
                json_extract(after, '$.card_id'), json_extract(before, '$.card_id')),
       coalesce(json_extract(after, '$.other'), json_extract(before, '$.other'),
                json_extract(after, '$.other_id'), json_extract(before, '$.other_id'))
FROM event WHERE seq > ? ORDER BY seq LIMIT ?
"""
