"""Percent complete of a project, with its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.measures.answers import NoAnswer


@dataclass(frozen=True, slots=True)
class CardSums:
    """Sums over the cards that are not dropped; a query can make them, or ``sum_cards``.

    estimated: cards with an estimate; estimate: the sum of these; done_*: the same over finished cards.
    """

    cards: int = 0
    estimated: int = 0
    estimate: float = 0.0
    done_cards: int = 0
    done_estimated: int = 0
    done_estimate: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Percent complete as a share from 0 to 1, the amounts behind it, and the source in words."""

    share: float
    done: float
    total: float
    source: str


def sum_cards(cards: Iterable[tuple[float | None, bool]]) -> CardSums:
    """Sum (estimate or None, finished) of the cards that are not dropped."""
    raise NotImplementedError


def percent_complete(
    cards: CardSums, milestones: Sequence[tuple[float | None, bool]] = ()
) -> Progress | NoAnswer:
    """Done estimate / total estimate; no cards: done weight / total weight of the milestones (weight, done)."""
    raise NotImplementedError
