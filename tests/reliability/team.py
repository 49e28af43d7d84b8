"""A portfolio of one project in which the harnesses write, and how a harness opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.actions import cards, projects
from models.portfolio import Portfolio, utc_now
from models.store import files
from tests.reliability.acknowledged import Acknowledging, Hear

KEY = "TEAM"


@dataclass(frozen=True, slots=True)
class Team:
    """Where the file is, and the ids of what was in it at the start."""

    path: Path
    project: int
    columns: tuple[int, ...]
    cards: tuple[int, ...]


def make(path: Path, *, size: int = 40, write_ahead: bool = True) -> Team:
    """Make a new portfolio with that many cards, as `Store.open` does it with a library that may or may not
    use a write-ahead log.
    """
    files.create(path, write_ahead)
    portfolio = Portfolio.open(path, author="team")
    try:
        project = projects.add(portfolio, KEY, "One team")
        made = tuple(cards.add(portfolio, project, f"Card {number}").id for number in range(size))
        found = portfolio.store.rows("SELECT id FROM board_column ORDER BY rank")
    finally:
        portfolio.close()
    return Team(path, project, tuple(column for (column,) in found), made)


def join(
    path: Path,
    author: str,
    hear: Hear,
    *,
    clock: Callable[[], datetime] = utc_now,
    kind: type[Acknowledging] = Acknowledging,
) -> Portfolio:
    """Open the portfolio for somebody whose saved changes are heard of."""
    store = kind.open(path, create=False)
    assert isinstance(store, Acknowledging)
    store.hear = hear
    return Portfolio(store, author, f"session of {author}", clock)
