"""The values of the timeline: what stands on the calendar for each project."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class TimelineMilestone(NamedTuple):
    """A milestone; one that was reached after today is still open."""

    id: int
    name: str
    day: date
    """Where it stands: the day it was reached, else the one it is due on."""
    due: date | None
    baseline: date | None
    done: date | None
    forecast: date | None
    """The day that it is now expected on; None where nobody can tell."""
    commitment: bool
    late: bool
    """Open, and overdue or forecast after its due date."""


class Conflict(NamedTuple):
    """A card that waits for a card of another project which ends after it starts."""

    predecessor: str
    ends: date
    successor: str
    starts: date
    days: int
    """From the start of the one to the end of the other."""
    sentence: str


class TimelineProject(NamedTuple):
    """One project on the calendar. Dates that nobody knows are None."""

    id: int
    key: str
    name: str
    state: str
    health: str
    progress: float | None
    """The share that is done, 0 to 1."""
    start: date | None
    """As planned, else of the first approved plan that has one."""
    target: date | None
    """The date that is planned now."""
    baseline: date | None
    """The target of the first approved plan that has one."""
    p85: date | None
    finished: date | None
    """The day on which it really ended; None while work is left."""
    expected: date | None
    """When it ends now: finished, else p85 or target, never before today; None for what was given up."""
    milestones: tuple[TimelineMilestone, ...]
    """By their day; without those that have none."""
    waits: tuple[Conflict, ...]
    """Its cards that start too early for another project, worst first."""
    holds_up: tuple[Conflict, ...]
    """Its cards that end too late for another project, worst first."""


class TimelineView(NamedTuple):
    """Every project in use on one calendar, by key; grouping, order and filter are those of the table."""

    today: date
    now_ms: int
    projects: tuple[TimelineProject, ...]
    last_sequence: int
