"""A report before it has a format: headings, facts, tables and sentences.

Every text in it is plain, whoever wrote it: a format escapes all of it, so nothing has to be trusted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal, NamedTuple

from models.measures.wording import days_text
from models.views.short import without_key

Tone = Literal["", "red", "amber", "green", "quiet", "strong"]
"""How a text may look; it is never the only sign: the words say the same."""

DASH = "–"
"""There is no answer, or nothing to say."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TONES: dict[str, Tone] = {"R": "red", "A": "amber", "G": "green"}
_LETTERS = {"R": "Red", "A": "Amber", "G": "Green"}


class Cell(NamedTuple):
    """A short text: of a table, of a fact, of a list."""

    text: str
    tone: Tone = ""
    share: float | None = None
    """0 to 1: a bar may stand beside the text."""
    to: str = ""
    """The ``anchor`` of the section where more is said."""


class Fact(NamedTuple):
    """A named value."""

    name: str
    value: Cell


class Facts(NamedTuple):
    """Named values, in their order; those without a text are left out by the formats."""

    rows: tuple[Fact, ...]


class Column(NamedTuple):
    """A column of a table; numbers stand at the right."""

    title: str
    number: bool = False


class Table(NamedTuple):
    """Rows under columns; ``about`` names it for those who hear it."""

    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Items(NamedTuple):
    """A list."""

    rows: tuple[Cell, ...]


class Paragraph(NamedTuple):
    """Text, of several lines where somebody wrote several; ``lead`` stands before it, such as ``Next``."""

    text: str
    tone: Tone = ""
    lead: str = ""


Block = Facts | Table | Items | Paragraph


class Section(NamedTuple):
    """A heading with what stands under it; sections in it are one level deeper."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    mark: Cell | None = None
    """The state that stands beside the heading."""
    anchor: str = ""
    """Letters and digits of ours."""


class Document(NamedTuple):
    """A whole report."""

    title: str
    made: str
    """What the report is, and the moment that every number in it is about."""
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


def redrawn(value: Any, change: Callable[[str], str]) -> Any:
    """The document, or any part of it, with every text changed: before a format escapes it."""
    if isinstance(value, str):
        return change(value)
    if not isinstance(value, tuple):
        return value
    parts = [redrawn(part, change) for part in value]
    return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)


def day(value: date | None) -> str:
    """``12 Mar 2027``: a report is read years later, so the year is always there."""
    return DASH if value is None else f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days(value: int | None) -> str:
    """``+28 d``, ``0 d``."""
    return DASH if value is None else days_text(value)


def known(text: str) -> str:
    """The text, or a dash where there is none."""
    return text or DASH


def letter_tone(letter: str) -> Tone:
    """The tone of ``R``, ``A``, ``G?`` or ``-``."""
    return _TONES.get(letter[:1], "quiet")


def letter_word(letter: str) -> str:
    """``Red``, ``Amber``, ``Green`` or ``Unknown``."""
    return _LETTERS.get(letter[:1], "Unknown")


def titled(key: str, name: str) -> str:
    """``ATLAS Ledger migration``; the key once where the name begins with it."""
    return key if name == key else f"{key} {without_key(key, name)}".rstrip()


def color_tone(color: str) -> Tone:
    """The tone of a declared health: ``red``, ``amber`` or ``green``."""
    return letter_tone(color[:1].upper())


def late_tone(slip_days: int | None) -> Tone:
    """Strong when it is late: the plus sign says so too."""
    return "strong" if slip_days is not None and slip_days > 0 else ""


def used_columns(table: Table) -> Table:
    """The table without columns in which nothing is known; the first one stays."""
    kept = [
        at
        for at in range(len(table.columns))
        if at == 0 or any(row[at].text not in ("", DASH) for row in table.rows)
    ]
    return table._replace(
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
    )
