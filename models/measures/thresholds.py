"""The limits that health is judged by: names, defaults, and what a project may override."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, NamedTuple


class ScheduleLimits(NamedTuple):
    """Likelihood of the target and SPI(t): at least; slip as a share of the time left: at most."""

    green: float = 0.85
    amber: float = 0.50
    slip_green: float = 0.05
    slip_amber: float = 0.15
    spi_green: float = 0.95
    spi_amber: float = 0.90


class CostLimits(NamedTuple):
    """CPI, else VAC as a share of BAC: at least."""

    green: float = 0.95
    amber: float = 0.90
    vac_green: float = -0.05
    vac_amber: float = -0.10


class FlowLimits(NamedTuple):
    """Share of work in progress that is late or blocked: at most; red also takes so many cards."""

    green: float = 0.0
    amber: float = 0.25
    red_cards: float = 2


class RiskLimits(NamedTuple):
    """Highest exposure: below; the days within which each risk is reviewed: at most."""

    green: float = 10
    amber: float = 15
    review_days: float = 30


class PeopleLimits(NamedTuple):
    """Load of the worst week as a share: at most."""

    green: float = 1.0
    amber: float = 1.2


class ClientLimits(NamedTuple):
    """CSAT as a share: at least; the answers that it needs: at least."""

    green: float = 0.80
    amber: float = 0.60
    answers: float = 3


class Thresholds(NamedTuple):
    """Every limit of a project, the defaults where it overrides none."""

    schedule: ScheduleLimits = ScheduleLimits()
    cost: CostLimits = CostLimits()
    flow: FlowLimits = FlowLimits()
    risk: RiskLimits = RiskLimits()
    people: PeopleLimits = PeopleLimits()
    client: ClientLimits = ClientLimits()


DEFAULTS = Thresholds()
NAMES: dict[str, tuple[str, ...]] = {
    dimension: getattr(DEFAULTS, dimension)._fields for dimension in DEFAULTS._fields
}

# Of each pair the first is the stricter: at least as large, or at most as large.
_DESCENDING = (
    ("schedule", "green", "amber"),
    ("schedule", "spi_green", "spi_amber"),
    ("cost", "green", "amber"),
    ("cost", "vac_green", "vac_amber"),
    ("client", "green", "amber"),
)
_ASCENDING = (
    ("schedule", "slip_green", "slip_amber"),
    ("flow", "green", "amber"),
    ("risk", "green", "amber"),
    ("people", "green", "amber"),
)
_SHARES = {("schedule", "green"), ("schedule", "amber"), ("client", "green"), ("client", "amber")}
_SHARES |= {("flow", "green"), ("flow", "amber")}
_LONGEST_SHOWN = 40
_BELOW_ZERO = {("cost", "vac_green"), ("cost", "vac_amber")}


def threshold_problems(overrides: object) -> tuple[str, ...]:
    """Return one sentence for each bad name or value of a mapping like ``{"schedule": {"green": 0.9}}``."""
    if overrides is None:
        return ()
    if not isinstance(overrides, Mapping):
        return (f"thresholds: must map dimensions to limits; the dimensions are {', '.join(NAMES)}",)
    problems = [
        problem for name, limits in overrides.items() for problem in _dimension_problems(name, limits)
    ]
    return tuple(problems or _order_problems(_merged(overrides)))


def thresholds(overrides: Mapping[str, Mapping[str, float]] | None = None) -> Thresholds:
    """Return the limits with a project's overrides; raises ValueError with every problem in them."""
    if not overrides:
        return DEFAULTS
    problems = threshold_problems(overrides)
    if problems:
        raise ValueError("; ".join(problems))
    return _merged(overrides)


def stored(text: str | None) -> dict[str, Any]:
    """The overrides as a project's row keeps them, as JSON; none where another program wrote nonsense there.

    One project's nonsense must not keep everybody from every other project; ``pmboard check`` tells of it.
    """
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and not threshold_problems(found) else {}


def _dimension_problems(name: object, limits: object) -> list[str]:
    if not isinstance(name, str) or name not in NAMES:
        return [f"thresholds: unknown dimension {_shown(name)}; use one of {', '.join(NAMES)}"]
    if not isinstance(limits, Mapping):
        return [f"thresholds.{name}: must map limits to numbers; the limits are {', '.join(NAMES[name])}"]
    return [problem for limit, value in limits.items() for problem in _limit_problems(name, limit, value)]


def _limit_problems(dimension: str, limit: object, value: object) -> list[str]:
    if not isinstance(limit, str) or limit not in NAMES[dimension]:
        return [
            f"thresholds.{dimension}: unknown limit {_shown(limit)}; use one of {', '.join(NAMES[dimension])}"
        ]
    path = f"thresholds.{dimension}.{limit}"
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        return [f"{path}: {_shown(value)} is no number"]
    if (dimension, limit) in _SHARES and not 0 <= value <= 1:
        return [f"{path}: {_shown(value)} is no share; use a number from 0 to 1 such as 0.85"]
    if value < 0 and (dimension, limit) not in _BELOW_ZERO:
        return [f"{path}: {_shown(value)} is below 0"]
    return []


def _is_finite(value: int | float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except ValueError:
        # Python refuses to print an integer of thousands of digits.
        return "a gigantic number"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _order_problems(merged: Thresholds) -> list[str]:
    limits = {dimension: limits._asdict() for dimension, limits in merged._asdict().items()}
    problems = [
        f"thresholds.{dimension}: {green} must not be below {amber}"
        for dimension, green, amber in _DESCENDING
        if limits[dimension][green] < limits[dimension][amber]
    ]
    problems += [
        f"thresholds.{dimension}: {green} must not be above {amber}"
        for dimension, green, amber in _ASCENDING
        if limits[dimension][green] > limits[dimension][amber]
    ]
    return problems


def _merged(overrides: Mapping[str, Mapping[str, float]]) -> Thresholds:
    changed = {name: getattr(DEFAULTS, name)._replace(**limits) for name, limits in overrides.items()}
    return DEFAULTS._replace(**changed)
