"""References between the parts of all files: what they name is in the files or in the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from models.definitions.checks import Checks, named
from models.definitions.circles import card_reference
from models.definitions.format import Card, Client, Document, Item, Person, Program, Project, ProjectGoal
from models.definitions.known import DEFAULT_COLUMNS, NOTHING, Known, KnownProject
from models.definitions.positions import visible
from models.definitions.problems import Problem

_LISTED_CHOICES = 8


def missing_references(document: Document, known: Known, lost: Collection[str] = ()) -> list[Problem]:
    """Every reference to what is nowhere; `lost` are names whose own definition has a problem already."""
    return _References(document, known, lost).problems()


class _References:
    def __init__(self, document: Document, known: Known, lost: Collection[str]) -> None:
        self.document = document
        self.known = known
        self.lost = lost
        self.checks = Checks()
        self.people = known.people | _identities(document.people)
        self.clients = known.clients | _identities(document.clients)
        self.programs = known.programs | _identities(document.programs)
        self.goals = known.goals | {goal.key for goal in document.goals}
        self.projects = {project.key: project for project in document.projects}
        self.keys = known.projects.keys() | self.projects.keys()
        self.cards = {key: self._card_ids(key) for key in self.keys}

    def problems(self) -> list[Problem]:
        for index, client in enumerate(self.document.clients):
            path = named("clients", client, index)
            self._exists(client, path, "manager", client.manager, self.people, "person '{}'")
        for index, program in enumerate(self.document.programs):
            path = named("programs", program, index)
            self._exists(program, path, "client", program.client, self.clients, "client '{}'")
            self._goals(path, program.goals)
        for index, snapshot in enumerate(self.document.snapshots):
            path = named("snapshots", snapshot, index)
            self._exists(snapshot, path, "project", snapshot.project, self.keys, "project '{}'")
        for index, project in enumerate(self.document.projects):
            self._project(project, named("projects", project, index))
        return self.checks.problems

    def _card_ids(self, key: str) -> Collection[str]:
        there = self.known.projects.get(key)
        project = self.projects.get(key)
        own = {card.id for card in project.cards if card.id} if project else NOTHING
        return there.cards | own if there else own

    def _exists(
        self,
        item: Item,
        path: str,
        key: str,
        value: str | None,
        there: Collection[str],
        kind: str,
        index: int | None = None,
    ) -> None:
        if value is None or value in there or value in self.lost:
            return
        what = f"there is no {kind.format(visible(value[:100]))}; {_allowed(there)}"
        self.checks.add(item, path, key, what, index=index, word=value, choices=there)

    def _goals(self, path: str, goals: Iterable[ProjectGoal]) -> None:
        for index, goal in enumerate(goals):
            self._exists(goal, f"{path}.goals[#{index + 1}]", "goal", goal.goal, self.goals, "goal '{}'")

    def _project(self, project: Project, path: str) -> None:
        self._exists(project, path, "client", project.client, self.clients, "client '{}'")
        self._exists(project, path, "program", project.program, self.programs, "program '{}'")
        self._exists(project, path, "manager", project.manager, self.people, "person '{}'")
        self._exists(project, path, "delivery_manager", project.delivery_manager, self.people, "person '{}'")
        self._goals(path, project.goals)
        for index, allocation in enumerate(project.allocations):
            where = named(f"{path}.allocations", allocation, index)
            self._exists(allocation, where, "person", allocation.person, self.people, "person '{}'")
        for index, risk in enumerate(project.risks):
            self._exists(
                risk, named(f"{path}.risks", risk, index), "owner", risk.owner, self.people, "person '{}'"
            )
        there = self.known.projects.get(project.key)
        columns = _columns(project, there)
        milestones = Counter(milestone.name for milestone in project.milestones)
        for name in there.milestones if there else NOTHING:
            milestones[name] = max(milestones[name], 1)
        for index, card in enumerate(project.cards):
            # A path costs more than a look at what a card refers to, and most cards refer to little.
            if _plain(card, columns):
                continue
            self._card(project, card, named(f"{path}.cards", card, index), columns, milestones)

    def _card(
        self, project: Project, card: Card, path: str, columns: Collection[str], milestones: Counter[str]
    ) -> None:
        self._exists(card, path, "column", card.column, columns, "column '{}'")
        for index, move in enumerate(card.history):
            self._exists(move, f"{path}.history[#{index + 1}]", "column", move.column, columns, "column '{}'")
        self._exists(card, path, "milestone", card.milestone, milestones, "milestone '{}'")
        if card.milestone and milestones[card.milestone] > 1:
            what = f"{milestones[card.milestone]} milestones are called '{visible(card.milestone[:100])}'"
            self.checks.add(card, path, "milestone", f"{what}; give them names of their own")
        for index, person in enumerate(card.assignees):
            self._exists(card, path, "assignees", person, self.people, "person '{}'", index)
        if card.parent:
            self._card_exists(project, card, path, "parent", card.parent)
        for index, other in enumerate(card.depends_on):
            self._card_exists(project, card, path, "depends_on", other, index)
        for index, other in enumerate(card.relates):
            self._card_exists(project, card, path, "relates", other, index)

    def _card_exists(
        self, project: Project, card: Card, path: str, key: str, value: str, index: int | None = None
    ) -> None:
        owner, name = card_reference(project.key, value)
        if card.id == name and owner == project.key:
            self.checks.add(card, path, key, "the card refers to itself; name another card", index=index)
            return
        there = self.cards.get(owner)
        if there is None:
            self._exists(card, path, key, owner, self.keys, "project '{}'", index)
            return
        self._exists(card, path, key, name, there, f"card '{{}}' in {owner}", index)


def _plain(card: Card, columns: Collection[str]) -> bool:
    if card.milestone or card.parent or card.assignees or card.depends_on or card.relates:
        return False
    if card.column is not None and card.column not in columns:
        return False
    return all(move.column in columns for move in card.history)


def _columns(project: Project, there: KnownProject | None) -> Collection[str]:
    given = dict.fromkeys(column.name for column in project.columns)
    if there is not None:
        return {**given, **dict.fromkeys(sorted(there.columns))}
    return given or dict.fromkeys(DEFAULT_COLUMNS)


def _identities(items: Iterable[Person | Client | Program]) -> set[str]:
    """What the items are called by: their keys, and the names of those without one."""
    return {item.key or item.name for item in items if item.key or item.name}


def _allowed(there: Collection[str]) -> str:
    if not there:
        return "none is defined"
    if len(there) > _LISTED_CHOICES:
        return f"allowed are the {len(there):,} that the files and the database define"
    names = list(there) if isinstance(there, dict) else sorted(there)
    return f"allowed: {', '.join(visible(name[:60]) for name in names)}"
