"""A line of text being typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key

from tui.editing import LONGEST, LineEdit
from tui.text import ELLIPSIS, plain, width


def typed(edit: LineEdit, *keys: str) -> LineEdit:
    for key in keys:
        character = key if len(key) == 1 else None
        edit.key(Key(key, character))
    return edit


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["a", "b", "left", "c"], "acb"),
        (["a", "b", "home", "delete"], "b"),
        (["a", "b", "backspace"], "a"),
        (["home", "backspace"], ""),
        (["a", "b", "ctrl+u", "c"], "c"),
        (["a", "b", "home", "ctrl+k"], ""),
        (["a", " ", "b", "ctrl+w"], "a "),
        (["a", " ", "b", "ctrl+left", "x"], "a xb"),
    ],
)
def test_keys_edit(keys: list[str], text: str) -> None:
    assert typed(LineEdit(), *keys).text == text


def test_a_joined_character_is_deleted_whole() -> None:
    assert typed(LineEdit("x👩\u200d👧"), "backspace").text == "x"
    assert typed(LineEdit("xe\u0301"), "left", "left", "delete").text == "e\u0301"


def test_unknown_keys_are_left_to_others() -> None:
    assert not LineEdit("a").key(Key("f5", None))
    assert not LineEdit("a").key(Key("escape", "\x1b"))


def test_pasted_lines_become_one_and_are_bounded() -> None:
    edit = LineEdit()
    edit.insert("one\ntwo\x1b[31m")
    assert edit.text == "one two[31m"
    edit.insert("x" * (LONGEST * 2))
    assert len(edit.text) == LONGEST


@given(
    st.text(max_size=80),
    st.lists(st.sampled_from(["left", "home", "ctrl+left"]), max_size=20),
    st.integers(3, 40),
)
def test_the_window_holds_the_cursor_and_fits(text: str, keys: list[str], cells: int) -> None:
    edit = typed(LineEdit(plain(text)), *keys)
    before, under, after = edit.window(cells)
    assert width(before) + width(under) + width(after) <= cells
    typed_before = edit.text[: edit.at]
    assert typed_before.endswith((before, before.removeprefix(ELLIPSIS)))
    assert edit.text.startswith(under, edit.at) or (under == " " and edit.at == len(edit.text))


def test_a_cut_at_the_left_is_marked() -> None:
    assert LineEdit("abcdefghijklmnop").window(8) == ("…nop", " ", "")
    assert LineEdit("abcdefg").window(8) == ("abcdefg", " ", "")


def test_what_is_typed_keeps_its_joiners() -> None:
    line = LineEdit("a ")
    line.insert("👩\u200d🚀\n❤\ufe0f")
    assert line.text == "a 👩\u200d🚀 ❤\ufe0f"


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["7"], "7"),
        (["left", "7"], "172"),
        (["end", "7"], "127"),
        (["backspace", "7"], "17"),
        (["home", "7"], "712"),
        (["f5", "7"], "7"),
    ],
)
def test_what_is_typed_first_takes_the_place_of_a_picked_text(keys: list[str], text: str) -> None:
    assert typed(LineEdit("12", picked=True), *keys).text == text


def test_a_pasted_text_takes_the_place_of_a_picked_one() -> None:
    edit = LineEdit("12", picked=True)
    edit.insert("3")
    edit.insert("4")
    assert edit.text == "34"
