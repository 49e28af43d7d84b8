from __future__ import annotations

from datetime import date

import pytest

from models.actions import cards, clients, milestones, people, plan, programs, projects, risks, settings
from models.actions.problems import InvalidValue
from models.actions.undo import undo
from models.portfolio import Conflict
from models.store.tables import (
    Baseline,
    Column,
    MilestoneDue,
    ProgramGoal,
    Project,
    ProjectGoal,
    Setting,
)


def test_a_project_comes_with_a_board_and_its_first_baseline(world) -> None:
    anna = people.add(world.p, key="anna", name="Anna Ruiz")
    acme = clients.add(world.p, key="acme", name="Acme Bank")
    goal = programs.add_goal(world.p, key="G1", title="No counters")
    other = programs.add_goal(world.p, key="G2", title="No paper")
    bora = projects.add(
        world.p,
        "BORA",
        "Payment interface",
        client_id=acme,
        manager_id=anna,
        start=date(2026, 9, 1),
        target="2027-03-12",
        budget=150_000_000,
        thresholds={"schedule": {"green": 0.9}},
        goals={goal: 2, other: 1},
    )
    assert world.last_summary() == "project BORA added: Payment interface"
    row = world.row(Project, bora)
    assert (row.state, row.currency, row.cadence, row.next_number) == ("active", "EUR", 7, 1)
    assert row.thresholds == '{"schedule":{"green":0.9}}'
    columns = [(c.name, c.kind) for c in world.rows(Column) if c.__data__["project"] == bora]
    assert columns == [
        ("Backlog", "queue"),
        ("Ready", "queue"),
        ("Doing", "active"),
        ("Review", "waiting"),
        ("Done", "done"),
    ]
    (baseline,) = world.rows(Baseline)
    assert (baseline.approved, baseline.start, baseline.target, baseline.budget) == (
        world.p.today().isoformat(),
        "2026-09-01",
        "2027-03-12",
        150_000_000,
    )
    assert [(link.__data__["goal"], link.weight) for link in world.rows(ProjectGoal)] == [
        (goal, 2.0),
        (other, 1.0),
    ]
    assert world.problems() == []


def test_a_project_without_target_and_budget_has_no_baseline(world) -> None:
    projects.add(world.p, "BORA", "Payments", start="2026-09-01")
    assert world.rows(Baseline) == []
    projects.add(world.p, "CETO", "Ceto", budget=500)
    assert [(row.target, row.budget) for row in world.rows(Baseline)] == [(None, 500)]


def test_a_key_is_taken_once_and_for_ever(world) -> None:
    with pytest.raises(InvalidValue, match="key 'ATLAS' is taken by another project"):
        projects.add(world.p, "ATLAS", "Again")
    for key in ("atlas", "1A", "ABCDEFGHIJK", "", "A-B", None):
        with pytest.raises(InvalidValue) as caught:
            projects.add(world.p, key, "Name")
        assert caught.value.field == "key"
    with pytest.raises(InvalidValue, match="identifies the project for ever"):
        projects.edit(world.p, world.project, None, key="NEW")


def test_the_key_of_an_undone_project_is_free_again(world) -> None:
    first = projects.add(world.p, "BORA", "Payments")
    undo(world.p)
    assert projects.add(world.p, "BORA", "Payments") != first
    assert world.problems() == []


def test_an_edit_of_a_project(world) -> None:
    ben = people.add(world.p, key="ben", name="Ben Osei")
    goal = programs.add_goal(world.p, key="G1", title="No counters")
    sentence = projects.edit(
        world.p, world.project, 1, name="Ledger", manager_id=ben, state="on hold", budget=5, goals=[goal]
    )
    assert sentence == "ATLAS: name Ledger, manager ben, state on hold, budget 0.05 EUR, goals G1"
    edited = projects.edit(world.p, world.project, None, budget=1_500_00, currency="USD")
    assert edited == "ATLAS: budget 0.05 -> 1,500.00 USD, currency USD"
    assert projects.edit(world.p, world.project, None, goals={goal: 1.0}) == "ATLAS: nothing to change"
    assert projects.edit(world.p, world.project, None, goals={goal: 3}) == "ATLAS: goals G1"
    assert [link.weight for link in world.rows(ProjectGoal)] == [3.0]
    assert projects.edit(world.p, world.project, None, goals=[]) == "ATLAS: goals none"
    assert projects.edit(world.p, world.project, None, thresholds={}) == "ATLAS: nothing to change"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"state": "done"}, "state"),
        ({"currency": "XXQ"}, "currency"),
        ({"cadence": 0}, "cadence"),
        ({"budget": 1.5}, "budget"),
        ({"budget": -1}, "budget"),
        ({"start": "2026-10-02", "target": "2026-10-01"}, "target"),
        ({"thresholds": {"shedule": {"green": 1}}}, "thresholds"),
        ({"client_id": 9}, "client_id"),
        ({"goals": [9]}, "goals"),
        ({"goals": {"G1": 1}}, "goals"),
        ({"name": ""}, "name"),
    ],
)
def test_a_bad_value_of_a_project_is_refused(world, fields, field) -> None:
    with pytest.raises(InvalidValue) as caught:
        projects.edit(world.p, world.project, None, **fields)
    assert caught.value.field == field
    assert world.row(Project, world.project).version == 1


