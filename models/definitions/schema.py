"""The JSON Schema of the definition format, for editors: made from the types that read it."""

from __future__ import annotations

import json
from typing import Any

from models.definitions.format import File
from models.definitions.tree import MARKS_KEY

_TITLE = "pmboard definition, version 1"
_SHORTHANDS = {"ProjectGoal": "goal", "ChecklistItem": "text"}
# What a plain scalar is to an editor, which types it before it looks at the schema.
_PLAIN_SCALARS = ["string", "number", "boolean"]


def schema() -> dict[str, Any]:
    """The schema as JSON would hold it, the same every time."""
    made: dict[str, Any] = File.model_json_schema(mode="validation")
    definitions: dict[str, Any] = made["$defs"]
    for definition in (made, *definitions.values()):
        _without_marks(definition)
        for one in definition.get("properties", {}).values():
            _tidied(one)
    for name, key in _SHORTHANDS.items():
        _allow_shorthand(definitions, name, key)
    made["properties"]["pmboard"] = {"const": 1, "description": "The version of the format."}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": _TITLE}


def schema_text() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _without_marks(definition: dict[str, Any]) -> None:
    definition.get("properties", {}).pop(MARKS_KEY, None)
    required = [name for name in definition.pop("required", ()) if name != MARKS_KEY]
    if required:
        definition["required"] = required


def _tidied(one: dict[str, Any]) -> None:
    one.pop("title", None)
    if not one.get("default", True):
        one.pop("default")
    _as_number(one)
    _as_typed_by_editors(one)


def _as_number(one: dict[str, Any]) -> None:
    """An amount is a number; pydantic's schema of a Decimal allows a text as well."""
    choices = one.get("anyOf", [])
    if any(choice.get("type") == "number" for choice in choices):
        one["anyOf"] = [choice for choice in choices if choice.get("type") != "string"]


def _as_typed_by_editors(one: dict[str, Any]) -> None:
    """Text takes any plain scalar: a title 2026 is a number to an editor and text to the format."""
    inner = [*one.get("anyOf", ()), one.get("items")]
    for choice in inner:
        if isinstance(choice, dict):
            _as_typed_by_editors(choice)
    if one.get("type") == "array":
        one["type"] = ["array", "null"]
    if one.get("type") == "string" and "enum" not in one and "format" not in one:
        one["type"] = list(_PLAIN_SCALARS)


def _allow_shorthand(definitions: dict[str, Any], name: str, key: str) -> None:
    whole = definitions[name]
    definitions[f"{name}Whole"] = whole
    text = {inner: value for inner, value in whole["properties"][key].items() if inner != "description"}
    definitions[name] = {"anyOf": [text, {"$ref": f"#/$defs/{name}Whole"}]}
