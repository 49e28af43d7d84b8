"""The first start on a real pty: a choice before anything is written."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.terminal.tty import Tty

TOP = Path(__file__).resolve().parents[2]


def program(folder: Path, *words: str) -> Tty:
    own = {
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "PMBOARD_DEMO_DB": str(folder / "demo.db"),
    }
    return Tty([sys.executable, str(TOP / "pmboard.py"), *words], env=own, without=["PMBOARD_DB"])


def test_nothing_is_written_by_who_leaves(tmp_path: Path) -> None:
    with program(tmp_path) as tty:
        tty.wait_for("Welcome to pmboard")
        tty.press("i")
        assert "pmboard import FILE" in tty.text()
        tty.press("escape")
        assert "Welcome to pmboard" in tty.text()
        tty.press("q")
        assert tty.ended(within=5) == 0
    assert list(tmp_path.iterdir()) == []


def test_the_demo_leaves_the_named_database_alone(tmp_path: Path) -> None:
    with program(tmp_path, "--db", str(tmp_path / "mine.db")) as tty:
        tty.wait_for("Welcome to pmboard")
        tty.press("d")
        tty.wait_for("Backlog")
    assert (tmp_path / "demo.db").exists()
    assert not (tmp_path / "mine.db").exists()


def test_a_portfolio_of_ones_own(tmp_path: Path) -> None:
    with program(tmp_path, "--db", str(tmp_path / "mine.db"), "--ascii") as tty:
        tty.wait_for("Welcome to pmboard")
        assert not (tmp_path / "mine.db").exists()
        tty.press("P")
        tty.wait_for("No projects yet")
    assert (tmp_path / "mine.db").exists()
