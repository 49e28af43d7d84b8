"""Mending what `check` finds, where nothing can be lost by it."""

from __future__ import annotations

from models.actions.sentences import counted
from models.portfolio import Portfolio
from models.store.invariants import ORPHANS
from models.store.tables import Move


def repair(p: Portfolio) -> str | None:
    """Take away what is left of what was deleted for ever; a sentence, None when nothing is."""
    with p.change("portfolio.repair") as change:
        # The projects are gone; else nobody may write into one that is.
        change.unseal()
        moves = [row for (row,) in change.rows(ORPHANS)]
        for move in moves:
            change.remove(Move, move)
        if not moves:
            return None
        sentence = f"{counted(len(moves), 'move')} of cards that were deleted for ever taken away"
        change.summary(sentence)
    return sentence
