"""Computed health: each dimension judged by its rule, and the worst known one as the whole."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from models.measures.answers import NoAnswer, Reason
from models.measures.earned_value import EarnedValue
from models.measures.forecast import Forecast, likelihood_text
from models.measures.money import short_amount
from models.measures.people import WeekLoad, booked_text
from models.measures.risk import Risk, exposure, highest, unreviewed
from models.measures.satisfaction import LEAST_FOR_PERCENT, Expectations, Score
from models.measures.schedule import Slip
from models.measures.thresholds import DEFAULTS, Thresholds
from models.measures.wording import (
    count_text,
    day_text,
    days_text,
    limit_text,
    percent_text,
    quoted,
    ratio_text,
    span_text,
    threshold_text,
)

Letter = Literal["G", "A", "R", "?"]
Dimension = Literal["schedule", "cost", "flow", "risk", "people", "client"]
DIMENSIONS: tuple[Dimension, ...] = ("schedule", "cost", "flow", "risk", "people", "client")
RANK: dict[Letter, int] = {"?": 0, "G": 1, "A": 2, "R": 3}


class Verdict(NamedTuple):
    """One judged dimension: letter, one sentence with the numbers and the limit, the rule, and how bad it is.

    ``severity`` sorts: from 3 red, from 2 amber, from 1 green, 0 unknown; the fraction says how bad within
    it.
    """

    dimension: Dimension
    letter: Letter
    sentence: str
    rule: str
    severity: float


class FlowFacts(NamedTuple):
    """Cards of a project, those in progress, late or blocked ones among them, columns over their limit.

    ``late_or_blocked``: each card once. ``sle_days``: the service level expectation, or why there is none.
    """

    cards: int
    in_progress: int
    late_or_blocked: int
    over_limit: Sequence[str] = ()
    sle_days: float | NoAnswer = 0.0
    begun: bool = True
    """Whether any card was ever started or finished."""


class ComputedHealth(NamedTuple):
    """The worst known dimension; partial while schedule or cost is unknown; letter None: nothing is known."""

    letter: Literal["G", "A", "R"] | None
    is_partial: bool
    verdicts: tuple[Verdict, ...]

    @property
    def text(self) -> str:
        """``G``, ``A?`` or ``-``."""
        if self.letter is None:
            return "-"
        return f"{self.letter}?" if self.is_partial else self.letter

    @property
    def worst(self) -> Verdict | None:
        """The verdict that decided; None when nothing is known."""
        return max(self.verdicts, key=_severity_of, default=None) if self.letter is not None else None


def judge_schedule(
    target: date | None,
    today: date,
    finished: date | None,
    likely: Forecast | NoAnswer,
    slip: Slip | NoAnswer,
    spi_t: float | NoAnswer,
    limits: Thresholds = DEFAULTS,
) -> Verdict:
    """Judge the schedule; the first rule that applies decides.

    ``target``: schedule.judged_target, so that moving a target never turns a project green. ``finished``:
    the day on which the last of the work was finished, None while any is left.
    """
    if target is not None and finished is not None:
        return _finished_verdict(target, today, finished)
    if target is not None and today > target:
        late = (today - target).days
        sentence = f"past its target {day_text(target, today)} by {span_text(late)} and unfinished"
        return _verdict("schedule", "R", sentence, "past target", 0.5 + late / (2 * late + 60))
    if target is not None and isinstance(likely, Forecast):
        return _likelihood_verdict(target, today, likely, limits)
    if target is not None and isinstance(slip, Slip):
        return _slip_verdict((target - today).days, slip, limits)
    if not isinstance(spi_t, NoAnswer):
        letter = _at_least(spi_t, limits.schedule.spi_green, limits.schedule.spi_amber)
        sentence = _index_sentence(
            "SPI(t)", spi_t, letter, limits.schedule.spi_green, limits.schedule.spi_amber
        )
        return _verdict("schedule", letter, sentence, "SPI(t)", 1 - spi_t)
    reasons = ("no target",) if target is None else (_reason(likely), _reason(slip))
    # Each once: a slip that nobody can tell is unknown for the reason of the forecast.
    told = ", ".join(dict.fromkeys(filter(None, reasons)))
    return _unknown("schedule", told, "likelihood")


def _finished_verdict(target: date, today: date, finished: date) -> Verdict:
    late = (finished - target).days
    sentence = f"finished {day_text(finished, today)}, target {day_text(target, today)} ({days_text(late)})"
    return _verdict("schedule", "R" if late > 0 else "G", sentence, "finished", late / (abs(late) + 60))


def _likelihood_verdict(target: date, today: date, likely: Forecast, limits: Thresholds) -> Verdict:
    likelihood = likely.likelihood(target)
    letter = _at_least(likelihood, limits.schedule.green, limits.schedule.amber)
    needed = threshold_text(letter, limit_text(limits.schedule.green), limit_text(limits.schedule.amber))
    sentence = f"{likelihood_text(likelihood)} likely to make {day_text(target, today)} ({needed})"
    return _verdict("schedule", letter, sentence, "likelihood", 1 - likelihood)


def _slip_verdict(days_left: int, slip: Slip, limits: Thresholds) -> Verdict:
    if days_left <= 0:
        return _verdict("schedule", "R", f"slip {days_text(slip.days)}, no time left", "slip", 0.5)
    green, amber = limits.schedule.slip_green, limits.schedule.slip_amber
    share = slip.days / days_left
    letter = _at_most(share, green, amber)
    needed = threshold_text(letter, limit_text(green), limit_text(amber), "up to")
    shown = percent_text(max(share, 0), _decisive(letter, green, amber))
    sentence = f"slip {days_text(slip.days)}, {shown} of the {span_text(days_left)} left ({needed})"
    return _verdict("schedule", letter, sentence, "slip", share / (1 + abs(share)))


def judge_cost(value: EarnedValue | NoAnswer, currency: str, limits: Thresholds = DEFAULTS) -> Verdict:
    """Judge the cost: CPI, else VAC as a share of BAC (costs are booked and nothing is earned yet)."""
    if isinstance(value, NoAnswer):
        return _unknown("cost", value.text, "CPI")
    if isinstance(value.cpi, NoAnswer) or isinstance(value.vac, NoAnswer) or isinstance(value.eac, NoAnswer):
        return _unknown("cost", _reason(value.cpi) or _reason(value.vac), "CPI")
    outlook = f"EAC {short_amount(value.eac, currency)} of {short_amount(value.bac, currency)} {currency}"
    if value.ev:
        letter = _at_least(value.cpi, limits.cost.green, limits.cost.amber)
        sentence = _index_sentence("CPI", value.cpi, letter, limits.cost.green, limits.cost.amber)
        return _verdict("cost", letter, f"{sentence}; {outlook}", "CPI", 1 - value.cpi)
    green, amber = limits.cost.vac_green, limits.cost.vac_amber
    share = value.vac / value.bac
    letter = _at_least(share, green, amber)
    needed = threshold_text(letter, limit_text(green), limit_text(amber), "from")
    shown = percent_text(share, _decisive(letter, green, amber))
    return _verdict("cost", letter, f"VAC {shown} of the budget ({needed}); {outlook}", "VAC", -share)


def judge_flow(facts: FlowFacts, limits: Thresholds = DEFAULTS) -> Verdict | None:
    """Judge the flow; None: a project without cards has no flow dimension.

    Nothing found is green only when the age could be judged: with work in progress that takes an expectation.
    """
    if facts.cards <= 0:
        return None
    late = facts.late_or_blocked
    share = late / max(facts.in_progress, 1)
    badness = share / (1 + share)
    expected = "the SLE" if isinstance(facts.sle_days, NoAnswer) else f"the SLE of {facts.sle_days:.1f} d"
    counts = f"{late} of {facts.in_progress} in progress older than {expected} or blocked"
    over = [f"{column} over its limit" for column in facts.over_limit]
    if share > limits.flow.amber and late >= limits.flow.red_cards:
        shown = percent_text(share, limits.flow.amber)
        sentence = f"{counts}: {shown} (red above {limit_text(limits.flow.amber)})"
        return _verdict("flow", "R", "; ".join([sentence, *over]), "late or blocked", badness)
    if share > limits.flow.green:
        sentence = f"{counts} (amber above {limit_text(limits.flow.green)})"
        return _verdict("flow", "A", "; ".join([sentence, *over]), "late or blocked", badness)
    if over:
        return _verdict("flow", "A", "; ".join(over), "WIP limit", badness)
    if isinstance(facts.sle_days, NoAnswer) and facts.in_progress:
        return _unknown("flow", f"service level expectation: {facts.sle_days.text}", "late or blocked")
    if not facts.begun:
        return _unknown("flow", "no card was started yet", "late or blocked")
    return _verdict(
        "flow", "G", counts if facts.in_progress else "nothing in progress", "late or blocked", badness
    )


def judge_risk(risks: Sequence[Risk], today: date, limits: Thresholds = DEFAULTS) -> Verdict:
    """Judge the risks: highest open residual exposure, and the age of the reviews."""
    worst = highest(risks)
    if isinstance(worst, NoAnswer):
        if worst.reason is not Reason.DONE:
            return _unknown("risk", worst.text, "exposure")
        return _verdict("risk", "G", f"no open risk, {worst.detail}", "exposure", 0)
    value = exposure(worst)
    by_value = _by_exposure(value, limits)
    needed = threshold_text(by_value, f"{limits.risk.green:g}", f"{limits.risk.amber:g}", "below")
    sentence = f"exposure {value} {quoted(worst.title)} ({needed})"
    forgotten = sum(unreviewed(risk, today, int(limits.risk.review_days)) for risk in risks)
    if forgotten:
        sentence += f"; {count_text(forgotten, 'risk')} not reviewed in {limits.risk.review_days:g} d"
    if forgotten and by_value == "G":
        return _verdict("risk", "A", sentence, "review", value / 26)
    return _verdict("risk", by_value, sentence, "exposure", value / 26)


def judge_people(loads: Iterable[tuple[str, WeekLoad]], limits: Thresholds = DEFAULTS) -> Verdict:
    """Judge the worst week of (person, load) of the next four weeks."""
    known = tuple(loads)
    booked = [(name, load) for name, load in known if load.allocated > 0]
    if not booked:
        return _unknown("people", Reason.NO_ALLOCATIONS.value, "load")
    name, load = max(booked, key=lambda pair: _share_of(pair[1]))
    share = _share_of(load)
    letter = _at_most(share, limits.people.green, limits.people.amber)
    needed = threshold_text(letter, limit_text(limits.people.green), limit_text(limits.people.amber), "up to")
    weeks = [one for person, one in known if person == name]
    sentence = f"{booked_text(name, load, weeks, load.week)} ({needed})"
    return _verdict("people", letter, sentence, "load", 1 - 1 / (1 + share))


def _share_of(load: WeekLoad) -> float:
    return math.inf if load.share is None else load.share


def judge_client(score: Score | NoAnswer, promises: Expectations, limits: Thresholds = DEFAULTS) -> Verdict:
    """Judge the client's CSAT and the expectations: the worse of the two.

    Too few answers, and no promise that was kept, missed or is overdue: unknown.
    """
    counted = ((promises.missed, "missed"), (promises.overdue, "overdue"))
    broken = [f"{count_text(number, 'expectation')} {state}" for number, state in counted if number]
    by_promises: Letter = (
        "R" if promises.missed else "A" if promises.overdue else "G" if promises.kept else "?"
    )
    if isinstance(score, NoAnswer) or score.n < limits.client.answers:
        given = 0 if isinstance(score, NoAnswer) else score.n
        answers = f"CSAT: {given} of {count_text(int(limits.client.answers), 'answer')}"
        if by_promises == "?":
            return _unknown("client", answers, "CSAT")
        told = broken or [f"{count_text(promises.kept, 'expectation')} kept, none missed"]
        return _verdict(
            "client", by_promises, "; ".join([*told, answers]), "expectations", promises.missed / 100
        )
    green, amber = limits.client.green, limits.client.amber
    by_score = _at_least(score.value, green, amber)
    needed = threshold_text(by_score, limit_text(green), limit_text(amber), "from")
    share = percent_text(score.value, _decisive(by_score, green, amber))
    # The answers themselves where the table shows these: one figure must read alike in both.
    shown = f"{share} n{score.n}" if score.n >= LEAST_FOR_PERCENT else f"{score.text} = {share}"
    csat = f"CSAT {shown} ({needed})"
    if RANK[by_promises] > RANK[by_score]:
        return _verdict("client", by_promises, "; ".join([*broken, csat]), "expectations", 1 - score.value)
    return _verdict("client", by_score, "; ".join([csat, *broken]), "CSAT", 1 - score.value)


def cpi_letter(value: EarnedValue | NoAnswer, limits: Thresholds = DEFAULTS) -> str:
    """The letter of the CPI by its own limits; empty where it is not judged: without one, or EV = 0."""
    if isinstance(value, NoAnswer) or isinstance(value.cpi, NoAnswer) or not value.ev:
        return ""
    return _at_least(value.cpi, limits.cost.green, limits.cost.amber)


def exposure_letter(risks: Sequence[Risk], limits: Thresholds = DEFAULTS) -> str:
    """The letter of the highest exposure by its own limits, however long ago it was reviewed."""
    worst = highest(risks)
    return "" if isinstance(worst, NoAnswer) else _by_exposure(exposure(worst), limits)


def csat_letter(score: Score | NoAnswer, limits: Thresholds = DEFAULTS) -> str:
    """The letter of CSAT by its own limits, whatever was promised; empty with too few answers to judge."""
    if isinstance(score, NoAnswer) or score.n < limits.client.answers:
        return ""
    return _at_least(score.value, limits.client.green, limits.client.amber)


def computed_health(verdicts: Iterable[Verdict | None]) -> ComputedHealth:
    """Combine the verdicts: the worst known one, never an average. None: a dimension that does not apply."""
    judged = tuple(verdict for verdict in verdicts if verdict is not None)
    known = {verdict.dimension for verdict in judged if verdict.letter != "?"}
    worst = max(judged, key=_severity_of, default=None)
    if worst is None or worst.letter == "?":
        return ComputedHealth(None, True, judged)
    return ComputedHealth(worst.letter, not known >= {"schedule", "cost"}, judged)


def roll_up(projects: Iterable[tuple[str, ComputedHealth]]) -> tuple[dict[str, int], str | None]:
    """Count each letter (``R``, ``A``, ``G``, ``-``) of (name, health); name the worst; no mean color."""
    counts = {"R": 0, "A": 0, "G": 0, "-": 0}
    worst_name, worst_severity = None, 0.0
    for name, health in projects:
        counts[health.letter or "-"] += 1
        worst = health.worst
        if worst is not None and worst.severity > worst_severity:
            worst_name, worst_severity = name, worst.severity
    return counts, worst_name


def _severity_of(verdict: Verdict) -> float:
    return verdict.severity


def _verdict(dimension: Dimension, letter: Letter, sentence: str, rule: str, badness: float) -> Verdict:
    return Verdict(dimension, letter, sentence, rule, RANK[letter] + min(max(badness, 0.0), 0.999))


def _unknown(dimension: Dimension, sentence: str, rule: str) -> Verdict:
    return Verdict(dimension, "?", sentence, rule, 0.0)


def _reason(answer: object) -> str:
    return answer.text if isinstance(answer, NoAnswer) else ""


def _at_least(value: float, green: float, amber: float) -> Letter:
    return "G" if value >= green else "A" if value >= amber else "R"


def _at_most(value: float, green: float, amber: float) -> Letter:
    return "G" if value <= green else "A" if value <= amber else "R"


def _by_exposure(value: int, limits: Thresholds) -> Letter:
    return "G" if value < limits.risk.green else "A" if value < limits.risk.amber else "R"


def _decisive(letter: Letter, green: float, amber: float) -> float:
    """Return the limit that a reader compares with: of a red number amber's, else green's."""
    return amber if letter == "R" else green


def _index_sentence(name: str, value: float, letter: Letter, green: float, amber: float) -> str:
    needed = threshold_text(letter, f"{green:.2f}", f"{amber:.2f}", "from")
    return f"{name} {ratio_text(value, _decisive(letter, green, amber))} ({needed})"
