"""Needs attention: each rule over plain facts, one line per project, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.measures.declared import DeclaredHealth
from models.measures.health import ComputedHealth
from models.measures.people import WeekLoad
from models.measures.risk import Risk
from models.measures.satisfaction import Fell

NOTHING = "Nothing needs you"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired: one sentence with its numbers, the dimension it belongs to, and how bad it is (sorts)."""

    rule: str
    dimension: str
    sentence: str
    severity: float


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A milestone that is not done: p85 is its forecast date, if there is one."""

    name: str
    due: date
    commitment: bool = False
    p85: date | None = None


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """An expectation."""

    text: str
    state: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class BlockedCard:
    """A card that is blocked now: its id such as ATLAS-42, since when in days, and why."""

    card: str
    days: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dependency:
    """A predecessor in another project that must end before the successor here starts."""

    predecessor: str
    ends: date
    successor: str
    starts: date


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What the rules look at for one active project."""

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
    dependencies: Sequence[Dependency] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """One line of the list: the worst finding of a project and how many more rules fired."""

    project: str
    finding: Finding
    more: int


def findings(facts: ProjectFacts, today: date) -> tuple[Finding, ...]:
    """Every rule that fires for the project, worst first."""
    raise NotImplementedError


def needs_attention(projects: Iterable[ProjectFacts], today: date) -> tuple[AttentionLine, ...]:
    """One line for each project that needs someone, worst first."""
    raise NotImplementedError
