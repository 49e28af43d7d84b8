"""Copies of the database, made while it is in use: by hand, daily, and before its tables change."""

from __future__ import annotations

import fcntl
import os
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.store import copies, files
from models.store.driver import sqlite3
from models.store.errors import Damaged, DiskFull, StoreError
from models.store.sentences import translated

if TYPE_CHECKING:
    from models.store.database import Store

_CREATED = 1
"""Events of a portfolio in which nothing was done yet."""


def backup(store: Store, target: Path | str) -> Path:
    """Copy the whole database to a new file, checked and on the disk for good; returns its path.

    Raises StoreError when something is at the target already.
    """
    place = files.checked_path(target)
    if os.path.lexists(place):
        raise StoreError(f"{place} is there already; choose another name, a backup never overwrites anything")
    copied(store.path, store.address, place)
    return place


def save_before_upgrade(path: Path, version: int) -> Path:
    """Copy the database into its folder of copies before its tables change; the newest five are kept."""
    now = datetime.now(UTC)
    place = copies.made_folder(path) / f"before-{version}-{now:%Y%m%dT%H%M%S}-{os.getpid()}.db"
    copied(path, files.address(path), place)
    copies.thin_out_upgrades(place.parent)
    return place


def save_daily(path: Path, day: date, last: int) -> Path | None:
    """Copy the database once a day, when something happened since the newest such copy; the path of the copy.

    ``last`` is its newest event. Older copies are thinned out. It never waits for another process that is
    at it: then, and when there is nothing to do, None. Raises StoreError when no copy can be made.
    """
    place = copies.daily_of(path, day)
    if last <= _CREATED or place.exists():
        return None
    newest = copies.newest_daily(path)
    if newest is not None and copies.last_event(newest) == last:
        return None
    folder = copies.made_folder(path)
    lock = _alone(folder)
    if lock is None:
        return None
    try:
        copies.sweep(path, time.time())
        if place.exists():
            return None
        copied(path, files.address(path), place)
        copies.thin_out(path)
    finally:
        os.close(lock)
    return place


def _alone(folder: Path) -> int | None:
    """A lock on the folder, gone with its process; None when another one has it."""
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise StoreError(f"{folder}: the folder for backups cannot be opened ({error.strerror})") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock


def copied(path: Path, address: str, place: Path) -> None:
    """Copy the database at *path*, read through *address*, to the new file *place*, whole or not at all."""
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        made = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, files.mode_for(place.parent))
        os.fchmod(made, files.mode_for(place.parent))
        os.close(made)
        try:
            with translated(path):
                _copy(path, address, draft)
        except DiskFull:
            raise DiskFull(f"{place}: the backup cannot be written (disk error, or no room left)") from None
        files.synced(draft)
        _named(draft, place)
        files.synced_folder(place.parent)
    except OSError as error:
        raise StoreError(f"{place}: the backup cannot be written ({error.strerror})") from None
    finally:
        for end in ("", "-journal"):
            draft.with_name(draft.name + end).unlink(missing_ok=True)


def _copy(path: Path, address: str, draft: Path) -> None:
    source: Any = sqlite3.connect(address, uri=True, timeout=30)
    copy: Any = sqlite3.connect(str(draft), isolation_level=None)
    try:
        # All pages in one step: with fewer, every commit of somebody else starts it over, perhaps for ever.
        source.backup(copy, pages=-1)
        # One file that needs no -wal beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        wrong = [row[0] for row in copy.execute("PRAGMA quick_check(5)").fetchall()]
    finally:
        copy.close()
        source.close()
    if wrong != ["ok"]:
        raise Damaged(f"{path} is damaged, so the backup was not kept: {' '.join(wrong[0].split())}")


def _named(draft: Path, place: Path) -> None:
    try:
        os.link(draft, place)
    except FileExistsError:
        raise StoreError(f"{place} is there already; choose another name") from None
    except OSError:
        os.rename(draft, place)
