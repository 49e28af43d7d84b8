"""`pmboard undo` and `redo`: one's newest change, of whatever session; an import too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pmboard
from models.actions import cards, projects
from models.portfolio import Portfolio
from models.views.board import board
from models.views.names import find_card


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "p.db"
    monkeypatch.setenv("PMBOARD_DB", str(place))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    anna = Portfolio.open(place, author="anna")
    cards.add(anna, projects.add(anna, "ATLAS", "Ledger"), "First")
    anna.close()
    return place


def titles(file: Path) -> list[str]:
    portfolio = Portfolio.open(file, author="eva", read_only=True)
    found = [card.title for column in board(portfolio, "ATLAS").columns for card in column.cards]
    portfolio.close()
    return sorted(found)


def test_an_import_is_taken_back_and_brought_again(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "pmboard: 1\nprojects: [{key: ATLAS, name: Ledger, cards: [{title: Two}, {title: Three}]}]\n"
    (tmp_path / "more.yaml").write_text(text)
    assert pmboard.main(["--as", "anna", "import", str(tmp_path / "more.yaml")]) == 0
    assert titles(file) == ["First", "Three", "Two"]
    assert pmboard.main(["--as", "anna", "undo"]) == 0
    assert "undone: imported more.yaml" in capsys.readouterr().out
    assert titles(file) == ["First"]
    assert pmboard.main(["--as", "anna", "redo"]) == 0
    assert titles(file) == ["First", "Three", "Two"]
    assert pmboard.main(["check"]) == 0


def test_each_call_goes_one_further_back_through_the_sessions(file: Path) -> None:
    for title in ("Second", "Third"):
        assert pmboard.main(["--as", "anna", "card", "add", "ATLAS", title]) == 0
    assert pmboard.main(["--as", "anna", "undo"]) == 0
    assert titles(file) == ["First", "Second"]
    assert pmboard.main(["--as", "anna", "undo"]) == 0
    assert titles(file) == ["First"]
    assert pmboard.main(["--as", "anna", "undo"]) == 0
    assert titles(file) == []


def test_only_ones_own_and_the_end_is_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pmboard.main(["--as", "ben", "undo"]) == 1
    assert "there is nothing of ben to undo" in capsys.readouterr().err
    assert titles(file) == ["First"]


def test_nothing_is_redone_once_something_new_was_done(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pmboard.main(["--as", "anna", "card", "add", "ATLAS", "Second"])
    pmboard.main(["--as", "anna", "undo"])
    pmboard.main(["--as", "anna", "card", "add", "ATLAS", "Third"])
    capsys.readouterr()
    assert pmboard.main(["--as", "anna", "redo"]) == 1
    assert "nothing to redo" in capsys.readouterr().err
    assert titles(file) == ["First", "Third"]


def test_what_others_went_on_with_is_refused_or_stepped_over(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pmboard.main(["--as", "anna", "card", "add", "ATLAS", "Second"])
    pmboard.main(["--as", "anna", "card", "edit", "ATLAS-1", "--title", "Mine"])
    ben = Portfolio.open(file, author="ben")
    card = find_card(ben, "ATLAS-1")
    cards.edit(ben, card.id, card.version, title="His")
    ben.close()
    capsys.readouterr()
    assert pmboard.main(["--as", "anna", "undo"]) == 3
    assert "ben" in capsys.readouterr().err
    assert titles(file) == ["His", "Second"]
    assert pmboard.main(["--as", "anna", "undo", "--skip"]) == 0
    assert titles(file) == ["His"]


def test_json_says_what_was_done(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pmboard.main(["--as", "anna", "undo", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["said"].startswith("undone: ATLAS-1")
