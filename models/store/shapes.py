"""What the store must know of a table to write its rows in bulk: columns, defaults, references; and plain
values.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from models.store.errors import Unstorable
from models.store.orm import DoubleField, ForeignKeyField, Model
from models.store.tables import TABLES, Table

Value: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Value]
"""A row, by column name; ``id`` and ``version`` included."""

ORIGIN = "@origin"
"""The pseudo-field of a row's entry in Origin: a dict, or None for no entry."""
ERASED = "@erased"
"""The pseudo-field of the event that erased a row for ever."""

_WORDLESS = frozenset(
    [
        "id",
        "version",
        "rank",
        "removed",
        "created_at",
        "updated_at",
        "archived_at",
        "started_at",
        "ended_at",
        "finished_at",
        "at",
        "budget",
        "amount",
        "cost",
        "residual_cost",
    ]
)
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A table as the writer sees it.

    ``columns`` are all but id; ``names`` maps field and column names to columns; ``told`` are the columns
    whose values mean something to a person.
    """

    table: type[Table]
    entity: str
    columns: tuple[str, ...]
    names: Mapping[str, str]
    fields: Mapping[str, str]
    reals: frozenset[str]
    defaults: Mapping[str, Value]
    references: Mapping[str, str]
    told: frozenset[str]
    select: str
    insert: str

    def instance(self, row: Row) -> Table:
        """Return the row as a peewee model."""
        made: Table = self.table(**{self.fields[column]: value for column, value in row.items()})
        made.dirty_fields.clear()
        return made

    def plain(self, fields: Mapping[str, object]) -> Row:
        """Return the fields by column name with storable values.

        Raises TypeError for a field that is not there.
        """
        values: Row = {}
        for name, value in fields.items():
            column = self.names.get(name)
            if column is None:
                raise TypeError(f"{self.entity} has no field {name!r} that can be written")
            stored = storable(value, name)
            values[column] = float(stored) if column in self.reals and type(stored) is int else stored
        return values


def storable(value: object, name: str) -> Value:
    """Return the value as SQLite and JSON both keep it.

    Raises Unstorable, or TypeError for what is no plain value.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return _storable_text(value, name)
    if isinstance(value, int):
        if not _LOWEST <= value <= _HIGHEST:
            raise Unstorable(f"{_spoken(name)}: the number is too large to be stored")
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Unstorable(f"{_spoken(name)}: {value} is not a number")
        return value
    if isinstance(value, Model):
        return int(vars(value)["__data__"]["id"])
    raise TypeError(f"{name}: {type(value).__name__} is not a plain value")


def _storable_text(value: str, name: str) -> str:
    text = str(value)
    if "\0" in text:
        raise Unstorable(f"{_spoken(name)}: the text holds a NUL character, which cannot be stored")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise Unstorable(
                f"{_spoken(name)}: the text holds half a character, which cannot be stored"
            ) from None
    return text


def _spoken(name: str) -> str:
    return name.removesuffix("_id").removesuffix("_at").replace("_", " ")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def packed(values: Mapping[str, object]) -> str:
    """Return compact JSON, as events and origins hold it."""
    return _encode(values)


def unpacked(text: str) -> dict[str, object]:
    """Return what `packed` packed."""
    values: dict[str, object] = json.loads(text)
    return values


def _shape(table: type[Table]) -> Shape:
    meta = table._meta
    entity = meta.table_name
    columns = tuple(field.column_name for field in meta.sorted_fields if field.column_name != "id")
    writable = [f for f in meta.sorted_fields if f.column_name not in ("id", "version", "updated_at")]
    names = {f.name: f.column_name for f in writable} | {f.column_name: f.column_name for f in writable}
    quoted = ", ".join(f'"{column}"' for column in ("id", *columns))
    return Shape(
        table=table,
        entity=entity,
        columns=columns,
        names=names,
        fields={f.column_name: f.name for f in meta.sorted_fields},
        reals=frozenset(f.column_name for f in meta.sorted_fields if isinstance(f, DoubleField)),
        defaults={f.column_name: f.default for f in meta.sorted_fields if f.column_name != "id"},
        references={
            f.column_name: f.rel_model._meta.table_name
            for f in meta.sorted_fields
            if isinstance(f, ForeignKeyField)
        },
        told=frozenset(
            f.column_name
            for f in meta.sorted_fields
            if not isinstance(f, ForeignKeyField) and f.column_name not in _WORDLESS
        ),
        select=f'SELECT {quoted} FROM "{entity}"',
        insert=f'INSERT INTO "{entity}" ({quoted}) VALUES ({", ".join("?" * (len(columns) + 1))})',
    )


SHAPES: dict[type[Table], Shape] = {table: _shape(table) for table in TABLES}
BY_ENTITY: dict[str, Shape] = {shape.entity: shape for shape in SHAPES.values()}
