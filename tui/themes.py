"""Themes: one YAML file each, read and checked before Textual sees them.

Textual accepts a wrong color in a theme and crashes at the next refresh, so everything that it would choke
on later is refused here, with a sentence. At the start only the chosen theme is read, and a file as plain as
the shipped ones is read without importing yaml, which costs 14 to 37 ms.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from reprlib import Repr
from typing import Any, NamedTuple

from textual.color import Color, ColorParseError
from textual.theme import Theme

from tui import theme_kept
from tui.own_folders import config_home
from tui.plain_file import read_plain

THEME_NAMES = ("pm-dark", "pm-light", "high-contrast-dark", "high-contrast-light", "color-blind", "ansi")
"""The themes that come with the program, the default first."""

VARIABLE_DEFAULTS: Mapping[str, str] = {
    "muted": "#8F9AA3",
    "muted-text-style": "none",
    "faint": "#828D95",
    "faint-text-style": "none",
    "rule": "#252D34",
    "rule-text-style": "none",
    "rule-mark": "#5C6770",
    "track": "#3A434B",
    "track-text-style": "none",
    "progress": "#2BBF94",
    "bar": "#1A2026",
    "key": "#56B4E9",
    "key-text-style": "none",
    "cursor": "#56B4E9",
    "cursor-text": "#111417",
    "health-red": "#E8702A",
    "health-amber": "#F0E442",
    "health-green": "#2BBF94",
    "health-unknown": "#8F9AA3",
    "late": "#E8702A",
    "blocked": "#E8702A",
    "over": "#F0E442",
    "mark": "#D98CB8",
}
"""Our own CSS variables with the values that hold where a theme does not name them (literal: Textual
does not resolve ``$name`` here). For ``App.get_theme_variable_defaults``.

``muted`` and ``faint`` are the two levels of gray for text; ``rule``, ``rule-mark`` and ``track`` are lines,
no text; ``bar`` is the ground of the line of head and the line of keys. A ``...-text-style`` goes with its
color, so that a theme without grays can dim instead."""

_SHIPPED = Path(__file__).parents[1] / "themes"
"""Beside this package, in a checkout as where it is installed; importlib.resources would bring zipfile."""
_LARGEST = 64 * 1024
_TYPES: dict[str, type | tuple[type, ...]] = {
    "dark": bool,
    "ansi": bool,
    "luminosity_spread": (int, float),
    "text_alpha": (int, float),
    "variables": dict,
}
_KEYS = {field.name for field in fields(Theme)}
_TEXT_STYLES = {"none", "bold", "dim", "italic", "reverse", "strike", "underline"}
_REPR = Repr()
_REPR.maxlevel = 2
_REPR.maxstring = 60
_brief = _REPR.repr
"""How a value is told: a few lines of YAML may stand for millions of values."""
_PLAIN_LINE = re.compile(r'( {2})?([a-z][a-z0-9_-]*):(?: (?:"([#A-Za-z0-9_% -]+)"|([a-z][A-Za-z_-]*)))?')


class ThemeError(ValueError):
    """A theme cannot be used; the text says which, where and why."""


class Themes(NamedTuple):
    """What a folder of themes held."""

    loaded: tuple[Theme, ...]
    failed: tuple[str, ...]
    """A sentence for each file that could not be used."""


def default_name(env: Mapping[str, str]) -> str:
    """The theme for a terminal that asked for none: with few colors, or with NO_COLOR, the terminal's own."""
    if env.get("NO_COLOR"):
        return "ansi"
    if not _has_256_colors(env):
        return "ansi"
    ground = env.get("COLORFGBG", "").rpartition(";")[2]
    return "pm-light" if ground in {"7", "15"} else "pm-dark"


def wanted(env: Mapping[str, str]) -> tuple[str, str]:
    """PMBOARD_THEME, then NO_COLOR, then what was chosen here before, then what fits the terminal.

    Also a sentence, when what was chosen cannot be read.
    """
    asked = env.get("PMBOARD_THEME")
    if asked:
        return asked, ""
    fitting = default_name(env)
    if env.get("NO_COLOR"):
        return fitting, ""
    name, problem = theme_kept.kept(env)
    return name or fitting, problem


def load(name: str, folder: Path | None = None) -> Theme:
    """Read one theme: a shipped one, or ``NAME.yaml`` in the person's own ``folder``. Raises ThemeError."""
    if name in THEME_NAMES:
        return _known(_shipped(name), name)
    if folder is not None and re.fullmatch(r"[\w-]+", name) and f"{name}.yaml" in _names_in(folder):
        return _load_file(folder / f"{name}.yaml")
    raise ThemeError(f"There is no theme {name!r}. Themes: {', '.join(_all_names(folder))}.")


def load_all(folder: Path | None = None) -> Themes:
    """Read every theme, shipped ones first; a file that cannot be used is reported, no more."""
    loaded = [parse(_shipped(name), name) for name in THEME_NAMES]
    failed = []
    for path in _own_files(folder):
        try:
            loaded.append(_load_file(path))
        except ThemeError as error:
            failed.append(str(error))
    return Themes(tuple(loaded), tuple(failed))


def own_folder(env: Mapping[str, str]) -> Path:
    """Where a person keeps themes: ``$XDG_CONFIG_HOME/pmboard/themes``. It need not exist."""
    return config_home(env) / "pmboard" / "themes"


