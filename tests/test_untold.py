"""What a command has saved is said to be saved, even where its answer cannot be printed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.program import environment, imported

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


def test_a_restore_and_an_import_that_cannot_be_told_are_said_to_be_done(path: Path) -> None:
    definition = path.parent / "more.yaml"
    definition.write_text("pmboard: 1\nprojects:\n- key: MORE\n  name: One more\n", encoding="utf-8")
    copy = path.parent / "copy.db"
    assert to_nowhere(path, "backup", str(copy)) == (1, SAVED)
    assert to_nowhere(path, "import", str(definition)) == (1, SAVED)
    assert to_nowhere(path, "restore", str(copy)) == (1, SAVED)
