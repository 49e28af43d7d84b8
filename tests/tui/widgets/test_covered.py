"""What lies over a page is whole: hidden edges of the page below cut no wide character in two."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.geometry import Region

from tests.tui import samples
from tests.tui.pages import running
from tui.screen import Page
from tui.text import width

WIDE = "x" + "漢" * 35
_STYLES = re.compile(r"\x1b\[[0-9;]*[mH]")


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """A board of lanes that are 25 cells wide, and over them a field with wide characters."""
    async with running(samples.ledger(tmp_path / "portfolio.db"), size=(100, 30)) as driver:
        await driver.press("C", *WIDE)
        shown = driver.app.screen
        assert isinstance(shown, Page)
        yield shown


async def test_a_wide_character_over_the_hidden_edge_of_a_column_is_shown(page: Page) -> None:
    assert WIDE in "\n".join(strip.text for strip in page._compositor.render_strips())


async def test_what_is_painted_up_to_the_middle_of_a_wide_character_ends_behind_it(page: Page) -> None:
    compositor = page._compositor
    [(y, line)] = [
        (y, strip.text) for y, strip in enumerate(compositor.render_strips()) if WIDE in strip.text
    ]
    for cells in range(1, 101):
        compositor._dirty_regions = {Region(0, y, cells, 1)}
        update = compositor.render_partial_update()
        assert update is not None
        sent = _STYLES.sub("", update.render_segments(page.app.console))
        assert line.startswith(sent)
        assert cells <= width(sent) <= 100


async def test_the_page_below_is_seen_to_the_edge_of_what_lies_over_it(page: Page) -> None:
    """Lanes end at the same cells in lines that the field does not cover."""
    lines = [strip.text for strip in page._compositor.render_strips()]
    assert all(width(line) == 100 for line in lines)
    assert lines[2].count("Backlog") == 1
    assert page._compositor.cuts[2] == [0, 25, 50, 75, 100]
