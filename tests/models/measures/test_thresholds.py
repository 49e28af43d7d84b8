from __future__ import annotations

import pytest

from models.measures.thresholds import DEFAULTS, NAMES, threshold_problems, thresholds


def test_overrides_change_only_what_they_name() -> None:
    found = thresholds({"schedule": {"green": 0.9}})
    assert (found.schedule.green, found.schedule.amber) == (0.9, 0.5)
    assert found.cost == DEFAULTS.cost
    assert thresholds(None) == thresholds({}) == DEFAULTS


@pytest.mark.parametrize(
    ("overrides", "part"),
    [
        ([], "must map dimensions"),
        ({"scope": {}}, "unknown dimension 'scope'; use one of schedule, cost"),
        ({1: {}}, "unknown dimension 1"),
        ({"cost": 3}, "thresholds.cost: must map limits to numbers"),
        ({"cost": {"gren": 1}}, "unknown limit 'gren'; use one of green, amber"),
        ({"cost": {"green": "1"}}, "thresholds.cost.green: '1' is no number"),
        ({"cost": {"green": True}}, "True is no number"),
        ({"cost": {"green": float("nan")}}, "nan is no number"),
        ({"cost": {"green": 10**400}}, "00… is no number"),
        ({"cost": {"green": 10**9000}}, "a gigantic number is no number"),
        ({"schedule": {"green": 85}}, "85 is no share"),
        ({"people": {"green": -1}}, "-1 is below 0"),
        ({"schedule": {"green": 0.4}}, "thresholds.schedule: green must not be below amber"),
        ({"people": {"green": 1.5}}, "thresholds.people: green must not be above amber"),
    ],
)
def test_each_problem_is_a_sentence(overrides: object, part: str) -> None:
    problems = threshold_problems(overrides)
    assert len(problems) == 1
    assert part in problems[0]


def test_every_problem_at_once() -> None:
    assert len(threshold_problems({"cost": {"x": 1, "green": "a"}, "y": {}})) == 3
    with pytest.raises(ValueError, match="unknown limit 'x'"):
        thresholds({"cost": {"x": 1}})


def test_names_are_complete() -> None:
    assert list(NAMES) == ["schedule", "cost", "flow", "risk", "people", "client"]
    assert NAMES["cost"] == ("green", "amber", "vac_green", "vac_amber")


def test_negative_variance_limits_are_allowed() -> None:
    assert thresholds({"cost": {"vac_amber": -0.2}}).cost.vac_amber == -0.2


def test_shares_may_be_none_and_all() -> None:
    assert threshold_problems({"schedule": {"green": 1, "amber": 0}}) == ()
