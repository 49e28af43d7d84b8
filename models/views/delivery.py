"""The delivery screen: every project with its computed numbers, grouped, and what needs attention first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.measures.answers import NoAnswer
from models.measures.attention import Dependency, Finding, ProjectFacts, findings
from models.measures.earned_value import EarnedValue
from models.measures.schedule import latest_date
from models.portfolio import Portfolio
from models.views.card_facts import CardFacts, card_facts, count_cards
from models.views.delivery_cache import DeliveryCache, Entry, cache_of
from models.views.delivery_values import (
    Attention,
    DeliveryView,
    Group,
    Judgment,
    NextMilestone,
    ProjectRow,
    Promised,
    Statement,
)
from models.views.dependencies import dependency, waiting
from models.views.groups import Grouping, grouped
from models.views.judging import ACTIVE, Judged, judge
from models.views.names import NotFound, find_project
from models.views.plan_facts import Load, Project, add_words, judged_facts, project_loads, projects_in_scope
from models.views.rows import SCALE, attention_facts, first_row, row_of
from models.views.scope import Moment, Scope, ids_text

__all__ = [
    "Attention",
    "DeliveryCache",
    "DeliveryView",
    "EntriesInUse",
    "Group",
    "Grouping",
    "Judgment",
    "NextMilestone",
    "ProjectRow",
    "Promised",
    "Reasons",
    "Statement",
    "delivery",
    "delivery_first",
    "delivery_rows",
    "entries",
    "entries_in_use",
    "grouped",
    "judged_alone",
    "reasons",
]


def delivery(p: Portfolio, cache: DeliveryCache | None = None) -> DeliveryView:
    """Every project in use with all its numbers, as of the portfolio's clock, and what needs attention.

    Judges only what the cache does not hold. ``cache``: the store's own one unless another is handed in.
    """
    with p.store.snapshot():
        judged = entries_in_use(p, cache)
        attention = _attention(judged.scope, judged.cache, judged.entries)
    moment = judged.scope.moment
    rows = tuple(entry.row for entry in judged.entries)
    return DeliveryView(moment.today, moment.now_ms, rows, attention, judged.sequence)


class EntriesInUse(NamedTuple):
    """Every project in use, judged, by key; ``cache`` holds these and others that cards may wait for."""

    scope: Scope
    cache: DeliveryCache
    entries: list[Entry]
    sequence: int


def entries_in_use(p: Portfolio, cache: DeliveryCache | None = None) -> EntriesInUse:
    """The judged projects behind delivery; to be called within a snapshot. Judges what the cache lacks."""
    moment = Moment.of(p)
    known = cache_of(p) if cache is None else cache
    sequence = p.store.last_sequence()
    known.refresh(p.store, moment, sequence)
    every = Scope(p.store, moment, _all_ids(p))
    return EntriesInUse(every, known, _fill(every, known, projects_in_scope(every)), sequence)


def delivery_first(p: Portfolio, cache: DeliveryCache | None = None) -> DeliveryView:
    """The first look: names and counts of every project, judged numbers where the cache holds them; few
    queries.

    ``complete`` says whether all were known; nothing is in ``attention`` while they are not.
    """
    moment = Moment.of(p)
    known = cache_of(p) if cache is None else cache
    with p.store.snapshot():
        sequence = p.store.last_sequence()
        known.refresh(p.store, moment, sequence)
        every = Scope(p.store, moment, _all_ids(p))
        projects = projects_in_scope(every)
        loads = project_loads(every, known.weeks_of)
        waiting = {project.id for project in known.missing(projects, loads, moment.now_ms)}
        if not waiting:
            judged = [known.entries[project.id] for project in projects]
            attention = _attention(every, known, judged)
            return DeliveryView(
                moment.today, moment.now_ms, tuple(entry.row for entry in judged), attention, sequence
            )
        counts = count_cards(every)
    rows = tuple(
        first_row(project, counts.get(project.id, _NO_CARDS))
        if project.id in waiting
        else known.entries[project.id].row
        for project in projects
    )
    return DeliveryView(moment.today, moment.now_ms, rows, (), sequence, complete=False)


def delivery_rows(
    p: Portfolio, project_ids: Iterable[int], cache: DeliveryCache | None = None
) -> tuple[ProjectRow, ...]:
    """Judge these projects, the visible ones first, into the cache; by key. Unknown and archived ones are
    left out."""
    return tuple(entry.row for entry in entries(p, project_ids, cache))


def entries(
    p: Portfolio, project_ids: Iterable[int], cache: DeliveryCache | None = None
) -> tuple[Entry, ...]:
    """The judged projects behind delivery_rows, with what a row does not show."""
    moment = Moment.of(p)
    known = cache_of(p) if cache is None else cache
    with p.store.snapshot():
        known.refresh(p.store, moment, p.store.last_sequence())
        scope = Scope(p.store, moment, ids_text(project_ids))
        return tuple(_fill(scope, known, projects_in_scope(scope)))


_NO_CARDS = CardFacts()
_ALL_IDS = (
    "SELECT json_group_array(id) FROM project WHERE removed = 0 AND (archived_at IS NULL OR archived_at > ?)"
)


def _all_ids(p: Portfolio) -> str:
    return str(p.store.rows(_ALL_IDS, (p.now_ms(),))[0][0])


def _fill(scope: Scope, cache: DeliveryCache, projects: Sequence[Project]) -> list[Entry]:
    """Judge what is missing, and return the entries of the projects in their order."""
    loads = project_loads(scope, cache.weeks_of)
    missing = cache.missing(projects, loads, scope.moment.now_ms)
    if missing:
        narrow = scope._replace(ids=ids_text(project.id for project in missing))
        for judged in judge_projects(narrow, missing, loads):
            cache.entries[judged.project.id] = _entry(scope.moment, judged)
    return [cache.entries[project.id] for project in projects]


def judge_projects(
    scope: Scope, read: Sequence[Project], loads: Mapping[int, tuple[Load, ...]]
) -> Iterator[Judged]:
    """Read the facts of the projects and judge them; a fixed number of queries."""
    plans = judged_facts(scope, read, loads)
    add_words(scope, plans)
    kinds = {column.id: column.kind for plan in plans.values() for column in plan.columns}
    cards = card_facts(scope, kinds)
    return judge(
        scope.moment, [(project, cards.get(project.id) or CardFacts(), plans[project.id]) for project in read]
    )


def _entry(moment: Moment, judged: Judged) -> Entry:
    end = latest_date(judged.p85, judged.target, moment.today)
    return Entry(
        project=judged.project,
        loads=judged.plan.loads,
        judged_ms=moment.now_ms,
        good_until_ms=judged.good_until_ms,
        row=row_of(moment, judged),
        facts=attention_facts(moment, judged) if judged.project.state == ACTIVE else None,
        earned=judged.earned if isinstance(judged.earned, EarnedValue) else None,
        ends=judged.ends,
        end=None if isinstance(end, NoAnswer) else end[0],
        finished=judged.finished,
    )


def _attention(scope: Scope, cache: DeliveryCache, judged: Sequence[Entry]) -> tuple[Attention, ...]:
    """A line for each project that needs somebody, worst first; one query."""
    waits = waiting(scope)
    lines = []
    for entry in judged:
        if entry.facts is None:
            continue
        found = (dependency(scope.moment, one, cache.entries) for one in waits.get(entry.project.id, ()))
        dependencies = tuple(one for one in found if one is not None)
        if entry.dependencies != dependencies:
            entry.attention = _line(entry.project, entry.facts, dependencies, scope.moment.today)
            entry.dependencies = dependencies
        if entry.attention is not None:
            lines.append(entry.attention)
    return tuple(sorted(lines, key=lambda line: (-line.severity, line.project_key)))


def _line(
    project: Project, facts: ProjectFacts, dependencies: tuple[Dependency, ...], today: date
) -> Attention | None:
    found = findings(facts._replace(dependencies=dependencies), today)
    if not found:
        return None
    repeated = [one for one in found[1:] if found[0].sentence.startswith(one.sentence)]
    told = [one for one in found if one not in repeated]
    return Attention(
        project_id=project.id,
        project_key=project.key,
        sentence=found[0].sentence,
        dimension=found[0].dimension,
        more=len(told) - 1,
        severity=round(found[0].severity * SCALE),
        all=tuple(one.sentence for one in told),
        card=_card(found[0], facts, dependencies),
        rules=tuple((one.rule, one.dimension) for one in (*told, *repeated)),
    )


def _card(worst: Finding, facts: ProjectFacts, dependencies: tuple[Dependency, ...]) -> str:
    """The card that a finding names: what is to be done about it is done there."""
    if worst.rule == "card blocked":
        return max(facts.blocked, key=lambda card: card.days).card
    if worst.rule == "predecessor late":
        return max(dependencies, key=lambda link: link.ends - link.starts).successor
    return ""


class Reasons(NamedTuple):
    """Why a project is judged as it is, and all that needs somebody there."""

    row: ProjectRow
    attention: Attention | None
    today: date


def reasons(p: Portfolio, project_key: str, cache: DeliveryCache | None = None) -> Reasons:
    """What the delivery screen tells of one project, judging no other than those that its cards wait for.

    Raises NotFound.
    """
    project = find_project(p, project_key)
    alone = judged_alone(p, project.id, cache)
    if alone is None:
        raise NotFound(f"project {project.key} is archived")
    entry, attention = alone
    return Reasons(entry.row, attention, Moment.of(p).today)


def judged_alone(
    p: Portfolio, project_id: int, cache: DeliveryCache | None = None
) -> tuple[Entry, Attention | None] | None:
    """One project as the delivery screen judges it, and every rule that fires there; None: it is archived.

    Of the other projects only those are judged that its cards wait for.
    """
    moment = Moment.of(p)
    known = cache_of(p) if cache is None else cache
    with p.store.snapshot():
        known.refresh(p.store, moment, p.store.last_sequence())
        scope = Scope(p.store, moment, ids_text([project_id]))
        judged = _fill(scope, known, projects_in_scope(scope))
        if not judged:
            return None
        others = {one.predecessor_project for one in waiting(scope).get(project_id, ())}
        if others:
            wider = scope._replace(ids=ids_text(sorted(others)))
            _fill(wider, known, projects_in_scope(wider))
        attention = _attention(scope, known, judged)
    return judged[0], attention[0] if attention else None
