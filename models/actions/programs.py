"""Programs and the organisation's goals."""

from __future__ import annotations

from functools import partial
from typing import Any, TypedDict, Unpack

from models.actions import record
from models.actions.goals import GoalWeights, check_goals, set_program_goals
from models.actions.kinds import GOAL, PROGRAM
from models.actions.rows import values_of
from models.actions.sentences import changed, changes, clip
from models.portfolio import Portfolio
from models.store.tables import Program


class ProgramFields(TypedDict, total=False):
    """``goals``: the whole list of goals that the program serves."""

    key: str
    name: str
    client_id: int | None
    goals: GoalWeights


class GoalFields(TypedDict, total=False):
    """``current`` and ``target`` in ``unit``, of what ``measure`` says."""

    key: str
    title: str
    measure: str | None
    target: float | None
    current: float | None
    unit: str | None


def add(p: Portfolio, **fields: Unpack[ProgramFields]) -> int:
    """Add a program: key and name are needed. Return its id."""
    plain: dict[str, Any] = dict(fields)
    goals = check_goals(plain.pop("goals", []))
    checked = PROGRAM.check_new(plain)
    with p.change("program.add") as change:
        program_id = record.create(change, PROGRAM, None, checked)
        set_program_goals(change, program_id, goals)
    return program_id


def edit(p: Portfolio, program_id: int, seen: int | None, **fields: Unpack[ProgramFields]) -> str:
    """Change a program; return the sentence."""
    plain: dict[str, Any] = dict(fields)
    goals = check_goals(plain.pop("goals")) if "goals" in plain else None
    checked = PROGRAM.check(plain)
    with p.change("program.edit") as change:
        program = change.in_use(Program, program_id)
        subject = PROGRAM.subject(change, program)
        old = values_of(program)
        said = changes(old, PROGRAM.check_fit(change, old, checked))
        change.update(Program, program_id, dict(checked), seen=seen)
        said += [] if goals is None else set_program_goals(change, program_id, goals)
        if not said:
            return clip(f"{subject}: nothing to change")
        sentence = changed(subject, said)
        change.summary(sentence)
    return sentence


archive = partial(record.archive, PROGRAM)
restore = partial(record.restore, PROGRAM)


def add_goal(p: Portfolio, **fields: Unpack[GoalFields]) -> int:
    """Add a goal of the organisation: key and title are needed. Return its id."""
    return record.add(GOAL, p, None, fields)


def edit_goal(p: Portfolio, goal_id: int, seen: int | None, **fields: Unpack[GoalFields]) -> str:
    """Change a goal, such as how far it is."""
    return record.edit(GOAL, p, goal_id, seen, fields)


archive_goal = partial(record.archive, GOAL)
restore_goal = partial(record.restore, GOAL)
