"""When each open milestone of one project is expected: the delivery screen asks only for the next one and
for commitments, the project page for all of them."""

from __future__ import annotations

from datetime import date

from models.measures.flow import finishes_by_day
from models.measures.forecast import Forecast, forecast_many, remaining_by_milestone, samples
from models.views.card_facts import CardFacts, card_facts
from models.views.judging import ACTIVE
from models.views.plan_facts import Project
from models.views.scope import Scope, day_from

_OPEN = """
SELECT m.id, m.due FROM milestone m WHERE m.project_id = ? AND m.removed = 0 AND m.archived_at IS NULL
  AND (m.done IS NULL OR m.done > ?)
"""
_KINDS = "SELECT id, kind FROM board_column WHERE project_id = ? AND removed = 0"


def milestone_forecasts(scope: Scope, project: Project) -> dict[int, date]:
    """Milestone id -> p85, for every open milestone that open cards are bound to; a fixed number of queries.

    The work of a milestone is its own open cards and those of the milestones due before it (MEASURES.md).
    Empty for a project that is not active, and where the pace is not known.
    """
    store, moment = scope.store, scope.moment
    left = store.rows(_OPEN, (project.id, moment.today.isoformat())) if project.state == ACTIVE else []
    if not left:
        return {}
    kinds: dict[int, str] = dict(store.rows(_KINDS, (project.id,)))
    cards = card_facts(scope, kinds).get(project.id) or CardFacts()
    bound = [milestone for milestone, _ in left if cards.milestone_open.get(milestone)]
    if not bound:
        return {}
    first = moment.calendar.day_of(cards.first_move_ms) if cards.first_move_ms is not None else None
    taken = samples(finishes_by_day(cards.finished, moment.calendar), first, moment.today)
    remaining = remaining_by_milestone(
        [(milestone, day_from(due), cards.milestone_open.get(milestone, 0)) for milestone, due in left]
    )
    found = forecast_many([(taken, remaining[milestone]) for milestone in bound], moment.today)
    return {
        milestone: likely.p85
        for milestone, likely in zip(bound, found, strict=True)
        if isinstance(likely, Forecast) and isinstance(likely.p85, date)
    }
