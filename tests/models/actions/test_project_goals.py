"""Goals of a project, one by one."""

from __future__ import annotations

import pytest

from models.actions import programs, project_goals, undo
from models.actions.problems import InvalidValue
from models.portfolio import Conflict
from models.store.tables import ProjectGoal


def test_a_goal_is_added_weighed_and_removed(world) -> None:
    fast = programs.add_goal(world.p, key="FAST", title="Faster closing")
    made = project_goals.add(world.p, world.project, goal_id=fast)
    assert world.row(ProjectGoal, made).weight == 1.0
    assert project_goals.edit(world.p, made, None, weight=2.5) == "ATLAS: goal FAST weighs 2.5"
    assert world.row(ProjectGoal, made).weight == 2.5
    assert project_goals.remove(world.p, made, None) == "ATLAS does not serve the goal FAST any more"
    assert world.rows(ProjectGoal) == []
    undo.undo(world.p)
    assert [served.weight for served in world.rows(ProjectGoal)] == [2.5]


def test_a_goal_is_served_once(world) -> None:
    fast = programs.add_goal(world.p, key="FAST", title="Faster closing")
    project_goals.add(world.p, world.project, goal_id=fast, weight=2)
    with pytest.raises(InvalidValue, match="ATLAS serves FAST already"):
        project_goals.add(world.p, world.project, goal_id=fast)
    with pytest.raises(InvalidValue, match="needs: goal"):
        project_goals.add(world.p, world.project, weight=2)
    with pytest.raises(InvalidValue):
        project_goals.add(world.p, world.project, goal_id=fast + 1)


def test_another_goal_in_its_place_is_refused(world) -> None:
    fast = programs.add_goal(world.p, key="FAST", title="Faster closing")
    made = project_goals.add(world.p, world.project, goal_id=fast)
    with pytest.raises(InvalidValue, match="add the other one"):
        project_goals.edit(world.p, made, None, goal_id=fast)
    with pytest.raises(InvalidValue):
        project_goals.edit(world.p, made, None, weight=-1)


def test_who_is_late_hears_of_it(world) -> None:
    fast = programs.add_goal(world.p, key="FAST", title="Faster closing")
    made = project_goals.add(world.p, world.project, goal_id=fast)
    seen = world.row(ProjectGoal, made).version
    project_goals.edit(world.open("ben"), made, seen, weight=3)
    with pytest.raises(Conflict):
        project_goals.edit(world.p, made, seen, weight=2)
    assert world.row(ProjectGoal, made).weight == 3
