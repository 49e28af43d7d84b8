"""No room left: a sentence, nothing half saved, nothing lost, and on it goes when there is room again."""

from __future__ import annotations

import re
from pathlib import Path

from tests.reliability.disk_full import FULL, filled, limited, small
from tests.reliability.open_board import OpenBoard, column_of_card
from tests.reliability.program import imported, pmboard

MANY = "pmboard: 1\nprojects:\n  - key: MANY\n    name: Many\n    cards:\n"


def test_a_command_without_room_saves_nothing_and_says_so(tmp_path: Path) -> None:
    path = imported(tmp_path / "here" / "x.db")
    before = pmboard(path, "export").out
    answer = pmboard(path, "card", "add", "ATLAS", "One more", prefix=limited(8))
    assert (answer.code, answer.crashed) == (1, False)
    assert re.search(FULL, answer.error), answer.error
    assert pmboard(path, "export").out == before
    assert pmboard(path, "check").code == 0
    assert pmboard(path, "card", "add", "ATLAS", "One more").code == 0


def test_an_import_without_room_saves_nothing_at_all(tmp_path: Path) -> None:
    many = "".join(f"      - title: Card {number} of very many\n" for number in range(900))
    (tmp_path / "many.yaml").write_text(MANY + many)
    path = imported(tmp_path / "here" / "x.db")
    before = pmboard(path, "export").out
    answer = pmboard(path, "import", str(tmp_path / "many.yaml"), prefix=limited(300))
    assert (answer.code, answer.crashed) == (1, False)
    assert re.search(FULL, answer.error), answer.error
    assert pmboard(path, "export").out == before
    assert pmboard(path, "check").code == 0


def test_an_open_board_whose_log_has_no_room(tmp_path: Path) -> None:
    with OpenBoard(tmp_path, limited(200)) as board:
        board.save_until(FULL, most=40)
        assert board.leave() == 0
        assert not board.crashed
    assert column_of_card(board.path) == board.column
    assert pmboard(board.path, "check").code == 0


def test_an_open_board_on_a_full_disk_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with small(tmp_path, 8) as place, OpenBoard(place or tmp_path) as board:
        board.save()
        if place is not None:  # Else nobody may mount: the log without room above stands for it.
            filler = filled(place)
            board.save_until(FULL, most=40)
            assert column_of_card(board.path) == board.column
            filler.unlink()
        board.save()
        assert board.leave() == 0
        assert not board.crashed
        assert column_of_card(board.path) == board.column
        assert pmboard(board.path, "check").code == 0
