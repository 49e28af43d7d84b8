"""A fair queue of writers: three file locks beside the database, taken in front of BEGIN IMMEDIATE.

SQLite lets waiting writers starve for seconds; with the queue they wait their turn for milliseconds. It is
courtesy only: SQLite's own lock keeps the data safe. A process that dies leaves the queue; one that is
stopped is passed by.

At the first lock many wait. They sleep in the kernel, which lets them in as they came; who asks again and
again gets in by chance, one in a hundred only after more than four times the mean. The kernel knows no
deadline, so it is a thread that sleeps. It takes long to be woken on a busy host, so two are awake already
while one writes: at each of the other locks one waits, and asks. Programs before 1.3 know these two only.
"""

from __future__ import annotations

import contextlib
import os
import threading
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
        self._path = path.with_name(path.name + ".turn0")
        self._mode = mode
        ends = (".turn0", ".turn1", ".turn2")
        self._locks = tuple(_opened(path.with_name(path.name + end), mode) for end in ends)
        self._waiter: _Waiter | None = None

    def close(self) -> None:
        """Leave for good."""
        for lock in self._locks:
            if lock is not None:
                os.close(lock)
        self._locks = (None, None, None)

    @contextlib.contextmanager
    def turn(self, patience: float) -> Iterator[None]:
        """Wait for our turn, at most `patience` seconds: then go on without it."""
        first, *others = self._locks
        if fcntl is None or first is None:
            yield
            return
        end = time.monotonic() + patience
        held = self._slept(first, end)
        try:
            for lock in others:
                behind, held = held, None if lock is None else _asked(lock, end)
                if behind is not None:
                    behind.release()
            yield
        finally:
            if held is not None:
                held.release()

    def _slept(self, lock: int, end: float) -> _Held | None:
        """The first lock; None when it could not be had until then."""
        if self._waiter is None or not self._waiter.asked_again():
            if _had(lock):
                return _Held(lock, ours=False)
            file = None if time.monotonic() >= end else _opened(self._path, self._mode)
            if file is None:
                return None
            self._waiter = _Waiter(file)
        # Whoever gives up and tries again has kept the place in the queue.
        file = self._waiter.waited(max(0.0, end - time.monotonic()))
        if file is None:
            return None
        self._waiter = None
        return _Held(file, ours=True)


def _asked(lock: int, end: float) -> _Held | None:
    while not _had(lock):
        if time.monotonic() >= end:
            return None
        time.sleep(_PAUSE)
    return _Held(lock, ours=False)


def _had(lock: int) -> bool:
    with contextlib.suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


class _Held:
    """A lock that is ours; on a file of its own when we waited for it."""

    def __init__(self, file: int, *, ours: bool) -> None:
        self._file = file
        self._ours = ours

    def release(self) -> None:
        if self._ours:
            os.close(self._file)
        else:
            fcntl.flock(self._file, fcntl.LOCK_UN)


class _Waiter:
    """A place in the queue: a thread that sleeps until the lock is had.

    When nobody wants it by then, it is given back at once.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self._wanted = True
        self._over = False
        self._state = threading.Condition()
        # A daemon: it may wait for a stopped process when the program ends.
        threading.Thread(target=self._wait, name="turn", daemon=True).start()

    def _wait(self) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._state:
            self._over = True
            if not self._wanted:
                os.close(self._file)
            self._state.notify()

    def asked_again(self) -> bool:
        """Want the lock again; False when it was had, and given back, meanwhile."""
        with self._state:
            self._wanted = not self._over
            return self._wanted

    def waited(self, seconds: float) -> int | None:
        """The file on which the lock is held, which is the caller's to close; None when it is not yet had."""
        with self._state:
            had = False
            try:
                had = self._state.wait_for(lambda: self._over, seconds)
            finally:
                # Also when the wait is interrupted.
                if not had:
                    self._wanted = False
            return self._file if had else None


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
