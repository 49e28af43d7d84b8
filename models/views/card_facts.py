"""What the measures need to know about each project's cards: sums made in SQL, and the rows behind an age.

The queries read columns that the store keeps as a cache of the moves. Cards that moved or were archived after
the moment are left out of them and added one by one from their moves up to it, so a view of an earlier day
sees only what was true then; on an ordinary day there are none.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, NamedTuple

from models.measures.days import DAY_MS
from models.measures.flow import finishes_by_day
from models.measures.progress import CardSums
from models.measures.times import CardTimes, card_times
from models.views.scope import Scope, ids_text

RECENT_DAYS = 91
"""Covers the service level expectation (90 days), twelve calendar weeks and the first sampling window."""
WIDEST_DAYS = 96 * 7 + 1
NARROW_DAYS = 12 * 7
ENOUGH_FINISH_DAYS = 5


class BlockedNow(NamedTuple):
    """A card that is blocked at the moment."""

    card_id: int
    number: int
    since_ms: int
    reason: str


class CardFacts:
    """One project's cards in numbers; filled row by row or from sums."""

    def __init__(self) -> None:
        """No cards yet."""
        self.cards = 0
        """Not dropped; finished ones that were archived count."""
        self.open_cards = 0
        self.estimated = 0
        self.estimate = 0.0
        self.done_cards = 0
        self.done_estimated = 0
        self.done_estimate = 0.0
        self.in_progress: list[tuple[int, int]] = []
        """(card id, started at)."""
        self.shown: dict[int, int] = {}
        """Column id -> cards that stand in it on the board."""
        self.milestone_open: dict[int, int] = {}
        self.finished: list[CardTimes] = []
        self.blocked: list[BlockedNow] = []
        self.first_move_ms: int | None = None
        self.last_move_ms: int | None = None
        self.last_finish_ms: int | None = None

    @property
    def sums(self) -> CardSums:
        """What percent complete is made of."""
        return CardSums(
            cards=self.cards,
            estimated=self.estimated,
            estimate=self.estimate,
            done_cards=self.done_cards,
            done_estimated=self.done_estimated,
            done_estimate=self.done_estimate,
        )

    def add_sums(self, kind: str, archived: bool, cards: int, estimated: int, estimate: float) -> None:
        """Add cards of one column: how many, how many with an estimate, the sum of these.

        What was archived unfinished is dropped; archiving what is finished changes no number.
        """
        if kind == "dropped" or (archived and kind != "done"):
            return
        self.cards += cards
        self.estimated += estimated
        self.estimate += estimate
        if kind == "done":
            self.done_cards += cards
            self.done_estimated += estimated
            self.done_estimate += estimate
        else:
            self.open_cards += cards

    def add(
        self,
        card_id: int,
        column_id: int,
        kind: str,
        estimate: float | None,
        milestone_id: int | None,
        started: int | None,
        finished: int | None,
        since_ms: int,
    ) -> None:
        """Add a card that is not archived; a finish before ``since_ms`` is not kept."""
        self.shown[column_id] = self.shown.get(column_id, 0) + 1
        self.add_sums(kind, False, 1, int(estimate is not None), estimate or 0.0)
        if finished is not None:
            self._add_finish(started, finished, since_ms)
        if kind == "done" or kind == "dropped":
            return
        if milestone_id is not None:
            self.milestone_open[milestone_id] = self.milestone_open.get(milestone_id, 0) + 1
        if started is not None:
            self.in_progress.append((card_id, started))

    def add_archived(
        self, kind: str, estimate: float | None, started: int | None, finished: int | None, since_ms: int
    ) -> None:
        """Add a card that was archived."""
        self.add_sums(kind, True, 1, int(estimate is not None), estimate or 0.0)
        if finished is not None:
            self._add_finish(started, finished, since_ms)

    def _add_finish(self, started: int | None, finished: int, since_ms: int) -> None:
        self.saw_finish(finished)
        if finished >= since_ms:
            self.finished.append(CardTimes(started_ms=started, finished_ms=finished))

    def saw_finish(self, at_ms: int | None) -> None:
        """Note a finish."""
        if at_ms is not None and (self.last_finish_ms is None or at_ms > self.last_finish_ms):
            self.last_finish_ms = at_ms


Kinds = Mapping[int, str]
"""Column id -> kind."""

