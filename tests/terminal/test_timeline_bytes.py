"""What the timeline sends over the wire, counted on a real pty at 120x36 in truecolor."""

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
PAN_OR_ZOOM = 25_000
TURN = 40_000
"""Rows at once, bars when the dates are read: as much as from the board to the delivery screen."""
MILLISECONDS = 100
"""For a pan, on a machine that others use too; 10 to 20 are usual."""


@contextmanager
def opened(count: int, theme: str = "pm-dark") -> Iterator[Tty]:
    with Tty([sys.executable, str(PROGRAM), str(count), theme]) as terminal:
        terminal.wait_for("Progress", 10)
        terminal.settle()
        before = len(terminal.raw)
        terminal.press("}")
        terminal.wait_for("first baseline", 10)
        terminal.settle()
        assert len(terminal.raw) - before <= TURN
        yield terminal


def most(terminal: Tty, *keys: str) -> int:
    """The bytes of the dearest of these keys; each of them must change something."""
    costs = [terminal.press(key).bytes for key in keys]
    assert min(costs) > 0
    return max(costs)


@pytest.mark.parametrize("count", [0, 10_000])
def test_a_cursor_move_costs_the_same_for_ten_and_ten_thousand(count: int) -> None:
    with opened(count) as terminal:
        terminal.press("g")
        assert most(terminal, *"jjjjkkkk") <= CURSOR_MOVE


def test_a_cursor_move_with_the_terminals_own_colors() -> None:
    with opened(0, "ansi") as terminal:
        terminal.press("g")
        assert most(terminal, *"jjjjkkkk") <= ANSI_CURSOR_MOVE


def test_a_move_that_scrolls() -> None:
    with opened(1000) as terminal:
        assert most(terminal, *"j" * 40) <= SCROLL_STEP
        assert most(terminal, *"k" * 40) <= SCROLL_STEP


@pytest.mark.parametrize("count", [0, 10_000])
def test_pan_and_zoom(count: int) -> None:
    with opened(count) as terminal:
        assert most(terminal, *"-+", *"+---", *"+++", *"lhhl") <= PAN_OR_ZOOM
        assert terminal.press("l").last_ms <= MILLISECONDS


def test_turning_the_tabs() -> None:
    with opened(1000) as terminal:
        assert most(terminal, *"{}{}") <= TURN


def test_at_rest_nothing_is_sent() -> None:
    with opened(1000) as terminal:
        terminal.press("l")
        assert terminal.settle(1.5).bytes == 0


def test_what_is_on_the_screen_after_many_keys_is_what_a_fresh_paint_shows() -> None:
    with opened(300) as terminal:
        walk = [*"j" * 30, *"l-", *"j" * 9, "ctrl+d", *"kkk", "i", *"jj", "i", *"{}", "G", *"k" * 36, *"h0"]
        for key in walk:
            terminal.press(key)
        before = terminal.text()
        terminal.resize(129, 36)
        terminal.settle()
        terminal.resize(120, 36)
        terminal.settle()
        assert terminal.text() == before
