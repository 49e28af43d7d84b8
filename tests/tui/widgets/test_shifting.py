"""Lines that the terminal moves by itself."""

from __future__ import annotations

import pyte
from rich.segment import Segment
from textual.strip import Strip

from tui.widgets.shifting import shift_sent, shift_sequence


def screen_after(step: int) -> list[str]:
    screen = pyte.Screen(3, 6)
    stream = pyte.Stream(screen)
    stream.feed("\r\n".join("abcdef"))
    stream.feed(shift_sequence(1, 4, step))
    return [line.strip() for line in screen.display]


def sent_after(step: int) -> list[str]:
    sent = {y: Strip([Segment(letter)]) for y, letter in enumerate("abcdef")}
    shift_sent(sent, 1, 4, step)
    return [sent[y].text if y in sent else "" for y in range(6)]


def test_up() -> None:
    assert screen_after(1) == sent_after(1) == ["a", "c", "d", "e", "", "f"]


def test_down() -> None:
    assert screen_after(-2) == sent_after(-2) == ["a", "", "", "b", "c", "f"]


def test_all_the_way() -> None:
    assert screen_after(4) == sent_after(4) == ["a", "", "", "", "", "f"]