_LATER = """
SELECT c.project_id, c.id, c.estimate, c.milestone_id, c.archived_at, m.at, m.to_column_id
FROM card c LEFT JOIN move m ON m.card_id = c.id AND m.removed = 0 AND m.at <= ?
WHERE c.removed = 0 AND c.project_id IN (SELECT value FROM json_each(?)) AND c.id IN (
    SELECT x.card_id FROM board_column k JOIN move x ON x.to_column_id = k.id
    WHERE k.project_id IN (SELECT value FROM json_each(?)) AND x.removed = 0 AND x.at > ?
    UNION
    SELECT id FROM card WHERE removed = 0 AND archived_at IS NOT NULL AND archived_at > ?
        AND project_id IN (SELECT value FROM json_each(?)))
ORDER BY c.id, m.at, m.id
"""
_SUMS = """
SELECT project_id, column_id, 0, count(*), count(estimate), coalesce(sum(estimate), 0.0), max(finished_at)
FROM card WHERE removed = 0 AND archived_at IS NULL
  AND project_id IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT value FROM json_each(?))
GROUP BY project_id, column_id
UNION ALL
SELECT project_id, column_id, 1, count(*), count(estimate), coalesce(sum(estimate), 0.0), max(finished_at)
FROM card WHERE removed = 0 AND archived_at IS NOT NULL
  AND project_id IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT value FROM json_each(?))
GROUP BY project_id, column_id
"""
_IN_PROGRESS = """
SELECT project_id, id, column_id, started_at FROM card
WHERE removed = 0 AND archived_at IS NULL AND started_at IS NOT NULL AND finished_at IS NULL
  AND project_id IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT value FROM json_each(?))
"""
_FINISHED = """
SELECT project_id, started_at, finished_at FROM card
WHERE removed = 0 AND finished_at IS NOT NULL AND finished_at >= ? AND finished_at < ?
  AND project_id IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT value FROM json_each(?))
"""
_MILESTONES = """
SELECT c.milestone_id, c.column_id, count(*) FROM card c
WHERE c.removed = 0 AND c.archived_at IS NULL AND c.milestone_id IS NOT NULL
  AND c.milestone_id IN (SELECT id FROM milestone WHERE project_id IN (SELECT value FROM json_each(?)))
  AND c.id NOT IN (SELECT value FROM json_each(?))
GROUP BY c.milestone_id, c.column_id
"""
_MILESTONE_PROJECTS = """
SELECT id, project_id FROM milestone WHERE removed = 0 AND project_id IN (SELECT value FROM json_each(?))
"""
_MOVED = """
SELECT project_id, min(first), max(last) FROM (
    SELECT k.project_id,
           (SELECT min(at) FROM move WHERE to_column_id = k.id AND removed = 0) AS first,
           (SELECT max(at) FROM move WHERE to_column_id = k.id AND removed = 0 AND at <= ?) AS last
    FROM board_column k WHERE k.project_id IN (SELECT value FROM json_each(?)))
WHERE first <= ? GROUP BY project_id
"""
_BLOCKED = """
SELECT c.project_id, c.id, c.number, b.started_at, b.reason, c.column_id
FROM block b JOIN card c ON c.id = b.card_id
WHERE b.removed = 0 AND b.archived_at IS NULL AND b.started_at <= ? AND (b.ended_at IS NULL OR b.ended_at > ?)
  AND c.removed = 0 AND (c.archived_at IS NULL OR c.archived_at > ?)
  AND (c.finished_at IS NULL OR c.finished_at > ?)
  AND c.project_id IN (SELECT value FROM json_each(?))
ORDER BY b.started_at, b.id
"""


def card_facts(scope: Scope, kinds: Kinds) -> dict[int, CardFacts]:
    """The facts of each project of the scope that has cards; eight queries. ``kinds``: of their columns."""
    facts: dict[int, CardFacts] = {}
    changed = _add_later(scope, kinds, facts)
    later = ids_text(changed)
    _add_sums(scope, kinds, facts, later)
    _add_recent(scope, kinds, facts, later)
    _add_milestones(scope, kinds, facts, later)
    for project_id, (first, last) in moved(scope).items():
        one = _of(facts, project_id)
        one.first_move_ms, one.last_move_ms = first, last
    _add_blocked(scope, kinds, facts, changed)
    return facts


_KINDS = (
    "SELECT id, kind FROM board_column WHERE removed = 0 AND project_id IN (SELECT value FROM json_each(?))"
)


def count_cards(scope: Scope) -> dict[int, CardFacts]:
    """Only the counts and sums of each project; three queries."""
    kinds: dict[int, str] = dict(scope.store.rows(_KINDS, (scope.ids,)))
    facts: dict[int, CardFacts] = {}
    later = ids_text(_add_later(scope, kinds, facts))
    _add_sums(scope, kinds, facts, later)
    return facts


def _of(facts: dict[int, CardFacts], project_id: int) -> CardFacts:
    found = facts.get(project_id)
    if found is None:
        found = facts[project_id] = CardFacts()
    return found


