"""`pmboard keys`: every action with its keys as they are for this person. Nothing here imports Textual."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping

from models.text import clean_text
from tui import keymap as keymaps
from tui.keymap import Keymap, shown
from tui.rooms import PARTS, TOGETHER, all_keys
from tui.streams import say_beside
from tui.text import pad, width

VERSION = 1
"""Of the JSON."""
FAILED = 1


def print_keys(env: Mapping[str, str], *, as_json: bool, drawn: Callable[[str], str] = str) -> int:
    """Print the list, *drawn* as asked for; what the person's own file has wrong goes to standard error.

    Returns the exit code.
    """
    file = keymaps.own_file(env)
    keymap, problems = _read(env)
    if as_json:
        print(json.dumps(keys_json(keymap, str(file), problems), ensure_ascii=False, indent=1))
    else:
        print(drawn(keys_text(keymap, str(file), there=os.path.exists(file))))
    for problem in problems:
        say_beside(f"pmboard: {clean_text(problem)}")
    return FAILED if problems else 0


def keys_text(keymap: Keymap, file: str, *, there: bool) -> str:
    """Room by room: id, keys, what it does; changed ones have a mark; last where one's own keys are."""
    ids = max(width(key.id) for key in keymap.keys)
    names = {key.id: " ".join(shown(name) for name in keymap.keys_of(key.id)) for key in keymap.keys}
    keys = max(width(name) for name in names.values())
    lines = []
    for title, part in PARTS:
        lines.append(title)
        for key in part:
            mark = "*" if key.id in keymap.changes else " "
            lines.append(f" {mark}{pad(key.id, ids)}  {pad(names[key.id], keys)}  {key.text}")
        lines.append("")
    if keymap.changes:
        lines.append("* changed by you")
    state = "Your own keys are in" if there else "Your own keys go into"
    lines.append(f"{state} {file}, a line for each action:")
    lines.append('"board.archive" = "x,delete"')
    return "\n".join(lines)


def keys_json(keymap: Keymap, file: str, problems: list[str]) -> dict[str, object]:
    """The same as data. Names of keys are those of the person's file."""
    return {
        "version": VERSION,
        "file": file,
        "problems": problems,
        "rooms": [
            {
                "room": part[0].room,
                "title": title,
                "actions": [
                    {
                        "id": key.id,
                        "keys": keymap.keys_of(key.id),
                        "built_in": [name.strip() for name in key.keys.split(",") if name.strip()],
                        "text": key.text,
                    }
                    for key in part
                ],
            }
            for title, part in PARTS
        ],
    }


def _read(env: Mapping[str, str]) -> tuple[Keymap, list[str]]:
    keys = all_keys()
    changes, problems = keymaps.read_changes(keymaps.own_file(env), keys, TOGETHER)
    return Keymap(keys, changes), problems
