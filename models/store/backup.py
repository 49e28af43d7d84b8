"""Copies of the database, made while it is in use."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.store import files
from models.store.driver import sqlite3
from models.store.errors import Damaged, DiskFull, StoreError
from models.store.sentences import translated

if TYPE_CHECKING:
    from models.store.database import Store

_KEPT = 5


def backup(store: Store, target: Path | str) -> Path:
    """Copy the whole database to a new file, checked and on the disk for good; returns its path.

    Raises StoreError when something is at the target already.
    """
    place = files.checked_path(target)
    if os.path.lexists(place):
        raise StoreError(f"{place} is there already; choose another name, a backup never overwrites anything")
    _copied(store.path, store.address, place)
    return place


def save_before_upgrade(path: Path, version: int) -> Path:
    """Copy the database beside itself before its tables change; the newest five such copies are kept."""
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    place = path.with_name(f"{path.name}.before-{version}-{stamp}-{os.getpid()}")
    _copied(path, files.address(path), place)
    made = sorted(path.parent.glob(f"{path.name}.before-*"), key=lambda copy: copy.stat().st_mtime)
    for old in made[:-_KEPT]:
        old.unlink(missing_ok=True)
    return place


def _copied(path: Path, address: str, place: Path) -> None:
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        made = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
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
        draft.unlink(missing_ok=True)


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
