"""The few words that take the place of a number, the same on every screen and in every report."""

from __future__ import annotations

_SHORT = {
    "not enough data": "too few",
    "cannot forecast": "no pace",
    "beyond 10 years": "> 10 y",
    "no costs booked": "no costs",
    "no budget": "none",
    "no baseline": "-",
    "no date": "-",
    "not configured": "no cards",
    "not started": "-",
    "no risks recorded": "-",
    "not configured (no open work)": "no work",
    "cannot forecast (finished)": "done",
    "cannot forecast (cancelled)": "-",
    "cannot forecast (on hold)": "-",
    "cannot forecast (proposed)": "-",
}
WIDEST = 8
"""Cells of the longest of these words."""


def short_note(note: str) -> str:
    """Why there is no number, in at most eight cells: ``no pace`` for ``cannot forecast (no finish)``.

    What stands in brackets is for those who ask why; ``-`` when there is no reason.
    """
    known = _SHORT.get(note)
    if known is not None:
        return known
    reason = note.partition(" (")[0]
    return _SHORT.get(reason, reason) or "-"


def more_text(dimension: str, more: int, *, longer: bool) -> str:
    """What an attention line is about, and how many further rules fired: ``schedule and 4 more``.

    ``longer``: there is room for the whole phrase; else ``schedule +4 more``.
    """
    if not more:
        return dimension
    return f"{dimension} {'and ' if longer else '+'}{more} more"
