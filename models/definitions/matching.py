"""Finds the rows that entries of a file speak of: by key or id, else by natural key and occurrence."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from models.definitions.bindings import Listing
from models.definitions.held import HeldRow


@dataclass(frozen=True, slots=True)
class Sought:
    """An entry of a file: the row that its list belongs to, its key or id, and its values by column."""

    owner: Hashable
    code: str | None
    given: dict[str, Any]


def matched(listing: Listing, sought: Sequence[Sought], rows: Sequence[HeldRow]) -> list[HeldRow | None]:
    """Return for each entry its row, or None when there is none yet; no row is found twice.

    What people renamed since the last import is found by the name that the file gave then; a row that never
    came from a file, or that a file calls by its new name, by the name that it has now.
    """
    found: list[HeldRow | None] = [None] * len(sought)
    if not rows:
        return found
    taken: set[int] = set()
    _by_code(listing, sought, rows, found, taken)
    if not listing.natural:
        return found
    for with_origin in (True, False):
        _by_nature(listing, sought, rows, found, taken, with_origin)
    return found


def unmatched(rows: Iterable[HeldRow], found: Iterable[HeldRow | None]) -> list[HeldRow]:
    """The rows that no entry spoke of."""
    spoken_of = {row.id for row in found if row is not None}
    return [row for row in rows if row.id not in spoken_of]


def _owner(listing: Listing, row: HeldRow) -> Hashable:
    return row.values[listing.owner] if listing.owner else None


def _by_code(
    listing: Listing,
    sought: Sequence[Sought],
    rows: Sequence[HeldRow],
    found: list[HeldRow | None],
    taken: set[int],
) -> None:
    if listing.code is None:
        return
    known = {(_owner(listing, row), row.values[listing.code]): row for row in rows}
    for index, entry in enumerate(sought):
        row = known.get((entry.owner, entry.code)) if entry.code else None
        if row is not None and row.id not in taken:
            found[index] = row
            taken.add(row.id)


def _by_nature(
    listing: Listing,
    sought: Sequence[Sought],
    rows: Sequence[HeldRow],
    found: list[HeldRow | None],
    taken: set[int],
    with_origin: bool,
) -> None:
    named: defaultdict[Hashable, deque[HeldRow]] = defaultdict(deque)
    for each in rows:
        values = each.origin if with_origin else each.values
        if each.id not in taken and values:
            named[_nature(listing, _owner(listing, each), values)].append(each)
    if not named:
        return
    for index, entry in enumerate(sought):
        if found[index] is not None:
            continue
        candidates = named.get(_nature(listing, entry.owner, entry.given))
        row = _first(listing, entry, candidates) if candidates else None
        if row is not None:
            found[index] = row
            taken.add(row.id)


def _nature(listing: Listing, owner: Hashable, values: dict[str, Any]) -> Hashable:
    return owner, *(values.get(column) for column in listing.natural)


def _first(listing: Listing, entry: Sought, candidates: deque[HeldRow]) -> HeldRow | None:
    """The first candidate that may be this entry; one that a file gave another key or id is not."""
    for place, row in enumerate(candidates):
        if entry.code is None or listing.code is None or listing.code not in row.origin:
            del candidates[place]
            return row
    return None
