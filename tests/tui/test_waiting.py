"""Another process holds the database: reading goes on, the change says that it waits and can be given up."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.actions.snapshots import record
from models.portfolio import Busy, Portfolio
from tests.tui import samples
from tests.tui.pages import Driver, running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "portfolio.db")


HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


class Lock:
    """Another process that writes, until it is let go."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-c", HOLD, str(path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"held\n"

    def let_go(self) -> None:
        self._process.communicate(b"\n")


@pytest.fixture
def lock(path: Path) -> Iterator[Lock]:
    held = Lock(path)
    yield held
    if held._process.poll() is None:
        held.let_go()


async def until_waiting(driver: Driver) -> None:
    end = time.monotonic() + 20
    while "waiting until another session has written; esc gives up" not in driver.text:
        assert time.monotonic() < end, driver.text
        await driver.pilot.pause(0.05)
    while not driver.app.session.waiting:
        assert time.monotonic() < end
        await driver.pilot.pause(0.05)


async def until_saved(driver: Driver) -> None:
    end = time.monotonic() + 20
    while driver.app.session.waiting:
        assert time.monotonic() < end
        await driver.pilot.pause(0.05)
    await driver.settle()


async def test_reading_goes_on_and_the_change_is_saved_when_the_other_is_done(path: Path, lock: Lock) -> None:
    async with running(path) as driver:
        await driver.press("1", "g")
        await driver.pilot.press("L")
        await until_waiting(driver)
        await driver.pilot.press("j", "enter")
        await driver.pilot.pause(0.6)
        assert "ATLAS-2 " in driver.text, "the cursor walks and details are read"
        lock.let_go()
        await until_saved(driver)
        await driver.pilot.pause(0.3)
        assert "ATLAS-1 moved from Backlog to Ready" in driver.status


async def test_escape_gives_up_and_says_that_nothing_was_saved(path: Path, lock: Lock) -> None:
    async with running(path) as driver:
        await driver.press("1", "g")
        await driver.pilot.press("L")
        await until_waiting(driver)
        await driver.pilot.press("escape")
        await until_saved(driver)
        assert "somebody else is writing" in driver.status
        lock.let_go()
        assert "moved" not in await driver.press("r")


@pytest.mark.parametrize(("key", "text"), [("n", "half a title"), ("C", "half a comment")])
async def test_what_was_typed_stays_in_its_field_and_is_saved_once(
    path: Path, lock: Lock, key: str, text: str
) -> None:
    async with running(path) as driver:
        await driver.press("1", "g", key)
        await driver.type(text)
        await driver.pilot.press("enter")
        await until_waiting(driver)
        await driver.pilot.press("enter", "escape")
        await until_saved(driver)
        assert text in driver.text
        before = await driver.app.session.call(_events)
        lock.let_go()
        await driver.press("enter")
        assert await driver.app.session.call(_events) == before + 1


def _events(portfolio: Portfolio) -> int:
    return int(portfolio.store.rows("SELECT COUNT(DISTINCT grp) FROM event")[0][0])


async def test_the_numbers_of_the_day_wait_no_longer_than_a_change(path: Path, lock: Lock) -> None:
    portfolio = samples.opened(path)
    portfolio.patience = 0.1
    begin = time.monotonic()
    with pytest.raises(Busy):
        record(portfolio, {1: {}})
    portfolio.close()
    assert time.monotonic() - begin < 5


async def test_quitting_does_not_wait(path: Path, lock: Lock) -> None:
    begin = 0.0
    async with running(path) as driver:
        await driver.press("1", "g")
        await driver.pilot.press("L")
        await until_waiting(driver)
        begin = time.monotonic()
        await driver.pilot.press("ctrl+q")
    assert time.monotonic() - begin < 2
