"""A walk over every screen: the keys that lead from one to the next, on the demo or any board with cards.

The pictures of docs/pictures.py and the test of contrast walk the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

STEPS: Sequence[tuple[str, str]] = (
    ("board", "right"),
    ("board-marked", "space v"),
    ("board-full", "escape V"),
    ("board-compact", "V"),
    ("board-folded", "V z"),
    ("details", "z right enter"),
    ("details-lower", "j j j end"),
    ("filter", "escape / l e"),
    ("palette", "escape escape right :"),
    ("palette-found", "o v e r"),
    ("help", "escape ?"),
    ("themes", "escape T"),
    ("prompt", "escape d"),
    ("error", "z z z enter"),
    ("picker", "escape a"),
    ("find", "escape o"),
    ("board-why", "escape i"),
    ("board-facts", "escape I"),
    ("delivery", "escape tab"),
    ("delivery-lower", "down down down down down down down down"),
    ("why", "i"),
    ("timeline", "escape }"),
    ("sort", "{ s"),
    ("project", "escape O"),
    ("plan", "2"),
    ("money", "3"),
    ("people", "4"),
    ("risks", "5"),
    ("client", "6"),
    ("statements", "7"),
    ("history", "8"),
    ("wizard", "5 n L a t e enter 3 enter"),
    ("wizard-left", "escape"),
    ("own-history", "escape escape W"),
    ("promised", "escape escape / i s : p r o m i s e d"),
    ("marks", "escape escape L"),
    ("group", "escape w"),
    ("palette-elsewhere", "escape : s t a t e m e n t"),
    ("board-sort", "escape tab s"),
    ("lanes", "escape w"),
    ("board-lanes", "down enter"),
    ("day-picked", "w up enter left left d"),
    ("comment", "escape C O n e ctrl+o enter t w o"),
)
"""Name of a screen, and the keys that lead to it from the one before."""
