"""Writes a portfolio, or some of its projects, as a definition file: state and flow history, whole.

Importing the text into an empty database and exporting again gives the same bytes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.actions.problems import InvalidValue
from models.definitions import bindings as b
from models.definitions.emitter import Node, Plain, document
from models.definitions.instants import instant_text
from models.definitions.problems import suggestion
from models.measures.money import export_amount
from models.portfolio import Portfolio
from models.store.shapes import SHAPES
from models.store.tables import (
    CardAssignee,
    CardLabel,
    CardLink,
    Label,
    MilestoneDue,
    Move,
    ProgramGoal,
    ProjectGoal,
    Setting,
    Snapshot,
    Table,
)

Row = dict[str, Any]
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
        writer = _Writer(p, projects)
        return Exported(document(writer.document()), tuple(writer.left_out))


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


class _Writer:
    def __init__(self, p: Portfolio, keys: Sequence[str] | None) -> None:
        self._store = p.store
        self.left_out: list[str] = []
        projects = self._live(b.PROJECTS)
        self._whole = keys is None
        if keys is not None:
            _check_known(keys, [row["key"] for row in projects])
            projects = [row for row in projects if row["key"] in keys]
        self._projects = projects
        self._ids = json.dumps([row["id"] for row in projects])
        self._currency = {row["id"]: row["currency"] for row in projects}
        self._read_people_and_goals()
        self._read_boards()

    # -- reading ---------------------------------------------------------------------------------------------

    def _rows(
        self, table: type[Table], where: str = "", params: Sequence[object] = (), order: str = "id"
    ) -> list[Row]:
        shape = SHAPES[table]
        names = ("id", *shape.columns)
        sql = f"{shape.select} WHERE removed = 0 {where} ORDER BY {order}"
        return [dict(zip(names, row, strict=True)) for row in self._store.rows(sql, params)]

    def _live(self, listing: b.Listing) -> list[Row]:
        return self._rows(listing.table, order=f"{listing.order}, id")

    def _of_projects(self, listing: b.Listing) -> list[Row]:
        return self._rows(listing.table, self._within("project_id"), (self._ids,), f"{listing.order}, id")

    def _of_cards(self, table: type[Table], order: str = "id") -> list[Row]:
        inner = f"SELECT id FROM card WHERE removed = 0 {self._within('project_id')}"
        return self._rows(table, f"AND card_id IN ({inner})", (self._ids,), order)

    def _within(self, column: str) -> str:
        return f"AND {column} IN (SELECT value FROM json_each(?))"

    def _read_people_and_goals(self) -> None:
        self._people = self._live(b.PEOPLE)
        self._clients = self._live(b.CLIENTS)
        self._goals = self._live(b.GOALS)
        self._programs = self._live(b.PROGRAMS)
        self._keys: dict[str, dict[int, str]] = {
            "person": {row["id"]: row["key"] for row in self._people},
            "client": {row["id"]: row["key"] for row in self._clients},
            "program": {row["id"]: row["key"] for row in self._programs},
            "goal": {row["id"]: row["key"] for row in self._goals},
        }
        self._absences = _grouped(self._live(b.ABSENCES), "person_id")
        self._contacts = _grouped(self._live(b.CONTACTS), "client_id")
        self._program_goals = _grouped(self._rows(ProgramGoal), "program_id")
        self._project_goals = _grouped(
            self._rows(ProjectGoal, self._within("project_id"), (self._ids,)), "project_id"
        )

    def _read_boards(self) -> None:
        self._lists = {one.name: _grouped(self._of_projects(one), "project_id") for one in b.PROJECT_LISTS}
        columns = self._of_projects(b.COLUMNS)
        self._columns = _grouped(columns, "project_id")
        milestones = self._of_projects(b.MILESTONES)
        self._milestones = _grouped(milestones, "project_id")
        self._homes = {row["id"]: row["project_id"] for row in columns}
        self._keys["column"] = {row["id"]: row["name"] for row in columns}
        self._keys["milestone"] = {row["id"]: row["name"] for row in milestones}
        inner = f"SELECT id FROM milestone WHERE removed = 0 {self._within('project_id')}"
        dues = self._rows(MilestoneDue, f"AND milestone_id IN ({inner})", (self._ids,), "at, id")
        self._dues = _grouped(dues, "milestone_id")
        place = {row["id"]: index for index, row in enumerate(columns)}
        cards = self._of_projects(b.CARDS)
        cards.sort(key=lambda row: (place.get(row["column_id"], -1), row["rank"], row["number"]))
        self._cards = _grouped(cards, "project_id")
        self._read_cards(cards)

    def _read_cards(self, cards: list[Row]) -> None:
        keys = {row["id"]: row["key"] for row in self._projects}
        self._card_refs = {row["id"]: (row["project_id"], row["code"]) for row in cards}
        self._card_names = {row["id"]: f"{keys[row['project_id']]}-{row['number']}" for row in cards}
        self._project_keys = keys
        self._card_lists = {
            one.name: _grouped(self._of_cards(one.table, f"{one.order}, id"), "card_id")
            for one in b.CARD_LISTS
        }
        self._moves = _grouped(self._of_cards(Move, "at, id"), "card_id")
        self._links = _grouped(self._of_cards(CardLink), "card_id")
        self._assignees = _grouped(self._of_cards(CardAssignee), "card_id")
        self._labels = _grouped(self._of_cards(CardLabel), "card_id")
        labels = self._rows(Label, self._within("project_id"), (self._ids,))
        self._label_names = {row["id"]: row["name"] for row in labels}

    # -- what selected projects refer to ---------------------------------------------------------------------

    def _chosen(self, kind: str, rows: list[Row], used: set[int]) -> list[Row]:
        return rows if self._whole else [row for row in rows if row["id"] in used]

    def _referred(self) -> tuple[list[Row], list[Row], list[Row], list[Row]]:
        programs = self._chosen("program", self._programs, {row["program_id"] for row in self._projects})
        clients = self._chosen(
            "client", self._clients, {row["client_id"] for row in (*self._projects, *programs)}
        )
        goals = {link["goal_id"] for links in self._project_goals.values() for link in links}
        goals |= {link["goal_id"] for program in programs for link in self._program_goals[program["id"]]}
        people = {row[name] for row in self._projects for name in ("manager_id", "delivery_manager_id")}
        people |= {row["manager_id"] for row in clients}
        people |= {row["person_id"] for rows in self._assignees.values() for row in rows}
        people |= {row["person_id"] for rows in self._lists["allocations"].values() for row in rows}
        people |= {row["owner_id"] for rows in self._lists["risks"].values() for row in rows}
        return (
            self._chosen("person", self._people, people),
            clients,
            self._chosen("goal", self._goals, goals),
            programs,
        )

    # -- writing ---------------------------------------------------------------------------------------------

    def document(self) -> Entry:
        people, clients, goals, programs = self._referred()
        top: Entry = {"pmboard": Plain("1")}
        _put(top, "settings", self._settings() if self._whole else {})
        _put(top, "people", [self._person(row) for row in people])
        _put(top, "clients", [self._client(row) for row in clients])
        _put(top, "goals", [self._plain(b.GOALS, row) for row in goals])
        _put(top, "programs", [self._program(row) for row in programs])
        _put(top, "projects", [self._project(row) for row in self._projects])
        _put(top, "views", [self._plain(b.VIEWS, row) for row in self._live(b.VIEWS)] if self._whole else [])
        _put(top, "snapshots", self._snapshots())
        return top

    def _settings(self) -> Entry:
        values = {row["key"]: row["value"] for row in self._rows(Setting, order="key")}
        settings: Entry = {}
        if "time_zone" in values:
            settings["time_zone"] = values.pop("time_zone")
        _put(settings, "values", values)
        return settings

    def _snapshots(self) -> list[Entry]:
        rows = self._rows(Snapshot, self._within("project_id"), (self._ids,), "day, id")
        rows.sort(key=lambda row: (row["day"], self._project_keys[row["project_id"]]))
        entries: list[Entry] = []
        for row in rows:
            entry: Entry = {"project": self._project_keys[row["project_id"]], "date": Plain(row["day"])}
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
            currency = row.get("currency") or self._currency[row["project_id"]]
            return lambda value: Plain(export_amount(value, currency))
        if codec == "card":
            return lambda value: self._card_ref(row, value, "is part of")
        if codec in b.REFERENCES:
            return self._keys[codec].get
        return _SIMPLE[codec]

    def _person(self, row: Row) -> Entry:
        return self._plain(b.PEOPLE, row, {"absences": self._entries(b.ABSENCES, self._absences[row["id"]])})

    def _client(self, row: Row) -> Entry:
        return self._plain(b.CLIENTS, row, {"contacts": self._entries(b.CONTACTS, self._contacts[row["id"]])})

    def _program(self, row: Row) -> Entry:
        return self._plain(b.PROGRAMS, row, {"goals": self._served(self._program_goals[row["id"]])})

    def _entries(self, listing: b.Listing, rows: Iterable[Row]) -> list[Entry]:
        return [self._plain(listing, row) for row in rows]

    def _served(self, links: list[Row]) -> list[Node]:
        goals = self._keys["goal"]
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
                _put(entry, "goals", self._served(self._project_goals[at]))
            if one.column == "cadence":
                self._money_of(entry, row)
            if one is not b.ARCHIVED:
                self._field(entry, one, row)
        _put(entry, "columns", self._entries(b.COLUMNS, self._columns[at]))
        _put(entry, "milestones", [self._milestone(one) for one in self._milestones[at]])
        for listing in (b.ALLOCATIONS, b.RISKS, b.STAKEHOLDERS, b.EXPECTATIONS, b.SATISFACTION, b.UPDATES):
            write = (
                self._risk if listing is b.RISKS else lambda one, listing=listing: self._plain(listing, one)
            )
            _put(entry, listing.name, [write(one) for one in self._lists[listing.name][at]])
        _put(entry, "cards", [self._card(one) for one in self._cards[at]])
        entry["next_number"] = Plain(str(row["next_number"]))
        self._field(entry, b.ARCHIVED, row)
        return entry

    def _money_of(self, entry: Entry, row: Row) -> None:
        """Baselines, budget and costs."""
        baselines = self._entries(b.BASELINES, self._lists["baselines"][row["id"]])
        if baselines or row["start"] or row["target"] or row["budget"] is not None:
            # Left out, the import would make a baseline of start, target and budget.
            entry["baselines"] = baselines
        budget: Entry = {}
        for one in b.BUDGET:
            self._field(budget, one, row)
        _put(budget, "lines", self._entries(b.BUDGET_LINES, self._lists["lines"][row["id"]]))
        _put(entry, "budget", budget)
        _put(entry, "costs", self._entries(b.COSTS, self._lists["costs"][row["id"]]))

    def _milestone(self, row: Row) -> Entry:
        dues: list[Node] = []
        for due in self._dues[row["id"]]:
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
        found = self._card_refs.get(other)
        if found is None:
            self.left_out.append(
                f"{self._card_names[row['id']]} {how} a card of a project that is not exported"
            )
            return None
        project, code = found
        return str(code) if project == row["project_id"] else f"{self._project_keys[project]}/{code}"

    def _linked(self, row: Row, kind: str, how: str) -> list[Node]:
        refs = (
            self._card_ref(row, link["other_id"], how)
            for link in self._links[row["id"]]
            if link["kind"] == kind
        )
        found: list[Node] = [ref for ref in refs if ref is not None]
        return sorted(found, key=str)

    def _column_name(self, project: int, column: int) -> str:
        """A column's name on the project's board; a card from another board was in columns of that one."""
        name = self._keys["column"].get(column)
        own = self._columns[project]
        if name is not None and self._homes[column] == project:
            return name
        ((name, kind),) = self._store.rows("SELECT name, kind FROM board_column WHERE id = ?", (column,))
        if not any(each["name"] == name for each in own):
            alike = [each["name"] for each in own if each["kind"] == kind] or [own[0]["name"]]
            name = alike[0]
        return str(name)

    def _card(self, row: Row) -> Entry:
        at = row["id"]
        people = self._keys["person"]
        entry: Entry = {}
        for one in b.CARDS.fields:
            if one.column == "due":
                _put(
                    entry,
                    "assignees",
                    sorted(
                        people[who["person_id"]] for who in self._assignees[at] if who["person_id"] in people
                    ),
                )
                _put(entry, "labels", sorted(self._label_names[one["label_id"]] for one in self._labels[at]))
            if one.column == "description":
                _put(entry, "depends_on", self._linked(row, "depends", "depends on"))
                _put(entry, "relates", self._linked(row, "relates", "relates to"))
                _put(entry, "blocks", self._entries(b.BLOCKS, self._card_lists["blocks"][at]))
            if one is not b.ARCHIVED:
                self._field(entry, one, row)
        _put(entry, "checklist", self._entries(b.CHECKLIST, self._card_lists["checklist"][at]))
        _put(entry, "comments", self._entries(b.COMMENTS, self._card_lists["comments"][at]))
        history: list[Entry] = []
        for move in self._moves[at]:
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
    "rules": lambda value: _json_node(json.loads(value)),
}


def _check_known(asked: Sequence[str], known: Sequence[str]) -> None:
    for key in asked:
        if key not in known:
            raise InvalidValue("project", f"there is no project {key!r}{suggestion(key, known)}")


def _put(entry: Entry, key: str, node: Any) -> None:
    """Set the key unless there is nothing to say."""
    if node:
        entry[key] = node


def _grouped(rows: Iterable[Row], column: str) -> defaultdict[int, list[Row]]:
    grouped: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped
