"""Another process holds the database: a change on a real terminal waits, is given up, or ends the wait."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.tty import Tty
from tests.tui import samples

TOP = Path(__file__).resolve().parents[2]
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


@pytest.fixture
def board(path: Path, tmp_path: Path) -> Iterator[Tty]:
    own = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(path), "ATLAS"]
    with Tty(command, columns=100, rows=30, env=own) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        yield tty


@pytest.fixture
def lock(path: Path, board: Tty) -> Iterator[subprocess.Popen[bytes]]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    yield holder
    if holder.poll() is None:
        holder.communicate(b"\n")


def moved(path: Path) -> bool:
    portfolio = samples.opened(path)
    try:
        return bool(portfolio.store.rows("SELECT 1 FROM event WHERE action = 'card.move'"))
    finally:
        portfolio.close()


def test_a_change_that_waits_says_so_and_escape_gives_it_up(
    board: Tty, path: Path, lock: subprocess.Popen[bytes]
) -> None:
    board.send("1gL")
    board.wait_for("waiting until another session has written; esc gives up")
    board.send("\x1b")
    board.wait_for("somebody else is writing")
    lock.communicate(b"\n")
    board.send("\x11")
    assert board.ended() == 0
    assert not moved(path)


def test_quitting_waits_for_the_change(board: Tty, path: Path, lock: subprocess.Popen[bytes]) -> None:
    board.send("1gL")
    board.wait_for("waiting until another session has written")
    board.send("\x11")
    board.wait_for("not saved yet: leaves when it is")
    lock.communicate(b"\n")
    assert board.ended() == 0
    assert moved(path)


def test_leaving_without_it_is_told_on_the_terminal_that_is_left(
    board: Tty, path: Path, lock: subprocess.Popen[bytes]
) -> None:
    board.send("1gL")
    board.wait_for("waiting until another session has written")
    board.send("\x11")
    board.wait_for("not saved yet: leaves when it is")
    board.send("\x11")
    board.wait_for("pmboard: a change was not saved: another session was writing")
    assert board.ended() == 0
    assert not moved(path)
