"""The few words that take the place of a number, the same on every screen and in every report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

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


DECLARED = ("R (G)", "computed red, the manager said green")
"""What `health_parts` look like where the manager says something else, and what that means."""


def short_note(note: str) -> str:
    """Why there is no number, in at most eight cells: ``no pace`` for ``cannot forecast (no finish)``.

    What stands in brackets is for those who ask why; ``-`` when there is no reason.
    """
    known = _SHORT.get(note)
    if known is not None:
        return known
    reason = note.partition(" (")[0]
    return _SHORT.get(reason, reason) or "-"


LINKS = {"parent": "parent", "depends": "depends on", "relates": "relates to"}
"""Kinds of links as they are told; the others tell themselves."""


def linked(title: str, *, finished: bool) -> str:
    """The title of the card that a link leads to, and that there is nothing to wait for."""
    return f"{title} (finished)" if finished else title


def waits_text(cards: int) -> str:
    """That a card waits for so many others, which are not finished; empty for none."""
    return f"waits for {cards}" if cards else ""


def without_key(key: str, name: str) -> str:
    """A name without the key, where it begins with it: the key stands before it already.

    In other letters and without a colon it is a word of the name: the project NEW is called "New thing".
    """
    start, rest = name[: len(key)], name[len(key) :]
    says_key = (start == key and rest[:1] == " ") or (start.upper() == key and rest[:1] == ":")
    if not says_key:
        return name
    return rest.lstrip(" :") or name


def counted_from(since: date | None, beside: date | None, written: Callable[[date], str]) -> str:
    """`` from 20 Jan`` behind a slip: the day it is counted from, where that is not the one beside it.

    A slip without it would be taken for one against the day that stands there.
    """
    return f" from {written(since)}" if since is not None and since != beside else ""


def health_parts(health: str, declared: str) -> tuple[tuple[str, str], ...]:
    """The computed letter and, in brackets, the declared one that differs: parts of a text, and the letter
    that each of them is; empty for the brackets. ``R (G)``, ``A?(R)``, ``G?``.
    """
    computed = (f"{health:<2}", health)
    return (computed, ("(", ""), (declared, declared), (")", "")) if declared else (computed,)


def health_text(health: str, declared: str, dimension: str) -> str:
    """``R (G) cost``: the letters, and the dimension that decided."""
    letters = "".join(text for text, _letter in health_parts(health, declared))
    return f"{letters} {dimension}".rstrip()


def more_text(dimension: str, more: int, *, longer: bool) -> str:
    """What an attention line is about, and how many further rules fired: ``schedule and 4 more``.

    ``longer``: there is room for the whole phrase; else ``schedule +4 more``.
    """
    if not more:
        return dimension
    return f"{dimension} {'and ' if longer else '+'}{more} more"
