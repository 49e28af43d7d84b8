"""The sentences of actions: what undo, the status line and the history say. One line, at most 120
characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.actions.checks import spoken
from models.measures.money import amount_text
from models.text import clean_line, number_text

LONGEST = 120
TITLE = 40
_LONGEST_VALUE = 24
_NAME_ONLY = frozenset({"thresholds"})
"""Fields whose stored value is not how people read it."""
MONEY = frozenset({"amount", "budget", "cost", "residual_cost"})
"""Fields in minor units of the project's currency."""
_YES_OR_NO = frozenset({"commitment"})


def clip(text: str, longest: int = LONGEST) -> str:
    """The text on one line, its end cut off with an ellipsis where it is too long."""
    plain = clean_line(text)
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def quoted(title: str) -> str:
    """A title or name inside of a sentence."""
    return f"“{clip(title, TITLE)}”"


def changes(old: Mapping[str, object], new: Mapping[str, object], currency: str = "") -> list[str]:
    """What became of each field that differs: ``priority high``, ``due cleared``, ``description``; of money,
    which is in minor units of ``currency``, what it was too: ``amount 1,200.00 -> 1,500.00 EUR``."""
    return [
        _amount(field, old.get(field), value, currency) if field in MONEY else _change(field, value)
        for field, value in new.items()
        if old.get(field) != value
    ]


def changed(subject: str, parts: Sequence[str]) -> str:
    """``ATLAS-31: priority high, due 2027-02-12``."""
    return clip(f"{subject}: {', '.join(parts)}")


def keys(named: Sequence[str]) -> str:
    """Several cards in a sentence: two by their keys, the rest as a number."""
    if len(named) <= 2:
        return " and ".join(named)
    return f"{named[0]}, {named[1]} and {len(named) - 2} more"


def counted(count: int, noun: str) -> str:
    """``1 card``, ``4 cards``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _amount(field: str, old: object, new: object, currency: str) -> str:
    name = spoken(field)
    was, now = (amount_text(value, currency) if isinstance(value, int) else "" for value in (old, new))
    if not now:
        return f"{name} {was} cleared"
    return f"{name} {was.removesuffix(currency).rstrip()} -> {now}" if was else f"{name} {now}"


def _change(field: str, value: object) -> str:
    name = spoken(field)
    if value is None:
        return f"{name} cleared"
    if field in _NAME_ONLY:
        return name
    if field in _YES_OR_NO:
        return f"{name} {'yes' if value else 'no'}"
    if isinstance(value, float):
        return f"{name} {number_text(value)}"
    said = str(value)
    if field == "title":
        return f"{name} is now {quoted(said)}"
    return f"{name} {said}" if len(said) <= _LONGEST_VALUE and "\n" not in said else name
