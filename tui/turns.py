"""What one's own action did to the health of a project, told behind what it did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from tui.text import cut, plain, width

if TYPE_CHECKING:
    from models.views.board import BoardHead
    from models.views.delivery_values import Judgment

_WORDS = {"R": "red", "A": "amber", "G": "green", "-": "unknown"}
_RANK = "-GAR"
"""The later, the worse."""
_EDGE = 6
"""Cells of a status line beside its sentence: at its edges, and before the hint."""
_LEAST = 16
"""Cells of what was done that are worth keeping."""


class Turn(NamedTuple):
    """A judgment that became another one."""

    what: str
    """``cost is now red``."""
    why: str
    """``CPI 0.84``; empty where nothing is said about it."""


def turned(before: Iterable[Judgment], after: Iterable[Judgment]) -> Turn | None:
    """The worst dimension that is judged otherwise; None when all are as they were."""
    letters: Mapping[str, str] = {one.dimension: one.letter for one in before}
    others = [one for one in after if letters.get(one.dimension, one.letter) != one.letter]
    if not others:
        return None
    worst = max(others, key=lambda one: _RANK.find(one.letter))
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return Turn(f"{worst.dimension} is now {_WORDS[worst.letter]}", _numbers(worst.sentence) + more)


def head_turned(before: BoardHead, after: BoardHead) -> Turn | None:
    """The health of a board's head, where its letter is another one."""
    old, new = before.health[:1], after.health[:1]
    if old == new or old not in _WORDS or new not in _WORDS:
        return None
    why = f"{after.health_dimension}, {_numbers(after.health_why)}" if after.health_dimension else ""
    return Turn(f"health is now {_WORDS[new]}", why)


def told_with(said: str, turn: Turn | None, cells: int, hint: str = "") -> str:
    """What was done, and what it did: where there is no room for all, without the numbers, then shorter."""
    if turn is None:
        return said
    room = cells - width(plain(hint)) - _EDGE
    whole = f"{turn.what}, {turn.why}" if turn.why else turn.what
    if not said:
        return whole
    told = whole if width(plain(said)) + width(whole) + 2 <= room else turn.what
    return f"{cut(said, max(room - width(told) - 2, _LEAST))}; {told}"


def _numbers(sentence: str) -> str:
    """The sentence without the rule that it was judged by: *why* has it."""
    return sentence.partition("; ")[0].partition(" (")[0]
