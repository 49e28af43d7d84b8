"""Bytes that no keyboard should send: the program goes on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.sized import made
from tests.terminal.tty import Tty

TOP = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("odd", [b"caf\xe9", b"\x1b[200~\xff\xe6\x1b[201~", b"\x1b[99999999999u", b"\x1b[:H"])
def test_the_program_goes_on(odd: bytes, tmp_path: Path) -> None:
    made(tmp_path / "x.db", 1, 20)
    own = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(tmp_path / "x.db"), "P0"]
    with Tty(command, columns=100, rows=30, env=own) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        tty.send("n")
        tty.settle(0.1)
        os.write(tty.fd, odd)
        tty.settle(0.1)
        tty.send("\x1b")
        tty.settle(0.1)
        tty.send("?")
        tty.wait_for("Keys")
        assert b"Traceback" not in tty.raw
