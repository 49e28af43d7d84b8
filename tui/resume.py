"""Where a person left off: the board that was open last, for each portfolio, in a small file of theirs."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

_LARGEST = 64 * 1024
_MOST = 50
"""Portfolios that are remembered."""


def own_file(env: Mapping[str, str]) -> Path:
    """``$XDG_STATE_HOME/pmboard/boards.json``. It need not exist."""
    base = env.get("XDG_STATE_HOME", "")
    home = Path(base) if os.path.isabs(base) else Path.home() / ".local" / "state"
    return home / "pmboard" / "boards.json"


def last_board(file: Path, portfolio: str) -> str | None:
    """The key of the project whose board was open last in this portfolio; None when nobody knows."""
    key = _read(file).get(portfolio)
    return key if isinstance(key, str) else None


def remember(file: Path, portfolio: str, project: str) -> None:
    """Keep the board for next time. That it cannot be written matters to nobody: then it is not kept."""
    known = _read(file)
    known.pop(portfolio, None)
    known[portfolio] = project
    kept = dict(list(known.items())[-_MOST:])
    with contextlib.suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".boards-")
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            json.dump(kept, written)
        os.replace(name, file)


def _read(file: Path) -> dict[str, object]:
    try:
        with file.open("rb") as opened:
            data = json.loads(opened.read(_LARGEST))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
