"""What the database holds of what a document is about, read in one snapshot, a fixed number of queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.definitions import bindings as b
from models.store.database import Store
from models.store.shapes import SHAPES, unpacked
from models.store.tables import (
    CardAssignee,
    CardLabel,
    MilestoneDue,
    Move,
    ProgramGoal,
    ProjectGoal,
    Snapshot,
    Table,
)


@dataclass(slots=True)
class HeldRow:
    """A live row: its values by column, and those that a file last gave (`origin`; empty: never)."""

    id: int
    version: int
    values: dict[str, Any]
    origin: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HeldLink:
    """A link from a card to another one, with the reference that files use for it."""

    row: int
    other: int
    ref: str


@dataclass(slots=True)
class Held:
    """The rows that an import may touch; children only of the projects in the document."""

    sequence: int
    rows: dict[str, list[HeldRow]]
    goals_of: dict[str, dict[int, list[HeldRow]]]
    settings: dict[str, HeldRow]
    snapshots: set[tuple[int, str]]
    dues: dict[int, list[list[Any]]] = field(default_factory=dict)
    """(date, since when) of each milestone."""
    moves: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    labels: dict[int, dict[str, int]] = field(default_factory=dict)
    label_ids: dict[tuple[int, str], int] = field(default_factory=dict)
    assignees: dict[int, dict[int, int]] = field(default_factory=dict)
    links: dict[tuple[int, str], list[HeldLink]] = field(default_factory=dict)
    reverse: dict[tuple[int, str], list[HeldLink]] = field(default_factory=dict)
    refs: dict[str, int] = field(default_factory=dict)
    """`PROJECT/id` of cards that the document refers to or holds -> the card."""
    project_ids: dict[str, int] = field(default_factory=dict)
    """The projects that the document holds or refers to, by key."""
    deleted_projects: frozenset[str] = frozenset()
    """Keys of the document's projects that were deleted for ever."""
    numbers: dict[int, set[int]] = field(default_factory=dict)
    """Numbers that were ever used, by project."""
    last_rank: dict[int, str] = field(default_factory=dict)
    """The highest rank of each column."""


