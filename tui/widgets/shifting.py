"""Scrolling lines that the terminal has already: some 30 bytes where painting them again costs 13 KB.

Textual neither compares cells nor scrolls. The table knows what it has sent for every line, so it may let the
terminal move full lines (DECSTBM, insert and delete line, as old as the VT102) and paint only what is new.
"""

from __future__ import annotations

from textual.strip import Strip


def shift_sequence(first: int, last: int, step: int) -> str:
    """Move the terminal's lines ``first`` to ``last`` (from 0) up by ``step``, down if it is negative."""
    margins = f"\x1b[{first + 1};{last + 1}r\x1b[{first + 1};1H"
    return f"{margins}\x1b[{abs(step)}{'M' if step > 0 else 'L'}\x1b[r"


def shift_sent(sent: dict[int, Strip], first: int, last: int, step: int) -> None:
    """What was sent for each line, after such a move: lines that came in are not known."""
    before = {y: sent.pop(y) for y in range(first, last + 1) if y in sent}
    for y, strip in before.items():
        if first <= y - step <= last:
            sent[y - step] = strip
