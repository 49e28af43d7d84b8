"""Tables as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from models.text import clean_text, number_text

Value = str | int | float | Decimal | bool | date | None
"""A text of anybody, or a number, a date, yes or no of ours; None: an empty cell."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet runs text that begins like this; the wide forms count in some languages."""


def csv_text(rows: Iterable[Sequence[Value]]) -> str:
    """The rows, each with a line end of CR LF."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def neutral(text: str) -> str:
    """Text that a spreadsheet takes for text: an apostrophe leads what would be a formula."""
    cleaned = clean_text(text)
    return f"'{cleaned}" if cleaned.lstrip(" ").startswith(_FORMULA) else cleaned
