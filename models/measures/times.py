"""A card's times, derived from its moves: created, started, finished, dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["queue", "active", "waiting", "done", "dropped"]
KINDS: tuple[Kind, ...] = ("queue", "active", "waiting", "done", "dropped")
SHORTEST_STAY_MS = 60_000


@dataclass(frozen=True, slots=True)
class CardTimes:
    """What is known about when a card was worked on; instants in UTC milliseconds, None where there is none.

    ``finish_unknown``: it stands in done but arrived there without history: it counts for progress, not for flow.
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


def counted_stays(moves: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the moves whose stay counts: 60 seconds or longer, or still going on."""
    raise NotImplementedError


def card_times(moves: Sequence[tuple[int, str]], archived_ms: int | None = None) -> CardTimes:
    """Derive a card's times from its live moves: (instant in UTC ms, kind of column), in the order of (at, sequence).

    Undone moves are left out by the caller. ``archived_ms``: when an archived card was archived.
    """
    raise NotImplementedError
