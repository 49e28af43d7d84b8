"""A machine that stands still for a moment just as a timer is set: it rings all the same."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual import _time
from textual.message_pump import MessagePump
from textual.timer import Timer

from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.widgets.picker import Picker

STANDS_STILL = 3_600.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


@pytest.fixture
def stalled(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Timers whose machine stood still for an hour between the first two looks at the clock, by their ids."""
    looks: dict[int, int] = {}
    late: set[int] = set()

    def clock() -> float:
        timer = sys._getframe(1).f_locals.get("self")
        if not isinstance(timer, Timer) or timer._repeat is None:
            return _time.get_time()
        looks[id(timer)] = looks.get(id(timer), 0) + 1
        if looks[id(timer)] == 1:
            return _time.get_time()
        late.add(id(timer))
        return _time.get_time() + STANDS_STILL

    monkeypatch.setattr("textual.timer._time", SimpleNamespace(get_time=clock))
    return late


def owners(driver: Driver) -> list[MessagePump]:
    return [driver.app, driver.app.screen, driver.app.screen.query_one(Picker)]


@pytest.mark.parametrize("which", range(3))
async def test_it_rings(path: Path, stalled: set[int], which: int) -> None:
    async with running(path) as driver:
        rung = asyncio.Event()
        ring: Callable[[], None] = rung.set
        timer = owners(driver)[which].set_timer(0.05, ring)
        await asyncio.wait_for(rung.wait(), 30)
        assert id(timer) in stalled


async def test_pages_are_painted_again(path: Path, stalled: set[int]) -> None:
    async with running(path) as driver:
        for page in ("delivery", "board"):
            await asyncio.wait_for(driver.press("tab"), 60)
            assert driver.app.current_mode == page
            assert driver.app._batch_count == 0
        assert stalled
