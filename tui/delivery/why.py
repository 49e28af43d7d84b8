"""Why a project is judged as it is: every rule with its numbers, the last statement, the trends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.views.delivery import Attention, Group, ProjectRow
from tui.text import pad
from tui.text import width as width_of
from tui.widgets import cells, reasons
from tui.widgets.spans import Part, Span

from .layout import GUTTER
from .paint import counted, sentence_line, totals

_TWO_SIDES = 96
"""From this width on what was said and the trends stand beside the judgments, else below them."""
_BETWEEN = 3
_WIDEST = 100
"""Cells of the longest line of text: longer ones are hard to read."""


def project_lines(row: ProjectRow, attention: Attention | None, today: date, width: int) -> list[list[Part]]:
    """All lines about one project, wrapped to ``width`` cells."""
    if width < _TWO_SIDES:
        blocks = reasons.one_below_the_other(row, attention, today, min(width - GUTTER - 1, _WIDEST))
        return [sentence_line(spans, width) for spans in blocks]
    left = min((width - GUTTER - _BETWEEN) * 11 // 20, _WIDEST)
    begin = GUTTER + left + _BETWEEN
    right = max(min(width - begin - 1, _WIDEST), 1)
    lefts = reasons.judged(row, attention, left)
    rights = reasons.told(row, today, right)
    count = max(len(lefts), len(rights))
    return [
        [Part(GUTTER, left, _at(lefts, index)), Part(begin, right, _at(rights, index))]
        for index in range(count)
    ]


def group_title(group: Group) -> list[Span]:
    """Which group, and how many projects."""
    count = len(group.rows)
    return [
        (group.name or "On their own", "strong"),
        (f"  {count} project{'' if count == 1 else 's'}", "muted"),
    ]


def group_lines(group: Group, width: int) -> list[list[Part]]:
    """About a folded group: its counts, its money, and its active projects, the worst first."""
    lines: list[list[Span]] = [counted(group)] if counted(group) else []
    room = max(width - GUTTER - 1, 1)
    for amount in group.money:
        lines.append(
            [("costs " if amount[1] else "", "muted"), *totals(group._replace(money=(amount,)), room)]
        )
    worst = sorted(group.rows, key=lambda row: -row.health_rank)
    keys = max((width_of(row.key) for row in group.rows), default=0)
    lines += [
        [
            (row.health.ljust(3), cells.letter_style(row.health)),
            (pad(row.key, keys), "strong"),
            ("  ", "text"),
            (cells.name(row), "text"),
            (f"  {row.health_dimension}", "muted"),
        ]
        for row in worst
        if row.state == "active"
    ]
    return [sentence_line(spans, width) for spans in lines or [[("no active project", "faint")]]]


def _at(lines: Sequence[list[Span]], index: int) -> list[Span]:
    return lines[index] if index < len(lines) else []
