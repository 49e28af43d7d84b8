from __future__ import annotations

import pytest

from models.actions import cards, columns, projects
from models.actions.problems import InvalidValue, LimitReached
from models.actions.undo import undo
from models.portfolio import Archived, Missing
from models.store.tables import Block, CardLink, ChecklistItem, Move


def test_a_card_can_be_unblocked_after_the_clock_was_set_back(world) -> None:
    card = cards.add(world.p, world.project, "Card")
    cards.block(world.p, card.id, card.version, "the bank")
    world.clock.passes(minutes=-5)
    assert cards.unblock(world.p, card.id, None) == "ATLAS-1 unblocked (was: the bank)"
    (block,) = world.rows(Block)
    assert block.ended_at == block.started_at
    assert world.problems() == []


def test_block_and_unblock(world) -> None:
    card = cards.add(world.p, world.project, "Card")
    assert (
        cards.block(world.p, card.id, 1, " waiting for\nthe bank ") == "ATLAS-1 blocked: waiting for the bank"
    )
    with pytest.raises(InvalidValue, match="ATLAS-1 is blocked already: waiting for the bank"):
        cards.block(world.p, card.id, 1, "more")
    began = world.clock.ms
    world.clock.passes(days=3)
    assert cards.unblock(world.p, card.id, 1) == "ATLAS-1 unblocked (was: waiting for the bank)"
    (block,) = world.rows(Block)
    assert (block.started_at, block.ended_at, block.by) == (began, world.clock.ms, "anna")
    with pytest.raises(InvalidValue, match="ATLAS-1 is not blocked"):
        cards.unblock(world.p, card.id, 1)
    with pytest.raises(InvalidValue, match="reason is empty"):
        cards.block(world.p, card.id, 1, "  ")


def test_a_finished_card_is_not_blocked(world) -> None:
    card = cards.add(world.p, world.project, "Card")
    cards.complete(world.p, card.id, None)
    with pytest.raises(InvalidValue, match="ATLAS-1 is finished; reopen it first"):
        cards.block(world.p, card.id, None, "the bank")
    cards.complete(world.p, card.id, None)
    cards.block(world.p, card.id, None, "the bank")
    assert len(world.rows(Block)) == 1


def test_an_archived_card_comes_back_to_its_place(world) -> None:
    _, b, _ = (cards.add(world.p, world.project, title) for title in "ABC")
    assert cards.archive(world.p, b.id, 1) == "ATLAS-2 archived “B”"
    assert world.titles("Backlog") == ["A", "C"]
    assert cards.archive(world.p, b.id, None) == "ATLAS-2 is archived already"
    assert cards.restore(world.p, b.id) == "ATLAS-2 restored to Backlog"
    assert world.titles("Backlog") == ["A", "B", "C"]
    assert cards.restore(world.p, b.id) == "ATLAS-2 is not archived"


def test_several_cards_are_archived_together(world) -> None:
    some = [cards.add(world.p, world.project, title) for title in "ABCD"]
    cards.archive(world.p, some[0].id, None)
    assert cards.archive_many(world.p, [(card.id, None) for card in some]) == (
        "ATLAS-2, ATLAS-3 and 1 more archived"
    )
    assert world.titles("Backlog") == []
    assert cards.archive_many(world.p, [(card.id, None) for card in some[:2]]) == (
        "ATLAS-1 and ATLAS-2 are archived already"
    )
    assert undo(world.p) == "undone: ATLAS-2, ATLAS-3 and 1 more archived"
    assert world.titles("Backlog") == ["B", "C", "D"]
    with pytest.raises(InvalidValue, match="no card to archive"):
        cards.archive_many(world.p, [])


def test_a_card_whose_place_is_taken_comes_back_at_the_end(world) -> None:
    _, b = (cards.add(world.p, world.project, title) for title in "AB")
    cards.archive(world.p, b.id, None)
    c = cards.add(world.p, world.project, "C")
    assert world.card(c.id).rank == world.card(b.id).rank
    cards.restore(world.p, b.id)
    assert world.titles("Backlog") == ["A", "C", "B"]
    assert world.problems() == []


