"""What the board costs over SSH: bytes and time of each key, on a pty of 120x36 in truecolor."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sized import make
from tests.terminal.tty import Answer, Tty

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", params=[100, 100_000])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bytes") / "portfolio.db"
    make(file, 1, request.param)
    return file


@pytest.fixture(scope="module")
def board(path: Path) -> Iterator[Tty]:
    command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(path), "P0"]
    own = {"XDG_STATE_HOME": str(path.parent), "XDG_CONFIG_HOME": str(path.parent)}
    with Tty(command, columns=120, rows=36, env=own) as tty:
        tty.wait_for("Backlog")
        tty.settle(0.6)
        assert len(tty.raw) <= 100_000, "start"
        yield tty


def best(tty: Tty, *keys: str) -> list[Answer]:
    """The answers to some keys. The machine is shared: time is that of the quickest."""
    return [tty.press(key) for key in keys]


def quickest(answers: list[Answer]) -> float:
    return min(answer.last_ms or 0.0 for answer in answers)


def test_a_cursor_move_in_view(board: Tty) -> None:
    board.type("1", "g")
    answers = best(board, "j", "k", "l", "j", "h", "l")
    assert max(answer.bytes for answer in answers) <= 500
    assert min(answer.bytes for answer in answers) > 0
    assert quickest(answers) <= 20


def test_a_cursor_move_that_scrolls(board: Tty) -> None:
    board.type("2", "g")
    answers = []
    for _ in range(12):
        before = board.line(3)
        answer = board.press("j")
        if board.line(3) != before:
            answers.append(answer)
    assert answers
    assert max(answer.bytes for answer in answers) <= 7_000
    board.press("g")


def test_a_card_moves_to_the_next_column(board: Tty) -> None:
    board.type("2", "g")
    there = board.press("L")
    back = board.press("H")
    again = board.press("u")
    assert max(there.bytes, back.bytes, again.bytes) <= 10_000
    assert quickest([there, back]) <= 60


def test_a_message_in_the_status_line(board: Tty) -> None:
    board.type("1", "g")
    board.press("y")
    board.press("j")
    answer = board.press("y")
    assert 0 < answer.bytes <= 500


def test_details_open_and_close(board: Tty) -> None:
    board.type("1", "g")
    opened = board.press("enter")
    assert "description" in board.text()
    closed = board.press("escape")
    assert "description" not in board.text()
    assert max(opened.bytes, closed.bytes) <= 25_000


def test_at_rest_nothing_is_sent(board: Tty) -> None:
    board.settle(0.6)
    before = board.cpu()
    assert board.settle(2.0, limit=2.5).bytes == 0
    # Half a percent of two seconds is 10 ms; the clock of the kernel ticks in 10 ms.
    assert board.cpu() - before <= 0.02


def test_a_walk_through_the_details_and_a_search_for_a_card(board: Tty) -> None:
    board.type("1", "g")
    board.press("enter")
    answers = best(board, "j", "j", "k")
    assert max(answer.bytes for answer in answers) <= 500
    board.type(*"jjjjjjj")
    board.press("enter")
    assert "depends on" in board.text()
    board.settle(0.3)
    answers = best(board, "9", "9")
    assert max(answer.bytes for answer in answers) <= 10_000
    board.press("escape")
    board.press("escape")


def test_a_new_tag_does_not_paint_the_board_anew(board: Tty) -> None:
    board.type("1", "g")
    board.press("t")
    board.type(*"fresh")
    answer = board.press("enter")
    assert answer.bytes <= 15_000
    board.settle(0.3)
