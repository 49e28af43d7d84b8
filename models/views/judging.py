"""Judge projects: from the facts that the queries brought to every number, through the measures alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from models.measures.answers import NoAnswer, Reason
from models.measures.days import DAY_MS, day_after, elapsed_days
from models.measures.earned_value import EarnedValue, Plan, earned_value
from models.measures.flow import finishes_by_day, service_level, throughput_by_week
from models.measures.forecast import Forecast, Samples, forecast_many, remaining_by_milestone, samples
from models.measures.health import (
    ComputedHealth,
    FlowFacts,
    computed_health,
    judge_client,
    judge_cost,
    judge_flow,
    judge_people,
    judge_risk,
    judge_schedule,
)
from models.measures.progress import Progress, percent_complete
from models.measures.satisfaction import csat, expectations
from models.measures.schedule import Slip, due_at_the_end, judged_target, slip, without_forecast
from models.measures.thresholds import DEFAULTS, Thresholds, stored, thresholds
from models.views.card_facts import CardFacts
from models.views.plan_facts import TREND_WEEKS, MilestonePlan, PlanFacts, Project, Promise
from models.views.scope import Moment, day_from

ACTIVE = "active"
_BATCH = 500
UNHEALTHY_BLOCK_DAYS = 5


class MilestoneOutlook(NamedTuple):
    """A milestone that is not done, with a due date.

    ``p85`` of its own open cards and earlier ones; of the whole project where it has none and is due at its
    end.
    """

    plan: MilestonePlan
    due: date
    p85: date | NoAnswer | None


class PromiseOutlook(NamedTuple):
    """An expectation; ``p85``: of all the project's work where it is due at its end, else nobody knows."""

    plan: Promise
    p85: date | NoAnswer | None


class Judged(NamedTuple):
    """One project with everything that was computed about it."""

    project: Project
    cards: CardFacts
    plan: PlanFacts
    progress: Progress | NoAnswer
    target: date | None
    finished: date | None
    likely: Forecast | NoAnswer
    slip: Slip | NoAnswer
    earned: EarnedValue | NoAnswer
    sle_days: float | NoAnswer
    milestones: tuple[MilestoneOutlook, ...]
    ends: dict[int, date]
    """Milestone id -> the day that it is now expected on, of those without a due date too."""
    promises: tuple[PromiseOutlook, ...]
    health: ComputedHealth
    trend_finished: tuple[int, ...]
    good_until_ms: int
    """Until then nothing changes by the passing of time alone, within the day."""

    @property
    def p85(self) -> date | NoAnswer:
        """The forecast date of the project."""
        return self.likely if isinstance(self.likely, NoAnswer) else self.likely.p85


@lru_cache(maxsize=256)
def limits_of(text: str | None) -> Thresholds:
    """The limits of a project from its row; the defaults when it overrides none."""
    return thresholds(stored(text)) if text else DEFAULTS


_NO_WORK = "no open work"
"""Said of a project that had cards, all of which were dropped."""


class _Asked(NamedTuple):
    """What has to be forecast for one project: itself first, then its milestones by id."""

    taken: Samples | NoAnswer
    finishes: dict[date, int]
    remaining: int
    milestones: tuple[tuple[int, int], ...]


def judge(moment: Moment, facts: Iterable[tuple[Project, CardFacts, PlanFacts]]) -> Iterator[Judged]:
    """Judge each project, in the order given.

    Forecasts are made for a batch together, which is quicker; by batches, since their curves are large.
    """
    left = iter(facts)
    while batch := list(islice(left, _BATCH)):
        yield from _judge_batch(moment, batch)


def _judge_batch(moment: Moment, batch: Sequence[tuple[Project, CardFacts, PlanFacts]]) -> Iterator[Judged]:
    asked = [_asked(moment, project, cards, plan) for project, cards, plan in batch]
    wanted = [(one.taken, n) for one in asked for n in (one.remaining, *(n for _, n in one.milestones))]
    forecasts = iter(forecast_many(wanted, moment.today))
    for (project, cards, plan), one in zip(batch, asked, strict=True):
        likely = next(forecasts)
        milestones = {milestone_id: next(forecasts) for milestone_id, _ in one.milestones}
        yield _judge_one(moment, project, cards, plan, one, likely, milestones)


