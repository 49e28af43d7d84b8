"""What a person is told when pmboard ends by an error of its own, and the report for its makers."""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from traceback import format_exception

from tui import state
from tui.plain_file import write_plain

_NAME = "error.txt"
_LONGEST = 200_000
"""Characters of a report; the middle of a longer one is left out."""


def file_of(env: Mapping[str, str]) -> Path:
    """``$XDG_STATE_HOME/pmboard/error.txt``: the last error. It need not exist."""
    return state.file_of(env, _NAME)


def told(error: BaseException, size: tuple[int, int], env: Mapping[str, str], *, kept: bool = True) -> str:
    """Write the report and give the sentences for the terminal. ``kept``: what was typed is on the disk.

    Neither holds local variables, and the terminal not even the message: what is on the cards is for nobody
    who reads the terminal's history. Where no report can be written it is part of the sentences.
    """
    texts = ", texts in open fields are offered at the next start" if kept else ""
    lead = (
        f"pmboard ended by an error of its own ({type(error).__name__}). All that was saved is in the "
        f"portfolio{texts}."
    )
    report = _report(error, size)
    file = file_of(env)
    with contextlib.suppress(OSError):
        write_plain(file, report)
        return f"{lead}\nPlease send its report to whoever looks after pmboard: {file}"
    return f"{lead}\n{report}"


def _report(error: BaseException, size: tuple[int, int]) -> str:
    lines = [
        f"pmboard {_version('pmboard')}, Textual {_version('textual')}, Python {platform.python_version()}",
        f"{datetime.now(UTC).isoformat(timespec='seconds')}, {size[0]}x{size[1]}, {os.environ.get('TERM')!r}",
        "",
        "".join(format_exception(error)),
    ]
    text = "".join(
        letter if letter == "\n" or letter.isprintable() else f"\\x{ord(letter):02x}"
        for letter in "\n".join(lines)
    )
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}\n[...]\n{text[-half:]}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
