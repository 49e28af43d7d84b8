"""Two people at one portfolio: every way to get into each other's way, and the sentence that each is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from models.actions import cards, clients, columns, milestones, people, plan, projects, risks, statements
from models.actions.conflicts import Both, both
from models.actions.problems import InvalidValue
from models.actions.undo import redo, undo
from models.portfolio import Archived, Conflict, Missing, UndoRefused

AGAIN = "yours was not saved: do it again or leave it"
FIRST = "restore it first"

Deed = Callable[..., object]


@pytest.fixture
def ids(world) -> dict[str, Any]:
    """One of everything, and Ben's own session."""
    p, atlas = world.p, world.project
    made: dict[str, Any] = {"atlas": atlas, **world.columns, "bora": projects.add(p, "BORA", "Payments")}
    made["anna"] = people.add(p, key="anna", name="Anna Ruiz")
    made["ben"] = people.add(p, key="ben", name="Ben Osei")
    made["client"] = clients.add(p, key="acme", name="Acme")
    made["milestone"] = milestones.add(p, atlas, name="UAT", due="2027-01-20")
    made["other milestone"] = milestones.add(p, atlas, name="Go live")
    made["risk"] = risks.add(p, atlas, title="Holidays", probability=3, impact=4)
    made["line"] = plan.add_budget_line(p, atlas, category="Build", amount=100_000)
    made["cost"] = plan.add_cost(p, atlas, amount=100)
    made["allocation"] = plan.add_allocation(p, atlas, person_id=made["anna"], percent=50, role="Lead")
    made["stakeholder"] = clients.add_stakeholder(p, atlas, name="Cara")
    made["expectation"] = clients.add_expectation(p, atlas, text="On time")
    made["statement"] = statements.add(p, atlas, health="green")
    made["card"] = cards.add(p, atlas, "Ledger").id
    made["step"] = cards.add_check(p, made["card"], "Step")
    made["comment"] = cards.add_comment(p, made["card"], "Said")
    return made


