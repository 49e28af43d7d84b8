"""What planning does with every list: find the rows again, make what is new, settle the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from models.definitions import bindings as b
from models.definitions.conversion import Words, stored
from models.definitions.draft import Choice, Draft, Id
from models.definitions.format import Item
from models.definitions.held import Held, HeldRow
from models.definitions.matching import Sought, matched, unmatched
from models.definitions.plans import Created, New
from models.definitions.remembered import Mention, Owner, gone
from models.portfolio import Portfolio
from models.store.rank import spread
from models.store.shapes import ORIGIN

_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one list of one owner. `given`: the list stood in the file, so pruning looks at it."""

    owner: Id | None
    subject: str
    items: Sequence[Any]
    given: bool = True
    currency: str = "EUR"
    holder: Owner | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry with its row: `row` is None for a new one, whose values are in `fields`."""

    item: Any
    id: Id
    row: HeldRow | None
    fields: dict[str, Any]
    group: Group

    @property
    def owner(self) -> Owner:
        """The entry as the owner of lists."""
        return Owner(self.id, self.row, self.fields)


class Planning:
    """What planning hands around: the portfolio, what it holds, the draft, and what references lead to."""

    def __init__(self, p: Portfolio, held: Held, prune: bool, choose: Choice) -> None:
        self.p = p
        self.held = held
        self.prune = prune
        self.now = p.now_ms()
        self.author = p.author
        self.draft = Draft(choose, self._said)
        self.words = Words(held.rows, self.draft.made)
        self.names: dict[b.Codec, dict[str, Id]] = {"person": {}, "client": {}, "program": {}}
        self.goals: dict[str, Id] = {}
        self.deleted: set[tuple[Id | None, str, Any]] = set()
        """What files name and people deleted for ever: owner, list, name."""
        self.person_keys: dict[Id, str] = {}

    def _said(self, column: str, value: Any) -> str:
        return self.words.said(column, value)

    def resolve(self, codec: b.Codec, text: str, item: Item, field: str) -> Id | None:
        """What a reference to a person, client or program leads to; a problem when there is no such."""
        found = self.names[codec].get(text)
        if found is None:
            self.draft.problem(item, field, f"there is no {codec} '{text[:100]}'")
        return found

    def rows(self, listing: b.Listing) -> list[HeldRow]:
        """The rows that are there already."""
        return self.held.rows.get(listing.entity, [])

    def planned(self, listing: b.Listing, groups: Iterable[Group]) -> list[Planned]:
        """Plan a list of every owner at once: entries that are found are settled, the others are made."""
        groups = list(groups)
        entries = [(group, item) for group in groups for item in group.items]
        values = [stored(listing, item, self.resolve, group.currency) for group, item in entries]
        sought = [
            Sought(group.owner, given.get(listing.code) if listing.code else None, given)
            for (group, _), given in zip(entries, values, strict=True)
        ]
        rows = self.rows(listing)
        found = matched(listing, sought, rows)
        deleted = self._deleted(listing, [group for group, _ in entries], sought, found)
        planned = []
        for place, ((group, item), given, row) in enumerate(zip(entries, values, found, strict=True)):
            self.words.currency = group.currency
            if place in deleted:
                name = self.name(listing, given)
                self.deleted.add((group.owner, listing.name, given.get(listing.natural[0])))
                self.draft.leave_deleted(listing.label, f"{group.subject}{listing.label} {name}")
                continue
            planned.append(self._one(listing, group, item, given, row))
        if self.prune:
            self._prune(listing, groups, unmatched(rows, found))
        return planned

    def _deleted(
        self,
        listing: b.Listing,
        groups: Sequence[Group],
        sought: Sequence[Sought],
        found: Sequence[HeldRow | None],
    ) -> set[int]:
        """The places of entries that people deleted for ever."""
        mentions = []
        for group, entry in zip(groups, sought, strict=True):
            if group.holder is None:
                return set()
            nature = [self._nature(column, entry.given.get(column)) for column in listing.natural]
            mentions.append(Mention(group.holder, entry.code, nature))
        return gone(self.draft, listing, mentions, found)

    def _nature(self, column: str, value: Any) -> object:
        """What an entry is found by, as it is in every import: a person by key, whose row may be new."""
        return self.person_keys.get(value) if column == "person_id" and value is not None else value

    def _one(
        self, listing: b.Listing, group: Group, item: Any, given: dict[str, Any], row: HeldRow | None
    ) -> Planned:
        if row is None:
            fields = self._defaults(listing) | given | {ORIGIN: given}
            if listing.owner:
                fields[listing.owner] = group.owner
            new = self.draft.make(listing.table, fields)
            self.draft.created.append(Created(listing.label, f"{group.subject}{self.name(listing, given)}"))
            return Planned(item, new, None, fields, group)
        subject = f"{group.subject}{listing.label} {self.name(listing, row.values)}"
        self.draft.settle(listing, row, given, item, subject)
        return Planned(item, row.id, row, given, group)

    @staticmethod
    def _defaults(listing: b.Listing) -> dict[str, Any]:
        return {column: one.default for column, one in listing.by_column.items() if one.default is not None}

    def name(self, listing: b.Listing, values: dict[str, Any]) -> str:
        """What an entry is called: its key, or what it is found again by."""
        if listing.code == "key" and values.get("key"):
            return str(values["key"])
        said = [self._said(column, values[column]) for column in listing.natural if values.get(column)]
        text = " ".join(said)
        return f'"{text[:_NAME_LENGTH]}"'

    def _prune(self, listing: b.Listing, groups: Sequence[Group], rows: Sequence[HeldRow]) -> None:
        subjects = {group.owner: group.subject for group in groups if group.given}
        for row in rows:
            owner = row.values[listing.owner] if listing.owner else None
            if not row.origin or row.values["archived_at"] is not None or owner not in subjects:
                continue
            name = f"{subjects[owner]}{self.name(listing, row.values)}"
            self.draft.prune(listing, row, name, self.now)

    def lines(self, listing: b.Listing, groups: Iterable[Group]) -> list[Planned]:
        """As `planned`, for lists with an order: new entries stand behind those that are there."""
        planned = self.planned(listing, groups)
        last: dict[Id, str] = {}
        for row in self.rows(listing):
            owner = row.values[str(listing.owner)]
            last[owner] = max(last.get(owner, ""), row.values["rank"])
        fresh: dict[Id, list[dict[str, Any]]] = {}
        for one in planned:
            if one.row is None and one.group.owner is not None:
                fresh.setdefault(one.group.owner, []).append(one.fields)
        for owner, made in fresh.items():
            for fields, rank in zip(made, spread(len(made), last.get(owner)), strict=True):
                fields["rank"] = rank
        return planned


def is_new(found: Id) -> bool:
    """Whether the row is one that the plan makes."""
    return isinstance(found, New)
