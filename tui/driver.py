"""The terminal with a mouse that can be turned off and on, and that reports no moves without a button."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

_ON = "\x1b[?1000h\x1b[?1002h\x1b[?1006h"
_OFF = "\x1b[?1006l\x1b[?1002l\x1b[?1000l"


class TerminalDriver(LinuxDriver):
    """Textual's own asks for every move of the mouse: 300 of them cost half a second, and we use none."""

    @property
    def hears_mouse(self) -> bool:
        """Whether the mouse is ours; if not, the terminal selects text with it."""
        return self._mouse

    def hear_mouse(self, on: bool) -> None:
        """Take the mouse, or leave it to the terminal."""
        if on:
            self._mouse = True
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()
            self._mouse = False

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write(_ON)
            self.flush()

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write(_OFF)
            self.flush()
