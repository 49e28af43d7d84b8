"""Circles of cards that only file and database together make; the reader finds those within the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.definitions.draft import Id
from models.definitions.format import Card
from models.definitions.planning import Planning, is_new


@dataclass(frozen=True, slots=True)
class Edge:
    """A reference that a file gives to a card that was there already: from which card, to which."""

    card: Id
    other: Id
    item: Card
    field: str
    index: int | None = None


_PARENTS = "SELECT id, parent_id FROM card WHERE removed = 0 AND parent_id IS NOT NULL"
_DEPENDENCIES = "SELECT card_id, other_id FROM card_link WHERE removed = 0 AND kind = 'depends'"


def check_circles(planning: Planning, edges: Iterable[Edge]) -> None:
    """Note a problem for every reference that would close a circle."""
    edges = list(edges)
    for field, sql in (("parent", _PARENTS), ("depends_on", _DEPENDENCIES)):
        given = [edge for edge in edges if edge.field == field]
        # A circle that the reader cannot see leads through a card that is there, so one of its edges too.
        if any(not is_new(edge.card) for edge in given):
            _check(planning, given, sql)


def _check(planning: Planning, given: list[Edge], sql: str) -> None:
    ways: defaultdict[Id, set[Id]] = defaultdict(set)
    said = {edge.card for edge in given}
    for card, other in planning.p.store.rows(sql):
        # What the file says of a card replaces what is there.
        if card not in said:
            ways[card].add(other)
    for edge in given:
        ways[edge.card].add(edge.other)
    left = _trimmed(ways)
    for edge in given:
        if edge.card in left and edge.other in left and _leads(left, edge.other, edge.card):
            what = "with what is in the database this makes a circle of cards; take one of the references out"
            planning.draft.problem(edge.item, edge.field, what, edge.index)


def _trimmed(ways: Mapping[Id, set[Id]]) -> dict[Id, set[Id]]:
    """Only what may be part of a circle: cards without a way out are taken off, again and again."""
    left = {card: set(others) for card, others in ways.items()}
    comes_from: defaultdict[Id, list[Id]] = defaultdict(list)
    for card, others in left.items():
        for other in others:
            comes_from[other].append(card)
    ends = [other for other in comes_from if other not in left]
    while ends:
        end = ends.pop()
        for card in comes_from[end]:
            if card not in left:
                continue
            left[card].discard(end)
            if not left[card]:
                del left[card]
                ends.append(card)
    return left


def _leads(ways: Mapping[Id, set[Id]], start: Id, goal: Id) -> bool:
    seen: set[Id] = set()
    todo = [start]
    while todo:
        card = todo.pop()
        if card == goal:
            return True
        if card not in seen:
            seen.add(card)
            todo += ways.get(card, ())
    return False
