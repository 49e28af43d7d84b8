"""Commands that a person is told to type in a shell: they act on the database that the sentence is about."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from models.store.errors import NotADatabase


def default_path() -> Path:
    """Return where a person's portfolio lives: the XDG data folder. Raises NotADatabase without a home."""
    import platformdirs  # Here for start-up: not needed when a path is given (3 ms).

    try:
        folder = platformdirs.user_data_dir("pmboard", appauthor=False)
    except RuntimeError as error:
        raise NotADatabase(
            "this account has no home folder: say which database with --db FILE or PMBOARD_DB"
        ) from error
    return Path(folder) / "portfolio.db"


def shell_command(words: str, path: Path | str) -> str:
    """``pmboard undo`` as it is to be typed for the database at *path*: ``pmboard undo --db ~/other.db``.

    Only the one in the person's data folder goes without a name, and only where no PMBOARD_DB names another:
    that may be set for this run alone, and is not there in the shell in which the command is typed.
    """
    command = f"pmboard {words}"
    # There the administrator's line says which database, and the person may not.
    if os.environ.get("PMBOARD_RESTRICTED") == "1" or _is_default(path):
        return command
    return f"{command} --db {_quoted(os.path.abspath(path))}"


def _is_default(path: Path | str) -> bool:
    try:
        own = default_path()
    except NotADatabase:
        return False
    chosen = os.environ.get("PMBOARD_DB") or own
    return os.path.realpath(path) == os.path.realpath(own) == os.path.realpath(chosen)


def _quoted(path: str) -> str:
    """For a shell, from the home folder where it lies in there: messages have one line."""
    home = os.path.expanduser("~").rstrip("/") + "/"
    if len(home) > 1 and path.startswith(home):
        return "~/" + shlex.quote(path[len(home) :])
    return shlex.quote(path)
