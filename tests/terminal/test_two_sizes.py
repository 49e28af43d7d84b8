"""A window that gets two sizes in a row, as when it is dragged: the last one is the one that is painted."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.terminal.tty import Tty
from tests.tui import samples

TOP = Path(__file__).resolve().parents[2]
RESIZED_WHILE_IT_ASKS = f"""
import fcntl, struct, sys, termios
sys.path.insert(0, {str(TOP)!r})
import pmboard
from tui.driver import TerminalDriver

ask = TerminalDriver._get_terminal_size

def resized_behind_it(driver):
    size = ask(driver)
    if size == (50, 10):
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    return size

TerminalDriver._get_terminal_size = resized_behind_it
sys.exit(pmboard.main())
"""


def test_the_last_of_two_sizes_is_painted(tmp_path: Path) -> None:
    path = samples.ledger(tmp_path / "portfolio.db")
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "DATA")}
    command = [sys.executable, "-c", RESIZED_WHILE_IT_ASKS]
    with Tty(command, env={"PMBOARD_DB": str(path), "PMBOARD_AUTHOR": "anna", **folders}) as tty:
        tty.wait_for("Archive policy")
        tty.settle()
        sent = len(tty.raw)
        tty.resize(50, 10)
        tty.settle()
        # The head of a board is painted to the end of the line: its last cell is that of 100 columns.
        assert b"\x1b[30;" in tty.raw[sent:], "the thirtieth line was painted"
