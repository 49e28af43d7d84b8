"""The project page on a pty: whole forms typed in one burst, as they come over a slow line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.tty import Tty
from tests.tui import samples

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Tty]:
    path = samples.ledger(tmp_path / "ledger.db")
    own = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(path), "ATLAS"]
    with Tty(command, columns=120, rows=36, env=own) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        tty.press("O")
        tty.wait_for("statement every")
        tty.settle()
        yield tty


@pytest.mark.parametrize(
    ("burst", "shown"),
    [
        ("7nred\rin brief\rbecause qux\rnext one\rask \x15you\r", "ask  you"),
        ("5nBank jkxu\r4\r5\rben\rtwo windows\r\r12.5\r", "Bank jkxu"),
        ("jjj\rdora\r", "project manager    Dora"),
        ("2nGo live\r2027-02-01\ryes\r\r", "Go live  promised"),
    ],
)
def test_a_burst_of_keys_fills_a_form(page: Tty, burst: str, shown: str) -> None:
    page.send(burst)
    page.wait_for("u undo\n")
    page.settle()
    assert shown in page.text()
    assert "{ } tabs" in page.line(-1)
