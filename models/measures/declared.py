"""Declared health: what the manager says, how long it stands, and how it reads beside the computed one."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from models.measures.days import day_after
from models.measures.health import RANK, ComputedHealth
from models.measures.wording import span_text

Color = Literal["green", "amber", "red"]
Standing = Literal["valid", "expired", "stale", "without reason", "never reported", "not due", "not started"]
BETTER_EXPIRES_DAYS = 14

_LETTERS: dict[str, Literal["G", "A", "R"]] = {"green": "G", "amber": "A", "red": "R"}
_COLORS: dict[str, str] = {letter: color for color, letter in _LETTERS.items()}


class Statement(NamedTuple):
    """A manager's latest statement."""

    day: date
    color: Color
    why: str = ""
    next_review: date | None = None


class DeclaredHealth(NamedTuple):
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
    """Weigh a statement. ``start``: the project's, or the day it was created where it has none.

    Older than twice the cadence it is stale. Better than the computed one it needs a reason and expires
    after 14 days; worse or the same, it stands.
    """
    if statement is None:
        return _no_statement(start, today, cadence_days)
    letter = _LETTERS[statement.color]
    age = max((today - statement.day).days, 0)
    is_better = computed.letter is not None and RANK[letter] < RANK[computed.letter]
    standing: Standing = "valid"
    if age > 2 * cadence_days:
        standing = "stale"
    elif is_better and not statement.why.strip():
        standing = "without reason"
    elif is_better and age > BETTER_EXPIRES_DAYS:
        standing = "expired"
    sentence = f"declared {statement.color} {_ago(age)}"
    if is_better and computed.worst is not None:
        sentence += f", data says {_COLORS[computed.worst.letter]}: {computed.worst.sentence}"
    if standing != "valid":
        sentence += f" ({standing})"
    return DeclaredHealth(letter, standing, age, is_better, sentence)


def _no_statement(start: date, today: date, cadence_days: int) -> DeclaredHealth:
    if today < start:
        begin = f"starts in {span_text((start - today).days)}"
        return DeclaredHealth(None, "not started", None, False, begin)
    due = day_after(start, cadence_days)
    if today > due:
        return DeclaredHealth(
            None,
            "never reported",
            None,
            False,
            f"no statement yet; started {span_text((today - start).days)} ago",
        )
    wait = span_text((due - today).days)
    return DeclaredHealth(None, "not due", None, False, f"first statement due in {wait}")


def _ago(days: int) -> str:
    return f"{span_text(days)} ago" if days else "today"


def letter_beside(computed: ComputedHealth, declared: DeclaredHealth) -> str:
    """Return the declared letter that stands beside the computed one: it counts and differs; else empty."""
    if declared.letter is None or not declared.counts or declared.letter == computed.letter:
        return ""
    return declared.letter


def health_sort_key(computed: ComputedHealth, declared: DeclaredHealth) -> float:
    """Return how bad the worse valid one of the two opinions is; 0: no opinion."""
    seen = computed.worst.severity if computed.worst is not None else 0.0
    said = float(RANK[declared.letter]) if declared.letter is not None and declared.counts else 0.0
    return max(seen, said)
