"""The screen that the tests look at shows what a terminal would."""

from __future__ import annotations

from tests.terminal.screen import Screen, Stream


def shown(text: str, columns: int = 20) -> str:
    screen = Screen(columns, 1)
    Stream(screen).feed(text)
    return screen.display[0].rstrip()


def test_a_vowel_of_no_width_does_not_end_the_text() -> None:
    assert shown("क्षत्रिय behind").endswith("य behind")


def test_an_echo_in_the_middle_of_a_sequence_is_borne() -> None:
    assert shown("\x1b[38;2;255;255;255;48;2Hafter") == "after"
