"""What the delivery page sends over the wire, counted on a real pty at 120x36 in truecolor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.terminal.opened import Pages, most, most_scrolled, painted_anew

CURSOR_MOVE = 500
ANSI_CURSOR_MOVE = 250
SCROLL_STEP = 7_000
WHY_STEP = 7_000
OPEN_OR_CLOSE = 25_000
START = 60_000


@pytest.fixture(scope="module")
def opened() -> Iterator[Pages]:
    with Pages() as pages:
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


def test_walking_with_the_why_pane_open(opened: Pages) -> None:
    terminal = opened(0)
    assert most(terminal, "i") <= OPEN_OR_CLOSE
    assert most(terminal, *"jjjjjj") <= WHY_STEP
    assert most(terminal, "i") <= OPEN_OR_CLOSE


def test_at_rest_nothing_is_sent(opened: Pages) -> None:
    terminal = opened(1000)
    terminal.press("j")
    assert terminal.listen(1.5).bytes == 0


def test_the_first_paint(opened: Pages) -> None:
    terminal = opened(1000)
    assert 0 < opened.bytes[terminal] <= START


def test_what_is_on_the_screen_after_many_scrolls_is_what_a_fresh_paint_shows(opened: Pages) -> None:
    terminal = opened(300)
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
    terminal.type(*walk)
    shown = terminal.text()
    assert painted_anew(terminal) == shown
