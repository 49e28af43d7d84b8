"""Writing a longer text in the person's own editor, with the terminal handed over meanwhile."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from tui.restricted import is_restricted


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
        with app.suspend():
            code = subprocess.run([*command, name], check=False).returncode
    except (OSError, SuspendNotSupported) as error:
        path.unlink(missing_ok=True)
        raise EditorProblem(f"{command[0]} cannot be started: {error}") from error
    try:
        written = path.read_text(encoding="utf-8").rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EditorProblem(f"{name} cannot be read: {error}") from error
    path.unlink(missing_ok=True)
    if code != 0:
        raise EditorProblem(f"{command[0]} ended with {code}: nothing was saved", written)
    return written


def _file_of(text: str) -> Path:
    """A file for the editor that only its writer can read. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix="pmboard-", suffix=".md")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)
