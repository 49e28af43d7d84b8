"""Which goals a project or a program serves, and how much each counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.actions.checks import number, whole
from models.actions.problems import InvalidValue
from models.actions.record import Refers
from models.store.change import Change
from models.store.tables import Goal, ProgramGoal, ProjectGoal

GoalWeights = Mapping[int, float] | Sequence[int]
"""Goals by id with their weights; in a plain list each weighs 1."""

_AN_ID = whole(1, 2**63 - 1)
_WEIGHT = number(0, 1_000_000)
_GOAL = Refers(Goal, "goal", empty=False)


def check_goals(given: object) -> dict[int, float]:
    """The goals with their weights; raises InvalidValue."""
    if isinstance(given, Mapping):
        weights = dict(given)
    elif isinstance(given, Sequence) and not isinstance(given, str):
        weights = dict.fromkeys(given, 1.0)
    else:
        raise InvalidValue("goals", "goals is a list of goals, or goals with weights")
    return {
        int(_AN_ID("goals", goal) or 0): float(_WEIGHT("goals", weight) or 0)
        for goal, weight in weights.items()
    }


def set_project_goals(change: Change, project_id: int, wanted: Mapping[int, float]) -> list[str]:
    """Write the whole list of a project's goals; return what the sentence says of it."""
    query = ProjectGoal.select(ProjectGoal.goal, ProjectGoal.id, ProjectGoal.weight).where(
        (ProjectGoal.project == project_id) & (ProjectGoal.removed == 0)
    )
    return _set(change, ProjectGoal, {"project": project_id}, change.rows(query), wanted)


def set_program_goals(change: Change, program_id: int, wanted: Mapping[int, float]) -> list[str]:
    """Write the whole list of a program's goals; return what the sentence says of it."""
    query = ProgramGoal.select(ProgramGoal.goal, ProgramGoal.id, ProgramGoal.weight).where(
        (ProgramGoal.program == program_id) & (ProgramGoal.removed == 0)
    )
    return _set(change, ProgramGoal, {"program": program_id}, change.rows(query), wanted)


def _set(
    change: Change,
    table: type[ProjectGoal] | type[ProgramGoal],
    of: Mapping[str, int],
    rows: Sequence[tuple[int, int, float]],
    wanted: Mapping[int, float],
) -> list[str]:
    present = {goal: (row_id, weight) for goal, row_id, weight in rows}
    if {goal: weight for goal, (_, weight) in present.items()} == dict(wanted):
        return []
    for goal, (row_id, _) in present.items():
        if goal not in wanted:
            change.remove(table, row_id)
    for goal, weight in wanted.items():
        if goal in present:
            change.update(table, present[goal][0], {"weight": weight}, seen=None)
        else:
            _GOAL.find(change, "goals", goal)
            change.create(table, goal=goal, weight=weight, **of)
    named = ", ".join(change.get(Goal, goal).key for goal in wanted)
    return [f"goals {named or 'none'}"]
