"""Carries a plan out: one transaction, one group of events, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from models.definitions.plans import Applied, Batch, New, Plan
from models.portfolio import Conflict, Portfolio
from models.store.change import Change
from models.store.shapes import ORIGIN, SHAPES
from models.store.tables import Card, Table

Progress = Callable[[float, str], None]
ACTION = "import"


class Outdated(Conflict):
    """Somebody changed what the plan is about since it was made: plan again. Nothing was written."""


def apply(p: Portfolio, plan: Plan, progress: Progress | None = None) -> Applied:
    """Write what the plan says, as one group of events, and return what was done.

    `progress` hears how much is done (0 to 1) and of what. Raises Outdated when others changed these projects
    since the plan was made, and what the store raises; then nothing at all was written.
    """
    if plan.is_empty:
        return Applied(plan, events=False)
    tell = progress or _silent
    with p.change(ACTION) as change:
        change.unseal()
        _check(change, plan)
        _Writer(change, plan, tell).write()
        change.summary(plan.summary)
        wrote = change.wrote
    tell(1.0, "done")
    return Applied(plan, events=wrote)


def _silent(_done: float, _what: str) -> None:
    """Nobody listens."""


def _check(change: Change, plan: Plan) -> None:
    """Whether the rows of the plan's projects, and those of the whole portfolio, are as they were."""
    sql = "SELECT author, at, project, entity, row FROM event WHERE seq > ? ORDER BY seq DESC"
    for author, at, project, entity, row in change.rows(sql, (plan.sequence,)):
        if project is None or project in plan.projects:
            raise Outdated(
                f"{author} changed something that this import is about; nothing was imported, plan it again",
                entity=entity,
                row=row,
                fields={},
                by=author,
                at=at,
            )


class _Writer:
    def __init__(self, change: Change, plan: Plan, tell: Progress) -> None:
        self._change = change
        self._plan = plan
        self._tell = tell
        self._ids: dict[type[Table], list[int]] = {}
        self._total = sum(len(batch.made) + len(batch.changed) for batch in plan.batches) or 1
        self._done = 0

    def write(self) -> None:
        for batch in self._plan.batches:
            self._make(batch)
        for batch in self._plan.batches:
            self._edit(batch)
            for row in batch.removed:
                self._change.remove(batch.table, row)

    def _said(self, batch: Batch, count: int) -> None:
        self._done += count
        self._tell(min(self._done / self._total, 0.99), SHAPES[batch.table].entity.replace("_", " "))

    def _make(self, batch: Batch) -> None:
        if not batch.made:
            return
        if batch.table is Card:
            self._make_cards(batch)
        else:
            self._ids[batch.table] = self._change.create_many(
                batch.table, [self._resolved(fields) for fields in batch.made]
            )
        self._said(batch, len(batch.made))

    def _make_cards(self, batch: Batch) -> None:
        """Parents before their children."""
        ids = self._ids[Card] = [0] * len(batch.made)
        for places in _by_depth(batch.made):
            rows = [self._resolved(batch.made[place]) for place in places]
            for place, made in zip(places, self._change.create_many(Card, rows), strict=True):
                ids[place] = made

    def _edit(self, batch: Batch) -> None:
        if not batch.changed:
            return
        rows = [(row, seen, self._resolved(fields)) for row, seen, fields in batch.changed]
        self._change.update_many(batch.table, rows)
        self._said(batch, len(batch.changed))

    def _resolved(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The values with the ids of rows that were made a moment ago in place of what stood for them."""
        resolved: dict[str, Any] = {
            column: self._ids[value.table][value.index] if type(value) is New else value
            for column, value in fields.items()
        }
        origin: dict[str, Any] | None = fields.get(ORIGIN)
        if origin:
            resolved[ORIGIN] = {column: self._plain(value) for column, value in origin.items()}
        return resolved

    def _plain(self, value: Any) -> Any:
        if type(value) is New:
            return self._ids[value.table][value.index]
        if type(value) is list:
            return [self._plain(each) for each in value]
        return value


def _by_depth(cards: Sequence[dict[str, Any]]) -> list[list[int]]:
    """The places of new cards, those without a new parent first, then their children, and so on."""
    parents = [parent.index if type(parent := fields.get("parent_id")) is New else None for fields in cards]
    children: dict[int | None, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent, []).append(place)
    levels = []
    level = children.get(None, [])
    while level:
        levels.append(level)
        level = [child for place in level for child in children.get(place, ())]
    return levels
