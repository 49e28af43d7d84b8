"""Risk: exposure, bands, money, review age."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from models.measures.answers import NoAnswer, Reason

Band = Literal["low", "medium", "high", "very high"]
BANDS: tuple[Band, ...] = ("low", "medium", "high", "very high")
BAND_LOWS = (5, 10, 15)
REVIEW_DAYS = 30
_PERCENT_LIKELY = (10, 30, 50, 70, 90)


class Risk(NamedTuple):
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
    probability = risk.probability if risk.residual_probability is None else risk.residual_probability
    impact = risk.impact if risk.residual_impact is None else risk.residual_impact
    return probability * impact


def band(value: int, lows: Sequence[int] = BAND_LOWS) -> Band:
    """Name the band of an exposure; lows: where medium, high and very high begin."""
    return BANDS[sum(value >= low for low in lows)]


def expected_cost(risks: Iterable[Risk]) -> dict[str, int]:
    """Sum probability x money impact of the open risks, minor units, one currency at a time.

    Probability 1 to 5 stands for 10, 30, 50, 70, 90 %, the residual one where given; each sum is rounded
    once, half to even. A risk without a money impact adds nothing.
    """
    hundredths: dict[str, int] = {}
    for risk in risks:
        if not risk.is_open or risk.cost is None:
            continue
        probability = risk.probability if risk.residual_probability is None else risk.residual_probability
        percent = _PERCENT_LIKELY[min(max(probability, 1), 5) - 1]
        hundredths[risk.currency] = hundredths.get(risk.currency, 0) + percent * risk.cost
    return {currency: round(Fraction(total, 100)) for currency, total in sorted(hundredths.items())}


def unreviewed(risk: Risk, today: date, days: int = REVIEW_DAYS) -> bool:
    """Whether nobody has reviewed the risk in so many days."""
    return risk.is_open and (risk.reviewed is None or (today - risk.reviewed).days > days)


def highest(risks: Iterable[Risk]) -> Risk | NoAnswer:
    """Return the open risk with the highest exposure, the first of equals.

    None recorded: ``no risks recorded``, which is not green; none open: ``done``.
    """
    recorded = list(risks)
    if not recorded:
        return NoAnswer(Reason.NO_RISKS)
    open_risks = [risk for risk in recorded if risk.is_open]
    return max(open_risks, key=exposure) if open_risks else NoAnswer(Reason.DONE, f"{len(recorded)} closed")
