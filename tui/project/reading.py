"""What the page asks the database thread for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from models.portfolio import Portfolio
from models.views.names import Named, clients, people, programs
from models.views.project import ProjectView, project, project_history


@dataclass(frozen=True, slots=True)
class Done:
    """What an action gave back, and the project after it."""

    result: Any
    view: ProjectView


def read(p: Portfolio, key: str, pages: int = 1) -> ProjectView:
    """The project, with so many pages of its history."""
    view = project(p, key)
    for _ in range(pages - 1):
        view = with_more(p, view)
    return view


def acted(p: Portfolio, key: str, pages: int, action: Callable[..., Any], *args: Any, **fields: Any) -> Done:
    """Run an action and read the project again: one turn of the thread."""
    result = action(p, *args, **fields)
    return Done(result, read(p, key, pages))


def names(p: Portfolio, among: str) -> tuple[Named, ...]:
    """The people, clients or programs that a field may name."""
    return {"people": people, "clients": clients, "programs": programs}[among](p)


def with_more(p: Portfolio, view: ProjectView) -> ProjectView:
    """The same view with one more page of history."""
    if view.older_history is None:
        return view
    page = project_history(p, view.facts.id, view.older_history)
    return replace(view, history=(*view.history, *page.lines), older_history=page.older)
