"""The terminal is taken before the screens are imported: what is typed meanwhile is not echoed, and is heard.

Until then it is the shell's: on a machine that reads its disk first that takes seconds, in which keys would
stand on an empty line, and Enter arrive as another key.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
import tty
from collections.abc import Iterator
from types import FrameType
from typing import Any

_LINE = "pmboard: opening ..."
_ERASE = "\r\x1b[K"
_LEFT = "\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[<u\x1b[?1049l\x1b[?25h"
"""Mouse, pastes, keys, screen and cursor as they were before the screens began."""
_PATIENCE = 2
"""Seconds for a terminal that takes nothing: then the process ends all the same."""
_MEANWHILE = termios.ECHO | termios.ICANON | termios.IEXTEN
"""What the shell's line has and a program with keys has not. Signals stay: ctrl+c ends a start."""
_AS_TYPED = termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON


class _Taken:
    """The terminal's own settings while it is ours, and whether our line stands on it."""

    settings: list[Any] | None = None
    line = False
    screens = False
    """Whether the screens have begun to draw."""


_taken = _Taken()


@contextlib.contextmanager
def taken() -> Iterator[None]:
    """Take the terminal of standard input, and give it back in the end as it was, also when asked to end."""
    asked = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
    before = [signal.signal(number, _end) for number in asked]
    try:
        take()  # In here: ctrl+c may be pressed as soon as the line is seen.
        yield
    finally:
        erase()
        _give_back()
        for number, handler in zip(asked, before, strict=True):
            if signal.getsignal(number) is _end:
                signal.signal(number, handler)


def _give_back() -> None:
    settings, _taken.settings = _taken.settings, None
    if settings is not None:
        with contextlib.suppress(termios.error, OSError):  # The terminal may be gone.
            termios.tcsetattr(_keyboard(), termios.TCSANOW, settings)


def _end(number: int, _frame: FrameType | None) -> None:
    """The system asks the start to end: the program has no guard of its own yet."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_PATIENCE)
    _give_back()
    with contextlib.suppress(OSError):
        # Not by the stream, which this may have interrupted in the middle of its own writing.
        os.write(2, (_LEFT if _taken.screens else _ERASE if _taken.line else "").encode())
    os._exit(128 + number)


def take() -> None:
    """Take the keys, unless somebody else has the terminal, and say in a line what is going on."""
    with contextlib.suppress(termios.error, OSError):
        keyboard = _keyboard()
        if os.tcgetpgrp(keyboard) != os.getpgrp():
            return  # Begun in the background: whoever changes the terminal there is stopped.
        ours = termios.tcgetattr(keyboard)
        if _taken.settings is None:
            _taken.settings = termios.tcgetattr(keyboard)
        ours[tty.LFLAG] &= ~_MEANWHILE
        ours[tty.IFLAG] &= ~_AS_TYPED
        ours[tty.CC][termios.VMIN] = 1
        termios.tcsetattr(keyboard, termios.TCSANOW, ours)
        if not _taken.line:
            _taken.line = True
            _write(_LINE)


def erase() -> None:
    """Take the line away: the screens begin, or what is printed."""
    if _taken.line:
        with contextlib.suppress(OSError):
            _write(_ERASE)
        _taken.line = False  # After it: a signal in between would leave the line there.


def give_back_at_once(settings: list[Any] | None) -> None:
    """Give the terminal back with these settings where the screens do not come to it; never waits for it.

    For any thread. A terminal that takes nothing any more, or is gone, or another program's, stays as it is.
    """
    with contextlib.suppress(termios.error, OSError):
        keyboard = _keyboard()
        if os.tcgetpgrp(keyboard) != os.getpgrp():
            return
        if settings is not None:
            termios.tcsetattr(keyboard, termios.TCSANOW, settings)
        # Opened anew: that writing does not wait would hold for the shell, too.
        own = os.open(os.ttyname(keyboard), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        os.write(own, _LEFT.encode())


def begin_screens() -> None:
    """The screens draw from now on."""
    erase()
    _taken.screens = True


def settings() -> list[Any] | None:
    """How the terminal was before it was taken; None when it was not."""
    return _taken.settings


def _keyboard() -> int:
    return sys.__stdin__.fileno() if sys.__stdin__ is not None else 0


def _write(text: str) -> None:
    if sys.__stderr__ is not None:
        sys.__stderr__.write(text)
        sys.__stderr__.flush()
