from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import bad_characters, clean_line, clean_text, number_text


@pytest.mark.parametrize(
    ("text", "line", "several"),
    [
        ("plain", "plain", "plain"),
        ("  a\tb \n", "a b", "  a\tb \n"),
        ("a\r\nb\rc", "a b c", "a\nb\nc"),
        ("a\x1b[31mb\x00", "a[31mb", "a[31mb"),
        ("a\u202eb\u2066c\u200bd\ufeff", "abcd", "abcd"),
        ("a\u2028b\u0085c", "a b c", "a\nb\nc"),
        ("e\u0301", "\u00e9", "\u00e9"),
        ("\ud800x\udfff", "x", "x"),
        ("👩\u200d💻 \u200fا", "👩\u200d💻 \u200fا", "👩\u200d💻 \u200fا"),
        ("e\u200b\u0301", "\u00e9", "\u00e9"),
    ],
)
def test_cleaning(text: str, line: str, several: str) -> None:
    assert clean_line(text) == line
    assert clean_text(text) == several


def test_bad_characters_are_named() -> None:
    assert bad_characters("a\x1bb\u202e\n\t\ud800\x81\x7f") == [
        (1, "U+001B ESCAPE"),
        (3, "U+202E RIGHT-TO-LEFT OVERRIDE"),
        (6, "U+D800 SURROGATE"),
        (7, "U+0081 CONTROL CHARACTER"),
        (8, "U+007F DELETE"),
    ]


@given(st.text(st.characters(codec=None)))
def test_cleaning_again_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert bad_characters(clean_text(text)) == []
    clean_line(text).encode("utf-8")
    assert not set(clean_line(text)) & set("\n\r\t")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (0.5, "0.5"),
        (0.0, "0"),
        (-2.0, "-2"),
        (100.0, "100"),
        (1e6, "1000000"),
        (1234567.25, "1234567.25"),
        (1e-7, "0.0000001"),
        (1e12, "1000000000000"),
        (7, "7"),
    ],
)
def test_a_number_is_written_out(value: float, text: str) -> None:
    assert number_text(value) == text
