"""For a login that is for pmboard alone (ForceCommand in sshd_config, command="..." in authorized_keys).

The line that the administrator wrote decides which database and who is at the keyboard. What the person asked
for (`ssh host delivery --json`) may choose among commands that touch no file, and nothing else.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Mapping, MutableMapping, Sequence

OPTION = "--restricted"
_MARK = "PMBOARD_RESTRICTED"
_ASKED = "SSH_ORIGINAL_COMMAND"
_NOT_THEIRS = (
    "PMBOARD_DB",
    "PMBOARD_DEMO_DB",
    "PMBOARD_AUTHOR",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "BROWSER",
    _ASKED,
)
"""What a client may be able to send along (SendEnv), and what could start a program."""
_COMMANDS = frozenset(
    ("open", "delivery", "board", "card", "report", "export", "keys", "schema", "history", "undo", "redo")
)
"""What a person may ask for."""
_DECIDED = {"db": "--db", "author": "--as", "restricted": OPTION, "output": "--output"}
"""What a person may not say: it is decided by the administrator, or names a file."""

Parse = Callable[[Sequence[str]], argparse.Namespace]


class Refused(Exception):
    """The person may not do this here; the text is a sentence."""


def is_restricted(env: Mapping[str, str]) -> bool:
    """Whether this process is for pmboard alone: no editor, no shell, no files of the person's choice."""
    return env.get(_MARK) == "1"


def options_of(words: Sequence[str], env: MutableMapping[str, str], parse: Parse) -> argparse.Namespace:
    """The options to run with, from the administrator's *words* and what the person asked for in *env*.

    Cleans the environment. Raises Refused; what *parse* raises for a wrong line.
    """
    asked_for = env.get(_ASKED, "")
    for name in _NOT_THEIRS:
        env.pop(name, None)
    env[_MARK] = "1"
    decided = parse(words)
    if not asked_for.strip():
        return decided
    try:
        asked = shlex.split(asked_for)
    except ValueError as error:
        raise Refused(f"what was asked for cannot be understood: {error}") from None
    options = parse(asked[1:] if asked[0] == "pmboard" else asked)
    if not hasattr(options, "command"):  # The version is asked for.
        return options
    if options.command not in _COMMANDS:
        raise Refused(f"`{options.command}` cannot be used here: this login is for pmboard alone")
    for name, option in _DECIDED.items():
        if getattr(options, name, None) is not None:
            raise Refused(f"{option} cannot be used here: this login is for pmboard alone")
        if hasattr(decided, name):
            setattr(options, name, getattr(decided, name))
    if getattr(decided, "read_only", False):
        options.read_only = True
    return options
