"""End the process when the terminal goes away or the system asks, whatever the event loop is doing.

Textual alone dies of SIGTERM without restoring the screen, and spins for ever at the end of its input.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from textual.app import App

from tui import early

GRACE = 1.5
"""Seconds that a clean ending may take before the process is ended outright."""


def watch_terminal(app: App[Any], keep: Callable[[], object] = bool) -> None:
    """Leave ``app`` cleanly on a hang-up, SIGTERM, SIGQUIT and the end of the input. Call it in ``on_mount``.

    ``keep`` is called first, wherever the program is: it may wait only for moments.
    """
    loop = asyncio.get_running_loop()

    def leave(number: int, _frame: FrameType | None) -> None:
        # A stalled or vanished terminal can block the loop in the driver's bounded
        # write queue, so a clean exit is tried but not relied upon.
        killer = threading.Timer(GRACE, _end_outright, (app, 128 + number))
        killer.daemon = True
        killer.start()
        try:
            keep()
        finally:
            loop.call_soon_threadsafe(lambda: app.exit(return_code=128 + number))

    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT):
        signal.signal(number, leave)
    threading.Thread(target=_await_hangup, name="hangup", daemon=True).start()


def _end_outright(app: App[Any], code: int) -> None:
    early.give_back_at_once(getattr(app._driver, "attrs_before", None))
    os._exit(code)


def _await_hangup() -> None:
    # SIGHUP only reaches the foreground group of the terminal's own session.
    stdin = sys.__stdin__
    if stdin is None:
        return
    poll = select.poll()
    poll.register(stdin.fileno(), 0)  # hang-up and error only
    poll.poll()
    os.kill(os.getpid(), signal.SIGHUP)
