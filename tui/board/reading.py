"""What the board asks of the portfolio; every function here runs on the database thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from models.actions.problems import InvalidValue
from models.portfolio import Portfolio
from models.views.board import BoardView, CardLine, board, board_first, lines
from models.views.changes import Changes, changes_since, last_touched, wrote_since
from models.views.linked_cards import linked_cards
from models.views.names import NotFound, project_names
from models.views.standing import LeftCard, cards_left, project_left
from tui import resume

P = ParamSpec("P")
T = TypeVar("T")

TAKING_BACK = ("undo", "redo")
"""Actions after which the cursor goes to the card that they were about."""
_OF_ONE = frozenset({"move", "reorder", "complete", "archive", "unblock", "delete"})
_OF_SEVERAL = frozenset({"move_many", "complete_many", "archive_many", "move_to_project_many", "edit_many"})
"""Actions of one key on cards: on one that has left the board meanwhile they are refused, and nothing typed
is lost. Their first argument is the card, or pairs of cards and versions."""
PATCHED = 500
"""More changed cards than this are read with the whole board."""


class Fresh(NamedTuple):
    """How the board looks after a change: the cards that may differ, or the whole board."""

    sequence: int
    ids: frozenset[int]
    lines: tuple[CardLine, ...]
    view: BoardView | None
    left: str | None = None
    """Who archived or deleted the project, and when; empty: it is in use; None: nothing of it changed."""

    @property
    def gone(self) -> bool:
        """Whether the project was deleted: there is no board of it any more."""
        return bool(self.left) and self.view is None


class Acted(NamedTuple, Generic[T]):
    """What an action gave, and how the board looks now."""

    result: T
    fresh: Fresh | None
    """None: the project itself is gone."""
    brought_back: frozenset[int] = frozenset()
    """Ids of the cards that undo or redo was about."""
    went: tuple[LeftCard, ...] = ()
    """Cards that it changed, and that others had moved to another board."""
    wrote: bool = True
    """Whether it has changed anything."""


class CardsLeft(InvalidValue):
    """Cards that a key is about are not on the board any more."""

    def __init__(self, cards: tuple[LeftCard, ...]) -> None:
        super().__init__("card_id", cards[0].told)
        self.cards = cards


def closed(left: str) -> str:
    """What it means that a project was taken away: ``left`` says who archived or deleted it, and when."""
    until = "" if " deleted " in left else " until it is restored"
    return f"{left}: nothing can be changed here{until}"


def first(p: Portfolio, key: str) -> tuple[BoardView, tuple[str, str]]:
    """The cards of a board at once, and what `arrived` gives; what is computed comes later. Raises NotFound.

    In one go: a key that was heard in between would mean a card of the board before on the columns of this.
    """
    view = board_first(p, key)
    return view, arrived(p, view.project_id, view.key)


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
    name = action.__name__
    left = cards_left(p, _asked(name, args), project[0])
    if left:
        raise CardsLeft(left)
    before = p.store.last_sequence()
    result = action(p, *args, **kwargs)
    back, went = frozenset[int](), tuple[LeftCard, ...]()
    if name in TAKING_BACK:
        back = last_touched(p)
    elif name not in _OF_SEVERAL and p.store.last_sequence() > before:
        went = tuple(card for card in cards_left(p, last_touched(p), project[0]) if card.board)
    try:
        return Acted(result, since(p, project, sequence), back, went, wrote_since(p, before))
    except NotFound:
        return Acted(result, None)


def _asked(action: str, args: tuple[Any, ...]) -> Collection[int]:
    """The ids of the cards that an action of one key is about."""
    if action in _OF_ONE:
        return (args[0],)
    return [card_id for card_id, _seen in args[0]] if action in _OF_SEVERAL else ()


def since(p: Portfolio, project: tuple[int, str], sequence: int) -> Fresh:
    """How the board of ``project`` looks after everything that happened since ``sequence``."""
    return after(p, project, changes_since(p, sequence))


def arrived(p: Portfolio, project_id: int, key: str) -> tuple[str, str]:
    """Who archived or deleted the project, and when, empty while it is in use; and the swimlanes it had."""
    return project_left(p, project_id), resume.swimlanes(
        resume.lanes_file(os.environ), str(p.store.path), key
    )


def keep_lanes(p: Portfolio, key: str, name: str) -> None:
    """Remember the swimlanes of a project for next time; empty for none."""
    resume.remember_swimlanes(resume.lanes_file(os.environ), str(p.store.path), key, name)


def after(p: Portfolio, project: tuple[int, str], changes: Changes) -> Fresh:
    """How the board of ``project`` looks after these changes."""
    whole = not changes.complete or changes.everywhere or project[0] in changes.structure
    if whole or len(changes.cards) > PATCHED:
        left = project_left(p, project[0])
        try:
            view = board(p, project[1])
        except NotFound:
            if not left:
                raise
            return Fresh(changes.last, frozenset(), (), None, left)
        return Fresh(view.last_sequence, frozenset(), (), view, left)
    if not changes.cards:
        return Fresh(changes.last, frozenset(), (), None)
    # What others wait for, on any board, and what is told of it in their details.
    cards = changes.cards | linked_cards(p.store, changes.cards)
    return Fresh(changes.last, cards, _lines_of(p, cards), None)


def _lines_of(p: Portfolio, ids: Collection[int]) -> tuple[CardLine, ...]:
    # A changed card may stand on another project's board: it is left out where its column is unknown.
    return tuple(lines(p, list(ids)))