SECOND_EDITOR: dict[str, tuple[Deed, Deed, type[Exception], str]] = {
    "title": (
        lambda p, i: cards.edit(p, i["card"], 1, title="Ben's"),
        lambda p, i: cards.edit(p, i["card"], 1, title="Anna's"),
        Conflict,
        f"ben changed the title of ATLAS-1 to “Ben's” 5 minutes ago; {AGAIN}",
    ),
    "two fields": (
        lambda p, i: cards.edit(p, i["card"], 1, title="Ben's", due="2027-01-01"),
        lambda p, i: cards.edit(p, i["card"], 1, title="Anna's", due="2027-01-02"),
        Conflict,
        f"ben changed the due date and the title of ATLAS-1 5 minutes ago; {AGAIN}",
    ),
    "milestone of a card": (
        lambda p, i: cards.edit(p, i["card"], 1, milestone_id=i["milestone"]),
        lambda p, i: cards.edit(p, i["card"], 1, milestone_id=i["other milestone"]),
        Conflict,
        f"ben changed the milestone of ATLAS-1 to UAT 5 minutes ago; {AGAIN}",
    ),
    "move after move": (
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        lambda p, i: cards.move(p, i["card"], 1, i["Review"]),
        Conflict,
        f"ben moved ATLAS-1 to Doing 5 minutes ago; {AGAIN}",
    ),
    "complete after move": (
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        lambda p, i: cards.complete(p, i["card"], 1),
        Conflict,
        f"ben moved ATLAS-1 to Doing 5 minutes ago; {AGAIN}",
    ),
    "reorder after move": (
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        lambda p, i: cards.reorder(p, i["card"], 1, after_id=0),
        Conflict,
        f"ben moved ATLAS-1 5 minutes ago; {AGAIN}",
    ),
    "move after archive": (
        lambda p, i: cards.archive(p, i["card"], 1),
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        Archived,
        f"ben archived ATLAS-1 5 minutes ago; {FIRST}",
    ),
    "move after delete": (
        lambda p, i: cards.delete(p, i["card"]),
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        Missing,
        "ATLAS-1 is gone: ben deleted it for ever 5 minutes ago",
    ),
    "move after it was given away": (
        lambda p, i: cards.move_to_project(p, i["card"], 1, i["bora"]),
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        Conflict,
        f"ben gave this card away, it is BORA-1 now, 5 minutes ago; {AGAIN}",
    ),
    "column archived under a card on its way": (
        lambda p, i: columns.archive(p, i["Doing"], None),
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        InvalidValue,
        "ben archived the column “Doing” 5 minutes ago; choose another or restore it",
    ),
    "column deleted under a card on its way": (
        lambda p, i: columns.delete(p, i["Doing"]),
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        Missing,
        "this column is gone: ben deleted it for ever 5 minutes ago",
    ),
    "column renamed twice": (
        lambda p, i: columns.edit(p, i["Doing"], 1, name="Now"),
        lambda p, i: columns.edit(p, i["Doing"], 1, name="At work"),
        Conflict,
        f"ben changed the name of the column to “Now” 5 minutes ago; {AGAIN}",
    ),
    "project archived": (
        lambda p, i: projects.archive(p, i["atlas"], None),
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        Archived,
        f"ben archived ATLAS 5 minutes ago; {FIRST}",
    ),
    "project renamed twice": (
        lambda p, i: projects.edit(p, i["atlas"], None, name="Ben's"),
        lambda p, i: projects.edit(p, i["atlas"], 2, name="Anna's"),
        Conflict,
        f"ben changed the name of the project to “Ben's” 5 minutes ago; {AGAIN}",
    ),
    "budget of the project": (
        lambda p, i: projects.edit(p, i["atlas"], None, budget=500),
        lambda p, i: projects.edit(p, i["atlas"], 2, budget=700),
        Conflict,
        f"ben changed the budget of the project “Ledger migration” 5 minutes ago; {AGAIN}",
    ),
    "risk": (
        lambda p, i: risks.edit(p, i["risk"], 1, impact=5),
        lambda p, i: risks.edit(p, i["risk"], 1, impact=1),
        Conflict,
        f"ben changed the impact of the risk “Holidays” to “5” 5 minutes ago; {AGAIN}",
    ),
    "risk deleted": (
        lambda p, i: risks.delete(p, i["risk"]),
        lambda p, i: risks.edit(p, i["risk"], 1, impact=1),
        Missing,
        "this risk is gone: ben deleted it for ever 5 minutes ago",
    ),
    "milestone": (
        lambda p, i: milestones.edit(p, i["milestone"], 1, due="2027-02-01"),
        lambda p, i: milestones.edit(p, i["milestone"], 1, due="2027-03-01"),
        Conflict,
        f"ben changed the due date of the milestone “UAT” to “2027-02-01” 5 minutes ago; {AGAIN}",
    ),
    "milestone reached twice": (
        lambda p, i: milestones.complete(p, i["milestone"], 1, "2026-11-20"),
        lambda p, i: milestones.complete(p, i["milestone"], 1),
        Conflict,
        f"ben changed the completion of the milestone “UAT” to “2026-11-20” 5 minutes ago; {AGAIN}",
    ),
    "milestone archived": (
        lambda p, i: milestones.archive(p, i["milestone"], 1),
        lambda p, i: milestones.edit(p, i["milestone"], 1, due="2027-03-01"),
        Archived,
        f"ben archived the milestone “UAT” 5 minutes ago; {FIRST}",
    ),
    "stakeholder": (
        lambda p, i: clients.edit_stakeholder(p, i["stakeholder"], 1, interest=5),
        lambda p, i: clients.edit_stakeholder(p, i["stakeholder"], 1, interest=1),
        Conflict,
        f"ben changed the interest of the stakeholder “Cara” to “5” 5 minutes ago; {AGAIN}",
    ),
    "expectation removed": (
        lambda p, i: clients.archive_expectation(p, i["expectation"], 1),
        lambda p, i: clients.edit_expectation(p, i["expectation"], 1, state="kept"),
        Archived,
        f"ben archived the expectation “On time” 5 minutes ago; {FIRST}",
    ),
    "allocation": (
        lambda p, i: plan.edit_allocation(p, i["allocation"], 1, person_id=i["ben"]),
        lambda p, i: plan.edit_allocation(p, i["allocation"], 1, person_id=i["anna"], role="x"),
        type(None),
        "",
    ),
    "budget line": (
        lambda p, i: plan.edit_budget_line(p, i["line"], 1, amount=200_000),
        lambda p, i: plan.edit_budget_line(p, i["line"], 1, amount=300_000),
        Conflict,
        f"ben changed the amount of this budget line 5 minutes ago; {AGAIN}",
    ),
    "statement": (
        lambda p, i: statements.edit(p, i["statement"], 1, health="red"),
        lambda p, i: statements.edit(p, i["statement"], 1, health="amber"),
        Conflict,
        f"ben changed the health of this status update to “red” 5 minutes ago; {AGAIN}",
    ),
    "step": (
        lambda p, i: cards.edit_check(p, i["step"], 1, "Ben's"),
        lambda p, i: cards.edit_check(p, i["step"], 1, "Anna's"),
        Conflict,
        f"ben changed the text of the step to “Ben's” 5 minutes ago; {AGAIN}",
    ),
    "step removed": (
        lambda p, i: cards.remove_check(p, i["step"], 1),
        lambda p, i: cards.set_check(p, i["step"], 1, True),
        Archived,
        f"ben archived the step “Step” 5 minutes ago; {FIRST}",
    ),
    "person chosen who was archived": (
        lambda p, i: people.archive(p, i["ben"], None),
        lambda p, i: cards.edit(p, i["card"], 1, assignees=[i["ben"]]),
        InvalidValue,
        "ben archived the person “Ben Osei” 5 minutes ago; choose another or restore it",
    ),
}


