"""A disk without room: what is saved stays, and what is not saved is told.

`limited` is a process that may write only small files (as with `ulimit -f`): the log soon has no room.
`Small` is a small file system in memory, for root only, filled to its last byte.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL = r"(is full|disk error, or no room left\)); nothing was saved"


def limited(kilobytes: int) -> tuple[str, ...]:
    """What stands in front of a command that may write files of that size and no larger ones."""
    return ("bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "limited")


@contextmanager
def small(folder: Path, megabytes: int) -> Iterator[Path | None]:
    """A file system of that size in a new folder; None for who may not make one."""
    place = folder / "small"
    place.mkdir()
    size = f"size={megabytes}m"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def filled(folder: Path) -> Path:
    """Take all the room that is left on a file system; return the file that has it."""
    filler = folder / "filler"
    file = os.open(filler, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        for size in (1 << 16, 1 << 12, 1):
            with _until_full():
                while True:
                    os.write(file, bytes(size))
    finally:
        os.close(file)
    return filler


@contextmanager
def _until_full() -> Iterator[None]:
    try:
        yield
    except OSError:
        return
