"""What the board asks of the portfolio; every function here runs on the database thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Concatenate, Generic, ParamSpec, TypeVar

from models.portfolio import Portfolio
from models.views.board import BoardView, CardLine, board, board_first, lines
from models.views.changes import Changes, changes_since
from models.views.names import NotFound, project_names
from tui import resume

P = ParamSpec("P")
T = TypeVar("T")

PATCHED = 500
"""More changed cards than this are read with the whole board."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """How the board looks after a change: the cards that may differ, or the whole board."""

    sequence: int
    ids: frozenset[int]
    lines: tuple[CardLine, ...]
    view: BoardView | None


@dataclass(frozen=True, slots=True)
class Acted(Generic[T]):
    """What an action gave, and how the board looks now."""

    result: T
    fresh: Fresh | None
    """None: the project itself is gone."""


def first(p: Portfolio, key: str) -> BoardView:
    """The cards of a board at once; what is computed about it comes later. Raises NotFound."""
    return board_first(p, key)


def opening(p: Portfolio, key: str | None) -> BoardView | None:
    """The cards of the board that is opened first; None when there is no project. Raises NotFound."""
    wanted = key or first_project(p)
    return board_first(p, wanted) if wanted is not None else None


def warm(p: Portfolio) -> None:
    """Import what the first key needs, while the person looks."""
    import models.actions.undo
    from models.actions.cards import add as add
    from models.actions.cards import archive as archive
    from models.actions.cards import move as move

    assert models.actions.undo


def day(p: Portfolio) -> tuple[date, float]:
    """Today in the portfolio's time zone, and the seconds until it is over."""
    today = p.today()
    midnight = datetime.combine(today + timedelta(days=1), time.min, p.zone)
    return today, (midnight.astimezone(UTC) - p.now()).total_seconds()


def read(p: Portfolio, key: str) -> BoardView:
    """The whole board. Raises NotFound."""
    return board(p, key)


def first_project(p: Portfolio) -> str | None:
    """The key of the project to open when none is asked for: the last one, else the first active one."""
    names = [name for name in project_names(p) if not name.archived]
    last = resume.last_board(resume.own_file(os.environ), str(p.store.path))
    if any(name.key == last for name in names):
        return last
    active = [name for name in names if name.state == "active"]
    return (active or names)[0].key if names else None


def leave(p: Portfolio, key: str) -> None:
    """Remember the board for next time."""
    resume.remember(resume.own_file(os.environ), str(p.store.path), key)


def acted(
    p: Portfolio,
    project: tuple[int, str],
    sequence: int,
    action: Callable[Concatenate[Portfolio, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> Acted[T]:
    """Run an action and read what it changed on the board of ``project`` (id and key) since ``sequence``."""
    result = action(p, *args, **kwargs)
    try:
        return Acted(result, since(p, project, sequence))
    except NotFound:
        return Acted(result, None)


def since(p: Portfolio, project: tuple[int, str], sequence: int) -> Fresh:
    """How the board of ``project`` looks after everything that happened since ``sequence``."""
    return after(p, project, changes_since(p, sequence))


def after(p: Portfolio, project: tuple[int, str], changes: Changes) -> Fresh:
    """How the board of ``project`` looks after these changes."""
    whole = not changes.complete or changes.everywhere or project[0] in changes.structure
    if whole or len(changes.cards) > PATCHED:
        view = board(p, project[1])
        return Fresh(view.last_sequence, frozenset(), (), view)
    if not changes.cards:
        return Fresh(changes.last, frozenset(), (), None)
    return Fresh(changes.last, changes.cards, _lines_of(p, changes.cards), None)


def _lines_of(p: Portfolio, ids: Collection[int]) -> tuple[CardLine, ...]:
    # A changed card may stand on another project's board: it is left out where its column is unknown.
    return tuple(lines(p, list(ids)))
