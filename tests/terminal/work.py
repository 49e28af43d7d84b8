"""What a program and all that it started are doing: which threads want the processor, what they have used."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_HZ = os.sysconf("SC_CLK_TCK")
_BUSY = frozenset("RD")
"""Running or runnable, or waiting for a disk."""

KNOWN = os.path.exists("/proc/self/task")
"""Whether this system tells it at all."""


class Work(NamedTuple):
    """What was done between two looks."""

    used: float
    """Seconds of processor time."""
    delayed: float
    """Seconds for which a thread was ready and others had the processor, or waited for its disk."""
    busy: bool
    """Whether a thread wants the processor, or its disk, now."""


class Clock:
    """Seconds as some processes and their descendants live them.

    Those for which one was ready and others had the processor, or the disk, do not count: a promise of so
    many seconds is kept or broken by the program, however busy the machine is.
    """

    def __init__(self, processes: Sequence[int]) -> None:
        self._worker = Worker(processes)
        self._worker.look()
        self._begin = time.perf_counter()
        self.delayed = 0.0
        """Seconds that did not count."""

    @property
    def all(self) -> float:
        """Seconds since the clock was made, as the rest of the world lives them."""
        return time.perf_counter() - self._begin

    def passed(self) -> float:
        """Seconds since the clock was made. Ask it often: an ended process cannot tell how long it waited."""
        self.delayed += self._worker.look().delayed
        return self.all - self.delayed


def stands_still(process: int) -> bool:
    """Whether it was stopped, as by ctrl+z, and waits for ``fg``."""
    try:
        return _read(f"/proc/{process}/stat").rpartition(")")[2].split()[0] == "T"
    except OSError:
        return False


class _Thread(NamedTuple):
    ran: float
    delayed: float
    busy: bool


class Worker:
    """Looks at some processes and their descendants, those that began in between among them."""

    def __init__(self, processes: Sequence[int]) -> None:
        self._processes = processes
        self._seen: dict[int, _Thread] = {}
        self._at = time.perf_counter()

    def look(self) -> Work:
        """What was done since the last look; all that was ever done at the first one."""
        before, self._seen = self._seen, dict(_threads(self._processes))
        at, self._at = self._at, time.perf_counter()
        used = delayed = 0.0
        for thread, now in self._seen.items():
            then = before.get(thread) or _Thread(0, 0, busy=False)
            ran, waited = now.ran - then.ran, now.delayed - then.delayed
            if then.busy and now.busy:
                # The kernel counts what it waits for a processor, not for a disk, nor for the machine's host.
                waited = max(waited, self._at - at - ran)
            used, delayed = used + ran, delayed + waited
        return Work(used, delayed, any(thread.busy for thread in self._seen.values()))


def _threads(processes: Sequence[int]) -> Iterator[tuple[int, _Thread]]:
    left = list(processes)
    while left:
        process = left.pop()
        try:
            threads = os.listdir(f"/proc/{process}/task")
        except OSError:
            continue
        for thread in threads:
            place = f"/proc/{process}/task/{thread}"
            try:
                yield int(thread), _thread(place)
                left += map(int, _read(f"{place}/children").split())
            except OSError:
                continue  # It has ended meanwhile.


def _thread(place: str) -> _Thread:
    fields = _read(f"{place}/stat").rpartition(")")[2].split()
    busy = fields[0] in _BUSY
    try:
        ran, delayed, _ = _read(f"{place}/schedstat").split()
    except FileNotFoundError:  # A kernel that counts no nanoseconds.
        return _Thread((int(fields[11]) + int(fields[12])) / _HZ, 0, busy)
    return _Thread(int(ran) / 1e9, int(delayed) / 1e9, busy)


def _read(place: str) -> str:
    # A third of the time that `open` takes; it is done many times a second.
    file = os.open(place, os.O_RDONLY)
    try:
        return os.read(file, 4096).decode(errors="replace")
    finally:
        os.close(file)
