"""The project page: everything about one project; the numbers are those of the delivery screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.measures.earned_value import EarnedValue
from models.measures.risk import Risk, expected_cost
from models.portfolio import Portfolio
from models.views.delivery import judge_projects, judged_alone
from models.views.delivery_values import ProjectRow
from models.views.names import NotFound, find_project
from models.views.plan_facts import person_loads, project_by_key
from models.views.project_archived import read_archived
from models.views.project_history import HistoryPage, project_history, read_history
from models.views.project_rows import LIMIT, Rows
from models.views.project_values import (
    AllocationLine,
    AnswerLine,
    ArchivedLine,
    BaselineLine,
    BudgetLineView,
    ClientSide,
    CostLine,
    ExpectationLine,
    Facts,
    GoalLine,
    HistoryEntry,
    MilestoneLine,
    Money,
    ProjectView,
    RiskLine,
    StakeholderLine,
    StatementLine,
)
from models.views.rows import row_of
from models.views.scope import Moment, Scope, ids_text

__all__ = [
    "LIMIT",
    "AllocationLine",
    "AnswerLine",
    "ArchivedLine",
    "BaselineLine",
    "BudgetLineView",
    "ClientSide",
    "CostLine",
    "ExpectationLine",
    "Facts",
    "GoalLine",
    "HistoryEntry",
    "HistoryPage",
    "MilestoneLine",
    "Money",
    "ProjectView",
    "RiskLine",
    "StakeholderLine",
    "StatementLine",
    "project",
    "project_history",
]


def project(p: Portfolio, key: str, limit: int = LIMIT, wanted: str = "") -> ProjectView:
    """Everything about the project with this key, an archived one too; a fixed number of queries.

    ``limit``: how many entries of each long list. ``wanted``: what the history is narrowed to, as
    `project_history` takes it. Raises NotFound.
    """
    with p.store.snapshot():
        found = find_project(p, key)
        moment = Moment.of(p)
        numbers = _archived(p, moment, found.key) if found.archived else _judged(p, found.key, found.id)
        rows = Rows(p.store, moment, found.id, limit)
        scope = Scope(p.store, moment, ids_text([found.id]))
        facts = rows.facts()
        risks = rows.risks(int(facts.limits.risk.review_days))
        history = read_history(p.store, found.id, wanted=wanted)
        statements, statement_count = rows.statements()
        baselines = rows.baselines()
        ends = [facts.target, *(one.target for one in baselines if one.approved <= moment.today)]
        archived, archived_count = read_archived(p.store, found.id, limit)
        return ProjectView(
            today=moment.today,
            now_ms=moment.now_ms,
            zone=p.zone.key,
            last_sequence=p.store.last_sequence(),
            facts=facts,
            row=numbers.row,
            attention=numbers.attention,
            milestones=rows.milestones(numbers.ends),
            baselines=baselines,
            money=_money(rows, numbers),
            allocations=rows.allocations({} if found.archived else person_loads(scope)),
            risks=risks,
            risk_cost=_risk_cost(risks, facts.currency),
            client=rows.client(ends, numbers.row.p85),
            statements=statements,
            statement_count=statement_count,
            history=history.lines,
            history_wanted=wanted,
            older_history=history.older,
            archived=archived,
            archived_count=archived_count,
        )


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What was judged about the project."""

    row: ProjectRow
    ends: Mapping[int, date]
    """When the open milestones are expected."""
    earned: EarnedValue | None
    attention: tuple[str, ...]
    """Every rule that fired, worst first."""


def _judged(p: Portfolio, key: str, project_id: int) -> _Numbers:
    """From the cache of the delivery screen, judged anew only when a project has changed."""
    alone = judged_alone(p, project_id)
    if alone is None:
        raise NotFound(f"project {key} is not there any more")
    entry, attention = alone
    return _Numbers(entry.row, entry.ends, entry.earned, attention.all if attention is not None else ())


def _archived(p: Portfolio, moment: Moment, key: str) -> _Numbers:
    """An archived project is on no other screen: nobody's time counts for it, and it needs nobody."""
    found = project_by_key(p.store, moment, key)
    if found is None:
        raise NotFound(f"project {key} is not there any more")
    scope = Scope(p.store, moment, ids_text([found[0].id]))
    judged = next(judge_projects(scope, [found[0]], {}))
    earned = judged.earned if isinstance(judged.earned, EarnedValue) else None
    return _Numbers(row_of(moment, judged), judged.ends, earned, ())


def _money(rows: Rows, numbers: _Numbers) -> Money:
    spent = rows.spent()
    lines = rows.budget_lines(spent)
    costs, count = rows.costs()
    return Money(
        lines=lines,
        planned=sum(line.amount for line in lines),
        unplanned=sum(spent.values()) - sum(line.spent for line in lines),
        spent=sum(spent.values()),
        costs=costs,
        cost_count=count,
        earned=numbers.earned,
        earned_note=numbers.row.budget_note,
    )


def _risk_cost(risks: tuple[RiskLine, ...], currency: str) -> int | None:
    """Probability x money impact of the open risks, residual values where given."""
    facts = [
        Risk(
            line.title,
            line.probability,
            line.impact,
            line.residual_probability,
            line.residual_impact,
            line.residual_cost if line.residual_cost is not None else line.cost,
            currency,
            line.state == "open",
        )
        for line in risks
    ]
    return expected_cost(facts).get(currency)
