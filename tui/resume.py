"""Where a person left off: a portfolio's last board, the swimlanes of each, how delivery was arranged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tui import state


def own_file(env: Mapping[str, str]) -> Path:
    """``$XDG_STATE_HOME/pmboard/boards.json``. It need not exist."""
    return state.file_of(env, "boards.json")


def last_board(file: Path, portfolio: str) -> str | None:
    """The key of the project whose board was open last in this portfolio; None when nobody knows."""
    key = state.recall(file, portfolio)
    return key if isinstance(key, str) else None


def remember(file: Path, portfolio: str, project: str) -> None:
    """Keep the board for next time."""
    state.keep(file, portfolio, project)


def lanes_file(env: Mapping[str, str]) -> Path:
    """``$XDG_STATE_HOME/pmboard/lanes.json``. It need not exist."""
    return state.file_of(env, "lanes.json")


def swimlanes(file: Path, portfolio: str, project: str) -> str:
    """The name of the swimlanes that a board was left with; empty for none."""
    name = state.recall(file, _board(portfolio, project))
    return name if isinstance(name, str) else ""


def remember_swimlanes(file: Path, portfolio: str, project: str, name: str) -> None:
    """Keep the swimlanes of a board for next time."""
    state.keep(file, _board(portfolio, project), name)


def delivery_file(env: Mapping[str, str]) -> Path:
    """``$XDG_STATE_HOME/pmboard/delivery.json``. It need not exist."""
    return state.file_of(env, "delivery.json")


def arrangement(file: Path, portfolio: str) -> tuple[str, str, bool]:
    """What projects were grouped and sorted by last, and whether the other way round; empty for unknown."""
    kept = state.recall(file, portfolio)
    if isinstance(kept, list) and [type(part) for part in kept] == [str, str, bool]:
        grouping, sort, reverse = kept
        return grouping, sort, reverse
    return "", "", False


def remember_arrangement(file: Path, portfolio: str, arranged: tuple[str, str, bool]) -> None:
    """Keep it for next time."""
    state.keep(file, portfolio, arranged)


def _board(portfolio: str, project: str) -> str:
    # A key of a project has no line break; a path with one is still told from others.
    return f"{portfolio}\n{project}"
