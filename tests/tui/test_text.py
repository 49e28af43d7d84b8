"""Text on the screen: cells, not characters; nothing that is written by others runs over or acts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from models.views.short import without_key
from tests.letters import letters
from tui.text import cut, head, pad, pad_left, plain, width, wrap

WORDS = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b]52;c;eA==\x07b", "a]52;c;eA==b"),
        ("one\ttwo\nthree", "one two three"),
        ("\u202egnp.exe", "gnp.exe"),
        ("👩\u200d👧 family", "👩 family"),
        ("👩🏽\u200d🚀, 👍🏿", "👩, 👍"),
        ("🏳\ufe0f\u200d🌈 ✂\ufe0f ❤\ufe0f", "🏳 ✂ ❤"),
        ("1\ufe0f\u20e3 of 🇪🇸", "1 of ES"),
        ("क्\u200dष e\u0301", "क्ष e\u0301"),
        ("x\u200dy \u200d👩 x🏽", "xy 👩 x"),
        ("e" + "\u0301" * 9 + "x", "e" + "\u0301" * 4 + "x"),
        ("\u0301\u1161first", "first"),
        ("\u3164\u115f漢\U000e0100\ufe00", "漢"),
        ("[b]x[/b] [/oops]", "[b]x[/b] [/oops]"),
    ],
)
def test_plain_text_is_safe_to_send(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("ledger", 6, "ledger"),
        ("ledger", 5, "ledg…"),
        ("ledger", 1, "…"),
        ("ledger", 0, ""),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
    ],
)
def test_what_does_not_fit_ends_in_an_ellipsis(text: str, cells: int, shown: str) -> None:
    assert cut(text, cells) == shown


def test_pad_fills_to_the_cell() -> None:
    assert pad("日本", 6) == "日本  "
    assert pad_left("12", 4) == "  12"
    assert pad("日本語", 4) == "日… "


@pytest.mark.parametrize(
    ("text", "cells", "lines", "first", "shown"),
    [
        ("Cut over the branch ledgers", 22, 2, 19, ["Cut over the branch", "ledgers"]),
        ("Reconcile the old ledger with it all", 18, 2, 16, ["Reconcile the", "old ledger with i…"]),
        ("cut-over", 6, 2, None, ["cut-", "over"]),
        ("abcdefghij", 4, 2, None, ["abcd", "efg…"]),
        ("", 4, 2, None, [""]),
        ("日本語の題", 4, 3, None, ["日本", "語の", "題"]),
        ("one two", 3, 1, None, ["on…"]),
        ("日", 1, 3, None, [""]),
        ("CSAT 67 % (amber below 80 %)", 26, 2, None, ["CSAT 67 % (amber below", "80 %)"]),
        ("CSAT 67 % (amber below 80 %)", 25, 2, None, ["CSAT 67 % (amber below", "80 %)"]),
        ("it was due 19 Nov and is late", 13, 3, None, ["it was due", "19 Nov and is", "late"]),
        ("no card moved for 15 d", 20, 2, None, ["no card moved for", "15 d"]),
        ("wait for 12 days more", 11, 2, None, ["wait for 12", "days more"]),
        ("12 %", 3, 2, None, ["12", "%"]),
    ],
)
def test_wrapping_breaks_between_words(
    text: str, cells: int, lines: int, first: int | None, shown: list[str]
) -> None:
    assert wrap(text, cells, lines, first) == shown


def test_every_character_is_as_wide_as_on_terminals() -> None:
    shown = map(plain, letters())
    assert [letter for letter in shown if letter and wcwidth(letter) != width(letter)] == []


@given(WORDS)
def test_a_plain_text_is_as_wide_as_its_characters(text: str) -> None:
    assert width(plain(text)) == sum(map(wcwidth, plain(text)))
    assert plain(plain(text)) == plain(text)


@given(WORDS, st.integers(0, 30))
def test_cut_and_pad_never_run_over(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells
    assert width(pad(text, cells)) == cells
    assert width(head(plain(text), cells)) <= cells


@given(WORDS, st.integers(1, 30), st.integers(1, 5))
def test_wrapped_lines_never_run_over(text: str, cells: int, lines: int) -> None:
    made = wrap(text, cells, lines)
    assert 1 <= len(made) <= lines
    assert all(width(line) <= cells for line in made)


@pytest.mark.parametrize(
    ("key", "name", "left"),
    [
        ("NEW", "New thing", "New thing"),
        ("NEW", "NEW thing", "thing"),
        ("NEW", "NEW: thing", "thing"),
        ("NEW", "NEWS", "NEWS"),
        ("NEW", "NEW", "NEW"),
    ],
)
def test_a_name_is_not_told_twice_and_keeps_its_words(key: str, name: str, left: str) -> None:
    assert without_key(key, name) == left
