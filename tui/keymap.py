"""Keys: every action has an id, one place says which keys call it, and a person's file may say otherwise.

Each screen lists its own keys as `Key` values; bindings, the key line and the help are made from them.
The person's file is ``keys.toml`` in pmboard's configuration folder: ``"board.archive" = "x,delete"``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.own_folders import config_home
from tui.plain_file import read_plain

if TYPE_CHECKING:
    from textual.binding import Binding

_LARGEST = 64 * 1024
_MOST = 20
"""Problems of a file that are told."""
_NAMED = {
    "enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown",
    "up", "down", "left", "right", "comma", *(f"f{number}" for number in range(1, 25)),
}  # fmt: skip
_SHOWN = {
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "delete": "del",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "asterisk": "*",
    "comma": ",",
}
_NAMES = {told: name for name, told in _SHOWN.items()}


class Key(NamedTuple):
    """An action that keys call."""

    id: str
    """``room.action``: a room is a group of keys live together, an action a method ``action_...``."""
    keys: str
    """Separated by commas: a character, a name such as enter or pageup, or ctrl+ with a letter."""
    text: str
    """What it does, for the help."""
    short: str = ""
    """A word for the key line."""
    writes: bool = False
    """It changes the portfolio: not offered where one may only look."""
    first: bool = False
    """Heard before everything else, even while an action is waited for."""

    @property
    def room(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """The name of the method without ``action_``."""
        return self.id.partition(".")[2]


class Hint(NamedTuple):
    """Keys that belong together and a word for them, for the line of keys."""

    ids: tuple[str, ...]
    word: str = ""
    """Empty: the word of the first key."""
    rank: int = 0
    """The lower, the longer it stays where there is no room for all; among equals the first ones."""


EVERYWHERE = (
    Key("app.palette", ":,ctrl+p", "every action; find projects and cards", "actions"),
    Key("app.theme", "T", "choose the colors"),
    Key("app.mouse", "M", "leave the mouse to the terminal, or take it back"),
    Key("app.kept", "B", "bring back a text that was kept, copy it or drop it"),
    Key("app.history", "W", "who did what when: of the card, project or person here", "history"),
    Key("app.restore_project", "ctrl+r", "restore an archived project", writes=True),
    Key("app.pause", "ctrl+z", "suspend; fg comes back"),
    Key("app.quit_now", "ctrl+q", "quit", first=True),
    Key("app.interrupt", "ctrl+c", "leave a field or a list; else quit"),
)
"""Keys that are live on every screen."""


def bindings(keys: Iterable[Key], owner: str = "") -> Sequence[Binding]:
    """Textual's bindings for a class that has the actions of these keys, or whose ``owner`` (screen) has."""
    from textual.binding import Binding  # here: `pmboard keys` reads the map without Textual (250 ms)

    before = f"{owner}." if owner else ""
    return [
        Binding(key.keys, before + key.action, key.text, show=False, priority=key.first, id=key.id)
        for key in keys
    ]


class Keymap:
    """Which keys call what now: the built-in ones and what the person changed."""

    def __init__(self, keys: Sequence[Key], changes: Mapping[str, str] | None = None) -> None:
        """``changes``: id -> keys, already checked by `read_changes`."""
        self.keys = tuple(keys)
        self.changes = dict(changes or {})
        self._by_id = {key.id: key for key in keys}
        self.looking = ""
        """Why nothing can be changed now, in a sentence; empty when things can be changed."""

    def offers(self, key_id: str) -> bool:
        """Whether an action can be done now: one that changes something can not where one may only look."""
        return not (self.looking and self._by_id[key_id].writes)

    def offered(self, key_id: str) -> str:
        """The first key of an action, as `shown`; empty when the action is not offered."""
        return self.shown(key_id) if self.offers(key_id) else ""

    def keys_of(self, key_id: str) -> list[str]:
        """The keys that call an action, the first one first."""
        text = self.changes.get(key_id, self._by_id[key_id].keys)
        return [key.strip() for key in text.split(",") if key.strip()]

    def shown(self, key_id: str) -> str:
        """The first key as a person reads it; empty when the action has none."""
        keys = self.keys_of(key_id)
        return shown(keys[0]) if keys else ""

    def short(self, key_id: str) -> str:
        """The word for the key line."""
        key = self._by_id[key_id]
        return key.short or key.text


