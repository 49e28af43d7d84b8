"""What all simple entries have in common: adding, editing, archiving, restoring and deleting one row.

A `Kind` says which table, which fields a person may set, how each is checked, and how a row is called. A
field that refers to another row is named with ``_id`` towards people's code (``owner_id``) and without it
in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.actions.checks import Check, Primitive, spoken, whole
from models.actions.problems import InvalidValue
from models.actions.rows import archived, owner, reference, values_of
from models.actions.sentences import MONEY, changed, changes, clip, quoted
from models.measures.money import amount_text
from models.portfolio import Portfolio
from models.store.change import Change
from models.store.tables import Table

_AN_ID = whole(1, 2**63 - 1)


@dataclass(frozen=True, slots=True)
class Refers:
    """A field that points at a row, which must be there and in use when it is chosen."""

    table: type[Table]
    noun: str
    called: str = "key"
    empty: bool = True
    """Whether it may point at nothing."""

    def check(self, field: str, value: object) -> Primitive:
        """An id, or nothing."""
        if value is None and self.empty:
            return None
        return _AN_ID(field, value)

    def find(self, change: Change, field: str, row_id: int) -> Table:
        """The row; InvalidValue when it is gone or archived."""
        found = change.models(
            self.table.select().where((self.table.id == row_id) & (self.table.removed == 0))
        )
        if not found:
            raise InvalidValue(field, f"this {self.noun} is not there any more; choose another")
        if archived(found[0]):
            who = change.who_archived(self.table, row_id)
            raise InvalidValue(field, f"{who}; choose another or restore it")
        row: Table = found[0]
        return row

    def name(self, row: Table) -> str:
        """How the row is called in a sentence."""
        return clip(str(getattr(row, self.called)), 40)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry."""

    table: type[Table]
    noun: str
    called: str
    """The field that a row is called by."""
    fields: Mapping[str, Check | Refers]
    """What a person may set."""
    required: tuple[str, ...] = ()
    parent: tuple[str, Refers] | None = None
    """The field and the row that an entry belongs to for ever."""
    unique: tuple[str, ...] = ()
    """Fields with a value of their own among all entries."""
    together: Callable[[Mapping[str, Any]], None] | None = None
    """Checks fields that must fit each other; given the whole row."""

    def action(self, verb: str) -> str:
        """Such as ``risk.add``."""
        return f"{self.noun.replace(' ', '_')}.{verb}"

    def check(self, given: Mapping[str, object]) -> dict[str, Primitive]:
        """The values as the table holds them, by table field; raises InvalidValue."""
        checked: dict[str, Primitive] = {}
        for name, value in given.items():
            rule = self.fields.get(name)
            if rule is None:
                raise InvalidValue(name, f"a {self.noun} has no field {spoken(name)}")
            checked[_stored(name)] = (
                rule.check(name, value) if isinstance(rule, Refers) else rule(name, value)
            )
        return checked

    def check_new(self, given: Mapping[str, object]) -> dict[str, Primitive]:
        """As `check`, for a new row: what is required must be there."""
        for name in self.required:
            if given.get(name) is None:
                raise InvalidValue(name, f"a {self.noun} needs: {spoken(name)}")
        return self.check(given)

    def check_fit(
        self, change: Change, old: Mapping[str, Any], new: Mapping[str, Primitive]
    ) -> dict[str, object]:
        """Check what needs the database: references, uniqueness, fields together. Return the values as
        sentences say them.
        """
        spoken_values: dict[str, object] = dict(new)
        for name, rule in self.fields.items():
            field = _stored(name)
            target = new.get(field)
            if isinstance(rule, Refers) and isinstance(target, int) and target != old.get(field):
                spoken_values[field] = rule.name(rule.find(change, name, target))
        for field in self.unique:
            if field in new and new[field] != old.get(field):
                self._check_unique(change, field, new[field])
        if self.together is not None:
            self.together({**old, **new})
        return spoken_values

    def subject(self, change: Change, row: Table) -> str:
        """How a sentence names the row: ``risk “Bank holidays” of ATLAS``."""
        name = self.named(getattr(row, self.called))
        if self.parent is None:
            return name
        field, refers = self.parent
        return f"{name} of {refers.name(change.get(refers.table, owner(row, field)))}"

    def currency(self, change: Change, row: Table) -> str:
        """The currency of the project that the row belongs to."""
        assert self.parent is not None
        field, refers = self.parent
        parent: Any = change.get(refers.table, owner(row, field))
        return str(parent.currency)

    def named(self, value: object) -> str:
        """The noun and the name, where there is one: ``risk “Bank holidays”``."""
        return self.noun if value is None else f"{self.noun} {quoted(str(value))}"

    def _check_unique(self, change: Change, field: str, value: Primitive) -> None:
        column = getattr(self.table, field)
        if change.rows(self.table.select(self.table.id).where((column == value) & (self.table.removed == 0))):
            raise InvalidValue(field, f"{spoken(field)} '{value}' is taken by another {self.noun}")


