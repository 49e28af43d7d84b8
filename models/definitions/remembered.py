"""Remembers which entries files gave before, so that what people deleted for ever is not made again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from models.definitions.bindings import Listing
from models.definitions.draft import Draft, Id
from models.definitions.held import HeldRow
from models.store.shapes import ORIGIN
from models.store.tables import Card, Client, Person, Project, Table

HAD = "@had"
"""In an owner's origin: digests of the entries that files ever gave, by list."""
_OWNERS: dict[str, type[Table]] = {
    "project_id": Project,
    "card_id": Card,
    "person_id": Person,
    "client_id": Client,
}


@dataclass(frozen=True, slots=True)
class Owner:
    """What a list belongs to: its id, and its row or, when it is new, its values."""

    id: Id
    row: HeldRow | None
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry of a file: its owner, its key or id, and what it is otherwise found by."""

    owner: Owner
    code: str | None
    nature: Sequence[object]


def gone(
    draft: Draft, listing: Listing, mentions: Sequence[Mention], found: Sequence[HeldRow | None]
) -> set[int]:
    """Return the places of entries that a file gave before and that have no row: people deleted them.

    All entries are remembered with their owners.
    """
    deleted: set[int] = set()
    counts: Counter[tuple[Hashable, str]] = Counter()
    digests: defaultdict[Id, set[str]] = defaultdict(set)
    owners: dict[Id, Owner] = {}
    before: dict[Id, frozenset[str]] = {}
    for place, mention in enumerate(mentions):
        owner = mention.owner
        if owner.id not in owners:
            owners[owner.id] = owner
            before[owner.id] = _had(owner, listing)
        said = f"id {mention.code}" if mention.code else f"is {list(mention.nature)!r}"
        counts[owner.id, said] += 1
        digest = blake2b(f"{counts[owner.id, said]} {said}".encode(), digest_size=8).hexdigest()
        digests[owner.id].add(digest)
        if found[place] is None and digest in before[owner.id]:
            deleted.add(place)
    for owner_id, owner in owners.items():
        _remember(draft, listing, owner, before[owner_id] | digests[owner_id])
    return deleted


def _had(owner: Owner, listing: Listing) -> frozenset[str]:
    if owner.row is None:
        return frozenset()
    return frozenset(owner.row.origin.get(HAD, {}).get(listing.name, ()))


def _remember(draft: Draft, listing: Listing, owner: Owner, digests: frozenset[str]) -> None:
    if owner.row is None:
        owner.fields[ORIGIN].setdefault(HAD, {})[listing.name] = sorted(digests)
        return
    had = owner.row.origin.get(HAD, {})
    if digests != frozenset(had.get(listing.name, ())):
        noted = {**had, listing.name: sorted(digests)}
        draft.note(_OWNERS[str(listing.owner)], owner.row, {HAD: noted})
