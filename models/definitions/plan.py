"""Plans an import: compares a document with one consistent state of the database, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from models.actions.values import DEFAULT_COLUMNS
from models.definitions import bindings as b
from models.definitions.conversion import fresh_key, minor_units
from models.definitions.draft import Choice, Id
from models.definitions.format import Document, Project, ProjectGoal
from models.definitions.held import Held, HeldRow, Reader
from models.definitions.instants import milliseconds
from models.definitions.plan_cards import BoardPlan, plan_cards
from models.definitions.planning import Group, Planned, Planning, is_new
from models.definitions.plans import SETTING, Plan
from models.definitions.problems import DefinitionErrors
from models.portfolio import Portfolio
from models.store import tables as t
from models.store.rank import between, spread
from models.store.shapes import ORIGIN, packed

__all__ = ["Plan", "plan"]


def plan(p: Portfolio, document: Document, *, prune: bool = False, choose: Choice = None) -> Plan:
    """Return what importing the document would do now. It holds no lock; `apply` checks that it still fits.

    `prune` archives what came from a file and is in none of the document's lists any more. `choose` decides
    where both sides changed: "theirs" takes the file, "mine" keeps what is there. Raises DefinitionErrors for
    what only the database can tell is wrong.
    """
    with p.store.snapshot():
        held = Reader(p.store).held([project.key for project in document.projects], _foreign(document))
    planning = Planning(p, held, prune, choose)
    _Portfolio(planning, document).plan()
    draft = planning.draft
    if draft.problems:
        raise DefinitionErrors(draft.problems)
    return Plan(
        files=document.files,
        created=tuple(draft.created),
        changed=tuple(draft.changed),
        left_alone=draft.left_alone,
        pruned=tuple(draft.pruned),
        conflicts=tuple(draft.conflicts),
        remarks=tuple(draft.remarks),
        noted=draft.noted,
        batches=draft.batches(),
        sequence=held.sequence,
        projects=frozenset(row.id for row in held.rows["project"]),
    )


def _foreign(document: Document) -> list[str]:
    """The keys of projects that cards refer to and that are not in the document."""
    here = {project.key for project in document.projects}
    found = set()
    for project in document.projects:
        for card in project.cards:
            for ref in (card.parent, *card.depends_on, *card.relates):
                if ref and "/" in ref:
                    found.add(ref.partition("/")[0])
    found |= {snapshot.project for snapshot in document.snapshots}
    return sorted(found - here)


Board = tuple[dict[str, Id], dict[Id, str], Id | None, bool, frozenset[Id]]
"""A project's columns by name, their kinds, where new cards begin, whether a kind changes, archived ones."""


