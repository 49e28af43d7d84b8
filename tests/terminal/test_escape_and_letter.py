"""Esc and a letter in one burst, as a fast person sends them over a slow line: both are heard."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.terminal.tty import Tty
from tests.tui import samples

PMBOARD = [sys.executable, str(Path(__file__).resolve().parents[2] / "pmboard.py")]


def test_escape_leaves_the_field_and_the_letter_acts_on_the_board(tmp_path: Path) -> None:
    path = samples.ledger(tmp_path / "portfolio.db")
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "DATA")}
    with Tty(PMBOARD, env={"PMBOARD_DB": str(path), "PMBOARD_AUTHOR": "anna", **folders}) as tty:
        tty.wait_for("Archive policy")
        tty.type("1", "g", "/", "e")
        tty.send("\x1bj")
        tty.wait_for("▌2 Archive")
        tty.settle()  # What is painted may come in two parts.
        assert "words, @person" not in tty.text(), "the filter is left"
        tty.send("\x1bG")
        tty.wait_for("▌6 Document")


def test_a_list_that_opens_as_another_is_left_is_painted(tmp_path: Path) -> None:
    path = samples.ledger(tmp_path / "portfolio.db")
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "DATA")}
    with Tty(PMBOARD, env={"PMBOARD_DB": str(path), "PMBOARD_AUTHOR": "anna", **folders}) as tty:
        tty.wait_for("Archive policy")
        tty.type("1", "g", "p", "q", "q")
        assert "nothing matches" in tty.text()
        tty.send("\x1bp")
        tty.wait_for("urgent")
        tty.settle()
        assert "nothing matches" not in tty.text()
        assert "priority qq" not in tty.text()