def test_a_card_of_an_archived_column_comes_back_to_one_of_the_same_kind(world) -> None:
    card = cards.add(world.p, world.project, "A", column_id=world.columns["Ready"])
    cards.archive(world.p, card.id, None)
    columns.archive(world.p, world.columns["Ready"], None)
    moves = len(world.rows(Move))
    assert cards.restore(world.p, card.id) == "ATLAS-1 restored to Backlog"
    assert world.titles("Backlog") == ["A"]
    assert len(world.rows(Move)) == moves + 1
    assert world.problems() == []


def test_nothing_comes_back_to_an_archived_project(world) -> None:
    card = cards.add(world.p, world.project, "A")
    cards.archive(world.p, card.id, None)
    projects.archive(world.p, world.project, None)
    with pytest.raises(Archived, match="anna archived ATLAS just now; restore it first"):
        cards.restore(world.p, card.id)


def test_a_deleted_card_leaves_a_number_and_no_text(world) -> None:
    secret = "Rosebud"
    parent = cards.add(world.p, world.project, secret, description=f"{secret} text")
    child = cards.add(world.p, world.project, "Child", parent_id=parent.id, depends_on=[parent.id])
    cards.add_comment(world.p, parent.id, f"{secret} said")
    comment = cards.add_comment(world.p, parent.id, f"{secret} taken back")
    cards.remove_comment(world.p, comment, None)
    cards.add_check(world.p, parent.id, f"{secret} step")
    cards.block(world.p, parent.id, None, f"{secret} reason")
    cards.archive(world.p, parent.id, None)
    assert cards.delete(world.p, parent.id) == "ATLAS-1 deleted for ever"
    with pytest.raises(Missing):
        cards.delete(world.p, parent.id)
    assert world.card(child.id).__data__["parent"] is None
    assert world.rows(CardLink) == []
    for table in ("card", "comment", "checklist_item", "block", "event"):
        kept = world.p.store.rows(f"SELECT * FROM {table}")
        assert not [row for row in kept if secret in repr(row)], table
    assert cards.add(world.p, world.project, "Next").number == 3
    assert world.problems() == []


def test_several_cards_come_back_together_and_in_one_undo(world) -> None:
    made = [cards.add(world.p, world.project, name) for name in "ABC"]
    cards.archive_many(world.p, [(card.id, None) for card in made[:2]])
    before = world.state()
    assert (
        cards.restore_many(world.p, [card.id for card in made]) == "ATLAS-1 and ATLAS-2 restored to Backlog"
    )
    assert world.titles("Backlog") == ["A", "B", "C"]
    assert cards.restore_many(world.p, [made[0].id, made[1].id]) == "ATLAS-1 and ATLAS-2 are not archived"
    assert undo(world.p) == "undone: ATLAS-1 and ATLAS-2 restored to Backlog"
    assert world.state() == before
    assert world.problems() == []


def test_cards_come_back_all_or_none(world) -> None:
    a, b = (cards.add(world.p, world.project, name) for name in "AB")
    cards.archive_many(world.p, [(a.id, None), (b.id, None)])
    columns.edit(world.p, world.columns["Backlog"], None, wip_limit=1, limit_kind="hard")
    with pytest.raises(LimitReached, match="Backlog holds 1 of 1 cards"):
        cards.restore_many(world.p, [a.id, b.id])
    assert world.titles("Backlog") == []
    with pytest.raises(InvalidValue, match="no card to restore"):
        cards.restore_many(world.p, [])


def test_comments_and_steps_come_back(world) -> None:
    card = cards.add(world.p, world.project, "A")
    said = cards.add_comment(world.p, card.id, "Said")
    steps = [cards.add_check(world.p, card.id, name) for name in ("One", "Two")]
    cards.remove_comment(world.p, said, None)
    cards.remove_check(world.p, steps[0], None)
    assert cards.restore_comment(world.p, said) == "ATLAS-1: comment “Said” restored"
    assert cards.restore_comment(world.p, said) == "ATLAS-1: comment “Said” is not removed"
    cards.reorder_check(world.p, steps[1], None, after_id=0)
    assert cards.restore_check(world.p, steps[0]) == "ATLAS-1: step “One” restored"
    assert cards.restore_check(world.p, steps[0]) == "ATLAS-1: step “One” is not removed"
    assert undo(world.p) == "undone: ATLAS-1: step “One” restored"
    assert world.row(ChecklistItem, steps[0]).archived_at == world.clock.ms
