"""The one way that text written by others reaches the screen: made harmless, cut, padded, wrapped by cells.

Nothing here is ever read as markup. Text is cleaned where it enters the portfolio; what still cannot be
shown (a control character in an old database) is dropped here, so that it never reaches the terminal.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, split_graphemes

from models.text import harmless as harmless
from models.text import plain as plain

ELLIPSIS = "…"
_UNIT = re.compile(r" *(?:%|(?:d|pt|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)")


def width(text: str) -> int:
    """Cells that the text takes. The text must be plain."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, cells: int) -> str:
    """The text in at most so many cells; what does not fit ends in an ellipsis."""
    text = plain(text)
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    return head(text, cells - 1).rstrip() + ELLIPSIS


def head(text: str, cells: int) -> str:
    """As many whole characters from the start of a plain text as fit into so many cells."""
    if text.isascii():
        return text[: max(cells, 0)]
    # No character is wider than two cells, and joined ones are never split.
    spans, _ = split_graphemes(text[: max(cells, 0) * 12])
    used = 0
    end = 0
    for _start, stop, size in spans:
        if used + size > cells:
            break
        used += size
        end = stop
    return text[:end]


def pad(text: str, cells: int) -> str:
    """The text in exactly so many cells: cut, or spaces behind it."""
    text = cut(text, cells)
    return text + " " * (cells - width(text))


def pad_left(text: str, cells: int) -> str:
    """The text in exactly so many cells: cut, or spaces before it. For figures."""
    text = cut(text, cells)
    return " " * (cells - width(text)) + text


def wrap(text: str, cells: int, lines: int, first: int | None = None) -> list[str]:
    """The text in at most so many lines, broken between words; the last one ends in an ellipsis.

    ``first`` is the width of the first line where something stands before it. At least one line comes back.
    """
    text = plain(text)
    room = cells if first is None else first
    if width(text) <= room:
        return [text]
    done: list[str] = []
    rest = text
    while len(done) < lines - 1 and width(rest) > room:
        line, rest = _broken(rest, room)
        done.append(line)
        room = cells
    if rest or not done:
        done.append(cut(rest, room))
    return done


def percent(share: float) -> str:
    """A share of 1 as whole percent; 100 is said only when nothing is left."""
    whole = round(share * 100)
    return str(99 if whole == 100 and share < 1 else whole)


def _broken(text: str, cells: int) -> tuple[str, str]:
    """One line and what is left of the text."""
    line = head(text, cells)
    if len(line) == len(text):
        return text, ""
    at = len(line) if text[len(line)] == " " else line.rfind(" ") + 1
    if text[:at].rstrip()[-1:].isdigit() and _UNIT.match(text, at):
        # A figure keeps its unit, and a day its month.
        at = text.rfind(" ", 0, len(text[:at].rstrip())) + 1
    if at > len(line) // 3:
        return text[:at].rstrip(), text[at:].lstrip()
    for mark in (" ", "-"):
        at = line.rfind(mark) + 1
        if at > len(line) // 3:
            return line[:at].rstrip(), text[at:].lstrip()
    # A single wide character does not fit: it is left out rather than looped over.
    taken = line or text[:1]
    return line, text[len(taken) :]