def _asked(moment: Moment, project: Project, cards: CardFacts, plan: PlanFacts) -> _Asked:
    calendar = moment.calendar
    finishes = finishes_by_day(cards.finished, calendar)
    first = calendar.day_of(cards.first_move_ms) if cards.first_move_ms is not None else None
    taken = samples(finishes, first, moment.today)
    if project.state != ACTIVE:
        nothing = NoAnswer(Reason.CANNOT_FORECAST, project.state)
        return _Asked(nothing, finishes, cards.open_cards, ())
    left = [m for m in plan.milestones if m.done is None]
    remaining = remaining_by_milestone([(m.id, m.due, cards.milestone_open.get(m.id, 0)) for m in left])
    wanted = [m for m in left if cards.milestone_open.get(m.id) or (m.commitment and m.due is not None)]
    return _Asked(taken, finishes, cards.open_cards, tuple((m.id, remaining[m.id]) for m in wanted))


def _judge_one(
    moment: Moment,
    project: Project,
    cards: CardFacts,
    plan: PlanFacts,
    asked: _Asked,
    likely: Forecast | NoAnswer,
    milestones: dict[int, Forecast | NoAnswer],
) -> Judged:
    today, limits = moment.today, limits_of(project.thresholds)
    progress = percent_complete(cards.sums, [(m.weight, m.done is not None) for m in plan.milestones])
    finished = finish_of(moment, project, cards, plan)
    planned = day_from(project.target)
    targets = [baseline.target for baseline in plan.baselines]
    had_cards = cards.last_move_ms is not None
    if had_cards and isinstance(progress, NoAnswer):
        progress = NoAnswer(progress.reason, _NO_WORK)
    if not cards.cards and isinstance(likely, NoAnswer) and likely.reason is Reason.DONE:
        likely = NoAnswer(Reason.NOT_CONFIGURED, _NO_WORK if had_cards else "no cards")
    p85 = likely if isinstance(likely, NoAnswer) else likely.p85
    late = slip(targets, p85, planned, today, finished)
    share = progress if isinstance(progress, NoAnswer) else progress.share
    earned = earned_value(plan_of(plan), share, project.costs, today, finished)
    service = service_level(cards.finished, moment.calendar, moment.now_ms)
    sle = service if isinstance(service, NoAnswer) else service.days
    ends = [planned, *targets]
    expected = {m.id: _p85(milestones.get(m.id)) for m in plan.milestones if m.done is None}
    for m in plan.milestones:
        bound = cards.milestone_open.get(m.id)
        if m.done is None and not bound and m.due is not None and due_at_the_end(m.due, ends):
            expected[m.id] = p85
    outlooks = tuple(
        MilestoneOutlook(m, m.due, expected[m.id])
        for m in plan.milestones
        if m.done is None and m.due is not None
    )
    promises = tuple(
        PromiseOutlook(one, p85 if one.due is not None and due_at_the_end(one.due, ends) else None)
        for one in plan.promises
    )
    verdicts = [
        judge_schedule(
            judged_target(planned, targets),
            today,
            finished,
            likely,
            _judged_slip(late, p85, share),
            _judged_spi(earned),
            limits,
        ),
        judge_cost(earned, project.currency, limits),
        judge_flow(_flow(moment, cards, plan, sle), limits),
        judge_risk(plan.risks, today, limits),
        judge_people(plan.loads, limits),
        judge_client(
            csat(plan.csat, today),
            expectations([(one.state, one.due) for one in plan.promises], today),
            limits,
        ),
    ]
    weeks = throughput_by_week(asked.finishes, day_after(today, -7 * (TREND_WEEKS - 1)), today)
    return Judged(
        project=project,
        cards=cards,
        plan=plan,
        progress=progress,
        target=planned,
        finished=finished,
        likely=likely,
        slip=late,
        earned=earned,
        sle_days=sle,
        milestones=outlooks,
        ends={milestone: day for milestone, day in expected.items() if isinstance(day, date)},
        promises=promises,
        health=computed_health(verdicts if project.state == ACTIVE else ()),
        trend_finished=tuple(week.cards for week in weeks),
        good_until_ms=_good_until(moment, cards, sle),
    )


