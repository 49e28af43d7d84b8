"""Keys typed before the page that they are for is there, on a pty: one write, as over a slow line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.actions import statements
from tests.terminal.tty import Tty
from tests.tui import samples

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = samples.ledger(tmp_path / "ledger.db")
    portfolio = samples.opened(path, "setup")
    try:
        [(atlas,)] = portfolio.store.rows("SELECT id FROM project WHERE key = 'ATLAS'")
        statements.add(portfolio, atlas, health="amber", why="as it was", date="2026-11-21")
    finally:
        portfolio.close()
    return path


@pytest.fixture
def board(path: Path, tmp_path: Path) -> Iterator[Tty]:
    own = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(path), "ATLAS"]
    with Tty(command, columns=80, rows=24, env=own) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        yield tty


def statements_of(path: Path) -> list[tuple[object, ...]]:
    portfolio = samples.opened(path, "reader")
    try:
        return portfolio.store.rows("SELECT health, why FROM status_update WHERE removed = 0 ORDER BY id")
    finally:
        portfolio.close()


BURST = "red\r" + "one line\r" + "jj xx de\r" + "next\r" + "ask\r"
"""A statement: health, summary, why, next, ask."""


def test_a_new_statement_typed_with_the_key_that_opens_the_page(board: Tty, path: Path) -> None:
    for turn in range(3):
        board.send(f"O7n{BURST}")
        board.wait_for("added")
        board.settle()
        added = [("red", "jj xx de")] * (turn + 1)
        assert statements_of(path) == [("amber", "as it was"), *added]
        board.press("escape")
        board.wait_for("Backlog")
        board.settle()


def test_a_new_statement_typed_from_the_delivery_screen(board: Tty, path: Path) -> None:
    for turn in range(3):
        board.send(f"\tn{BURST}")
        board.wait_for("added")
        board.settle()
        assert len(statements_of(path)) == 2 + turn
        board.send("\x1b")
        board.wait_for("Delivery")
        board.settle()
        board.send("\t")
        board.wait_for("Backlog")
        board.settle()


def test_a_card_typed_behind_the_keys_that_leave_and_come_back(board: Tty) -> None:
    board.send("O\tOq" + "nRoll back\r")
    board.wait_for("Roll back")


def test_a_burst_that_goes_through_three_pages(board: Tty, path: Path) -> None:
    board.press("\t")
    board.wait_for("Delivery")
    board.settle()
    board.send(f"i\tO7n{BURST}")
    board.wait_for("added")
    assert statements_of(path) == [("amber", "as it was"), ("red", "jj xx de")]


def test_a_burst_into_a_list_that_fields_follow(board: Tty, path: Path) -> None:
    board.press("O")
    board.wait_for("statement every")
    board.type("7", "n")
    board.wait_for("amber")
    board.send(BURST)
    board.wait_for("added")
    assert statements_of(path) == [("amber", "as it was"), ("red", "jj xx de")]
