"""A text of several lines: rows by cells, what each key does, taking back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui.composing import LONGEST, TextEdit
from tui.folding import cells_of, fold, refold

PIECES = ["a", "b", " ", " ", "-", "字", "漢", "x\u0304", "👩\u200d🔬", "🇩🇪", "\t"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def press(edit: TextEdit, *keys: str) -> TextEdit:
    for key in keys:
        assert edit.key(events.Key(key, key if len(key) == 1 else None)), key
    return edit


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("", [""]),
        ("one two three", ["one two ", "three"]),
        ("12345678 next", ["12345678 ", "next"]),
        ("12345678", ["12345678"]),
        ("123456789", ["12345678", "9"]),
        ("1234567   8", ["1234567   ", "8"]),
        ("字漢字漢字", ["字漢字漢", "字"]),
        ("a字漢字漢字", ["a字漢字", "漢字"]),
        ("e\u0301e\u0301e\u0301", ["e\u0301e\u0301e\u0301"]),
        ("a 12345678901", ["a 123456", "78901"]),
    ],
)
def test_lines_are_folded_between_words_and_never_inside_a_character(line: str, rows: list[str]) -> None:
    starts = fold(line, 8)
    assert [line[start:stop] for start, stop in zip(starts, [*starts[1:], None], strict=True)] == rows


@given(WORDS, st.integers(1, 12))
def test_no_row_is_wider_than_it_may_be_but_for_spaces_and_nothing_is_left_out(line: str, cells: int) -> None:
    starts = fold(line, cells)
    rows = [line[start:stop] for start, stop in zip(starts, [*starts[1:], len(line)], strict=True)]
    assert "".join(rows) == line
    assert all(cells_of(row.rstrip(" ")) <= max(cells, 2) for row in rows)


@given(WORDS, WORDS, st.integers(2, 12), st.data())
def test_folding_after_a_change_gives_what_folding_all_of_it_gives(
    line: str, more: str, cells: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(line)))
    stop = data.draw(st.integers(start, len(line)))
    changed = line[:start] + more + line[stop:]
    assert refold(changed, fold(line, cells), cells, start, stop - start, len(more)) == fold(changed, cells)


def test_the_cursor_walks_over_characters_rows_and_lines() -> None:
    edit = TextEdit("one two three\n字漢\nx\u0304y", 8)
    assert (edit.line, edit.column, edit.count) == (2, 3, 4)
    press(edit, "left", "left")
    assert edit.column == 0
    press(edit, "left")
    assert (edit.line, edit.column) == (1, 2)
    press(edit, "up")
    assert edit.around() == ("thre", "e", "")
    press(edit, "home", "up", "end")
    assert edit.around() == ("one two", " ", "")
    press(edit, "ctrl+home", "ctrl+right")
    assert edit.column == 3
    press(edit, "ctrl+end")
    assert (edit.line, edit.column) == (2, 3)


def test_up_and_down_keep_the_column_over_shorter_rows() -> None:
    edit = press(TextEdit("123456\n12\n123456", 20), "up", "up")
    assert (edit.line, edit.column) == (0, 6)
    press(edit, "left", "down")
    assert (edit.line, edit.column) == (1, 2)
    press(edit, "down")
    assert (edit.line, edit.column) == (2, 5)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("x",), "one two\nthreex"),
        (("enter", "x"), "one two\nthree\nx"),
        (("ctrl+j",), "one two\nthree\n"),
        (("tab",), "one two\nthree  "),
        (("backspace",), "one two\nthre"),
        (("ctrl+w",), "one two\n"),
        (("ctrl+u",), "one two\n"),
        (("home", "backspace"), "one twothree"),
        (("home", "ctrl+u"), "one twothree"),
        (("ctrl+home", "delete"), "ne two\nthree"),
        (("ctrl+home", "ctrl+k"), "\nthree"),
        (("ctrl+home", "ctrl+k", "ctrl+k"), "three"),
        (("ctrl+home", "backspace"), "one two\nthree"),
        (("delete",), "one two\nthree"),
        (("ctrl+home", "end", "delete"), "one twothree"),
    ],
)
def test_each_key_edits(keys: tuple[str, ...], text: str) -> None:
    edit = press(TextEdit("one two\nthree", 20), *keys)
    assert edit.text == text
    assert edit.count == len(text.split("\n"))


def test_a_key_that_means_nothing_is_not_taken() -> None:
    assert not TextEdit("").key(events.Key("f9", None))


def test_what_was_typed_in_one_go_is_taken_back_in_one_go() -> None:
    edit = press(TextEdit("", 20), "a", "b", "enter", "c", "left", "d")
    assert edit.text == "ab\ndc"
    for expected in ("ab\nc", "ab\n", "ab", ""):
        assert edit.undo()
        assert edit.text == expected
    assert not edit.undo()
    for expected in ("ab", "ab\n", "ab\nc", "ab\ndc"):
        assert edit.redo()
        assert edit.text == expected
    assert not edit.redo()


@given(
    st.lists(
        st.sampled_from(["a", " ", "字", "enter", "left", "up", "backspace", "delete", "ctrl+w", "ctrl+k"])
    )
)
def test_undoing_everything_gives_the_first_text_and_redoing_the_last(keys: list[str]) -> None:
    edit = TextEdit("first line\nsecond 字", 6)
    for key in keys:
        edit.key(events.Key(key, key if len(key) == 1 else None))
    last = edit.text
    while edit.undo():
        pass
    assert edit.text == "first line\nsecond 字"
    while edit.redo():
        pass
    assert edit.text == last
    assert edit.count == TextEdit(last, 6).count


def test_pasted_text_is_cleaned_and_keeps_its_lines() -> None:
    edit = TextEdit("", 20)
    edit.insert("one\r\ntwo\rthree\x1b]52;c;x\x07\u202e")
    assert edit.text == "one\ntwo\nthree]52;c;x"
    assert (edit.line, edit.count) == (2, 3)


def test_a_text_has_an_end_and_what_finds_no_room_is_counted() -> None:
    edit = TextEdit("x" * (LONGEST - 2), 70)
    assert edit.insert("abcde") == 3
    assert len(edit.text) == LONGEST
    assert edit.insert("y") == 1


def test_another_width_folds_anew() -> None:
    edit = TextEdit("one two three four", 40)
    assert edit.count == 1
    edit.refit(9)
    assert edit.rows(0, 9) == ["one two ", "three ", "four"]
    assert edit.row == 2


def test_a_click_goes_to_the_character_under_it() -> None:
    edit = TextEdit("字漢 abc\nx", 20)
    edit.go_to(0, 3)
    assert edit.around()[1] == "漢"
    edit.go_to(9, 9)
    assert (edit.line, edit.column) == (1, 1)
