"""A card's times, derived from its moves: created, started, finished, dropped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypeVar

Kind = Literal["queue", "active", "waiting", "done", "dropped"]
KINDS: tuple[Kind, ...] = ("queue", "active", "waiting", "done", "dropped")
SHORTEST_STAY_MS = 60_000

Place = TypeVar("Place")


class CardTimes(NamedTuple):
    """When a card was worked on; instants in UTC milliseconds, None where there is none.

    ``finish_unknown``: it stands in done but arrived there without history: it counts for progress only.
    """

    created_ms: int | None = None
    started_ms: int | None = None
    finished_ms: int | None = None
    dropped_ms: int | None = None
    finish_unknown: bool = False
    reopened: int = 0

    @property
    def is_done(self) -> bool:
        """Whether the card is finished, even when nobody knows since when."""
        return self.finished_ms is not None or self.finish_unknown

    @property
    def is_open(self) -> bool:
        """Whether work is left on the card: neither finished nor dropped."""
        return not self.is_done and self.dropped_ms is None

    @property
    def in_progress(self) -> bool:
        """Whether the card is work in progress now."""
        return self.started_ms is not None and self.is_open


def counted_stays(moves: Sequence[tuple[int, Place]]) -> list[tuple[int, Place]]:
    """Return the moves whose stay counts: 60 seconds or longer, or still going on."""
    counted = [move for move, after in pairwise(moves) if after[0] - move[0] >= SHORTEST_STAY_MS]
    counted.extend(moves[-1:])
    return counted


def card_times(moves: Sequence[tuple[int, str]], archived_ms: int | None = None) -> CardTimes:
    """Derive a card's times from its live moves: (instant in UTC ms, kind of column), by (at, sequence).

    Undone moves are left out by the caller. ``archived_ms``: when an archived card was archived.
    A card whose first move lands in a done column has an unknown finish for as long as that stay lasts.
    """
    if not moves:
        return CardTimes(dropped_ms=archived_ms)
    stays = counted_stays(moves)
    present = stays[-1][1]
    begin = _begin_of_present(stays)
    is_done = present == "done"
    finish_unknown = is_done and begin == 0 and moves[0][1] == "done"
    dropped = stays[begin][0] if present == "dropped" else None
    return CardTimes(
        created_ms=moves[0][0],
        started_ms=next((at for at, kind in stays if kind in ("active", "waiting")), None),
        finished_ms=stays[begin][0] if is_done and not finish_unknown else None,
        dropped_ms=archived_ms if dropped is None and not is_done else dropped,
        finish_unknown=finish_unknown,
        reopened=sum(
            before == "done" and after not in ("done", "dropped")
            for (_, before), (_, after) in pairwise(stays)
        ),
    )


def _begin_of_present(stays: Sequence[tuple[int, str]]) -> int:
    """Return the index at which the present unbroken run of one kind began."""
    index = len(stays) - 1
    while index > 0 and stays[index - 1][1] == stays[-1][1]:
        index -= 1
    return index
