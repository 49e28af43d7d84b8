"""The simple entries: added, changed, archived, restored; hostile input is refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal, get_args, get_origin

import pytest

from models.actions import clients, people, plan, programs, risks, statements, values, views
from models.actions.problems import InvalidValue
from models.definitions import values as definition_values
from models.portfolio import Archived, Missing
from models.store.tables import (
    Absence,
    Allocation,
    Baseline,
    BudgetLine,
    Client,
    Contact,
    Cost,
    Expectation,
    Goal,
    Person,
    Program,
    Risk,
    Satisfaction,
    SavedView,
    Stakeholder,
    StatusUpdate,
)

Case = tuple[Any, Callable[..., int], Callable[..., str], Any, Any, dict[str, Any], dict[str, Any], str]


def _of_nobody(function: Callable[..., int]) -> Callable[..., int]:
    return lambda world, **fields: function(world.p, **fields)


def _of_project(function: Callable[..., int]) -> Callable[..., int]:
    return lambda world, **fields: function(world.p, world.project, **fields)


def _of_person(world, **fields) -> int:
    return people.add_absence(world.p, people.add(world.p, key="ben", name="Ben Osei"), **fields)


def _of_client(world, **fields) -> int:
    return clients.add_contact(world.p, clients.add(world.p, key="acme", name="Acme Bank"), **fields)


def _allocated(world, **fields) -> int:
    ben = people.add(world.p, key="ben", name="Ben Osei")
    return plan.add_allocation(world.p, world.project, person_id=ben, **fields)


CASES: dict[str, Case] = {
    "person": (
        Person,
        _of_nobody(people.add),
        people.edit,
        people.archive,
        people.restore,
        {"key": "ben", "name": " Ben\tOsei "},
        {"capacity": 32},
        "person “Ben Osei”: capacity 32",
    ),
    "absence": (
        Absence,
        _of_person,
        people.edit_absence,
        people.archive_absence,
        people.restore_absence,
        {"starts": date(2026, 12, 21), "ends": "2027-01-06"},
        {"note": "holidays"},
        "absence “2026-12-21” of ben: note holidays",
    ),
    "client": (
        Client,
        _of_nobody(clients.add),
        clients.edit,
        clients.archive,
        clients.restore,
        {"key": "acme", "name": "Acme Bank"},
        {"contract_end": "2028-06-30"},
        "client “Acme Bank”: contract end 2028-06-30",
    ),
    "contact": (
        Contact,
        _of_client,
        clients.edit_contact,
        clients.archive_contact,
        clients.restore_contact,
        {"name": "Ines Duarte", "role": "Sponsor"},
        {"role": None, "email": "ines@example.com"},
        "contact “Ines Duarte” of acme: role cleared, email ines@example.com",
    ),
    "goal": (
        Goal,
        _of_nobody(programs.add_goal),
        programs.edit_goal,
        programs.archive_goal,
        programs.restore_goal,
        {"key": "G1", "title": "No counters", "target": 50},
        {"current": 31.5},
        "goal “No counters”: current 31.5",
    ),
    "program": (
        Program,
        _of_nobody(programs.add),
        programs.edit,
        programs.archive,
        programs.restore,
        {"key": "core", "name": "Core renewal"},
        {"name": "Core"},
        "program “Core renewal”: name Core",
    ),
    "budget line": (
        BudgetLine,
        _of_project(plan.add_budget_line),
        plan.edit_budget_line,
        plan.archive_budget_line,
        plan.restore_budget_line,
        {"category": "people", "amount": 120_000_000},
        {"amount": 1},
        "budget line “people” of ATLAS: amount 1,200,000.00 -> 0.01 EUR",
    ),
    "cost": (
        Cost,
        _of_project(plan.add_cost),
        plan.edit_cost,
        plan.archive_cost,
        plan.restore_cost,
        {"amount": -500, "category": "people"},
        {"amount": -1_200_00, "note": "refund"},
        "cost “2026-11-23” of ATLAS: amount -5.00 -> -1,200.00 EUR, note refund",
    ),
    "allocation": (
        Allocation,
        _allocated,
        plan.edit_allocation,
        plan.archive_allocation,
        plan.restore_allocation,
        {"percent": 60, "starts": "2026-09-01"},
        {"percent": 50.5, "ends": date(2027, 3, 31)},
        "allocation of ATLAS: percent 50.5, ends 2027-03-31",
    ),
    "baseline": (
        Baseline,
        _of_project(plan.add_baseline),
        plan.edit_baseline,
        plan.archive_baseline,
        plan.restore_baseline,
        {"target": "2027-03-12", "budget": 100},
        {"budget": None, "reason": "scope"},
        "baseline “2026-11-23” of ATLAS: budget 1.00 EUR cleared, reason scope",
    ),
    "risk": (
        Risk,
        _of_project(risks.add),
        risks.edit,
        risks.archive,
        risks.restore,
        {"title": "Holidays", "probability": 3, "impact": 4, "cost": 8_000_000},
        {"state": "closed", "residual_cost": 1_000_00},
        "risk “Holidays” of ATLAS: state closed, residual cost 1,000.00 EUR",
    ),
    "stakeholder": (
        Stakeholder,
        _of_project(clients.add_stakeholder),
        clients.edit_stakeholder,
        clients.archive_stakeholder,
        clients.restore_stakeholder,
        {"name": "Ines Duarte", "influence": 5},
        {"wanted": "leading", "last_contact": "2026-11-10"},
        "stakeholder “Ines Duarte” of ATLAS: wanted leading, last contact 2026-11-10",
    ),
    "expectation": (
        Expectation,
        _of_project(clients.add_expectation),
        clients.edit_expectation,
        clients.archive_expectation,
        clients.restore_expectation,
        {"text": "Branches never\nclose", "due": "2027-03-12"},
        {"state": "kept"},
        "expectation “Branches never close” of ATLAS: state kept",
    ),
    "answer": (
        Satisfaction,
        _of_project(clients.add_satisfaction),
        clients.edit_satisfaction,
        clients.archive_satisfaction,
        clients.restore_satisfaction,
        {"csat": 4},
        {"csat": None, "nps": 0},
        "answer “2026-11-23” of ATLAS: csat cleared, nps 0",
    ),
    "statement": (
        StatusUpdate,
        _of_project(statements.add),
        statements.edit,
        statements.archive,
        statements.restore,
        {"health": "amber", "why": "Test data"},
        {"health": "red"},
        "statement “2026-11-23” of ATLAS: health red",
    ),
    "saved view": (
        SavedView,
        _of_nobody(views.add),
        views.edit,
        views.archive,
        views.restore,
        {"key": "mine", "screen": "board", "name": "Mine", "query": "@anna"},
        {"query": "@ben"},
        "saved view “Mine”: query @ben",
    ),
}


@pytest.mark.parametrize("noun", CASES)
def test_an_entry_is_added_changed_archived_and_restored(world, noun) -> None:
    table, add, edit, archive, restore, fields, changes, sentence = CASES[noun]
    row_id = add(world, **fields)
    assert world.last_summary().startswith(f"{noun} ")
    assert " added" in world.last_summary()
    assert edit(world.p, row_id, 1, **changes) == sentence
    assert world.last_summary() == sentence
    row = world.row(table, row_id)
    for name, value in changes.items():
        assert getattr(row, name) == (value.isoformat() if isinstance(value, date) else value)
    assert archive(world.p, row_id, 2).endswith(" archived")
    assert world.row(table, row_id).archived_at == world.clock.ms
    assert restore(world.p, row_id).endswith(" restored")
    assert world.row(table, row_id).archived_at is None
    assert restore(world.p, row_id).endswith(" is not archived")
    with pytest.raises(InvalidValue, match="has no field nonsense"):
        edit(world.p, row_id, None, nonsense=1)
    with pytest.raises(Missing):
        edit(world.p, 4711, None, **changes)
    assert world.problems() == []


@pytest.mark.parametrize("noun", CASES)
def test_an_entry_of_nothing_that_is_there_is_refused(world, noun) -> None:
    _, add, _, _, _, fields, _, _ = CASES[noun]
    missing = next(iter(fields))
    if noun in ("allocation", "cost", "baseline", "answer", "absence"):
        return_for = {**fields, missing: "x" if missing != "csat" else 9}
    else:
        return_for = {name: value for name, value in fields.items() if name != missing}
    with pytest.raises(InvalidValue) as caught:
        add(world, **return_for)
    assert caught.value.field == missing
    assert len(str(caught.value)) < 160


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda w: risks.add(w.p, w.project, title="R", probability=6, impact=1), "probability"),
        (lambda w: risks.add(w.p, w.project, title="R", probability=1, impact=0), "impact"),
        (lambda w: risks.add(w.p, w.project, title="R", probability=1, impact=1, cost=2**70), "cost"),
        (lambda w: risks.add(w.p, w.project, title="R", probability=1, impact=1, owner_id=9), "owner_id"),
        (
            lambda w: risks.add(w.p, w.project, title="R", probability=1, impact=1, response="pray"),
            "response",
        ),
        (lambda w: clients.add_satisfaction(w.p, w.project, csat=4, nps=4), "csat"),
        (lambda w: clients.add_satisfaction(w.p, w.project), "csat"),
        (lambda w: clients.add_satisfaction(w.p, w.project, nps=11), "nps"),
        (lambda w: plan.add_allocation(w.p, w.project, percent=50), "person_id"),
        (lambda w: _allocated(w, percent=101), "percent"),
        (lambda w: _allocated(w, percent=1, starts="2026-02-01", ends="2026-01-31"), "ends"),
        (lambda w: people.add(w.p, key="a b", name="A"), "key"),
        (lambda w: people.add(w.p, key="a", name="A", capacity=169), "capacity"),
        (lambda w: people.add(w.p, key="a\n", name="A"), "key"),
        (lambda w: views.add(w.p, key="k", screen="board", name="N", query=5), "query"),
    ],
)
def test_what_cannot_be_is_refused(world, act, field) -> None:
    last = world.p.store.last_sequence()
    with pytest.raises(InvalidValue) as caught:
        act(world)
    assert caught.value.field == field
    rows = world.p.store.rows("SELECT count(*) FROM event WHERE seq > ? AND entity <> 'person'", (last,))
    assert rows == [(0,)]


def test_a_key_is_taken_once(world) -> None:
    people.add(world.p, key="ben", name="Ben")
    with pytest.raises(InvalidValue, match="key 'ben' is taken by another person"):
        people.add(world.p, key="ben", name="Ben II")


def test_a_line_of_an_archived_parent_is_refused(world) -> None:
    ben = people.add(world.p, key="ben", name="Ben Osei")
    people.archive(world.p, ben, None)
    with pytest.raises(Archived, match="anna archived the person “Ben Osei” just now; restore it first"):
        people.add_absence(world.p, ben, starts="2026-01-01", ends="2026-01-02")


def test_a_line_of_a_project_that_never_was_is_refused(world) -> None:
    with pytest.raises(Missing, match="this project is not there"):
        risks.add(world.p, 99, title="R", probability=1, impact=1)


def test_a_deleted_entry_leaves_no_text(world) -> None:
    risk = risks.add(world.p, world.project, title="Rosebud", probability=1, impact=1, trigger="Rosebud")
    risks.edit(world.p, risk, None, title="Rosebud II")
    assert risks.delete(world.p, risk) == "a risk of ATLAS deleted for ever"
    for table in ("risk", "event"):
        assert not [row for row in world.p.store.rows(f"SELECT * FROM {table}") if "Rosebud" in repr(row)]
    assert world.problems() == []


def words(kind: object) -> tuple[str, ...]:
    """The words of a Literal, wherever it stands in a type."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    return next((found for part in get_args(kind) if (found := words(part))), ())


