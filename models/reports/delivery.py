"""The delivery report as plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from models.measures.wording import span_text
from models.reports import words
from models.reports.as_json import delivery_json
from models.reports.cells import fit, left, right, width, wrapped
from models.views.delivery import Attention, DeliveryView, Group, Grouping, ProjectRow, grouped
from models.views.short import DECLARED, health_text, more_text, short_note, without_key

__all__ = ["delivery_json", "delivery_text"]

LEAST_WIDTH = 40
_NAME = 13
_NAME_MOST = 44
_MARGIN = 2
_ROOMY = 100
"""Cells from which on nothing is shortened."""


class _Column(NamedTuple):
    """A column of the table; when the width does not do, the one with the lowest worth goes first."""

    title: str
    cells: int
    worth: int
    text: Callable[[ProjectRow, date], str]


def _name(row: ProjectRow) -> str:
    return without_key(row.key, row.name)


def _health(row: ProjectRow, today: date) -> str:
    if row.state != "active":
        return row.state
    if row.health == "-" and not row.declared:
        return "unknown"
    return health_text(row.health, row.declared, row.health_dimension)


def _progress(row: ProjectRow, today: date) -> str:
    if row.progress is None:
        return short_note(row.progress_note)
    return f"{words.bar(row.progress)} {words.percent(row.progress):>5}"


def _budget(row: ProjectRow, today: date) -> str:
    if row.budget_used is not None:
        return words.percent(row.budget_used)
    return short_note(row.budget_note)


def _csat(row: ProjectRow, today: date) -> str:
    return row.csat_note


def _said(row: ProjectRow, today: date) -> str:
    if row.said_days is None:
        return "never"
    return f"{span_text(row.said_days)} {row.said_note}".rstrip()


def _next(row: ProjectRow, today: date) -> str:
    coming = row.next_milestone
    if coming is None:
        return ""
    return f"{fit(coming.name, 14)} {words.day(coming.due, today)} {words.slip(coming.slip_days)}".rstrip()


def _next_whole(row: ProjectRow, today: date) -> str:
    coming = row.next_milestone
    since = "" if coming is None else coming.counted_from(lambda day: words.day(day, today))
    return f"{_next(row, today)}{since}"


_COLUMNS = (
    _Column("Health", 14, 100, _health),
    _Column("Progress", 16, 60, _progress),
    _Column("Target", 8, 90, lambda row, today: words.day(row.target, today)),
    _Column("p85", 8, 95, lambda row, today: words.forecast(row.p85, row.p85_note, today)),
    _Column("Slip", 7, 92, lambda row, today: words.slip(row.slip_days)),
    _Column("Budget", 8, 50, _budget),
    _Column("CPI", 5, 55, lambda row, today: "-" if row.cpi is None else f"{row.cpi:.2f}"),
    _Column("Risk", 4, 45, lambda row, today: "-" if row.risk is None else str(row.risk)),
    _Column("CSAT", 9, 52, _csat),
    _Column("Said", 10, 70, _said),
    _Column("Next milestone", 30, 40, _next),
)
_WHOLE = (*_COLUMNS[:-1], _Column("Next milestone", 42, 40, _next_whole))
"""The same where there is room for the day that the slip of a milestone is counted from."""


def delivery_text(
    view: DeliveryView, width: int = 120, *, by: Grouping = "client", zone: tzinfo | None = None
) -> str:
    """The report in lines of at most ``width`` cells: needs attention, then the projects,
    the worst first, and the groups by their worst.

    ``zone``: for the clock time in the head; None: the reader's own.
    """
    room = max(width, LEAST_WIDTH)
    key = max((len(row.key) for row in view.rows), default=0) + 1
    lines = [_head(view, room, zone), "", *_attention(view.attention, room, key)]
    lines += _waits(view.attention, room, key)
    if view.rows:
        columns, name = _fitting(room, key, view)
        lines += ["", _titles(columns, key + name), " " + "─" * (room - 2)]
        worst_first = sorted(view.rows, key=lambda row: (-row.health_rank, row.key))
        for group in grouped(worst_first, by, following=True):
            lines += _group(group, columns, key, name, view.today, room)
        lines += ["", *(f" {line}" for line in wrapped(_legend(view.rows, columns), room - 2))]
    return "\n".join(line.rstrip() for line in lines)


def _legend(rows: Sequence[ProjectRow], columns: Sequence[_Column]) -> str:
    """What the marks mean that stand in the report, for who reads it in a pipe or a mail."""
    active = [row for row in rows if row.state == "active"]
    shown = {column.title for column in columns}
    told = (
        (bool(active), "R red, A amber, G green"),
        (any(row.health.endswith("?") for row in active), "?: schedule or cost unknown"),
        (any(row.declared for row in active), ": ".join(DECLARED)),
        ("p85" in shown, "p85: done by then with 85 %"),
        ("Slip" in shown, "Slip: against the first baseline"),
        ("Next milestone" in shown, "days behind a milestone: against its own"),
        ("CSAT" in shown and any(row.csat_answers for row in rows), "n3: of 3 answers"),
    )
    return "; ".join(text for is_there, text in told if is_there)


def _head(view: DeliveryView, room: int, zone: tzinfo | None) -> str:
    count, need = len(view.rows), len(view.attention)
    say = f" Delivery   {count} {'project' if count == 1 else 'projects'}"
    if need:
        say += f"   {need} {'needs' if need == 1 else 'need'} you"
    clock = f"as of {words.moment(view.now_ms, zone)}"
    return say if width(say) + width(clock) + 2 > room else _ends(say, clock, room)


def _ends(start: str, end: str, room: int) -> str:
    return start + " " * (room - width(start) - width(end)) + end


def _attention(lines: Sequence[Attention], room: int, key: int) -> list[str]:
    if not lines:
        return ["  Nothing needs you"]
    shown = []
    ends = max(width(more_text(line.dimension, line.more, longer=room >= _ROOMY)) for line in lines)
    for line in lines:
        end = more_text(line.dimension, line.more, longer=room >= _ROOMY)
        sentence = room - _MARGIN - key - 2 - max(width(end), ends)
        shown.append(f"  {left(line.project_key, key)}{left(line.sentence, sentence)}  {end}")
    return shown


def _waits(lines: Sequence[Attention], room: int, key: int) -> list[str]:
    """Cards that wait too long for another project, as the timeline tells them; but for what stands above."""
    told = [
        f"  {left(line.project_key, key)}{fit(sentence, room - _MARGIN - key)}"
        for line in lines
        for sentence, (_rule, about) in zip(line.all[1:], line.rules[1:], strict=False)
        if about == "dependency"
    ]
    return ["", " Waits for another project", *told] if told else []


def _fitting(room: int, key: int, view: DeliveryView) -> tuple[tuple[_Column, ...], int]:
    """The columns that have room, in their order, and the cells that are left for the name.

    What a column has and no row of it needs goes to names that would be cut.
    """
    chosen = _chosen(_WHOLE, room - key)
    if len(chosen) < len(_WHOLE):
        chosen = _chosen(_COLUMNS, room - key)
    name = room - _MARGIN - key - sum(column.cells + 1 for column in chosen)
    missing = max((width(_name(row)) + 1 for row in view.rows), default=0) - name
    for place, column in enumerate(chosen):
        needed = max(
            width(text) for text in (column.title, *(column.text(row, view.today) for row in view.rows))
        )
        spare = max(min(column.cells - needed, missing), 0)
        chosen[place] = column._replace(cells=column.cells - spare)
        name, missing = name + spare, missing - spare
    return tuple(chosen), min(name, _NAME_MOST)


def _chosen(columns: Sequence[_Column], room: int) -> list[_Column]:
    chosen = list(columns)
    while sum(column.cells + 1 for column in chosen) + _MARGIN + _NAME > room and chosen:
        chosen.remove(min(chosen, key=lambda column: column.worth))
    return chosen


_RIGHT = frozenset(("Slip", "Budget", "CPI", "Risk"))


def _cell(text: str, column: _Column) -> str:
    return (right if column.title in _RIGHT else left)(text, column.cells)


def _titles(columns: Sequence[_Column], cells: int) -> str:
    titles = " ".join(_cell(column.title, column) for column in columns)
    return f"  {left('Project', cells)}{' ' if columns else ''}{titles}"


def _group(
    group: Group, columns: Sequence[_Column], key: int, name: int, today: date, room: int
) -> list[str]:
    counts = ((group.red, "R"), (group.amber, "A"), (group.green, "G"), (group.unknown, " unknown"))
    letters = " ".join(f"{count}{letter}" for count, letter in counts if count)
    cells = min(key + name + 1, room - 2 - len(letters))
    lines = [f" {left(group.name or 'Others', cells)} {letters}"] if group.name or letters else []
    for row in group.rows:
        texts = " ".join(_cell(column.text(row, today), column) for column in columns)
        # Two cells between the name and the rest, whatever the width.
        lines.append(f"  {left(row.key, key)}{left(_name(row), name - 1)}  {texts}")
    return lines
