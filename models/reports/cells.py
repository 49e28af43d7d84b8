"""Text measured in the cells of a terminal: widths, cutting, padding. Made to be imported quickly."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from models.text import plain

ELLIPSIS = "…"
_WIDE = ("W", "F")
_WITHOUT_WIDTH = ("Mn", "Me", "Mc")
_VOWELS = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))
"""Hangul that stands in the cell of the consonant before it."""
_GROWN = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376))
"""Wide since Unicode 16, which is younger than some Pythons."""


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    if unicodedata.category(character) in _WITHOUT_WIDTH or _within(character, _VOWELS):
        return 0
    wide = unicodedata.east_asian_width(character) in _WIDE or _within(character, _GROWN)
    return 2 if wide else 1


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


def width(text: str) -> int:
    """The cells that a plain line takes (East Asian Width; combining characters take none)."""
    if text.isascii():
        return len(text)
    return sum(map(_cell, text))


def fit(text: str, cells: int) -> str:
    """The text as one plain line, cut to so many cells, with an ellipsis when something was cut off."""
    line = plain(text).strip()
    if width(line) <= cells:
        return line
    if cells < 1:
        return ""
    kept: list[str] = []
    left = cells - 1
    for character in line:
        left -= _cell(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + ELLIPSIS


def left(text: str, cells: int) -> str:
    """The text in a field of so many cells, at its left."""
    shown = fit(text, cells)
    return shown + " " * (cells - width(shown))


def right(text: str, cells: int) -> str:
    """The text in a field of so many cells, at its right."""
    shown = fit(text, cells)
    return " " * (cells - width(shown)) + shown


def wrapped(text: str, cells: int) -> list[str]:
    """The text in lines of at most so many cells, broken between words; longer words are cut apart."""
    room = max(cells, 2)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in plain(paragraph).strip().split(" "):
            longer = f"{line} {word}" if line else word
            if width(longer) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(word, room)
            lines.extend(full)
        lines.append(line)
    return lines


def _pieces(word: str, cells: int) -> list[str]:
    pieces, piece, used = [], "", 0
    for character in word:
        size = _cell(character)
        if used + size > cells:
            pieces.append(piece)
            piece, used = "", 0
        piece += character
        used += size
    return [*pieces, piece]
