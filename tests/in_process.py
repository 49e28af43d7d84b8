"""Commands of pmboard in the process of a test: what they print, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import pmboard


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the words of a command line."""

    def run(*words: str) -> Ended:
        try:
            code = pmboard.main(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return run


def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs them as anna in a folder of their own, on a portfolio of their own that is still to be made."""
    monkeypatch.setenv("PMBOARD_DB", str(tmp_path / "portfolio.db"))
    monkeypatch.setenv("PMBOARD_DEMO_DB", str(tmp_path / "demo.db"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PMBOARD_AUTHOR", "anna")
    monkeypatch.delenv("PMBOARD_ASCII", raising=False)
    monkeypatch.chdir(tmp_path)
    return runner(capsys)


def imported(run: Run, file: Path, definitions: str) -> Run:
    """The same, once these definitions are in the portfolio."""
    file.write_text(definitions, encoding="utf-8")
    ended = run("import", file.name)
    assert ended.code == 0, ended.err
    return run
