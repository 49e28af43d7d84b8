"""Percent complete of a project, with its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.measures.answers import NoAnswer, Reason


class CardSums(NamedTuple):
    """Sums over the cards that are not dropped; a query can make them, or ``sum_cards``.

    estimated: cards with an estimate; estimate: the sum of these; done_*: the same over finished cards.
    """

    cards: int = 0
    estimated: int = 0
    estimate: float = 0.0
    done_cards: int = 0
    done_estimated: int = 0
    done_estimate: float = 0.0


class Progress(NamedTuple):
    """Percent complete as a share from 0 to 1, the amounts behind it, and the source in words."""

    share: float
    done: float
    total: float
    source: str


def sum_cards(cards: Iterable[tuple[float | None, bool]]) -> CardSums:
    """Sum (estimate or None, finished) of the cards that are not dropped."""
    count = estimated = done_cards = done_estimated = 0
    estimate = done_estimate = 0.0
    for size, is_done in cards:
        count += 1
        done_cards += is_done
        if size is None:
            continue
        estimated += 1
        estimate += size
        if is_done:
            done_estimated += 1
            done_estimate += size
    return CardSums(count, estimated, estimate, done_cards, done_estimated, done_estimate)


def percent_complete(
    cards: CardSums, milestones: Sequence[tuple[float | None, bool]] = ()
) -> Progress | NoAnswer:
    """Done estimate / total estimate; without cards the same of the milestones' weights (weight, done).

    A card without an estimate counts as the mean of those with one; with none anywhere (or only zeros) each
    counts 1. A milestone without a weight counts 1. Neither cards nor milestones: ``not configured``.
    """
    if cards.cards > 0:
        return _by_estimate(cards) if cards.estimate > 0 else _by_number(cards)
    if milestones:
        return _by_milestones(milestones)
    return NoAnswer(Reason.NOT_CONFIGURED, "no cards, no milestones")


def _by_estimate(cards: CardSums) -> Progress:
    mean = cards.estimate / cards.estimated
    without = cards.cards - cards.estimated
    total = cards.estimate + mean * without
    done = cards.done_estimate + mean * (cards.done_cards - cards.done_estimated)
    source = f"estimates of {cards.cards} cards"
    if without:
        source += f", {without} without one counted as the mean {_short(mean)}"
    # Summed in another order, the same cards must still be exactly done.
    share = 1.0 if cards.done_cards == cards.cards else min(max(done / total, 0.0), 1.0)
    return Progress(share, done, total, source)


def _by_number(cards: CardSums) -> Progress:
    source = f"{cards.done_cards} of {cards.cards} cards, none with an estimate"
    return Progress(cards.done_cards / cards.cards, cards.done_cards, cards.cards, source)


def _by_milestones(milestones: Sequence[tuple[float | None, bool]]) -> Progress:
    weights = [(1.0 if weight is None else weight, is_done) for weight, is_done in milestones]
    total = sum(weight for weight, _ in weights)
    if total <= 0:
        weights = [(1.0, is_done) for _, is_done in weights]
        total = float(len(weights))
    done = sum(weight for weight, is_done in weights if is_done)
    passed = sum(is_done for _, is_done in weights)
    return Progress(done / total, done, total, f"{passed} of {len(weights)} milestones, by weight")


def _short(mean: float) -> str:
    return f"{mean:.1f}".removesuffix(".0")
