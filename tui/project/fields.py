"""The fields of the forms: how a value is shown to be changed, and how what was typed is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from models.measures.money import MoneyError, export_amount
from models.measures.typed_amount import read_amount
from models.views.names import Named
from models.views.project import ProjectView
from tui import dates

_A_DATE = "a date such as 12 Mar"
MAY_BE_EMPTY = "; empty: none"
"""What the note of a field that must say something does not end with."""
BREAK = "⏎"
"""Stands for a line break in a field of one line, so that editing a text of several lines loses none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What reading a value depends on."""

    today: date
    currency: str


Shown = Callable[[object, Setting], str]
Read = Callable[[str, Setting], object]
"""Raises ValueError with a sentence."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A field that is typed."""

    name: str
    label: str
    show: Shown
    read: Read
    note: str = ""
    wanted: str = ""
    """What it must be, in a few words, for who typed something else; empty: the action's own sentence."""
    long: bool = False
    """Whether it may take several lines."""
    short: bool = False
    """Whether it is a day, a number or a word: what is typed first takes the place of it."""
    why: str = ""
    """What it is needed for, for who leaves it empty."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A field that is chosen from words."""

    name: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """A field that names a person, a client or a program."""

    name: str
    label: str
    among: str
    """people, clients or programs."""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """A field that is yes or no."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A field that takes one of the words in use, or a new one."""

    name: str
    label: str
    words: Callable[[ProjectView], Iterable[str | None]]
    """Those in use, the most likely first."""
    usual: Callable[[ProjectView], str | None] = lambda _view: None
    """The one that a new entry most likely has: Enter takes it."""


Field = Typed | Chosen | Picked | Truth | Offered


def text(name: str, label: str, note: str = "", *, long: bool = False, short: bool = False) -> Typed:
    """Words; an empty field clears it."""
    return Typed(name, label, _show_text, _read_text, note, "it needs some text", long, short)


def day(name: str, label: str) -> Typed:
    """A date."""
    return Typed(name, label, _show_day, read_day, dates.NOTE, _A_DATE, short=True)


def amount(name: str, label: str) -> Typed:
    """Money of the project's currency."""
    return Typed(
        name,
        label,
        shown_amount,
        _read_amount,
        "such as 12,500 or 1.5k",
        "an amount such as 1500",
        short=True,
    )


def whole(name: str, label: str, note: str, wanted: str = "", why: str = "") -> Typed:
    """A whole number."""
    return Typed(name, label, _show_number, _read_whole, note, wanted, short=True, why=why)


def decimal(name: str, label: str, note: str, wanted: str = "") -> Typed:
    """A number."""
    return Typed(name, label, _show_number, _read_decimal, note, wanted, short=True)


def missing(field: Field) -> str:
    """What to say of a field that must say something and does not; empty: the action's own sentence."""
    if not isinstance(field, Typed) or not field.short or not field.wanted:
        return getattr(field, "wanted", "")
    return f"needed: {field.wanted}" + (f"; {field.why}" if field.why else "")


def present(field: Field, line: object) -> object:
    """The value that an entry has."""
    return getattr(line, field.name.removesuffix("_id"))


def shown(field: Field, value: object, setting: Setting) -> str:
    """A value as the form shows it; empty for none."""
    if isinstance(field, Typed):
        return field.show(value, setting)
    if isinstance(field, Truth):
        return "yes" if value else "no"
    if isinstance(value, Named):
        return value.name
    return str(value or "")


def _show_text(value: object, _setting: Setting) -> str:
    return str(value or "").replace("\n", BREAK)


def _read_text(typed: str, _setting: Setting) -> str | None:
    return typed.replace(BREAK, "\n").strip() or None


def _show_day(value: object, _setting: Setting) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def read_day(typed: str, setting: Setting) -> date | None:
    """The date that was typed; None for an empty field."""
    try:
        return dates.parse(typed, setting.today)
    except dates.NoDate as error:
        raise ValueError(_A_DATE) from error


def shown_amount(value: object, setting: Setting) -> str:
    """An amount to be changed."""
    return export_amount(value, setting.currency) if isinstance(value, int) else ""


def _read_amount(typed: str, setting: Setting) -> int | None:
    if not typed.strip():
        return None
    try:
        return read_amount(typed, setting.currency)
    except MoneyError as error:
        raise ValueError(str(error)) from error


def _show_number(value: object, _setting: Setting) -> str:
    return f"{value:g}" if isinstance(value, int | float) else ""


def _read_whole(typed: str, _setting: Setting) -> int | None:
    plain = typed.strip()
    if not plain:
        return None
    if not plain.lstrip("+-").isdecimal() or len(plain) > 18:
        raise ValueError(f"{plain[:40]} is no whole number")
    return int(plain)


def _read_decimal(typed: str, _setting: Setting) -> float | None:
    plain = typed.strip().removesuffix("%").strip().replace(",", ".")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError as error:
        raise ValueError(f"{plain[:40]} is no number") from error
