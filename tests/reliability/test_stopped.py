"""Others while a stopped process holds the lock: they read, are told, give up, and go on when it is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions import cards
from models.portfolio import Busy, Portfolio
from tests.reliability.acknowledged import ignored
from tests.reliability.open_board import OpenBoard, column_of_card
from tests.reliability.program import pmboard
from tests.reliability.stopped import stopped
from tests.reliability.team import join, make
from tests.reliability.verdict import violations


@pytest.mark.parametrize("write_ahead", [True, False], ids=["log", "journal"])
def test_a_stopped_writer_is_told_of_and_blocks_nobody_for_longer_than_wanted(
    tmp_path: Path, write_ahead: bool
) -> None:
    team = make(tmp_path / "team.db", size=3, write_ahead=write_ahead)
    ann: Portfolio = join(team.path, "ann", ignored)
    ann.patience = 0.3
    with stopped(team.path) as holder:
        assert ann.store.rows("SELECT COUNT(*) FROM card") == [(3,)]
        with pytest.raises(Busy, match=r"somebody else is writing to .*; nothing was saved. Try again"):
            cards.add(ann, team.project, "Mine")
        assert holder.go_on() == 0
        cards.add(ann, team.project, "Mine")
    with stopped(team.path):
        with pytest.raises(Busy):
            cards.add(ann, team.project, "Another")
        assert ann.store.rows("SELECT COUNT(*) FROM card") == [(4,)]
    ann.patience = 5
    cards.add(ann, team.project, "Another")
    ann.close()
    assert violations(team.path, []) == []


def test_an_open_board_reads_on_gives_up_and_saves_when_the_stopped_process_is_gone(tmp_path: Path) -> None:
    with OpenBoard(tmp_path) as board:
        with stopped(board.path):
            board.press("waiting until another session has written; esc gives up")
            assert pmboard(board.path, "board", "ATLAS").code == 0
            board.tty.send("\x1b")
            board.tty.wait_for("somebody else is writing to .*nothing was saved")
            assert column_of_card(board.path) == board.column
        board.save()
        assert board.leave() == 0
        assert not board.crashed
    assert column_of_card(board.path) == board.column
    assert pmboard(board.path, "check").code == 0


def test_a_change_that_waits_is_saved_when_the_stopped_process_goes_on(tmp_path: Path) -> None:
    with OpenBoard(tmp_path) as board, stopped(board.path) as holder:
        board.press("waiting until another session has written")
        assert holder.go_on() == 0
        board.tty.wait_for("ATLAS-2 moved from Doing to Review ")
        assert column_of_card(board.path) == "Review"
        assert board.leave() == 0
