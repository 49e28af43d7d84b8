"""The cards of a board as one query, and lean enough for 100,000: what many share is one object."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from models.store.database import Store
from models.views.board_values import CardLine, Marks, Traits

_BETWEEN = "\x1f"
"""No text holds it: control characters are cleaned off where text enters."""

_MOST_INSTANTS = 4_000
_NO_MARKS = Marks()
_UNMARKED = (None, None, 0, 0, 0, 0, None)
"""What the marks of a card read as that has none."""

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
       c.parent_id, c.rank
FROM {source}
WHERE c.removed = 0 AND c.archived_at IS NULL AND {condition}
"""
# Driven by the columns, the index of their places gives the order: no sorting and no second copy.
_OF_PROJECT = _CARDS.format(
    source="board_column b CROSS JOIN card c ON c.column_id = b.id",
    condition="b.project_id = ? ORDER BY b.id, c.rank",
)
_OF_IDS = _CARDS.format(source="card c", condition="c.id IN (SELECT value FROM json_each(?))")


def project_cards(store: Store, project_id: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a project's cards, each column's by rank; one query, and a part of the rows at a time."""
    return store.each(_OF_PROJECT, (project_id,))


def cards_by_id(store: Store, ids: str) -> list[tuple[Any, ...]]:
    """The rows of some cards; archived and removed ones are left out."""
    return store.rows(_OF_IDS, (ids,))


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(sorted(text.split(_BETWEEN), key=str.casefold)) if text else ()


class LineMaker:
    """Makes card lines from rows; equal names, dates and numbers are made once and shared."""

    __slots__ = ("_days", "_instants", "_milestones", "_people", "_sizes", "_traits", "_words")

    def __init__(self, milestones: Mapping[int, str]) -> None:
        """``milestones``: what they are called, by id."""
        self._milestones = milestones
        self._people: dict[str | None, tuple[str, ...]] = {}
        self._days: dict[str | None, date | None] = {None: None}
        self._words: dict[str, str] = {}
        self._sizes: dict[float, float] = {}
        self._instants: dict[int | None, int | None] = {}
        self._traits: dict[tuple[Any, ...], Traits] = {}

    def line(self, row: tuple[Any, ...]) -> CardLine:
        """The line of a card."""
        (card_id, version, number, title, column_id) = row[:5]
        (estimate, due) = row[8:10]
        (assignees, labels) = row[13:15]
        return CardLine(
            card_id,
            version,
            number,
            title,
            column_id,
            _kept(self._people, assignees, _names),
            _kept(self._people, labels, _names),
            _kept(self._traits, (*row[5:8], row[10]), self._as_traits),
            None if estimate is None else self._sizes.setdefault(estimate, estimate),
            _kept(self._days, due, date.fromisoformat),
            self._instant(row[11]),
            self._instant(row[12]),
            _NO_MARKS if row[15:22] == _UNMARKED else self._as_marks(*row[15:22]),
            row[22],
        )

    def _as_traits(self, read: tuple[Any, ...]) -> Traits:
        kind, priority, service, milestone = read
        words = self._words
        return Traits(
            "task" if kind is None else words.setdefault(kind, kind),
            "normal" if priority is None else words.setdefault(priority, priority),
            "standard" if service is None else words.setdefault(service, service),
            self._milestones.get(milestone),
        )

    def _as_marks(
        self,
        since: int | None,
        reason: str | None,
        done: int,
        checks: int,
        comments: int,
        waits: int,
        parent: int | None,
    ) -> Marks:
        why = "" if reason is None else self._words.setdefault(reason, reason)
        return Marks(since, why, done, checks, comments, waits, parent)

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