def test_a_target_is_not_before_a_start_that_stands_already(world) -> None:
    projects.edit(world.p, world.project, None, start="2026-10-02")
    with pytest.raises(InvalidValue, match="target 2026-10-01 is before start 2026-10-02"):
        projects.edit(world.p, world.project, None, target="2026-10-01")


def test_a_currency_with_other_decimals_is_refused_once_there_are_amounts(world) -> None:
    assert projects.edit(world.p, world.project, None, currency="jpy") == "ATLAS: currency JPY"
    plan.add_cost(world.p, world.project, amount=100)
    with pytest.raises(InvalidValue, match="ATLAS has amounts in JPY; EUR has other decimals"):
        projects.edit(world.p, world.project, None, currency="EUR")


def test_a_project_leaves_and_comes_back(world) -> None:
    assert projects.archive(world.p, world.project, 1) == "project “ATLAS” archived"
    assert projects.restore(world.p, world.project) == "project “ATLAS” restored"


def test_a_deleted_project_leaves_no_text(world) -> None:
    secret = "Rosebud"
    bora = projects.add(world.p, "BORA", secret, description=secret, target="2027-01-01")
    card = cards.add(world.p, bora, secret, labels=[secret])
    mine = cards.add(world.p, world.project, "Mine", depends_on=[card.id])
    milestones.add(world.p, bora, name=secret, due="2027-01-01")
    risks.add(world.p, bora, title=secret, probability=1, impact=1)
    assert projects.delete(world.p, bora) == "project BORA deleted for ever"
    for (table,) in world.p.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        kept = [row for row in world.p.store.rows(f"SELECT * FROM {table}") if secret in repr(row)]
        assert not kept, table
    assert world.card(mine.id).removed == 0
    with pytest.raises(InvalidValue, match="BORA was a project that was deleted for ever") as caught:
        projects.add(world.p, "BORA", "Again")
    assert caught.value.field == "key"
    assert world.problems() == []


def test_a_project_in_which_a_card_was_deleted_before_leaves_nothing_that_check_finds(world) -> None:
    bora = projects.add(world.p, "BORA", "Bora")
    cards.delete(world.p, cards.add(world.p, bora, "Gone").id)
    projects.delete(world.p, bora)
    assert world.problems() == []


def test_programs_serve_goals(world) -> None:
    goal = programs.add_goal(world.p, key="G1", title="No counters", target=50, current=31, unit="%")
    core = programs.add(world.p, key="core", name="Core renewal", goals=[goal])
    assert world.last_summary() == "program “Core renewal” added"
    assert (
        programs.edit(world.p, core, 1, name="Core", goals=[])
        == "program “Core renewal”: name Core, goals none"
    )
    assert world.rows(ProgramGoal) == []
    assert programs.edit_goal(world.p, goal, 1, current=40) == "goal “No counters”: current 40"


def test_every_date_of_a_milestone_is_kept(world) -> None:
    uat = milestones.add(world.p, world.project, name="UAT starts", due="2027-01-20", commitment=True)
    first = world.clock.ms
    world.clock.passes(days=1)
    assert milestones.edit(world.p, uat, 1, due=date(2027, 2, 3)) == (
        "milestone “UAT starts” of ATLAS: due 2027-02-03"
    )
    milestones.edit(world.p, uat, None, name="UAT", due="2027-02-03")
    assert [(due.due, due.at) for due in world.rows(MilestoneDue)] == [
        ("2027-01-20", first),
        ("2027-02-03", world.clock.ms),
    ]
    assert milestones.edit(world.p, uat, None, commitment=False) == "milestone “UAT” of ATLAS: commitment no"
    from_now = world.p.today().isoformat()
    assert milestones.complete(world.p, uat, None) == f"milestone “UAT” of ATLAS reached on {from_now}"
    assert milestones.reopen(world.p, uat, None) == (
        f"milestone “UAT” of ATLAS open again; it was reached on {from_now}"
    )
    card = cards.add(world.p, world.project, "Card", milestone_id=uat)
    assert milestones.delete(world.p, uat) == "a milestone of ATLAS deleted for ever"
    assert world.card(card.id).__data__["milestone"] is None
    assert world.rows(MilestoneDue) == []
    assert world.problems() == []


def test_the_time_zone_is_one_that_exists(world) -> None:
    assert settings.set_value(world.p, "time_zone", "Europe/Madrid") == "time zone set to Europe/Madrid"
    assert world.p.zone.key == "Europe/Madrid"
    assert settings.set_value(world.p, "time_zone", "Europe/Madrid") == "time zone is Europe/Madrid already"
    with pytest.raises(InvalidValue, match="Mars"):
        settings.set_value(world.p, "time_zone", "Mars/Base")
    assert [row.value for row in world.rows(Setting)] == ["Europe/Madrid"]


def test_two_people_on_one_project(world) -> None:
    ben = world.open("ben")
    cards.add(world.p, world.project, "Card")
    projects.edit(ben, world.project, 1, name="Ben's")
    with pytest.raises(Conflict):
        projects.edit(world.p, world.project, 1, name="Anna's")
    assert projects.edit(world.p, world.project, 1, state="finished") == "ATLAS: state finished"
