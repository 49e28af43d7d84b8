"""The delivery page on values that a test hands in: a session without a database, and the screen as text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import samples
import times
from textual.pilot import Pilot

from models.views.delivery import DeliveryView
from tui.app import PmboardApp
from tui.delivery.screen import DeliveryPage
from tui.session import Session


class FakeSession:
    """Answers each function of the views and actions with a value; an exception among them is raised."""

    def __init__(self, view: DeliveryView | None = None) -> None:
        self.view = samples.view() if view is None else view
        self.first: DeliveryView | None = None
        self.answers: dict[str, Any] = {
            "keep_the_day": 0,
            "begin": (None, None),
            "as_left": None,
            "leave": None,
        }
        self.called: list[str] = []
        self.gate: asyncio.Event | None = None
        self.all_read: asyncio.Event | None = None
        """What reading all numbers waits for, and nothing else."""
        self.waiting = False
        self.unsaved = 0
        self.looking = ""
        self.path = Path("/srv/it's/team.db")
        self.author = "anna"
        self.began = (0, 0)

    async def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.called.append(function.__name__)
        if self.gate is not None:
            await self.gate.wait()
        if function.__name__ == "delivery":
            if self.all_read is not None:
                await self.all_read.wait()
            return self.view
        if function.__name__ == "timeline":
            return times.planned(self.view)
        if function.__name__ == "timeline_first":
            return times.planned(self.view, args[0])
        if function.__name__ == "delivery_first":
            return self.first or self.view
        if function.__name__ == "delivery_rows":
            return tuple(row for row in self.view.rows if row.id in args[0])
        if function.__qualname__ == "Drafts.begin":
            return []
        if function.__name__ == "health":
            return {}
        answer = self.answers[function.__name__]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def save(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await self.call(function, *args, **kwargs)

    def watch(self, look: object, found: object) -> None:
        """No news."""


class DeliveryApp(PmboardApp):
    """Opens the delivery page; remembers which board it was asked to open."""

    DEFAULT_MODE = "delivery"

    def __init__(self, session: FakeSession, theme: str = "pm-dark") -> None:
        self.opened: list[str] = []
        super().__init__(cast(Session, session), None, theme)

    def _first_mode(self) -> str:
        return "delivery"

    async def open_board(self, project: str, card: int | None = None) -> None:
        self.opened.append(project if card is None else f"{project} card {card}")

    async def open_project(
        self, project: str, tab: str = "", *, adding: bool = False, about: str = ""
    ) -> None:
        self.opened.append(f"{project} page {tab}".strip() + (" new" if adding else ""))

    @property
    def page(self) -> DeliveryPage:
        return cast(DeliveryPage, self.screen)


async def settle(pilot: Pilot[Any]) -> None:
    """Until nothing is being read any more."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def lines(app: PmboardApp) -> list[str]:
    """The screen as text."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def text(app: PmboardApp) -> str:
    """The screen as one text."""
    return "\n".join(lines(app))


def marked(app: PmboardApp) -> str:
    """The line with the cursor's glyph; empty when there is none, an error when there are two."""
    found = [line for line in lines(app) if line.startswith("▌")]
    assert len(found) <= 1
    return found[0] if found else ""
