"""A good citizen: refuses terminals it cannot use, and is gone when the terminal is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
import tty as modes
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sized import made
from tests.terminal.tty import AFTER_START, Tty

TOP = Path(__file__).resolve().parents[2]
PMBOARD = [sys.executable, str(TOP / "pmboard.py")]


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


@pytest.fixture
def board(env: dict[str, str]) -> Iterator[Tty]:
    with Tty([*PMBOARD, "P0"], columns=100, rows=30, env=env) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        yield tty


def test_nonsense_that_is_set_for_textual_is_ignored_with_a_sentence(env: dict[str, str]) -> None:
    # The first is a traceback of Textual's, the second lets no timer end, the third presses q.
    odd = {"TEXTUAL_COLOR_SYSTEM": "nonsense", "TEXTUAL_FPS": "9" * 26, "TEXTUAL_PRESS": "q"}
    with Tty([*PMBOARD, "P0"], columns=100, rows=30, env={**env, **odd}) as tty:
        tty.wait_for("ignored: TEXTUAL_COLOR_SYSTEM is none of auto, standard, 256, truecolor")
        tty.settle()
        tty.send("q")
        assert tty.ended() == 0
        assert "Traceback" not in tty.text()


def test_a_hang_up_ends_it_within_two_seconds(board: Tty) -> None:
    board.hang_up()
    assert board.ended(within=2) is not None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT])
def test_it_ends_within_two_seconds_and_gives_the_screen_back(board: Tty, number: int) -> None:
    os.kill(board.pid, number)
    assert board.ended(within=2) == 128 + number
    assert b"\x1b[?1049l" in bytes(board.raw), "the alternate screen is left"
    assert b"\x1b[?25h" in bytes(board.raw), "the cursor is shown"


HANGS = f"""
import sys, time
sys.path.insert(0, {str(TOP)!r})
from tui.widgets.painted import Quiet

heard = Quiet.on_event

async def on_event(self, event):
    if getattr(event, "key", "") == "f12":
        time.sleep(3600)
    await heard(self, event)

Quiet.on_event = on_event
import pmboard
sys.exit(pmboard.main())
"""
"""A program that does nothing more after F12."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT])
def test_one_that_hangs_ends_within_two_seconds_and_gives_the_terminal_back(
    env: dict[str, str], number: int
) -> None:
    with Tty([sys.executable, "-c", HANGS, "P0"], columns=100, rows=30, env=env) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        tty.send("\x1b[24~")
        tty.settle()
        os.kill(tty.pid, number)
        assert tty.ended(within=2) == 128 + number
        assert b"\x1b[?1049l" in bytes(tty.raw), "the alternate screen is left"
        assert b"\x1b[?25h" in bytes(tty.raw), "the cursor is shown"
        flags = termios.tcgetattr(tty.fd)[modes.LFLAG]
        assert flags & termios.ECHO
        assert flags & termios.ICANON
        assert flags & termios.ISIG


def test_sighup_ends_it_within_two_seconds(board: Tty) -> None:
    os.kill(board.pid, signal.SIGHUP)
    assert board.ended(within=2) == 128 + signal.SIGHUP


def test_a_stalled_terminal_does_not_keep_it_alive(board: Tty) -> None:
    # Nobody reads: the output fills the pty and blocks the event loop.
    for _ in range(200):
        board.send("j" * 5 + "\t\t")
    os.kill(board.pid, signal.SIGTERM)
    board.hang_up()
    assert board.ended(within=3) is not None


def test_q_leaves_with_0_and_gives_the_screen_back(board: Tty) -> None:
    board.send("q")
    assert board.ended() == 0
    assert b"\x1b[?1049l" in bytes(board.raw)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"TERM": "dumb"}, "TERM=dumb"),
        ({"PYTHONIOENCODING": "latin-1"}, "UTF-8"),
        ({"PYTHONIOENCODING": "ascii"}, "UTF-8"),
    ],
)
def test_a_terminal_that_cannot_show_it_is_refused_with_a_sentence(
    env: dict[str, str], more: dict[str, str], sentence: str
) -> None:
    with Tty(PMBOARD, env={**env, **more}) as tty:
        assert tty.ended() == 2
        assert sentence in bytes(tty.raw).decode()
        assert "Traceback" not in bytes(tty.raw).decode()
        assert b"\x1b[?1049h" not in bytes(tty.raw)


def test_without_a_keyboard_it_says_so(env: dict[str, str]) -> None:
    command = ["/bin/sh", "-c", f"{' '.join(PMBOARD)} </dev/null"]
    with Tty(command, env=env) as tty:
        assert tty.ended() == 2
        assert "no keyboard" in bytes(tty.raw).decode()


def test_a_closed_standard_input_is_no_hang(env: dict[str, str]) -> None:
    command = ["/bin/sh", "-c", f"{' '.join(PMBOARD)} <&-"]
    with Tty(command, env=env) as tty:
        assert tty.ended() == 2
        assert "Traceback" not in bytes(tty.raw).decode()


def test_without_a_terminal_the_report_is_printed(env: dict[str, str]) -> None:
    done = subprocess.run(
        PMBOARD,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Delivery   2 projects" in done.stdout
    assert "\x1b" not in done.stdout


def test_at_rest_it_writes_nothing_and_uses_no_processor(board: Tty) -> None:
    board.settle(AFTER_START)
    before = board.cpu()
    assert board.listen(4.0).bytes == 0
    assert board.cpu() - before < 0.2


@pytest.mark.parametrize("exported", ["200", "1000000", "30", "-5", "x"])
def test_the_terminal_says_how_large_it_is_and_no_variable(env: dict[str, str], exported: str) -> None:
    of_another = {**env, "COLUMNS": exported, "LINES": exported}
    with Tty([*PMBOARD, "P0"], columns=100, rows=30, env=of_another) as tty:
        tty.wait_for("Backlog")
        tty.wait_for("[?] help")
        assert "Backlog" in tty.line(1) + tty.line(2)
        assert "? help" in tty.line(-1)
        tty.resize(80, 24)
        tty.settle()
        assert "? help" in tty.line(-1)
