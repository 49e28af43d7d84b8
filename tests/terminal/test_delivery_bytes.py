"""What the delivery page sends over the wire, counted on a real pty at 120x36 in truecolor."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal.tty import Tty

PROGRAM = Path(__file__).parents[1] / "tui" / "delivery" / "program.py"
CURSOR_MOVE = 500
ANSI_CURSOR_MOVE = 250
SCROLL_STEP = 7_000
WHY_STEP = 7_000
OPEN_OR_CLOSE = 25_000
START = 60_000


@contextmanager
def opened(count: int, theme: str = "pm-dark") -> Iterator[Tty]:
    with Tty([sys.executable, str(PROGRAM), str(count), theme]) as terminal:
        terminal.wait_for("Progress", 10)
        terminal.settle()
        yield terminal


def most(terminal: Tty, *keys: str) -> int:
    """The bytes of the dearest of these keys; each of them must change something."""
    costs = [terminal.press(key).bytes for key in keys]
    assert min(costs) > 0
    return max(costs)


@pytest.mark.parametrize("count", [0, 10_000])
def test_a_cursor_move_costs_the_same_for_ten_and_ten_thousand(count: int) -> None:
    with opened(count) as terminal:
        assert most(terminal, *"jjjjkkkk") <= CURSOR_MOVE


def test_a_cursor_move_with_the_terminals_own_colors() -> None:
    with opened(0, "ansi") as terminal:
        assert most(terminal, *"jjjjkkkk") <= ANSI_CURSOR_MOVE


def test_a_move_that_scrolls() -> None:
    with opened(1000) as terminal:
        down = most(terminal, *"j" * 40)
        up = most(terminal, *"k" * 40)
        assert min(down, up) > CURSOR_MOVE
        assert max(down, up) <= SCROLL_STEP


def test_walking_with_the_why_pane_open() -> None:
    with opened(0) as terminal:
        assert most(terminal, "i") <= OPEN_OR_CLOSE
        assert most(terminal, *"jjjjjj") <= WHY_STEP
        assert most(terminal, "i") <= OPEN_OR_CLOSE


def test_at_rest_nothing_is_sent() -> None:
    with opened(1000) as terminal:
        terminal.press("j")
        assert terminal.settle(1.5).bytes == 0


def test_the_first_paint() -> None:
    with opened(1000) as terminal:
        assert 0 < len(terminal.raw) <= START


def test_what_is_on_the_screen_after_many_scrolls_is_what_a_fresh_paint_shows() -> None:
    with opened(300) as terminal:
        walk = [
            *"j" * 30,
            "s",
            "escape",
            *"jj",
            "?",
            "escape",
            *"kk",
            "ctrl+d",
            "ctrl+d",
            *"kkk",
            "ctrl+u",
            *"j" * 27,
            "G",
            *"k" * 36,
            "g",
            *"jj",
        ]
        for key in walk:
            terminal.press(key)
        before = terminal.text()
        terminal.resize(129, 36)
        terminal.settle()
        terminal.resize(120, 36)
        terminal.settle()
        assert terminal.text() == before
