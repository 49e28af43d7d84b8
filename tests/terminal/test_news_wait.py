"""News of others wait until what one's own key said was read; then they are told, and the program leaves."""

from __future__ import annotations

import sys
from pathlib import Path

from models.actions import cards
from models.portfolio import Portfolio
from tests.sized import make
from tests.terminal.tty import Tty

TOP = Path(__file__).resolve().parents[2]


def test_news_wait_for_what_ones_own_key_said(tmp_path: Path) -> None:
    file = tmp_path / "portfolio.db"
    make(file, 1, 20)
    own = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    with Tty([sys.executable, str(TOP / "pmboard.py"), "--db", str(file), "P0"], env=own) as board:
        board.wait_for("Backlog")
        board.press("tab")
        board.wait_for("Progress")
        board.settle(1.0)
        board.press("y")
        assert "copied" in board.line(-2)
        other = Portfolio.open(file, author="ben")
        card = other.store.rows("SELECT id FROM card ORDER BY id LIMIT 1")[0][0]
        cards.edit(other, card, None, title="A title by ben")
        other.close()
        board.wait_for("ben: .*A title by ben")
        board.send("q")
        assert board.ended(within=30) == 0
        assert b"Traceback" not in board.raw
