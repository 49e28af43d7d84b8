"""What a command has saved is said to be saved, even where its answer cannot be printed."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

import pmboard
from tests.reliability.program import environment, imported
from tui.commands.command import COMMANDS

TOP = Path(__file__).resolve().parents[1]
SAVED = (
    "pmboard: this was done and is saved, but what it says could not be printed: No space left on device\n"
)
UNSAID = "pmboard: what was to be printed: No space left on device\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    return imported(tmp_path / "here" / "x.db")


def to_nowhere(path: Path, *words: str, unbuffered: bool = False) -> tuple[int, str]:
    """The exit code, and what is said on standard error, of a command whose output has no room."""
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, *(["-u"] if unbuffered else []), str(TOP / "pmboard.py"), *words],
            env={
                **{name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
                **environment(path.parent.parent / "home"),
                "PMBOARD_DB": str(path),
            },
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    return done.returncode, done.stderr


@pytest.mark.parametrize("unbuffered", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        ["card", "add", "ATLAS", "Unsaid"],
        ["card", "edit", "ATLAS-1", "--title", "Unsaid", "--json"],
        ["card", "complete", "ATLAS-1"],
        ["undo"],
        ["backup", "{folder}/copy.db"],
    ],
)
def test_a_change_that_cannot_be_told_is_said_to_be_saved(
    path: Path, words: list[str], unbuffered: bool
) -> None:
    if words == ["undo"]:
        to_nowhere(path, "card", "add", "ATLAS", "Taken back")
    before = path.read_bytes()
    said = to_nowhere(path, *(word.format(folder=path.parent) for word in words), unbuffered=unbuffered)
    assert said == (1, SAVED)
    assert path.read_bytes() != before or (path.parent / "copy.db").exists()


def test_what_changes_nothing_claims_nothing(path: Path) -> None:
    assert to_nowhere(path, "delivery") == (1, UNSAID)
    assert to_nowhere(path, "check", "--repair") == (1, UNSAID)
    code, said = to_nowhere(path, "card", "edit", "ATLAS-1")
    assert (code, said) == (2, "pmboard: nothing to change: name a field, such as --title TEXT\n")


@pytest.mark.parametrize("unbuffered", [False, True])
@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["card", "--help"], ["card", "add", "--help"], ["report", "-h"]]
)
def test_help_that_cannot_be_printed_is_an_error(path: Path, words: list[str], unbuffered: bool) -> None:
    assert to_nowhere(path, *words, unbuffered=unbuffered) == (1, UNSAID)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_no_command_says_that_its_help_was_printed_where_it_was_not(command: str) -> None:
    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"), contextlib.redirect_stdout(Full()):
        pmboard.parser(command).parse_args([command, "--help"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["card", "show", "ATLAS-9999"], 2),
        (["card", "move"], 2),
        (["nonsense", "x"], 2),
        (["import", "/nowhere.yaml"], 2),
        (["card", "edit", "ATLAS-1", "--due", "2020-01-01"], 0),
    ],
)
def test_the_exit_code_tells_where_standard_error_takes_nothing(
    path: Path, words: list[str], code: int
) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, str(TOP / "pmboard.py"), *words],
            env={**os.environ, **environment(path.parent.parent / "home"), "PMBOARD_DB": str(path)},
            stdout=subprocess.PIPE,
            stderr=full,
            check=False,
        )
    assert done.returncode == code
    assert bool(done.stdout) == (code == 0)


def test_a_restore_and_an_import_that_cannot_be_told_are_said_to_be_done(path: Path) -> None:
    definition = path.parent / "more.yaml"
    definition.write_text("pmboard: 1\nprojects:\n- key: MORE\n  name: One more\n", encoding="utf-8")
    copy = path.parent / "copy.db"
    assert to_nowhere(path, "backup", str(copy)) == (1, SAVED)
    assert to_nowhere(path, "import", str(definition)) == (1, SAVED)
    assert to_nowhere(path, "restore", str(copy)) == (1, SAVED)
