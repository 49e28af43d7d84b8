"""What the measures need to know about each project besides its cards: plan, money, risks, client, people,
words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from models.measures.days import day_after, week_of
from models.measures.people import Allocation, WeekLoad, utilization
from models.measures.risk import Risk
from models.store.database import Store
from models.views.scope import Moment, Scope, day_from

PEOPLE_WEEKS = 4
TREND_WEEKS = 12


class Project(NamedTuple):
    """A project's own row with the names that it refers to."""

    id: int
    version: int
    key: str
    name: str
    state: str
    start: str | None
    target: str | None
    currency: str
    cadence: int
    thresholds: str | None
    created_at: int
    client_key: str
    client: str
    program_key: str
    program: str
    manager: str
    costs: int
    """Booked to date, in minor units."""


class ColumnFacts(NamedTuple):
    """A column of a project."""

    id: int
    version: int
    name: str
    kind: str
    limit: int | None
    limit_kind: str
    policy: str
    archived: bool


class MilestonePlan(NamedTuple):
    """A milestone as planned; ``done`` only when it was reached by now."""

    id: int
    name: str
    due: date | None
    baseline: date | None
    done: date | None
    weight: float | None
    commitment: bool


class BaselinePlan(NamedTuple):
    """An approved plan, budget in minor units."""

    start: date | None
    target: date | None
    budget: int | None


class Said(NamedTuple):
    """The manager's last statement by now."""

    day: date
    health: str
    summary: str
    why: str
    next: str
    ask: str
    review: date | None
    author: str


class Promise(NamedTuple):
    """An expectation of the client."""

    text: str
    state: str
    due: date | None


Load = tuple[str, WeekLoad]
"""A person's name and one of the weeks to come."""


class PlanFacts:
    """One project's facts besides its cards."""

    def __init__(self) -> None:
        """Nothing known yet."""
        self.columns: list[ColumnFacts] = []
        self.milestones: list[MilestonePlan] = []
        self.baselines: list[BaselinePlan] = []
        self.risks: list[Risk] = []
        self.csat: list[tuple[date, int]] = []
        self.nps: list[tuple[date, int]] = []
        self.promises: list[Promise] = []
        self.loads: tuple[Load, ...] = ()
        self.said: Said | None = None
        self.trend_slip: tuple[int | None, ...] = (None,) * TREND_WEEKS


_FIELDS = """
       p.id, p.version, p.key, p.name, p.state, p.start, p.target, p.currency, p.cadence, p.thresholds,
       p.created_at,
       coalesce(c.key, ''), coalesce(c.name, ''), coalesce(g.key, ''), coalesce(g.name, ''),
       coalesce(m.name, ''),
       coalesce((SELECT sum(amount) FROM cost
                 WHERE project_id = p.id AND date <= ? AND removed = 0 AND archived_at IS NULL), 0)
"""
_FROM = """
FROM project p LEFT JOIN client c ON c.id = p.client_id LEFT JOIN program g ON g.id = p.program_id
     LEFT JOIN person m ON m.id = p.manager_id
"""
_PROJECTS = f"""SELECT {_FIELDS} {_FROM} WHERE p.removed = 0 AND (p.archived_at IS NULL OR p.archived_at > ?)
  AND p.id IN (SELECT value FROM json_each(?)) ORDER BY p.key"""
