"""Several lines of text being typed: what is in them, where the cursor is, and what each key does to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from textual import events

from models.text import clean_text
from tui.folding import cells_of, characters, fold, refold

LONGEST = 100_000
"""Characters that a text takes; more cannot be typed or pasted."""
_STEPS_KEPT = 1_000
"""Changes that can be taken back."""

Place = tuple[int, int]
"""A line, and a character in it."""


@dataclass(slots=True)
class Step:
    """One change: what stood at a place, and what stands there now."""

    start: Place
    removed: str
    added: str
    before: Place
    """Where the cursor was."""
    open: bool
    """Whether the next letter belongs to it."""


class TextEdit:
    """A text, folded into rows of so many cells, and a cursor in it. Draws nothing."""

    __slots__ = ("_cells", "_done", "_folds", "_goal", "_length", "_undone", "column", "line", "lines")

    def __init__(self, text: str = "", cells: int = 72) -> None:
        """The cursor stands at the end of the text."""
        self.lines = clean_text(text).split("\n")
        self._cells = cells
        self._folds = [fold(line, cells) for line in self.lines]
        self._length = sum(len(line) + 1 for line in self.lines) - 1
        self.line = len(self.lines) - 1
        self.column = len(self.lines[-1])
        self._goal: int | None = None
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not taken back."""
        return bool(self._done)

    # -- rows ------------------------------------------------------------------------------------

    def refit(self, cells: int) -> None:
        """Fold into rows of another width."""
        if cells != self._cells:
            self._cells = cells
            self._folds = [fold(line, cells) for line in self.lines]
            self._goal = None

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(map(len, self._folds))

    @property
    def row(self) -> int:
        """The row of the cursor."""
        return sum(map(len, self._folds[: self.line])) + self._fold_at

    @property
    def across(self) -> int:
        """Cells before the cursor in its row."""
        start = self._folds[self.line][self._fold_at]
        return min(cells_of(self.lines[self.line][start : self.column]), self._cells)

    def rows(self, top: int, count: int) -> list[str]:
        """The texts of some rows."""
        return [self.lines[line][start:stop] for line, start, stop in self._spans(top, count)]

    def around(self) -> tuple[str, str, str]:
        """The row of the cursor: before it, the character under it or a space, after."""
        line = self.lines[self.line]
        starts, at = self._folds[self.line], self._fold_at
        stop = starts[at + 1] if at + 1 < len(starts) else len(line)
        after = min(self._after(), stop)
        return line[starts[at] : self.column], line[self.column : after] or " ", line[after:stop]

    def go_to(self, row: int, across: int) -> None:
        """Put the cursor into a row, as near to so many cells from its left as there is a character."""
        row = min(max(row, 0), self.count - 1)
        self.line, start, stop = self._spans(row, 1)[0]
        text = self.lines[self.line]
        piece = text[start:stop]
        used, column = 0, start
        spans = characters(piece)
        for at, end, _size in spans:
            cells = cells_of(piece[at:end])
            if used + cells > across:
                break
            used += cells
            column = start + end
        if column == stop < len(text) and spans:
            column = start + spans[-1][0]
        self.column = column
        self._goal = None

    def _spans(self, top: int, count: int) -> list[tuple[int, int, int]]:
        found: list[tuple[int, int, int]] = []
        first = 0
        for number, starts in enumerate(self._folds):
            if first + len(starts) > top:
                ends = [*starts[1:], len(self.lines[number])]
                found += [(number, start, end) for start, end in zip(starts, ends, strict=True)][
                    max(top - first, 0) :
                ]
                if len(found) >= count:
                    break
            first += len(starts)
        return found[:count]

    @property
    def _fold_at(self) -> int:
        return bisect_right(self._folds[self.line], self.column) - 1

    # -- keys ------------------------------------------------------------------------------------

    def key(self, event: events.Key) -> bool:
        """Do what the key says; False for a key that means nothing here."""
        if event.character is not None and event.is_printable:
            self.insert(event.character)
            return True
        edit = _KEYS.get(event.key)
        if edit is None:
            return False
        edit(self)
        return True

    def insert(self, text: str) -> int:
        """Type or paste at the cursor. How many characters found no room comes back."""
        text = clean_text(text)
        room = max(LONGEST - self._length, 0)
        here = (self.line, self.column)
        if text[:room]:
            self._change(here, here, text[:room])
        return max(len(text) - room, 0)

    def new_line(self) -> None:
        """Begin a line."""
        self.insert("\n")

    def tab(self) -> None:
        """Two spaces: as far as a list goes in."""
        self.insert("  ")

    def left(self) -> None:
        """One character back."""
        self._stand(self._place_before())

    def right(self) -> None:
        """One character on."""
        self._stand(self._place_after())

    def up(self) -> None:
        """To the row above."""
        self.move(-1)

    def down(self) -> None:
        """To the row below."""
        self.move(1)

    def move(self, rows: int) -> None:
        """So many rows down, as near to where the cursor began as the rows allow."""
        goal = self.across if self._goal is None else self._goal
        self.go_to(self.row + rows, goal)
        self._goal = goal
        self._close_step()

    def word_left(self) -> None:
        """To the start of the word."""
        self._stand(self._word_start())

    def word_right(self) -> None:
        """Behind the word."""
        line = self.lines[self.line]
        if self.column == len(line):
            self._stand(self._place_after())
            return
        rest = line[self.column :]
        end = rest.find(" ", len(rest) - len(rest.lstrip()))
        self._stand((self.line, len(line) if end < 0 else self.column + end))

    def home(self) -> None:
        """To the start of the row."""
        self._stand((self.line, self._folds[self.line][self._fold_at]))

    def end(self) -> None:
        """To the end of the row."""
        self.go_to(self.row, self._cells)
        self._close_step()

    def top(self) -> None:
        """To the start of the text."""
        self._stand((0, 0))

    def bottom(self) -> None:
        """To the end of the text."""
        self._stand((len(self.lines) - 1, len(self.lines[-1])))

    def backspace(self) -> None:
        """Delete the character before the cursor, or the break."""
        self._change(self._place_before(), (self.line, self.column), "")

    def delete(self) -> None:
        """Delete the character under the cursor, or the break."""
        self._change((self.line, self.column), self._place_after(), "")

    def delete_word(self) -> None:
        """Delete the word before the cursor."""
        self._change(self._word_start(), (self.line, self.column), "")

    def delete_before(self) -> None:
        """Delete everything before the cursor in its line; at its start the break."""
        start = (self.line, 0) if self.column else self._place_before()
        self._change(start, (self.line, self.column), "")

    def delete_after(self) -> None:
        """Delete everything from the cursor on in its line; at its end the break."""
        end = len(self.lines[self.line])
        stop = (self.line, end) if self.column < end else self._place_after()
        self._change((self.line, self.column), stop, "")

    # -- taking back -----------------------------------------------------------------------------

    def undo(self) -> bool:
        """Take the last change back; False when there is none."""
        if not self._done:
            return False
        step = self._done.pop()
        self._undone.append(step)
        self._replace(step.start, _end(step.start, step.added), step.removed)
        self._stand(step.before)
        return True

    def redo(self) -> bool:
        """Do again what was taken back; False when there is nothing."""
        if not self._undone:
            return False
        step = self._undone.pop()
        self._done.append(step)
        self._replace(step.start, _end(step.start, step.removed), step.added)
        self._close_step()
        return True

    def replace_all(self, text: str) -> None:
        """Another text, as one change."""
        self._change((0, 0), (len(self.lines) - 1, len(self.lines[-1])), clean_text(text)[:LONGEST])

    def _change(self, start: Place, stop: Place, text: str) -> None:
        before = (self.line, self.column)
        removed = self._replace(start, stop, text)
        if not removed and not text:
            return
        self._undone.clear()
        last = self._done[-1] if self._done else None
        letter = len(text) == 1 and not text.isspace() and not removed
        if last is not None and last.open and letter and start == _end(last.start, last.added):
            last.added += text
            return
        self._close_step()
        self._done.append(Step(start, removed, text, before, letter))
        del self._done[:-_STEPS_KEPT]

    def _close_step(self) -> None:
        if self._done:
            self._done[-1].open = False

    def _replace(self, start: Place, stop: Place, text: str) -> str:
        """Put a text in the place of another, the cursor behind it; what stood there comes back."""
        (first, from_), (last, to) = start, stop
        if first == last:
            removed = self.lines[first][from_:to]
        else:
            removed = "\n".join(
                [self.lines[first][from_:], *self.lines[first + 1 : last], self.lines[last][:to]]
            )
        whole = self.lines[first][:from_] + text + self.lines[last][to:]
        grown = len(text) - len(removed)
        if first == last and "\n" not in text:
            self.lines[first] = whole
            self._folds[first] = refold(
                whole, self._folds[first], self._cells, from_, len(removed), len(text)
            )
        else:
            fresh = whole.split("\n")
            self.lines[first : last + 1] = fresh
            self._folds[first : last + 1] = [fold(line, self._cells) for line in fresh]
        self._length += grown
        self.line, self.column = _end(start, text)
        self._goal = None
        return removed

    # -- places ----------------------------------------------------------------------------------

    def _stand(self, place: Place) -> None:
        self.line, self.column = place
        self._goal = None
        self._close_step()

    def _place_before(self) -> Place:
        if self.column == 0:
            return (self.line - 1, len(self.lines[self.line - 1])) if self.line else (0, 0)
        begin = max(self.column - 64, 0)
        spans = characters(self.lines[self.line][begin : self.column])
        return self.line, begin + spans[-1][0] if spans else self.column - 1

    def _place_after(self) -> Place:
        if self.column < len(self.lines[self.line]):
            return self.line, self._after()
        if self.line + 1 < len(self.lines):
            return self.line + 1, 0
        return self.line, self.column

    def _after(self) -> int:
        spans = characters(self.lines[self.line][self.column : self.column + 64])
        return self.column + (spans[0][1] if spans else 0)

    def _word_start(self) -> Place:
        if self.column == 0:
            return self._place_before()
        head = self.lines[self.line][: self.column].rstrip(" ")
        return self.line, head.rfind(" ") + 1


def _end(start: Place, text: str) -> Place:
    """Where a text that begins at a place ends."""
    lines = text.split("\n")
    line, column = start
    return (line, column + len(text)) if len(lines) == 1 else (line + len(lines) - 1, len(lines[-1]))


_KEYS: dict[str, Callable[[TextEdit], None]] = {
    "enter": TextEdit.new_line,
    "ctrl+j": TextEdit.new_line,
    "tab": TextEdit.tab,
    "left": TextEdit.left,
    "right": TextEdit.right,
    "up": TextEdit.up,
    "down": TextEdit.down,
    "ctrl+p": TextEdit.up,
    "ctrl+n": TextEdit.down,
    "ctrl+left": TextEdit.word_left,
    "ctrl+right": TextEdit.word_right,
    "home": TextEdit.home,
    "ctrl+a": TextEdit.home,
    "end": TextEdit.end,
    "ctrl+home": TextEdit.top,
    "ctrl+end": TextEdit.bottom,
    "backspace": TextEdit.backspace,
    "ctrl+h": TextEdit.backspace,
    "delete": TextEdit.delete,
    "ctrl+w": TextEdit.delete_word,
    "ctrl+u": TextEdit.delete_before,
    "ctrl+k": TextEdit.delete_after,
}
