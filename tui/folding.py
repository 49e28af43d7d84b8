"""Folding a line that is typed into rows: between words where that is possible, measured in cells."""

from __future__ import annotations

from rich.cells import split_graphemes

from tui.text import plain, width


def characters(text: str) -> list[tuple[int, int, int]]:
    """Where each character as people see it begins and ends; a tab is one of its own."""
    return split_graphemes(text.replace("\t", " "))[0]


def cells_of(text: str) -> int:
    """Cells that a text of any origin takes once it is shown."""
    return width(plain(text))


def row_end(line: str, start: int, cells: int) -> int:
    """Where the row that begins at ``start`` ends. Spaces behind a full row stay in it."""
    end = _fitting(line, start, cells)
    if end == len(line):
        return end
    if line[end] == " ":
        while end < len(line) and line[end] == " ":
            end += 1
        return end
    space = line.rfind(" ", start, end) + 1
    # A word that would leave most of the row empty is broken instead.
    return space if space - start > (end - start) // 3 else end


def fold(line: str, cells: int) -> list[int]:
    """Where each row of a line begins; the first one at 0."""
    return _folded(line, [0], cells, frozenset(), 0, 0)


def refold(line: str, before: list[int], cells: int, at: int, removed: int, added: int) -> list[int]:
    """The rows of a line after ``added`` characters took the place of ``removed`` ones at ``at``.

    Only the rows that the change reaches are folded again: a line of 100,000 characters is typed into as
    quickly as a short one.
    """
    kept = [start for start in before if start <= at]
    # A shorter first word may go back to the row before.
    begun = kept[:-1] or [0]
    return _folded(line, begun, cells, frozenset(before), at + added, added - removed, before)


def _folded(
    line: str,
    starts: list[int],
    cells: int,
    known: frozenset[int],
    changed: int,
    grown: int,
    before: list[int] | None = None,
) -> list[int]:
    while (end := row_end(line, starts[-1], cells)) < len(line):
        if before is not None and end > changed and end - grown in known:
            starts += [start + grown for start in before if start >= end - grown]
            return starts
        starts.append(end)
    return starts


def _fitting(line: str, start: int, cells: int) -> int:
    """The end of the whole characters that fit; one at least."""
    piece = line[start : start + cells + 1]
    if piece.isascii():
        return start + min(len(piece), cells)
    piece = line[start : start + cells * 4]
    used = end = 0
    for at, stop, _size in characters(piece):
        used += cells_of(piece[at:stop])
        if used > cells and end:
            return start + end
        # The last one may go on behind what was looked at.
        if stop == len(piece) and end and start + stop < len(line):
            return start + end
        end = stop
    return start + max(end, 1)
