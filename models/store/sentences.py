"""SQLite's errors as sentences."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from peewee import PeeweeException

from models.store.driver import DriverError
from models.store.errors import Busy, Damaged, DiskFull, ReadOnly, StoreError, Taken
from models.store.wording import word

_DAMAGE = ("malformed", "not a database", "corrupt", "no such table", "no such column")
"""A table that is missing is damage too: every step of ours makes all of its tables, or none."""
_UNIQUE = "UNIQUE constraint failed: "


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise every error of the database as one of ours, with a sentence."""
    try:
        yield
    except (DriverError, PeeweeException) as error:
        raise sentence(str(error), path) from error


def sentence(message: str, path: Path) -> StoreError:
    """Return the error of ours for SQLite's message."""
    low = message.lower()
    if "locked" in low or "busy" in low:
        return Busy(f"somebody else is writing to {path}; nothing was saved. Try again in a moment.")
    if "disk is full" in low:
        return DiskFull(
            f"the disk with {path} is full; nothing was saved, and nothing older was lost. Make room."
        )
    if "disk i/o error" in low:
        return DiskFull(
            f"{path} could not be read or written (disk error, or no room left); nothing was saved. "
            "Look at the disk, and never copy or delete its -wal and -shm files apart from it."
        )
    if "readonly" in low:
        return ReadOnly(f"{path} cannot be written; nothing was saved. Ask its owner for write permission.")
    if any(sign in low for sign in _DAMAGE):
        return Damaged(f"{path} is damaged ({message}); restore it from a backup")
    if "unable to open" in low:
        return StoreError(f"{path} could not be opened; look at the permissions of it and its folder")
    if message.startswith(_UNIQUE):
        columns = tuple(message.removeprefix(_UNIQUE).split(", "))
        table, _, column = columns[-1].rpartition(".")
        return Taken(f"a {word(table.strip())} with this {word(column)} is there already", columns)
    if "constraint failed" in low or "cannot store" in low:
        return StoreError(f"the portfolio refused a value: {message}")
    return StoreError(f"{path}: {message}")