def _later_cards(scope: Scope) -> list[tuple[tuple[Any, ...], list[tuple[int, int]]]]:
    """Cards that moved or were archived after the moment: their row, and their moves (at, column) up to it.

    A card without moves up to the moment was not there yet.
    """
    now = scope.moment.now_ms
    cards: dict[int, tuple[tuple[Any, ...], list[tuple[int, int]]]] = {}
    for *card, at, column_id in scope.store.rows(_LATER, (now, scope.ids, scope.ids, now, now, scope.ids)):
        moves = cards.setdefault(card[1], (tuple(card), []))[1]
        if at is not None:
            moves.append((at, column_id))
    return list(cards.values())


def _add_later(scope: Scope, kinds: Kinds, facts: dict[int, CardFacts]) -> frozenset[int]:
    """Add the cards that changed after the moment as they were then; returns their ids."""
    now = scope.moment.now_ms
    since = now - WIDEST_DAYS * DAY_MS
    cards = _later_cards(scope)
    for (project_id, card_id, estimate, milestone_id, archived_at), moves in cards:
        if not moves:
            continue
        times = card_times([(at, kinds.get(column, "queue")) for at, column in moves])
        column_id = moves[-1][1]
        kind = kinds.get(column_id, "queue")
        one = _of(facts, project_id)
        if archived_at is not None and archived_at <= now:
            one.add_archived(kind, estimate, times.started_ms, times.finished_ms, since)
        else:
            one.add(
                card_id, column_id, kind, estimate, milestone_id, times.started_ms, times.finished_ms, since
            )
    return frozenset(card[1] for card, _ in cards)


def add_later(scope: Scope, kinds: Kinds, project_id: int, cards: CardFacts) -> frozenset[int]:
    """The same for a scope of one project; one query."""
    return _add_later(scope, kinds, {project_id: cards})


def _add_sums(scope: Scope, kinds: Kinds, facts: dict[int, CardFacts], later: str) -> None:
    for row in scope.store.rows(_SUMS, (scope.ids, later, scope.ids, later)):
        project_id, column_id, archived, cards, estimated, estimate, last_finish = row
        one = _of(facts, project_id)
        one.add_sums(kinds.get(column_id, "queue"), bool(archived), cards, estimated, estimate)
        if not archived:
            one.shown[column_id] = one.shown.get(column_id, 0) + cards
        one.saw_finish(last_finish)


def _add_recent(scope: Scope, kinds: Kinds, facts: dict[int, CardFacts], later: str) -> None:
    for project_id, card_id, column_id, started in scope.store.each(_IN_PROGRESS, (scope.ids, later)):
        if kinds.get(column_id) not in ("done", "dropped"):
            _of(facts, project_id).in_progress.append((card_id, started))
    now = scope.moment.now_ms
    recent = now - RECENT_DAYS * DAY_MS
    _add_finishes(scope, facts, (recent, now + 1, scope.ids, later))
    sparse = [project_id for project_id, one in facts.items() if _is_sparse(scope, one)]
    _add_finishes(scope, facts, (now - WIDEST_DAYS * DAY_MS, recent, ids_text(sparse), later))


def _add_finishes(scope: Scope, facts: dict[int, CardFacts], params: tuple[Any, ...]) -> None:
    for project_id, started, finished in scope.store.each(_FINISHED, params):
        facts[project_id].finished.append(CardTimes(started_ms=started, finished_ms=finished))


def _is_sparse(scope: Scope, one: CardFacts) -> bool:
    """Whether the first sampling window has too few days with a finish, so that a wider one will be taken."""
    today = scope.moment.today
    days = finishes_by_day(one.finished, scope.moment.calendar)
    return sum(1 for day in days if 0 < (today - day).days <= NARROW_DAYS) < ENOUGH_FINISH_DAYS


def _add_milestones(scope: Scope, kinds: Kinds, facts: dict[int, CardFacts], later: str) -> None:
    projects = dict(scope.store.rows(_MILESTONE_PROJECTS, (scope.ids,)))
    for milestone_id, column_id, cards in scope.store.rows(_MILESTONES, (scope.ids, later)):
        if kinds.get(column_id) in ("done", "dropped") or milestone_id not in projects:
            continue
        milestone_open = _of(facts, projects[milestone_id]).milestone_open
        milestone_open[milestone_id] = milestone_open.get(milestone_id, 0) + cards


def moved(scope: Scope) -> dict[int, tuple[int, int]]:
    """Project id -> its first and last move into one of its columns, up to the moment; one query."""
    now = scope.moment.now_ms
    rows = scope.store.rows(_MOVED, (now, scope.ids, now))
    return {project_id: (first, last) for project_id, first, last in rows}


def _add_blocked(scope: Scope, kinds: Kinds, facts: dict[int, CardFacts], changed: Container[int]) -> None:
    now = scope.moment.now_ms
    for row in scope.store.rows(_BLOCKED, (now, now, now, now, scope.ids)):
        project_id, card_id, number, since, reason, column_id = row
        if card_id in changed or kinds.get(column_id) not in ("done", "dropped"):
            _of(facts, project_id).blocked.append(BlockedNow(card_id, number, since, reason))
