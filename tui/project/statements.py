"""Statements: what managers said, newest first."""

from __future__ import annotations

from models.views.project import ProjectView, StatementLine
from tui.widgets import cells
from tui.widgets.spans import Part, Span

from .rows import EMPTY, GUTTER, Entry, Row, heading, nothing, paragraph, rest

_LETTERS = {"red": "R", "amber": "A", "green": "G"}
_INDENT = GUTTER + 2
_WIDEST = 104
"""Longer lines are hard to read."""


def statements(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    rows = [heading("Statements", width, note=_note(view), offer="n says how it is")]
    if not view.statements:
        return [*rows, EMPTY, nothing("statement", "nobody has said anything yet", width, "n says how it is")]
    for one in view.statements:
        rows += [EMPTY, *_statement(view, one, min(width, _WIDEST))]
    return [*rows, *rest(len(view.statements), view.statement_count, width)]


def _note(view: ProjectView) -> str:
    if not view.statements:
        return ""
    every = f"one every {cells.days(view.facts.cadence)}"
    return f"the last one is stale; {every}" if view.row.said_note == "stale" else every


def _statement(view: ProjectView, one: StatementLine, width: int) -> list[Row]:
    entry = Entry("statement", one.id)
    ago = "today" if one.days_ago == 0 else f"{cells.days(one.days_ago)} ago"
    if one.days_ago < 0:
        ago = f"in {cells.days(-one.days_ago)}"
    lead = Part(GUTTER, 8, [(cells.day(one.date, view.today).strip().ljust(6), "strong")])
    spans: list[Span] = [
        (f"{_LETTERS[one.health]} ", one.health),
        (one.health.ljust(6), one.health),
        (f"  {one.author or 'somebody'}, {ago}", "muted"),
    ]
    if one.review is not None:
        spans.append((f"   looked at again {cells.day(one.review, view.today).strip()}", "muted"))
    rows = [Row((lead, Part(GUTTER + 10, width - GUTTER - 11, spans)), entry, lead)]
    for label, text in (("", one.summary), ("why", one.why), ("next", one.next), ("ask", one.ask)):
        if text:
            rows += paragraph(entry, label, text, width, x=_INDENT, most=6)
    return rows
