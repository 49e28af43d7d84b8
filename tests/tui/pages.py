"""Driving the program without a terminal: open it on a database, press keys, read the screen as text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from models.portfolio import Portfolio
from tests.tui import samples
from tui.app import PmboardApp
from tui.session import Session


class Driver:
    """A running program."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.app: PmboardApp = pilot.app  # type: ignore[assignment]

    async def press(self, *keys: str) -> str:
        """Press keys one after the other, and give the screen."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()
        return self.text

    async def type(self, text: str) -> str:
        return await self.press(*("space" if letter == " " else letter for letter in text))

    async def settle(self) -> None:
        """Wait until the database thread and everything that waits for it are done."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.app.session.call(_nothing)
        await self.pilot.pause()

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


def _nothing(_portfolio: Portfolio) -> None:
    return None


@asynccontextmanager
async def running(
    path: Path, project: str | None = "ATLAS", *, size: tuple[int, int] = (120, 36), author: str = "anna"
) -> AsyncIterator[Driver]:
    session = Session(lambda: samples.opened(path, author))
    try:
        app = PmboardApp(session, project, theme="pm-dark")
        async with app.run_test(size=size) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            yield driver
    finally:
        session.close()
