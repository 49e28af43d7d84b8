"""Both values of a conflict, field by field, as people read them: names instead of ids, dates, money."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from models.measures.money import amount_text
from models.portfolio import Conflict, Portfolio
from models.store.shapes import BY_ENTITY, Shape
from models.store.wording import word
from models.text import clean_line, number_text

LONGEST = 200
"""Characters of a text; the whole one stands in the conflict's own fields."""
_MONEY = frozenset({"amount", "budget", "cost", "residual_cost"})
_YES_OR_NO = frozenset({("milestone", "commitment"), ("checklist_item", "done")})
_DATES = frozenset(
    {"starts", "ends", "contract_end", "start", "target", "due", "baseline", "approved", "review", "date"}
    | {"last_contact", "done"}
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Both(NamedTuple):
    """One field that two people changed; ``field`` is its name in the table."""

    field: str
    label: str
    yours: str
    theirs: str


def both(p: Portfolio, conflict: Conflict) -> tuple[Both, ...]:
    """Return both values of each field of a conflict, in the order of the table's columns."""
    shape = BY_ENTITY.get(conflict.entity)
    if shape is None:
        return ()
    with p.store.snapshot():
        return tuple(
            Both(
                column,
                word(column),
                _said(p, shape, conflict.row, column, conflict.fields[column][0]),
                _said(p, shape, conflict.row, column, conflict.fields[column][1]),
            )
            for column in shape.columns
            if column in conflict.fields
        )


def _said(p: Portfolio, shape: Shape, row: int, column: str, value: object) -> str:
    if column == "archived_at":
        return "in use" if value is None else "archived"
    if value is None:
        return "nothing"
    if (shape.entity, column) in _YES_OR_NO:
        return "yes" if value else "no"
    if column in shape.references and isinstance(value, int):
        return p.store.called(shape.references[column], value) or f"{word(shape.references[column])} {value}"
    if column in _MONEY and isinstance(value, int):
        return amount_text(value, _currency(p, shape, row))
    if column.endswith("_at") and isinstance(value, int):
        moment = datetime.fromtimestamp(value / 1000, p.zone)
        return f"{_day(moment)} {moment:%H:%M}"
    if column in _DATES and isinstance(value, str):
        return _day(date.fromisoformat(value))
    if isinstance(value, float):
        return number_text(value)
    text = clean_line(str(value))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _currency(p: Portfolio, shape: Shape, row: int) -> str:
    if shape.entity == "project":
        sql = "SELECT currency FROM project WHERE id = ?"
    else:
        sql = (
            f'SELECT p.currency FROM project p JOIN "{shape.entity}" r ON r.project_id = p.id WHERE r.id = ?'
        )
    return str(p.store.rows(sql, (row,))[0][0])
