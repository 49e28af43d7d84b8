"""The goals that a project serves, one by one: what the list in `projects.edit` is as a whole."""

from __future__ import annotations

from typing import TypedDict, Unpack

from models.actions.checks import number
from models.actions.problems import InvalidValue
from models.actions.record import Kind, Refers
from models.actions.rows import open_project, owner
from models.actions.sentences import clip
from models.portfolio import Portfolio
from models.store.tables import Goal, Project, ProjectGoal

_GOAL = Refers(Goal, "goal", empty=False)

SERVED_GOAL = Kind(
    ProjectGoal,
    "goal",
    "goal",
    {"goal_id": _GOAL, "weight": number(0, 1_000_000)},
    required=("goal_id",),
)


class ServedGoalFields(TypedDict, total=False):
    """``weight``: how much the goal counts beside the project's others; 1 when it is not given."""

    goal_id: int
    weight: float


def add(p: Portfolio, project_id: int, **fields: Unpack[ServedGoalFields]) -> int:
    """Say that a project serves a goal; return the id of that. Raises InvalidValue when it does already."""
    checked = SERVED_GOAL.check_new({name: value for name, value in fields.items() if value is not None})
    with p.change("project.add_goal") as change:
        project = open_project(change, project_id)
        goal = _GOAL.find(change, "goal_id", int(checked["goal"] or 0))
        there = (
            (ProjectGoal.project == project_id) & (ProjectGoal.goal == goal.id) & (ProjectGoal.removed == 0)
        )
        if change.rows(ProjectGoal.select(ProjectGoal.id).where(there)):
            raise InvalidValue("goal_id", f"{project.key} serves {_GOAL.name(goal)} already")
        made = change.create(ProjectGoal, project=project_id, **checked)
        change.summary(clip(f"{project.key} serves the goal {_GOAL.name(goal)}"))
    return made


def edit(p: Portfolio, served_id: int, seen: int | None, **fields: Unpack[ServedGoalFields]) -> str:
    """Change how much a goal counts for a project."""
    if "goal_id" in fields:
        raise InvalidValue("goal_id", "archive this goal and add the other one")
    checked = SERVED_GOAL.check(fields)
    with p.change("project.edit_goal") as change:
        served = change.get(ProjectGoal, served_id)
        project = open_project(change, owner(served, "project"))
        goal = change.get(Goal, owner(served, "goal"))
        change.update(ProjectGoal, served_id, dict(checked), seen=seen)
        sentence = clip(f"{project.key}: goal {goal.key} weighs {checked.get('weight', served.weight):g}")
        change.summary(sentence)
    return sentence


def remove(p: Portfolio, served_id: int, seen: int | None) -> str:
    """Say that a project does not serve a goal any more; undo brings that back."""
    with p.change("project.remove_goal") as change:
        served = change.get(ProjectGoal, served_id)
        key = change.get(Project, owner(served, "project")).key
        goal = change.get(Goal, owner(served, "goal"))
        change.remove(ProjectGoal, served_id, seen=seen)
        sentence = clip(f"{key} does not serve the goal {goal.key} any more")
        change.summary(sentence)
    return sentence
