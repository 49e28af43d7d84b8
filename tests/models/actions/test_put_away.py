"""What somebody archived or deleted cannot be changed by who still has it open: who, when, what now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models.actions import cards, clients, columns, milestones, people, plan, projects, risks, statements
from models.actions.undo import redo, undo
from models.definitions.importing import import_document
from models.definitions.reader import read_text
from models.portfolio import Archived, Missing
from models.store.tables import Card, Risk

Ids = dict[str, Any]


@pytest.fixture
def made(world) -> Ids:
    """One of everything that belongs to ATLAS, and another project."""
    p, atlas = world.p, world.project
    ids: Ids = {"card": cards.add(p, atlas, "Card").id, "other": projects.add(p, "BORA", "Payments")}
    ids["second"] = cards.add(p, atlas, "Second").id
    ids["theirs"] = cards.add(p, ids["other"], "Theirs").id
    ids["person"] = people.add(p, key="ben", name="Ben")
    ids["step"] = cards.add_check(p, ids["card"], "Step")
    ids["comment"] = cards.add_comment(p, ids["card"], "Said")
    ids["milestone"] = milestones.add(p, atlas, name="UAT")
    ids["risk"] = risks.add(p, atlas, title="Holidays", probability=1, impact=1)
    ids["line"] = plan.add_budget_line(p, atlas, category="Build", amount=100)
    ids["cost"] = plan.add_cost(p, atlas, amount=100)
    ids["allocation"] = plan.add_allocation(p, atlas, person_id=ids["person"], percent=50)
    ids["baseline"] = plan.add_baseline(p, atlas, budget=100)
    ids["stakeholder"] = clients.add_stakeholder(p, atlas, name="Cara")
    ids["expectation"] = clients.add_expectation(p, atlas, text="On time")
    ids["answer"] = clients.add_satisfaction(p, atlas, csat=4)
    ids["statement"] = statements.add(p, atlas, health="green")
    return ids


def deeds(world, ids: Ids) -> dict[str, Callable[[], object]]:
    """Every way to change something of ATLAS."""
    p, atlas, doing = world.p, world.project, world.columns["Doing"]
    card = ids["card"]
    return {
        "add card": lambda: cards.add(p, atlas, "New"),
        "edit card": lambda: cards.edit(p, card, 1, title="New"),
        "assign": lambda: cards.edit(p, card, None, assignees=[ids["person"]]),
        "tag": lambda: cards.edit(p, card, None, labels=["db"]),
        "tie": lambda: cards.edit(p, card, None, depends_on=[ids["theirs"]]),
        "move": lambda: cards.move(p, card, 1, doing),
        "move many": lambda: cards.move_many(p, [(card, 1), (ids["second"], 1)], doing),
        "reorder": lambda: cards.reorder(p, card, 1, after_id=ids["second"]),
        "complete": lambda: cards.complete(p, card, None),
        "block": lambda: cards.block(p, card, None, "why"),
        "archive card": lambda: cards.archive(p, card, None),
        "delete card": lambda: cards.delete(p, card),
        "give away": lambda: cards.move_to_project(p, card, None, ids["other"]),
        "take in": lambda: cards.move_to_project(p, ids["theirs"], None, atlas),
        "comment": lambda: cards.add_comment(p, card, "More"),
        "edit comment": lambda: cards.edit_comment(p, ids["comment"], 1, "Other"),
        "remove comment": lambda: cards.remove_comment(p, ids["comment"], 1),
        "add step": lambda: cards.add_check(p, card, "More"),
        "tick": lambda: cards.set_check(p, ids["step"], 1, True),
        "edit step": lambda: cards.edit_check(p, ids["step"], 1, "Other"),
        "remove step": lambda: cards.remove_check(p, ids["step"], 1),
        "add column": lambda: columns.add(p, atlas, name="Test"),
        "edit column": lambda: columns.edit(p, doing, 1, name="Now"),
        "reorder column": lambda: columns.reorder(p, doing, 1, after_id=0),
        "archive column": lambda: columns.archive(p, doing, 1),
        "delete column": lambda: columns.delete(p, doing),
        "edit project": lambda: projects.edit(p, atlas, 1, name="New"),
        "add milestone": lambda: milestones.add(p, atlas, name="Go live"),
        "edit milestone": lambda: milestones.edit(p, ids["milestone"], 1, due="2027-01-01"),
        "complete milestone": lambda: milestones.complete(p, ids["milestone"], 1),
        "archive milestone": lambda: milestones.archive(p, ids["milestone"], 1),
        "delete milestone": lambda: milestones.delete(p, ids["milestone"]),
        "add risk": lambda: risks.add(p, atlas, title="New", probability=1, impact=1),
        "edit risk": lambda: risks.edit(p, ids["risk"], 1, impact=5),
        "archive risk": lambda: risks.archive(p, ids["risk"], 1),
        "delete risk": lambda: risks.delete(p, ids["risk"]),
        "edit budget line": lambda: plan.edit_budget_line(p, ids["line"], 1, amount=5),
        "edit cost": lambda: plan.edit_cost(p, ids["cost"], 1, amount=5),
        "edit allocation": lambda: plan.edit_allocation(p, ids["allocation"], 1, percent=5),
        "edit baseline": lambda: plan.edit_baseline(p, ids["baseline"], 1, budget=5),
        "edit stakeholder": lambda: clients.edit_stakeholder(p, ids["stakeholder"], 1, interest=5),
        "edit expectation": lambda: clients.edit_expectation(p, ids["expectation"], 1, state="kept"),
        "edit answer": lambda: clients.edit_satisfaction(p, ids["answer"], 1, csat=5),
        "edit statement": lambda: statements.edit(p, ids["statement"], 1, health="red"),
        "undo": lambda: undo(p),
    }


def test_nothing_of_an_archived_project_can_be_changed(world, made) -> None:
    projects.archive(world.open("ben"), world.project, None)
    world.clock.passes(minutes=5)
    before = world.p.store.last_sequence()
    for name, deed in deeds(world, made).items():
        with pytest.raises(Archived) as refused:
            deed()
        assert str(refused.value) == "ben archived ATLAS 5 minutes ago; restore it first", name
        assert (refused.value.entity, refused.value.row) == ("project", world.project), name
        assert refused.value.by == "ben", name
    assert world.p.store.last_sequence() == before


def test_nothing_of_a_deleted_project_can_be_changed(world, made) -> None:
    projects.delete(world.open("ben"), world.project)
    world.clock.passes(days=2)
    for name, deed in deeds(world, made).items():
        if name == "undo":
            continue  # It steps over what is gone, see test_undo.
        with pytest.raises(Missing, match=r"gone: ben deleted (it|the project ATLAS) for ever on 23 Nov at"):
            deed()


def test_after_a_restore_everything_can_be_changed_again(world, made) -> None:
    ben = world.open("ben")
    projects.archive(ben, world.project, None)
    assert projects.restore(ben, world.project) == "project “ATLAS” restored"
    assert cards.edit(world.p, made["card"], 1, title="New") == "ATLAS-1: title is now “New”"


def test_an_import_may_write_into_an_archived_project(world) -> None:
    projects.archive(world.p, world.project, None)
    text = "pmboard: 1\nprojects:\n  - key: ATLAS\n    name: Renamed\n    archived: 2026-11-23T09:00:00Z\n"
    import_document(world.p, read_text(text), choose="theirs")
    assert world.p.store.rows("SELECT name, archived_at IS NULL FROM project") == [("Renamed", 0)]


def test_an_entry_that_somebody_archived_says_who_and_when(world, made) -> None:
    ben = world.open("ben")
    milestones.archive(ben, made["milestone"], None)
    risks.archive(ben, made["risk"], None)
    plan.archive_cost(ben, made["cost"], None)
    columns.archive(ben, world.columns["Doing"], None)
    cards.archive(ben, made["card"], None)
    world.clock.passes(days=1)
    for deed, what in {
        "edit milestone": "the milestone “UAT”",
        "complete milestone": "the milestone “UAT”",
        "edit risk": "the risk “Holidays”",
        "edit cost": "this cost",
        "edit column": "the column “Doing”",
        "edit card": "ATLAS-1",
        "comment": "ATLAS-1",
        "edit comment": "ATLAS-1",
        "tick": "ATLAS-1",
    }.items():
        with pytest.raises(Archived) as refused:
            deeds(world, made)[deed]()
        said = str(refused.value)
        assert said.startswith(f"ben archived {what} on 23 Nov at "), deed
        assert said.endswith("; restore it first"), deed
    assert world.row(Card, made["card"]).title == "Card"
    assert world.row(Risk, made["risk"]).impact == 1


def test_undo_and_redo_of_archiving_a_project_are_allowed(world) -> None:
    projects.archive(world.p, world.project, None)
    assert undo(world.p) == "undone: project “ATLAS” archived"
    assert redo(world.p) == "redone: project “ATLAS” archived"
    assert undo(world.p) == "undone: project “ATLAS” archived"
