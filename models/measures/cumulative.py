"""Cumulative flow: per day and column, the cards that have reached it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from models.measures.days import Calendar
from models.measures.times import counted_stays

_WITHDRAWN = -1


class FlowColumn(NamedTuple):
    """A column of the board."""

    id: int
    name: str
    kind: str


class CardPath(NamedTuple):
    """A card's live moves (instant in UTC ms, column id) in order, and when it was archived."""

    moves: Sequence[tuple[int, int]]
    archived_ms: int | None = None


class CumulativeFlow(NamedTuple):
    """``counts[c][d]``: cards that had reached columns[c] or a later one by the end of day first + d."""

    columns: tuple[FlowColumn, ...]
    first: date
    counts: tuple[tuple[int, ...], ...]


def cumulative_flow(
    columns: Sequence[FlowColumn], cards: Iterable[CardPath], calendar: Calendar, first: date, last: date
) -> CumulativeFlow:
    """Count, per day and column, the cards that reached it or a later one. Unit: cards.

    Columns in board order; the chart ends with the last done one, dropped ones left out. What stands right
    of the last done column counts as the first column. A move back withdraws the later entries, a dropped
    card all of its entries, from the past days too: so no curve ever falls.
    """
    shown = _shown(columns)
    places = _places(columns, shown)
    done_ids = {column.id for column in columns if column.kind == "done"}
    from_day, length = first.toordinal(), max((last - first).days + 1, 0)
    arrivals = [[0] * length for _ in shown]
    for card in cards:
        for place, at_ms in enumerate(_entries(card, places, done_ids)):
            day = max(calendar.ordinal_of(at_ms) - from_day, 0)
            if day < length:
                arrivals[place][day] += 1
    return CumulativeFlow(shown, first, tuple(tuple(accumulate(line)) for line in arrivals))


def _shown(columns: Sequence[FlowColumn]) -> tuple[FlowColumn, ...]:
    last_done = max((index for index, column in enumerate(columns) if column.kind == "done"), default=-1)
    return tuple(column for column in columns[: last_done + 1] if column.kind != "dropped")


def _places(columns: Sequence[FlowColumn], shown: Sequence[FlowColumn]) -> dict[int, int]:
    """Map each column's id to its place on the chart."""
    places = {column.id: _WITHDRAWN if column.kind == "dropped" else 0 for column in columns}
    places.update({column.id: place for place, column in enumerate(shown)})
    return places


def _entries(card: CardPath, places: Mapping[int, int], done_ids: set[int]) -> list[int]:
    """Return when the card entered each of the columns that it has reached, from the first one on."""
    entries: list[int] = []
    stays = [stay for stay in counted_stays(card.moves) if stay[1] in places]
    if card.archived_ms is not None and not (stays and stays[-1][1] in done_ids):
        return entries
    for at_ms, column in stays:
        reached = places[column] + 1
        del entries[reached:]
        entries.extend([at_ms] * (reached - len(entries)))
    return entries
