"""`pmboard history`: what it prints of whom, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pmboard
from models.actions import cards, projects
from models.portfolio import Portfolio


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "p.db"
    portfolio = Portfolio.open(place, author="anna")
    cards.add(portfolio, projects.add(portfolio, key="ATLAS", name="Ledger"), "Reconcile")
    portfolio.close()
    monkeypatch.setenv("PMBOARD_DB", str(place))
    return place


@pytest.mark.usefixtures("file")
def test_the_newest_action_stands_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert pmboard.main(["history", "--by", "anna"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "ATLAS-1" in lines[1]
    assert "project ATLAS added" in lines[2]
    assert len(lines) == 3


@pytest.mark.usefixtures("file")
def test_a_page_says_how_to_go_on_and_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert pmboard.main(["history", "--limit", "1", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert pmboard.main(["history", "--limit", "1", "--json", "--before", str(first["older"])]) == 0
    second = json.loads(capsys.readouterr().out)
    assert first["history"][0]["action"] == "card.add"
    assert second["history"][0]["action"] == "project.add"


@pytest.mark.usefixtures("file")
def test_a_card_tells_its_changes_and_takes_no_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert pmboard.main(["history", "atlas-1"]) == 0
    assert "added to Backlog" in capsys.readouterr().out
    assert pmboard.main(["history", "ATLAS-1", "--action", "card"]) == 2
    assert "--by, --since and --limit only" in capsys.readouterr().err


@pytest.mark.usefixtures("file")
def test_a_limit_that_cannot_be_meant_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        pmboard.main(["history", "--limit", "0"])
    assert ended.value.code == 2
    assert "'0' is no number from 1 to 10000" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        pmboard.main(["history", "--limit", "9" * 300])
    assert "9…' is no number from 1 to 10000" in capsys.readouterr().err


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("word", "sentence"),
    [("soon", "--since: soon is no date"), ("tomorrow", "is still to come"), ("31 feb", "no such date")],
)
def test_a_day_that_cannot_be_meant_is_said(
    word: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pmboard.main(["history", "--since", word]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("word", ["today", "yesterday", "7d", "2w", "mon"])
def test_days_are_typed_as_on_the_screens(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert pmboard.main(["history", "--since", word]) == 0
    assert "ATLAS-1" in capsys.readouterr().out


@pytest.mark.usefixtures("file")
def test_an_unknown_author_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert pmboard.main(["history", "--by", "ana"]) == 2
    assert "did you mean anna?" in capsys.readouterr().err
