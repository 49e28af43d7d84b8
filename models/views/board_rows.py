"""The cards of a board as one query, and lean enough for 100,000 of them: what many cards share is one object."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.store.database import Store
from models.views.board_values import CardLine

_BETWEEN = "\x1f"
"""No text holds it: control characters are cleaned off where text enters."""

# A card's marks come as subqueries of its own row: six more lists of 100,000 rows would double the memory.
_CARDS = """
SELECT c.id, c.version, c.number, c.title, c.column_id, c.type, c.priority, c.service_class, c.estimate, c.due,
       c.milestone_id, c.started_at, c.finished_at, c.archived_at,
       (SELECT group_concat(p.key, char(31)) FROM card_assignee a JOIN person p ON p.id = a.person_id
        WHERE a.card_id = c.id AND a.removed = 0),
       (SELECT group_concat(l.name, char(31)) FROM card_label a JOIN label l ON l.id = a.label_id
        WHERE a.card_id = c.id AND a.removed = 0 AND l.removed = 0),
       (SELECT min(b.started_at) FROM block b
        WHERE b.card_id = c.id AND b.removed = 0 AND b.archived_at IS NULL AND b.ended_at IS NULL),
       (SELECT b.reason FROM block b
        WHERE b.card_id = c.id AND b.removed = 0 AND b.archived_at IS NULL AND b.ended_at IS NULL
        ORDER BY b.started_at, b.id LIMIT 1),
       (SELECT count(*) FROM checklist_item i
        WHERE i.card_id = c.id AND i.removed = 0 AND i.archived_at IS NULL AND i.done = 1),
       (SELECT count(*) FROM checklist_item i WHERE i.card_id = c.id AND i.removed = 0 AND i.archived_at IS NULL),
       (SELECT count(*) FROM comment m WHERE m.card_id = c.id AND m.removed = 0 AND m.archived_at IS NULL),
       (SELECT count(*) FROM card_link l JOIN card o ON o.id = l.other_id JOIN board_column k ON k.id = o.column_id
        WHERE l.card_id = c.id AND l.kind = 'depends' AND l.removed = 0
          AND o.removed = 0 AND o.archived_at IS NULL AND k.kind NOT IN ('done', 'dropped'))
FROM card c WHERE c.removed = 0
"""
_OF_PROJECT = f"{_CARDS} AND c.project_id = ? ORDER BY c.column_id, c.rank, c.id"
_OF_IDS = f"{_CARDS} AND c.archived_at IS NULL AND c.id IN (SELECT value FROM json_each(?))"


def project_cards(store: Store, project_id: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a project's cards, archived ones too, by column and rank. Each is given up as it is taken."""
    rows = store.rows(_OF_PROJECT, (project_id,))
    rows.reverse()
    while rows:
        yield rows.pop()


def cards_by_id(store: Store, ids: str) -> list[tuple[Any, ...]]:
    """The rows of some cards; archived and removed ones are left out."""
    return store.rows(_OF_IDS, (ids,))


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(sorted(text.split(_BETWEEN), key=str.casefold)) if text else ()


@dataclass(slots=True)
class LineMaker:
    """Makes card lines from rows; equal names, dates and numbers are made once and shared."""

    milestones: dict[int, str]
    _people: dict[str | None, tuple[str, ...]] = field(default_factory=dict)
    _days: dict[str | None, date | None] = field(default_factory=lambda: {None: None})
    _words: dict[str, str] = field(default_factory=dict)
    _sizes: dict[float, float] = field(default_factory=dict)

    def line(self, row: tuple[Any, ...]) -> CardLine:
        """The line of a card."""
        (card_id, version, number, title, column_id, kind, priority, service, estimate, due, milestone) = row[
            :11
        ]
        (assignees, labels, blocked, reason, done, checks, comments, waits) = row[14:]
        words = self._words
        return CardLine(
            id=card_id,
            version=version,
            number=number,
            title=title,
            column_id=column_id,
            assignees=_kept(self._people, assignees, _names),
            labels=_kept(self._people, labels, _names),
            type=words.setdefault(kind, kind),
            priority=words.setdefault(priority, priority),
            service_class=words.setdefault(service, service),
            estimate=None if estimate is None else self._sizes.setdefault(estimate, estimate),
            due=_kept(self._days, due, date.fromisoformat),
            milestone=self.milestones.get(milestone),
            started_at=row[11],
            finished_at=row[12],
            blocked_since=blocked,
            blocked_reason="" if reason is None else words.setdefault(reason, reason),
            checks_done=done,
            checks=checks,
            comments=comments,
            waits_for=waits,
        )


def _kept(known: dict[Any, Any], text: Any, make: Callable[[Any], Any]) -> Any:
    found = known.get(text, known)
    if found is known:
        found = known[text] = make(text)
    return found
