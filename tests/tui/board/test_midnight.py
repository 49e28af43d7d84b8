"""Dates and ages go on by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from models.actions.settings import set_value
from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.board import reading


def waits(timer: Any) -> bool:
    return isinstance(timer._callback, partial) and timer._task is not None and not timer._task.done()


async def look(driver: Driver) -> None:
    """Do what a timer of the page does within ten minutes."""
    page: Any = driver.app.screen
    await driver.settle()
    [timer] = [
        timer for timer in page._timers if waits(timer) and timer._callback.args == (page._look_at_day,)
    ]
    assert timer._interval <= 600
    timer.stop()
    await page._look_at_day()
    await driver.settle()


async def test_at_midnight_the_board_shows_the_new_day(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [samples.NOW]
    monkeypatch.setattr(samples, "clock", lambda: now[0])
    async with running(ledger) as driver:
        assert "Fri 27 Nov" in driver.text
        assert "■ <1 d: bank test data" in driver.text
        await driver.press("2", "j", "n")
        await driver.type("half")
        now[0] += timedelta(days=1, hours=1)
        await look(driver)
        assert "■ 2 d: bank test data" in driver.text
        assert "▌half" in driver.text
        now[0] += timedelta(days=10)
        await look(driver)
        assert "27 Nov" in driver.text
        assert "Fri 27 Nov" not in driver.text


@pytest.mark.parametrize(
    ("zone", "now", "day", "hours"),
    [
        ("UTC", datetime(2026, 11, 23, 10, 30, tzinfo=UTC), 23, 13.5),
        ("Asia/Tokyo", datetime(2026, 11, 23, 15, 30, tzinfo=UTC), 24, 23.5),
        # The night in which clocks go back has an hour more.
        ("Europe/Berlin", datetime(2026, 10, 24, 22, 0, tzinfo=UTC), 25, 25),
    ],
)
def test_how_long_a_day_goes_on(tmp_path: Path, zone: str, now: datetime, day: int, hours: float) -> None:
    portfolio = Portfolio.open(tmp_path / "p.db", author="anna", clock=lambda: now)
    try:
        set_value(portfolio, "time_zone", zone)
        today, left = reading.day(portfolio)
        assert (today.day, left) == (day, hours * 3600)
    finally:
        portfolio.close()
