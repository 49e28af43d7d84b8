"""Small files in which the program remembers something for a person; losing one does no harm."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from tui.own_folders import state_home
from tui.plain_file import read_plain, write_plain

_LARGEST = 64 * 1024
_MOST = 50
"""Portfolios that are remembered."""


def file_of(env: Mapping[str, str], name: str) -> Path:
    """``$XDG_STATE_HOME/pmboard/NAME``. It need not exist."""
    return state_home(env) / "pmboard" / name


def recall(file: Path, key: str) -> object:
    """What was kept under this key; None when nobody knows."""
    return _read(file).get(key)


def keep(file: Path, key: str, value: object) -> None:
    """Keep it for next time. That it cannot be written matters to nobody: then it is not kept."""
    known = _read(file)
    known.pop(key, None)
    known[key] = value
    kept = dict(list(known.items())[-_MOST:])
    with contextlib.suppress(OSError):
        write_plain(file, json.dumps(kept))


def _read(file: Path) -> dict[str, object]:
    try:
        data = json.loads(read_plain(file, _LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
