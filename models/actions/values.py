"""The words that fields are made of: the default first, then the others, as the definition format lists
them.
"""

from __future__ import annotations

from typing import Literal, get_args

ProjectState = Literal["active", "proposed", "on hold", "finished", "cancelled"]
ColumnKind = Literal["queue", "active", "waiting", "done", "dropped"]
LimitKind = Literal["soft", "hard"]
CardType = Literal["task", "feature", "bug", "improvement"]
Priority = Literal["normal", "low", "high", "urgent"]
ServiceClass = Literal["standard", "expedite", "fixed date", "intangible"]
RiskResponse = Literal["mitigate", "avoid", "transfer", "accept", "exploit"]
RiskState = Literal["open", "happened", "closed"]
Engagement = Literal["neutral", "unaware", "resistant", "supportive", "leading"]
ExpectationState = Literal["open", "kept", "missed"]
HealthColor = Literal["green", "amber", "red"]

PROJECT_STATES: tuple[str, ...] = get_args(ProjectState)
COLUMN_KINDS: tuple[str, ...] = get_args(ColumnKind)
LIMIT_KINDS: tuple[str, ...] = get_args(LimitKind)
CARD_TYPES: tuple[str, ...] = get_args(CardType)
"""What a card's type is offered from; any short text is allowed."""
PRIORITIES: tuple[str, ...] = get_args(Priority)
SERVICE_CLASSES: tuple[str, ...] = get_args(ServiceClass)
RISK_RESPONSES: tuple[str, ...] = get_args(RiskResponse)
RISK_STATES: tuple[str, ...] = get_args(RiskState)
ENGAGEMENTS: tuple[str, ...] = get_args(Engagement)
EXPECTATION_STATES: tuple[str, ...] = get_args(ExpectationState)
HEALTH_COLORS: tuple[str, ...] = get_args(HealthColor)

DEFAULT_COLUMNS: tuple[tuple[str, ColumnKind], ...] = (
    ("Backlog", "queue"),
    ("Ready", "queue"),
    ("Doing", "active"),
    ("Review", "waiting"),
    ("Done", "done"),
)
"""The board of a project that names no columns."""

PROJECT_KEY = r"[A-Z][A-Z0-9]{0,9}"
OTHER_KEY = r"[a-zA-Z0-9._-]{1,60}"
LINE_LENGTH = 1_000
TEXT_LENGTH = 100_000
SHORT_LENGTH = 60
"""Types and labels: what stands on one line of a card."""
LARGEST_NUMBER = 10**12
SMALLEST_NUMBER = 0.000001
"""Except 0: less is a slip, and what is divided by it is no number any more."""
LARGEST_ESTIMATE = 1_000_000
LARGEST_AMOUNT = 10**14 - 1
"""Minor units: what a definition file may say in any currency, also one without a minor unit."""
