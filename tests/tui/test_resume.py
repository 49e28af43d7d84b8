"""Where one left off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.resume import (
    arrangement,
    last_board,
    remember,
    remember_arrangement,
    remember_swimlanes,
    swimlanes,
)


def test_each_portfolio_has_its_last_board(tmp_path: Path) -> None:
    file = tmp_path / "state" / "boards.json"
    remember(file, "/a.db", "ATLAS")
    remember(file, "/b.db", "KITE")
    remember(file, "/a.db", "BORA")
    assert (last_board(file, "/a.db"), last_board(file, "/b.db")) == ("BORA", "KITE")
    assert last_board(file, "/c.db") is None


def test_a_damaged_file_is_no_problem(tmp_path: Path) -> None:
    file = tmp_path / "boards.json"
    file.write_text("[1, 2", encoding="utf-8")
    assert last_board(file, "/a.db") is None
    remember(file, "/a.db", "ATLAS")
    assert last_board(file, "/a.db") == "ATLAS"


def test_only_the_newest_portfolios_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "boards.json"
    for number in range(60):
        remember(file, f"/{number}.db", "X")
    assert last_board(file, "/9.db") is None
    assert last_board(file, "/10.db") == "X"


def test_a_place_that_cannot_be_written_is_no_problem(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("", encoding="utf-8")
    remember(blocker / "boards.json", "/a.db", "ATLAS")
    assert last_board(blocker / "boards.json", "/a.db") is None


def test_each_board_of_each_portfolio_has_its_swimlanes(tmp_path: Path) -> None:
    file = tmp_path / "lanes.json"
    remember_swimlanes(file, "/a.db", "ATLAS", "priority")
    remember_swimlanes(file, "/a.db", "BORA", "assignee")
    remember_swimlanes(file, "/b.db", "ATLAS", "type")
    remember_swimlanes(file, "/a.db", "BORA", "")
    assert [swimlanes(file, "/a.db", key) for key in ("ATLAS", "BORA", "KITE")] == ["priority", "", ""]
    assert swimlanes(file, "/b.db", "ATLAS") == "type"


def test_each_portfolio_has_its_arrangement(tmp_path: Path) -> None:
    file = tmp_path / "delivery.json"
    remember_arrangement(file, "/a.db", ("program", "target", True))
    remember_arrangement(file, "/b.db", ("none", "health", False))
    assert arrangement(file, "/a.db") == ("program", "target", True)
    assert arrangement(file, "/b.db") == ("none", "health", False)
    assert arrangement(file, "/c.db") == ("", "", False)


@pytest.mark.parametrize(
    "kept", ["7", "[]", '["program", ["target"], true]', '["program", "target", 1]', "{}"]
)
def test_an_arrangement_that_is_none_is_unknown(tmp_path: Path, kept: str) -> None:
    file = tmp_path / "delivery.json"
    file.write_text(f'{{"/a.db": {kept}}}', encoding="utf-8")
    assert arrangement(file, "/a.db") == ("", "", False)
