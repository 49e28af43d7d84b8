"""Child processes that are forked, not started: hundreds of writers cost no imports.

Whoever forks has no database open.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


def forked(work: Callable[[], None], errors: Path) -> int:
    """Run `work` in a child process; what it says of its errors goes to the end of a file. Returns its id."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        file = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, 2)
        work()
        code = 0
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """Wait for a child; its exit code, negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill(child: int) -> None:
    """End a child at once, wherever it is."""
    os.kill(child, signal.SIGKILL)


@dataclass(slots=True)
class Gate:
    """Lets all who wait at it go at the same moment."""

    _ends: tuple[int, int] = field(default_factory=os.pipe)

    def wait(self) -> None:
        """In a child: wait until the gate opens."""
        os.close(self._ends[1])
        os.read(self._ends[0], 1)

    def open(self) -> None:
        """In the parent, once: let them go."""
        os.close(self._ends[1])
        os.close(self._ends[0])
