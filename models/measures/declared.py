"""Declared health: what the manager says, how long it stands, and how it reads beside the computed one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.measures.health import ComputedHealth

Color = Literal["green", "amber", "red"]
Standing = Literal["valid", "expired", "stale", "without reason", "never reported", "not due", "not started"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A manager's latest statement."""

    day: date
    color: Color
    why: str = ""
    next_review: date | None = None


@dataclass(frozen=True, slots=True)
class DeclaredHealth:
    """What the statement is worth today: its letter counts only while its standing is ``valid``.

    ``is_better``: it says better than the computed one, whether it still counts or not.
    """

    letter: Literal["G", "A", "R"] | None
    standing: Standing
    age_days: int | None
    is_better: bool
    sentence: str

    @property
    def counts(self) -> bool:
        """Whether it counts today."""
        return self.standing == "valid"


def declared_health(
    statement: Statement | None, computed: ComputedHealth, start: date, today: date, cadence_days: int = 7
) -> DeclaredHealth:
    """Weigh a statement; start: the project's, or the day it was created where it has none."""
    raise NotImplementedError


def health_text(computed: ComputedHealth, declared: DeclaredHealth) -> str:
    """The row's letters: the computed one and, when it differs and counts, the declared one beside it: ``A? G``."""
    raise NotImplementedError


def health_sort_key(computed: ComputedHealth, declared: DeclaredHealth) -> float:
    """Sorts worst last when ascending: the worse valid one of the two opinions."""
    raise NotImplementedError
