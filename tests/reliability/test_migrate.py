"""Short forms of `migrate.py`, the proof that it sees sabotage, and a board that is open meanwhile."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from models.store import migrations
from models.store.driver import sqlite3
from tests.reliability.by_hand import by_hand
from tests.reliability.open_board import OpenBoard, column_of_card
from tests.reliability.program import pmboard

FINE = "each file as it was or as it should be\n"


@pytest.mark.parametrize("journal", ["wal", "truncate"])
@pytest.mark.parametrize(("what", "every"), [("killed", 5), ("full", 9)])
def test_a_migration_that_is_cut_off_at_any_moment(what: str, every: int, journal: str) -> None:
    # Odd: the moments come in pairs, before and after a step.
    code, said = by_hand("migrate.py", what, "--journal", journal, "--every", str(every))
    assert (code, said.endswith(FINE)) == (0, True), said
    tries, cut = (int(number) for number in re.findall(r"(\d+) (?:tries|cut off)", said))
    assert tries > 90 // every
    assert cut > 80 // every


@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_four_new_programs_start_while_an_old_one_writes(journal: str) -> None:
    code, said = by_hand("migrate.py", "crowd", "--rounds", "2", "--journal", journal)
    assert (code, said.endswith(FINE)) == (0, True), said
    assert int(re.findall(r"(\d+) changes acknowledged", said)[0]) >= 2


@pytest.mark.parametrize(("what", "journal"), [("written", "wal"), ("small", "truncate")])
def test_a_kill_within_a_write_and_a_small_disk(what: str, journal: str) -> None:
    code, said = by_hand("migrate.py", what, "--journal", journal, "--every", "23")
    assert (code, said.endswith(FINE)) == (0, True), said


@pytest.mark.parametrize("sabotage", ["backup", "transaction"])
def test_the_harness_sees_sabotage(sabotage: str) -> None:
    code, said = by_hand("migrate.py", "killed", "--every", "5", "--sabotage", sabotage)
    assert (code, said.splitlines()[-1]) == (0, "caught"), said


def upgraded(path: Path) -> None:
    """Do what a newer program does when it opens the file."""
    with closing(sqlite3.connect(str(path), isolation_level=None)) as connection:
        connection.executescript(
            "BEGIN IMMEDIATE; CREATE TABLE extra (x TEXT) STRICT; "
            f"PRAGMA user_version = {migrations.LATEST + 1}; COMMIT"
        )


def test_a_board_that_is_open_during_an_upgrade_says_so_and_keeps_what_is_typed(tmp_path: Path) -> None:
    typed = "A title that took long to think of"
    with OpenBoard(tmp_path) as board:
        board.save()
        board.tty.type("n")
        board.tty.send(typed)
        board.tty.wait_for(typed)
        upgraded(board.path)
        board.tty.send("\r")
        board.tty.wait_for("was upgraded by a newer pmboard; nothing was saved")
        assert typed in board.tty.text()
        board.tty.send("\x1b")
        board.tty.settle()
        board.press("was upgraded by a newer pmboard; nothing was saved. Close pmboard and start it again")
        assert board.leave() == 0
        assert not board.crashed
    assert column_of_card(board.path) == board.column
    assert typed not in pmboard(board.path, "export").out
    assert pmboard(board.path, "check").code == 0
    assert pmboard(board.path, "card", "add", "ATLAS", typed).code == 0
