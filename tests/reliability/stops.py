"""A terminal whose program is stopped with ctrl+z and goes on, and what must hold of the two."""

from __future__ import annotations

import re
import termios
from collections.abc import Mapping, Sequence

from tests.terminal.tty import Tty

TAKEN = {b"1049": "the screen", b"1000": "the mouse", b"2004": "pastes"}
"""What a program takes of a terminal and gives back, by mode."""
_MODE = re.compile(rb"\x1b\[\?(%s)([hl])" % b"|".join(TAKEN))


class Shell(Tty):
    """A terminal whose shell says ``fg`` whenever the program stops, and looks at what the two hand over.

    The shell writes over what was shown, so that what is there afterwards was painted again.
    """

    seen = 0
    """Stops since somebody asked last."""
    unwell = ""
    """What was not as it must be while it stood still, or afterwards."""

    _tail = b""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self._on: set[bytes] = set()
        super().__init__(command, columns=100, rows=30, env=env)

    def _read(self, timeout: float) -> bytes | None:
        data = super()._read(timeout)
        if data is None and self.stopped:
            data = super()._read(0)
            if data is None:
                self._stood_still()
        if data:
            self._tail = (self._tail + data)[-len(data) - 10 :]
            for mode, turned in _MODE.findall(self._tail):
                (self._on.add if turned == b"h" else self._on.discard)(mode)
        return data

    def _stood_still(self) -> None:
        line = termios.tcgetattr(self.fd)[3]
        kept = [TAKEN[mode] for mode in self._on]
        if not line & termios.ICANON or not line & termios.ECHO:
            kept.append("the keys")
        if kept:
            self.unwell = "stopped, it kept " + ", ".join(kept)
        self.screen.erase_in_display(2)
        self.seen += 1
        self.go_on()

    @property
    def is_back(self) -> bool:
        """Whether the program has taken the terminal again, and shows something where there is room."""
        room = self.screen.columns >= 20 and self.screen.lines >= 5
        raw = not termios.tcgetattr(self.fd)[3] & termios.ICANON
        return raw and b"1049" in self._on and bool(self.text().strip() or not room)
