"""What palette, list of projects and help cost over SSH: bytes of each key, on a pty of 120x36."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sized import make
from tests.terminal.tty import Tty

TOP = Path(__file__).resolve().parents[2]
PROGRAM = f"""
import sys
sys.path.insert(0, {str(TOP)!r})
import pmboard
from tui.widgets import picker
picker.PATIENCE = 3600.0
sys.exit(pmboard.main())
"""
"""The program where all is found in time: else a list is painted before it is, and again."""


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tty]:
    file = tmp_path_factory.mktemp("palette") / "portfolio.db"
    make(file, 10, 1_000)
    command = [sys.executable, "-c", PROGRAM, "--db", str(file), "P0"]
    own = {
        "XDG_STATE_HOME": str(file.parent),
        "XDG_CONFIG_HOME": str(file.parent),
        "PMBOARD_THEME": "pm-dark",
    }
    with Tty(command, env=own) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        yield tty


def test_the_palette_opens_and_closes(board: Tty) -> None:
    opened = board.press(":")
    assert "open the card's details" in board.text()
    closed = board.press("escape")
    assert "open the card's details" not in board.text()
    assert max(opened.bytes, closed.bytes) <= 10_000


@pytest.mark.parametrize("word", ["archive", "feature", "un"])
def test_a_letter_in_the_palette(board: Tty, word: str) -> None:
    board.press(":")
    costs = [board.press(letter).bytes for letter in word]
    board.press("escape")
    assert sorted(costs)[len(costs) // 2] <= 3_000, costs
    assert max(costs) <= 3_500, costs


def test_the_list_of_projects_is_painted_once(board: Tty) -> None:
    opened = board.press("o")
    assert "Client 0" in board.text()
    board.press("escape")
    assert opened.bytes <= 8_000


def test_the_help_and_a_letter_in_it(board: Tty) -> None:
    opened = board.press("?")
    board.press("/")
    costs = [board.press(letter).bytes for letter in "move"]
    board.press("escape")
    board.press("escape")
    assert opened.bytes <= 25_000
    assert max(costs) <= 7_000, costs
