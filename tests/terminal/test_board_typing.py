"""The board on a pty: bursts of keys, the person's own editor, the mouse."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.tty import Tty
from tests.tui import samples

TOP = Path(__file__).resolve().parents[2]
EDITOR = r"""#!/bin/sh
printf 'written outside\n\n[b]second[/b] line\n' > "$1"
"""


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Tty]:
    path = samples.ledger(tmp_path / "ledger.db")
    editor = tmp_path / "editor"
    editor.write_text(EDITOR, encoding="utf-8")
    editor.chmod(0o755)
    own = {
        "XDG_STATE_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "VISUAL": str(editor),
        "EDITOR": str(editor),
    }
    command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(path), "ATLAS"]
    with Tty(command, columns=120, rows=36, env=own) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        yield tty


@pytest.mark.parametrize(
    ("burst", "shown"),
    [
        ("2b no keys yet\r", "■ <1 d: +no keys yet"),
        ("2d\x152027-01-05\r", "5 Jan"),
        ("2nxXcq one\rsecond one\r\x1b", "second one"),
        ("2purgent\r", "‼"),
        ("okite\r", "KITE  Route planner"),
        ("/@ines\r", "/@ines"),
    ],
)
def test_a_burst_of_keys_goes_where_it_was_meant(board: Tty, burst: str, shown: str) -> None:
    board.send(burst)
    board.wait_for(shown)
    board.settle()
    assert board.line(-1).startswith(" n new")


def test_the_description_is_written_in_the_own_editor(board: Tty) -> None:
    board.type("2", "E")
    board.wait_for("ATLAS-7: ")
    board.press("enter")
    assert "written outside" in board.text()
    assert "[b]second[/b] line" in board.text()


def test_a_click_moves_the_cursor(board: Tty) -> None:
    board.send("\x1b[<0;30;9M\x1b[<0;30;9m")
    board.wait_for("▌8 Freeze window")
