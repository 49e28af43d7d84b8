"""A project's plan in money and people: budget lines, costs, allocations, approved baselines."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TypedDict, Unpack

from models.actions import record
from models.actions.kinds import ALLOCATION, BASELINE, BUDGET_LINE, COST
from models.portfolio import Portfolio


class BudgetLineFields(TypedDict, total=False):
    """``amount`` in minor units of the project's currency."""

    category: str
    amount: int


class CostFields(TypedDict, total=False):
    """``amount`` in minor units of the project's currency; below zero for money that came back."""

    date: date | str
    amount: int
    category: str | None
    note: str | None


class AllocationFields(TypedDict, total=False):
    """``percent`` of the person's time, 0 to 100; open-ended where a date is empty."""

    person_id: int
    role: str | None
    percent: float
    starts: date | str | None
    ends: date | str | None


class BaselineFields(TypedDict, total=False):
    """What was approved on a day; ``budget`` in minor units of the project's currency."""

    approved: date | str
    start: date | str | None
    target: date | str | None
    budget: int | None
    reason: str | None


def add_budget_line(p: Portfolio, project_id: int, **fields: Unpack[BudgetLineFields]) -> int:
    """Plan an amount for a category. Return the id."""
    return record.add(BUDGET_LINE, p, project_id, fields)


def edit_budget_line(p: Portfolio, line_id: int, seen: int | None, **fields: Unpack[BudgetLineFields]) -> str:
    """Change a budget line."""
    return record.edit(BUDGET_LINE, p, line_id, seen, fields)


archive_budget_line = partial(record.archive, BUDGET_LINE)
restore_budget_line = partial(record.restore, BUDGET_LINE)
delete_budget_line = partial(record.delete, BUDGET_LINE)


def add_cost(p: Portfolio, project_id: int, **fields: Unpack[CostFields]) -> int:
    """Book a cost, today's unless a date is given; an amount is needed. Return the id."""
    return record.add(COST, p, project_id, {"date": p.today(), **fields})


def edit_cost(p: Portfolio, cost_id: int, seen: int | None, **fields: Unpack[CostFields]) -> str:
    """Change a cost."""
    return record.edit(COST, p, cost_id, seen, fields)


archive_cost = partial(record.archive, COST)
restore_cost = partial(record.restore, COST)
delete_cost = partial(record.delete, COST)


def add_allocation(p: Portfolio, project_id: int, **fields: Unpack[AllocationFields]) -> int:
    """Give a person to a project: person and percent are needed. Return the id."""
    return record.add(ALLOCATION, p, project_id, fields)


def edit_allocation(
    p: Portfolio, allocation_id: int, seen: int | None, **fields: Unpack[AllocationFields]
) -> str:
    """Change an allocation."""
    return record.edit(ALLOCATION, p, allocation_id, seen, fields)


archive_allocation = partial(record.archive, ALLOCATION)
restore_allocation = partial(record.restore, ALLOCATION)
delete_allocation = partial(record.delete, ALLOCATION)


def add_baseline(p: Portfolio, project_id: int, **fields: Unpack[BaselineFields]) -> int:
    """Approve a plan, today unless a date is given; earlier ones are kept. Return the id."""
    return record.add(BASELINE, p, project_id, {"approved": p.today(), **fields})


def edit_baseline(p: Portfolio, baseline_id: int, seen: int | None, **fields: Unpack[BaselineFields]) -> str:
    """Correct a baseline."""
    return record.edit(BASELINE, p, baseline_id, seen, fields)


archive_baseline = partial(record.archive, BASELINE)
restore_baseline = partial(record.restore, BASELINE)