class _Portfolio:
    def __init__(self, planning: Planning, document: Document) -> None:
        self._planning = planning
        self._held: Held = planning.held
        self._draft = planning.draft
        self._document = document

    def plan(self) -> None:
        document = self._document
        self._settings()
        people = self._keyed(b.PEOPLE, "person", document.people)
        self._hung(b.ABSENCES, people, "absences")
        clients = self._keyed(b.CLIENTS, "client", document.clients)
        self._hung(b.CONTACTS, clients, "contacts")
        self._goals()
        programs = self._keyed(b.PROGRAMS, "program", document.programs)
        for program in programs:
            self._served(t.ProgramGoal, "program_id", program, self._held.goals_of["programs"])
        self._projects()
        self._planning.planned(b.VIEWS, [Group(None, "", document.views, bool(document.views))])
        self._snapshots()

    # -- the portfolio ---------------------------------------------------------------------------------------

    def _settings(self) -> None:
        wanted = [(("time_zone", each.time_zone), each) for each in self._document.settings if each.time_zone]
        wanted += [(pair, each) for each in self._document.settings for pair in each.values.items()]
        for (key, value), item in wanted:
            row = self._held.settings.get(key)
            if row is None:
                self._draft.make(t.Setting, {"key": key, "value": value, ORIGIN: {"value": value}})
                continue
            if not row.origin and row.version == 1:
                # Nobody chose it: it is what the program itself began with.
                row.origin = {"value": row.values["value"]}
            field = "time_zone" if key == "time_zone" else "values"
            self._draft.settle(b.SETTINGS, row, {"value": value}, item, f"{SETTING}{key}", at=field)

    def _keyed(self, listing: b.Listing, codec: b.Codec, items: Sequence[Any]) -> list[Planned]:
        names = self._planning.names[codec]
        rows = self._planning.rows(listing)
        planned = self._planning.planned(listing, [Group(None, "", items, bool(items))])
        taken = {row.values["key"] for row in rows} | {item.key for item in items if item.key}
        for row in rows:
            names.setdefault(row.values["name"], row.id)
            names.setdefault(row.origin.get("name", row.values["name"]), row.id)
        for row in rows:
            names[row.values["key"]] = row.id
        for one in planned:
            if one.row is None and not one.item.key:
                one.fields["key"] = fresh_key(one.item.name, taken)
        for one in planned:
            if one.item.name:
                names[one.item.name] = one.id
        for one in planned:
            names[one.fields["key"] if one.row is None else one.item.key or one.row.values["key"]] = one.id
        if codec == "person":
            keys = self._planning.person_keys
            keys.update({row.id: row.values["key"] for row in rows})
            keys.update({one.id: one.fields["key"] for one in planned if one.row is None})
        return planned

    def _hung(self, listing: b.Listing, owners: Iterable[Planned], field: str) -> None:
        groups = [
            Group(one.id, f"{self._key(one)} ", getattr(one.item, field), holder=one.owner)
            for one in owners
            if one.item.given(field)
        ]
        self._planning.planned(listing, groups)

    @staticmethod
    def _key(one: Planned) -> str:
        return str(one.fields["key"] if one.row is None else one.row.values["key"])

    def _goals(self) -> None:
        goals = self._document.goals
        known = self._planning.goals
        for row in self._planning.rows(b.GOALS):
            known[row.values["key"]] = row.id
        for one in self._planning.planned(b.GOALS, [Group(None, "", goals, bool(goals))]):
            known[one.item.key] = one.id

    def _served(
        self, table: type[t.Table], owner: str, one: Planned, links: dict[int, list[HeldRow]]
    ) -> None:
        """The goals of a program or project: one value, written as links."""
        if not one.item.given("goals"):
            return
        goals: Sequence[ProjectGoal] = one.item.goals
        weights = {each.goal: 1.0 if each.weight is None else each.weight for each in goals}
        wanted: list[list[Any]] = sorted([key, weight] for key, weight in weights.items())
        if one.row is None:
            one.fields[ORIGIN]["goals"] = wanted
            self._serve(table, owner, one.id, wanted)
            return
        keys = {found: key for key, found in self._planning.goals.items()}
        present = links.get(one.row.id, [])
        current = sorted([keys.get(row.values["goal_id"], ""), row.values["weight"]] for row in present)
        label = "project" if owner == "project_id" else "program"
        entity: type[t.Table] = t.Project if owner == "project_id" else t.Program
        subject = f"{label} {self._key(one)}"
        if not self._draft.settle_list(entity, one.row, "goals", (wanted, current), one.item, subject):
            return
        stay = {key: row for row in present if (key := keys.get(row.values["goal_id"])) is not None}
        for key, row in stay.items():
            weight = weights.get(key)
            if weight is None:
                self._draft.remove(table, row.id)
            elif weight != row.values["weight"]:
                self._draft.edit(table, row, {"weight": weight})
        self._serve(table, owner, one.id, [pair for pair in wanted if pair[0] not in stay])

    def _serve(self, table: type[t.Table], owner: str, owner_id: Id, goals: list[list[Any]]) -> None:
        for key, weight in goals:
            goal = self._planning.goals.get(key)
            if goal is not None:
                self._draft.make(table, {owner: owner_id, "goal_id": goal, "weight": weight})

    def _snapshots(self) -> None:
        ids: dict[str, Id] = {**self._held.project_ids, **self._projects_by_key}
        for each in self._document.snapshots:
            project = ids.get(each.project)
            if project is None:
                self._draft.problem(each, "project", f"there is no project '{each.project}'")
                continue
            day = each.date.isoformat()
            if not isinstance(project, int) or (project, day) not in self._held.snapshots:
                fields = {"project_id": project, "day": day, "numbers": packed(each.values)}
                self._draft.make(t.Snapshot, fields)

    # -- projects --------------------------------------------------------------------------------------------

    def _projects(self) -> None:
        projects = self._document.projects
        currencies = {row.values["key"]: row.values["currency"] for row in self._held.rows["project"]}
        groups = []
        for project in projects:
            if project.key in self._held.deleted_projects:
                what = f"the project {project.key} was deleted for ever, and its key is not used again"
                self._draft.problem(project, "key", f"{what}; choose another key")
            given = project.budget.currency if project.budget else None
            groups.append(Group(None, "", [project], currency=given or currencies.get(project.key, "EUR")))
        planned = self._planning.planned(b.PROJECTS, groups)
        self._projects_by_key: dict[str, Id] = {one.item.key: one.id for one in planned}
        for one in planned:
            self._served(t.ProjectGoal, "project_id", one, self._held.goals_of["projects"])
        columns = self._columns(planned)
        milestones = self._milestones(planned)
        self._project_lists(planned)
        boards = [BoardPlan(one, one.item.key, *columns[one.id], milestones[one.id]) for one in planned]
        plan_cards(self._planning, boards)

    def _groups(self, planned: Iterable[Planned], listing: b.Listing) -> list[Group]:
        groups = []
        for one in planned:
            holder = one.item
            if listing is b.BUDGET_LINES:
                if one.item.budget is None:
                    continue
                holder = one.item.budget
            if holder.given(listing.name):
                items = getattr(holder, listing.name)
                currency = one.group.currency
                subject = f"{one.item.key} "
                groups.append(Group(one.id, subject, items, currency=currency, holder=one.owner))
        return groups

    def _columns(self, planned: list[Planned]) -> dict[Id, Board]:
        """For each project: columns by name, their kinds, where new cards begin, whether a kind changes."""
        entries: dict[Id, list[Planned]] = {one.id: [] for one in planned}
        for entry in self._planning.planned(b.COLUMNS, self._groups(planned, b.COLUMNS)):
            assert entry.group.owner is not None
            entries[entry.group.owner].append(entry)
        rows: dict[int, list[HeldRow]] = {}
        for row in self._planning.rows(b.COLUMNS):
            rows.setdefault(row.values["project_id"], []).append(row)
        return {
            one.id: self._board(one, entries[one.id], rows.get(one.id, []) if isinstance(one.id, int) else [])
            for one in planned
        }

    def _board(self, project: Planned, entries: list[Planned], rows: list[HeldRow]) -> Board:
        names: dict[str, Id] = {}
        for row in rows:
            names.setdefault(row.origin.get("name", row.values["name"]), row.id)
        names.update({row.values["name"]: row.id for row in rows})
        kinds: dict[Id, str] = {row.id: row.values["kind"] for row in rows}
        order: dict[Id, tuple[str, str]] = {
            row.id: (row.values["rank"], row.values["kind"]) for row in rows if not self._leaves(row)
        }
        changed = False
        self._place(entries, rows)
        for entry in entries:
            names[entry.item.name] = entry.id
            if entry.row is None:
                kinds[entry.id] = entry.fields["kind"]
                if entry.fields.get("archived_at") is None:
                    order[entry.id] = (entry.fields["rank"], kinds[entry.id])
            elif isinstance(entry.id, int):
                edit = self._draft.edited[t.Column].get(entry.id)
                kind = edit[1].get("kind") if edit else None
                if kind is not None and kind != kinds[entry.id]:
                    kinds[entry.id] = kind
                    changed = True
        if not order:
            for rank, (name, kind) in zip(spread(len(DEFAULT_COLUMNS)), DEFAULT_COLUMNS, strict=True):
                # Its name is as good as given: files name it without listing it.
                origin = {"name": name}
                fields = {"project_id": project.id, "name": name, "kind": kind, "rank": rank, ORIGIN: origin}
                made = self._draft.make(t.Column, fields)
                names[name], kinds[made], order[made] = made, kind, (rank, kind)
        if all(kinds[column] != "done" for column in order):
            what = "no column of the kind done would be left on the board; keep or add one"
            self._draft.problem(project.item, "columns" if project.item.given("columns") else None, what)
        in_order = sorted(order, key=lambda column: order[column][0])
        first = next(
            (column for column in in_order if kinds[column] == "queue"), in_order[0] if in_order else None
        )
        return names, kinds, first, changed, frozenset(kinds.keys() - order.keys())

    def _leaves(self, column: HeldRow) -> bool:
        """Whether a column is archived once the plan is applied."""
        edit = self._draft.edited[t.Column].get(column.id)
        there = column.values["archived_at"]
        return (edit[1].get("archived_at", there) if edit else there) is not None

    @staticmethod
    def _place(entries: list[Planned], rows: list[HeldRow]) -> None:
        """Give new columns their place: behind the one that stands before them in the file."""
        if not rows:
            for entry, rank in zip(entries, spread(len(entries)), strict=True):
                entry.fields["rank"] = rank
            return
        ranks = sorted({row.values["rank"] for row in rows})
        before: str | None = None
        for entry in entries:
            if entry.row is not None:
                before = entry.row.values["rank"]
                continue
            after = next((rank for rank in ranks if before is None or rank > before), None)
            before = between(before, after)
            entry.fields["rank"] = before
            ranks = sorted([*ranks, before])

    def _milestones(self, planned: list[Planned]) -> dict[Id, dict[str, Id]]:
        names: dict[Id, dict[str, Id]] = {one.id: {} for one in planned}
        for row in self._planning.rows(b.MILESTONES):
            of_project = names[row.values["project_id"]]
            of_project.setdefault(row.origin.get("name", row.values["name"]), row.id)
        for row in self._planning.rows(b.MILESTONES):
            names[row.values["project_id"]][row.values["name"]] = row.id
        for entry in self._planning.planned(b.MILESTONES, self._groups(planned, b.MILESTONES)):
            assert entry.group.owner is not None
            names[entry.group.owner][entry.item.name] = entry.id
            self._dues(entry)
        return names

    def _dues(self, entry: Planned) -> None:
        """The dates that a milestone had: those of the file that are not there yet, and a new one now."""
        item, row = entry.item, entry.row
        given: list[list[Any]] = [
            [due.due.isoformat() if due.due else None, milliseconds(due.at)] for due in item.dues
        ]
        present = self._held.dues.get(row.id, []) if row is not None else []
        known = {*map(tuple, present), *map(tuple, row.origin.get("dues", []) if row is not None else [])}
        fresh = [due for due in given if tuple(due) not in known]
        if item.given("dues"):
            if row is None:
                entry.fields[ORIGIN]["dues"] = given
            elif fresh or row.origin.get("dues") != given:
                self._draft.note(t.Milestone, row, {"dues": given})
        if row is None:
            due = entry.fields.get("due")
            # Of several at one instant the last in the file is the present one.
            last = sorted(given, key=lambda each: each[1])[-1][0] if given else None
            silent = item.given("dues") and not given
            moved = due is not None and due != last and not silent
        else:
            edit = self._draft.edited[t.Milestone].get(row.id)
            moved = edit is not None and "due" in edit[1]
            due = edit[1]["due"] if edit is not None and moved else None
            moved = moved and not any(each[0] == due for each in fresh)
        for each, at in fresh:
            self._draft.make(t.MilestoneDue, {"milestone_id": entry.id, "due": each, "at": at})
        if moved:
            self._draft.make(t.MilestoneDue, {"milestone_id": entry.id, "due": due, "at": self._planning.now})

    def _project_lists(self, planned: list[Planned]) -> None:
        for listing in b.PROJECT_LISTS:
            self._planning.planned(listing, self._groups(planned, listing))
        today: date = self._planning.p.today()
        for one in planned:
            if is_new(one.id) and not one.item.given("baselines"):
                self._first_baseline(one.item, one, today)

    def _first_baseline(self, item: Project, one: Planned, today: date) -> None:
        """What was planned at the first import is what was approved."""
        amount = item.budget.amount if item.budget else None
        if item.start is None and item.target is None and amount is None:
            return
        fields = {
            "project_id": one.id,
            "approved": today.isoformat(),
            "start": item.start.isoformat() if item.start else None,
            "target": item.target.isoformat() if item.target else None,
            "budget": None if amount is None else minor_units(amount, one.group.currency),
        }
        self._draft.make(t.Baseline, fields)
