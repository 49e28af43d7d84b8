"""What the board costs over SSH: bytes of each key, on a pty of 120x36 in truecolor."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sized import copy_cards, make
from tests.terminal.opened import painted_anew
from tests.terminal.tty import AFTER_START, Tty

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", params=[100, 100_000])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bytes") / "portfolio.db"
    few = min(request.param, 2_000)
    make(file, 1, few)
    copy_cards(file, request.param // few - 1)
    return file


@pytest.fixture(scope="module")
def board(path: Path) -> Iterator[Tty]:
    command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(path), "P0"]
    own = {"XDG_STATE_HOME": str(path.parent), "XDG_CONFIG_HOME": str(path.parent)}
    with Tty(command, columns=120, rows=36, env=own) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        assert len(tty.raw) <= 30_000, "start"
        yield tty


def costs(tty: Tty, *keys: str) -> list[int]:
    """The bytes of the answers to some keys. Their time is measured in `tests/benchmarks/run.py`."""
    return [tty.press(key).bytes for key in keys]


def test_a_cursor_move_in_view(board: Tty) -> None:
    board.type("1", "g")
    moves = costs(board, "j", "k", "l", "j", "h", "l")
    assert 0 < min(moves) <= max(moves) <= 500


def test_a_cursor_move_that_scrolls(board: Tty) -> None:
    board.type("2", "g")
    scrolled = []
    for _ in range(12):
        before = board.line(3)
        answer = board.press("j")
        if board.line(3) != before:
            scrolled.append(answer.bytes)
    assert scrolled
    assert max(scrolled) <= 7_000
    board.press("g")


def test_a_card_moves_to_the_next_column(board: Tty) -> None:
    board.type("2", "g")
    there_back_and_there = costs(board, "L", "H", "u")
    assert 0 < min(there_back_and_there) <= max(there_back_and_there) <= 10_000


def test_a_message_in_the_status_line(board: Tty) -> None:
    board.type("1", "g")
    board.press("y")
    board.press("j")
    answer = board.press("y")
    assert 0 < answer.bytes <= 500


def test_a_letter_more_of_what_matches_nothing(board: Tty) -> None:
    board.type("/", "z", "q")
    assert "nothing matches" in board.text()
    assert 0 < max(costs(board, "x", "x", "backspace")) <= 1_500
    board.press("backspace")
    board.press("escape")
    assert "nothing matches" not in board.text()


def sent(tty: Tty, key: str, then: str) -> int:
    """Bytes of a key, up to when the screen shows what it leads to and nothing follows."""
    before = len(tty.raw)
    tty.press(key)
    tty.wait_for(then)
    tty.settle(0.6)
    return len(tty.raw) - before


def test_details_open_and_close(board: Tty) -> None:
    board.type("1", "g")
    opened = sent(board, "enter", "description")
    closed = sent(board, "escape", "tab delivery")
    assert "description" not in board.text()
    assert max(opened, closed) <= 25_000


def test_the_field_of_several_lines_opens_for_the_first_time_and_again(board: Tty) -> None:
    board.type("1", "g")
    costs = []
    for _ in range(2):
        board.type("e", *"descr")
        costs.append(sent(board, "enter", "ctrl.d save"))
        sent(board, "escape", "tab delivery")
    assert costs[0] <= 25_000, costs
    assert costs[1] <= 15_000, costs


def test_at_rest_nothing_is_sent(board: Tty) -> None:
    board.settle(AFTER_START)
    before = board.cpu()
    assert board.listen(2.0).bytes == 0
    # The budget is half a percent, and measured in the benchmark; work without end takes all of it.
    assert board.cpu() - before <= 0.1


def test_a_walk_through_the_details_and_a_search_for_a_card(board: Tty) -> None:
    board.type("1", "g")
    board.press("enter")
    assert max(costs(board, "j", "j", "k")) <= 500
    board.type(*"jjjjjjj")
    board.press("enter")
    assert "depends on" in board.text()
    assert max(costs(board, "9", "9")) <= 10_000
    board.press("escape")
    board.press("escape")


def test_a_new_tag_does_not_paint_the_board_anew(board: Tty) -> None:
    board.type("1", "g")
    board.press("t")
    board.type(*"fresh")
    answer = board.press("enter")
    assert answer.bytes <= 15_000


def test_a_cursor_move_between_swimlanes(board: Tty) -> None:
    board.type("1", "g")
    board.press("w")
    board.type(*"type")
    assert board.press("enter").bytes <= 25_000
    moves = costs(board, "j", "l", "h", "k", "l")
    assert 0 < min(moves) <= max(moves) <= 500
    assert max(costs(board, *"j" * 12)) <= 7_000
    board.press("g")
    moved = board.press("L")
    assert moved.bytes <= 25_000
    board.press("u")
    board.press("w")
    board.type(*"none")
    board.press("enter")


def test_a_start_paints_the_board_once(tmp_path: Path) -> None:
    own = {f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "STATE", "DATA")}
    with Tty([sys.executable, str(TOP / "pmboard.py"), "demo"], columns=120, rows=36, env=own) as tty:
        tty.wait_for("p85 ")
        tty.settle()
        assert len(tty.raw) <= 26_000
        seen = tty.text()
        assert painted_anew(tty) == seen


def test_a_window_that_had_another_size_for_a_moment_is_painted_anew(board: Tty) -> None:
    before = len(board.raw)
    os.kill(board.pid, signal.SIGWINCH)
    board.settle()
    assert len(board.raw) - before > 10_000
