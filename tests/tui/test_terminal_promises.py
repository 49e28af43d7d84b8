"""What GNU screen promises and does not keep."""

from __future__ import annotations

import pytest

from tui.terminal import drop_false_promise, inside_screen

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
