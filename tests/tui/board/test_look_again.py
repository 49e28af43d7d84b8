"""What is old for a board is known a moment after it is shown: only cards that look otherwise are painted."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region

from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.board.board import Board
from tui.board.face import DAY_MS, Density
from tui.board.lane import Lane

_LATER = int(samples.NOW.timestamp() * 1000) + 6 * DAY_MS + DAY_MS // 2


def painted(driver: Driver, monkeypatch: pytest.MonkeyPatch, sle_days: float) -> list[Region]:
    """What is painted anew when it is six days later and work is old after so many days."""
    regions: list[Region] = []
    board = driver.app.screen.query_one(Board)
    later = board.today._replace(sle_days=sle_days, now_ms=_LATER)
    with monkeypatch.context() as patched:
        patched.setattr(Lane, "refresh", lambda _lane, *asked: regions.extend(asked or [Region()]))
        board.look_again(later)
    for lane in board.lanes:
        lane.refresh()
    return regions


async def test_lines_of_cards_that_have_become_old(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(ledger) as driver:
        painted(driver, monkeypatch, 100)
        await driver.settle()
        ages = driver.text.count(" 7 d")
        assert ages
        assert "!7 d" not in driver.text
        assert painted(driver, monkeypatch, 100) == []
        regions = painted(driver, monkeypatch, 5)
        assert 0 < len(regions) <= ages + 1
        assert {region.height for region in regions} == {1}
        await driver.settle()
        assert driver.text.count("!7 d") == len(regions)
        assert len(painted(driver, monkeypatch, 100)) == len(regions)
        await driver.settle()
        assert "!7 d" not in driver.text


@pytest.mark.parametrize("density", Density)
async def test_every_density_and_swimlanes(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, density: Density
) -> None:
    async with running(ledger) as driver:
        board = driver.app.screen.query_one(Board)
        for lanes in (False, True):
            if lanes:
                await driver.press("w")
            board.set_density(density)
            await driver.settle()
            painted(driver, monkeypatch, 5)
            await driver.settle()
            seen = driver.text
            assert "!7 d" in seen
            board.refit()
            await driver.settle()
            assert driver.text == seen
            painted(driver, monkeypatch, 100)
