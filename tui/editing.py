"""One line of text being typed: what is in it, where the cursor is, and what each key does to it."""

from __future__ import annotations

from rich.cells import split_graphemes
from textual import events

from tui.text import ELLIPSIS, harmless, width

LONGEST = 10_000
"""Characters that one field takes; more cannot be typed or pasted."""


class LineEdit:
    """A text and a cursor in it. Draws nothing."""

    __slots__ = ("at", "picked", "text")

    def __init__(self, text: str = "", *, picked: bool = False) -> None:
        """The cursor stands at the end; ``picked``: what is typed first takes the place of the text."""
        self.text = text
        self.at = len(text)
        self.picked = picked and bool(text)

    def insert(self, text: str) -> None:
        """Type or paste at the cursor; line breaks become spaces."""
        if self.picked:
            self.text, self.at, self.picked = "", 0, False
        room = LONGEST - len(self.text)
        text = harmless(text)[: max(room, 0)]
        self.text = self.text[: self.at] + text + self.text[self.at :]
        self.at += len(text)

    def key(self, event: events.Key) -> bool:
        """Do what the key says; False for a key that means nothing here."""
        if event.character is not None and event.is_printable:
            self.insert(event.character)
            return True
        edit = _KEYS.get(event.key)
        if edit is None:
            return False
        self.picked = False
        edit(self)
        return True

    def left(self) -> None:
        """One character back."""
        self.at = self._before()

    def right(self) -> None:
        """One character on."""
        self.at = self._after()

    def word_left(self) -> None:
        """To the start of the word."""
        self.at = self._word_start()

    def word_right(self) -> None:
        """Behind the word."""
        rest = self.text[self.at :]
        gap = len(rest) - len(rest.lstrip())
        end = rest.find(" ", gap)
        self.at = len(self.text) if end < 0 else self.at + end

    def home(self) -> None:
        """To the start."""
        self.at = 0

    def end(self) -> None:
        """To the end."""
        self.at = len(self.text)

    def backspace(self) -> None:
        """Delete the character before the cursor."""
        self._delete(self._before(), self.at)

    def delete(self) -> None:
        """Delete the character under the cursor."""
        self._delete(self.at, self._after())

    def delete_word(self) -> None:
        """Delete the word before the cursor."""
        self._delete(self._word_start(), self.at)

    def delete_before(self) -> None:
        """Delete everything before the cursor."""
        self._delete(0, self.at)

    def delete_after(self) -> None:
        """Delete everything from the cursor on."""
        self._delete(self.at, len(self.text))

    def window(self, cells: int) -> tuple[str, str, str]:
        """What to show in so many cells: before the cursor, the character under it or a space, after.

        An ellipsis stands where the text is cut before the cursor.
        """
        under = self.text[self.at : self._after()] or " "
        before = self.text[: self.at]
        room = max(cells - width(under), 0)
        if width(before) > room:
            # Jump by half of the field, so that typing at its end does not move the whole line each time.
            mark = ELLIPSIS if room > 2 else ""
            while width(mark + before) > room:
                before = _tail(before, max(room // 2, min(room, 1)))
            before = mark + before
        after = self.text[self.at + len(under) :] if self.at < len(self.text) else ""
        left = cells - width(before) - width(under)
        return before, under, _start(after, left)

    def _delete(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.at = start

    def _before(self) -> int:
        spans, _ = split_graphemes(self.text[: self.at])
        return spans[-1][0] if spans else 0

    def _after(self) -> int:
        spans, _ = split_graphemes(self.text[self.at : self.at + 32])
        return self.at + spans[0][1] if spans else self.at

    def _word_start(self) -> int:
        head = self.text[: self.at].rstrip()
        return head.rfind(" ") + 1


def _tail(text: str, cells: int) -> str:
    spans, total = split_graphemes(text)
    for start, _end, size in spans:
        if total <= cells:
            return text[start:]
        total -= size
    return ""


def _start(text: str, cells: int) -> str:
    spans, _ = split_graphemes(text[: max(cells, 0) * 4])
    used = 0
    for start, _end, size in spans:
        if used + size > cells:
            return text[:start]
        used += size
    return text[: spans[-1][1]] if spans else ""


_KEYS = {
    "left": LineEdit.left,
    "right": LineEdit.right,
    "ctrl+left": LineEdit.word_left,
    "ctrl+right": LineEdit.word_right,
    "home": LineEdit.home,
    "ctrl+a": LineEdit.home,
    "end": LineEdit.end,
    "ctrl+e": LineEdit.end,
    "backspace": LineEdit.backspace,
    "ctrl+h": LineEdit.backspace,
    "delete": LineEdit.delete,
    "ctrl+w": LineEdit.delete_word,
    "ctrl+u": LineEdit.delete_before,
    "ctrl+k": LineEdit.delete_after,
}
