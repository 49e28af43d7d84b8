"""What the project page reads from the tables, entry by entry; each function is one query."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from models.measures.answers import NoAnswer
from models.measures.people import WeekLoad
from models.measures.risk import Risk, band, exposure, unreviewed
from models.measures.satisfaction import csat, days_since, nps
from models.measures.schedule import due_at_the_end, milestone_slip
from models.measures.thresholds import stored
from models.store.database import Store
from models.views.judging import limits_of
from models.views.names import Named
from models.views.project_values import (
    AllocationLine,
    AnswerLine,
    BaselineLine,
    BudgetLineView,
    ClientSide,
    CostLine,
    ExpectationLine,
    Facts,
    GoalLine,
    MilestoneLine,
    RiskLine,
    StakeholderLine,
    StatementLine,
)
from models.views.scope import Moment, day_from

LIMIT = 500
"""Entries of one list that are read at first: costs, answers and statements, the newest ones."""

_OF_PROJECT = "WHERE x.project_id = ? AND x.removed = 0 AND x.archived_at IS NULL"
_FACTS = """
SELECT p.id, p.version, p.key, p.name, coalesce(p.description, ''),
       c.id, c.key, c.name, g.id, g.key, g.name, m.id, m.key, m.name, d.id, d.key, d.name,
       p.state, p.start, p.target, p.budget, p.currency, p.cadence, p.archived_at IS NOT NULL,
       p.thresholds
FROM project p LEFT JOIN client c ON c.id = p.client_id LEFT JOIN program g ON g.id = p.program_id
     LEFT JOIN person m ON m.id = p.manager_id LEFT JOIN person d ON d.id = p.delivery_manager_id
WHERE p.id = ?
"""
_GOALS = """
SELECT x.id, x.version, g.id, g.key, g.title, x.weight FROM project_goal x JOIN goal g ON g.id = x.goal_id
WHERE x.project_id = ? AND x.removed = 0 ORDER BY x.weight DESC, g.title, g.id
"""
_MILESTONES = f"""
SELECT x.id, x.version, x.name, x.due, x.baseline, x.done, x.weight, x.commitment,
       (SELECT json_group_array(due) FROM (SELECT d.due FROM milestone_due d
        WHERE d.milestone_id = x.id AND d.removed = 0 AND d.due IS NOT NULL ORDER BY d.at, d.id))
FROM milestone x {_OF_PROJECT} ORDER BY x.due IS NULL, x.due, x.id
"""
_BASELINES = f"""
SELECT x.id, x.version, x.approved, x.start, x.target, x.budget, coalesce(x.reason, '')
FROM baseline x {_OF_PROJECT} ORDER BY x.approved DESC, x.id DESC
"""
_LINES = f"""
SELECT x.id, x.version, x.category, x.amount FROM budget_line x {_OF_PROJECT} ORDER BY x.id
"""
_COSTS = f"""
SELECT x.id, x.version, x.date, x.amount, coalesce(x.category, ''), coalesce(x.note, ''), count(*) OVER ()
FROM cost x {_OF_PROJECT} ORDER BY x.date DESC, x.id DESC LIMIT ?
"""
_SPENT = f"""
SELECT coalesce(x.category, ''), sum(x.amount) FROM cost x {_OF_PROJECT} AND x.date <= ? GROUP BY 1
"""
_ALLOCATIONS = f"""
SELECT x.id, x.version, p.id, p.key, p.name, coalesce(x.role, ''), x.percent, x.starts, x.ends
FROM allocation x JOIN person p ON p.id = x.person_id {_OF_PROJECT} ORDER BY p.name, x.starts, x.id
"""
_RISKS = f"""
SELECT x.id, x.version, x.title, x.probability, x.impact, x.cost, x.response, p.id, p.key, p.name,
       coalesce(x.trigger, ''), coalesce(x.mitigation, ''), x.review, x.state,
       x.residual_probability, x.residual_impact, x.residual_cost, x.created_at
FROM risk x LEFT JOIN person p ON p.id = x.owner_id {_OF_PROJECT} ORDER BY x.id
"""
_STAKEHOLDERS = f"""
SELECT x.id, x.version, x.name, coalesce(x.organisation, ''), coalesce(x.role, ''), x.influence, x.interest,
       x.engagement, x.wanted, x.last_contact
FROM stakeholder x {_OF_PROJECT}
ORDER BY coalesce(x.influence, 0) * coalesce(x.interest, 0) DESC, x.name, x.id
"""
_EXPECTATIONS = f"""
SELECT x.id, x.version, x.text, x.due, x.state FROM expectation x {_OF_PROJECT}
ORDER BY x.state <> 'open', x.due IS NULL, x.due, x.id
"""
_ANSWERS = f"""
SELECT x.id, x.version, x.date, x.csat, x.nps, coalesce(x.respondent, ''), coalesce(x.comment, ''),
       count(*) OVER ()
