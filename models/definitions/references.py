"""References between the parts of all files: what they name exists, and they form no circle."""

from __future__ import annotations

from collections.abc import Iterable

from models.definitions.format import Card, Document, Item, Project, ProjectGoal
from models.definitions.known import DEFAULT_COLUMNS, NOTHING, Known, KnownProject
from models.definitions.problems import Problem, visible
from models.definitions.rules import Checks, named


class References:
    """The check of one document's references; not `complete`: some files could not be read."""

    def __init__(self, document: Document, known: Known, *, complete: bool) -> None:
        self.document = document
        self.known = known
        self.complete = complete
        self.checks = Checks()
        self.people = known.people | _identities(document.people)
        self.clients = known.clients | _identities(document.clients)
        self.programs = known.programs | _identities(document.programs)
        self.goals = known.goals | {goal.key for goal in document.goals}
        self.projects = {project.key: project for project in document.projects}
        self.project_keys = frozenset(known.projects) | self.projects.keys()
        self.cards = {key: self._card_ids(key) for key in self.project_keys}

    def problems(self) -> list[Problem]:
        """Every missing reference and every circle."""
        for client in self.document.clients:
            self._one(client, named("clients", client), "manager", client.manager, self.people, "person")
        for program in self.document.programs:
            path = named("programs", program)
            self._one(program, path, "client", program.client, self.clients, "client")
            self._goals(path, program.goals)
        for snapshot in self.document.snapshots:
            self._one(snapshot, "snapshots", "project", snapshot.project, self.project_keys, "project")
        for project in self.document.projects:
            self._project(project)
        self._circles()
        return self.checks.problems

    def _card_ids(self, key: str) -> frozenset[str]:
        known = self.known.projects.get(key)
        ids = known.cards if known else NOTHING
        project = self.projects.get(key)
        return ids | {card.id for card in project.cards if card.id} if project else ids

    def _one(
        self, item: Item, path: str, key: str, value: str | None, there: frozenset[str] | set[str], kind: str
    ) -> None:
        if value is None or value in there or not self.complete:
            return
        what = (
            f"there is no {kind} '{visible(value[:100])}'; allowed are those of the files and of the database"
        )
        self.checks.add(item, path, key, what, word=value, choices=there)

    def _goals(self, path: str, goals: Iterable[ProjectGoal]) -> None:
        for goal in goals:
            self._one(goal, f"{path}.goals", "goal", goal.goal, self.goals, "goal")

    def _project(self, project: Project) -> None:
        path = named("projects", project)
        self._one(project, path, "client", project.client, self.clients, "client")
        self._one(project, path, "program", project.program, self.programs, "program")
        self._one(project, path, "manager", project.manager, self.people, "person")
        self._one(project, path, "delivery_manager", project.delivery_manager, self.people, "person")
        self._goals(path, project.goals)
        for allocation in project.allocations:
            self._one(allocation, f"{path}.allocations", "person", allocation.person, self.people, "person")
        for risk in project.risks:
            self._one(risk, named(f"{path}.risks", risk), "owner", risk.owner, self.people, "person")
        columns = self._columns(project)
        milestones = self._milestones(project)
        for card in project.cards:
            self._card(project, path, card, columns, milestones)

    def _columns(self, project: Project) -> frozenset[str]:
        known = self.known.projects.get(project.key)
        given = frozenset(column.name for column in project.columns)
        if known is not None:
            return given | known.columns
        return given or frozenset(DEFAULT_COLUMNS)

    def _milestones(self, project: Project) -> frozenset[str]:
        known = self.known.projects.get(project.key)
        given = frozenset(milestone.name for milestone in project.milestones)
        return given | known.milestones if known is not None else given

    def _card(
        self, project: Project, path: str, card: Card, columns: frozenset[str], milestones: frozenset[str]
    ) -> None:
        column = card.column
        # Nearly all cards are right, and a path costs more than a look: so it is made for the others only.
        wrong_move = any(move.column not in columns for move in card.history)
        wrong_column = column is not None and column not in columns
        if not (
            wrong_move
            or wrong_column
            or card.milestone
            or card.parent
            or card.assignees
            or self._linked(card)
        ):
            return
        where = named(f"{path}.cards", card)
        if wrong_column:
            self._one(card, where, "column", column, columns, "column")
        if wrong_move:
            for move in card.history:
                self._one(move, f"{where}.history", "column", move.column, columns, "column")
        self._one(card, where, "milestone", card.milestone, milestones, "milestone")
        for index, person in enumerate(card.assignees):
            if person not in self.people:
                self._listed(card, where, "assignees", index, person, self.people, "person")
        self._card_references(project, where, card)

    @staticmethod
    def _linked(card: Card) -> bool:
        return bool(card.depends_on or card.relates)

    def _listed(
        self,
        card: Card,
        path: str,
        key: str,
        index: int,
        value: str,
        there: frozenset[str] | set[str],
        kind: str,
    ) -> None:
        if not self.complete:
            return
        what = (
            f"there is no {kind} '{visible(value[:100])}'; allowed are those of the files and of the database"
        )
        self.checks.add(card, f"{path}.{key}", key, what, index=index, word=value, choices=there)

    def _card_references(self, project: Project, path: str, card: Card) -> None:
        given = [("parent", None, card.parent)] if card.parent else []
        listed = [("depends_on", index, value) for index, value in enumerate(card.depends_on)]
        listed += [("relates", index, value) for index, value in enumerate(card.relates)]
        for key, index, value in [*given, *listed]:
            self._card_reference(project, path, card, key, index, value)

    def _card_reference(
        self, project: Project, path: str, card: Card, key: str, index: int | None, value: str
    ) -> None:
        target = self._target(project, value)
        if card.id and target == (project.key, card.id):
            self.checks.add(
                card, f"{path}.{key}", key, "the card refers to itself; name another card", index=index
            )
            return
        if not self.complete:
            return
        there = self.cards.get(target[0])
        if there is None:
            what = f"there is no project '{visible(target[0][:100])}'; write PROJECT/id or a card's id"
            self.checks.add(
                card, f"{path}.{key}", key, what, index=index, word=target[0], choices=self.project_keys
            )
        elif target[1] not in there:
            what = (
                f"there is no card '{visible(target[1][:100])}' in {target[0]}; allowed are ids of its cards"
            )
            self.checks.add(card, f"{path}.{key}", key, what, index=index, word=target[1], choices=there)

    @staticmethod
    def _target(project: Project, value: str) -> tuple[str, str]:
        head, slash, tail = value.partition("/")
        return (head, tail) if slash else (project.key, value)

    def _circles(self) -> None:
        parents: Edges = {}
        dependencies: Edges = {}
        for project in self.document.projects:
            for card in project.cards:
                if not card.id:
                    continue
                node = (project.key, card.id)
                if card.parent:
                    parents[node] = [(self._target(project, card.parent), card, None)]
                if card.depends_on:
                    dependencies[node] = [
                        (self._target(project, value), card, index)
                        for index, value in enumerate(card.depends_on)
                    ]
        self._report_circles(parents, "parent")
        self._report_circles(dependencies, "depends_on")

    def _report_circles(self, edges: Edges, key: str) -> None:
        for circle in _circles(edges):
            node, card, index = circle[-1]
            names = [
                f"{project}/{card_id}" for project, card_id in [circle[-1][0], *(step[0] for step in circle)]
            ]
            shown = names if len(names) <= 12 else [*names[:6], "...", *names[-5:]]
            path = f"projects[{node[0]}].cards[{visible(node[1][:60])}].{key}"
            what = f"a circle of cards: {visible(' -> '.join(shown))}; take one of these references out"
            self.checks.add(card, path, key, what, index=index)


