from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from models.actions import (
    cards,
    clients,
    columns,
    milestones,
    people,
    plan,
    programs,
    projects,
    risks,
    settings,
    snapshots,
    statements,
    views,
)
from models.actions.problems import InvalidValue, LimitReached
from models.actions.undo import redo, undo
from models.portfolio import Archived, Conflict, NothingToUndo, UndoRefused
from models.store.tables import Move


def one(world, title: str = "One", column: str = "Backlog", **fields) -> int:
    return cards.add(world.p, world.project, title, column_id=world.columns[column], **fields).id


def moved(world) -> Callable[[], object]:
    card = one(world, column="Ready")
    return lambda: cards.move(world.p, card, None, world.columns["Doing"])


def moved_together(world) -> Callable[[], object]:
    some = [(one(world, title), None) for title in "ABC"]
    return lambda: cards.move_many(world.p, some, world.columns["Done"], after_id=0)


def edited(world) -> Callable[[], object]:
    first, second = one(world), one(world, labels=["db"])
    ben = people.add(world.p, key="ben", name="Ben")
    return lambda: cards.edit(
        world.p,
        second,
        None,
        title="New",
        due="2027-01-01",
        assignees=[ben],
        labels=["ui"],
        depends_on=[first],
    )


def crowded(world) -> Callable[[], object]:
    first = one(world, "First")
    for n in range(230):
        last = world.p.store.last_sequence()
        cards.add(world.p, world.project, f"{n}", after_id=first)
        if world.p.store.last_sequence() - last > 20:
            undo(world.p)
            return lambda: cards.add(world.p, world.project, "the one that spreads", after_id=first)
    raise AssertionError("nothing was spread")


def archived(world) -> Callable[[], object]:
    card = one(world)
    return lambda: cards.archive(world.p, card, None)


def restored(world) -> Callable[[], object]:
    card = one(world, column="Ready")
    cards.archive(world.p, card, None)
    columns.archive(world.p, world.columns["Ready"], None)
    return lambda: cards.restore(world.p, card)


def blocked(world) -> Callable[[], object]:
    card = one(world)
    return lambda: cards.block(world.p, card, None, "bank")


def unblocked(world) -> Callable[[], object]:
    card = one(world)
    cards.block(world.p, card, None, "bank")
    world.clock.passes(days=1)
    return lambda: cards.unblock(world.p, card, None)


def completed(world) -> Callable[[], object]:
    card = one(world, column="Doing")
    return lambda: cards.complete(world.p, card, None)


def reopened(world) -> Callable[[], object]:
    card = one(world, column="Doing")
    cards.complete(world.p, card, None)
    world.clock.passes(days=1)
    return lambda: cards.complete(world.p, card, None)


def reordered(world) -> Callable[[], object]:
    first, second = one(world), one(world, "Two")
    return lambda: cards.reorder(world.p, first, None, after_id=second)


def added(world) -> Callable[[], object]:
    return lambda: one(world, labels=["new"], estimate=3)


def given_away(world) -> Callable[[], object]:
    bora = projects.add(world.p, "BORA", "Payments")
    card = one(world, column="Doing", labels=["db"])
    return lambda: cards.move_to_project(world.p, card, None, bora)


def another_kind(world) -> Callable[[], object]:
    for title in "ABC":
        one(world, title, "Ready")
    return lambda: columns.edit(world.p, world.columns["Ready"], None, kind="active")


def column_gone(world) -> Callable[[], object]:
    for title in "ABC":
        one(world, title, "Ready")
    return lambda: columns.archive(world.p, world.columns["Ready"], None, world.columns["Doing"])


def column_order(world) -> Callable[[], object]:
    return lambda: columns.reorder(world.p, world.columns["Ready"], None, after_id=0)


def new_project(world) -> Callable[[], object]:
    goal = programs.add_goal(world.p, key="G1", title="Goal")
    return lambda: projects.add(world.p, "BORA", "Payments", budget=5, goals=[goal])


def edited_project(world) -> Callable[[], object]:
    goal = programs.add_goal(world.p, key="G1", title="Goal")
    return lambda: projects.edit(
        world.p, world.project, None, name="New", target="2027-01-01", goals={goal: 2}
    )


def commented(world) -> Callable[[], object]:
    card = one(world)
    return lambda: cards.add_comment(world.p, card, "Said")


def checked(world) -> Callable[[], object]:
    step = cards.add_check(world.p, one(world), "Step")
    return lambda: cards.set_check(world.p, step, None, True)


def due_changed(world) -> Callable[[], object]:
    uat = milestones.add(world.p, world.project, name="UAT", due="2027-01-20")
    return lambda: milestones.edit(world.p, uat, None, due="2027-02-03")


def risk_edited(world) -> Callable[[], object]:
    risk = risks.add(world.p, world.project, title="Risk", probability=1, impact=2)
    return lambda: risks.edit(world.p, risk, None, impact=5, state="happened")


