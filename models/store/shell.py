"""Commands that a person is told to type in a shell: they act on the database that the sentence is about."""

from __future__ import annotations

import os
import pwd
import shlex
from pathlib import Path

from models.store.errors import NotADatabase
from models.text import clean_line

_LONGEST_NAME = 100
_CHANGING = ("undo", "redo", "import ", "restore ", "check --repair")
"""How the commands begin that do something in somebody's name."""


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


def login_name() -> str:
    """Return who is at the keyboard: PMBOARD_AUTHOR (an SSH key's environment may set it), else the login
    name.
    """
    for name in (os.environ.get("PMBOARD_AUTHOR", ""), _account(), os.environ.get("LOGNAME", "")):
        cleaned = " ".join(clean_line(name).split())[:_LONGEST_NAME].strip()
        if cleaned:
            return cleaned
    return f"user {os.getuid()}"


def _account() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""


def shell_command(words: str, path: Path | str, author: str = "") -> str:
    """``pmboard undo`` as it is to be typed for the database at *path*: ``pmboard undo --db ~/other.db``.

    Only the one in the person's data folder goes without a name, and only where no PMBOARD_DB names another:
    that may be set for this run alone, and is not there in the shell in which the command is typed. The same
    holds for the *author* in whose name it is done: ``pmboard undo --as Ann``.
    """
    command = f"pmboard {words}"
    # There the administrator's line says which database, and who it is; the person may not.
    if os.environ.get("PMBOARD_RESTRICTED") == "1":
        return command
    place = os.path.abspath(os.path.expanduser(path))
    named = "" if _is_default(place) else f" --db {_quoted(place)}"
    return command + named + (_as(author) if words.startswith(_CHANGING) else "")


def _as(author: str) -> str:
    if not author or (author == login_name() and not os.environ.get("PMBOARD_AUTHOR")):
        return ""
    # A name that begins with a dash would be taken for an option.
    return f" --as{'=' if author.startswith('-') else ' '}{shlex.quote(author)}"


def _is_default(path: Path | str) -> bool:
    try:
        own = default_path()
    except NotADatabase:
        return False
    chosen = os.path.expanduser(os.environ.get("PMBOARD_DB") or own)
    return os.path.realpath(path) == os.path.realpath(own) == os.path.realpath(chosen)


def _quoted(path: str) -> str:
    """For a shell, from the home folder where it lies in there: messages have one line."""
    home = os.path.expanduser("~").rstrip("/") + "/"
    if len(home) > 1 and path.startswith(home):
        return "~/" + shlex.quote(path[len(home) :])
    return shlex.quote(path)
