"""Another process holds the database: reading goes on, the change says that it waits and can be given up."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.actions.snapshots import record
from models.portfolio import Busy, Portfolio
from models.store.tables import Person
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.session import Session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "portfolio.db")


PATIENCE = 300
"""Seconds after which what should happen does not: more than the slowest machine takes."""

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
    end = time.monotonic() + PATIENCE
    # It may go on in the line of keys.
    while "waiting until another session has written; esc gives up" not in " ".join(driver.text.split()):
        assert time.monotonic() < end, driver.text
        await driver.pilot.pause(0.05)
    while not driver.app.session.waiting:
        assert time.monotonic() < end
        await driver.pilot.pause(0.05)


async def until_saved(driver: Driver) -> None:
    end = time.monotonic() + PATIENCE
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
        # The cursor walks and details are read.
        await until_told(driver, "ATLAS-2 ")
        assert driver.app.session.waiting
        lock.let_go()
        await until_saved(driver)
        await until_told(driver, "ATLAS-1 moved from Backlog to Ready")
        assert "ATLAS-1 moved from Backlog to Ready" in driver.status


async def test_a_timer_that_ticks_as_the_change_is_saved_takes_nothing_back(path: Path) -> None:
    async with running(path) as driver:
        page: Any = driver.app.screen
        await driver.press("1", "g", "L")
        page.call_next(page.tell_waiting)
        await driver.settle()
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
        assert "moved" not in await driver.shown("r")


@pytest.mark.parametrize(
    ("key", "text", "save"), [("n", "half a title", "enter"), ("C", "half a comment", "ctrl+d")]
)
async def test_what_was_typed_stays_in_its_field_and_is_saved_once(
    path: Path, lock: Lock, key: str, text: str, save: str
) -> None:
    async with running(path) as driver:
        await driver.press("1", "g", key)
        await driver.type(text)
        await driver.pilot.press(save)
        await until_waiting(driver)
        await driver.pilot.press(save, "escape")
        await until_saved(driver)
        assert text in driver.text
        before = await driver.app.session.call(_events)
        lock.let_go()
        await driver.press(save)
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
    # By itself it would wait for half a minute.
    assert time.monotonic() - begin < 25


async def until_told(driver: Driver, sentence: str) -> None:
    end = time.monotonic() + PATIENCE
    while sentence not in driver.text:
        assert time.monotonic() < end, driver.text
        await driver.pilot.pause(0.05)


async def until_left(driver: Driver) -> None:
    end = time.monotonic() + PATIENCE
    while driver.app.return_code is None:
        assert time.monotonic() < end, driver.text
        await driver.pilot.pause(0.05)


def titles_in_ready(path: Path) -> list[str]:
    portfolio = samples.opened(path)
    try:
        return [
            title
            for (title,) in portfolio.store.rows(
                "SELECT c.title FROM card c JOIN board_column b ON b.id = c.column_id "
                "WHERE b.name = 'Ready' AND c.removed = 0 ORDER BY c.rank"
            )
        ]
    finally:
        portfolio.close()


async def test_quitting_waits_until_the_change_is_saved(path: Path, lock: Lock) -> None:
    before = titles_in_ready(path)
    async with running(path) as driver:
        await driver.press("1", "g")
        await driver.pilot.press("L")
        await until_waiting(driver)
        await driver.pilot.press("ctrl+q")
        await until_told(driver, "not saved yet: leaves when it is; ctrl+q leaves without it, esc stays")
        assert driver.app.return_code is None
        lock.let_go()
        await until_left(driver)
    assert len(titles_in_ready(path)) == len(before) + 1


async def test_quitting_at_once_after_a_change_waits_too(path: Path, lock: Lock) -> None:
    before = titles_in_ready(path)
    async with running(path) as driver:
        await driver.press("1", "g")
        await driver.pilot.press("L")
        driver.app.action_quit_now()
        driver.app.action_quit_now()
        assert driver.app.return_code is None, "asked twice, but nothing was told yet"
        lock.let_go()
        await until_left(driver)
    assert len(titles_in_ready(path)) == len(before) + 1


async def test_quitting_again_leaves_without_it_and_says_so(path: Path, lock: Lock) -> None:
    before = titles_in_ready(path)
    async with running(path) as driver:
        await driver.press("1", "g")
        await driver.pilot.press("L")
        await until_waiting(driver)
        await driver.pilot.press("ctrl+q")
        await until_told(driver, "not saved yet")
        await driver.pilot.press("ctrl+q")
        await until_left(driver)
        assert driver.app.session.close() == 1
    assert titles_in_ready(path) == before


async def test_escape_while_quitting_gives_the_change_up_and_stays(path: Path, lock: Lock) -> None:
    async with running(path) as driver:
        await driver.press("1", "g")
        await driver.pilot.press("L")
        await until_waiting(driver)
        await driver.pilot.press("ctrl+q")
        await until_told(driver, "not saved yet")
        await driver.pilot.press("escape")
        await until_told(driver, "somebody else is writing")
        await driver.pilot.pause(0.3)
        assert driver.app.return_code is None


async def test_changes_are_saved_in_the_order_in_which_they_were_asked_for(path: Path, lock: Lock) -> None:
    session = Session(lambda: samples.opened(path))
    try:
        first = asyncio.create_task(session.save(_named, "first"))
        while not session.waiting:
            await asyncio.sleep(0.02)
        others = [asyncio.create_task(session.save(_named, name)) for name in ("second", "third")]
        await asyncio.sleep(0)
        assert await session.call(lambda _portfolio: "read") == "read"
        assert session.unsaved == 3
        lock.let_go()
        await asyncio.gather(first, *others)
        assert session.unsaved == 0
        assert await session.call(_names) == ["first", "second", "third"]
    finally:
        assert session.close() == 0


async def test_a_change_never_overtakes_one_that_waits(path: Path) -> None:
    tries: list[float] = []

    def stubborn(portfolio: Portfolio) -> None:
        tries.append(portfolio.patience)
        if len(tries) < 3:
            raise Busy("others are writing")
        _named(portfolio, "first")

    session = Session(lambda: samples.opened(path))
    try:
        await asyncio.gather(session.save(stubborn), session.save(_named, "second"))
        assert await session.call(_names) == ["first", "second"]
        assert tries == [1.0, 0.25, 0.25]
    finally:
        session.close()


def _named(portfolio: Portfolio, name: str) -> None:
    with portfolio.change("name") as change:
        change.create(Person, key=name, name=name)


def _names(portfolio: Portfolio) -> list[str]:
    return [
        key
        for (key,) in portfolio.store.rows(
            "SELECT key FROM person WHERE key IN ('first', 'second', 'third') ORDER BY id"
        )
    ]
