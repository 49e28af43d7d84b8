"""Collects what an import would do, and decides each field by its three values: file, origin and row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from models.definitions.bindings import Listing
from models.definitions.format import Item
from models.definitions.held import HeldRow
from models.definitions.plans import Batch, Changed, Conflicting, Created, New
from models.definitions.positions import Place
from models.definitions.problems import Problem
from models.store.shapes import ORIGIN
from models.store.tables import TABLES, Table

Choice = Literal["theirs", "mine"] | None
"""Who decides where both sides changed: the file, the row, or nobody (a conflict)."""
Id = int | New
_ABSENT = object()
PRUNED = "@pruned"
"""In an origin: the row was archived because it disappeared from the files."""


class Field(NamedTuple):
    """A field of something: what it belongs to, its name, and the column that tells how to say its values."""

    subject: str
    name: str
    column: str


class Draft:
    """A plan in the making."""

    def __init__(self, choose: Choice, said: Callable[[str, Any], str]) -> None:
        self.choose = choose
        self._said = said
        self.made: defaultdict[type[Table], list[dict[str, Any]]] = defaultdict(list)
        self.edited: defaultdict[type[Table], dict[int, tuple[int, dict[str, Any]]]] = defaultdict(dict)
        self.removed: defaultdict[type[Table], list[int]] = defaultdict(list)
        self.created: list[Created] = []
        self.changed: list[Changed] = []
        self.conflicts: list[Conflicting] = []
        self.pruned: list[Created] = []
        self.remarks: list[str] = []
        self.problems: list[Problem] = []
        self._seen: list[tuple[str, type[Table], int]] = []
        self._deleted: Counter[str] = Counter()
        self._touched: set[tuple[type[Table], int]] = set()

    def make(self, table: type[Table], fields: dict[str, Any]) -> New:
        """A new row."""
        rows = self.made[table]
        rows.append(fields)
        return New(table, len(rows) - 1)

    def edit(self, table: type[Table], row: HeldRow, fields: dict[str, Any]) -> None:
        """Changed fields of a row that is there; several calls for one row add up."""
        _, collected = self.edited[table].setdefault(row.id, (row.version, {}))
        collected.update(fields)

    def remove(self, table: type[Table], row_id: int) -> None:
        """A link that is taken off."""
        self.removed[table].append(row_id)

    def note(self, table: type[Table], row: HeldRow, noted: dict[str, Any]) -> None:
        """What the file says becomes the row's origin."""
        if noted:
            row.origin = {**row.origin, **noted}
            self.edit(table, row, {ORIGIN: row.origin})

    def leave_deleted(self, kind: str, subject: str) -> None:
        """An entry that people deleted for ever: it is not made again."""
        self._deleted[kind] += 1
        self.remarks.append(f"{subject} was deleted here and is not imported again")

    def problem(self, item: Item, field: str | None, what: str, index: int | None = None) -> None:
        """Something wrong at a place of a file that only the database could tell."""
        position = item.marks.position(field.rstrip("_") if field else None, index)
        self.problems.append(Problem(item.marks.source, position, field or "", what))

    def decide(self, row: HeldRow, column: str, new: Any, current: Any, default: Any) -> str:
        """`same`, `note`, `apply` or `conflict`, by the three values of a field."""
        old = row.origin.get(column, _ABSENT)
        if new == old:
            return "same"
        if new == current or (old is _ABSENT and new == default):
            return "note"
        if current == (default if old is _ABSENT else old) or self.choose == "theirs":
            return "apply"
        return "note" if self.choose == "mine" else "conflict"

    def settle(
        self,
        listing: Listing,
        row: HeldRow,
        given: dict[str, Any],
        item: Item,
        subject: str,
        at: str = "",
    ) -> dict[str, Any]:
        """Decide the fields that the file gave for a row that is there; return those that are applied.

        `at` is the item's field that all of them stand in, if that is not their own.
        """
        fields: dict[str, Any] = {}
        noted: dict[str, Any] = {}
        if PRUNED in row.origin:
            # It disappeared from the files, was archived for that, and is back.
            kept = {column: value for column, value in row.origin.items() if column != PRUNED}
            row.origin = {"archived_at": row.values["archived_at"], **kept}
            given = {"archived_at": None, **given}
        self._seen.append((listing.label, listing.table, row.id))
        for column, new in given.items():
            current = row.values[column]
            binding = listing.by_column[column]
            # A key or an id that no file gave was made up here: the file's own takes its place.
            default = current if column == listing.code else binding.default
            verdict = self.decide(row, column, new, current, default)
            if verdict == "conflict":
                place = item.place(at or binding.within or binding.field)
                self.conflict(listing.table, row, Field(subject, binding.path, column), (new, current), place)
            if verdict in ("note", "apply"):
                noted[column] = new
            if verdict == "apply":
                fields[column] = new
                self.change(listing.table, row, Field(subject, binding.path, column), (current, new))
        if fields:
            self.edit(listing.table, row, fields)
        self.note(listing.table, row, noted)
        return fields

    def settle_list(
        self, table: type[Table], row: HeldRow, name: str, values: tuple[Any, Any], item: Item, subject: str
    ) -> bool:
        """Decide a list, which is one value: (in the file, as it is). Return whether it is applied."""
        new, current = values
        verdict = self.decide(row, name, new, current, [])
        if verdict == "conflict":
            self.conflict(table, row, Field(subject, name, name), (new, current), item.place(name))
        if verdict in ("note", "apply"):
            self.note(table, row, {name: new})
        if verdict == "apply":
            self.change(table, row, Field(subject, name, name), (current, new))
        return verdict == "apply"

    def change(self, table: type[Table], row: HeldRow, what: Field, values: tuple[Any, Any]) -> None:
        """List a change of (old, new)."""
        self._touched.add((table, row.id))
        old, new = (self._said(what.column, value) for value in values)
        self.changed.append(Changed(what.subject, what.name, old, new))

    def conflict(
        self, table: type[Table], row: HeldRow, what: Field, values: tuple[Any, Any], place: Place
    ) -> None:
        """List a conflict of (file, row)."""
        self._touched.add((table, row.id))
        new, current = (self._said(what.column, value) for value in values)
        self.conflicts.append(Conflicting(what.subject, what.name, new, current, place))

    @property
    def left_alone(self) -> dict[str, int]:
        """How many rows the files speak of and nothing happens to, by kind."""
        seen = (kind for kind, table, row in self._seen if (table, row) not in self._touched)
        return dict(Counter(seen) + self._deleted)

    @property
    def noted(self) -> int:
        """How many rows stay, and keep only what the file says."""
        return sum(set(fields) == {ORIGIN} for rows in self.edited.values() for _, fields in rows.values())

    def prune(self, listing: Listing, row: HeldRow, name: str, at_ms: int) -> None:
        """Archive a row that came from a file and is in none any more."""
        self.edit(listing.table, row, {"archived_at": at_ms})
        self.note(listing.table, row, {PRUNED: True})
        self.pruned.append(Created(listing.label, name))

    def batches(self) -> tuple[Batch, ...]:
        """The rows to write, tables in the order in which they may be written."""
        return tuple(
            Batch(
                table,
                tuple(self.made[table]),
                tuple((row, version, fields) for row, (version, fields) in self.edited[table].items()),
                tuple(self.removed[table]),
            )
            for table in TABLES
            if self.made[table] or self.edited[table] or self.removed[table]
        )
