"""Screens in ASCII: no other character in any frame, and what people wrote keeps its letters."""

from __future__ import annotations

from pathlib import Path
from unicodedata import category

import pytest
from rich.cells import cell_len

from models.actions import cards
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.app import PmboardApp
from tui.delivery.timeline import bar
from tui.glyphs import PLAIN, asks_for_ascii, in_ascii, wants_ascii
from tui.session import Session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "portfolio.db")


@pytest.fixture
def _ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMBOARD_ASCII", "1")


def others(driver: Driver) -> set[str]:
    return {letter for letter in driver.text if not letter.isascii()}


WALKS = {
    "board": (
        "1",
        "j",
        "space",
        "v",
        "l",
        "V",
        "V",
        "V",
        "z",
        "z",
        "s",
        "down",
        "enter",
        "S",
        "n",
        "escape",
        "i",
        "escape",
    ),
    "lists": ("1", "m", "escape", "o", "escape", "t", "escape", "a", "tab", "escape", "slash", "x", "escape"),
    "details": ("1", "enter", "j", "G", "question_mark", "pagedown", "pagedown", "escape"),
    "help": ("question_mark", "pagedown", "pagedown", "pagedown", "escape", "colon", "p", "escape"),
    "delivery": ("tab", "i", "i", "z", "z", "s", "escape", "w", "escape", "l", "h", "slash", "q", "escape"),
    "timeline": ("tab", "}", "plus", "minus", "i", "l", "h", "question_mark", "pagedown"),
    "project": ("O", "j", "j", "G", "}", "}", "}", "question_mark", "pagedown"),
}


@pytest.mark.usefixtures("_ascii")
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@pytest.mark.parametrize("walk", WALKS)
async def test_every_screen_in_ascii(path: Path, walk: str, size: tuple[int, int]) -> None:
    async with running(path, size=size) as driver:
        found = others(driver)
        for key in WALKS[walk]:
            await driver.press(key)
            found |= others(driver)
        assert found == set()


@pytest.mark.usefixtures("_ascii")
async def test_titles_keep_their_letters(path: Path) -> None:
    portfolio = samples.opened(path)
    try:
        project = portfolio.store.rows("SELECT id FROM project WHERE key = 'ATLAS'")[0][0]
        cards.add(portfolio, project, "Größe 東京", after_id=0)
    finally:
        portfolio.close()
    async with running(path) as driver:
        assert "Größe 東京" in driver.text


async def test_without_it_the_screens_are_drawn_with_lines(path: Path) -> None:
    async with running(path) as driver:
        assert {"━", "▌"} <= others(driver)


def test_every_glyph_stays_in_its_cell() -> None:
    assert all(cell_len(glyph) == 1 and len(text) == 1 and text.isascii() for glyph, text in PLAIN.items())


def test_the_marks_of_the_timeline_stay_apart() -> None:
    marks = {*bar.DIAMONDS.values(), *bar.CIRCLES.values(), bar.BASELINE, bar.FINISHED, bar.TARGET}
    assert len({in_ascii(mark) for mark in marks}) == len(marks) == 9


async def test_the_option_alone_draws_ascii(path: Path) -> None:
    session = Session(lambda: samples.opened(path))
    try:
        app = PmboardApp(session, "ATLAS", "pm-dark", ascii_only=True)
        async with app.run_test(size=(120, 36)) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            assert others(driver) == set()
            segments = [one for strip in app.screen._compositor.render_strips() for one in strip]
            # Only the letters are replaced: what was colored stays so.
            assert any(">" in one.text and one.style and one.style.color for one in segments)
    finally:
        session.close()


async def test_ascii_and_no_color_together(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("PMBOARD_ASCII", "1")
    session = Session(lambda: samples.opened(path))
    try:
        async with PmboardApp(session, "ATLAS").run_test(size=(120, 36)) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            assert others(driver) == set()
    finally:
        session.close()


def test_every_glyph_that_the_program_writes_is_in_the_table() -> None:
    top = Path(__file__).resolve().parents[2]
    sources = [*top.glob("tui/**/*.py"), *top.glob("models/**/*.py")]
    written = {letter for source in sources for letter in source.read_text("utf-8") if letter > "\x7f"}
    # Wide signs are no glyphs of ours: the reports look for them in what people wrote. Nor are the signs of
    # currencies: amounts are read with them, and written with letters.
    drawn = {letter for letter in written if not letter.isalpha() and cell_len(letter) == 1}
    drawn = {letter for letter in drawn if category(letter) != "Sc"}
    assert drawn - PLAIN.keys() == set()


def test_what_is_printed() -> None:
    assert in_ascii("━━── 71 % “UAT” due… é 東") == '==-- 71 % "UAT" due~ é 東'


@pytest.mark.parametrize(
    ("env", "wanted"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "vt100"}, True),
        ({"TERM": "unknown"}, True),
        ({}, True),
        ({"TERM": "vt100", "PMBOARD_ASCII": "0"}, False),
        ({"TERM": "xterm", "PMBOARD_ASCII": "1"}, True),
        ({"TERM": "xterm", "PMBOARD_ASCII": ""}, False),
    ],
)
def test_which_terminals_want_it(env: dict[str, str], wanted: bool) -> None:
    assert wants_ascii(env) is wanted


def test_what_is_printed_follows_the_setting_alone() -> None:
    assert not asks_for_ascii({"TERM": "vt100"})
    assert asks_for_ascii({"PMBOARD_ASCII": "yes"})
