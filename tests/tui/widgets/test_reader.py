"""The panel that is read: a text that is longer than its room goes on below itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui import samples
from tests.tui.pages import running
from tui.text import width
from tui.widgets.reader import Piece, Reader, fold

LINE: list[Piece] = [
    ("esc".ljust(16), "key"),
    (" drop what it is narrowed to; back to where you were", "text"),
]


def test_a_line_that_fits_stays() -> None:
    assert fold(LINE, 80) == [LINE]


def test_a_long_text_goes_on_below_itself() -> None:
    lines = fold([*LINE, ("  only to look", "muted")], 40)
    assert ["".join(text for text, _ in line) for line in lines] == [
        "esc              drop what it is",
        "                 narrowed to; back to",
        "                 where you were",
        "                  only to look",
    ]
    assert [style for _, style in lines[1]] == ["text", "text"]


@given(st.lists(st.text("ab 漢-", max_size=30), max_size=4), st.integers(-2, 60))
def test_no_word_is_lost(texts: list[str], cells: int) -> None:
    line = [(text, "text") for text in texts]
    folded = fold(line, cells)
    letters = "".join(text for part in folded for text, _ in part)
    assert letters.replace(" ", "") == "".join(texts).replace(" ", "")


@pytest.mark.parametrize("size", [(40, 30), (80, 24), (200, 60)])
async def test_no_text_of_the_help_is_cut(tmp_path: Path, size: tuple[int, int]) -> None:
    path = samples.ledger(tmp_path / "portfolio.db")
    async with running(path, size=size) as driver:
        await driver.press("question_mark")
        seen = set()
        for _ in range(40):
            seen |= {line.rstrip() for line in driver.text.splitlines()}
            await driver.press("pagedown")
        assert "q" in "".join(seen)
        assert not [line for line in seen if line.endswith("…") and "│" in line]
        assert width(max(seen, key=width)) <= size[0]


async def test_a_long_title_leaves_room_for_what_the_keys_do(tmp_path: Path) -> None:
    path = samples.ledger(tmp_path / "portfolio.db")
    async with running(path, size=(80, 24)) as driver:
        reader = driver.app.screen.query_one(Reader)
        reader.open("A title that is long " * 8, [[(str(at), "text")] for at in range(90)])
        await driver.settle()
        title = driver.lines[1]
        assert "…" in title.split("  j more  esc")[0], title
        assert title.endswith("  j more  esc"), title
