"""Risk: exposure, bands, money, review age."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.measures.answers import NoAnswer

Band = Literal["low", "medium", "high", "very high"]
REVIEW_DAYS = 30


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk's facts: probability and impact 1-5, residual ones where given, money impact in minor units."""

    title: str
    probability: int
    impact: int
    residual_probability: int | None = None
    residual_impact: int | None = None
    cost: int | None = None
    currency: str = ""
    is_open: bool = True
    reviewed: date | None = None


def exposure(risk: Risk) -> int:
    """Probability x impact, 1 to 25; residual values count where given."""
    raise NotImplementedError


def band(value: int, lows: Sequence[int] = (5, 10, 15)) -> Band:
    """Name the band of an exposure; lows: where medium, high and very high begin."""
    raise NotImplementedError


def expected_cost(risks: Iterable[Risk]) -> dict[str, int]:
    """Sum probability x money impact of the open risks, minor units, one currency at a time."""
    raise NotImplementedError


def unreviewed(risk: Risk, today: date, days: int = REVIEW_DAYS) -> bool:
    """Whether nobody has reviewed the risk in so many days."""
    raise NotImplementedError


def highest(risks: Iterable[Risk]) -> Risk | NoAnswer:
    """The open risk with the highest exposure; none recorded: ``no risks recorded``."""
    raise NotImplementedError
