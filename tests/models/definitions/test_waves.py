"""Mistakes come in one list, not in waves: none hides another, unless it is about the same value."""

from __future__ import annotations

import pytest

from models.definitions.problems import DefinitionErrors
from models.definitions.reader import read_text

PARTS = {
    "capacity": "40",
    "ends": "2026-01-05",
    "client": "acme",
    "target": "2026-12-01",
    "planned": "50",
    "date": "2026-02-01",
    "spent": "5",
    "done": "done",
    "due": "2026-06-01",
    "person": "anna",
    "percent": "50",
    "until": "2026-02-01",
    "probability": "3",
    "cost": "10",
    "owner": "anna",
    "answered": "2026-02-01",
    "nps": "null",
    "health": "green",
    "column": "Doing",
    "milestone": "UAT",
    "entered": "2026-01-02T00:00:00Z",
    "step": "Look",
    "estimate": "3",
    "title": "Two",
    "name": "Other",
    "view": "mine",
}
WRONG = {
    "capacity": "much",
    "ends": "2025-01-05",
    "client": "nobody",
    "target": "2025-12-01",
    "planned": "5.123",
    "date": "soon",
    "spent": "5.123",
    "done": "active",
    "due": "soon",
    "person": "zed",
    "percent": "much",
    "until": "2025-02-01",
    "probability": "9",
    "cost": "1.234",
    "owner": "zed",
    "answered": "soon",
    "nps": "4",
    "health": "greenish",
    "column": "Nowhere",
    "milestone": "Nope",
    "entered": "soon",
    "step": "x" * 1_001,
    "estimate": "-3",
    "title": "null",
    "name": "null",
    "view": "not a key",
}
TEXT = """\
pmboard: 1
people:
  - {{key: anna, name: Anna, capacity: {capacity}, absences: [{{from: 2026-01-01, to: {ends}}}]}}
clients: [{{key: acme, name: Acme}}]
projects:
  - key: ATLAS
    name: Ledger
    client: {client}
    start: 2026-01-01
    target: {target}
    budget: {{amount: 100, currency: EUR, lines: [{{category: people, amount: {planned}}}]}}
    costs: [{{date: {date}, amount: {spent}}}]
    columns: [{{name: Ideas, kind: queue}}, {{name: Doing, kind: active}}, {{name: Done, kind: {done}}}]
    milestones: [{{name: UAT, due: {due}}}]
    allocations: [{{person: {person}, percent: {percent}, from: 2026-01-01, to: {until}}}]
    risks: [{{title: Flood, probability: {probability}, impact: 3, cost: {cost}, owner: {owner}}}]
    satisfaction: [{{date: {answered}, csat: 4, nps: {nps}}}]
    updates: [{{date: 2026-02-01, health: {health}}}]
    cards:
      - {{id: one, title: One, column: {column}, milestone: {milestone}, estimate: {estimate}}}
      - {{id: two, title: {title}, checklist: ["{step}"], history: [{{column: Doing, at: {entered}}}]}}
  - {{key: BORA, name: {name}}}
views: [{{key: {view}, screen: board, name: Mine}}]
"""


def found(*mistakes: str) -> set[str]:
    """What is wrong with a file that has these mistakes."""
    values = {**PARTS, **{name: WRONG[name] for name in mistakes}}
    try:
        read_text(TEXT.format(**values), "team.yaml")
    except DefinitionErrors as errors:
        return {problem.what for problem in errors.problems}
    return set()


def test_each_mistake_is_one() -> None:
    assert found() == set()
    assert [name for name in WRONG if len(found(name)) != 1] == []


@pytest.mark.parametrize("hidden", WRONG)
def test_no_mistake_hides_another(hidden: str) -> None:
    [what] = found(hidden)
    assert [other for other in WRONG if what not in found(hidden, other)] == []


def test_all_of_them_are_told_at_once() -> None:
    assert len(found(*WRONG)) >= len({what for name in WRONG for what in found(name)})


def test_a_reference_to_nobody_names_who_was_meant() -> None:
    assert found("owner") == {"there is no person 'zed'; allowed: anna"}
