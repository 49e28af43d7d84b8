"""Milestones: every date that one ever had is kept, and so is the first."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TypedDict, Unpack

from models.actions import record
from models.actions.checks import day
from models.actions.kinds import MILESTONE
from models.actions.sentences import clip
from models.portfolio import Portfolio
from models.store.tables import Card, Milestone, MilestoneDue, Project


class MilestoneFields(TypedDict, total=False):
    """``commitment``: promised to the client. ``weight``: its share of progress where a project has no
    cards.
    """

    name: str
    due: date | str | None
    baseline: date | str | None
    done: date | str | None
    weight: float | None
    commitment: bool


def add(p: Portfolio, project_id: int, **fields: Unpack[MilestoneFields]) -> int:
    """Add a milestone: a name is needed. Its baseline is its first due date unless another is given.
    Return its id.
    """
    checked = MILESTONE.check_new(fields)
    if "baseline" not in checked:
        checked["baseline"] = checked.get("due")
    with p.change("milestone.add") as change:
        milestone_id = record.create(change, MILESTONE, project_id, checked)
        if checked.get("due") is not None:
            change.create(MilestoneDue, milestone=milestone_id, due=checked["due"], at=change.at)
    return milestone_id


def edit(p: Portfolio, milestone_id: int, seen: int | None, **fields: Unpack[MilestoneFields]) -> str:
    """Change a milestone; another due date is added to the dates that it had."""
    checked = MILESTONE.check(fields)
    with p.change("milestone.edit") as change:
        old_due = change.get(Milestone, milestone_id).due
        sentence = record.write(change, MILESTONE, milestone_id, seen, checked)
        if "due" in checked and checked["due"] != old_due:
            change.create(MilestoneDue, milestone=milestone_id, due=checked["due"], at=change.at)
    return sentence


def complete(p: Portfolio, milestone_id: int, seen: int | None, done: date | str | None = None) -> str:
    """Say that a milestone is reached, today or on another day."""
    return _set_done(p, milestone_id, seen, str(day("done", done or p.today())))


def reopen(p: Portfolio, milestone_id: int, seen: int | None) -> str:
    """Say that a milestone is not reached after all."""
    return _set_done(p, milestone_id, seen, None)


archive = partial(record.archive, MILESTONE)
restore = partial(record.restore, MILESTONE)


def delete(p: Portfolio, milestone_id: int) -> str:
    """Delete a milestone for ever; its cards stay, without it. Cannot be undone."""
    with p.change("milestone.delete") as change:
        milestone = change.get(Milestone, milestone_id)
        key = change.get(Project, milestone.__data__["project"]).key
        cards = Card.select(Card.id).where((Card.milestone == milestone_id) & (Card.removed == 0))
        for (card_id,) in change.rows(cards):
            change.update(Card, card_id, {"milestone": None}, seen=None)
        dues = MilestoneDue.select(MilestoneDue.id).where(
            (MilestoneDue.milestone == milestone_id) & (MilestoneDue.removed == 0)
        )
        for (due_id,) in change.rows(dues):
            change.remove(MilestoneDue, due_id)
        change.erase(Milestone, milestone_id)
        sentence = f"a milestone of {key} deleted for ever"
        change.summary(sentence)
    return sentence


def _set_done(p: Portfolio, milestone_id: int, seen: int | None, done: str | None) -> str:
    with p.change("milestone.complete" if done else "milestone.reopen") as change:
        milestone = change.in_use(Milestone, milestone_id)
        subject = MILESTONE.subject(change, milestone)
        again = f"open again; it was reached on {milestone.done}" if milestone.done else "open again"
        change.update(Milestone, milestone_id, {"done": done}, seen=seen)
        sentence = clip(f"{subject} {f'reached on {done}' if done else again}")
        change.summary(sentence)
    return sentence
