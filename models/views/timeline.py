"""The timeline: every project and milestone on one calendar, and where projects wait for one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.portfolio import Portfolio
from models.views.delivery import entries, entries_in_use
from models.views.delivery_cache import DeliveryCache, Entry
from models.views.dependencies import dependency, waiting
from models.views.scope import Moment, Scope, day_from, ids_text
from models.views.timeline_values import Conflict, TimelineMilestone, TimelineProject, TimelineView

__all__ = ["Conflict", "TimelineMilestone", "TimelineProject", "TimelineView", "timeline", "timeline_first"]

_GIVEN_UP = ("finished", "cancelled")
_DATES = """
SELECT project_id, 0, CASE WHEN done <= ? THEN done ELSE due END, id, name, due, baseline, done, commitment
FROM milestone
WHERE removed = 0 AND archived_at IS NULL AND project_id IN (SELECT value FROM json_each(?))
UNION ALL
SELECT project_id, 1, approved, id, NULL, start, target, NULL, 0 FROM baseline
WHERE removed = 0 AND archived_at IS NULL AND approved <= ? AND project_id IN (SELECT value FROM json_each(?))
ORDER BY 1, 2, 3, 4
"""


@dataclass(slots=True)
class _Dates:
    """What is planned for one project besides its own row."""

    milestones: list[TimelineMilestone] = field(default_factory=list)
    start: date | None = None
    target: date | None = None


_NO_DATES = _Dates()


def timeline(p: Portfolio, cache: DeliveryCache | None = None) -> TimelineView:
    """Every project in use with its dates, as of the portfolio's clock; two queries more than `delivery`.

    Judges only what the cache does not hold. ``cache``: the store's own one unless another is handed in.
    """
    with p.store.snapshot():
        scope, known, judged, sequence = entries_in_use(p, cache)
        dates = _dates(scope, judged)
        late = _conflicts(scope, judged, known.entries)
    return _view(scope, judged, dates, late, sequence)


def timeline_first(
    p: Portfolio, project_ids: Iterable[int], cache: DeliveryCache | None = None
) -> TimelineView:
    """These projects with their dates, the ones in view before all are judged; what they wait for follows."""
    ids = tuple(project_ids)
    with p.store.snapshot():
        judged = entries(p, ids, cache)
        scope = Scope(p.store, Moment.of(p), ids_text(ids))
        return _view(scope, judged, _dates(scope, judged), (), p.store.last_sequence())


def _view(
    scope: Scope,
    judged: Iterable[Entry],
    dates: Mapping[int, _Dates],
    late: Iterable[tuple[int, int, Conflict]],
    sequence: int,
) -> TimelineView:
    waits: defaultdict[int, list[Conflict]] = defaultdict(list)
    holds_up: defaultdict[int, list[Conflict]] = defaultdict(list)
    for successor, predecessor, conflict in sorted(late, key=lambda one: (-one[2].days, one[2].successor)):
        waits[successor].append(conflict)
        holds_up[predecessor].append(conflict)
    moment = scope.moment
    projects = tuple(
        _project(
            entry,
            dates.get(entry.project.id, _NO_DATES),
            waits.get(entry.project.id, ()),
            holds_up.get(entry.project.id, ()),
        )
        for entry in judged
    )
    return TimelineView(moment.today, moment.now_ms, projects, sequence)


def _project(
    entry: Entry, dates: _Dates, waits: Sequence[Conflict], holds_up: Sequence[Conflict]
) -> TimelineProject:
    project, row = entry.project, entry.row
    unfinished = None if project.state in _GIVEN_UP else entry.end
    return TimelineProject(
        id=project.id,
        key=project.key,
        name=project.name,
        state=project.state,
        health=row.health,
        progress=row.progress,
        start=day_from(project.start) or dates.start,
        target=row.target,
        baseline=dates.target,
        p85=row.p85,
        finished=entry.finished,
        expected=entry.finished or unfinished,
        milestones=tuple(dates.milestones),
        waits=tuple(waits),
        holds_up=tuple(holds_up),
    )


def _dates(scope: Scope, judged: Iterable[Entry]) -> Mapping[int, _Dates]:
    """Milestones by their day, and what the approved plans said first; one query."""
    today = scope.moment.today
    ends = {entry.project.id: entry.ends for entry in judged}
    found: defaultdict[int, _Dates] = defaultdict(_Dates)
    params = (today.isoformat(), scope.ids, today.isoformat(), scope.ids)
    for project_id, approved, day, row_id, name, first, second, done, commitment in scope.store.rows(
        _DATES, params
    ):
        one = found[project_id]
        if approved:
            one.start = one.start or day_from(first)
            one.target = one.target or day_from(second)
            continue
        if day is None:
            continue
        forecast = ends.get(project_id, {}).get(row_id)
        one.milestones.append(
            _milestone(row_id, name, day_from(first), day_from(second), done, forecast, commitment, today)
        )
    return found


def _milestone(
    row_id: int,
    name: str,
    due: date | None,
    baseline: date | None,
    done_text: str | None,
    forecast: date | None,
    commitment: int,
    today: date,
) -> TimelineMilestone:
    done = day_from(done_text)
    reached = done if done is not None and done <= today else None
    late = reached is None and due is not None and (due < today or (forecast is not None and forecast > due))
    day = reached or due or today
    return TimelineMilestone(row_id, name, day, due, baseline, reached, forecast, bool(commitment), late)


def _conflicts(
    scope: Scope, judged: Iterable[Entry], known: Mapping[int, Entry]
) -> list[tuple[int, int, Conflict]]:
    """(waiting project, project waited for, conflict) of active projects; one query."""
    waits = waiting(scope)
    today = scope.moment.today
    found = []
    for entry in judged:
        if entry.facts is None:
            continue
        for one in waits.get(entry.project.id, ()):
            link = dependency(scope.moment, one, known)
            if link is None or link.ends <= link.starts:
                continue
            days = (link.ends - link.starts).days
            sentence = link.sentence(today)
            conflict = Conflict(link.predecessor, link.ends, link.successor, link.starts, days, sentence)
            found.append((entry.project.id, one.predecessor_project, conflict))
    return found
