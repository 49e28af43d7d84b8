"""Text measured in the cells of a terminal: widths, cutting, padding. Made to be imported quickly."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from models.text import clean_line

ELLIPSIS = "…"
_WIDE = ("W", "F")
_WITHOUT_WIDTH = ("Mn", "Me", "Cf")


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    if unicodedata.category(character) in _WITHOUT_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def width(text: str) -> int:
    """The cells that a line takes (East Asian Width; combining and invisible characters take none)."""
    if text.isascii():
        return len(text)
    return sum(map(_cell, text))


def fit(text: str, cells: int) -> str:
    """The text cleaned to one line and cut to so many cells, with an ellipsis when something was cut off."""
    line = clean_line(text)
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
        for word in clean_line(paragraph).split(" "):
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
