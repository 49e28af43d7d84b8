"""Writing a longer text in the person's own editor, with the terminal handed over meanwhile."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from tui.plain_file import read_plain
from tui.restricted import is_restricted

_LARGEST = 1024 * 1024
"""Bytes that are read of what an editor has left; no text may be so long."""


class EditorProblem(Exception):
    """The editor could not be used; the text is a sentence that says what to do."""

    def __init__(self, sentence: str, text: str | None = None) -> None:
        """``text``: what the editor has left behind, to be kept."""
        super().__init__(sentence)
        self.text = text


def editor(env: Mapping[str, str]) -> list[str]:
    """The command of the editor: $VISUAL, $EDITOR, or what is there. Raises EditorProblem."""
    if is_restricted(env):
        raise EditorProblem("there is no editor here: this login is for pmboard alone")
    for name in ("VISUAL", "EDITOR"):
        if env.get(name, "").strip():
            try:
                return shlex.split(env[name])
            except ValueError as error:
                raise EditorProblem(f"${name} cannot be understood: {error}") from error
    for command in ("nano", "vim", "vi"):
        if shutil.which(command):
            return [command]
    raise EditorProblem("no editor found: set EDITOR, for example EDITOR=nano")


def write(app: App[Any], text: str) -> str:
    """Open the text in the editor and give back what was saved. Raises EditorProblem; then nothing is lost:
    it has the text that the editor left, and without one the sentence names the file.
    """
    command = editor(os.environ)
    try:
        path = _file_of(text)
    except OSError as error:
        raise EditorProblem(f"no file for the text can be made: {error}") from error
    name = str(path)
    try:
        code = _ended(app, [*command, name])
    except (OSError, SuspendNotSupported) as error:
        path.unlink(missing_ok=True)
        told = getattr(error, "strerror", None) or error
        raise EditorProblem(f"{command[0]} cannot be started: {told}") from error
    try:
        data = read_plain(path, _LARGEST + 1)
        written = data.decode("utf-8").rstrip("\n")
    except OSError as error:
        raise EditorProblem(f"{name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise EditorProblem(f"{name} is not UTF-8: it stays there") from error
    if len(data) > _LARGEST:
        raise EditorProblem(f"{name} is larger than {_LARGEST // 1024} KB: it stays there")
    path.unlink(missing_ok=True)
    if code != 0:
        raise EditorProblem(f"{command[0]} ended with {code}: nothing was saved", written)
    return written


def _ended(app: App[Any], command: Sequence[str]) -> int:
    """Hand the terminal over to the command; its exit code. Raises what starting it raises."""
    wrong: OSError | None = None
    code = 0
    with app.suspend(), _without_ears():
        # What is raised within would leave the terminal handed over, and no key be heard any more.
        try:
            code = subprocess.run(command, check=False).returncode
        except OSError as error:
            wrong = error
    if wrong is not None:
        raise wrong
    return code


@contextmanager
def _without_ears() -> Iterator[None]:
    """ctrl+c and ctrl+backslash are for the editor: the terminal sends them to us too."""
    numbers = (signal.SIGINT, signal.SIGQUIT)
    # Not ignored: that the editor would inherit.
    before = [signal.signal(number, lambda *_: None) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _file_of(text: str) -> Path:
    """A file for the editor that only its writer can read. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix="pmboard-", suffix=".md")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)
