"""From a judged project to the line that the delivery screen shows, and to what the attention rules look
at."""

from __future__ import annotations

from datetime import date
from typing import cast

from models.measures.answers import NoAnswer, Reason
from models.measures.attention import BlockedCard, MilestoneFacts, ProjectFacts, PromiseFacts
from models.measures.days import elapsed_days
from models.measures.declared import Color, DeclaredHealth, declared_health, health_sort_key, letter_beside
from models.measures.declared import Statement as Declaration
from models.measures.earned_value import EarnedValue
from models.measures.health import cpi_letter, csat_letter, exposure_letter
from models.measures.progress import percent_complete
from models.measures.risk import exposure, highest
from models.measures.satisfaction import csat, csat_fell, nps
from models.measures.schedule import Slip, milestone_slip, without_forecast
from models.views.card_facts import CardFacts
from models.views.delivery_values import Judgment, NextMilestone, ProjectRow, Promised, Statement
from models.views.judging import ACTIVE, Judged, MilestoneOutlook, limits_of, next_milestone
from models.views.plan_facts import TREND_WEEKS, PlanFacts, Project
from models.views.scope import Moment, day_from

NOT_JUDGED = -1
SCALE = 1_000_000
"""Severities are fractions; the sort keys of the view are whole numbers."""


def row_of(moment: Moment, judged: Judged) -> ProjectRow:
    """The line of one project."""
    project, plan, today = judged.project, judged.plan, moment.today
    declared = declaration(moment, judged)
    p85, earned, progress = judged.p85, judged.earned, judged.progress
    late = without_forecast(judged.slip, p85)
    cpi = earned if isinstance(earned, NoAnswer) else earned.cpi
    spi = earned if isinstance(earned, NoAnswer) else earned.schedule_index[1]
    top, limits = highest(plan.risks), limits_of(project.thresholds)
    score, promoters = csat(plan.csat, today), nps(plan.nps, today)
    coming = next_milestone(judged.milestones)
    active = project.state == ACTIVE
    return ProjectRow(
        id=project.id,
        version=project.version,
        key=project.key,
        name=project.name,
        client_key=project.client_key,
        client=project.client,
        program_key=project.program_key,
        program=project.program,
        manager=project.manager,
        state=project.state,
        cards=judged.cards.cards,
        open_cards=judged.cards.open_cards,
        health=judged.health.text if active else "-",
        health_dimension=deciding(judged),
        declared=letter_beside(judged.health, declared) if active else "",
        health_rank=round(health_sort_key(judged.health, declared) * SCALE) if active else NOT_JUDGED,
        progress=None if isinstance(progress, NoAnswer) else progress.share,
        progress_note=progress.text if isinstance(progress, NoAnswer) else progress.source,
        target=judged.target,
        p85=None if isinstance(p85, NoAnswer) else p85,
        p85_note=p85.text if isinstance(p85, NoAnswer) else "",
        slip_days=None if isinstance(late, NoAnswer) else late.days,
        slip_note=late.text if isinstance(late, NoAnswer) else late.basis,
        budget_used=earned.used if isinstance(earned, EarnedValue) and project.costs > 0 else None,
        budget_note=_budget_note(earned, project.costs),
        cpi=None if isinstance(cpi, NoAnswer) else cpi,
        cpi_note=cpi.text if isinstance(cpi, NoAnswer) else "",
        spi=None if isinstance(spi, NoAnswer) else spi,
        risk=None if isinstance(top, NoAnswer) else exposure(top),
        risk_note=top.text if isinstance(top, NoAnswer) else "",
        csat=None if isinstance(score, NoAnswer) else score.value,
        csat_answers=0 if isinstance(score, NoAnswer) else score.n,
        csat_note=score.text,
        nps=None if isinstance(promoters, NoAnswer) else promoters.value,
        nps_answers=0 if isinstance(promoters, NoAnswer) else promoters.n,
        next_milestone=None if coming is None else _coming(coming, today),
        said_days=(today - plan.said.day).days if plan.said is not None else None,
        said_note=_said_note(plan, declared) if active else "",
        statement=_statement(plan, today),
        judgments=tuple(
            Judgment(verdict.dimension, "-" if verdict.letter == "?" else verdict.letter, verdict.sentence)
            for verdict in judged.health.verdicts
        ),
        # This week's is today's: what was kept in the morning may differ from the figure beside it.
        trend_slip=_trend(plan.trend_slip, late),
        trend_finished=judged.trend_finished,
        baseline_slip_days=None if isinstance(late, NoAnswer) else late.latest_days,
        currency=project.currency,
        costs=project.costs,
        budget=earned.bac if isinstance(earned, EarnedValue) else None,
        nps_note=promoters.text,
        slip_from=None if isinstance(late, NoAnswer) else late.first_baseline,
        slip_from_latest=None if isinstance(late, NoAnswer) or late.is_first else late.latest_baseline,
        cpi_letter=cpi_letter(earned, limits),
        risk_letter=exposure_letter(plan.risks, limits),
        csat_letter=csat_letter(score, limits),
        promises=_promises(judged, today) if active else (),
        people=tuple(sorted({name for name, load in plan.loads if load.allocated > 0})),
    )


def _trend(kept: tuple[int | None, ...], late: Slip | NoAnswer) -> tuple[int | None, ...]:
    if isinstance(late, NoAnswer) or all(days is None for days in kept):
        return kept
    return (*kept[:-1], late.days)