def shown(key: str) -> str:
    """A key as a person reads it."""
    return _SHOWN.get(key, key)


def named(key: str) -> str:
    """The name of a key that a person reads, as Textual calls it."""
    from textual.keys import _character_to_key  # Here: `pmboard keys` reads the map without Textual (250 ms).

    return _NAMES.get(key) or (_character_to_key(key) if len(key) == 1 else key)


def read_changes(
    path: Path, keys: Sequence[Key], together: Sequence[frozenset[str]]
) -> tuple[dict[str, str], list[str]]:
    """The person's own keys, and a sentence for everything in the file that cannot be used.

    ``together``: the rooms whose keys are live at the same time; there one key may mean one thing only. A
    file with an overlap is not used at all, because half of a swap is worse than none.
    """
    try:
        written = read_plain(path, _LARGEST + 1)
        if len(written) > _LARGEST:
            return {}, [f"{path}: is larger than {_LARGEST // 1024} KB."]
        import tomllib  # Here for start-up: few people have keys of their own.

        data = tomllib.loads(written.decode("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}, []
    except RecursionError:
        return {}, [f"{path}: cannot be read: it is nested too deeply."]
    except OSError as error:
        return {}, [f"{path}: cannot be read: {error.strerror}."]
    except ValueError as error:  # Not UTF-8 or not TOML.
        return {}, [f"{path}: cannot be read: {error}."]
    changes: dict[str, str] = {}
    problems = []
    known = [key.id for key in keys]
    for key_id, text in _flat(data):
        problem = _problem(key_id, text, known)
        if problem:
            problems.append(f"{path}: {problem}")
        else:
            changes[key_id] = str(text)
    if clashes := overlaps(Keymap(keys, changes), together):
        return {}, _first([*problems, *(f"{path}: {clash}" for clash in clashes)])
    return changes, _first(problems)


def _first(problems: Sequence[str]) -> list[str]:
    """As many as one reads."""
    rest = len(problems) - _MOST
    return [*problems[:_MOST], f"and {rest:,} more."] if rest > 0 else list(problems)


def overlaps(keymap: Keymap, together: Sequence[frozenset[str]]) -> list[str]:
    """A sentence for every key that means two things at the same time."""
    found = []
    for rooms in together:
        taken: dict[str, str] = {}
        for key in keymap.keys:
            if key.room not in rooms:
                continue
            for name in keymap.keys_of(key.id):
                other = taken.setdefault(name, key.id)
                if other != key.id:
                    found.append(f"{shown(name)} would be both {other} and {key.id}.")
    return list(dict.fromkeys(found))


def own_file(env: Mapping[str, str]) -> Path:
    """Where a person keeps keys: ``$XDG_CONFIG_HOME/pmboard/keys.toml``. It need not exist."""
    return config_home(env) / "pmboard" / "keys.toml"


def _flat(data: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{inner}", text) for inner, text in value.items())
        else:
            yield name, value


def _problem(key_id: str, text: object, known: Sequence[str]) -> str:
    if key_id not in known:
        near = difflib.get_close_matches(key_id, known, 1)
        return f"there is no action {key_id!r}" + (f"; did you mean {near[0]}?" if near else ".")
    if not isinstance(text, str):
        return f'{key_id}: keys are a text such as "x,delete".'
    for name in text.split(","):
        if name.strip() and not _is_key(name.strip()):
            return f"{key_id}: there is no key {name.strip()!r}."
    return ""


def _is_key(name: str) -> bool:
    stem = name
    for prefix in ("ctrl+", "shift+"):
        stem = stem.removeprefix(prefix)
    return stem in _NAMED or (len(stem) == 1 and stem.isprintable())
