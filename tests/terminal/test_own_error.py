"""An error of our own: a sentence instead of a traceback, a report, and nothing that was typed is lost."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.sized import make
from tests.terminal.tty import Tty

TOP = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
sys.path.insert(0, {top!r})
from tui.widgets.painted import Quiet

heard = Quiet.on_event

async def on_event(self, event):
    if getattr(event, "key", "") == "f12":
        secret = "what is on the card"
        raise IndexError("no such\\x1b[31m line")
    await heard(self, event)

Quiet.on_event = on_event
import pmboard
sys.argv[1:] = ["--db", {file!r}, "P0"]
sys.exit(pmboard.main())
"""
"""A program with an error of its own on F12."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "portfolio.db"
    make(file, 1, 20)
    return file


def own_folders(folder: Path) -> dict[str, str]:
    return {"XDG_STATE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}


@pytest.mark.parametrize("columns", [80, 2])
def test_it_is_a_sentence_and_a_report(file: Path, tmp_path: Path, columns: int) -> None:
    program = PROGRAM.format(top=str(TOP), file=str(file))
    with Tty([sys.executable, "-c", program], env=own_folders(tmp_path)) as board:
        board.wait_for("Backlog")
        board.resize(columns, 24)
        board.settle()
        board.raw.clear()
        board.send("\x1b[24~")
        assert board.ended(within=60) == 1
        last = bytes(board.raw).decode().replace("\r\n", "\n")
    report = tmp_path / "pmboard" / "error.txt"
    assert "pmboard ended by an error of its own (IndexError)" in last
    assert str(report) in last
    assert "Traceback" not in last
    assert "no such" not in last
    written = report.read_text()
    assert "Traceback" in written
    assert "IndexError: no such\\x1b[31m line" in written
    assert f"{columns}x24" in written
    assert "on the card" not in written.replace('secret = "what is on the card"', "")


def test_what_was_typed_is_offered_at_the_next_start(file: Path, tmp_path: Path) -> None:
    program = PROGRAM.format(top=str(TOP), file=str(file))
    with Tty([sys.executable, "-c", program], env=own_folders(tmp_path)) as board:
        board.wait_for("Backlog")
        board.press("n")
        board.settle()
        board.send("half a title")
        until = time.monotonic() + 60
        while not list((tmp_path / "pmboard" / "drafts").glob("*.json")):
            board.drain(0.05)
            assert time.monotonic() < until, "no text was kept"
        board.send(" and its end")
        board.wait_for("its end")
        board.send("\x1b[24~")
        assert board.ended(within=60) == 1
    with Tty(
        [sys.executable, str(TOP / "pmboard.py"), "--db", str(file), "P0"], env=own_folders(tmp_path)
    ) as board:
        board.wait_for("was kept: B offers it")
        board.press("B")
        board.press("enter")
        board.wait_for("its end")


def test_without_a_place_for_the_report_it_is_told_whole(file: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "nothing"
    blocked.write_text("")
    program = PROGRAM.format(top=str(TOP), file=str(file))
    with Tty([sys.executable, "-c", program], env=own_folders(blocked)) as board:
        board.wait_for("Backlog")
        board.send("\x1b[24~")
        assert board.ended(within=60) == 1
        assert b"no such\\x1b[31m line" in board.raw


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_text_that_cannot_be_kept_is_told_in_the_end(file: Path, tmp_path: Path, by_itself: bool) -> None:
    blocked = tmp_path / "nothing"
    blocked.write_text("")
    program = PROGRAM.format(top=str(TOP), file=str(file))
    with Tty([sys.executable, "-c", program], env=own_folders(blocked)) as board:
        board.wait_for("Backlog")
        board.press("n")
        board.settle()
        board.send("half a title")
        board.wait_for("half a title")
        if by_itself:
            board.send("\x1b[24~")
        else:
            os.kill(board.pid, signal.SIGTERM)
        assert board.ended(within=60) == (1 if by_itself else 128 + signal.SIGTERM)
    # Which of the two depends on how soon it ended.
    told = b"pmboard: what was typed into an open field could not be kept: "
    assert told + b"Not a directory" in board.raw or told + b"the program is still starting" in board.raw
    assert b"offered at the next start" not in board.raw