def add(kind: Kind, p: Portfolio, parent_id: int | None, given: Mapping[str, object]) -> int:
    """Add one entry; return its id. Raises InvalidValue, Missing."""
    checked = kind.check_new(given)
    with p.change(kind.action("add")) as change:
        return create(change, kind, parent_id, checked)


def create(change: Change, kind: Kind, parent_id: int | None, checked: Mapping[str, Primitive]) -> int:
    """The part of `add` inside of a change, for actions that write more than the one row."""
    fields: dict[str, Any] = dict(checked)
    where = ""
    if kind.parent is not None:
        field, refers = kind.parent
        parent = change.in_use(refers.table, int(_AN_ID(f"{field}_id", parent_id) or 0))
        fields[field] = parent_id
        where = f" to {refers.name(parent)}"
    kind.check_fit(change, _defaults(kind.table), checked)
    row_id = change.create(kind.table, **fields)
    worth = _worth(kind, fields, parent) if kind.parent is not None else ""
    change.summary(clip(f"{kind.named(fields.get(kind.called))} added{where}{worth}"))
    return row_id


def _worth(kind: Kind, fields: Mapping[str, Any], parent: Any) -> str:
    """What a cost or a budget line is of: ``: 12,500.00 EUR, people``; empty for other entries."""
    if fields.get("amount") is None:
        return ""
    category = fields.get("category") if kind.called != "category" else None
    return f": {amount_text(fields['amount'], parent.currency)}" + (f", {category}" if category else "")


def edit(kind: Kind, p: Portfolio, row_id: int, seen: int | None, given: Mapping[str, object]) -> str:
    """Change fields of one entry; return the sentence. Raises InvalidValue, Conflict, Missing."""
    checked = kind.check(given)
    with p.change(kind.action("edit")) as change:
        return write(change, kind, row_id, seen, checked)


def write(change: Change, kind: Kind, row_id: int, seen: int | None, checked: Mapping[str, Primitive]) -> str:
    """The part of `edit` inside of a change; the sentence is the group's summary unless nothing changed."""
    row = change.in_use(kind.table, row_id)
    old = values_of(row)
    subject = kind.subject(change, row)
    parts = any(old.get(field) != value for field, value in checked.items())
    fit = kind.check_fit(change, old, checked) if parts else {}
    said = changes(old, fit, kind.currency(change, row) if fit.keys() & MONEY else "")
    change.update(kind.table, row_id, dict(checked), seen=seen)
    if not parts:
        return clip(f"{subject}: nothing to change")
    sentence = changed(subject, said)
    change.summary(sentence)
    return sentence


def archive(kind: Kind, p: Portfolio, row_id: int, seen: int | None) -> str:
    """Take one entry out of the way; `restore` brings it back."""
    with p.change(kind.action("archive")) as change:
        row = change.get(kind.table, row_id)
        subject = kind.subject(change, row)
        if archived(row) and seen in (None, row.version):
            return clip(f"{subject} is archived already")
        change.update(kind.table, row_id, {"archived_at": change.at}, seen=seen)
        sentence = clip(f"{subject} archived")
        change.summary(sentence)
    return sentence


def restore(kind: Kind, p: Portfolio, row_id: int) -> str:
    """Bring an archived entry back."""
    with p.change(kind.action("restore")) as change:
        row = change.get(kind.table, row_id)
        subject = kind.subject(change, row)
        if not archived(row):
            return clip(f"{subject} is not archived")
        change.update(kind.table, row_id, {"archived_at": None}, seen=None)
        sentence = clip(f"{subject} restored")
        change.summary(sentence)
    return sentence


def delete(kind: Kind, p: Portfolio, row_id: int) -> str:
    """Delete one entry for ever: its text goes from the row and from its history. Cannot be undone."""
    with p.change(kind.action("delete")) as change:
        row = change.get(kind.table, row_id)
        where = ""
        if kind.parent is not None:
            field, refers = kind.parent
            where = f" of {refers.name(change.get(refers.table, owner(row, field)))}"
        change.erase(kind.table, row_id)
        sentence = f"a {kind.noun}{where} deleted for ever"
        change.summary(sentence)
    return sentence


def in_order(first: str, last: str) -> Callable[[Mapping[str, Any]], None]:
    """Check of two dates of a row: the last day is not before the first."""

    def check(row: Mapping[str, Any]) -> None:
        start, end = row.get(first), row.get(last)
        if start is not None and end is not None and end < start:
            raise InvalidValue(last, f"{spoken(last)} {end} is before {spoken(first)} {start}")

    return check


def same_project(change: Change, row: Table, field: str, project_id: int, noun: str) -> None:
    """Refuse a row of another project."""
    if reference(row, "project") != project_id:
        raise InvalidValue(field, f"this {noun} belongs to another project")


def _stored(name: str) -> str:
    return name.removesuffix("_id")


def _defaults(table: type[Table]) -> dict[str, Any]:
    return values_of(table())
