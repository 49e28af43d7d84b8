"""What must hold of a file after anything that was done to it: nothing acknowledged is missing, nothing is
half done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from models.portfolio import Portfolio
from models.store.database import Store
from tests.reliability.acknowledged import Acknowledgment, Written

LOST = "acknowledged, but not there"
"""How the sentence begins that tells of a lost change."""
_CHAINS = """
SELECT entity, row, COUNT(*), COUNT(DISTINCT version), MIN(version), MAX(version) FROM event
GROUP BY entity, row
HAVING COUNT(*) <> MAX(version) OR COUNT(DISTINCT version) <> COUNT(*) OR MIN(version) <> 1
"""
_MOVES = """
SELECT card_id, from_column_id, before FROM (
    SELECT card_id, from_column_id, LAG(to_column_id) OVER (PARTITION BY card_id ORDER BY at, id) AS before
    FROM move WHERE removed = 0)
WHERE from_column_id IS NOT before
"""
_FINISHED = """
SELECT c.id, b.kind FROM card c JOIN board_column b ON b.id = c.column_id
WHERE c.removed = 0 AND c.archived_at IS NULL AND (b.kind = 'done') <> (c.finished_at IS NOT NULL)
"""


def violations(path: Path, acknowledged: Iterable[Acknowledgment]) -> list[str]:
    """Return a sentence for each thing that is wrong, none when all is well.

    The file is opened as anybody would open it, which repairs what a crash left.
    """
    portfolio = Portfolio.open(path, author="verdict", create=False)
    try:
        return [
            *portfolio.check(),
            *_chains(portfolio.store),
            *_board(portfolio.store),
            *_missing(portfolio.store, acknowledged),
        ]
    finally:
        portfolio.close()


def _chains(store: Store) -> Iterator[str]:
    """Version chains, counted by SQL alone: a second opinion beside the replay of `check`."""
    for entity, row, count, distinct, first, last in store.rows(_CHAINS):
        yield f"{entity} {row}: {count} events, {distinct} versions from {first} to {last}"


def _board(store: Store) -> Iterator[str]:
    for card, came_from, was_in in store.rows(_MOVES):
        yield f"card {card} moved from column {came_from} when it was in {was_in}"
    for card, kind in store.rows(_FINISHED):
        yield f"card {card} is in a {kind} column, but its finish says otherwise"


def _missing(store: Store, acknowledged: Iterable[Acknowledgment]) -> Iterator[str]:
    sql = "SELECT grp, seq, entity, row, version, after FROM event"
    held = {seq: (group, Written(seq, *rest)) for group, seq, *rest in store.rows(sql)}
    for change in acknowledged:
        for written in change.written:
            if held.get(written.seq) != (change.group, written):
                yield (
                    f"{LOST}: event {written.seq}, {written.entity} {written.row} version {written.version}"
                )
