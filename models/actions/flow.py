"""The flow of cards: moves are written here, and a card's times are derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.measures.times import CardTimes, card_times
from models.store.change import Change
from models.store.tables import Card, Column, Move

_BATCH = 500
"""Cards in one query; SQLite takes a bounded number of parameters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A card is about to enter a column: when (UTC ms), and what its row says of its times then."""

    at: int
    times: dict[str, int | None]


def entry(change: Change, card_id: int | None, column: Column) -> Entry:
    """Say what entering a column now makes of a card's times; None for a card that is about to be made.

    A card's moves never go back in time: after a clock was set back, a move counts from the one before.
    """
    past = [] if card_id is None else stays(change, [card_id]).get(card_id, [])
    at = max([change.at, *(moment for moment, _ in past)])
    return Entry(at, fields_of(card_times([*past, (at, column.kind)])))


def record_move(change: Change, card_id: int, from_id: int | None, to_id: int, at: int) -> None:
    """Write a move by the author."""
    change.create(Move, card=card_id, from_column=from_id, to_column=to_id, at=at, by=change.author)


def stays(change: Change, card_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """Each card's live moves as (at, kind of the column as it is now), in the order of time."""
    found: dict[int, list[tuple[int, str]]] = {}
    for start in range(0, len(card_ids), _BATCH):
        query = (
            Move.select(Move.card, Move.at, Column.kind)
            .join(Column, on=(Move.to_column == Column.id))
            .where(Move.card.in_(list(card_ids[start : start + _BATCH])) & (Move.removed == 0))
            .order_by(Move.card, Move.at, Move.id)
        )
        for card_id, at, kind in change.rows(query):
            found.setdefault(card_id, []).append((at, kind))
    return found


def fields_of(times: CardTimes) -> dict[str, int | None]:
    """The times as a card's row keeps them."""
    return {"started_at": times.started_ms, "finished_at": times.finished_ms}


def recompute(change: Change, card_ids: Iterable[int]) -> int:
    """Derive the times of cards anew, after the kind of a column changed; return how many changed."""
    wanted = sorted(set(card_ids))
    return sum(_recompute(change, wanted[start : start + _BATCH]) for start in range(0, len(wanted), _BATCH))


def cards_through(change: Change, column_id: int) -> list[int]:
    """The cards that ever were in the column."""
    query = Move.select(Move.card).where((Move.to_column == column_id) & (Move.removed == 0)).distinct()
    return [card_id for (card_id,) in change.rows(query)]


def _recompute(change: Change, card_ids: Sequence[int]) -> int:
    histories = stays(change, card_ids)
    query = Card.select(Card.id, Card.archived_at).where(Card.id.in_(list(card_ids)) & (Card.removed == 0))
    # The gate writes, and counts, only the rows that come to differ.
    return change.update_many(
        Card,
        [
            (card_id, None, fields_of(card_times(histories.get(card_id, []), archived_at)))
            for card_id, archived_at in change.rows(query)
        ],
    )
