"""The limits that a project's health is judged by, one by one: what `projects.edit` takes as a whole."""

from __future__ import annotations

from models.actions import projects
from models.actions.checks import number, optional
from models.actions.problems import InvalidValue
from models.actions.record import Kind
from models.measures.thresholds import NAMES, stored
from models.portfolio import Portfolio
from models.store.tables import Project

_LIMIT = optional(number(-1_000_000, 1_000_000))
_PLACES = {
    f"{dimension}_{limit}": (dimension, limit) for dimension, limits in NAMES.items() for limit in limits
}

LIMITS = Kind(Project, "limit", "key", dict.fromkeys(_PLACES, _LIMIT))
"""Fields such as ``cost_green`` and ``schedule_slip_amber``: the dimension and the limit."""


def edit(p: Portfolio, project_id: int, seen: int | None, **limits: float | None) -> str:
    """Change some limits of a project; None: the default again. Return the sentence.

    Raises InvalidValue for limits that do not fit each other, Conflict, Missing.
    """
    LIMITS.check(limits)
    own = _own(p, project_id)
    for name, value in limits.items():
        dimension, limit = _PLACES[name]
        if value is None:
            own.get(dimension, {}).pop(limit, None)
        else:
            own.setdefault(dimension, {})[limit] = value
    return projects.edit(p, project_id, seen, thresholds={name: of for name, of in own.items() if of})


def _own(p: Portfolio, project_id: int) -> dict[str, dict[str, float]]:
    rows = p.store.rows("SELECT thresholds FROM project WHERE id = ?", (project_id,))
    if not rows:
        raise InvalidValue("project", "this project is not there any more")
    return stored(rows[0][0])
