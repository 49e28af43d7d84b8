"""The help: made from the live key map, so it is never wrong; it can be searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.keymap import Key, Keymap, shown
from tui.looking import MARK
from tui.palette_words import fit
from tui.text import pad
from tui.widgets.reader import Piece, Reader

KEYS = 16
"""Cells of the column of keys."""


def open_help(reader: Reader, keymap: Keymap, parts: Sequence[tuple[str, Sequence[Key]]]) -> None:
    """Show every key of some rooms, and search them."""
    reader.open("Keys", help_lines(keymap, parts), lambda typed: help_lines(keymap, parts, typed))


def help_lines(
    keymap: Keymap, parts: Iterable[tuple[str, Sequence[Key]]], typed: str = ""
) -> list[list[Piece]]:
    """Lines for a `Reader`: a head for every part, then its keys; only those that hold every typed word.

    A word of one letter is a key: ``u`` finds undo, not every text with a u.
    """
    words = typed.split()
    lines: list[list[Piece]] = []
    for title, keys in parts:
        found = [
            [(pad(names, KEYS), "key"), (" " + text, "text")]
            if keymap.offers(others)
            else [(pad(names, KEYS), "faint"), (" " + text, "faint"), (f"  {MARK}", "muted")]
            for names, text, others in _entries(keymap, keys)
            if all(_holds(word, names.split(), others, f"{text} {title}") for word in words)
        ]
        if found:
            lines += [[], [(title, "strong")]] if lines else [[(title, "strong")]]
            lines += found
    return lines


def _entries(keymap: Keymap, keys: Sequence[Key]) -> Iterable[tuple[str, str, str]]:
    """Keys as shown, what they do, and the id of the action."""
    for key in keys:
        names = " ".join(shown(name) for name in keymap.keys_of(key.id))
        if names and not _is_one_of_nine(key):
            yield names, key.text, key.id
    if any(_is_one_of_nine(key) for key in keys):
        yield "1 to 9", "to this column", "board.column_1"


def _holds(word: str, names: Sequence[str], key_id: str, text: str) -> bool:
    return word in names if len(word) == 1 else fit(word, names, key_id, text) is not None


def _is_one_of_nine(key: Key) -> bool:
    return key.action.startswith("column_")
