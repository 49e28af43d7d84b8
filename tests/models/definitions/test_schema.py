from __future__ import annotations

import json
from typing import Any

import pytest

from models.definitions.format import File
from models.definitions.schema import schema, schema_text
from models.definitions.validate import _fields


def test_it_is_json_and_the_same_every_time() -> None:
    assert json.loads(schema_text()) == schema()
    assert schema_text() == schema_text()
    assert "\\u0000" not in schema_text()
    assert "marks" not in schema_text()


def test_every_key_that_is_read_is_in_it() -> None:
    made = schema()
    assert list(made["properties"]) == list(_fields(File))
    card: dict[str, Any] = made["$defs"]["Card"]
    assert {"number", "created", "archived", "history"} <= card["properties"].keys()
    assert card["additionalProperties"] is False
    assert "from" in made["$defs"]["Block"]["properties"]


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        (
            "Card",
            "priority",
            {"anyOf": [{"enum": ["normal", "low", "high", "urgent"], "type": "string"}, {"type": "null"}]},
        ),
        ("Cost", "amount", {"anyOf": [{"type": "number"}]}),
        ("Cost", "date", {"format": "date", "type": "string"}),
        ("Risk", "probability", {"minimum": 1, "maximum": 5, "type": "integer"}),
        ("Milestone", "commitment", {"anyOf": [{"type": "boolean"}, {"type": "null"}]}),
        ("Project", "cards", {"items": {"$ref": "#/$defs/Card"}, "type": ["array", "null"]}),
    ],
)
def test_values(name: str, key: str, expected: dict[str, Any]) -> None:
    assert schema()["$defs"][name]["properties"][key] == expected


def test_a_title_that_looks_like_a_number_is_allowed() -> None:
    assert schema()["$defs"]["Card"]["properties"]["title"]["type"] == ["string", "number", "boolean"]


def test_shorthands() -> None:
    definitions = schema()["$defs"]
    assert definitions["ChecklistItem"]["anyOf"][1] == {"$ref": "#/$defs/ChecklistItemWhole"}
    assert definitions["ProjectGoal"]["anyOf"][1] == {"$ref": "#/$defs/ProjectGoalWhole"}
    assert "weight" in definitions["ProjectGoalWhole"]["properties"]


def test_required() -> None:
    made = schema()
    assert made["required"] == ["pmboard"]
    assert made["properties"]["pmboard"]["const"] == 1
    assert made["$defs"]["Update"]["required"] == ["date", "health"]
    assert "required" not in made["$defs"]["Person"]
