"""Two people at one card and one risk, and the history, on a real terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from models.actions import cards, risks
from models.views.names import find_card, find_project
from tests.terminal.tty import Tty
from tests.tui import samples

PMBOARD = [sys.executable, "-B", str(Path(__file__).parents[2] / "pmboard.py")]
MOVE, SCROLL = 500, 7_000
"""Bytes of a cursor move in view, and of one that scrolls."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = samples.ledger(tmp_path / "ledger.db")
    p = samples.opened(path, "setup")
    risks.add(p, find_project(p, "ATLAS").id, title="Bank holidays", probability=3, impact=4)
    for number in range(60):
        cards.add_comment(p, find_card(p, "ATLAS-1").id, f"note {number}")
    p.close()
    return path


def opened(path: Path, tmp_path: Path) -> Tty:
    env = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "STATE", "CONFIG")}
    tty = Tty([*PMBOARD, "--db", str(path), "--as", "anna", "ATLAS"], env=env)
    tty.wait_for("Backlog")
    tty.settle()
    return tty


def rename(path: Path, what: str) -> None:
    ben = samples.opened(path, "ben")
    try:
        if what == "card":
            cards.edit(ben, find_card(ben, "ATLAS-1").id, None, title="Theirs")
        else:
            risks.edit(ben, ben.store.rows("SELECT id FROM risk")[0][0], None, title="Theirs")
    finally:
        ben.close()


def titles(path: Path, table: str) -> list[str]:
    p = samples.opened(path)
    try:
        return [row[0] for row in p.store.rows(f"SELECT title FROM {table} ORDER BY id LIMIT 1")]
    finally:
        p.close()


@pytest.mark.parametrize(("what", "keys"), [("card", ("e", "enter")), ("risk", ("O", "5", "e", "enter"))])
def test_both_values_are_shown_while_the_other_one_has_the_news_already(
    path: Path, tmp_path: Path, what: str, keys: tuple[str, ...]
) -> None:
    with opened(path, tmp_path) as tty:
        tty.type(*keys)
        tty.press("ctrl+u")
        tty.type(*"Mine")
        rename(path, what)
        # The screen behind the open field shows it; what is typed stays.
        tty.wait_for("Theirs")
        assert "Mine" in tty.line(-2)
        tty.press("enter")
        tty.wait_for("keep mine: .*Mine")
        assert "take theirs: " in tty.text()
        assert "ben changed" in tty.text()
        tty.press("enter")
        tty.wait_for("u undo\n")
    assert titles(path, what) == ["Mine"]


def test_a_move_in_the_history_costs_no_more_than_on_the_other_lists(path: Path, tmp_path: Path) -> None:
    with opened(path, tmp_path) as tty:
        tty.press("W")
        tty.wait_for("History")
        tty.settle(0.4)  # Until then a panel that was closed may not be painted over.
        moves = [tty.press("j").bytes for _ in range(8)]
        assert max(moves) <= MOVE, moves
        tty.press("G")
        tty.press("g")
        scrolls = [tty.press("ctrl+d").bytes for _ in range(3)]
        assert max(scrolls) <= SCROLL, scrolls
        print(moves, scrolls)
