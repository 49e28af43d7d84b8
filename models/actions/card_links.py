"""The lists of a card: who works on it, its labels, what it depends on and relates to.

A list is given whole. With the list as the person saw it, what they added and took off is applied to the
list as it is now, so two people who add to one list both keep their addition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.actions import values
from models.actions.checks import line, whole
from models.actions.problems import InvalidValue
from models.actions.rows import archived, card_key, owner
from models.actions.sentences import clip
from models.store.change import Change
from models.store.tables import Card, CardAssignee, CardLabel, CardLink, Label, Person, Table

_AN_ID = whole(1, 2**63 - 1)
_A_LABEL = line(values.SHORT_LENGTH)


@dataclass(frozen=True, slots=True)
class _Links:
    """One list of one card: the rows that make it, by what they lead to."""

    table: type[Table]
    present: Mapping[int, int]
    """What it leads to -> the link's row."""
    add: Callable[[int], None]


def check_lists(given: Mapping[str, object]) -> dict[str, list[Any]]:
    """The lists with their values checked, each value once: ids are ids, labels are clean."""
    checked: dict[str, list[Any]] = {}
    for name, value in given.items():
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise InvalidValue(name, f"{name.replace('_', ' ')} is a list")
        check = _A_LABEL if name == "labels" else _AN_ID
        checked[name] = list(dict.fromkeys(check(name, item) for item in value))
    return checked


def set_lists(
    change: Change, card: Card, wanted: Mapping[str, list[Any]], saw: Mapping[str, list[Any]]
) -> list[str]:
    """Write the lists that differ; return what became of them, for the sentence."""
    parts: list[str] = []
    for name, items in wanted.items():
        ids = _label_ids(change, card, items) if name == "labels" else items
        seen = _known_labels(change, card, saw[name]) if name == "labels" and name in saw else saw.get(name)
        links = _READERS[name](change, card)
        goal = _merged(list(links.present), ids, seen)
        if set(goal) == set(links.present):
            continue
        for target, row_id in links.present.items():
            if target not in goal:
                change.remove(links.table, row_id)
        for target in goal:
            if target not in links.present:
                links.add(target)
        said = ", ".join(_named(change, name, target) for target in goal)
        parts.append(f"{name.replace('_', ' ')} {said or 'none'}")
    return parts


def told_apart(change: Change, wanted: Mapping[str, list[Any]], saw: Mapping[str, list[Any]]) -> list[str]:
    """What became of lists that differ from card to card, for the sentence: ``assignees with dora``."""
    parts = []
    for name, items in wanted.items():
        seen = saw.get(name, [])
        added = ", ".join(_named(change, name, item) for item in items if item not in seen)
        off = ", ".join(_named(change, name, item) for item in seen if item not in items)
        said = [f"with {added}"] * bool(added) + [f"without {off}"] * bool(off)
        parts.append(f"{name.replace('_', ' ')} {', '.join(said)}")
    return parts


def carry_labels(change: Change, card: Card, project_id: int) -> None:
    """Give a card that came to another project the labels of the same names there."""
    query = (
        CardLabel.select(CardLabel.id, Label.name)
        .join(Label, on=(CardLabel.label == Label.id))
        .where((CardLabel.card == card.id) & (CardLabel.removed == 0) & (Label.project != project_id))
    )
    found = change.rows(query)
    for row_id, _ in found:
        change.remove(CardLabel, row_id)
    for label_id in _label_ids(change, card, [name for _, name in found]):
        change.create(CardLabel, card=card.id, label=label_id)


def _merged(present: list[int], wanted: list[int], seen: list[int] | None) -> list[int]:
    if seen is None:
        return wanted
    taken_off = set(seen) - set(wanted)
    added = [target for target in wanted if target not in seen]
    return [target for target in present if target not in taken_off] + [
        target for target in added if target not in present
    ]


def _assignees(change: Change, card: Card) -> _Links:
    query = CardAssignee.select(CardAssignee.person, CardAssignee.id).where(
        (CardAssignee.card == card.id) & (CardAssignee.removed == 0)
    )

    def add(person_id: int) -> None:
        people = change.models(Person.select().where((Person.id == person_id) & (Person.removed == 0)))
        if not people:
            raise InvalidValue("assignees", "this person is not there any more; choose another")
        if archived(people[0]):
            who = change.who_archived(Person, person_id)
            raise InvalidValue("assignees", f"{who}; choose another or restore it")
        change.create(CardAssignee, card=card.id, person=person_id)

    return _Links(CardAssignee, dict(change.rows(query)), add)


