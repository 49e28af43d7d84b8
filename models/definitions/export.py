"""Writes a portfolio, or some of its projects, as a definition file: state and flow history, whole.

Importing the text into an empty database and exporting again gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.definitions import bindings as b
from models.definitions.emitter import Node, Plain, document
from models.definitions.export_rows import Portion, Row
from models.definitions.instants import instant_text
from models.measures.money import export_amount
from models.measures.thresholds import stored
from models.portfolio import Portfolio
from models.store.restore import RESTORED
from models.store.tables import (
    Setting,
    Snapshot,
)
from models.text import clean_text

Entry = dict[str, Node]


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of the file, and the links that are not in it: to cards of other projects."""

    text: str
    left_out: tuple[str, ...]


def export(p: Portfolio, projects: Sequence[str] | None = None) -> str:
    """Return the YAML text of these projects (by key) and of what they refer to; None: the whole portfolio.

    Raises InvalidValue for a key that no project has.
    """
    return exported(p, projects).text


def exported(p: Portfolio, projects: Sequence[str] | None = None) -> Exported:
    """As `export`, with the links that were left out."""
    with p.store.snapshot():
        writer = _Writer(Portion(p.store, projects))
        return Exported(document(_cleaned(writer.document())), tuple(writer.left_out))


def number_text(value: float) -> str:
    """A number without exponent and without a needless fraction: `40`, `0.5`."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def _json_node(value: Any) -> Node:
    """A value of a JSON document; numbers keep their type, so that they read back as they were."""
    if isinstance(value, dict):
        return {str(key): _json_node(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_json_node(inner) for inner in value]
    if value is None:
        return Plain("null")
    if isinstance(value, bool):
        return Plain("true" if value else "false")
    if isinstance(value, int):
        return Plain(str(value))
    if isinstance(value, float):
        return Plain(f"{int(value)}.0" if value.is_integer() else format(Decimal(repr(value)), "f"))
    return str(value)


def _cleaned(node: Mapping[str, Node]) -> dict[str, Node]:
    """The node with clean texts: what another program wrote past the gate must not make a file that acts."""
    return {clean_text(key): _clean(value) for key, value in node.items()}


def _clean(node: Node) -> Node:
    if isinstance(node, str):
        return node if isinstance(node, Plain) else clean_text(node)
    if isinstance(node, Mapping):
        return _cleaned(node)
    return [_clean(each) for each in node]


class _Writer:
    def __init__(self, portion: Portion) -> None:
        self._from = portion
        self.left_out: list[str] = []

    # -- writing ---------------------------------------------------------------------------------------------

    def document(self) -> Entry:
        people, clients, goals, programs = self._from.referred()
        top: Entry = {"pmboard": Plain("1")}
        _put(top, "settings", self._settings() if self._from.whole else {})
        _put(top, "people", [self._person(row) for row in people])
        _put(top, "clients", [self._client(row) for row in clients])
        _put(top, "goals", [self._plain(b.GOALS, row) for row in goals])
        _put(top, "programs", [self._program(row) for row in programs])
        _put(top, "projects", [self._project(row) for row in self._from.projects])
        _put(
            top,
            "views",
            [self._plain(b.VIEWS, row) for row in self._from.live(b.VIEWS)] if self._from.whole else [],
        )
        _put(top, "snapshots", self._snapshots())
        return top

    def _settings(self) -> Entry:
        values = {row["key"]: row["value"] for row in self._from.rows(Setting, order="key")}
        settings: Entry = {}
        values.pop(RESTORED, None)  # What a restore noted of this very file; nobody chose it.
        if "time_zone" in values:
            settings["time_zone"] = values.pop("time_zone")
        _put(settings, "values", values)
        return settings

    def _snapshots(self) -> list[Entry]:
        rows = self._from.rows(Snapshot, self._from.within("project_id"), (self._from.ids,), "day, id")
        rows.sort(key=lambda row: (row["day"], self._from.project_keys[row["project_id"]]))
        entries: list[Entry] = []
        for row in rows:
            entry: Entry = {"project": self._from.project_keys[row["project_id"]], "date": Plain(row["day"])}
            _put(entry, "values", _json_node(json.loads(row["numbers"])))
            entries.append(entry)
        return entries

    def _plain(self, listing: b.Listing, row: Row, nested: Mapping[str, Node] | None = None) -> Entry:
        """An entry's fields in the order of the page: its own, what hangs on it, `archived`, `id`."""
        entry: Entry = {}
        for one in listing.fields:
            if one is not b.ARCHIVED and one is not b.ID:
                self._field(entry, one, row)
        for key, node in (nested or {}).items():
            _put(entry, key, node)
        for one in (b.ARCHIVED, b.ID):
            if one in listing.fields:
                self._field(entry, one, row)
        return entry

    def _field(self, entry: Entry, one: b.Binding, row: Row) -> None:
        value = row[one.column]
        if value is None:
            return
        node = self._writers(one.codec, row)(value)
        if node is not None:
            entry[one.key] = node

    def _writers(self, codec: b.Codec, row: Row) -> Callable[[Any], Node | None]:
        if codec == "text":
            return str
        if codec == "day":
            return Plain
        if codec == "money":
            currency = row.get("currency") or self._from.currency[row["project_id"]]
            return lambda value: Plain(export_amount(value, currency))
        if codec == "card":
            return lambda value: self._card_ref(row, value, "is part of")
        if codec in b.REFERENCES:
            return self._from.keys[codec].get
        return _SIMPLE[codec]

    def _person(self, row: Row) -> Entry:
        return self._plain(
            b.PEOPLE, row, {"absences": self._entries(b.ABSENCES, self._from.absences[row["id"]])}
        )

    def _client(self, row: Row) -> Entry:
        return self._plain(
            b.CLIENTS, row, {"contacts": self._entries(b.CONTACTS, self._from.contacts[row["id"]])}
        )

    def _program(self, row: Row) -> Entry:
        return self._plain(b.PROGRAMS, row, {"goals": self._served(self._from.program_goals[row["id"]])})

    def _entries(self, listing: b.Listing, rows: Iterable[Row]) -> list[Entry]:
        return [self._plain(listing, row) for row in rows]

    def _served(self, links: list[Row]) -> list[Node]:
        goals = self._from.keys["goal"]
        served = sorted(
            (goals[link["goal_id"]], link["weight"]) for link in links if link["goal_id"] in goals
        )
        if all(weight == 1 for _, weight in served):
            return [key for key, _ in served]
        return [{"goal": key, "weight": Plain(number_text(weight))} for key, weight in served]

    def _project(self, row: Row) -> Entry:
        at = row["id"]
        entry: Entry = {}
        for one in b.PROJECTS.fields:
            if one.column == "manager_id":
                _put(entry, "goals", self._served(self._from.project_goals[at]))
            if one.column == "cadence":
                self._money_of(entry, row)
            if one is not b.ARCHIVED:
                self._field(entry, one, row)
        _put(entry, "columns", self._entries(b.COLUMNS, self._from.columns[at]))
        _put(entry, "milestones", [self._milestone(one) for one in self._from.milestones[at]])
        for listing in (b.ALLOCATIONS, b.RISKS, b.STAKEHOLDERS, b.EXPECTATIONS, b.SATISFACTION, b.UPDATES):
            write = (
                self._risk if listing is b.RISKS else lambda one, listing=listing: self._plain(listing, one)
            )
            _put(entry, listing.name, [write(one) for one in self._from.lists[listing.name][at]])
        _put(entry, "cards", [self._card(one) for one in self._from.cards[at]])
        entry["next_number"] = Plain(str(row["next_number"]))
        self._field(entry, b.ARCHIVED, row)
        return entry

    def _money_of(self, entry: Entry, row: Row) -> None:
        """Baselines, budget and costs."""
        baselines = self._entries(b.BASELINES, self._from.lists["baselines"][row["id"]])
        if baselines or row["start"] or row["target"] or row["budget"] is not None:
            # Left out, the import would make a baseline of start, target and budget.
            entry["baselines"] = baselines
        budget: Entry = {}
        for one in b.BUDGET:
            self._field(budget, one, row)
        _put(budget, "lines", self._entries(b.BUDGET_LINES, self._from.lists["lines"][row["id"]]))
        _put(entry, "budget", budget)
        _put(entry, "costs", self._entries(b.COSTS, self._from.lists["costs"][row["id"]]))

    def _milestone(self, row: Row) -> Entry:
        dues: list[Node] = []
        for due in self._from.dues[row["id"]]:
            since = Plain(instant_text(due["at"]))
            dues.append({"due": Plain(due["due"]), "at": since} if due["due"] else {"at": since})
        entry = self._plain(b.MILESTONES, row, {"dues": dues})
        if not dues and row["due"]:
            # Left out, the import would say that the date was set then.
            entry["dues"] = []
        return entry

    def _risk(self, row: Row) -> Entry:
        residual: Entry = {}
        for one in b.RESIDUAL:
            self._field(residual, one, row)
        return self._plain(b.RISKS, row, {"residual": residual})

    def _card_ref(self, row: Row, other: int, how: str) -> str | None:
        found = self._from.card_refs.get(other)
        if found is None:
            self.left_out.append(
                f"{self._from.card_names[row['id']]} {how} a card of a project that is not exported"
            )
            return None
        project, code = found
        return str(code) if project == row["project_id"] else f"{self._from.project_keys[project]}/{code}"

    def _linked(self, row: Row, kind: str, how: str) -> list[Node]:
        refs = (
            self._card_ref(row, link["other_id"], how)
            for link in self._from.links[row["id"]]
            if link["kind"] == kind
        )
        found: list[Node] = [ref for ref in refs if ref is not None]
        return sorted(found, key=str)

    def _column_name(self, project: int, column: int) -> str:
        """A column's name on the project's board; a card from another board was in columns of that one."""
        home, name, kind = self._from.places[column]
        own = self._from.columns[project]
        if home == project or any(each["name"] == name for each in own):
            return name
        alike = [str(each["name"]) for each in own if each["kind"] == kind]
        return alike[0] if alike else str(own[0]["name"])

    def _card(self, row: Row) -> Entry:
        at = row["id"]
        people = self._from.keys["person"]
        entry: Entry = {}
        for one in b.CARDS.fields:
            if one.column == "due":
                _put(
                    entry,
                    "assignees",
                    sorted(
                        people[who["person_id"]]
                        for who in self._from.assignees[at]
                        if who["person_id"] in people
                    ),
                )
                _put(
                    entry,
                    "labels",
                    sorted(self._from.label_names[one["label_id"]] for one in self._from.labels[at]),
                )
            if one.column == "description":
                _put(entry, "depends_on", self._linked(row, "depends", "depends on"))
                _put(entry, "relates", self._linked(row, "relates", "relates to"))
                _put(entry, "blocks", self._entries(b.BLOCKS, self._from.card_lists["blocks"][at]))
            if one is not b.ARCHIVED:
                self._field(entry, one, row)
        _put(entry, "checklist", self._entries(b.CHECKLIST, self._from.card_lists["checklist"][at]))
        _put(entry, "comments", self._entries(b.COMMENTS, self._from.card_lists["comments"][at]))
        history: list[Entry] = []
        for move in self._from.moves[at]:
            step: Entry = {
                "column": self._column_name(row["project_id"], move["to_column_id"]),
                "at": Plain(instant_text(move["at"])),
            }
            _put(step, "by", move["by"])
            history.append(step)
        _put(entry, "history", history)
        entry["number"] = Plain(str(row["number"]))
        entry["created"] = Plain(instant_text(row["created_at"]))
        self._field(entry, b.ARCHIVED, row)
        return entry


_SIMPLE: dict[str, Callable[[Any], Node]] = {
    "instant": lambda value: Plain(instant_text(value)),
    "number": lambda value: Plain(number_text(value)),
    "whole": lambda value: Plain(str(value)),
    "truth": lambda value: Plain("true" if value else "false"),
    "rules": lambda value: _json_node(stored(value)),
}


def _put(entry: Entry, key: str, node: Any) -> None:
    """Set the key unless there is nothing to say."""
    if node:
        entry[key] = node
