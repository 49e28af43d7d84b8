"""The limits of health, one by one."""

from __future__ import annotations

import json

import pytest

from models.actions import limits
from models.actions.problems import InvalidValue
from models.portfolio import Conflict
from models.store.tables import Project


def own(world) -> dict[str, dict[str, float]]:
    return json.loads(world.row(Project, world.project).thresholds or "{}")


def test_one_limit_leaves_the_others(world) -> None:
    limits.edit(world.p, world.project, None, cost_green=0.97)
    assert own(world) == {"cost": {"green": 0.97}}
    limits.edit(world.p, world.project, None, cost_amber=0.8, people_green=0.9)
    assert own(world) == {"cost": {"green": 0.97, "amber": 0.8}, "people": {"green": 0.9}}
    limits.edit(world.p, world.project, None, cost_green=None, cost_amber=None)
    assert own(world) == {"people": {"green": 0.9}}
    limits.edit(world.p, world.project, None, people_green=None)
    assert world.row(Project, world.project).thresholds is None


def test_limits_that_do_not_fit_are_refused(world) -> None:
    with pytest.raises(InvalidValue, match="must not be below"):
        limits.edit(world.p, world.project, None, cost_green=0.5)
    with pytest.raises(InvalidValue, match="no field"):
        limits.edit(world.p, world.project, None, luck_green=0.5)
    with pytest.raises(InvalidValue, match="not there any more"):
        limits.edit(world.p, 999, None, cost_green=0.97)
    assert own(world) == {}


def test_who_is_late_hears_of_it(world) -> None:
    seen = world.row(Project, world.project).version
    limits.edit(world.open("ben"), world.project, seen, cost_green=0.97)
    with pytest.raises(Conflict):
        limits.edit(world.p, world.project, seen, cost_green=0.98)
    assert own(world) == {"cost": {"green": 0.97}}
