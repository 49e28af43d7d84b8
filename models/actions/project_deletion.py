"""Deleting a project for ever: its rows, and their text in the history."""

from __future__ import annotations

from models.actions.card_states import erase as erase_card
from models.store.change import Change
from models.store.tables import (
    Allocation,
    Baseline,
    BudgetLine,
    Card,
    Column,
    Cost,
    Expectation,
    Label,
    Milestone,
    MilestoneDue,
    Move,
    Project,
    ProjectGoal,
    Risk,
    Satisfaction,
    Snapshot,
    Stakeholder,
    StatusUpdate,
)

_OF_PROJECT = (
    BudgetLine,
    Cost,
    Allocation,
    Baseline,
    Risk,
    Stakeholder,
    Expectation,
    Satisfaction,
    StatusUpdate,
    Snapshot,
    ProjectGoal,
    Label,
    Milestone,
    Column,
)


def erase_project(change: Change, project_id: int) -> None:
    """Erase a project and all that belongs to it, as part of a change."""
    # Those of cards deleted for ever before, too: their flow counted as long as the project did.
    ever = Card.select(Card.id).where(Card.project == project_id)
    moves = Move.select(Move.id).where(Move.card.in_(ever) & (Move.removed == 0))
    for (move_id,) in change.rows(moves):
        change.remove(Move, move_id)
    for (card_id,) in change.rows(ever.where(Card.removed == 0)):
        erase_card(change, card_id)
    milestones = Milestone.select(Milestone.id).where(Milestone.project == project_id)
    dues = MilestoneDue.select(MilestoneDue.id).where(
        MilestoneDue.milestone.in_(milestones) & (MilestoneDue.removed == 0)
    )
    for (due_id,) in change.rows(dues):
        change.remove(MilestoneDue, due_id)
    for table in _OF_PROJECT:
        rows = table.select(table.id).where((table.project == project_id) & (table.removed == 0))
        for (row_id,) in change.rows(rows):
            change.erase(table, row_id)
    change.erase(Project, project_id)