SIMPLE: list[Callable[..., Callable[[], object]]] = [
    lambda world: lambda: people.add(world.p, key="ben", name="Ben"),
    lambda world: lambda: clients.add(world.p, key="acme", name="Acme"),
    lambda world: lambda: plan.add_cost(world.p, world.project, amount=500),
    lambda world: lambda: statements.add(world.p, world.project, health="amber", why="late"),
    lambda world: lambda: views.add(world.p, key="mine", screen="board", name="Mine", query="@anna"),
    lambda world: lambda: settings.set_value(world.p, "time_zone", "Europe/Madrid"),
    lambda world: lambda: clients.add_satisfaction(world.p, world.project, csat=4),
]


@pytest.mark.parametrize(
    "prepare",
    [
        moved,
        moved_together,
        edited,
        crowded,
        archived,
        restored,
        blocked,
        unblocked,
        completed,
        reopened,
        reordered,
        added,
        given_away,
        another_kind,
        column_gone,
        column_order,
        new_project,
        edited_project,
        commented,
        checked,
        due_changed,
        risk_edited,
        *SIMPLE,
    ],
)
def test_undone_and_redone(world, prepare) -> None:
    act = prepare(world)
    world.clock.passes(hours=1)
    before = world.state()
    act()
    summary, after = world.last_summary(), world.state()
    assert summary
    assert after != before
    world.clock.passes(minutes=5)
    assert undo(world.p) == f"undone: {summary}"[:120]
    assert world.state() == before
    assert world.problems() == []
    world.clock.passes(minutes=5)
    assert redo(world.p) == f"redone: {summary}"[:120]
    assert world.state() == after
    assert world.problems() == []
    undo(world.p)
    assert world.state() == before


def test_an_undone_move_is_withdrawn(world) -> None:
    card = one(world)
    cards.move(world.p, card, None, world.columns["Doing"])
    (gone,) = [move for move in world.rows(Move) if move.__data__["from_column"] is not None]
    assert undo(world.p) == "undone: ATLAS-1 moved from Backlog to Doing"
    assert world.row(Move, gone.id).removed == 1
    assert world.card(card).started_at is None


def test_undo_refuses_what_somebody_changed_since(world) -> None:
    ben = world.open("ben")
    card = one(world)
    cards.edit(world.p, card, None, title="Anna's")
    cards.edit(ben, card, None, title="Ben's")
    world.clock.passes(minutes=3)
    with pytest.raises(UndoRefused, match="ben changed the title of ATLAS-1 3 minutes ago"):
        undo(world.p)
    assert world.card(card).title == "Ben's"


def test_undo_is_of_one_session_and_leaves_the_others_alone(world) -> None:
    ben = world.open("ben")
    card = one(world)
    cards.edit(ben, card, None, title="Ben's")
    cards.edit(world.p, card, None, priority="high")
    assert undo(ben) == "undone: ATLAS-1: title is now “Ben's”"
    with pytest.raises(NothingToUndo):
        undo(ben)
    assert undo(world.p) == "undone: ATLAS-1: priority high"


def test_a_new_action_loses_what_could_be_redone(world) -> None:
    card = one(world)
    cards.edit(world.p, card, None, title="Two")
    undo(world.p)
    cards.edit(world.p, card, None, priority="low")
    with pytest.raises(NothingToUndo):
        redo(world.p)


def test_the_number_of_an_undone_card_is_not_used_again(world) -> None:
    one(world)
    undo(world.p)
    assert cards.add(world.p, world.project, "Two").key == "ATLAS-2"


def test_what_is_deleted_for_ever_is_not_undone(world) -> None:
    card = one(world)
    cards.delete(world.p, card)
    with pytest.raises(UndoRefused, match="deleted for ever"):
        undo(world.p)


def test_snapshots_are_nobodys_to_undo(world) -> None:
    one(world)
    snapshots.record(world.p, {world.project: {"wip": 1}})
    assert undo(world.p) == "undone: ATLAS-1 added to Backlog"


def test_taking_a_kind_back_derives_the_times_of_cards_that_came_since(world) -> None:
    ben = world.open("ben")
    columns.edit(world.p, world.columns["Review"], None, kind="done")
    card = cards.add(ben, world.project, "One").id
    world.clock.passes(hours=1)
    cards.move(ben, card, None, world.columns["Review"])
    assert world.card(card).finished_at == world.clock.ms
    undo(world.p)
    assert (world.card(card).started_at, world.card(card).finished_at) == (world.clock.ms, None)
    assert world.problems() == []
    redo(world.p)
    assert world.card(card).finished_at == world.clock.ms
    assert world.problems() == []


def test_undo_leaves_the_board_a_done_column(world) -> None:
    ben = world.open("ben")
    columns.add(world.p, world.project, name="Released", kind="done")
    columns.archive(ben, world.columns["Done"], None)
    with pytest.raises(UndoRefused, match="the board of ATLAS would be left without a done column"):
        undo(world.p)
    assert world.problems() == []


def test_a_place_that_was_taken_meanwhile_is_just_behind(world) -> None:
    ben = world.open("ben")
    a = one(world, "A")
    one(world, "B")
    cards.move(world.p, a, None, world.columns["Doing"])
    cards.add(ben, world.project, "C", after_id=0)
    undo(world.p)
    assert sorted(world.titles("Backlog")) == ["A", "B", "C"]
    assert world.problems() == []


