"""The clock is set back, or forward and back again: events keep their order, no time runs backwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.actions import cards
from models.actions import undo as undoing
from tests.reliability.acknowledged import ignored
from tests.reliability.open_board import OpenBoard
from tests.reliability.program import pmboard
from tests.reliability.team import KEY, join, make
from tests.reliability.verdict import violations


def test_a_clock_set_back_a_year_changes_no_order_and_makes_no_negative_time(tmp_path: Path) -> None:
    path = tmp_path / "here" / "team.db"
    path.parent.mkdir()
    team = make(path, size=3)
    at = [datetime.now(UTC) + timedelta(days=400)]
    ann = join(team.path, "ann", ignored, clock=lambda: at[0])
    doing, review, done = team.columns[2:]
    for days, column in ((0, doing), (2, review), (-400, done), (-1200, doing), (-900, done)):
        at[0] += timedelta(days=days)
        cards.move(ann, team.cards[0], None, column)
    seqs = [row for (row,) in ann.store.rows("SELECT seq FROM event WHERE action = 'card.move' ORDER BY seq")]
    assert seqs == sorted(seqs)
    moves = ann.store.rows("SELECT at FROM move WHERE card_id = ? ORDER BY id", (team.cards[0],))
    assert moves == sorted(moves)
    ((started, finished),) = ann.store.rows("SELECT started_at, finished_at FROM card WHERE id = 1")
    assert finished - started == 2 * 86_400_000
    assert undoing.undo(ann).startswith(f"undone: {KEY}-1 moved from Doing to Done")
    assert undoing.redo(ann).startswith(f"redone: {KEY}-1 moved from Doing to Done")
    ann.close()
    assert violations(team.path, []) == []
    for words in (("delivery",), ("board", KEY), ("card", "show", f"{KEY}-1"), ("history",), ("check",)):
        answer = pmboard(path, *words)
        assert (answer.code, answer.error) == (0, ""), words
        assert not any(f" -{digit}" in answer.out for digit in "123456789"), answer.out


def test_an_open_board_goes_on_when_others_live_in_the_future(tmp_path: Path) -> None:
    with OpenBoard(tmp_path) as board:
        future = join(board.path, "ben", ignored, clock=lambda: datetime.now(UTC) + timedelta(days=30))
        (card, column), *_ = future.store.rows(
            "SELECT c.id, (SELECT id FROM board_column WHERE name = 'Review' AND project_id = c.project_id) "
            "FROM card c JOIN project p ON p.id = c.project_id WHERE p.key = 'ATLAS' AND c.number = 2"
        )
        cards.move(future, card, None, column)
        future.close()
        board.column = "Review"
        board.tty.wait_for("ben: ATLAS-2 moved from Doing to Review")
        board.tty.send("l")
        board.save()
        assert board.leave() == 0
        assert not board.crashed
    answer = pmboard(board.path, "check")
    assert (answer.code, answer.error) == (0, "")
