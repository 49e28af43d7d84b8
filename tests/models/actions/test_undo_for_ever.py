"""After a delete for ever, undo goes on with what came before it."""

from __future__ import annotations

import pytest

from models.actions import cards, projects
from models.actions.undo import redo, undo
from models.portfolio import NothingToUndo, UndoRefused


def test_undo_after_a_delete_for_ever_says_so_once_and_goes_on(world) -> None:
    kept = cards.add(world.p, world.project, "Kept")
    cards.move(world.p, kept.id, None, world.columns["Doing"])
    gone = cards.add(world.p, world.project, "Gone")
    cards.edit(world.p, gone.id, None, title="Going")
    cards.delete(world.p, gone.id)
    with pytest.raises(UndoRefused) as refused:
        undo(world.p)
    assert str(refused.value) == (
        "not undone: ATLAS-2 was deleted for ever; undo again for: ATLAS-1 moved from Backlog to Doing"
    )
    assert undo(world.p) == "undone: ATLAS-1 moved from Backlog to Doing"
    assert redo(world.p) == "redone: ATLAS-1 moved from Backlog to Doing"
    assert undo(world.p) == "undone: ATLAS-1 moved from Backlog to Doing"
    assert undo(world.p) == "undone: ATLAS-1 added to Backlog"
    assert world.problems() == []


def test_a_redo_after_a_delete_for_ever_has_nothing_to_bring_back(world) -> None:
    card = cards.add(world.p, world.project, "Card")
    cards.edit(world.p, card.id, None, title="New")
    undo(world.p)
    cards.delete(world.p, card.id)
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        redo(world.p)


def test_a_redo_of_what_another_deleted_for_ever_is_told_once(world) -> None:
    first, second = cards.add(world.p, world.project, "First"), cards.add(world.p, world.project, "Second")
    cards.edit(world.p, second.id, None, title="New second")
    cards.edit(world.p, first.id, None, title="New first")
    undo(world.p)
    undo(world.p)
    cards.delete(world.open("ben"), second.id)
    with pytest.raises(UndoRefused) as refused:
        redo(world.p)
    assert str(refused.value) == (
        "not redone: ben deleted ATLAS-2 for ever just now; redo again for: ATLAS-1: title is now “New first”"
    )
    assert redo(world.p) == "redone: ATLAS-1: title is now “New first”"


def test_a_deleted_project_takes_its_undo_with_it(world) -> None:
    bora = projects.add(world.p, "BORA", "Payments")
    cards.add(world.p, bora, "Card")
    projects.delete(world.p, bora)
    with pytest.raises(UndoRefused, match="undo again for: project ATLAS added: "):
        undo(world.p)
    assert undo(world.p) == "undone: project ATLAS added: Ledger migration"
    assert world.problems() == []
