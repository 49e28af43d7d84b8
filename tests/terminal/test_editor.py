"""Editors of every kind on a real pty: the terminal comes back, and what was typed is there."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.terminal.tty import Tty
from tests.tui import samples

PMBOARD = [sys.executable, str(Path(__file__).resolve().parents[2] / "pmboard.py")]
_WAITING = """import signal
signal.signal(signal.SIGINT, signal.SIG_DFL)
print("READY", flush=True)
signal.pause()
"""
# Not a shell that sleeps: dash hears an interrupt that comes before its sleep has begun only after it.
EDITORS = {
    "nowhere": ("", "cannot be started: No such file or directory"),
    "a text": ("echo no command > $1", "cannot be started"),
    "fails": ("exit 3", "ended with 3: nothing was saved"),
    "killed": ("kill -9 $$", "ended with -9: nothing was saved"),
    "asked by the terminal to end": (
        f"exec {sys.executable} -IS -c {shlex.quote(_WAITING)}",
        "ended with -2: nothing",
    ),
    "no UTF-8": (r"printf 'caf\351' > $1", "is not UTF-8: it stays there"),
    "endless": ("ln -sf /dev/zero $1", "cannot be read: it is no plain file"),
    "a pipe": ("rm $1; mkfifo $1", "cannot be read: it is no plain file"),
    "a folder": ("rm $1; mkdir $1", "cannot be read: it is no plain file"),
    "nothing": ("rm $1", "cannot be read: No such file or directory"),
    "too much": ("head -c 3000000 /dev/zero | tr '\\0' x > $1", "is larger than 1024 KB: it stays there"),
}
"""What the editor does, and what is told."""


@pytest.mark.parametrize("kind", EDITORS)
def test_the_terminal_comes_back_and_the_text_is_whole(tmp_path: Path, kind: str) -> None:
    does, told = EDITORS[kind]
    editor = tmp_path / "editor"
    if does:
        editor.write_text(does if kind == "a text" else f"#!/bin/sh\n{does}\n")
        editor.chmod(0o600 if kind == "a text" else 0o700)
    own = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "DATA")}
    own |= {"TMPDIR": str(tmp_path), "EDITOR": str(editor), "VISUAL": "", "PMBOARD_AUTHOR": "anna"}
    path = samples.ledger(tmp_path / "portfolio.db")
    with Tty([*PMBOARD, "--db", str(path), "ATLAS"], columns=140, env=own) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        tty.type("1", "C")
        tty.wait_for(r"ctrl\+d save")
        tty.send("half a comment")
        tty.settle()
        tty.send("\x05")
        if "READY" in does:
            tty.wait_for("READY")
            tty.send("\x03")
        tty.wait_for("! .*" + told)
        assert "half a comment" in tty.text()
        tty.send(" and its end\x04")
        tty.wait_for("comment on ATLAS-")
    portfolio = samples.opened(path, "reader")
    assert portfolio.store.rows("SELECT text FROM comment ORDER BY id DESC LIMIT 1") == [
        ("half a comment and its end",)
    ]
    portfolio.close()
