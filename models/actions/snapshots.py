"""The numbers of each project, written down once a day and never rewritten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from models.portfolio import Portfolio
from models.store.tables import Project, Snapshot

RECORDER = "pmboard"
"""The author of snapshots: nobody took them by hand, so nobody's undo takes them back."""


def record(p: Portfolio, numbers: Mapping[int, Mapping[str, object]]) -> int:
    """Write today's numbers (JSON values) of the projects that have none yet today; return how many were
    written.

    Two sessions may do so at once: each project gets one row.
    """
    day = p.today().isoformat()
    if not set(numbers) - {project for (project,) in p.store.rows(_of_day(day))}:
        return 0
    with p.store.change(RECORDER, p.session, p.now_ms(), "snapshot.record", wait=p.patience) as change:
        there = {project for (project,) in change.rows(_of_day(day))}
        known = {
            project for (project,) in change.rows(Project.select(Project.id).where(Project.removed == 0))
        }
        missing = [project for project in sorted(numbers) if project in known and project not in there]
        for project in missing:
            packed = json.dumps(numbers[project], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            change.create(Snapshot, project=project, day=day, numbers=packed)
        if missing:
            change.summary(f"numbers of {day} written down")
    return len(missing)


def _of_day(day: str) -> Any:
    return Snapshot.select(Snapshot.project).where((Snapshot.day == day) & (Snapshot.removed == 0))
