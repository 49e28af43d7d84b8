"""With NO_COLOR nothing is colored, and every state is still told: by a letter, a glyph or a word."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from models.actions import cards, milestones, projects
from tests.tui import samples
from tests.tui.pages import Driver
from tui.app import PmboardApp
from tui.session import Session


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NO_COLOR", "1")
    file = samples.ledger(tmp_path / "ledger.db")
    portfolio = samples.opened(file)
    rows = dict(portfolio.store.rows("SELECT title, id FROM card"))
    today = samples.NOW.date()
    cards.edit(portfolio, rows["Branch 12 rehearsal"], None, due=today - timedelta(days=3))
    [(atlas,)] = portfolio.store.rows("SELECT id FROM project WHERE key = 'ATLAS'")
    milestones.add(portfolio, atlas, name="Cutover", due=today - timedelta(days=5))
    projects.edit(portfolio, atlas, None, target=today - timedelta(days=1))
    portfolio.close()
    return file


async def test_no_color_is_sent_and_every_state_is_told(path: Path) -> None:
    session = Session(lambda: samples.opened(path))
    try:
        app = PmboardApp(session, "ATLAS")
        async with app.run_test(size=(140, 40)) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            assert app.theme == "ansi"
            no_color(driver)
            await driver.app.screen._read_head()  # type: ignore[attr-defined]  # It comes after the cards.
            board = driver.text
            # Blocked, over its limit (four cards where three are allowed), overdue, urgent, red.
            assert "■ <1 d: bank test data" in board
            assert re.search(r"Doing +4/3 over", board)
            assert "!Fri 20 Nov" in board
            assert "↑ dora" in board
            assert "R? schedule" in board
            await driver.press("tab")
            no_color(driver)
            delivery = driver.text
            assert "past its target 22 Nov by 1 d" in delivery
            row = next(line for line in driver.lines if line.startswith("  ATLAS Ledger"))
            assert re.search(r"R\? schedule", row), row
            assert re.search(r"KITE +Route pl\S* +- ", delivery)
            assert re.search(r"Acme Bank +1R", delivery)
    finally:
        session.close()


def no_color(driver: Driver) -> None:
    """Fail when a cell has another color than the terminal's own."""
    strips = driver.app.screen._compositor.render_strips()
    for strip in strips:
        for segment in strip:
            style = segment.style
            if style is not None and style.color is not None:
                assert style.color.is_default, (segment.text, style)
