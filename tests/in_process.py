"""Commands of pmboard in the process of a test: what they print, and how they end."""

from __future__ import annotations

from collections.abc import Callable
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
