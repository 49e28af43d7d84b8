from __future__ import annotations

from datetime import date, datetime

import pytest

from models.actions import cards, clients, milestones, people, projects
from models.actions.problems import InvalidValue
from models.portfolio import Archived, Missing
from models.store.tables import CardAssignee, CardLabel, CardLink, Label, Move


def test_a_new_card_stands_at_the_end_of_the_first_queue_with_the_next_number(world) -> None:
    first = cards.add(world.p, world.project, "Shadow ledger")
    second = cards.add(world.p, world.project, "Cut over")
    assert (first.number, first.key, first.version) == (1, "ATLAS-1", 1)
    assert (second.number, second.key) == (2, "ATLAS-2")
    assert world.titles("Backlog") == ["Shadow ledger", "Cut over"]
    assert world.last_summary() == "ATLAS-2 added to Backlog"
    row = world.card(first.id)
    assert (row.code, row.type, row.priority, row.service_class) == ("#1", "task", "normal", "standard")
    assert (row.started_at, row.finished_at) == (None, None)
    (move,) = [move for move in world.rows(Move) if move.__data__["card"] == first.id]
    assert move.__data__["from_column"] is None
    assert (move.__data__["to_column"], move.at, move.by) == (
        world.columns["Backlog"],
        world.clock.ms,
        "anna",
    )
    assert world.problems() == []


def test_a_card_may_start_in_any_column_at_any_place(world) -> None:
    one = cards.add(world.p, world.project, "One", column_id=world.columns["Doing"])
    cards.add(world.p, world.project, "Two", column_id=world.columns["Doing"], after_id=0)
    cards.add(world.p, world.project, "Three", column_id=world.columns["Doing"], after_id=one.id)
    cards.add(world.p, world.project, "Four", column_id=world.columns["Doing"], after_id=999)
    assert world.titles("Doing") == ["Two", "One", "Three", "Four"]
    assert world.card(one.id).started_at == world.clock.ms


def test_a_card_that_arrives_done_has_an_unknown_finish(world) -> None:
    card = cards.add(world.p, world.project, "Old work", column_id=world.columns["Done"])
    assert world.card(card.id).finished_at is None


def test_every_field_is_kept_as_a_plain_value(world) -> None:
    anna = people.add(world.p, key="anna", name="Anna Ruiz")
    uat = milestones.add(world.p, world.project, name="UAT", due=date(2027, 2, 3))
    parent = cards.add(world.p, world.project, "Parent")
    card = cards.add(
        world.p,
        world.project,
        "  Cut\tover \x1b[31m the branches ",
        description="One\r\ntwo\x07",
        type="bug",
        priority="urgent",
        service_class="fixed date",
        estimate=5,
        due=date(2027, 2, 12),
        milestone_id=uat,
        parent_id=parent.id,
        assignees=[anna, anna],
        labels=["ledger", " Ledger ", "db"],
        depends_on=[parent.id],
        relates=[parent.id],
    )
    row = world.card(card.id)
    assert row.title == "Cut over [31m the branches"
    assert row.description == "One\ntwo"
    assert (row.type, row.priority, row.service_class) == ("bug", "urgent", "fixed date")
    assert (row.estimate, row.due) == (5.0, "2027-02-12")
    assert (row.__data__["milestone"], row.__data__["parent"]) == (uat, parent.id)
    assert [link.__data__["person"] for link in world.rows(CardAssignee)] == [anna]
    assert [label.name for label in world.rows(Label)] == ["ledger", "db"]
    assert len(world.rows(CardLabel)) == 2
    assert sorted(link.kind for link in world.rows(CardLink)) == ["depends", "relates"]
    assert world.problems() == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", " \n ", "title is empty; it needs some text"),
        ("title", "x" * 1001, "title has 1,001 characters; 1,000 is the most"),
        ("title", None, "title cannot be nothing; it needs text"),
        ("description", "x" * 100_001, "description has 100,001 characters; 100,000 is the most"),
        ("type", "x" * 61, "type has 61 characters; 60 is the most"),
        ("priority", "hgih", "priority cannot be 'hgih'; allowed is normal, low, high, urgent"),
        ("estimate", -1, "estimate cannot be '-1'; allowed is a number from 0 to 1,000,000"),
        (
            "estimate",
            float("nan"),
            "estimate cannot be 'nan'; allowed is a number from 0 to 1,000,000",
        ),
        (
            "estimate",
            float("inf"),
            "estimate cannot be 'inf'; allowed is a number from 0 to 1,000,000",
        ),
        (
            "estimate",
            1e-300,
            "estimate cannot be '1e-300'; allowed is 0, or a number from 0.000001 on",
        ),
        ("estimate", True, "estimate cannot be 'True'; allowed is a number from 0 to 1,000,000"),
        ("due", "2026-02-30", "the date 2026-02-30 does not exist"),
        ("due", "soon", "due cannot be 'soon'; allowed is a date such as 2026-09-01"),
        ("due", datetime(2026, 1, 2, 3), "due is a date, not a time; such as 2026-01-02"),
        ("milestone_id", 77, "this milestone is not there any more; choose another"),
        ("parent_id", 2**70, "parent cannot be '1180591620717411303424'; allowed is a whole number"),
        ("assignees", "anna", "assignees is a list"),
        ("assignees", [5], "this person is not there any more; choose another"),
        ("labels", [""], "labels is empty; it needs some text"),
        ("depends_on", [9], "this card is not there any more; choose another"),
        ("colour", "red", "a card has no field colour"),
    ],
)
def test_a_bad_value_is_refused_with_a_sentence_and_nothing_changes(world, field, value, sentence) -> None:
    card = cards.add(world.p, world.project, "Shadow ledger")
    before, last = world.state(), world.p.store.last_sequence()
    with pytest.raises(InvalidValue) as caught:
        cards.edit(world.p, card.id, card.version, **{field: value})
    assert caught.value.field == field
    assert str(caught.value).startswith(sentence)
    assert (world.state(), world.p.store.last_sequence()) == (before, last)


