"""The delivery page on made-up values on a pty, opened once for all tests of a file."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

from tests.terminal.tty import Tty

_PROGRAM = Path(__file__).parents[1] / "tui" / "delivery" / "program.py"


class Pages(ExitStack):
    """Terminals by the number of projects and the theme."""

    def __init__(self, *keys: str, shows: str = "Progress") -> None:
        """``keys``: what is pressed at first, until the screen ``shows`` something."""
        super().__init__()
        self._keys, self._shows = keys, shows
        self._opened: dict[tuple[int, str], Tty] = {}
        self.bytes: dict[Tty, int] = {}
        """What was sent until the page was there; what the keys cost, where there are any."""

    def __call__(self, count: int, theme: str = "pm-dark") -> Tty:
        """The page of so many projects, with the cursor on the first one."""
        terminal = self._opened.get((count, theme))
        if terminal is None:
            terminal = self._opened[count, theme] = self._open(count, theme)
        terminal.press("g")
        return terminal

    def _open(self, count: int, theme: str) -> Tty:
        terminal = self.enter_context(Tty([sys.executable, str(_PROGRAM), str(count), theme]))
        terminal.wait_for("Progress")
        terminal.settle()
        before = len(terminal.raw) if self._keys else 0
        terminal.type(*self._keys)
        terminal.wait_for(self._shows)
        terminal.settle()
        self.bytes[terminal] = len(terminal.raw) - before
        return terminal


def most(terminal: Tty, *keys: str) -> int:
    """The bytes of the dearest of these keys; each of them must change something."""
    costs = [terminal.press(key).bytes for key in keys]
    assert min(costs) > 0
    return max(costs)


def most_scrolled(terminal: Tty, key: str) -> int:
    """The bytes of the dearest move at the edge of the screen, where each one scrolls."""
    terminal.send(key * terminal.screen.lines)
    terminal.settle()
    return most(terminal, *key * 10)


def painted_anew(terminal: Tty) -> str:
    """The screen after all of it was sent again: another size does that."""
    columns, rows = terminal.screen.columns, terminal.screen.lines
    for width in (columns + 9, columns):
        terminal.resize(width, rows)
        terminal.settle()
    return terminal.text()
