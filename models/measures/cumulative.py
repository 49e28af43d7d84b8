"""Cumulative flow: per day and column, the cards that have reached it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.measures.days import Calendar


@dataclass(frozen=True, slots=True)
class FlowColumn:
    """A column of the board, in board order."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class CardPath:
    """A card's live moves (instant in UTC ms, column id) in order, and when it was archived."""

    moves: Sequence[tuple[int, int]]
    archived_ms: int | None = None


@dataclass(frozen=True, slots=True)
class CumulativeFlow:
    """``counts[c][d]``: cards that had reached columns[c] or a later one by the end of first + d days."""

    columns: tuple[FlowColumn, ...]
    first: date
    counts: tuple[tuple[int, ...], ...]


def cumulative_flow(
    columns: Sequence[FlowColumn], cards: Iterable[CardPath], calendar: Calendar, first: date, last: date
) -> CumulativeFlow:
    """Count, per day and column up to the last done one, the cards that reached it or a later one. Unit: cards."""
    raise NotImplementedError
