"""SQLite's errors as sentences."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from models.store.driver import DriverError
from models.store.errors import Busy, Damaged, DiskFull, ReadOnly, StoreError, Taken
from models.store.wording import word

_DAMAGE = ("malformed", "not a database", "corrupt", "no such table", "no such column", "decode to utf-8")
"""A table that is missing is damage too: every step of ours makes all of its tables, or none."""
BUSY = "somebody else is writing to {}; nothing was saved. Try again in a moment."
_UNIQUE = "UNIQUE constraint failed: "


def _stands() -> None:
    """Nothing is known of the file."""


@contextlib.contextmanager
def translated(path: Path, stands: Callable[[], None] = _stands) -> Iterator[None]:
    """Raise every error of the database as one of ours, with a sentence.

    ``stands`` raises what happened to the file where that is known: it says more than that SQLite cannot read
    it any more.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        # Not even SQLite's message can be read: it quotes a schema in which bytes were changed.
        raise Damaged(f"{path} is damaged (text that is none); restore it from a backup") from error
    except Exception as error:
        if isinstance(error, (DriverError, *_peewee_errors())):
            told = sentence(str(error), path)
            if isinstance(told, Damaged):
                stands()
            raise told from error
        raise


def _peewee_errors() -> tuple[type[Exception], ...]:
    # Where nothing was written and no query built, peewee is not imported, and raises nothing.
    peewee = sys.modules.get("peewee")
    return () if peewee is None else (peewee.PeeweeException,)


def sentence(message: str, path: Path) -> StoreError:
    """Return the error of ours for SQLite's message."""
    low = message.lower()
    if "locked" in low or "busy" in low:
        return Busy(BUSY.format(path))
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
        what = f"a {word(table.strip())} with this {word(column)}"
        return Taken(f"{what} is there already; choose another", columns)
    if "constraint failed" in low or "cannot store" in low:
        return StoreError(f"the portfolio refused a value: {message}")
    return StoreError(f"{path}: {message}")
