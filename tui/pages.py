"""The pages of the program by the names of their modes; only the one that is shown is imported."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen


def _board() -> Screen[None]:
    from tui.board.screen import BoardPage

    return BoardPage()


def _delivery() -> Screen[None]:
    from tui.delivery.screen import DeliveryPage

    return DeliveryPage()


def _project() -> Screen[None]:
    from tui.project.screen import ProjectPage

    return ProjectPage()


def _history() -> Screen[None]:
    from tui.history.screen import HistoryPage

    return HistoryPage()


MODES: dict[str, str | Callable[[], Screen[None]]] = {
    "board": _board,
    "delivery": _delivery,
    "project": _project,
    "history": _history,
}
"""Board, delivery, project and history: each keeps its cursor and its scroll position."""
