"""Themes: what ships is complete and readable, and a bad file is a sentence, never a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from textual.color import Color
from textual.theme import Theme

from tui import themes
from tui.themes import ThemeError

FOLDER = Path(themes.__file__).parent.parent / "themes"
RGB_NAMES = [name for name in themes.THEME_NAMES if name != "ansi"]
NO_TEXT = {"rule", "rule-mark", "track", "bar", "cursor-text"}
PLAIN = 'name: mine\nprimary: "#56B4E9"\n'


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [value / 255 for value in color.rgb]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))))
    return (high + 0.05) / (low + 0.05)


def texts(theme: Theme) -> dict[str, str]:
    """Every color that text is written in."""
    named = ("primary", "secondary", "success", "warning", "error", "accent", "foreground")
    colors = {name: str(getattr(theme, name)) for name in named}
    ours = {name: value for name, value in theme.variables.items() if name not in NO_TEXT}
    return colors | ours


def test_the_contrast_of_black_and_white_is_twenty_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("name", RGB_NAMES)
def test_every_text_is_readable_on_every_ground(name: str) -> None:
    theme = themes.load(name)
    least = 7.0 if name.startswith("high-contrast") else 4.5
    grounds = {"background": theme.background, "surface": theme.surface, "panel": theme.panel}
    grounds["bar"] = theme.variables["bar"]
    poor = {
        (text, ground): round(contrast(color, str(under)), 2)
        for text, color in texts(theme).items()
        for ground, under in grounds.items()
        if contrast(color, str(under)) < least
    }
    assert poor == {}


@pytest.mark.parametrize("name", RGB_NAMES)
def test_the_cursor_is_readable_in_reverse(name: str) -> None:
    variables = themes.load(name).variables
    assert contrast(variables["cursor-text"], variables["cursor"]) >= 4.5


MACHADO = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira, Fernandes 2009: full dichromacy, on linear light."""