@pytest.mark.parametrize("case", [name for name, row in SECOND_EDITOR.items() if row[3]])
def test_the_second_is_told_who_did_what_when_and_what_to_do(world, ids, case: str) -> None:
    first, second, refusal, sentence = SECOND_EDITOR[case]
    first(world.open("ben"), ids)
    world.clock.passes(minutes=5)
    before = world.p.store.last_sequence()
    with pytest.raises(refusal) as refused:
        second(world.p, ids)
    assert str(refused.value) == sentence
    assert world.p.store.last_sequence() == before
    assert world.problems() == []


MERGES: dict[str, tuple[Deed, Deed]] = {
    "title and due": (
        lambda p, i: cards.edit(p, i["card"], 1, title="Ben's"),
        lambda p, i: cards.edit(p, i["card"], 1, due="2027-01-02"),
    ),
    "move and title": (
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        lambda p, i: cards.edit(p, i["card"], 1, title="Anna's"),
    ),
    "the same move": (
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
        lambda p, i: cards.move(p, i["card"], 1, i["Doing"]),
    ),
    "risk": (
        lambda p, i: risks.edit(p, i["risk"], 1, impact=5),
        lambda p, i: risks.edit(p, i["risk"], 1, probability=1),
    ),
    "allocation": SECOND_EDITOR["allocation"][:2],
    "column": (
        lambda p, i: columns.edit(p, i["Doing"], 1, name="Now"),
        lambda p, i: columns.edit(p, i["Doing"], 1, wip_limit=3),
    ),
    "project": (
        lambda p, i: projects.edit(p, i["atlas"], 2, name="Ben's"),
        lambda p, i: projects.edit(p, i["atlas"], 2, target="2027-06-01"),
    ),
}


@pytest.mark.parametrize("case", MERGES)
def test_different_fields_merge_without_a_question(world, ids, case: str) -> None:
    first, second = MERGES[case]
    first(world.open("ben"), ids)
    second(world.p, ids)
    assert world.problems() == []


