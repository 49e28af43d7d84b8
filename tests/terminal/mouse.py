"""A mouse for a pty: what a terminal reports in SGR mode. Cells are counted from 0, as the screen's."""

from __future__ import annotations

from tests.terminal.tty import Answer, Tty

ON, OFF = b"\x1b[?1002h", b"\x1b[?1002l"
"""How a program asks for the mouse, and gives it back."""
_LEFT, _MOVED, _WHEEL_UP, _WHEEL_DOWN = 0, 32, 64, 65


def _reported(button: int, x: int, y: int, *, up: bool = False) -> str:
    return f"\x1b[<{button};{x + 1};{y + 1}{'m' if up else 'M'}"


def down(tty: Tty, x: int, y: int) -> Answer:
    tty.settle(0.02)
    tty.send(_reported(_LEFT, x, y))
    return tty.settle()


def drag(tty: Tty, x: int, y: int) -> Answer:
    tty.send(_reported(_MOVED, x, y))
    return tty.settle()


def up(tty: Tty, x: int, y: int) -> Answer:
    tty.send(_reported(_LEFT, x, y, up=True))
    return tty.settle()


def click(tty: Tty, x: int, y: int, times: int = 1) -> Answer:
    """Press and let go, once or several times at once."""
    tty.settle(0.02)
    # In one write: two clicks that a slow machine hears half a second apart are no double click.
    tty.send((_reported(_LEFT, x, y) + _reported(_LEFT, x, y, up=True)) * times)
    return tty.settle()


def wheel(tty: Tty, x: int, y: int, notches: int) -> Answer:
    """Turn the wheel: down, or up where ``notches`` is negative."""
    tty.settle(0.02)
    tty.send(_reported(_WHEEL_DOWN if notches > 0 else _WHEEL_UP, x, y) * abs(notches))
    return tty.settle()