def _labels(change: Change, card: Card) -> _Links:
    query = CardLabel.select(CardLabel.label, CardLabel.id).where(
        (CardLabel.card == card.id) & (CardLabel.removed == 0)
    )
    return _Links(
        CardLabel,
        dict(change.rows(query)),
        lambda label_id: _ignore(change.create(CardLabel, card=card.id, label=label_id)),
    )


def _depends(change: Change, card: Card) -> _Links:
    query = CardLink.select(CardLink.other, CardLink.id).where(
        (CardLink.card == card.id) & (CardLink.kind == "depends") & (CardLink.removed == 0)
    )

    def add(other_id: int) -> None:
        other = _other_card(change, card, other_id, "depends_on")
        if card.id in _line_before(change, other_id):
            raise InvalidValue(
                "depends_on",
                f"{card_key(change, other)} waits for {card_key(change, card)} already: a circle",
            )
        change.create(CardLink, card=card.id, other=other_id, kind="depends")

    return _Links(CardLink, dict(change.rows(query)), add)


def _relates(change: Change, card: Card) -> _Links:
    # Relating goes both ways, whichever of the two cards it was written on.
    live = (CardLink.kind == "relates") & (CardLink.removed == 0)
    query = CardLink.select(CardLink.card, CardLink.other, CardLink.id).where(
        live & ((CardLink.card == card.id) | (CardLink.other == card.id))
    )
    present = {other if one == card.id else one: row_id for one, other, row_id in change.rows(query)}

    def add(other_id: int) -> None:
        _other_card(change, card, other_id, "relates")
        change.create(CardLink, card=card.id, other=other_id, kind="relates")

    return _Links(CardLink, present, add)


_READERS: Mapping[str, Callable[[Change, Card], _Links]] = {
    "assignees": _assignees,
    "labels": _labels,
    "depends_on": _depends,
    "relates": _relates,
}


def _other_card(change: Change, card: Card, other_id: int, field: str) -> Card:
    if other_id == card.id:
        raise InvalidValue(field, "a card cannot be tied to itself")
    found = change.models(Card.select().where((Card.id == other_id) & (Card.removed == 0)))
    if not found:
        raise InvalidValue(field, "this card is not there any more; choose another")
    if archived(found[0]):
        who = change.who_archived(Card, other_id)
        raise InvalidValue(field, f"{who}; choose another or restore it")
    other: Card = found[0]
    return other


def _line_before(change: Change, card_id: int) -> set[int]:
    """The card and all that it waits for, directly or not."""
    seen: set[int] = set()
    open_ids = [card_id]
    while open_ids:
        current = open_ids.pop()
        if current in seen:
            continue
        seen.add(current)
        query = CardLink.select(CardLink.other).where(
            (CardLink.card == current) & (CardLink.kind == "depends") & (CardLink.removed == 0)
        )
        open_ids.extend(other for (other,) in change.rows(query))
    return seen


def _label_ids(change: Change, card: Card, names: Sequence[str]) -> list[int]:
    """The project's labels of these names, letter case aside; new ones are made."""
    known = _labels_of(change, owner(card, "project"))
    ids: list[int] = []
    for name in names:
        if name.casefold() not in known:
            known[name.casefold()] = change.create(Label, project=owner(card, "project"), name=name)
        ids.append(known[name.casefold()])
    return list(dict.fromkeys(ids))


def _known_labels(change: Change, card: Card, names: Sequence[str]) -> list[int]:
    known = _labels_of(change, owner(card, "project"))
    return [known[name.casefold()] for name in names if name.casefold() in known]


def _labels_of(change: Change, project_id: int) -> dict[str, int]:
    query = Label.select(Label.name, Label.id).where((Label.project == project_id) & (Label.removed == 0))
    return {name.casefold(): label_id for name, label_id in change.rows(query)}


def _named(change: Change, name: str, target: int) -> str:
    if name == "assignees":
        return str(change.get(Person, target).key)
    if name == "labels":
        return clip(change.get(Label, target).name, 24)
    return card_key(change, change.get(Card, target))


def _ignore(_: int) -> None:
    return None