@pytest.mark.parametrize(
    "name",
    [
        "ProjectState",
        "ColumnKind",
        "LimitKind",
        "Priority",
        "ServiceClass",
        "RiskResponse",
        "RiskState",
        "Engagement",
        "ExpectationState",
        "HealthColor",
    ],
)
def test_people_and_files_use_the_same_words(name) -> None:
    assert get_args(getattr(values, name)) == words(getattr(definition_values, name))


def test_people_and_files_have_the_same_bounds() -> None:
    for name in ("PROJECT_KEY", "OTHER_KEY", "LINE_LENGTH", "TEXT_LENGTH"):
        assert getattr(values, name) == getattr(definition_values, name), name


def test_what_a_cost_or_a_budget_line_is_of_stands_in_its_sentence(world) -> None:
    plan.add_cost(world.p, world.project, date="2026-11-23", amount=1_250_050, category="people")
    assert world.last_summary() == "cost “2026-11-23” added to ATLAS: 12,500.50 EUR, people"
    plan.add_cost(world.p, world.project, date="2026-11-23", amount=-5)
    assert world.last_summary() == "cost “2026-11-23” added to ATLAS: -0.05 EUR"
    plan.add_budget_line(world.p, world.project, category="travel", amount=100_000)
    assert world.last_summary() == "budget line “travel” added to ATLAS: 1,000.00 EUR"