_PROJECT_BY_KEY = f"""SELECT {_FIELDS}, (SELECT coalesce(max(seq), 0) FROM event) {_FROM}
WHERE p.removed = 0 AND p.key = ?"""
_COLUMNS = """
SELECT project_id, id, version, name, kind, wip_limit, limit_kind, coalesce(policy, ''), archived_at IS NOT
    NULL
FROM board_column
WHERE removed = 0 AND project_id IN (SELECT value FROM json_each(?)) ORDER BY project_id, rank, id
"""
_PLAN = """
SELECT project_id, 'milestone', due IS NULL, due, id, name, baseline, done, weight, commitment FROM milestone
WHERE removed = 0 AND archived_at IS NULL AND project_id IN (SELECT value FROM json_each(?))
UNION ALL
SELECT project_id, 'baseline', 0, approved, id, NULL, start, target, budget, 0 FROM baseline
WHERE removed = 0 AND archived_at IS NULL AND approved <= ? AND project_id IN (SELECT value FROM json_each(?))
ORDER BY 1, 2, 3, 4, 5
"""
_RISKS = """
SELECT project_id, title, probability, impact, residual_probability, residual_impact,
       coalesce(residual_cost, cost), state, review, created_at
FROM risk WHERE removed = 0 AND archived_at IS NULL AND project_id IN (SELECT value FROM json_each(?))
ORDER BY project_id, id
"""
_CLIENT = """
SELECT project_id, date, csat, nps, NULL, NULL FROM satisfaction
WHERE removed = 0 AND archived_at IS NULL AND date <= ? AND project_id IN (SELECT value FROM json_each(?))
UNION ALL
SELECT project_id, due, NULL, NULL, state, text FROM expectation
WHERE removed = 0 AND archived_at IS NULL AND project_id IN (SELECT value FROM json_each(?))
"""
_TIME = """
WITH worker AS (SELECT DISTINCT person_id AS id FROM allocation
                WHERE removed = 0 AND archived_at IS NULL AND project_id IN (SELECT value FROM json_each(?)))
SELECT p.id, p.name, p.capacity, a.project_id, a.percent, a.starts, a.ends, j.key
FROM allocation a JOIN person p ON p.id = a.person_id JOIN project j ON j.id = a.project_id
WHERE a.person_id IN (SELECT id FROM worker) AND a.removed = 0 AND a.archived_at IS NULL
  AND j.removed = 0 AND j.archived_at IS NULL AND j.state NOT IN ('finished', 'cancelled')
  AND (a.starts IS NULL OR a.starts <= ?) AND (a.ends IS NULL OR a.ends >= ?)
UNION ALL
SELECT b.person_id, '', 0, NULL, NULL, b.starts, b.ends, NULL FROM absence b
WHERE b.person_id IN (SELECT id FROM worker) AND b.removed = 0 AND b.archived_at IS NULL
  AND b.starts <= ? AND b.ends >= ?
"""
_SAID = """
SELECT s.project_id, s.date, s.health, coalesce(s.summary, ''), coalesce(s.why, ''), coalesce(s.next, ''),
       coalesce(s.ask, ''), s.review, coalesce(s.author, '')
FROM json_each(?) j JOIN status_update s ON s.id =
    (SELECT t.id FROM status_update t
     WHERE t.project_id = j.value AND t.removed = 0 AND t.archived_at IS NULL AND t.date <= ?
     ORDER BY t.date DESC, t.id DESC LIMIT 1)
"""
_SLIPS = """
SELECT project_id, CAST((julianday(day) - julianday(?)) / 7 AS INTEGER) AS week, max(day),
       json_extract(numbers, '$.slip_days')
FROM snapshot
WHERE removed = 0 AND day >= ? AND day <= ? AND project_id IN (SELECT value FROM json_each(?))
GROUP BY project_id, week
"""


def projects_in_scope(scope: Scope) -> list[Project]:
    """The projects of the scope that are in use, by key."""
    moment = scope.moment
    params = (moment.today.isoformat(), moment.now_ms, scope.ids)
    return [Project(*row) for row in scope.store.rows(_PROJECTS, params)]


def project_by_key(store: Store, moment: Moment, key: str) -> tuple[Project, int] | None:
    """The project with this key, an archived one too, and the sequence number of the newest event; one
    query."""
    rows = store.rows(_PROJECT_BY_KEY, (moment.today.isoformat(), key))
    return (Project(*rows[0][:-1]), int(rows[0][-1])) if rows else None


def judged_facts(
    scope: Scope, read: Iterable[Project], loads: Mapping[int, tuple[Load, ...]]
) -> defaultdict[int, PlanFacts]:
    """What health is computed from, by project; four queries. ``loads``: from project_loads()."""
    currencies = {project.id: project.currency for project in read}
    facts: defaultdict[int, PlanFacts] = defaultdict(PlanFacts)
    for project_id, *row in scope.store.rows(_COLUMNS, (scope.ids,)):
        column_id, version, name, kind, limit, limit_kind, policy, archived = row
        facts[project_id].columns.append(
            ColumnFacts(column_id, version, name, kind, limit, limit_kind, policy, bool(archived))
        )
    _add_plan(scope, facts)
    _add_risks(scope, facts, currencies)
    _add_client(scope, facts)
    for project_id in currencies:
        facts[project_id].loads = loads.get(project_id, ())
    return facts


def add_words(scope: Scope, facts: defaultdict[int, PlanFacts]) -> None:
    """Add the last statement and the trend of the slip, which only the delivery screen shows; two queries."""
    today = scope.moment.today.isoformat()
    for project_id, day, health, summary, why, then, ask, review, author in scope.store.rows(
        _SAID, (scope.ids, today)
    ):
        facts[project_id].said = Said(
            date.fromisoformat(day), health, summary, why, then, ask, day_from(review), author
        )
    first = day_after(week_of(scope.moment.today), -7 * (TREND_WEEKS - 1))
    trends: dict[int, list[int | None]] = {}
    for project_id, week, _, slip in scope.store.rows(
        _SLIPS, (first.isoformat(), first.isoformat(), today, scope.ids)
    ):
        trends.setdefault(project_id, [None] * TREND_WEEKS)[week] = slip
    for project_id, trend in trends.items():
        facts[project_id].trend_slip = tuple(trend)


