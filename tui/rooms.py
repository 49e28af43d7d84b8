"""Every key of the program, room by room. Nothing here imports Textual: the command line prints them too."""

from __future__ import annotations

from collections.abc import Sequence

from tui.board.keys import BOARD, DETAILS
from tui.delivery.keys import DELIVERY
from tui.history.keys import HISTORY
from tui.keymap import EVERYWHERE, Key
from tui.project.keys import PROJECT
from tui.writing_keys import WRITING

TOGETHER = tuple(
    frozenset({"app", room}) for room in ("board", "delivery", "details", "project", "history", "writing")
)
"""Rooms of keys that are live at the same time."""

PARTS: Sequence[tuple[str, Sequence[Key]]] = (
    ("Board", BOARD),
    ("Details of a card", DETAILS),
    ("Delivery", DELIVERY),
    ("Project", PROJECT),
    ("History", HISTORY),
    ("A text of several lines", WRITING),
    ("Everywhere", EVERYWHERE),
)
"""The rooms as a person calls them, with their keys."""


def all_keys() -> Sequence[Key]:
    """Every key of the program, for the help and for the person's own file."""
    return tuple(key for _title, keys in PARTS for key in keys)


def part(room: str) -> tuple[str, Sequence[Key]]:
    """One room with its title, by the part of its ids before the dot."""
    return next(found for found in PARTS if found[1][0].room == room)
