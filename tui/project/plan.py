"""The plan: milestones with every date that matters, and the approved baselines."""

from __future__ import annotations

from datetime import timedelta

from models.views.project import BaselineLine, MilestoneLine, ProjectView
from tui.widgets import cells
from tui.widgets.spans import Span

from .rows import (
    EMPTY,
    GUTTER,
    Column,
    Entry,
    Row,
    Table,
    expected,
    heading,
    money,
    nothing,
    number,
    paragraph,
    sentence,
    when,
    words,
)

_MILESTONES = (
    Column("Milestone", 0),
    Column("Due", 8),
    Column("State", 10),
    Column("Baseline", 8, drop=1),
    Column("Forecast", 9, drop=2),
    Column("Slip", 7, right=True),
    Column("Moved", 5, right=True, drop=3),
    Column("Weight", 6, right=True, drop=4),
)
_BASELINES = (
    Column("Reason", 0),
    Column("Approved", 8),
    Column("Start", 8, drop=1),
    Column("Target", 8),
    Column("Slip", 7, right=True),
    Column("Budget", 16, right=True),
)
_PROMISED = "  promised"


def plan(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    reached = sum(one.done is not None for one in view.milestones)
    note = f"{reached} of {len(view.milestones)} reached" if view.milestones else ""
    left = [one for one in view.milestones if one.done is None]
    if left and not any(one.forecast for one in left):
        note += "; forecasts need bound cards and a pace"
    rows = [heading("Milestones", width, note=note, offer="c completes" if view.milestones else "")]
    if view.milestones:
        table = Table(_MILESTONES, width, map(_named, view.milestones))
        rows.append(table.head())
        for milestone in view.milestones:
            rows += [_milestone(view, table, milestone), *_moved(view, milestone, width)]
    else:
        rows.append(nothing("milestone", "none yet", width, "n adds one"))
    rows += [
        EMPTY,
        heading("Baselines", width, note="approved plans, newest first" if view.baselines else ""),
        *_counted_from(view, width),
    ]
    if view.baselines:
        table = Table(_BASELINES, width, (one.reason for one in view.baselines))
        rows += [table.head(), *(_baseline(view, table, one) for one in view.baselines)]
    else:
        rows.append(nothing("baseline", "no plan was approved yet", width,
                            "N adds one; slip and earned value need it"))  # fmt: skip
    return rows


def _milestone(view: ProjectView, table: Table, one: MilestoneLine) -> Row:
    today = view.today
    slip: list[Span] = [cells.slip(one.slip_days)] if one.slip_days is not None else [("-", "faint")]
    name: list[Span] = [(one.name, "muted" if one.done else "text")]
    if one.commitment:
        name.append((_PROMISED, "mark"))
    return table.row(
        Entry("milestone", one.id),
        (
            name,
            when(one.due, today, "late" if one.overdue else "text"),
            _state(one, view),
            when(one.baseline, today, "muted"),
            expected(one.forecast, one.due, today),
            slip,
            [(f"{one.moved} x", "late") if one.moved else ("-", "faint")],
            number(one.weight),
        ),
    )


def _named(one: MilestoneLine) -> str:
    return one.name + (_PROMISED if one.commitment else "")


def _moved(view: ProjectView, one: MilestoneLine, width: int) -> list[Row]:
    """The days that it was due on before, below it."""
    if not one.moved:
        return []
    entry, before = Entry("milestone", one.id), one.dues[:-1] if one.dues[-1] == one.due else one.dues
    days = ", ".join(cells.day(day, view.today).strip() for day in before)
    return paragraph(entry, "", f"was due {days}", width, x=GUTTER + 2, style="faint", most=2)


def _state(one: MilestoneLine, view: ProjectView) -> list[Span]:
    if one.done is not None:
        return [("✓ ", "green"), (cells.day(one.done, view.today).strip(), "muted")]
    if one.overdue:
        return [("overdue", "late")]
    return [("open", "muted")]


def _counted_from(view: ProjectView, width: int) -> list[Row]:
    """Which day the slip in the head counts, and from which plan: the table below has one for each."""
    row, today = view.row, view.today
    if row.slip_days is None or row.slip_from is None:
        return []
    end, first = row.slip_from + timedelta(days=row.slip_days), cells.day(row.slip_from, today).strip()
    what = "p85" if end == row.p85 else "finished" if row.state == "finished" else "expected"
    slip, style = cells.slip(row.slip_days)
    told = [
        (f"project {what} ", "muted"),
        (cells.day(end, today).strip(), "text"),
        (f", first baseline {first}: ", "muted"),
        ("slip " + slip.strip(), style),
        (", as in the head", "muted"),
    ]
    return [sentence(told, width)]


def _slip(view: ProjectView, one: BaselineLine) -> list[Span]:
    """Of the whole project against this plan; against the first one it is what other screens show."""
    row = view.row
    if row.slip_days is None or row.slip_from is None or one.target is None or one.approved > view.today:
        return [("-", "faint")]
    return [cells.slip(row.slip_days + (row.slip_from - one.target).days)]


def _baseline(view: ProjectView, table: Table, one: BaselineLine) -> Row:
    return table.row(
        Entry("baseline", one.id),
        (
            words(one.reason),
            when(one.approved, view.today),
            when(one.start, view.today, "muted"),
            when(one.target, view.today),
            _slip(view, one),
            money(one.budget, view.facts.currency),
        ),
    )
