"""Where a person's own small files are: keys, themes, what is remembered."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_NOWHERE = Path(os.devnull)
"""No file is in it and none can be made: an account without a home folder, as of a container, has no own."""


def config_home(env: Mapping[str, str]) -> Path:
    """``$XDG_CONFIG_HOME``, else ``~/.config``. It need not exist."""
    return _home(env, "XDG_CONFIG_HOME", ".config")


def state_home(env: Mapping[str, str]) -> Path:
    """``$XDG_STATE_HOME``, else ``~/.local/state``. It need not exist."""
    return _home(env, "XDG_STATE_HOME", ".local/state")


def _home(env: Mapping[str, str], name: str, under: str) -> Path:
    named = env.get(name, "")
    # The base directory specification says that a relative path is to be ignored.
    if os.path.isabs(named):
        return Path(named)
    try:
        return Path.home() / under
    except RuntimeError:
        return _NOWHERE
