"""The plan: milestones with every date that matters, and the approved baselines."""

from __future__ import annotations

from models.views.project import BaselineLine, MilestoneLine, ProjectView
from tui.delivery import cells
from tui.delivery.cells import Span

from .rows import EMPTY, Column, Entry, Row, Table, heading, money, nothing, number, when, words

_MILESTONES = (
    Column("Milestone", 0),
    Column("Due", 8),
    Column("State", 10),
    Column("Slip", 7, right=True),
    Column("Baseline", 8, drop=2),
    Column("Forecast", 8, drop=1),
    Column("Moved", 5, right=True, drop=3),
    Column("Weight", 6, right=True, drop=4),
)
_BASELINES = (
    Column("Reason", 0),
    Column("Approved", 8),
    Column("Start", 8, drop=1),
    Column("Target", 8),
    Column("Budget", 16, right=True),
)


def plan(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    reached = sum(one.done is not None for one in view.milestones)
    note = f"{reached} of {len(view.milestones)} reached" if view.milestones else ""
    rows = [heading("Milestones", width, note=note, right="c completes")]
    if view.milestones:
        table = Table(_MILESTONES, width)
        rows += [table.head(), *(_milestone(view, table, one) for one in view.milestones)]
    else:
        rows.append(nothing("milestone", "none yet: n adds one", width))
    rows += [
        EMPTY,
        heading("Baselines", width, note="approved plans, newest first" if view.baselines else ""),
    ]
    if view.baselines:
        table = Table(_BASELINES, width)
        rows += [table.head(), *(_baseline(view, table, one) for one in view.baselines)]
    else:
        rows.append(nothing("baseline", "no plan was approved yet: n adds one; slip and earned value need it",
                            width))  # fmt: skip
    return rows


def _milestone(view: ProjectView, table: Table, one: MilestoneLine) -> Row:
    today = view.today
    slip: list[Span] = [cells.slip(one.slip_days)] if one.slip_days is not None else [("-", "faint")]
    name: list[Span] = [(one.name, "muted" if one.done else "text")]
    if one.commitment:
        name.append(("  promised", "mark"))
    return table.row(
        Entry("milestone", one.id),
        (
            name,
            when(one.due, today, "late" if one.overdue else "text"),
            _state(one, view),
            slip,
            when(one.baseline, today, "muted"),
            when(one.forecast, today),
            [(f"{one.moved} x", "late") if one.moved else ("-", "faint")],
            number(one.weight),
        ),
    )


def _state(one: MilestoneLine, view: ProjectView) -> list[Span]:
    if one.done is not None:
        return [("✓ ", "green"), (cells.day(one.done, view.today).strip(), "muted")]
    if one.overdue:
        return [("overdue", "late")]
    return [("open", "muted")]


def _baseline(view: ProjectView, table: Table, one: BaselineLine) -> Row:
    return table.row(
        Entry("baseline", one.id),
        (
            words(one.reason),
            when(one.approved, view.today),
            when(one.start, view.today, "muted"),
            when(one.target, view.today),
            money(one.budget, view.facts.currency),
        ),
    )