def test_an_edit_says_what_changed(world) -> None:
    card = cards.add(world.p, world.project, "Shadow ledger")
    sentence = cards.edit(
        world.p, card.id, 1, title="Cut over", priority="high", estimate=2.5, due="2027-02-12"
    )
    assert sentence == "ATLAS-1: title is now “Cut over”, priority high, estimate 2.5, due 2027-02-12"
    assert world.last_summary() == sentence
    assert cards.edit(world.p, card.id, None, due=None) == "ATLAS-1: due cleared"
    assert world.card(card.id).due is None
    last = world.p.store.last_sequence()
    assert cards.edit(world.p, card.id, None, title="Cut over") == "ATLAS-1: nothing to change"
    assert world.p.store.last_sequence() == last


def test_clearing_a_field_gives_it_its_default(world) -> None:
    card = cards.add(world.p, world.project, "Card", type="bug", priority="high", service_class="expedite")
    sentence = cards.edit(world.p, card.id, 1, type=None, priority="", service_class=None, description="")
    assert sentence == "ATLAS-1: type task, priority normal, service class standard"


def test_a_sentence_is_one_short_line(world) -> None:
    card = cards.add(world.p, world.project, "x" * 1000)
    longest = cards.edit(
        world.p, card.id, 1, title="y" * 1000, labels=[f"{'label' * 5}{n}" for n in range(40)]
    )
    assert len(longest) == 120
    assert longest.startswith("ATLAS-1: title is now “yyy")
    assert "\n" not in longest


def test_references_are_named_by_their_names(world) -> None:
    ben = people.add(world.p, key="ben", name="Ben Osei")
    uat = milestones.add(world.p, world.project, name="UAT starts")
    first = cards.add(world.p, world.project, "First")
    card = cards.add(world.p, world.project, "Second")
    sentence = cards.edit(
        world.p, card.id, 1, milestone_id=uat, assignees=[ben], labels=["db"], depends_on=[first.id]
    )
    assert sentence == "ATLAS-2: milestone UAT starts, assignees ben, labels db, depends on ATLAS-1"
    assert cards.edit(world.p, card.id, None, assignees=[]) == "ATLAS-2: assignees none"


def test_archived_things_cannot_be_chosen_but_may_stay(world) -> None:
    uat = milestones.add(world.p, world.project, name="UAT")
    card = cards.add(world.p, world.project, "Card", milestone_id=uat)
    milestones.archive(world.p, uat, None)
    assert cards.edit(world.p, card.id, None, milestone_id=uat, title="New") == "ATLAS-1: title is now “New”"
    other = cards.add(world.p, world.project, "Other")
    with pytest.raises(
        InvalidValue, match="anna archived the milestone “UAT” just now; choose another or restore it"
    ):
        cards.edit(world.p, other.id, None, milestone_id=uat)
    ben = people.add(world.p, key="ben", name="Ben Osei")
    people.archive(world.p, ben, None)
    with pytest.raises(
        InvalidValue, match="anna archived the person “Ben Osei” just now; choose another or restore it"
    ):
        cards.edit(world.p, other.id, None, assignees=[ben])