def _add_plan(scope: Scope, facts: defaultdict[int, PlanFacts]) -> None:
    """Milestones by due date, and approved plans oldest first. A milestone reached after today is still to
    come."""
    today = scope.moment.today
    for row in scope.store.rows(_PLAN, (scope.ids, today.isoformat(), scope.ids)):
        project_id, table, _, day, row_id, name, first, second, number, commitment = row
        if table == "baseline":
            facts[project_id].baselines.append(BaselinePlan(day_from(first), day_from(second), number))
            continue
        done = day_from(second)
        reached = done if done is not None and done <= today else None
        facts[project_id].milestones.append(
            MilestonePlan(row_id, name, day_from(day), day_from(first), reached, number, bool(commitment))
        )


def _add_risks(scope: Scope, facts: defaultdict[int, PlanFacts], currencies: dict[int, str]) -> None:
    """A risk that was never reviewed counts from the day it was written down."""
    day_of = scope.moment.calendar.day_of
    for row in scope.store.rows(_RISKS, (scope.ids,)):
        project_id, title, probability, impact, left, left_impact, cost, state, review, created = row
        facts[project_id].risks.append(
            Risk(
                title=title,
                probability=probability,
                impact=impact,
                residual_probability=left,
                residual_impact=left_impact,
                cost=cost,
                currency=currencies.get(project_id, ""),
                is_open=state == "open",
                reviewed=day_from(review) or day_of(created),
            )
        )


def _add_client(scope: Scope, facts: defaultdict[int, PlanFacts]) -> None:
    today = scope.moment.today.isoformat()
    for project_id, day, csat, nps, state, text in scope.store.rows(_CLIENT, (today, scope.ids, scope.ids)):
        one = facts[project_id]
        if state is not None:
            one.promises.append(Promise(text, state, day_from(day)))
            continue
        if csat is not None:
            one.csat.append((date.fromisoformat(day), csat))
        if nps is not None:
            one.nps.append((date.fromisoformat(day), nps))


class _Worker:
    """A person's time in the weeks to come."""

    def __init__(self) -> None:
        self.name = ""
        self.capacity = 0.0
        self.allocations: list[Allocation] = []
        self.absences: list[tuple[date, date]] = []
        self.projects: set[int] = set()


Utilization = Callable[
    [float, tuple[tuple[date, date], ...], tuple[Allocation, ...], date], tuple[WeekLoad, ...]
]


def _weeks(
    capacity: float, absences: tuple[tuple[date, date], ...], allocations: tuple[Allocation, ...], first: date
) -> tuple[WeekLoad, ...]:
    return utilization(capacity, absences, allocations, first, PEOPLE_WEEKS)


def project_loads(scope: Scope, weeks_of: Utilization = _weeks) -> dict[int, tuple[Load, ...]]:
    """Project id -> the loads of its people over the next four weeks, all their projects counted; one
    query."""
    first, workers = _busy(scope)
    loads: defaultdict[int, list[Load]] = defaultdict(list)
    for _, worker in sorted(workers.items()):
        weeks = weeks_of(worker.capacity, tuple(worker.absences), tuple(worker.allocations), first)
        for project_id in worker.projects:
            loads[project_id].extend((worker.name, week) for week in weeks)
    return {project_id: tuple(found) for project_id, found in loads.items()}


def person_loads(scope: Scope) -> dict[int, tuple[WeekLoad, ...]]:
    """Person id -> the next four weeks, all their projects counted; one query."""
    first, workers = _busy(scope)
    return {
        person_id: _weeks(worker.capacity, tuple(worker.absences), tuple(worker.allocations), first)
        for person_id, worker in workers.items()
    }


def _busy(scope: Scope) -> tuple[date, dict[int, _Worker]]:
    """This week's Monday, and who has work or is absent within the weeks from there on."""
    first = week_of(scope.moment.today)
    last = day_after(first, 7 * PEOPLE_WEEKS - 1)
    window = (last.isoformat(), first.isoformat())
    return first, _workers(scope.store.rows(_TIME, (scope.ids, *window, *window)))


def _workers(rows: Iterable[tuple[Any, ...]]) -> dict[int, _Worker]:
    workers: defaultdict[int, _Worker] = defaultdict(_Worker)
    for person_id, name, capacity, project_id, percent, starts, ends, key in rows:
        worker = workers[person_id]
        if project_id is None:
            worker.absences.append((date.fromisoformat(starts), date.fromisoformat(ends)))
            continue
        worker.name, worker.capacity = name, capacity
        worker.allocations.append(Allocation(percent, day_from(starts), day_from(ends), key))
        worker.projects.add(project_id)
    return workers
