"""Whether the files that SQLite holds open are still those that others find at their path.

SQLite does not look: it goes on writing into a file that was moved, and into a log that was deleted, and what
is written there is lost without a word.
"""

from __future__ import annotations

import os
from pathlib import Path

from models.store.shell import shell_command

_MAGIC = b"SQLite format 3\0"
_FORMAT = slice(18, 20)
"""With a log or without: a copy by `pmboard backup` has none."""
_COUNTER = slice(24, 28)


class Footing:
    """The files under one open connection. Made when they are open."""

    def __init__(self, path: Path, file: tuple[int, int], descriptor: int, *, logs: bool) -> None:
        """``file``: device and number of the database when it was opened, ``descriptor``: it, for reading.

        ``logs``: it has a log.
        """
        self._path = path
        self._file = file
        self._log = path.with_name(path.name + "-wal") if logs else None
        self._log_file = identity(self._log) if self._log else None
        self._descriptor = descriptor
        self._format = self._head()[_FORMAT]
        self._counter = b""
        if logs:
            # From a log comes only what was committed; else somebody may be in the middle of a change.
            self.remember()

    def remember(self) -> None:
        """Remember how far the file has come. In a write transaction, when nobody can take a step back."""
        self._counter = self._head()[_COUNTER]

    def lost(self) -> str | None:
        """Return what happened to the files and what to do, in a sentence; None when all is well. 10 µs."""
        found = _status(self._path)
        if found is None or (found.st_dev, found.st_ino) != self._file:
            return (
                f"{self._path} was moved, replaced or deleted while it was open; nothing was saved. "
                "Put it back, or close pmboard and open it again."
            )
        if found.st_size == 0:
            return (
                f"{self._path} was emptied while it was open; nothing was saved. "
                "Close pmboard and restore it from a backup."
            )
        if self._log is not None and self._log_file not in (None, identity(self._log)):
            return (
                f"{self._log} was deleted while it was open; nothing was saved. "
                "Close pmboard wherever it is open: that keeps what was saved before."
            )
        # Twice: who writes it just now is not to be read in the middle.
        if self._overwritten() and self._overwritten():
            return (
                f"{self._path} was overwritten while it was open; nothing was saved. "
                "Close pmboard wherever it is open, then bring a copy back with "
                f"`{shell_command('restore', self._path)}`."
            )
        return None

    def _overwritten(self) -> bool:
        """Whether the file is not what we knew, gone on: SQLite counts its changes, and keeps its format."""
        head = self._head()
        return not head.startswith(_MAGIC) or head[_FORMAT] != self._format or head[_COUNTER] < self._counter

    def _head(self) -> bytes:
        return os.pread(self._descriptor, 100, 0)


def identity(path: Path) -> tuple[int, int] | None:
    """Return the device and number of the file at a path; None where there is none."""
    found = _status(path)
    return None if found is None else (found.st_dev, found.st_ino)


def _status(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None
