"""docs/definitions.md names every key of the entries in a project, as the schema has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.definitions.schema import schema

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "definitions.md").read_text(encoding="utf-8")
ENTRIES = {
    "`columns`": "Column",
    "`milestones`": "Milestone",
    "`baselines`": "Baseline",
    "`budget`": "Budget",
    "`costs`": "Cost",
    "`allocations`": "Allocation",
    "`risks`": "Risk",
    "`stakeholders`": "Stakeholder",
    "`expectations`": "Expectation",
    "`satisfaction`": "Satisfaction",
    "`updates`": "Update",
    "`checklist` of a card": "ChecklistItemWhole",
    "`comments` of a card": "Comment",
    "`blocks` of a card": "Block",
    "`history` of a card": "Move",
}


@pytest.mark.parametrize(("row", "entry"), ENTRIES.items())
def test_the_page_names_every_key_and_which_must_be_there(row: str, entry: str) -> None:
    told = next(line for line in PAGE.splitlines() if line.startswith(f"| {row} |")).split("|", 2)[2]
    known = schema()["$defs"][entry]
    needed = set(known.get("required", ()))
    assert set(re.findall(r"\*\*`(\w+)`\*\*", told)) == needed
    named = set(re.findall(r"`(\w+)`", told))
    assert set(known["properties"]) - {"id", "archived"} <= named
