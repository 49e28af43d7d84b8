"""Circles of cards: a card may not be its own parent, nor wait for itself, by whatever way round."""

from __future__ import annotations

from typing import TypeAlias

from models.definitions.checks import Checks
from models.definitions.format import Card, Document
from models.definitions.positions import visible
from models.definitions.problems import Problem

Node: TypeAlias = tuple[str, str]
"""A card: its project's key and its id."""
Step: TypeAlias = tuple[Node, Card, int | None]
"""A reference on the way: the card that has it, and its place in the card's list."""
Edges: TypeAlias = dict[Node, list[tuple[Node, Card, int | None]]]

_SHOWN = 12


def card_reference(project: str, value: str) -> Node:
    """What `id` or `PROJECT/id` in a file means for a card of the project."""
    head, slash, tail = value.partition("/")
    return (head, tail) if slash else (project, value)


def circles(document: Document) -> list[Problem]:
    """Every circle of parents and of dependencies, across projects too."""
    parents: Edges = {}
    dependencies: Edges = {}
    for project in document.projects:
        for card in project.cards:
            if not card.id:
                continue
            node = (project.key, card.id)
            if card.parent:
                parents[node] = [(card_reference(project.key, card.parent), card, None)]
            if card.depends_on:
                dependencies[node] = [
                    (card_reference(project.key, value), card, index)
                    for index, value in enumerate(card.depends_on)
                ]
    checks = Checks()
    _report(checks, parents, "parent")
    _report(checks, dependencies, "depends_on")
    return checks.problems


def _report(checks: Checks, edges: Edges, key: str) -> None:
    for circle in _found(edges):
        node, card, index = circle[-1]
        names = ["/".join(step) for step in (node, *(step[0] for step in circle))]
        if len(names) > _SHOWN:
            names = [*names[: _SHOWN // 2], "...", *names[-_SHOWN // 2 :]]
        path = f"projects[{node[0]}].cards[{visible(node[1][:60])}]"
        what = f"a circle of cards: {visible(' -> '.join(names))}; take one of these references out"
        checks.add(card, path, key, what, index=index)


def _found(edges: Edges) -> list[list[Step]]:
    """One circle for each reference that closes one; a reference to the card itself is none."""
    found: list[list[Step]] = []
    done: set[Node] = set()
    for first in edges:
        if first in done:
            continue
        # A walk without recursion: a chain of parents may be as long as a file.
        trail: list[Step] = []
        places: dict[Node, int] = {first: 0}
        walk = [(first, iter(edges[first]))]
        while walk:
            node, steps = walk[-1]
            step = next(steps, None)
            if step is None:
                walk.pop()
                done.add(node)
                del places[node]
                if trail:
                    trail.pop()
                continue
            target, card, index = step
            if target in places:
                if target != node:
                    found.append([*trail[places[target] :], (node, card, index)])
            elif target in edges and target not in done:
                trail.append((node, card, index))
                places[target] = len(walk)
                walk.append((target, iter(edges[target])))
    return found