class Reader:
    """Reads rows of one consistent snapshot."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def held(self, project_keys: Sequence[str], foreign: Sequence[str]) -> Held:
        """Everything about these projects; `foreign`: other projects whose cards the document refers to."""
        keys = json.dumps(list(project_keys))
        projects = self.listed(b.PROJECTS, "key IN (SELECT value FROM json_each(?))", (keys,))
        ids = json.dumps([row.id for row in projects])
        held = Held(
            sequence=self._store.last_sequence(),
            rows={"project": projects},
            goals_of={
                "programs": self._goals(ProgramGoal, "program_id", "1", ()),
                "projects": self._goals(ProjectGoal, "project_id", _IN.format("project_id"), (ids,)),
            },
            settings={row.values["key"]: row for row in self.listed(b.SETTINGS, "1", ())},
            snapshots=self._snapshots(json.dumps([*project_keys, *foreign])),
        )
        for listing in (b.PEOPLE, b.ABSENCES, b.CLIENTS, b.CONTACTS, b.GOALS, b.PROGRAMS, b.VIEWS):
            held.rows[listing.entity] = self.listed(listing, "1", ())
        for listing in (b.COLUMNS, b.MILESTONES, b.CARDS, *b.PROJECT_LISTS):
            held.rows[listing.entity] = self.listed(listing, _IN.format("project_id"), (ids,))
        for listing in b.CARD_LISTS:
            held.rows[listing.entity] = self.listed(listing, _OF_CARDS, (ids,))
        self._flow(held, ids)
        self._links(held, ids)
        self._places(held, ids, json.dumps([*project_keys, *foreign]))
        return held

    def rows(self, table: type[Table], where: str, params: Sequence[object]) -> list[HeldRow]:
        """Live rows without their origins, in the order in which they were made."""
        shape = SHAPES[table]
        names = ("id", *shape.columns)
        found = self._store.rows(f"{shape.select} WHERE removed = 0 AND {where} ORDER BY id", params)
        made = []
        for values in found:
            row = dict(zip(names, values, strict=True))
            made.append(HeldRow(row["id"], row["version"], row, {}))
        return made

    def listed(self, listing: b.Listing, where: str, params: Sequence[object]) -> list[HeldRow]:
        """Live rows with their origins."""
        rows = self.rows(listing.table, where, params)
        if not rows:
            return rows
        name = listing.entity
        sql = (
            f"SELECT row, fields FROM origin WHERE entity = ? AND row IN "
            f'(SELECT id FROM "{name}" WHERE removed = 0 AND {where})'
        )
        origins = dict(self._store.rows(sql, (name, *params)))
        for row in rows:
            text = origins.get(row.id)
            if text:
                row.origin = unpacked(text)
        return rows

    def moved_away(self, projects: Sequence[int]) -> list[HeldRow]:
        """Cards that came from files of these projects and stand in others now; as if they had stayed."""
        ids = json.dumps(list(projects))
        rows = self.listed(b.CARDS, _MOVED_AWAY, (ids,))
        for row in rows:
            row.values = {**row.values, "project_id": row.origin[HOME]}
        return rows

    def _goals(
        self, table: type[Table], owner: str, where: str, params: Sequence[object]
    ) -> dict[int, list[HeldRow]]:
        return _grouped(self.rows(table, where, params), owner)

    def _snapshots(self, keys: str) -> set[tuple[int, str]]:
        where = f"project_id IN (SELECT id FROM project WHERE {_IN.format('key')})"
        rows = self.rows(Snapshot, where, (keys,))
        return {(row.values["project_id"], row.values["day"]) for row in rows}

    def _flow(self, held: Held, ids: str) -> None:
        dues = f"milestone_id IN (SELECT id FROM milestone WHERE removed = 0 AND {_IN.format('project_id')})"
        for row in self.rows(MilestoneDue, dues, (ids,)):
            held.dues.setdefault(row.values["milestone_id"], []).append([row.values["due"], row.values["at"]])
        moves: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in self.rows(Move, _OF_CARDS, (ids,)):
            moves[row.values["card_id"]].append(row.values)
        for of_card in moves.values():
            of_card.sort(key=lambda move: (move["at"], move["id"]))
        held.moves = moves

    def _links(self, held: Held, ids: str) -> None:
        store = self._store
        labels = "SELECT id, project_id, name FROM label WHERE removed = 0 AND " + _IN.format("project_id")
        names = {}
        for label, project, name in store.rows(labels, (ids,)):
            names[label] = name
            held.label_ids[project, name] = label
        for row in self.rows(CardLabel, _OF_CARDS, (ids,)):
            name = names.get(row.values["label_id"])
            if name is not None:
                held.labels.setdefault(row.values["card_id"], {})[name] = row.id
        for row in self.rows(CardAssignee, _OF_CARDS, (ids,)):
            held.assignees.setdefault(row.values["card_id"], {})[row.values["person_id"]] = row.id
        for side, other, target in (
            ("card_id", "other_id", held.links),
            ("other_id", "card_id", held.reverse),
        ):
            sql = _LINKS.format(side=side, other=other)
            for row_id, card, kind, far, key, code in store.rows(sql, (ids,)):
                target.setdefault((card, kind), []).append(HeldLink(row_id, far, f"{key}/{code}"))

    def _places(self, held: Held, ids: str, keys: str) -> None:
        for card, key, code in self._store.rows(_CARD_REFS, (keys,)):
            held.refs[f"{key}/{code}"] = card
        held.deleted_projects = frozenset(key for (key,) in self._store.rows(_DELETED, (keys,)))
        held.project_ids = dict(self._store.rows(_PROJECTS, (keys,)))
        for project, number in self._store.rows(_NUMBERS, (ids,)):
            held.numbers.setdefault(project, set()).add(number)
        held.last_rank = dict(self._store.rows(_RANKS, (ids,)))


HOME = "@project"
"""In a card's origin: the project whose file it came from."""
_MOVED_AWAY = (
    "id IN (SELECT c.id FROM origin o JOIN card c ON c.id = o.row WHERE o.entity = 'card' AND c.removed = 0 "
    """AND json_extract(o.fields, '$."@project"') IN (SELECT value FROM json_each(?)) """
    """AND json_extract(o.fields, '$."@project"') <> c.project_id)"""
)
_IN = "{} IN (SELECT value FROM json_each(?))"
_OF_CARDS = f"card_id IN (SELECT id FROM card WHERE removed = 0 AND {_IN.format('project_id')})"
_LINKS = (
    "SELECT l.id, l.{side}, l.kind, l.{other}, p.key, c.code FROM card_link l "
    "JOIN card c ON c.id = l.{other} "
    "JOIN project p ON p.id = c.project_id WHERE l.removed = 0 AND c.removed = 0 AND l.{side} IN "
    "(SELECT id FROM card WHERE removed = 0 AND project_id IN (SELECT value FROM json_each(?)))"
)
_CARD_REFS = (
    "SELECT c.id, p.key, c.code FROM card c JOIN project p ON p.id = c.project_id WHERE c.removed = 0 "
    "AND p.removed = 0 AND p.key IN (SELECT value FROM json_each(?))"
)
_PROJECTS = "SELECT key, id FROM project WHERE removed = 0 AND key IN (SELECT value FROM json_each(?))"
_DELETED = "SELECT key FROM project WHERE name = '' AND key IN (SELECT value FROM json_each(?))"
_NUMBERS = "SELECT project_id, number FROM card WHERE " + _IN.format("project_id")
_RANKS = "SELECT column_id, max(rank) FROM card WHERE " + _IN.format("project_id") + " GROUP BY column_id"


def _grouped(rows: Iterable[HeldRow], column: str) -> dict[int, list[HeldRow]]:
    grouped: defaultdict[int, list[HeldRow]] = defaultdict(list)
    for row in rows:
        grouped[row.values[column]].append(row)
    return grouped
