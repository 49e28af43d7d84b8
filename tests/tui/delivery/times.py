"""Projects on a calendar, for tests: what is not given is unknown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from models.views.delivery import DeliveryView
from models.views.timeline import Conflict, TimelineMilestone, TimelineProject, TimelineView

TODAY = date(2026, 11, 23)
"""A Monday."""


def day(text: str | None) -> date | None:
    """``12-05`` is in 2026; else an ISO date."""
    if text is None:
        return None
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def project(
    start: str | None = None, target: str | None = None, expected: str | None = None, **fields: Any
) -> TimelineProject:
    for name in ("baseline", "finished", "p85"):
        fields[name] = day(fields.get(name))
    values: dict[str, Any] = {
        "id": 1, "key": "ATLAS", "name": "Ledger", "state": "active", "health": "G", "progress": None,
        "start": day(start), "target": day(target), "expected": day(expected) or fields["finished"],
        "milestones": (), "waits": (), "holds_up": (),
    }  # fmt: skip
    return TimelineProject(**{**values, **fields})


def milestone(on: str, state: str = "open", *, promised: bool = False, **fields: Any) -> TimelineMilestone:
    when = day(on)
    assert when is not None
    values: dict[str, Any] = {
        "id": 1, "name": "UAT", "day": when, "due": when, "baseline": None,
        "done": when if state == "done" else None, "forecast": None, "commitment": promised,
        "late": state == "late",
    }  # fmt: skip
    return TimelineMilestone(**{**values, **fields})


def conflict(ends: str, starts: str) -> Conflict:
    end, start = day(ends), day(starts)
    assert end is not None
    assert start is not None
    days = (end - start).days
    return Conflict("BORA-1", end, "ATLAS-2", start, days, f"BORA-1 ends after ATLAS-2 starts (+{days} d)")


def timeline(*projects: TimelineProject) -> TimelineView:
    return TimelineView(TODAY, int(datetime(2026, 11, 23, 10, 42).timestamp() * 1000), projects, 1)


def planned(view: DeliveryView, ids: Collection[int] | None = None) -> TimelineView:
    """Dates for the rows of a view: 200 days before the target, some marks, ATLAS waits for BORA."""
    projects = []
    for row in view.rows:
        if ids is not None and row.id not in ids:
            continue
        marks = (
            (
                milestone("11-04", "done", id=row.id * 10),
                milestone("2027-02-03", "late", promised=True, id=row.id * 10 + 1, name="UAT starts",
                          forecast=day("2027-02-17")),
            )
            if row.id % 3 == 1
            else ()
        )  # fmt: skip
        projects.append(
            TimelineProject(
                id=row.id,
                key=row.key,
                name=row.name,
                state=row.state,
                health=row.health,
                progress=row.progress,
                start=row.target - timedelta(days=200) if row.target else None,
                target=row.target,
                baseline=row.target - timedelta(days=14) if row.target and row.slip_days else None,
                p85=row.p85,
                finished=None,
                expected=row.p85 or row.target,
                milestones=marks,
                waits=(conflict("2027-01-12", "12-01"),) if row.key == "ATLAS" else (),
                holds_up=(conflict("2027-01-12", "12-01"),) if row.key == "BORA" else (),
            )
        )
    return timeline(*projects)
