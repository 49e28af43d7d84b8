"""What the timeline sends over the wire, counted on a real pty at 120x36 in truecolor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.terminal.opened import Pages, most, most_scrolled, painted_anew

CURSOR_MOVE = 500
ANSI_CURSOR_MOVE = 250
SCROLL_STEP = 7_000
PAN_OR_ZOOM = 25_000
TURN = 40_000
"""Rows at once, bars when the dates are read: as much as from the board to the delivery screen."""


@pytest.fixture(scope="module")
def opened() -> Iterator[Pages]:
    with Pages("}", shows="first baseline") as pages:
        yield pages


@pytest.mark.parametrize("count", [0, 10_000])
def test_a_cursor_move_costs_the_same_for_ten_and_ten_thousand(opened: Pages, count: int) -> None:
    terminal = opened(count)
    assert most(terminal, *"jjjjkkkk") <= CURSOR_MOVE


def test_a_cursor_move_with_the_terminals_own_colors(opened: Pages) -> None:
    terminal = opened(0, "ansi")
    assert most(terminal, *"jjjjkkkk") <= ANSI_CURSOR_MOVE


def test_a_move_that_scrolls(opened: Pages) -> None:
    terminal = opened(1000)
    down, up = most_scrolled(terminal, "j"), most_scrolled(terminal, "k")
    assert min(down, up) > CURSOR_MOVE
    assert max(down, up) <= SCROLL_STEP


@pytest.mark.parametrize("count", [0, 10_000])
def test_pan_and_zoom(opened: Pages, count: int) -> None:
    terminal = opened(count)
    assert most(terminal, *"-+", *"+---", *"+++", *"lhhl") <= PAN_OR_ZOOM


def test_the_first_turn_of_the_tabs(opened: Pages) -> None:
    assert 0 < opened.bytes[opened(1000)] <= TURN


def test_turning_the_tabs(opened: Pages) -> None:
    terminal = opened(1000)
    assert most(terminal, *"{}{}") <= TURN


def test_at_rest_nothing_is_sent(opened: Pages) -> None:
    terminal = opened(1000)
    terminal.press("l")
    assert terminal.listen(1.5).bytes == 0


def test_what_is_on_the_screen_after_many_keys_is_what_a_fresh_paint_shows(opened: Pages) -> None:
    terminal = opened(300)
    walk = [*"j" * 30, *"l-", *"j" * 9, "ctrl+d", *"kkk", "i", *"jj", "i", *"{}", "G", *"k" * 36, *"h0"]
    terminal.type(*walk)
    shown = terminal.text()
    assert painted_anew(terminal) == shown
