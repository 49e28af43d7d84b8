"""A process that took the lock and was stopped: it neither goes on nor goes away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]

HOLD = """
import sys
from models.store.database import Store
store = Store.open(sys.argv[1])
with store.change("holder", "s", 1, "hold"):
    print("held", flush=True)
    sys.stdin.readline()
store.close()
"""


class Holder:
    """A process in the middle of a change."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)],
            cwd=TOP,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        if self._process.stdout.readline() != "held\n":
            raise RuntimeError("the holder could not begin its change")

    def stop(self) -> None:
        """Let it stand still, as ctrl+z does."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def go_on(self) -> int:
        """Let it end its change; its exit code."""
        os.kill(self._process.pid, signal.SIGCONT)
        self._process.communicate("\n")
        return self._process.returncode

    def kill(self) -> None:
        """End it where it is."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def stopped(path: Path) -> Iterator[Holder]:
    """Hold the lock of a portfolio by a process that stands still."""
    holder = Holder(path)
    holder.stop()
    try:
        yield holder
    finally:
        holder.kill()