def _promises(judged: Judged, today: date) -> tuple[Promised, ...]:
    """What was promised and is open, by how late it is forecast, then by its day."""
    of_plan = [(one.plan.name, one.due, True, one.p85) for one in judged.milestones if one.plan.commitment]
    expected = [
        (one.plan.text, one.plan.due, False, one.p85) for one in judged.promises if one.plan.state == "open"
    ]
    found = [_promised(today, *one) for one in (*of_plan, *expected)]
    return tuple(
        sorted(found, key=lambda one: (not one.overdue, -(one.late_days or 0), one.due or date.max, one.text))
    )


def _promised(
    today: date, text: str, due: date | None, commitment: bool, p85: date | NoAnswer | None
) -> Promised:
    forecast = p85 if isinstance(p85, date) else None
    late = (forecast - due).days if forecast is not None and due is not None else None
    return Promised(text, due, commitment, forecast, late, due is not None and due < today)


def deciding(judged: Judged) -> str:
    """The dimension that made the project amber or red; empty when nothing did, or when it is not judged."""
    worst = judged.health.worst
    troubled = judged.project.state == ACTIVE and worst is not None and worst.letter in ("A", "R")
    return worst.dimension if worst is not None and troubled else ""


def first_row(project: Project, cards: CardFacts) -> ProjectRow:
    """The line of a project that is not judged yet: what is counted is there, the rest is empty without a
    note."""
    progress = percent_complete(cards.sums)
    return ProjectRow(
        id=project.id,
        version=project.version,
        key=project.key,
        name=project.name,
        client_key=project.client_key,
        client=project.client,
        program_key=project.program_key,
        program=project.program,
        manager=project.manager,
        state=project.state,
        cards=cards.cards,
        open_cards=cards.open_cards,
        health="",
        health_dimension="",
        declared="",
        health_rank=NOT_JUDGED,
        progress=None if isinstance(progress, NoAnswer) else progress.share,
        progress_note="" if isinstance(progress, NoAnswer) else progress.source,
        target=day_from(project.target),
        p85=None,
        p85_note="",
        slip_days=None,
        slip_note="",
        budget_used=None,
        budget_note="",
        cpi=None,
        cpi_note="",
        spi=None,
        risk=None,
        risk_note="",
        csat=None,
        csat_answers=0,
        csat_note="",
        nps=None,
        nps_answers=0,
        next_milestone=None,
        said_days=None,
        said_note="",
        statement=None,
        judgments=(),
        trend_slip=(None,) * TREND_WEEKS,
        trend_finished=(0,) * TREND_WEEKS,
        currency=project.currency,
        costs=project.costs,
    )


def declaration(moment: Moment, judged: Judged) -> DeclaredHealth:
    """What the manager's last statement is worth today."""
    project, said = judged.project, judged.plan.said
    start = day_from(project.start) or moment.calendar.day_of(project.created_at)
    spoken = None
    if said is not None:
        spoken = Declaration(said.day, cast(Color, said.health), said.why, said.review)
    return declared_health(spoken, judged.health, start, moment.today, project.cadence)


def _budget_note(earned: EarnedValue | NoAnswer, costs: int) -> str:
    if isinstance(earned, NoAnswer):
        return earned.text
    return "" if costs > 0 else Reason.NO_COSTS.value


def _said_note(plan: PlanFacts, declared: DeclaredHealth) -> str:
    if declared.standing == "never reported":
        return "never"
    return "stale" if plan.said is not None and declared.standing == "stale" else ""


def _statement(plan: PlanFacts, today: date) -> Statement | None:
    said = plan.said
    if said is None:
        return None
    return Statement(
        date=said.day,
        health=said.health,
        author=said.author,
        summary=said.summary,
        why=said.why,
        next=said.next,
        ask=said.ask,
        days_ago=(today - said.day).days,
    )


def _coming(coming: MilestoneOutlook, today: date) -> NextMilestone:
    p85 = coming.p85 if isinstance(coming.p85, date) else None
    late = milestone_slip(
        coming.due,
        coming.plan.baseline or coming.due,
        (),
        today,
        None,
        p85 if p85 is not None else coming.p85,
    )
    return NextMilestone(
        name=coming.plan.name,
        due=coming.due,
        forecast=p85,
        slip_days=None if isinstance(late.days, NoAnswer) else late.days,
        commitment=coming.plan.commitment,
        baseline=coming.plan.baseline,
    )


def attention_facts(moment: Moment, judged: Judged) -> ProjectFacts:
    """What the attention rules look at, dependencies on other projects left out."""
    calendar, cards, plan = moment.calendar, judged.cards, judged.plan
    key = judged.project.key
    return ProjectFacts(
        project=key,
        computed=judged.health,
        declared=declaration(moment, judged),
        milestones=tuple(
            MilestoneFacts(
                one.plan.name, one.due, one.plan.commitment, one.p85 if isinstance(one.p85, date) else None
            )
            for one in judged.milestones
        ),
        promises=tuple(
            PromiseFacts(one.plan.text, one.plan.state, one.plan.due, one.p85) for one in judged.promises
        ),
        csat=csat_fell(plan.csat, moment.today),
        risks=tuple(plan.risks),
        loads=plan.loads,
        blocked=tuple(
            BlockedCard(f"{key}-{one.number}", elapsed_days(one.since_ms, moment.now_ms), one.reason)
            for one in cards.blocked
        ),
        cards=cards.cards,
        last_move=calendar.day_of(cards.last_move_ms) if cards.last_move_ms is not None else None,
    )
