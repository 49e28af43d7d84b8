"""What the page asks the database thread for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from models.portfolio import Portfolio
from models.views.changes import wrote_since
from models.views.names import Named, clients, goals, people, programs
from models.views.project import LIMIT, ProjectView, project, project_history


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of the long lists is read."""

    pages: int = 1
    """Of the history."""
    limit: int = LIMIT
    """Costs, answers, statements, archived entries."""
    wanted: str = ""
    """What the history is narrowed to."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an action gave back, and the project after it."""

    result: Any
    view: ProjectView
    wrote: bool = True
    """Whether it has changed anything."""


def read(p: Portfolio, key: str, extent: Extent) -> ProjectView:
    """The project, with as much as is asked for."""
    view = project(p, key, extent.limit, extent.wanted)
    for _ in range(extent.pages - 1):
        view = with_more(p, view, extent.wanted)
    return view


def acted(
    p: Portfolio, key: str, extent: Extent, action: Callable[..., Any], *args: Any, **fields: Any
) -> Done:
    """Run an action and read the project again: one turn of the thread."""
    before = p.store.last_sequence()
    result = action(p, *args, **fields)
    return Done(result, read(p, key, extent), wrote_since(p, before))


def names(p: Portfolio, among: str) -> tuple[Named, ...]:
    """The people, clients, programs or goals that a field may name."""
    return {"people": people, "clients": clients, "programs": programs, "goals": goals}[among](p)


def with_more(p: Portfolio, view: ProjectView, wanted: str) -> ProjectView:
    """The same view with one more page of history."""
    if view.older_history is None:
        return view
    page = project_history(p, view.facts.id, view.older_history, wanted)
    return replace(view, history=(*view.history, *page.lines), older_history=page.older)


def is_cut(view: ProjectView, tab: str) -> bool:
    """Whether a tab has a list that goes on."""
    shown = {
        "money": (view.money.costs, view.money.cost_count),
        "client": (view.client.answers, view.client.answer_count),
        "statements": (view.statements, view.statement_count),
        "archived": (view.archived, view.archived_count),
    }.get(tab)
    return shown is not None and len(shown[0]) < shown[1]


def put_away(view: ProjectView) -> str:
    """Who archived the project, where that can be told from its history."""
    sentence = f"{view.facts.key} is archived"
    for one in view.history:
        if "archived" in one.text and f"{view.facts.key}" in one.text:
            return f"{sentence}: {one.author} did that"
    return sentence
