"""The fields of a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from models.actions import values
from models.actions.checks import Primitive, cleared_to, day, line, number, optional, optional_text, word
from models.actions.problems import InvalidValue
from models.actions.record import Kind, Refers
from models.actions.rows import card_key, reference
from models.actions.values import Priority, ServiceClass
from models.store.change import Change
from models.store.tables import Card, Milestone

CARD = Kind(
    Card,
    "card",
    "title",
    {
        "title": line(),
        "description": optional_text,
        "type": cleared_to(values.CARD_TYPES[0], line(values.SHORT_LENGTH)),
        "priority": word(values.PRIORITIES),
        "service_class": word(values.SERVICE_CLASSES),
        "estimate": optional(number(0, values.LARGEST_ESTIMATE)),
        "due": optional(day),
        "milestone_id": Refers(Milestone, "milestone", called="name"),
        "parent_id": Refers(Card, "card", called="title"),
    },
    required=("title",),
)


class CardFields(TypedDict, total=False):
    """What a person sets on a card beside its title; the lists are whole lists.

    ``estimate`` in the team's own unit, 0 or more. ``assignees``: ids of people; ``labels``: names, made
    where they are new; ``depends_on`` and ``relates``: ids of cards, of other projects too.
    """

    description: str | None
    type: str
    priority: Priority
    service_class: ServiceClass
    estimate: float | None
    due: date | str | None
    milestone_id: int | None
    parent_id: int | None
    assignees: Sequence[int]
    labels: Sequence[str]
    depends_on: Sequence[int]
    relates: Sequence[int]


class CardChanges(CardFields, total=False):
    """As CardFields, with the title."""

    title: str


class SharedChanges(TypedDict, total=False):
    """What is changed on several cards at once."""

    priority: Priority
    due: date | str | None
    assignees: Sequence[int]


class CardLists(TypedDict, total=False):
    """The lists of a card as a person saw them."""

    assignees: Sequence[int]
    labels: Sequence[str]
    depends_on: Sequence[int]
    relates: Sequence[int]


@dataclass(frozen=True, slots=True)
class CardRef:
    """A new card: ``key`` such as ATLAS-42."""

    id: int
    number: int
    key: str
    version: int


LISTS = ("assignees", "labels", "depends_on", "relates")


def check_relatives(
    change: Change, project_id: int, card_id: int | None, checked: Mapping[str, Primitive]
) -> None:
    """Milestone and parent are of the same project, and no card stands above itself."""
    milestone = checked.get("milestone")
    if isinstance(milestone, int) and reference(change.get(Milestone, milestone), "project") != project_id:
        raise InvalidValue("milestone_id", "this milestone belongs to another project")
    parent = checked.get("parent")
    if not isinstance(parent, int):
        return
    above = change.get(Card, parent)
    if reference(above, "project") != project_id:
        raise InvalidValue(
            "parent_id", f"{card_key(change, above)} is in another project; a parent is in the same"
        )
    if card_id is not None and card_id in _line_above(change, parent):
        raise InvalidValue(
            "parent_id", f"{card_key(change, above)} cannot be the parent: it is below this card"
        )


def _line_above(change: Change, card_id: int) -> set[int]:
    """The card, its parent, and so on to the top."""
    seen: set[int] = set()
    current: int | None = card_id
    while current is not None and current not in seen:
        seen.add(current)
        found = change.rows(Card.select(Card.parent).where((Card.id == current) & (Card.removed == 0)))
        current = found[0][0] if found else None
    return seen