Node = tuple[str, str]
Edges = dict[Node, list[tuple[Node, Card, int | None]]]


def _circles(edges: Edges) -> list[list[tuple[Node, Card, int | None]]]:
    """One circle for each reference that closes one; a step is (node, card, index of the reference)."""
    found = []
    done: set[Node] = set()
    for first in edges:
        if first in done:
            continue
        # A walk without recursion: chains of parents may be as long as a file.
        trail: list[tuple[Node, Card, int | None]] = []
        places: dict[Node, int] = {first: 0}
        walk = [(first, iter(edges[first]))]
        while walk:
            node, steps = walk[-1]
            step = next(steps, None)
            if step is None:
                walk.pop()
                done.add(node)
                places.pop(node, None)
                if trail:
                    trail.pop()
                continue
            target, card, index = step
            if target in places and target != node:
                found.append([*trail[places[target] :], (node, card, index)])
            elif target not in done and target in edges and target not in places:
                trail.append((node, card, index))
                places[target] = len(walk)
                walk.append((target, iter(edges[target])))
    return found


def _identities(items: Iterable[Item]) -> set[str]:
    """What the items are called by: their keys, and the names of those without one."""
    return {
        identity for item in items if (identity := getattr(item, "key", None) or getattr(item, "name", ""))
    }


__all__ = ["Known", "KnownProject", "References"]
