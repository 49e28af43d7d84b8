"""From the values of a document to those of the tables, and to words for people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from models.definitions import bindings as b
from models.definitions.format import Item
from models.definitions.held import HeldRow
from models.definitions.instants import instant_text, milliseconds
from models.definitions.plans import New
from models.measures.money import decimals, export_amount
from models.store.shapes import packed
from models.store.tables import Card, Client, Column, Milestone, Person, Program, Project, Table
from models.text import number_text

Id = int | New
Resolve = Callable[[b.Codec, str, Item, str], Id | None]
"""Finds what a reference leads to: codec, text, and the item and field where it stands."""

_SIMPLE: dict[str, Callable[[Any], Any]] = {
    "text": str,
    "day": lambda value: value.isoformat(),
    "instant": milliseconds,
    "number": float,
    "whole": int,
    "truth": int,
    "rules": packed,
}
_MONEY_COLUMNS = frozenset({"amount", "budget", "cost", "residual_cost"})
_NAMES: Mapping[type[Table], str] = {
    Person: "key",
    Client: "key",
    Program: "key",
    Project: "key",
    Card: "code",
}
_REFERENCE_COLUMNS: Mapping[str, type[Table]] = {
    "manager_id": Person,
    "delivery_manager_id": Person,
    "owner_id": Person,
    "person_id": Person,
    "client_id": Client,
    "program_id": Program,
    "column_id": Column,
    "milestone_id": Milestone,
    "parent_id": Card,
}
_SHOWN = 60


def stored(listing: b.Listing, item: Item, resolve: Resolve, currency: str = "EUR") -> dict[str, Any]:
    """The values of the fields that the file gave, by column; null becomes the field's default.

    A key or id that is null is one that was left out: every row keeps its own.
    """
    given = item.model_fields_set
    values = {}
    for one in listing.fields:
        if one.field in given and not (one.column == listing.code and getattr(item, one.field) is None):
            values[one.column] = _stored(one, getattr(item, one.field), item, resolve, currency)
    for one in listing.nested:
        if one.within in given:
            inner = getattr(item, one.within)
            if inner is None:
                if one.column != "currency":
                    values[one.column] = one.default
            elif one.field in inner.model_fields_set:
                values[one.column] = _stored(one, getattr(inner, one.field), inner, resolve, currency)
    return values


def _stored(one: b.Binding, value: Any, item: Item, resolve: Resolve, currency: str) -> Any:
    if value is None:
        return one.default
    simple = _SIMPLE.get(one.codec)
    if simple is not None:
        return simple(value)
    if one.codec == "money":
        return minor_units(value, currency)
    return resolve(one.codec, value, item, one.field)


def minor_units(amount: Decimal, currency: str) -> int:
    """An amount that was checked to have no more decimals than its currency."""
    return int(amount.scaleb(decimals(currency)))


def fresh_key(name: str, taken: set[str]) -> str:
    """A key made of a name, for what the file gave none: `anna-ruiz`, `anna-ruiz-2`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9._]+", "-", plain).strip("-")[:50] or "unnamed"
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    taken.add(key)
    return key


class Words:
    """Values as people read them in a plan."""

    def __init__(
        self, rows: Mapping[str, list[HeldRow]], made: Mapping[type[Table], list[dict[str, Any]]]
    ) -> None:
        self._rows = rows
        self._made = made
        self._known: dict[type[Table], dict[int, str]] = {}
        self.currency = "EUR"

    def said(self, column: str, value: Any) -> str:
        """The value of a column, on one line."""
        if value is None or value == []:
            return "nothing"
        table = _REFERENCE_COLUMNS.get(column)
        if table is not None:
            return self._name(table, value)
        if column in _MONEY_COLUMNS:
            return f"{export_amount(value, self.currency)} {self.currency}"
        if column.endswith("_at") or column == "at":
            return instant_text(value)
        if isinstance(value, list):
            return ", ".join(str(each) for each in value)
        if isinstance(value, float):
            return number_text(value)
        line = " ".join(str(value).split())
        return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line

    def _name(self, table: type[Table], value: Any) -> str:
        column = _NAMES.get(table, "name")
        if isinstance(value, New):
            return str(self._made[table][value.index].get(column))
        known = self._known.get(table)
        if known is None:
            rows = self._rows.get(table._meta.table_name, ())
            known = self._known[table] = {row.id: str(row.values[column]) for row in rows}
        return known.get(value, "something else")
