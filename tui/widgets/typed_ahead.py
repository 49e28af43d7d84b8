"""Text typed for a field that did not open: it must not run as commands.

Whoever presses `e` and types a title at once has typed it before the screen could say that there is no card.
"""

from __future__ import annotations

from textual import events

BURST = 0.3
"""Seconds between two letters of one burst: a person who has read the screen takes longer."""
_EDITING = frozenset({"enter", "backspace", "space"})


class TypedAhead:
    """Remembers that a field could not open, and knows which of the next keys were meant for it."""

    __slots__ = ("_until",)

    def __init__(self) -> None:
        self._until = 0.0

    def expect(self, key: events.Key) -> None:
        """The field that this key asked for does not open."""
        self._until = key.time + BURST

    def meant(self, key: events.Key) -> bool:
        """Whether a key belongs to the text that was typed for that field; any other key ends the burst."""
        text = key.key in _EDITING or (key.character is not None and key.is_printable)
        if not text or key.time > self._until:
            self._until = 0.0
            return False
        self._until = key.time + BURST
        return True