BOTH: dict[str, tuple[Both, ...]] = {
    "two fields": (
        Both("title", "title", "Anna's", "Ben's"),
        Both("due", "due date", "2 Jan 2027", "1 Jan 2027"),
    ),
    "milestone of a card": (Both("milestone_id", "milestone", "Go live", "UAT"),),
    "move after move": (Both("column_id", "column", "Review", "Doing"),),
    "budget of the project": (Both("budget", "budget", "7.00 EUR", "5.00 EUR"),),
    "budget line": (Both("amount", "amount", "3,000.00 EUR", "2,000.00 EUR"),),
    "milestone": (Both("due", "due date", "1 Mar 2027", "1 Feb 2027"),),
    "milestone reached twice": (Both("done", "completion", "23 Nov 2026", "20 Nov 2026"),),
    "stakeholder": (Both("interest", "interest", "1", "5"),),
}


@pytest.mark.parametrize("case", BOTH)
def test_both_values_come_back_as_people_read_them(world, ids, case: str) -> None:
    first, second, _, _ = SECOND_EDITOR[case]
    first(world.open("ben"), ids)
    with pytest.raises(Conflict) as refused:
        second(world.p, ids)
    assert both(world.p, refused.value) == BOTH[case]
    assert all("\n" not in value and value for row in both(world.p, refused.value) for value in row)


UNDO: dict[str, tuple[Deed, Deed, str]] = {
    "edited since": (
        lambda p, i: cards.edit(p, i["card"], None, title="Anna's"),
        lambda p, i: cards.edit(p, i["card"], None, title="Ben's"),
        "ben changed the title of ATLAS-1 today at 10:00",
    ),
    "archived since": (
        lambda p, i: cards.archive(p, i["card"], None),
        lambda p, i: cards.restore(p, i["card"]),
        "ben restored ATLAS-1 today at 10:00",
    ),
    "moved since": (
        lambda p, i: cards.move(p, i["card"], None, i["Doing"]),
        lambda p, i: cards.move(p, i["card"], None, i["Review"]),
        "ben moved ATLAS-1 today at 10:00",
    ),
    "deleted since": (
        lambda p, i: cards.edit(p, i["card"], None, title="Anna's"),
        lambda p, i: cards.delete(p, i["card"]),
        "ben deleted ATLAS-1 for ever today at 10:00",
    ),
    "column put away since": (
        lambda p, i: cards.move(p, i["card"], None, i["Doing"]),
        lambda p, i: columns.archive(p, i["Backlog"], None),
        "ATLAS-1 needs the column “Backlog”, which ben put away today at 10:00; restore that first",
    ),
    "filled since": (
        lambda p, i: columns.add(p, i["atlas"], name="Test"),
        lambda p, i: cards.add(p, i["atlas"], "Late", column_id=max(_columns(p))),
        "ben added ATLAS-2 today at 10:00, and its column would be gone",
    ),
    "risk edited since": (
        lambda p, i: risks.edit(p, i["risk"], None, impact=5),
        lambda p, i: risks.edit(p, i["risk"], None, impact=2),
        "ben changed the impact of the risk “Holidays” today at 10:00",
    ),
}


def _columns(p: Any) -> list[int]:
    return [row for (row,) in p.store.rows("SELECT id FROM board_column")]


@pytest.mark.parametrize("case", UNDO)
def test_undo_and_redo_after_somebody_elses_change(world, ids, case: str) -> None:
    mine, theirs, why = UNDO[case]
    ben = world.open("ben")
    mine(world.p, ids)
    theirs(ben, ids)
    world.clock.passes(hours=2)
    before = world.p.store.last_sequence()
    with pytest.raises(UndoRefused) as refused:
        undo(world.p)
    said = str(refused.value)
    hour = re.sub("10:00", r"\\d\\d:00", re.escape(f"not undone: {why}; undo again for: "))
    assert re.match(hour, said), said
    assert world.p.store.last_sequence() == before
    assert world.problems() == []


def test_redo_after_somebody_elses_change(world, ids) -> None:
    cards.edit(world.p, ids["card"], None, title="Anna's")
    undo(world.p)
    cards.edit(world.open("ben"), ids["card"], None, title="Ben's")
    world.clock.passes(minutes=3)
    with pytest.raises(UndoRefused) as refused:
        redo(world.p)
    assert str(refused.value) == (
        "not redone: ben changed the title of ATLAS-1 3 minutes ago; there is nothing else to redo"
    )