class Walk:
    """Random actions of one person."""

    def __init__(self, world, p, seed: int) -> None:
        self.world, self.p, self.random = world, p, Random(seed)
        self.serial = 0

    def ids(self, table: str, where: str = "removed = 0") -> list[int]:
        return [row for (row,) in self.p.store.rows(f"SELECT id FROM {table} WHERE {where} ORDER BY id")]

    def card(self) -> int:
        return self.random.choice(self.ids("card"))

    def column(self) -> int:
        return self.random.choice(self.ids("board_column"))

    def name(self) -> str:
        self.serial += 1
        return f"name {self.serial}"

    def place(self) -> int | None:
        return self.random.choice([None, 0, self.card()])

    def step(self) -> None:
        self.world.clock.passes(seconds=self.random.choice([1, 30, 90, 4000]))
        self.random.choice(self.actions())()

    def actions(self) -> list[Callable[[], object]]:
        pick, p = self.random.choice, self.p
        project = self.world.project
        return [
            lambda: cards.add(p, project, self.name(), after_id=self.place(), labels=[pick("abc")]),
            lambda: cards.add(p, project, self.name(), column_id=self.column()),
            lambda: cards.move(p, self.card(), None, self.column(), after_id=self.place()),
            lambda: cards.move_many(
                p, [(card, None) for card in {self.card(), self.card()}], self.column(), after_id=self.place()
            ),
            lambda: cards.reorder(p, self.card(), None, after_id=self.place()),
            lambda: cards.complete(p, self.card(), None),
            lambda: cards.archive(p, self.card(), None),
            lambda: cards.restore(p, self.card()),
            lambda: cards.block(p, self.card(), None, self.name()),
            lambda: cards.unblock(p, self.card(), None),
            lambda: cards.edit(p, self.card(), None, title=self.name(), parent_id=self.card()),
            lambda: cards.edit(p, self.card(), None, labels=[pick("abcdef")], depends_on=[self.card()]),
            lambda: cards.edit(p, self.card(), None, relates=[self.card()], estimate=pick([None, 1, 2.5])),
            lambda: cards.add_check(p, self.card(), self.name()),
            lambda: cards.add_comment(p, self.card(), self.name()),
            lambda: columns.add(
                p, project, name=self.name(), kind=pick(["queue", "active", "waiting", "done"])
            ),
            lambda: columns.edit(
                p, self.column(), None, kind=pick(["queue", "active", "waiting", "done", "dropped"])
            ),
            lambda: columns.edit(
                p, self.column(), None, wip_limit=pick([None, 2]), limit_kind=pick(["soft", "hard"])
            ),
            lambda: columns.reorder(p, self.column(), None, after_id=pick([None, 0])),
            lambda: columns.archive(p, self.column(), None, self.column()),
            lambda: columns.restore(p, self.column()),
            lambda: undo(p),
            lambda: undo(p),
            lambda: redo(p),
        ]


class BolderWalk(Walk):
    """Random actions, some of which cannot be undone, in two projects."""

    def actions(self) -> list[Callable[[], object]]:
        p, projects_there = self.p, self.ids("project")
        return [
            *super().actions(),
            lambda: cards.delete(p, self.card()),
            lambda: cards.move_to_project(p, self.card(), None, self.random.choice(projects_there)),
            lambda: columns.delete(p, self.column()),
        ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_long_walk_leaves_no_damage_and_undoes_to_its_beginning(world, seed) -> None:
    for title in "ABCDE":
        one(world, title)
    first = world.state()
    walk = Walk(world, world.open("anna"), seed)
    refused = 0
    for _ in range(300):
        try:
            walk.step()
        except (Archived, InvalidValue, LimitReached, NothingToUndo):
            refused += 1
    assert refused < 200
    assert world.problems() == []
    assert world.state() != first
    done = 0
    while True:
        try:
            undo(walk.p)
        except NothingToUndo:
            break
        done += 1
    assert done > 30
    assert world.state() == first
    assert world.problems() == []


@pytest.mark.parametrize("seed", [4, 5])
def test_two_people_walking_leave_no_damage(world, seed) -> None:
    for title in "ABCDE":
        one(world, title)
    projects.add(world.p, "BORA", "Payments")
    walks = [BolderWalk(world, world.open("anna"), seed), Walk(world, world.open("ben"), seed + 100)]
    for n in range(300):
        try:
            walks[n % 2].step()
        except (Archived, InvalidValue, LimitReached, NothingToUndo, UndoRefused, Conflict):
            continue
    assert world.problems() == []


def test_a_move_is_not_undone_when_others_moved_the_card_away_and_back(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Card")
    cards.move(world.p, card.id, None, world.columns["Ready"])
    cards.move(ben, card.id, None, world.columns["Doing"])
    cards.move(ben, card.id, None, world.columns["Ready"])
    with pytest.raises(UndoRefused, match="not undone: ben moved ATLAS-1 just now"):
        undo(world.p)
    assert world.titles("Ready") == ["Card"]
    assert world.problems() == []