FROM satisfaction x {_OF_PROJECT} ORDER BY x.date DESC, x.id DESC LIMIT ?
"""
_STATEMENTS = f"""
SELECT x.id, x.version, x.date, x.health, coalesce(x.summary, ''), coalesce(x.why, ''), coalesce(x.next, ''),
       coalesce(x.ask, ''), x.review, coalesce(x.author, ''), count(*) OVER ()
FROM status_update x {_OF_PROJECT} ORDER BY x.date DESC, x.id DESC LIMIT ?
"""


class Rows:
    """Reads the entries of one project, seen from one moment, inside of a snapshot."""

    def __init__(self, store: Store, moment: Moment, project_id: int, limit: int = LIMIT) -> None:
        self.store = store
        self.moment = moment
        self.project_id = project_id
        self.limit = limit
        """Entries of one long list that are read."""

    def facts(self) -> Facts:
        """The project's own row, and its goals; two queries."""
        row = self._rows(_FACTS)[0]
        row_id, seen, key, name, description = row[:5]
        client, program, manager, delivery_manager = (_named(row[at : at + 3]) for at in (5, 8, 11, 14))
        state, start, target, budget, currency, cadence, archived, limits = row[17:]
        return Facts(
            id=row_id,
            version=seen,
            key=key,
            name=name,
            description=description,
            client=client,
            program=program,
            manager=manager,
            delivery_manager=delivery_manager,
            state=state,
            start=day_from(start),
            target=day_from(target),
            budget=budget,
            currency=currency,
            cadence=cadence,
            archived=bool(archived),
            goals=tuple(
                GoalLine(goal[0], goal[1], Named(*goal[2:5]), goal[5]) for goal in self._rows(_GOALS)
            ),
            limits=limits_of(limits),
            own_limits=stored(limits),
        )

    def milestones(self, forecasts: Mapping[int, date]) -> tuple[MilestoneLine, ...]:
        """By due date; ``forecasts``: the day that an open milestone is now expected on."""
        return tuple(self._milestone(row, forecasts.get(row[0])) for row in self._rows(_MILESTONES))

    def baselines(self) -> tuple[BaselineLine, ...]:
        """Newest first."""
        return tuple(
            BaselineLine(
                row_id, seen, date.fromisoformat(approved), day_from(start), day_from(target), budget, reason
            )
            for row_id, seen, approved, start, target, budget, reason in self._rows(_BASELINES)
        )

    def spent(self) -> dict[str, int]:
        """Costs to date by category."""
        return dict(self.store.rows(_SPENT, (self.project_id, self.moment.today.isoformat())))

    def budget_lines(self, spent: Mapping[str, int]) -> tuple[BudgetLineView, ...]:
        """As they were written down; of two lines of one category the first has its costs."""
        left = dict(spent)
        return tuple(
            BudgetLineView(row_id, seen, category, amount, left.pop(category, 0))
            for row_id, seen, category, amount in self._rows(_LINES)
        )

    def costs(self) -> tuple[tuple[CostLine, ...], int]:
        """The newest ones, and how many there are in all."""
        rows = self._newest(_COSTS)
        lines = tuple(
            CostLine(row_id, seen, date.fromisoformat(day), amount, category, note)
            for row_id, seen, day, amount, category, note, _ in rows
        )
        return lines, rows[0][-1] if rows else 0

    def allocations(self, loads: Mapping[int, tuple[WeekLoad, ...]]) -> tuple[AllocationLine, ...]:
        """By person; ``loads``: the weeks of everybody on the project, by the person's id."""
        return tuple(
            AllocationLine(
                row_id, seen, Named(person, key, name), role, percent, day_from(starts), day_from(ends),
                loads.get(person, ()),
            )
            for row_id, seen, person, key, name, role, percent, starts, ends in self._rows(_ALLOCATIONS)
        )  # fmt: skip

    def risks(self, review_days: int) -> tuple[RiskLine, ...]:
        """Open ones first, the highest exposure first."""
        lines = [self._risk(row, review_days) for row in self._rows(_RISKS)]
        return tuple(sorted(lines, key=lambda line: (line.state != "open", -line.exposure, line.id)))

    def client(self, ends: Sequence[date | None] = (), p85: date | None = None) -> ClientSide:
        """Stakeholders, expectations and answers; three queries.

        ``ends``: the days on which the project was to be done; ``p85``: the day by which it will be.
        """
        today = self.moment.today
        rows = self._newest(_ANSWERS)
        answers = tuple(
            AnswerLine(row_id, seen, date.fromisoformat(day), *rest) for row_id, seen, day, *rest, _ in rows
        )
        return ClientSide(
            stakeholders=tuple(self._stakeholder(row) for row in self._rows(_STAKEHOLDERS)),
            expectations=tuple(_expectation(row, today, ends, p85) for row in self._rows(_EXPECTATIONS)),
            answers=answers,
            answer_count=rows[0][-1] if rows else 0,
            csat=csat([(one.date, one.csat) for one in answers if one.csat is not None], today),
            nps=nps([(one.date, one.nps) for one in answers if one.nps is not None], today),
        )

    def statements(self) -> tuple[tuple[StatementLine, ...], int]:
        """The newest ones, and how many there are in all."""
        rows = self._newest(_STATEMENTS)
        lines = tuple(
            StatementLine(
                id=row_id,
                version=seen,
                review=day_from(review),
                date=date.fromisoformat(day),
                health=health,
                summary=summary,
                why=why,
                next=then,
                ask=ask,
                author=author,
                days_ago=(self.moment.today - date.fromisoformat(day)).days,
            )
            for row_id, seen, day, health, summary, why, then, ask, review, author, _ in rows
        )
        return lines, rows[0][-1] if rows else 0

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self.store.rows(sql, (self.project_id,))
        return rows

    def _newest(self, sql: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self.store.rows(sql, (self.project_id, self.limit))
        return rows

    def _milestone(self, row: tuple[Any, ...], forecast: date | None) -> MilestoneLine:
        row_id, seen, name, due_text, baseline_text, done_text, weight, commitment, dues_text = row
        due, baseline, done = (day_from(text) for text in (due_text, baseline_text, done_text))
        dues = _days(dues_text)
        late = None
        if due is not None:
            late = milestone_slip(due, baseline, dues, self.moment.today, done, forecast)
        days = late.days if late is not None else None
        return MilestoneLine(
            id=row_id,
            version=seen,
            name=name,
            due=due,
            baseline=baseline,
            done=done,
            weight=weight,
            commitment=bool(commitment),
            forecast=forecast if done is None else None,
            slip_days=None if isinstance(days, NoAnswer) else days,
            slip_basis=late.basis if late is not None else "",
            moved=late.moved if late is not None else 0,
            overdue=late is not None and late.overdue,
            dues=tuple(dues),
        )

    def _risk(self, row: tuple[Any, ...], review_days: int) -> RiskLine:
        (row_id, seen, title, probability, impact, cost, response, owner, owner_key, owner_name, trigger,
         mitigation, review, state, left, left_impact, left_cost, created) = row  # fmt: skip
        reviewed = day_from(review) or self.moment.calendar.day_of(created)
        facts = Risk(
            title, probability, impact, left, left_impact, is_open=state == "open", reviewed=reviewed
        )
        return RiskLine(
            id=row_id,
            version=seen,
            title=title,
            probability=probability,
            impact=impact,
            cost=cost,
            response=response,
            owner=_named((owner, owner_key, owner_name)),
            trigger=trigger,
            mitigation=mitigation,
            review=day_from(review),
            state=state,
            residual_probability=left,
            residual_impact=left_impact,
            residual_cost=left_cost,
            inherent=probability * impact,
            exposure=exposure(facts),
            band=band(exposure(facts)),
            review_age=(self.moment.today - date.fromisoformat(review)).days if review else None,
            forgotten=unreviewed(facts, self.moment.today, review_days),
        )

    def _stakeholder(self, row: tuple[Any, ...]) -> StakeholderLine:
        row_id, seen, name, organisation, role, influence, interest, engagement, wanted, contact = row
        last = day_from(contact)
        silent = days_since(last, self.moment.today)
        return StakeholderLine(
            id=row_id,
            version=seen,
            name=name,
            organisation=organisation,
            role=role,
            influence=influence,
            interest=interest,
            engagement=engagement,
            wanted=wanted,
            last_contact=last,
            silent_days=None if isinstance(silent, NoAnswer) else silent,
        )


def _expectation(
    row: tuple[Any, ...], today: date, ends: Sequence[date | None], p85: date | None
) -> ExpectationLine:
    row_id, seen, text, due_text, state = row
    due, is_open = day_from(due_text), state == "open"
    forecast = p85 if is_open and due is not None and due_at_the_end(due, ends) else None
    return ExpectationLine(row_id, seen, text, due, state, is_open and _past(due_text, today), forecast)


def _named(row: tuple[Any, ...]) -> Named | None:
    return Named(*row) if row[0] is not None else None


def _past(due: str | None, today: date) -> bool:
    return due is not None and due < today.isoformat()


def _days(text: str) -> list[date]:
    """The dates of a JSON list of ISO dates."""
    return [date.fromisoformat(day) for day in json.loads(text)]