def _judged_slip(late: Slip | NoAnswer, p85: date | NoAnswer, share: float | NoAnswer) -> Slip | NoAnswer:
    """The slip that health judges: a plan that is only compared with itself keeps no project green.

    Milestones that were reached without cards say how the work goes; then the plan's own date counts.
    """
    by_milestones = isinstance(p85, NoAnswer) and p85.reason is Reason.NOT_CONFIGURED
    if by_milestones and not isinstance(share, NoAnswer) and share > 0:
        return late
    return without_forecast(late, p85)


def _judged_spi(earned: EarnedValue | NoAnswer) -> float | NoAnswer:
    """SPI(t); while nothing is earned it judges nothing: it would be 0 from the first day on."""
    if isinstance(earned, NoAnswer):
        return earned
    return earned.spi_t if earned.ev else NoAnswer(Reason.NOT_STARTED)


def _p85(forecast: Forecast | NoAnswer | None) -> date | NoAnswer | None:
    return forecast.p85 if isinstance(forecast, Forecast) else forecast


def finish_of(moment: Moment, project: Project, cards: CardFacts, plan: PlanFacts) -> date | None:
    """The day on which the project was finished: its last finish or milestone; None while work is left.

    A project whose manager says that it is finished ended then too, whatever still lies on its board. Cards
    that arrived finished without history were done by their last move.
    """
    reached = [m.done for m in plan.milestones if m.done is not None]
    work_left = cards.open_cards > 0 or len(reached) < len(plan.milestones)
    if project.state not in ("finished", "cancelled") and (work_left or not (cards.cards or reached)):
        return None
    ends = list(reached)
    last = cards.last_finish_ms if cards.last_finish_ms is not None else cards.last_move_ms
    if last is not None:
        ends.append(moment.calendar.day_of(last))
    return max(ends, default=None)


def plan_of(plan: PlanFacts) -> Plan | None:
    """The latest approved baseline with the weighted milestones; None without one."""
    if not plan.baselines:
        return None
    latest = plan.baselines[-1]
    steps: list[tuple[date, float]] = []
    for milestone in plan.milestones:
        day = milestone.baseline or milestone.due
        if milestone.weight is not None and day is not None:
            steps.append((day, milestone.weight))
    return Plan(latest.start, latest.target, latest.budget, tuple(steps))


def _flow(moment: Moment, cards: CardFacts, plan: PlanFacts, sle: float | NoAnswer) -> FlowFacts:
    stuck = {one.card_id for one in cards.blocked}
    hit = sum(
        1
        for card_id, started in cards.in_progress
        if card_id in stuck or (not isinstance(sle, NoAnswer) and elapsed_days(started, moment.now_ms) > sle)
    )
    over = [
        column.name
        for column in plan.columns
        if column.limit is not None and not column.archived and cards.shown.get(column.id, 0) > column.limit
    ]
    begun = bool(cards.in_progress) or cards.open_cards < cards.cards
    return FlowFacts(cards.cards, len(cards.in_progress), hit, over, sle, begun)


def _good_until(moment: Moment, cards: CardFacts, sle: float | NoAnswer) -> int:
    """The next instant at which a card passes the expectation, or a block its five days; else midnight."""
    now = moment.now_ms
    turns = [one.since_ms + UNHEALTHY_BLOCK_DAYS * DAY_MS for one in cards.blocked]
    if not isinstance(sle, NoAnswer):
        turns += [started + int(sle * DAY_MS) for _, started in cards.in_progress]
    return min([moment.calendar.end_of(moment.today), *(turn + 1 for turn in turns if turn >= now)])


def next_milestone(milestones: Sequence[MilestoneOutlook]) -> MilestoneOutlook | None:
    """The first one by due date."""
    return min(milestones, key=lambda one: (one.due, one.plan.id), default=None)
