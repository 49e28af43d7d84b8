"""Needs attention: each rule over plain facts, one line per project, worst first."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from models.measures.answers import NoAnswer, Reason
from models.measures.declared import DeclaredHealth
from models.measures.health import ComputedHealth
from models.measures.people import WeekLoad, booked_text
from models.measures.risk import BAND_LOWS, REVIEW_DAYS, Risk, band, exposure, unreviewed
from models.measures.satisfaction import Fell
from models.measures.wording import age_text, count_text, day_text, days_text, quoted, span_text

NOTHING = "Nothing needs you"
OVER_SHARE = 1.2
BLOCKED_DAYS = 5
STILL_DAYS = 10


class Finding(NamedTuple):
    """A rule that fired: one sentence with its numbers, its dimension, and how bad it is (sorts)."""

    rule: str
    dimension: str
    sentence: str
    severity: float


class MilestoneFacts(NamedTuple):
    """A milestone that is not done: ``p85`` is its forecast date, or why there is none."""

    name: str
    due: date
    commitment: bool = False
    p85: date | NoAnswer | None = None


class PromiseFacts(NamedTuple):
    """An expectation; state: open, kept or missed. ``p85``: when it is forecast to be kept."""

    text: str
    state: str
    due: date | None = None
    p85: date | NoAnswer | None = None


class BlockedCard(NamedTuple):
    """A card that is blocked now: its id such as ATLAS-42, for how many days, and why."""

    card: str
    days: float
    reason: str = ""


class Dependency(NamedTuple):
    """A predecessor in another project that must end before the successor here starts."""

    predecessor: str
    ends: date
    successor: str
    starts: date
    begun: bool = False
    """Whether the successor was begun then; else it is due then."""

    def sentence(self, today: date) -> str:
        """Which card waits for which one, and until when."""
        when = f"{'was begun' if self.begun else 'is due'} {day_text(self.starts, today)}"
        until = f"{day_text(self.ends, today)} ({days_text((self.ends - self.starts).days)})"
        return f"{self.successor} {when} but waits for {self.predecessor}, expected {until}"


class ProjectFacts(NamedTuple):
    """What the rules look at for one active project.

    ``loads``: (person, week) of the next four weeks. ``band_lows``, ``review_days``: as configured.
    """

    project: str
    computed: ComputedHealth
    declared: DeclaredHealth
    milestones: Sequence[MilestoneFacts] = ()
    promises: Sequence[PromiseFacts] = ()
    csat: Fell | None = None
    risks: Sequence[Risk] = ()
    loads: Sequence[tuple[str, WeekLoad]] = ()
    blocked: Sequence[BlockedCard] = ()
    cards: int = 0
    last_move: date | None = None
    dependencies: Sequence[Dependency] = ()
    band_lows: Sequence[int] = BAND_LOWS
    review_days: int = REVIEW_DAYS


class AttentionLine(NamedTuple):
    """One line of the list: the worst finding of a project and how many more rules fired."""

    project: str
    finding: Finding
    more: int


# What a rule says: dimension, sentence, and a size that only orders what the same rule found elsewhere.
_Hit = tuple[str, str, float]


def findings(facts: ProjectFacts, today: date) -> tuple[Finding, ...]:
    """Return every rule that fires for the project, worst first."""
    found: list[Finding] = []
    for place, (name, rule) in enumerate(_RULES):
        hit = rule(facts, today)
        if hit is None:
            continue
        dimension, sentence, size = hit
        found.append(Finding(name, dimension, sentence, len(_RULES) - place + _fraction(size)))
    return tuple(found)


def needs_attention(projects: Iterable[ProjectFacts], today: date) -> tuple[AttentionLine, ...]:
    """Return one line for each project that needs someone, worst first; none: say NOTHING."""
    lines: list[AttentionLine] = []
    for facts in projects:
        found = findings(facts, today)
        if found:
            lines.append(AttentionLine(facts.project, found[0], len(found) - 1))
    return tuple(sorted(lines, key=lambda line: (-line.finding.severity, line.project)))


def computed_red(facts: ProjectFacts, today: date) -> _Hit | None:
    """The computed health is red."""
    worst = facts.computed.worst
    if worst is None or worst.letter != "R":
        return None
    badness = min(worst.severity - 3, 0.999)
    return worst.dimension, worst.sentence, 100 * badness / (1 - badness)


def declared_better(facts: ProjectFacts, today: date) -> _Hit | None:
    """The latest statement is better than what the data says."""
    if not facts.declared.is_better:
        return None
    return "statement", facts.declared.sentence, facts.declared.age_days or 0


def statement_stale(facts: ProjectFacts, today: date) -> _Hit | None:
    """The statement is stale."""
    declared = facts.declared
    if declared.standing != "stale":
        return None
    age = declared.age_days or 0
    return "statement", f"the last statement is stale: {span_text(age)} old", age


def never_reported(facts: ProjectFacts, today: date) -> _Hit | None:
    """No statement was ever made. The last rule: where nobody reports, it must not hide what is wrong."""
    declared = facts.declared
    return ("statement", declared.sentence, 0) if declared.standing == "never reported" else None


def commitment_late(facts: ProjectFacts, today: date) -> _Hit | None:
    """A promise is forecast past its date: a committed milestone, else what the client expects."""
    milestones = [(one.name, one.due, one.p85) for one in facts.milestones if one.commitment]
    expected = [
        (one.text, one.due, one.p85)
        for one in facts.promises
        if one.state == "open" and one.due is not None and one.due >= today
    ]
    late = [
        (by_milestone, *found, text, due)
        for by_milestone, promises in ((True, milestones), (False, expected))
        for text, due, p85 in promises
        if (found := _forecast_late(due, p85, today)) is not None
    ]
    if not late:
        return None
    by_milestone, days_late, forecast, text, due = max(late, key=lambda entry: entry[:2])
    sentence = f"promised {quoted(text)} {day_text(due, today)}, forecast {forecast}"
    return "commitment" if by_milestone else "client", _with_others(sentence, len(late)), days_late


def _forecast_late(due: date, p85: date | NoAnswer | None, today: date) -> tuple[float, str] | None:
    """By how many days a forecast is past its date, and the forecast in words; None when it is not."""
    if isinstance(p85, NoAnswer):
        return (math.inf, p85.text) if p85.reason is Reason.BEYOND else None
    days = (p85 - due).days if p85 is not None else 0
    return (days, f"{day_text(p85, today)} ({days_text(days)})") if p85 is not None and days > 0 else None


def milestone_overdue(facts: ProjectFacts, today: date) -> _Hit | None:
    """A milestone is past its date and not done."""
    overdue = [milestone for milestone in facts.milestones if milestone.due < today]
    if not overdue:
        return None
    worst = min(overdue, key=lambda milestone: milestone.due)
    days = (today - worst.due).days
    sentence = f"{quoted(worst.name)} was due {day_text(worst.due, today)} ({days_text(days)})"
    return "milestone", _with_others(sentence, len(overdue)), days


def expectation_broken(facts: ProjectFacts, today: date) -> _Hit | None:
    """An expectation was missed, or is overdue."""
    missed = [promise for promise in facts.promises if promise.state == "missed"]
    overdue = [
        promise
        for promise in facts.promises
        if promise.state == "open" and promise.due is not None and promise.due < today
    ]
    broken = [*missed, *sorted(overdue, key=lambda promise: promise.due or today)]
    if not broken:
        return None
    worst = broken[0]
    due = f", due {day_text(worst.due, today)}" if worst.due is not None else ""
    sentence = f"expectation {'missed' if missed else 'overdue'}: {quoted(worst.text)}{due}"
    return "client", _with_others(sentence, len(broken)), 100 * len(missed) + len(overdue)


def satisfaction_fell(facts: ProjectFacts, today: date) -> _Hit | None:
    """CSAT fell by 20 points or more."""
    if facts.csat is None:
        return None
    points = (facts.csat.before - facts.csat.now) * 100
    sentence = (
        f"CSAT fell by {points:.0f} points: {facts.csat.before * 100:.0f} % n{facts.csat.n_before}"
        f" to {facts.csat.now * 100:.0f} % n{facts.csat.n_now}"
    )
    return "client", sentence, points


def risk_high_or_forgotten(facts: ProjectFacts, today: date) -> _Hit | None:
    """An open risk is very high, or nobody has reviewed it for long."""
    high = [
        risk for risk in facts.risks if risk.is_open and band(exposure(risk), facts.band_lows) == "very high"
    ]
    if high:
        worst = max(high, key=exposure)
        sentence = f"risk very high ({exposure(worst)}): {quoted(worst.title)}"
        return "risk", _with_others(sentence, len(high)), 100 + exposure(worst)
    forgotten = [risk for risk in facts.risks if unreviewed(risk, today, facts.review_days)]
    if not forgotten:
        return None
    worst = max(forgotten, key=exposure)
    sentence = f"risk not reviewed in {facts.review_days} d ({exposure(worst)}): {quoted(worst.title)}"
    return "risk", _with_others(sentence, len(forgotten)), exposure(worst)


def person_over(facts: ProjectFacts, today: date) -> _Hit | None:
    """A person has more than 120 % of a week."""
    over = [(name, load) for name, load in facts.loads if load.allocated > 0 and _share(load) > OVER_SHARE]
    if not over:
        return None
    name, load = max(over, key=lambda entry: _share(entry[1]))
    people = len({person for person, _ in over})
    sentence = booked_text(name, load, [one for person, one in facts.loads if person == name], today)
    return "people", _with_others(sentence, people), 100 * _share(load)


def card_blocked(facts: ProjectFacts, today: date) -> _Hit | None:
    """A card has been blocked for more than 5 days."""
    long_blocked = [card for card in facts.blocked if card.days > BLOCKED_DAYS]
    if not long_blocked:
        return None
    worst = max(long_blocked, key=lambda card: card.days)
    reason = f": {worst.reason}" if worst.reason else ""
    sentence = f"{worst.card} blocked for {age_text(worst.days)}{reason}"
    return "flow", _with_others(sentence, len(long_blocked)), worst.days


def nothing_moved(facts: ProjectFacts, today: date) -> _Hit | None:
    """No card has moved for 10 days."""
    if facts.cards <= 0 or facts.last_move is None:
        return None
    days = (today - facts.last_move).days
    return ("flow", f"no card moved for {span_text(days)}", days) if days >= STILL_DAYS else None


def predecessor_late(facts: ProjectFacts, today: date) -> _Hit | None:
    """A predecessor in another project ends after its successor here starts."""
    late = [link for link in facts.dependencies if link.ends > link.starts]
    if not late:
        return None
    worst = max(late, key=lambda link: link.ends - link.starts)
    days = (worst.ends - worst.starts).days
    return "dependency", _with_others(worst.sentence(today), len(late)), days


_RULES: tuple[tuple[str, Callable[[ProjectFacts, date], _Hit | None]], ...] = (
    ("computed red", computed_red),
    ("declared better", declared_better),
    ("statement stale", statement_stale),
    ("commitment late", commitment_late),
    ("milestone overdue", milestone_overdue),
    ("expectation broken", expectation_broken),
    ("CSAT fell", satisfaction_fell),
    ("risk", risk_high_or_forgotten),
    ("person over", person_over),
    ("card blocked", card_blocked),
    ("nothing moved", nothing_moved),
    ("predecessor late", predecessor_late),
    ("never reported", never_reported),
)
RULES = tuple(name for name, _ in _RULES)
"""The names of the rules, worst first."""


def _with_others(sentence: str, count: int) -> str:
    return f"{sentence}; {count_text(count - 1, 'other')}" if count > 1 else sentence


def _share(load: WeekLoad) -> float:
    return math.inf if load.share is None else load.share


def _fraction(size: float) -> float:
    """Map 0 to infinity onto 0 to just under 1, in order."""
    return 0.999 if math.isinf(size) else 0.999 * size / (size + 100)