def lab(color: str, eyes: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a color as these eyes see it."""
    channels = [value / 255 for value in Color.parse(color).rgb]
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (
        min(max(sum(f * c for f, c in zip(row, light, strict=True)), 0), 1) for row in MACHADO[eyes]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("eyes", list(MACHADO))
def test_health_stays_apart_for_color_blind_eyes(eyes: str) -> None:
    variables = themes.load("color-blind").variables
    seen = {name: lab(variables[f"health-{name}"], eyes) for name in ("red", "amber", "green")}
    apart = {
        (one, other): round(sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5)
        for one, other in (("red", "amber"), ("red", "green"), ("amber", "green"))
    }
    assert min(apart.values()) >= 30, apart


def test_all_shipped_themes_load_and_each_file_is_a_theme() -> None:
    found = themes.load_all()
    assert tuple(theme.name for theme in found.loaded) == themes.THEME_NAMES
    assert found.failed == ()
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(themes.THEME_NAMES)


@pytest.mark.parametrize("name", themes.THEME_NAMES)
def test_every_shipped_theme_names_every_color_of_ours(name: str) -> None:
    colors = {key for key in themes.VARIABLE_DEFAULTS if not key.endswith("-text-style")}
    assert colors <= themes.load(name).variables.keys()


@pytest.mark.parametrize("name", themes.THEME_NAMES)
def test_the_quick_reading_agrees_with_yaml(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert themes._read_plain(text) == yaml.safe_load(text)


@pytest.mark.parametrize(
    "text",
    [
        "name: on\n",
        "name: ~\n",
        "name: 12\n",
        "name: a b: c\n",
        "primary: red # why\n",
        "name: [a]\n",
        "  muted: red\n",
        "name: a\nname: b\n",
        "name:\n",
        "variables:\n    deep: red\n",
    ],
)
def test_what_is_not_plain_is_left_to_yaml(text: str) -> None:
    assert themes._read_plain(text) is None


def test_the_default_theme_costs_no_yaml() -> None:
    code = "import sys; from tui import themes; themes.load('pm-dark'); print('yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=FOLDER.parent)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"TERM": "xterm-256color"}, "pm-dark"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "pm-dark"),
        ({"TERM": "xterm-kitty"}, "pm-dark"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "pm-light"),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;default;0"}, "pm-dark"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "ansi"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "pm-dark"),
        ({"TERM": "xterm-16color"}, "ansi"),
        ({"TERM": "linux"}, "ansi"),
        ({}, "ansi"),
    ],
)
def test_the_default_follows_the_terminal(env: dict[str, str], expected: str) -> None:
    assert themes.default_name(env) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name: mine\n", "the color primary is missing"),
        ("name: other\nprimary: red\n", "its name must be that of its file, name: mine"),
        (PLAIN + "primery: red\n", "unknown key primery"),
        (PLAIN + "error: reddish\n", "error: 'reddish' is not a color"),
        (PLAIN + "error: 12\n", "error: 12 is not a text"),
        (PLAIN + "error: red 40%%\n", "only a share such as 50%"),
        (PLAIN + "dark: maybe\n", "dark: 'maybe' does not fit here"),
        (PLAIN + "variables: red\n", "variables: 'red' does not fit here"),
        (PLAIN + "variables:\n  muted: grayish\n", "variables.muted: 'grayish' is not a color"),
        (PLAIN + "variables:\n  muted-text-style: loud\n", "'loud' is not one of bold, dim"),
        (PLAIN + "variables:\n  1: red\n  muted: nope\n", "variables.muted: 'nope' is not a color"),
        (PLAIN + "ansi: true\n", "need ansi-background and ansi-foreground"),
        ("name: [\n", "Theme mine, line 2, column 1: not YAML"),
        ("- red\n", "keys with values are expected"),
        ("", "name must be that of its file"),
        ("!!python/object/apply:os.getcwd []\n", "not YAML"),
        ("[" * 5000, "not YAML"),
    ],
)
def test_a_bad_theme_is_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ThemeError, match=r"^Theme mine") as caught:
        themes.parse(text, "mine")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_bad_file_is_reported_and_the_others_load(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(PLAIN)
    (tmp_path / "bad.yaml").write_text("name: bad\nprimary: nope\n")
    (tmp_path / "latin.yaml").write_bytes(b"name: latin\nprimary: \xe9\n")
    (tmp_path / "ansi.yaml").write_text(PLAIN)
    (tmp_path / "huge.yaml").write_text("# x\n" * 20_000)
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    found = themes.load_all(tmp_path)
    assert [theme.name for theme in found.loaded] == [*themes.THEME_NAMES, "mine"]
    assert len(found.failed) == 7
    told = "\n".join(found.failed)
    assert "primary: 'nope' is not a color" in told
    assert "latin.yaml is not UTF-8" in told
    assert "belongs to a theme of the program" in told
    assert "larger than 64 KB" in told
    assert told.count("cannot be read: it is no plain file") == 2
    assert "cannot be read: Too many levels of symbolic links" in told


def test_values_that_multiply_are_told_in_a_line() -> None:
    grown = [
        f"{one}: &{one} [{', '.join([f'*{before}'] * 10)}]"
        for before, one in zip("0abcdefg", "abcdefgh", strict=True)
    ]
    lines = ["variables:", "  z: &0 [x]", *(f"  {line}" for line in grown), "primary: *h", "name: mine"]
    with pytest.raises(ThemeError) as caught:
        themes.parse("\n".join(lines), "mine")
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize("folder", ["x" * 300, "file", "nul\0"])
def test_a_folder_that_cannot_be_read_holds_no_themes(folder: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(themes.load_all(tmp_path / folder).loaded) == len(themes.THEME_NAMES)
    with pytest.raises(ThemeError, match="There is no theme"):
        themes.load("mine", tmp_path / folder)


def test_a_persons_own_theme_loads_by_name(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(PLAIN + "variables:\n  muted: '#999999'\n")
    theme = themes.load("mine", tmp_path)
    assert (theme.primary, theme.variables) == ("#56B4E9", {"muted": "#999999"})


@pytest.mark.parametrize("name", ["nope", "../secret", "", "a/b"])
def test_an_unknown_name_says_which_there_are(name: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(PLAIN)
    with pytest.raises(ThemeError, match=r"There is no theme .*high-contrast-light, color-blind, ansi, mine"):
        themes.load(name, tmp_path)


def test_own_themes_live_under_the_configuration_folder() -> None:
    assert themes.own_folder({"XDG_CONFIG_HOME": "/etc/x"}) == Path("/etc/x/pmboard/themes")
    expected = Path.home() / ".config" / "pmboard" / "themes"
    assert themes.own_folder({}) == expected
    assert themes.own_folder({"XDG_CONFIG_HOME": "relative"}) == expected
