"""What the environment promises of a terminal and does not keep, and what it sets for other programs."""

from __future__ import annotations

import pytest

from tui.terminal import drop_false_promise, drop_nonsense, inside_screen

SCREEN = {"STY": "1.pts", "TERM": "screen", "COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("env", "inside"),
    [
        (SCREEN, True),
        (SCREEN | {"TERM": "screen.xterm-256color"}, True),
        (SCREEN | {"TERM": "screen-256color", "TMUX": "/tmp/tmux"}, False),
        (SCREEN | {"TERM": "xterm-256color"}, False),
        ({"TERM": "screen", "COLORTERM": "truecolor"}, False),
    ],
)
def test_colors_are_believed_outside_of_screen_only(env: dict[str, str], inside: bool) -> None:
    assert inside_screen(env) is inside
    left = dict(env)
    drop_false_promise(left)
    assert ("COLORTERM" in left) is not inside


@pytest.mark.parametrize(
    ("env", "left", "said"),
    [
        ({"TERM": "xterm", "TEXTUALISM": "1"}, ["TERM", "TEXTUALISM"], ""),
        ({"TEXTUAL_COLOR_SYSTEM": "256", "TEXTUAL_FPS": "30", "ESCDELAY": "25"}, None, ""),
        ({"TEXTUAL_SMOOTH_SCROLL": "0", "TEXTUAL_ANIMATIONS": "none"}, None, ""),
        ({"TEXTUAL_COLOR_SYSTEM": "", "TEXTUAL_FPS": "", "TEXTUAL_LOG": ""}, [], ""),
        (
            {"TEXTUAL_COLOR_SYSTEM": "nonsense"},
            [],
            "ignored: TEXTUAL_COLOR_SYSTEM is none of auto, standard, 256, truecolor",
        ),
        ({"ESCDELAY": "999999999"}, [], "ignored: ESCDELAY is no number from 1 to 10,000"),
        ({"TEXTUAL_FPS": "9" * 5000}, [], "ignored: TEXTUAL_FPS is no number from 1 to 1,000"),
        ({"TEXTUAL_FPS": "\u0663"}, [], "ignored: TEXTUAL_FPS is no number from 1 to 1,000"),
        (
            {"TEXTUAL": "debug", "TEXTUAL_LOG": "/x", "TEXTUAL_PRESS": "d", "TEXTUAL_SCREENSHOT": "0"},
            [],
            "ignored: TEXTUAL is not for pmboard; TEXTUAL_LOG is not for pmboard; and 2 more",
        ),
    ],
)
def test_what_is_set_for_textual_is_left_aside_where_it_is_nonsense_or_not_for_people(
    env: dict[str, str], left: list[str] | None, said: str
) -> None:
    kept = dict(env)
    assert drop_nonsense(kept) == said
    assert kept == {name: env[name] for name in (env if left is None else left)}
