"""A login that is for pmboard alone: what the person may ask for, and what the client sent along."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import pmboard
from models.actions import cards, projects
from models.portfolio import Portfolio
from tui import external, restricted
from tui.commands.command import COMMANDS
from tui.restricted import is_restricted


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The line that the administrator wrote."""
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    portfolio = Portfolio.open(tmp_path / "p.db", author="eva")
    cards.add(portfolio, projects.add(portfolio, key="ATLAS", name="Ledger"), "Reconcile")
    portfolio.close()
    return ["--restricted", "--db", str(tmp_path / "p.db"), "--as", "anna"]


def asks(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", command)


def test_a_person_asks_for_a_report_and_changes_as_who_the_administrator_says(
    line: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PMBOARD_AUTHOR", "mallory")
    monkeypatch.setenv("PMBOARD_DB", "/nowhere/else.db")
    asks(monkeypatch, "pmboard card add ATLAS 'With a space'")
    assert pmboard.main(line) == 0
    assert "ATLAS-2 added" in capsys.readouterr().out
    asks(monkeypatch, "history --limit 1")
    assert pmboard.main(line) == 0
    assert "anna" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("import /etc", "`import` cannot be used here"),
        ("backup /tmp/x.db", "`backup` cannot be used here"),
        ("restore /tmp/x.db", "`restore` cannot be used here"),
        ("check", "`check` cannot be used here"),
        ("demo", "`demo` cannot be used here"),
        ("delivery --db /etc/passwd", "--db cannot be used here"),
        ("--db /etc/passwd delivery", "--db cannot be used here"),
        ("delivery --as eva", "--as cannot be used here"),
        ("export -o /tmp/x.yaml", "--output cannot be used here"),
        ("report --all --format html -o /tmp/x.html", "--output cannot be used here"),
        ("card add ATLAS 'open quote", "cannot be understood"),
    ],
)
def test_nothing_that_touches_a_file_or_another_name(
    line: list[str],
    command: str,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asks(monkeypatch, command)
    assert pmboard.main(line) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", "delivery"])
def test_where_there_is_no_portfolio_nobody_is_told_to_import_one(
    line: list[str], command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asks(monkeypatch, command)
    assert pmboard.main(["--restricted", "--db", "/tmp/not-there/p.db"]) == 2
    told = capsys.readouterr().err
    assert told.endswith("/tmp/not-there/p.db yet: who runs this host can make one\n")


def test_no_shell_looks_at_what_was_asked(
    line: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asks(monkeypatch, f"delivery; touch {tmp_path}/owned")
    with pytest.raises(SystemExit) as ended:
        pmboard.main(line)
    assert ended.value.code == 2
    assert not (tmp_path / "owned").exists()
    assert "delivery;" in capsys.readouterr().err


def test_read_only_of_the_administrator_holds(
    line: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asks(monkeypatch, "card add ATLAS No")
    assert pmboard.main([*line, "--read-only"]) == 1
    assert "for looking only" in capsys.readouterr().err


def test_no_editor_is_started(line: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sh -c 'touch /tmp/owned'")
    asks(monkeypatch, "delivery")
    assert pmboard.main(line) == 0
    assert is_restricted(os.environ)
    with pytest.raises(external.EditorProblem, match="for pmboard alone"):
        external.editor(os.environ)


def test_the_option_cannot_be_shortened_past_the_cleaning(line: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        pmboard.main(["--restricte", *line[1:], "delivery"])
    assert ended.value.code == 2


def test_an_empty_name_is_refused(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        pmboard.main(["--as", " \x1b ", "delivery"])
    assert ended.value.code == 2
    assert "the name is empty" in capsys.readouterr().err


def test_the_page_for_shared_hosts_names_what_may_be_asked_for_and_what_not() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "shared-host.md").read_text(encoding="utf-8")
    allowed = re.search(r"may ask for (.*?), printed", page, re.DOTALL)
    refused = re.search(r"`--read-only`\. (`import`.*?) and every", page, re.DOTALL)
    assert allowed
    assert refused
    assert {*re.findall(r"`([a-z]+)`", allowed[1]), "open"} == restricted._COMMANDS
    assert {*re.findall(r"`([a-z]+)`", refused[1])} == set(COMMANDS) - restricted._COMMANDS
