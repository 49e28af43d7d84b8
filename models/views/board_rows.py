"""The cards of a board as one query, and lean enough for 100,000: what many share is one object."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.store.database import Store
from models.views.board_values import CardLine

_BETWEEN = "\x1f"
"""No text holds it: control characters are cleaned off where text enters."""

_MOST_INSTANTS = 4_000

# What nearly every card has comes as NULL: a string object for each card would cost more than its line.
# A card's marks come as subqueries of its own row: six more lists of 100,000 rows would double the memory.
_CARDS = """
SELECT c.id, c.version, c.number, c.title, c.column_id, nullif(c.type, 'task'), nullif(c.priority, 'normal'),
       nullif(c.service_class, 'standard'), c.estimate, c.due,
       c.milestone_id, c.started_at, c.finished_at,
       (SELECT group_concat(p.key, char(31)) FROM card_assignee a JOIN person p ON p.id = a.person_id
        WHERE a.card_id = c.id AND a.removed = 0),
       (SELECT group_concat(l.name, char(31)) FROM card_label a JOIN label l ON l.id = a.label_id
        WHERE a.card_id = c.id AND a.removed = 0 AND l.removed = 0),
       (SELECT min(x.started_at) FROM block x
        WHERE x.card_id = c.id AND x.removed = 0 AND x.archived_at IS NULL AND x.ended_at IS NULL),
       (SELECT x.reason FROM block x
        WHERE x.card_id = c.id AND x.removed = 0 AND x.archived_at IS NULL AND x.ended_at IS NULL
        ORDER BY x.started_at, x.id LIMIT 1),
       (SELECT count(*) FROM checklist_item i
        WHERE i.card_id = c.id AND i.removed = 0 AND i.archived_at IS NULL AND i.done = 1),
       (SELECT count(*) FROM checklist_item i
        WHERE i.card_id = c.id AND i.removed = 0 AND i.archived_at IS NULL),
       (SELECT count(*) FROM comment m WHERE m.card_id = c.id AND m.removed = 0 AND m.archived_at IS NULL),
       (SELECT count(*) FROM card_link l
             JOIN card o ON o.id = l.other_id JOIN board_column k ON k.id = o.column_id
        WHERE l.card_id = c.id AND l.kind = 'depends' AND l.removed = 0
          AND o.removed = 0 AND o.archived_at IS NULL AND k.kind NOT IN ('done', 'dropped')),
       c.rank
FROM {source}
WHERE c.removed = 0 AND c.archived_at IS NULL AND {condition}
"""
# Driven by the columns, the index of their places gives the order: no sorting and no second copy.
_OF_PROJECT = _CARDS.format(
    source="board_column b CROSS JOIN card c ON c.column_id = b.id",
    condition="b.project_id = ? AND (b.kind = 'done') = ? ORDER BY b.id, c.rank",
)
_OF_IDS = _CARDS.format(source="card c", condition="c.id IN (SELECT value FROM json_each(?))")


def project_cards(store: Store, project_id: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a project's cards, each column's by rank; two queries.

    Each row is given up as it is taken, and the finished cards are read after the others: room is
    needed for all lines and for a part of the rows, not for all of both.
    """
    for done in (0, 1):
        rows = store.rows(_OF_PROJECT, (project_id, done))
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
    _instants: dict[int | None, int | None] = field(default_factory=dict)

    def line(self, row: tuple[Any, ...]) -> CardLine:
        """The line of a card."""
        (card_id, version, number, title, column_id, kind, priority, service, estimate, due, milestone) = row[
            :11
        ]
        (assignees, labels, blocked, reason, done, checks, comments, waits, rank) = row[13:]
        words = self._words
        return CardLine(
            id=card_id,
            version=version,
            number=number,
            title=title,
            column_id=column_id,
            assignees=_kept(self._people, assignees, _names),
            labels=_kept(self._people, labels, _names),
            type="task" if kind is None else words.setdefault(kind, kind),
            priority="normal" if priority is None else words.setdefault(priority, priority),
            service_class="standard" if service is None else words.setdefault(service, service),
            estimate=None if estimate is None else self._sizes.setdefault(estimate, estimate),
            due=_kept(self._days, due, date.fromisoformat),
            milestone=self.milestones.get(milestone),
            started_at=self._instant(row[11]),
            finished_at=self._instant(row[12]),
            blocked_since=blocked,
            blocked_reason="" if reason is None else words.setdefault(reason, reason),
            checks_done=done,
            checks=checks,
            comments=comments,
            waits_for=waits,
            rank=rank,
        )

    def _instant(self, at_ms: int | None) -> int | None:
        # What was imported knows days only, so instants repeat; where they do not, not all are remembered.
        if len(self._instants) < _MOST_INSTANTS:
            return self._instants.setdefault(at_ms, at_ms)
        return self._instants.get(at_ms, at_ms)


def _kept(known: dict[Any, Any], text: Any, make: Callable[[Any], Any]) -> Any:
    found = known.get(text, known)
    if found is known:
        found = known[text] = make(text)
    return found
