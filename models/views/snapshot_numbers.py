"""The numbers of a day that are kept for ever, by project: plain values, ready for JSON."""

from __future__ import annotations

from models.measures.answers import NoAnswer
from models.portfolio import Portfolio
from models.views.delivery import entries
from models.views.delivery_cache import Entry

Number = int | float | str | None

_IN_USE = """
SELECT id FROM project WHERE removed = 0 AND archived_at IS NULL AND state NOT IN ('finished', 'cancelled')
"""


def snapshot_numbers(p: Portfolio) -> dict[int, dict[str, Number]]:
    """Project id -> today's numbers of every project that is still going: None where there is no answer.

    Money is in minor units of ``currency``; progress a share from 0 to 1; dates ISO.
    """
    ids = [row[0] for row in p.store.rows(_IN_USE)]
    return {entry.project.id: _numbers(entry) for entry in entries(p, ids)}


def _numbers(entry: Entry) -> dict[str, Number]:
    row, earned = entry.row, entry.earned
    return {
        "state": row.state,
        "health": row.health,
        "health_dimension": row.health_dimension,
        "declared": row.declared,
        "progress": row.progress,
        "cards": row.cards,
        "open_cards": row.open_cards,
        "target": row.target.isoformat() if row.target is not None else None,
        "p85": row.p85.isoformat() if row.p85 is not None else None,
        "slip_days": row.slip_days,
        "currency": row.currency,
        "bac": row.budget,
        "ac": row.costs,
        "ev": None if earned is None else _known(earned.ev),
        "pv": None if earned is None else _known(earned.pv),
        "eac": None if earned is None else _known(earned.eac),
        "cpi": row.cpi,
        "spi": row.spi,
        "risk": row.risk,
        "csat": row.csat,
        "csat_answers": row.csat_answers,
        "nps": row.nps,
    }


def _known(value: int | NoAnswer) -> int | None:
    return None if isinstance(value, NoAnswer) else value
