"""The mouse over a real pty, with the bytes that a terminal sends: what it does, and what it costs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sized import made
from tests.terminal import mouse
from tests.terminal.tty import Tty

TOP = Path(__file__).resolve().parents[2]


def program(folder: Path, *options: str) -> Tty:
    file = folder / "portfolio.db"
    if not file.exists():
        made(file, 3, 600)
    own = {"XDG_STATE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return Tty([sys.executable, str(TOP / "pmboard.py"), "--db", str(file), *options, "P0"], env=own)


def started(tty: Tty) -> Tty:
    tty.wait_for("Backlog")
    tty.settle()
    return tty


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Tty]:
    with program(tmp_path) as tty:
        yield started(tty)


def row_of(tty: Tty, y: int, x: int = 0, cells: int = 22) -> str:
    return tty.line(y).ljust(120)[x : x + cells].rstrip()


def test_only_clicks_and_drags_are_asked_for(board: Tty) -> None:
    assert mouse.ON in board.raw
    assert b"\x1b[?1003h" not in board.raw
    board.press("q")
    assert board.ended() == 0
    assert mouse.OFF in board.raw


def test_a_drag_costs_its_mark(board: Tty) -> None:
    first = row_of(board, 3)
    assert 0 < mouse.click(board, 4, 8).bytes <= 500
    mouse.down(board, 4, 3)
    lifted = mouse.drag(board, 5, 3)
    assert "drop it where it should stand" in board.line(-2)
    steps = [mouse.drag(board, x, y) for x, y in ((30, 8), (30, 12), (30, 16), (55, 16), (5, 20))]
    assert "▸━" in board.text()
    board.press("escape")
    assert "▸━" not in board.text()
    mouse.up(board, 5, 20)
    assert row_of(board, 3)[1:] == first[1:]
    assert lifted.bytes <= 1_000
    assert max(step.bytes for step in steps) <= 1_000


def test_a_dropped_card_lands_at_the_mark(board: Tty) -> None:
    before = row_of(board, 3)
    number = before.split()[0].strip("▌")
    mouse.down(board, 4, 3)
    mouse.drag(board, 30, 3)
    answer = mouse.up(board, 30, 3)
    board.wait_for("moved from")
    assert number in row_of(board, 3, 23)
    assert answer.bytes <= 10_000
    board.press("u")
    assert row_of(board, 3).split()[0].strip("▌") == number


def test_the_wheel_and_a_double_click(board: Tty) -> None:
    other = row_of(board, 3, 23)
    first = row_of(board, 3)
    assert mouse.wheel(board, 30, 10, 1).bytes <= 7_000
    assert row_of(board, 3, 23) != other
    assert row_of(board, 3) == first
    mouse.click(board, 30, 3, times=2)
    assert "description" in board.text()


def test_the_mouse_is_left_to_the_terminal(board: Tty) -> None:
    sent = len(board.raw)
    assert board.press("M").bytes <= 500
    assert mouse.OFF in board.raw[sent:]
    assert "the mouse is the terminal's" in board.line(-2)
    sent = len(board.raw)
    board.press("M")
    assert mouse.ON in board.raw[sent:]
    assert "the mouse clicks" in board.line(-2)


def test_a_run_without_the_mouse(tmp_path: Path) -> None:
    with program(tmp_path, "--no-mouse") as tty:
        started(tty)
        assert mouse.ON not in tty.raw
        tty.press("M")
        assert mouse.ON in tty.raw
