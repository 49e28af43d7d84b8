"""`pmboard restore` and the copies that are made by themselves."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

import pmboard

TEAM = """\
pmboard: 1
projects: [{key: ATLAS, name: Ledger, cards: [{id: one, title: First}]}]
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PMBOARD_DB", str(tmp_path / "p.db"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "team.yaml").write_text(TEAM, encoding="utf-8")
    assert pmboard.main(["import", str(tmp_path / "team.yaml")]) == 0
    return tmp_path / "p.db"


def copies(place: Path) -> list[str]:
    return sorted(copy.name for copy in place.with_name("p.db.backups").glob("*.db"))


def test_a_change_makes_the_copy_of_the_day_first_and_restore_brings_it_back(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pmboard.main(["card", "add", "ATLAS", "Second"]) == 0
    [daily] = copies(place)
    assert daily.startswith("daily-")
    capsys.readouterr()
    assert pmboard.main(["restore"]) == 0
    assert daily in capsys.readouterr().out
    assert pmboard.main(["restore", str(place.with_name("p.db.backups") / daily)]) == 0
    assert "what it replaced is in" in capsys.readouterr().out
    assert pmboard.main(["board", "ATLAS"]) == 0
    assert "Second" not in capsys.readouterr().out
    assert pmboard.main(["check"]) == 0
    assert len(copies(place)) == 2


def test_looking_makes_no_copy(place: Path) -> None:
    assert pmboard.main(["delivery"]) == 0
    assert pmboard.main(["card", "show", "ATLAS-1"]) == 0
    assert not place.with_name("p.db.backups").exists()


def test_a_copy_that_cannot_be_made_is_said_and_stops_nobody(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place.with_name("p.db.backups").write_text("in the way")
    capsys.readouterr()
    assert pmboard.main(["card", "add", "ATLAS", "Second"]) == 0
    said = capsys.readouterr()
    assert "no copy was made today" in said.err
    assert "ATLAS-2 added" in said.out


def test_an_old_copy_put_back_is_told_by_the_next_command(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(place, tmp_path / "old.db")
    assert pmboard.main(["card", "add", "ATLAS", "Second"]) == 0
    shutil.copy(tmp_path / "old.db", place)
    capsys.readouterr()
    assert pmboard.main(["delivery"]) == 0
    assert "went back" in capsys.readouterr().err
    assert pmboard.main(["delivery"]) == 0
    assert capsys.readouterr().err == ""


def test_a_restore_is_no_alarm(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pmboard.main(["backup", str(place.with_name("saved.db"))])
    pmboard.main(["card", "add", "ATLAS", "Second"])
    pmboard.main(["restore", str(place.with_name("saved.db"))])
    capsys.readouterr()
    pmboard.main(["delivery"])
    assert capsys.readouterr().err == ""


def test_json_says_what_was_kept_and_lists_the_copies(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pmboard.main(["backup", str(place.with_name("saved.db"))])
    capsys.readouterr()
    assert pmboard.main(["restore", str(place.with_name("saved.db")), "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["version"], done["to"]) == (1, str(place))
    assert pmboard.main(["restore", "--json"]) == 0
    [copy] = json.loads(capsys.readouterr().out)["copies"]
    assert copy["path"] == done["kept"]
    assert copy["events"] == done["events_before"]
    assert datetime.fromisoformat(copy["made"]) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["restore", "nowhere.db"], 2, "there is no backup at"),
        (["restore", "/etc/hostname"], 2, "is not a portfolio"),
        (["restore", "p.db"], 1, "is the portfolio itself"),
        (["--read-only", "restore", "p.db"], 2, "--read-only changes nothing"),
    ],
)
def test_what_cannot_be_restored_is_said(
    place: Path,
    words: list[str],
    code: int,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(place.parent)
    before = place.read_bytes()
    assert pmboard.main(words) == code
    assert sentence in capsys.readouterr().err
    assert place.read_bytes() == before


@pytest.mark.usefixtures("place")
def test_without_copies_the_list_says_how_to_make_one(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert pmboard.main(["restore"]) == 0
    assert "one is made each day" in capsys.readouterr().out
