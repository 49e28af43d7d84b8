"""What all objects of the definition format have in common: which keys were given, and where they stand."""

from __future__ import annotations

from typing import Annotated

from pydantic import AliasGenerator, BaseModel, ConfigDict, Field, SkipValidation
from pydantic.json_schema import SkipJsonSchema

from models.definitions.positions import Marks, Place
from models.definitions.tree import MARKS_KEY
from models.definitions.values import Instant, Line


class Item(BaseModel):
    """An object of a file: its fields, which of them were given, and where they stand."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        alias_generator=AliasGenerator(validation_alias=lambda name: name.rstrip("_")),
    )

    marks: SkipJsonSchema[Annotated[Marks, SkipValidation]] = Field(validation_alias=MARKS_KEY, repr=False)

    def given(self, field: str) -> bool:
        """Whether the field's key stood in the file, be it with a value or with null."""
        return field in self.model_fields_set

    def given_fields(self) -> list[str]:
        """The names of the fields that were given, in the order of their declaration."""
        given = self.model_fields_set
        return [name for name in type(self).model_fields if name in given and name != "marks"]

    def place(self, field: str | None = None, index: int | None = None) -> Place:
        """Where the object begins, a field's value or an item of its list stands; the nearest place known."""
        return self.marks.place(field.rstrip("_") if field else None, index)


class Archivable(Item):
    """Everything that is archived rather than deleted."""

    archived: Instant | None = None


class Entry(Archivable):
    """A line item; `id` is the one that export wrote, unique within its list."""

    id: Line | None = None
