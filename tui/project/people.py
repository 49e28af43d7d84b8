"""People: who works on the project, how much, and how full their next weeks are with all projects."""

from __future__ import annotations

from models.views.project import AllocationLine, ProjectView
from tui.widgets import cells
from tui.widgets.spans import Span

from .rows import Column, Entry, Row, Table, heading, nothing, when, words

WEEKS = 4
_FIXED = (
    Column("Person", 0),
    Column("Role", 18, drop=8, most=28),
    Column("Share", 6, right=True),
    Column("From", 8, drop=9),
    Column("To", 8),
)
_WEEK = 7


def people(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    heads = {one.person.id for one in view.allocations}
    note = f"{len(heads)} {'person' if len(heads) == 1 else 'people'}; weeks: all their projects together"
    rows = [heading("People", width, note=note if heads else "")]
    if not view.allocations:
        return [*rows, nothing("allocation", "nobody is allocated yet", width, "n adds somebody")]
    loads = next((one.loads for one in view.allocations if one.loads), ())
    weeks = [Column(cells.day(load.week, view.today).strip(), _WEEK, right=True, drop=WEEKS - at)
             for at, load in enumerate(reversed(loads[:WEEKS]))]  # fmt: skip
    table = Table((*_FIXED, *reversed(weeks)), width, (one.person.name for one in view.allocations))
    return [*rows, table.head(), *(_allocation(view, table, one, len(weeks)) for one in view.allocations)]


def told_of(view: ProjectView, sentence: str) -> Entry | None:
    """The first line of the person that a sentence begins with: ``Quinn Byrne 140 %: FERN 80 %``."""
    told = [one for one in view.allocations if sentence.startswith(f"{one.person.name} ")]
    # Of Quinn and Quinn Byrne it is about the one with the longer name.
    one = max(told, key=lambda one: len(one.person.name), default=None)
    return Entry("allocation", one.id) if one is not None else None


def _allocation(view: ProjectView, table: Table, one: AllocationLine, weeks: int) -> Row:
    loads: list[list[Span]] = [
        [(f"!{load.text}", "late") if load.is_over else (load.text, "text" if load.allocated else "faint")]
        for load in one.loads[:weeks]
    ]
    loads += [[("-", "faint")]] * (weeks - len(loads))
    over = one.ends is not None and one.ends < view.today
    return table.row(
        Entry("allocation", one.id),
        (
            [(one.person.name, "muted" if over else "text")],
            words(one.role, "muted"),
            [(f"{one.percent:g} %", "text")],
            when(one.starts, view.today, "muted"),
            when(one.ends, view.today, "muted" if over else "text"),
            *loads,
        ),
    )
