"""The risk register."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TypedDict, Unpack

from models.actions import record
from models.actions.kinds import RISK
from models.actions.values import RiskResponse, RiskState
from models.portfolio import Portfolio


class RiskFields(TypedDict, total=False):
    """Probability and impact 1 to 5; costs in minor units of the project's currency; ``review``: when it
    is looked at again.
    """

    title: str
    probability: int
    impact: int
    cost: int | None
    response: RiskResponse
    owner_id: int | None
    trigger: str | None
    mitigation: str | None
    review: date | str | None
    state: RiskState
    residual_probability: int | None
    residual_impact: int | None
    residual_cost: int | None


def add(p: Portfolio, project_id: int, **fields: Unpack[RiskFields]) -> int:
    """Add a risk: title, probability and impact are needed. Return its id."""
    return record.add(RISK, p, project_id, fields)


def edit(p: Portfolio, risk_id: int, seen: int | None, **fields: Unpack[RiskFields]) -> str:
    """Change a risk; closing one is ``state="closed"``."""
    return record.edit(RISK, p, risk_id, seen, fields)


archive = partial(record.archive, RISK)
restore = partial(record.restore, RISK)
delete = partial(record.delete, RISK)
