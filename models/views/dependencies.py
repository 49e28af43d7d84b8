"""Cards that wait for a card of another project, and which of them will wait too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from models.measures.answers import NoAnswer
from models.measures.attention import Dependency
from models.measures.schedule import latest_date
from models.views.delivery_cache import Entry
from models.views.scope import Moment, Scope, day_from

# From the links to their cards (CROSS JOIN keeps that order): there are far fewer links than cards.
_WAITING = """
SELECT c.project_id, s.key || '-' || c.number, coalesce(c.due, cm.due), c.started_at,
       o.project_id, t.key || '-' || o.number, o.due, o.milestone_id, om.due
FROM card_link l
     CROSS JOIN card c ON c.id = l.card_id JOIN project s ON s.id = c.project_id
     JOIN board_column ck ON ck.id = c.column_id LEFT JOIN milestone cm ON cm.id = c.milestone_id
     JOIN card o ON o.id = l.other_id JOIN project t ON t.id = o.project_id
     JOIN board_column ok ON ok.id = o.column_id LEFT JOIN milestone om ON om.id = o.milestone_id
WHERE l.removed = 0 AND l.kind = 'depends' AND c.project_id <> o.project_id
  AND c.removed = 0 AND (c.archived_at IS NULL OR c.archived_at > ?)
  AND (c.finished_at > ? OR (c.finished_at IS NULL AND ck.kind NOT IN ('done', 'dropped')))
  AND o.removed = 0 AND (o.archived_at IS NULL OR o.archived_at > ?)
  AND (o.finished_at > ? OR (o.finished_at IS NULL AND ok.kind NOT IN ('done', 'dropped')))
  AND c.project_id IN (SELECT value FROM json_each(?))
ORDER BY c.project_id, c.number, o.project_id, o.number
"""


class Waiting(NamedTuple):
    """An unfinished card, and the unfinished card of another project that it depends on."""

    successor: str
    starts: date
    begun: bool
    predecessor: str
    predecessor_project: int
    due: date | None
    milestone: int | None
    milestone_due: date | None


def waiting(scope: Scope) -> dict[int, list[Waiting]]:
    """The waiting cards of each project; one query.

    A card starts when it was started; else it has to by its due date, or its milestone's. Without any of
    these there is nothing to be late for.
    """
    now = scope.moment.now_ms
    found: defaultdict[int, list[Waiting]] = defaultdict(list)
    for row in scope.store.rows(_WAITING, (now, now, now, now, scope.ids)):
        (
            project_id,
            successor,
            due,
            started,
            other_project,
            predecessor,
            other_due,
            milestone,
            milestone_due,
        ) = row
        begun = started is not None and started <= now
        starts = scope.moment.calendar.day_of(started) if begun else day_from(due)
        if starts is not None:
            found[project_id].append(
                Waiting(
                    successor,
                    starts,
                    begun,
                    predecessor,
                    other_project,
                    day_from(other_due),
                    milestone,
                    day_from(milestone_due),
                )
            )
    return found


def dependency(moment: Moment, one: Waiting, judged: Mapping[int, Entry]) -> Dependency | None:
    """The dates of a waiting card; None when nobody knows when the other one ends.

    The other card ends with the forecast of its milestone, else on its own date or its milestone's, else
    with its whole project; never before today.
    """
    entry = judged.get(one.predecessor_project)
    p85 = entry.ends.get(one.milestone) if entry is not None and one.milestone is not None else None
    planned = one.due or one.milestone_due or (entry.end if entry is not None else None)
    end = latest_date(p85, planned, moment.today)
    if isinstance(end, NoAnswer):
        return None
    return Dependency(one.predecessor, end[0], one.successor, one.starts, one.begun)
