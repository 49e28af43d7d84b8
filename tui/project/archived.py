"""What was archived: cards, columns and entries of the page, newest first, to be restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from models.actions import cards, columns, record
from models.portfolio import Portfolio
from models.views.project import ArchivedLine, ProjectView
from tui.widgets import cells

from .forms import FORMS
from .rows import Column, Entry, Row, Table, heading, nothing, rest

ARCHIVED = "archived"
"""Begins the kind of an entry of this tab: ``archived card``."""
_TABLE = (Column("What", 0), Column("Kind", 12), Column("Archived", 10))


def archived(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    count = view.archived_count
    if not view.archived:
        return [heading("Archived", width), nothing(ARCHIVED, "nothing: what x archives is here", width)]
    rows = [heading("Archived", width, note=f"{count}, newest first", offer="R restores")]
    table = Table(_TABLE, width, (one.name for one in view.archived))
    return [*rows, table.head(), *(_line(view, table, one) for one in view.archived),
            *rest(len(view.archived), count, width)]  # fmt: skip


def _line(view: ProjectView, table: Table, one: ArchivedLine) -> Row:
    day = datetime.fromtimestamp(one.at / 1000).date()
    shown = (
        [(one.name, "text")],
        [(one.kind.replace("_", " "), "muted")],
        [(cells.day(day, view.today).strip(), "muted")],
    )
    return table.row(Entry(f"{ARCHIVED} {one.kind}", one.id), shown)


def restoring(entry: Entry | None) -> Callable[[Portfolio], str] | None:
    """What restores an entry of this tab; None for another one."""
    if entry is None or not entry.id or not entry.kind.startswith(ARCHIVED):
        return None
    kind = entry.kind.removeprefix(f"{ARCHIVED} ")
    if kind == "card":
        return lambda p: cards.restore(p, entry.id)
    if kind == "column":
        return lambda p: columns.restore(p, entry.id)
    return lambda p: record.restore(FORMS[kind].kind, p, entry.id)
