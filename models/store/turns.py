"""A fair queue of writers: two file locks beside the database, taken in front of BEGIN IMMEDIATE.

SQLite lets waiting writers starve for seconds; with the queue they wait their turn for milliseconds. It is
courtesy only: SQLite's own lock keeps the data safe. A process that dies leaves the queue; one that is
stopped is passed by.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # No such locks on Windows: SQLite's own waiting has to do.
    fcntl = None  # type: ignore[assignment]

_PAUSE = 0.0005


class Turns:
    """The queue of one database file."""

    def __init__(self, path: Path, mode: int) -> None:
        self._locks = tuple(_opened(path.with_name(path.name + end), mode) for end in (".turn1", ".turn2"))

    def close(self) -> None:
        """Leave for good."""
        for lock in self._locks:
            if lock is not None:
                os.close(lock)
        self._locks = (None, None)

    @contextlib.contextmanager
    def turn(self, patience: float) -> Iterator[None]:
        """Wait for our turn, at most `patience` seconds: then go on without it."""
        first, second = self._locks
        if fcntl is None or first is None or second is None:
            yield
            return
        end = time.monotonic() + patience
        waiting = _taken(first, end)
        try:
            writing = _taken(second, end)
        finally:
            if waiting:
                fcntl.flock(first, fcntl.LOCK_UN)
        try:
            yield
        finally:
            if writing:
                fcntl.flock(second, fcntl.LOCK_UN)


def _opened(path: Path, mode: int) -> int | None:
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0), mode)
    except OSError:
        return None
    with contextlib.suppress(OSError):
        # The umask must not keep the group of a shared folder out; another user's file is right already.
        if os.fstat(lock).st_mode & 0o777 != mode:
            os.fchmod(lock, mode)
    return lock


def _taken(lock: int, end: float) -> bool:
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= end:
                return False
            time.sleep(_PAUSE)
        else:
            return True
