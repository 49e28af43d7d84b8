"""Widths in cells."""

from __future__ import annotations

import pytest
from wcwidth import wcwidth

from models.reports.cells import fit, left, right, width, wrapped
from models.text import plain
from tests.letters import letters


def test_every_character_is_as_wide_as_on_terminals() -> None:
    shown = map(plain, letters())
    assert [letter for letter in shown if letter and wcwidth(letter) != width(letter)] == []


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("日本", 4), ("e\u0301", 1), ("각\u1112\u1161\u11ab", 4), ("🚀", 2), ("…", 1)],
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab cd", 4, "ab…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("a\x1b[31m\u202eb\nc", 20, "a[31mb c"),
        ("soft\u00adhyphen 👩\u200d👧 🇪🇸", 20, "softhyphen 👩 ES"),
    ],
)
def test_fit(text: str, cells: int, shown: str) -> None:
    assert fit(text, cells) == shown
    assert width(fit(text, cells)) <= cells


def test_fields_have_their_width() -> None:
    assert left("日本", 6) == "日本  "
    assert right("日本", 6) == "  日本"
    assert left("日本語", 4) == "日… "


def test_wrapped() -> None:
    assert wrapped("one two three\n\nfour", 7) == ["one two", "three", "", "four"]
    assert wrapped("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]
    assert wrapped("日本語", 3) == ["日", "本", "語"]
    assert wrapped("", 10) == [""]
