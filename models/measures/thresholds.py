"""The limits that health is judged by: names, defaults, and what a project may override."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ScheduleLimits:
    """Likelihood of the target (green, amber: at least), slip as a share of the time left (at most), SPI(t)."""

    green: float = 0.85
    amber: float = 0.50
    slip_green: float = 0.05
    slip_amber: float = 0.15
    spi_green: float = 0.95
    spi_amber: float = 0.90


@dataclass(frozen=True, slots=True)
class CostLimits:
    """CPI (at least), else VAC as a share of BAC (at least)."""

    green: float = 0.95
    amber: float = 0.90
    vac_green: float = -0.05
    vac_amber: float = -0.10


@dataclass(frozen=True, slots=True)
class FlowLimits:
    """Share of work in progress that is late or blocked: green up to, red over and at least so many cards."""

    green: float = 0.0
    amber: float = 0.25
    red_cards: float = 2


@dataclass(frozen=True, slots=True)
class RiskLimits:
    """Highest exposure (green and amber: below), and the days within which each risk is reviewed."""

    green: float = 10
    amber: float = 15
    review_days: float = 30


@dataclass(frozen=True, slots=True)
class PeopleLimits:
    """Load of the worst week, as a share (at most)."""

    green: float = 1.0
    amber: float = 1.2


@dataclass(frozen=True, slots=True)
class ClientLimits:
    """CSAT as a share (at least), and the answers it needs."""

    green: float = 0.80
    amber: float = 0.60
    answers: float = 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every limit of a project, the defaults where it overrides none."""

    schedule: ScheduleLimits = field(default_factory=ScheduleLimits)
    cost: CostLimits = field(default_factory=CostLimits)
    flow: FlowLimits = field(default_factory=FlowLimits)
    risk: RiskLimits = field(default_factory=RiskLimits)
    people: PeopleLimits = field(default_factory=PeopleLimits)
    client: ClientLimits = field(default_factory=ClientLimits)


DEFAULTS = Thresholds()


def threshold_problems(overrides: object) -> tuple[str, ...]:
    """Return one sentence for each bad name or value of a mapping like ``{"schedule": {"green": 0.9}}``."""
    raise NotImplementedError


def thresholds(overrides: Mapping[str, Mapping[str, float]] | None = None) -> Thresholds:
    """Return the limits with a project's overrides; raises ValueError with the sentences of threshold_problems."""
    raise NotImplementedError
