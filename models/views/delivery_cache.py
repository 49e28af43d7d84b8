"""What was judged before and still holds: so that a change in one project costs one project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from models.measures.attention import Dependency, ProjectFacts
from models.measures.earned_value import EarnedValue
from models.measures.forecast import RULE_VERSION
from models.measures.people import Allocation, WeekLoad, utilization
from models.portfolio import Portfolio
from models.store.database import Store
from models.views.delivery_values import Attention, ProjectRow
from models.views.plan_facts import PEOPLE_WEEKS, Load, Project
from models.views.scope import Moment

_CHANGED = "SELECT DISTINCT project, entity = 'setting' FROM event WHERE seq > ? AND seq <= ?"


@dataclass(slots=True)
class Entry:
    """A judged project, and what it was judged from besides its own events."""

    project: Project
    loads: tuple[Load, ...]
    judged_ms: int
    good_until_ms: int
    row: ProjectRow
    facts: ProjectFacts | None
    """None for a project that is not active."""
    earned: EarnedValue | None
    ends: dict[int, date]
    """Milestone id -> the date that it is now expected on."""
    end: date | None
    """The date that the whole project is now expected on."""
    finished: date | None = None
    """The day on which it really ended."""
    dependencies: tuple[Dependency, ...] | None = None
    """Those that ``attention`` was worked out with; None: it was not yet."""
    attention: Attention | None = None

    def holds(self, project: Project, loads: tuple[Load, ...], now_ms: int) -> bool:
        """Whether it would be judged the same now."""
        return (
            self.judged_ms <= now_ms < self.good_until_ms and self.project == project and self.loads == loads
        )


class DeliveryCache:
    """The judged projects of one store, by (project, last event, day, rule version).

    An event drops its project; a new day, zone or rule version drops all; names, costs to date and the
    time of shared people are compared, since they change with events of other projects or of none.
    """

    def __init__(self) -> None:
        self.entries: dict[int, Entry] = {}
        self._key: tuple[date, str, int] | None = None
        self._sequence = 0
        self._weeks: dict[tuple[object, ...], tuple[WeekLoad, ...]] = {}

    def refresh(self, store: Store, moment: Moment, sequence: int) -> None:
        """Forget what events up to ``sequence``, the day or the rules made old; one query."""
        key = (moment.today, moment.calendar.name, RULE_VERSION)
        changed = store.rows(_CHANGED, (self._sequence, sequence))
        if key != self._key or sequence < self._sequence or any(everywhere for _, everywhere in changed):
            self.entries.clear()
            self._weeks.clear()
        for project_id, _ in changed:
            self.entries.pop(project_id, None)
        self._key, self._sequence = key, sequence

    def weeks_of(
        self,
        capacity: float,
        absences: tuple[tuple[date, date], ...],
        allocations: tuple[Allocation, ...],
        first: date,
    ) -> tuple[WeekLoad, ...]:
        """A person's next four weeks."""
        key = (capacity, absences, allocations, first)
        known = self._weeks.get(key)
        if known is None:
            known = self._weeks[key] = utilization(capacity, absences, allocations, first, PEOPLE_WEEKS)
        return known

    def missing(
        self, projects: Iterable[Project], loads: dict[int, tuple[Load, ...]], now_ms: int
    ) -> list[Project]:
        """The projects that have to be judged."""
        return [
            project
            for project in projects
            if (entry := self.entries.get(project.id)) is None
            or not entry.holds(project, loads.get(project.id, ()), now_ms)
        ]


_CACHES: WeakKeyDictionary[Store, DeliveryCache] = WeakKeyDictionary()


def cache_of(p: Portfolio) -> DeliveryCache:
    """The cache of an open portfolio: it lives as long as its store."""
    found = _CACHES.get(p.store)
    if found is None:
        found = _CACHES[p.store] = DeliveryCache()
    return found
