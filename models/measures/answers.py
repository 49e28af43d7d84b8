"""States that are not numbers: a measure without an answer says why, and is never 0 or 100 %."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """Why there is no number; the value is the text that a screen shows."""

    NOT_CONFIGURED = "not configured"
    NOT_ENOUGH_DATA = "not enough data"
    CANNOT_FORECAST = "cannot forecast"
    BEYOND = "beyond 10 years"
    DONE = "done"
    NO_COSTS = "no costs booked"
    NO_BUDGET = "no budget"
    NO_BASELINE = "no baseline"
    NO_DATE = "no date"
    NOT_STARTED = "not started"
    BUDGET_SPENT = "budget already spent"
    NO_RISKS = "no risks recorded"
    NO_ALLOCATIONS = "no allocations"
    NO_ANSWERS = "-"


class NoAnswer(NamedTuple):
    """A measure without a number: the reason, and a detail such as the count that was too small."""

    reason: Reason
    detail: str = ""

    @property
    def text(self) -> str:
        """The reason as a screen shows it: ``not enough data (3)``."""
        return f"{self.reason.value} ({self.detail})" if self.detail else self.reason.value

    def __str__(self) -> str:
        return self.text