def _known(text: str, name: str) -> Theme:
    # What comes with the program is checked by its tests: to do it at every start takes 2 ms.
    data = _read_plain(text)
    return parse(text, name) if data is None else Theme(**data)


def parse(text: str, name: str) -> Theme:
    """The theme that ``text`` describes, checked; ``name`` is that of its file. Raises ThemeError."""
    data = _read_plain(text)
    if data is None:
        data = _read_yaml(text, name)
    _check(data, name)
    theme = Theme(**data)
    try:
        theme.to_color_system().generate()
    except Exception as error:  # a third party's arithmetic on values that passed every check above
        raise ThemeError(f"Theme {name}: Textual cannot use it: {error}") from error
    return theme


def _has_256_colors(env: Mapping[str, str]) -> bool:
    """As Rich decides it, which is what Textual then draws with."""
    if env.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return True
    return env.get("TERM", "").rpartition("-")[2].lower() in {"256color", "kitty"}


def _shipped(name: str) -> str:
    return (_SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")


def _own_files(folder: Path | None) -> list[Path]:
    return [] if folder is None else [folder / name for name in _names_in(folder)]


def _names_in(folder: Path) -> list[str]:
    """Names of the files in a person's folder, which may be anything."""
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(".yaml"))
    except (OSError, ValueError):
        return []


def _all_names(folder: Path | None) -> list[str]:
    return [*THEME_NAMES, *(path.stem for path in _own_files(folder))]


def _load_file(path: Path) -> Theme:
    if path.stem in THEME_NAMES:
        raise ThemeError(f"Theme {path.stem} in {path.parent}: this name belongs to a theme of the program.")
    try:
        data = read_plain(path, _LARGEST + 1)
        if len(data) > _LARGEST:
            raise ThemeError(f"Theme {path.stem}: {path} is larger than {_LARGEST // 1024} KB.")
        text = data.decode("utf-8")
    except OSError as error:
        raise ThemeError(f"Theme {path.stem}: {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ThemeError(f"Theme {path.stem}: {path} is not UTF-8.") from error
    return parse(text, path.stem)


def _read_plain(text: str) -> dict[str, Any] | None:
    """Read plain keys, values and one level of ``variables:``. None: it takes yaml."""
    top: dict[str, Any] = {}
    inner: dict[str, Any] | None = None
    for line in text.splitlines():
        if not line.strip() or line.lstrip(" ").startswith("#"):
            continue
        match = _PLAIN_LINE.fullmatch(line)
        if match is None:
            return None
        indent, key, quoted, word = match.groups()
        target = inner if indent else top
        if target is None or key in target:
            return None
        if not indent:
            inner = None
        if quoted is None and word is None:
            if key != "variables":
                return None
            inner = {}
            target[key] = inner
            continue
        value = quoted if quoted is not None else _plain_word(word)
        if value is None:
            return None
        target[key] = value
    return top


def _plain_word(word: str) -> str | bool | None:
    if word in {"true", "false"}:
        return word == "true"
    # Words that YAML 1.1 reads as something else than text.
    return None if word in {"yes", "no", "on", "off", "null", "y", "n"} else word


def _read_yaml(text: str, name: str) -> dict[str, Any]:
    import yaml  # here because of its 14 to 37 ms: the shipped themes do not need it

    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or "not readable"
        raise ThemeError(f"Theme {name}{where}: not YAML: {problem}.") from error
    if not isinstance(data, dict):
        raise ThemeError(f'Theme {name}: keys with values are expected, such as primary: "#56B4E9".')
    return data


def _check(data: dict[str, Any], name: str) -> None:
    if unknown := sorted(str(key) for key in data if key not in _KEYS):
        raise ThemeError(f"Theme {name}: unknown key {', '.join(unknown)}.")
    if data.get("name") != name:
        raise ThemeError(f"Theme {name}: its name must be that of its file, name: {name}.")
    if "primary" not in data:
        raise ThemeError(f"Theme {name}: the color primary is missing.")
    for key, value in data.items():
        kind = _TYPES.get(key)
        if kind is None:
            _check_value(name, key, value)
        elif not isinstance(value, kind):
            raise ThemeError(f"Theme {name}: {key}: {_brief(value)} does not fit here.")
    variables = data.get("variables", {})
    for key, value in variables.items():
        _check_value(name, f"variables.{key}", value)
    if data.get("ansi") and not {"ansi-background", "ansi-foreground"} <= variables.keys():
        raise ThemeError(
            f"Theme {name}: with ansi: true, variables need ansi-background and ansi-foreground."
        )


def _check_value(name: str, key: str, value: object) -> None:
    if key == "name":
        return
    if not isinstance(value, str):
        raise ThemeError(
            f'Theme {name}: {key}: {_brief(value)} is not a text; write colors in quotes, such as "#56B4E9".'
        )
    if key.endswith("-style") or "-style-" in key:
        if not value.split() or not set(value.split()) <= _TEXT_STYLES:
            raise ThemeError(
                f"Theme {name}: {key}: {_brief(value)} is not one of {', '.join(sorted(_TEXT_STYLES))}."
            )
        return
    color, _, alpha = value.partition(" ")
    try:
        Color.parse(color)
    except ColorParseError as error:
        raise ThemeError(f"Theme {name}: {key}: {_brief(value)} is not a color.") from error
    if alpha and not re.fullmatch(r"\d{1,3}%", alpha):
        raise ThemeError(
            f"Theme {name}: {key}: {_brief(value)}: after the color only a share such as 50% may follow."
        )
