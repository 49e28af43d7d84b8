"""Plans the lists of cards that are one value each: assignees, labels, depends_on and relates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from models.definitions.draft import Id
from models.definitions.plan_circles import Edge
from models.definitions.planning import Planning
from models.store import tables as t
from models.store.shapes import ORIGIN

if TYPE_CHECKING:
    from models.definitions.plan_cards import PlannedCard

_KINDS = {"depends_on": "depends", "relates": "relates"}


class CardLinks:
    """The links of cards to people, labels and other cards."""

    def __init__(self, planning: Planning, refs: Mapping[str, Id], deleted: Set[str]) -> None:
        self._planning = planning
        self._draft = planning.draft
        self._held = planning.held
        self._refs = refs
        self._deleted = deleted
        self._labels: dict[tuple[Id, str], Id] = {}
        for place, label in planning.held.label_ids.items():
            self._labels[place] = label
        self.edges: list[Edge] = []
        """The dependencies that the files give."""
        self._related: set[frozenset[Id]] = set()

    def plan(self, cards: Sequence[PlannedCard]) -> None:
        """Plan every list that the files gave."""
        for one in cards:
            given = one.item.model_fields_set
            if "assignees" in given:
                self._assignees(one)
            if "labels" in given:
                self._labeled(one)
            for name in ("depends_on", "relates"):
                if name in given:
                    self._linked(one, name)

    def _settled(self, one: PlannedCard, name: str, wanted: list[str], current: list[str]) -> bool:
        """Whether the list is to be written."""
        if one.row is None:
            one.fields[ORIGIN][name] = wanted
            return True
        return self._draft.settle_list(t.Card, one.row, name, (wanted, current), one.item, one.subject)

    def _assignees(self, one: PlannedCard) -> None:
        keys = self._planning.person_keys
        people: dict[str, Id] = {}
        for index, name in enumerate(one.item.assignees):
            person = self._planning.names["person"].get(name)
            if person is None:
                self._draft.problem(one.item, "assignees", f"there is no person '{name[:100]}'", index)
                continue
            people[keys[person]] = person
        held = self._held.assignees.get(one.row.id, {}) if one.row is not None else {}
        present = {keys[person]: row for person, row in held.items() if person in keys}
        if not self._settled(one, "assignees", sorted(people), sorted(present)):
            return
        for key, person in people.items():
            if key not in present:
                self._draft.make(t.CardAssignee, {"card_id": one.id, "person_id": person})
        self._take_off(t.CardAssignee, present, people)

    def _labeled(self, one: PlannedCard) -> None:
        wanted = dict.fromkeys(one.item.labels)
        present = self._held.labels.get(one.row.id, {}) if one.row is not None else {}
        if not self._settled(one, "labels", sorted(wanted), sorted(present)):
            return
        for name in wanted:
            if name not in present:
                self._draft.make(t.CardLabel, {"card_id": one.id, "label_id": self._label(one, name)})
        self._take_off(t.CardLabel, present, wanted)

    def _label(self, one: PlannedCard, name: str) -> Id:
        project = one.board.project.id
        label = self._labels.get((project, name))
        if label is None:
            label = self._draft.make(t.Label, {"project_id": project, "name": name})
            self._labels[project, name] = label
        return label

    def _linked(self, one: PlannedCard, name: str) -> None:
        others: dict[str, Id] = {}
        wanted: set[str] = set()
        for index, text in enumerate(getattr(one.item, name)):
            ref = text if "/" in text else f"{one.board.key}/{text}"
            other = self._refs.get(ref)
            if other is None and ref in self._deleted:
                wanted.add(ref)
                continue
            if other is None:
                self._draft.problem(one.item, name, f"there is no card '{text[:100]}'", index)
                continue
            others[ref] = other
            if name == "depends_on":
                self.edges.append(Edge(one.id, other, one.item, name, index))
        present = self._present(one, name, others)
        if not self._settled(one, name, sorted(wanted | others.keys()), sorted(present)):
            return
        for ref, other in others.items():
            if ref in present or (name == "relates" and not self._first_of_pair(one.id, other)):
                continue
            self._draft.make(t.CardLink, {"card_id": one.id, "other_id": other, "kind": _KINDS[name]})
        self._take_off(t.CardLink, present, others)

    def _present(self, one: PlannedCard, name: str, others: Mapping[str, Id]) -> dict[str, int]:
        """The links that are there, by reference. Relating goes both ways, on whichever card it stands."""
        if one.row is None:
            return {}
        links = {link.ref: link.row for link in self._held.links.get((one.row.id, _KINDS[name]), ())}
        if name == "relates":
            said = {*others, *one.row.origin.get(name, ())}
            for link in self._held.reverse.get((one.row.id, "relates"), ()):
                if link.ref in said:
                    links.setdefault(link.ref, link.row)
        return links

    def _first_of_pair(self, one: Id, other: Id) -> bool:
        pair = frozenset((one, other))
        if pair in self._related:
            return False
        self._related.add(pair)
        return True

    def _take_off(self, table: type[t.Table], present: Mapping[str, int], wanted: Mapping[str, Any]) -> None:
        for name, row in present.items():
            if name not in wanted:
                self._draft.remove(table, row)
