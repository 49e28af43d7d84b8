"""What the project page costs over SSH: bytes of each key, on a pty of 120x36 in truecolor."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.portfolio import Portfolio
from models.store.tables import Cost, Project, Risk, StatusUpdate
from tests.sized import copy_cards, make
from tests.terminal.tty import Tty

TOP = Path(__file__).resolve().parents[2]
OPEN = 40_000
TAB = 15_000
CURSOR_MOVE = 500
KEYS = 1_000
"""The line of keys, where an entry of another kind has others."""
SCROLL_STEP = 7_000
LETTER = 1_000
SAVED = 10_000


def fill(path: Path) -> None:
    """A project with much of everything."""
    portfolio = Portfolio.open(path, author="sized")
    try:
        [(project,)] = portfolio.store.rows(Project.select(Project.id).where(Project.key == "P0"))
        day = portfolio.today().isoformat()
        with portfolio.change("fill") as change:
            change.create_many(
                Risk,
                [
                    {"project": project, "title": f"危険 number {n} of them", "probability": 1 + n % 5,
                     "impact": 1 + n % 4, "mitigation": "book two windows and rehearse each of them"}
                    for n in range(300)
                ],
            )  # fmt: skip
            change.create_many(
                Cost,
                [{"project": project, "date": day, "amount": n, "note": f"Cost {n}"} for n in range(900)],
            )
            change.create_many(
                StatusUpdate,
                [{"project": project, "date": day, "health": "amber", "why": "why " * 9} for n in range(40)],
            )
    finally:
        portfolio.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("project") / "portfolio.db"
    make(path, 1, 2_000)
    copy_cards(path, 9)
    fill(path)
    return path


@pytest.fixture(scope="module")
def page(file: Path) -> Iterator[Tty]:
    command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(file), "P0"]
    own = {"XDG_STATE_HOME": str(file.parent), "XDG_CONFIG_HOME": str(file.parent)}
    with Tty(command, columns=120, rows=36, env=own) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        opened = tty.press("O")
        tty.wait_for("statement every")
        assert opened.bytes <= OPEN
        tty.settle()
        yield tty


@pytest.mark.parametrize("tab", "1235678")
def test_a_tab_and_cursor_moves_in_it(page: Tty, tab: str) -> None:
    page.press("4")
    page.settle()
    assert 0 < page.press(tab).bytes <= TAB
    page.press("g")
    page.settle()
    for key in "jjkk":
        keys = page.line(-1)
        cost = page.press(key).bytes
        assert cost <= (CURSOR_MOVE if page.line(-1) == keys else CURSOR_MOVE + KEYS), key


def test_a_move_that_scrolls(page: Tty) -> None:
    page.press("5")
    page.press("g")
    page.settle()
    costs = [page.press("j").bytes for _ in range(30)]
    assert CURSOR_MOVE < max(costs) <= SCROLL_STEP
    costs = [page.press("k").bytes for _ in range(30)]
    assert max(costs) <= SCROLL_STEP


def test_typing_into_a_form_and_saving(page: Tty) -> None:
    page.press("1")
    page.press("g")
    page.settle()
    page.press("enter")
    assert max(page.press(key).bytes for key in " now") <= LETTER
    assert page.press("enter").bytes <= SAVED
    page.wait_for("Project number 0 now")


def test_after_many_scrolls_the_screen_is_what_a_fresh_paint_shows(page: Tty) -> None:
    page.press("5")
    page.settle()
    for key in (
        *"gjjjjjjjjjjjjjjjjjjj",
        "ctrl+d",
        *"kkkk",
        "ctrl+u",
        "e",
        "escape",
        *"jjj",
        "G",
        *"kkkkkkkkkkkkkkk",
    ):
        page.press(key)
    before = page.text()
    page.resize(130, 36)
    page.settle()
    page.resize(120, 36)
    page.settle()
    assert page.text() == before


def test_at_rest_nothing_is_sent(page: Tty) -> None:
    page.press("j")
    assert page.listen(1.2).bytes == 0
