"""Spoiled files, each met by the real command line: a sentence, no traceback, nothing touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability.program import imported, pmboard
from tests.reliability.spoiled import COMMANDS, FAULTS, HARMLESS, Fault, content, wrong_with


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported(tmp_path_factory.mktemp("good") / "here" / "x.db")


@pytest.fixture
def path(good: Path, tmp_path: Path) -> Path:
    made = tmp_path / "here" / "x.db"
    made.parent.mkdir()
    shutil.copy(good, made)
    return made


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_spoiled_file_is_told_and_not_touched(path: Path, fault: Fault) -> None:
    fault.spoil(path)
    for words in COMMANDS:
        before = content(path)
        answer = pmboard(path, *words)
        assert wrong_with(fault, answer, before, content(path)) == []


@pytest.mark.parametrize(("name", "lay"), HARMLESS, ids=[name for name, _ in HARMLESS])
def test_what_lies_beside_a_closed_file_does_no_harm(
    path: Path, name: str, lay: Callable[[Path], None]
) -> None:
    before = pmboard(path, "export").out
    assert "ATLAS" in before
    lay(path)
    assert pmboard(path, "export").out == before
    assert pmboard(path, "card", "add", "ATLAS", "One more").code == 0
    assert pmboard(path, "check").code == 0


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written_can_be_read_and_says_why(path: Path, what: str) -> None:
    place = path if what == "file" else path.parent
    mode = place.stat().st_mode
    place.chmod(mode & ~0o222)
    before = content(path)
    try:
        answers = [pmboard(path, *words) for words in (*COMMANDS, ("delivery",))]
    finally:
        place.chmod(mode)
    assert [answer.code for answer in answers] == [0, 1, 0]
    assert "open for looking only: you may not write to it, or to its folder; nothing was saved" in (
        answers[1].sentence
    )
    assert "ATLAS" in answers[2].out
    assert content(path) == before
