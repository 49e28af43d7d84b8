"""The start on a real pty: a line at once, and keys that are not echoed but heard."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
import time
import tty as modes
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sized import made
from tests.terminal.tty import LONGEST, Tty

TOP = Path(__file__).resolve().parents[2]
LINE = b"pmboard: opening ..."
SCREEN = b"\x1b[?1049h"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "portfolio.db"
    made(path, 2, 60)
    return {
        "PMBOARD_DB": str(path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }


def until(tty: Tty, there: Callable[[], bool]) -> None:
    end = time.perf_counter() + LONGEST
    while not there():
        assert time.perf_counter() < end, bytes(tty.raw)
        tty._read(0.01)


def begun(env: dict[str, str], *words: str) -> Tty:
    """The program in its first moment: its line stands there, and nothing else."""
    tty = Tty([sys.executable, str(TOP / "pmboard.py"), *words], env=env)
    until(tty, lambda: LINE in tty.raw)
    return tty


def test_keys_that_are_typed_while_it_opens_are_heard_and_not_echoed(env: dict[str, str]) -> None:
    with begun(env, "P0") as tty:
        tty.send("l\r")
        tty.wait_for("description")
        tty.settle()
        before, _, after = bytes(tty.raw).partition(SCREEN)
        assert before == LINE + b"\r\x1b[K", "the line, and gone with the first page"
        assert after
        opened = tty.text()
        tty.press("escape")
        tty.press("h")
        tty.press("enter")
        assert tty.text() != opened, "the card of the second column was opened"
        tty.send("qq")
        assert tty.ended() == 0


def lflags(tty: Tty) -> int:
    return int(termios.tcgetattr(tty.fd)[modes.LFLAG])


@pytest.mark.parametrize("leaving", ["q", "term", "hang"])
def test_the_terminal_is_given_back_as_it_was(env: dict[str, str], leaving: str) -> None:
    with begun(env, "P0") as tty:
        assert not lflags(tty) & (termios.ECHO | termios.ICANON)
        tty.wait_for("Backlog")
        tty.settle()
        if leaving == "q":
            tty.send("q")
        else:
            os.kill(tty.pid, signal.SIGTERM if leaving == "term" else signal.SIGHUP)
        assert tty.ended() is not None
        assert lflags(tty) & termios.ECHO
        assert lflags(tty) & termios.ICANON
        assert lflags(tty) & termios.ISIG


def test_ctrl_c_ends_a_start_and_gives_the_terminal_back(env: dict[str, str]) -> None:
    with begun(env, "P0") as tty:
        tty.send("\x03")
        until(tty, lambda: SCREEN in tty.raw or tty.ended(within=0.0) is not None)
        # A start that was faster than the key hears it; one that was not may end after its first page.
        if SCREEN in tty.raw:
            with contextlib.suppress(OSError):
                tty.send("q")
        assert tty.ended() in (0, 130)
        assert lflags(tty) & termios.ECHO


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("moment", [LINE, b"\x1b[K", SCREEN, b"\x1b[?2004h"])
def test_a_start_that_is_asked_to_end_gives_the_terminal_back(
    env: dict[str, str], number: signal.Signals, moment: bytes
) -> None:
    with begun(env, "P0") as tty:
        until(tty, lambda: moment in tty.raw)
        os.kill(tty.pid, number)
        assert tty.ended() == 128 + number
        assert lflags(tty) & termios.ECHO
        assert lflags(tty) & termios.ICANON
        assert lflags(tty) & termios.ISIG
        # Left once too often in the moment before the first page: that does nothing.
        assert tty.raw.count(SCREEN) <= tty.raw.count(b"\x1b[?1049l")
        assert "opening" not in tty.text()


def test_what_cannot_be_opened_is_told_on_a_line_of_its_own(env: dict[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database" * 400)
    with begun({**env, "PMBOARD_DB": str(broken)}, "P0") as tty:
        assert tty.ended() not in (0, None)
        assert lflags(tty) & termios.ECHO
        assert "opening" not in tty.text()
        assert "broken.db" in tty.text()


def test_a_project_that_is_not_there_is_told_in_the_shell(env: dict[str, str]) -> None:
    with begun(env, "P7") as tty:
        assert tty.ended() == 2
        assert SCREEN not in tty.raw
        assert lflags(tty) & termios.ECHO
        assert "opening" not in tty.text()
        assert 'no project "P7"; did you mean' in tty.text()


def test_who_prints_takes_no_terminal(env: dict[str, str]) -> None:
    with Tty([sys.executable, str(TOP / "pmboard.py"), "delivery"], env=env) as tty:
        assert tty.ended() == 0
        assert LINE not in tty.raw
