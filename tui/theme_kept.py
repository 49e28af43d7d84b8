"""The theme that a person chose, in a small file of theirs, and which theme a start uses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tui.own_folders import state_home
from tui.plain_file import read_plain, write_plain

_LARGEST = 256


def own_file(env: Mapping[str, str]) -> Path:
    """``$XDG_STATE_HOME/pmboard/theme``, one line with the name. It need not exist."""
    return state_home(env) / "pmboard" / "theme"


def kept(env: Mapping[str, str]) -> tuple[str | None, str]:
    """The name that was kept, None when there is none, and a sentence when the file cannot be used."""
    file = own_file(env)
    try:
        name = read_plain(file, _LARGEST).decode("utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None, ""
    except UnicodeDecodeError:
        return None, f"{file} is not the name of a theme: choose one again."
    except OSError as error:
        return None, f"{file} cannot be read: {error.strerror}."
    if not name:
        return None, ""
    if not name.isprintable():
        return None, f"{file} is not the name of a theme: choose one again."
    return name, ""


def keep(env: Mapping[str, str], name: str) -> bool:
    """Keep a name for next time; False when it cannot be written."""
    try:
        write_plain(own_file(env), name + "\n")
    except OSError:
        return False
    return True
