"""Driving the program without a terminal: open it on a database, press keys, read the screen as text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.tui import samples
from tests.tui.quiet import quiet
from tui.app import PmboardApp
from tui.session import Session


class Driver:
    """A running program."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.app: PmboardApp = pilot.app  # type: ignore[assignment]

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def shown(self, *keys: str) -> str:
        """Press keys, and give the screen: painting all of it as text takes longer than the keys."""
        await self.press(*keys)
        return self.text

    async def type(self, text: str) -> None:
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def settle(self) -> None:
        """Wait until the database thread and everything that waits for it are done."""
        await quiet(self.app)
        await self.app.workers.wait_for_complete()
        await quiet(self.app)

    async def whole(self) -> None:
        """Wait until the head of a board is complete too: it is read a moment behind the cards."""
        read = getattr(self.app.screen, "_read_head", None)
        if read is not None:
            await read()
        await self.settle()

    @property
    def lines(self) -> list[str]:
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def status(self) -> str:
        return self.lines[-2].strip()


@asynccontextmanager
async def running(
    path: Path,
    project: str | None = "ATLAS",
    *,
    size: tuple[int, int] = (120, 36),
    author: str = "anna",
    theme: str = "pm-dark",
) -> AsyncIterator[Driver]:
    session = Session(lambda: samples.opened(path, author))
    try:
        app = PmboardApp(session, project, theme=theme)
        async with app.run_test(size=size) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            # How soon the head follows depends on the machine: every test begins with all of it.
            await driver.whole()
            yield driver
    finally:
        session.close()