def test_no_card_is_above_itself(world) -> None:
    a, b, c = (cards.add(world.p, world.project, name) for name in "ABC")
    cards.edit(world.p, b.id, None, parent_id=a.id)
    cards.edit(world.p, c.id, None, parent_id=b.id)
    for below in (a, b, c):
        with pytest.raises(InvalidValue, match=f"{below.key} cannot be the parent"):
            cards.edit(world.p, a.id, None, parent_id=below.id)


def test_no_card_waits_for_itself(world) -> None:
    a, b, c = (cards.add(world.p, world.project, name) for name in "ABC")
    cards.edit(world.p, a.id, None, depends_on=[b.id])
    cards.edit(world.p, b.id, None, depends_on=[c.id])
    with pytest.raises(InvalidValue, match="ATLAS-1 waits for ATLAS-3 already: a circle"):
        cards.edit(world.p, c.id, None, depends_on=[a.id])
    with pytest.raises(InvalidValue, match="a card cannot be tied to itself"):
        cards.edit(world.p, c.id, None, depends_on=[c.id])
    cards.edit(world.p, a.id, None, depends_on=[])
    assert cards.edit(world.p, c.id, None, depends_on=[a.id]) == "ATLAS-3: depends on ATLAS-1"


def test_relating_goes_both_ways_and_depending_crosses_projects(world) -> None:
    bora = projects.add(world.p, "BORA", "Payments")
    mine, theirs = cards.add(world.p, world.project, "Mine"), cards.add(world.p, bora, "Theirs")
    cards.edit(world.p, mine.id, None, relates=[theirs.id], depends_on=[theirs.id])
    assert cards.edit(world.p, theirs.id, None, relates=[mine.id]) == "BORA-1: nothing to change"
    assert cards.edit(world.p, theirs.id, None, relates=[]) == "BORA-1: relates none"
    assert [link.kind for link in world.rows(CardLink)] == ["depends"]


def test_a_milestone_or_parent_of_another_project_is_refused(world) -> None:
    bora = projects.add(world.p, "BORA", "Payments")
    theirs = cards.add(world.p, bora, "Theirs")
    go_live = milestones.add(world.p, bora, name="Go live")
    mine = cards.add(world.p, world.project, "Mine")
    with pytest.raises(InvalidValue, match="this milestone belongs to another project"):
        cards.edit(world.p, mine.id, None, milestone_id=go_live)
    with pytest.raises(InvalidValue, match="BORA-1 is in another project"):
        cards.edit(world.p, mine.id, None, parent_id=theirs.id)


def test_a_column_of_another_board_is_refused(world) -> None:
    bora = projects.add(world.p, "BORA", "Payments")
    with pytest.raises(InvalidValue, match="column Doing is on another board"):
        cards.add(world.p, bora, "Card", column_id=world.columns["Doing"])


def test_nothing_is_added_to_what_is_archived_or_gone(world) -> None:
    projects.archive(world.p, world.project, None)
    with pytest.raises(Archived, match="anna archived ATLAS just now; restore it first"):
        cards.add(world.p, world.project, "Card")
    with pytest.raises(Missing):
        cards.add(world.p, 999, "Card")
    with pytest.raises(InvalidValue, match="client is not there"):
        projects.add(world.p, "CETO", "Ceto", client_id=clients.add(world.p, key="acme", name="Acme") + 1)


def test_comments_and_checklists(world) -> None:
    card = cards.add(world.p, world.project, "Card")
    said = cards.add_comment(world.p, card.id, "Window agreed\nfor Sunday")
    assert world.last_summary() == "ATLAS-1 commented “Window agreed for Sunday”"
    assert cards.edit_comment(world.p, said, 1, "Window moved") == "ATLAS-1: comment changed"
    assert cards.remove_comment(world.p, said, 2) == "ATLAS-1: comment “Window moved” removed"
    dry = cards.add_check(world.p, card.id, "Dry run")
    wet = cards.add_check(world.p, card.id, "Wet run", after_id=0)
    assert cards.set_check(world.p, dry, 1, True) == "ATLAS-1: step “Dry run” done"
    assert cards.set_check(world.p, dry, 2, False) == "ATLAS-1: step “Dry run” open again"
    assert cards.edit_check(world.p, wet, 1, "Real run") == "ATLAS-1: step “Real run” changed"
    assert cards.reorder_check(world.p, wet, None, after_id=dry) == "ATLAS-1: step “Real run” reordered"
    assert cards.remove_check(world.p, dry, None) == "ATLAS-1: step “Dry run” removed"
    assert cards.remove_check(world.p, dry, None) == "ATLAS-1: step “Dry run” is removed already"
    with pytest.raises(InvalidValue, match="text is empty"):
        cards.add_comment(world.p, card.id, " \n")
    assert world.problems() == []
