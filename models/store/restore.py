"""Bringing a backup back, while others may have the portfolio open, and keeping what it replaces.

A portfolio that can be read is replaced in place, in one SQLite transaction: sessions that have it open see
the older state at once, as a change of whoever restored it, because the events go on counting where they
were. One that cannot be read any more is put aside, with its side files, and the backup takes its name.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from models.store import copies, files
from models.store.backup import copied
from models.store.change import RESTORE
from models.store.check import check
from models.store.database import Store
from models.store.driver import sqlite3
from models.store.errors import Absent, Busy, Damaged, NotADatabase, StoreError
from models.store.sentences import BUSY, translated
from models.store.tables import Setting
from models.store.turns import Turns

RESTORED = "restored_from"
"""The key of the setting that says which backup was brought back last."""
_SIDES = ("-journal", "-wal", "-shm")
_TOLD = 5
_KEPT_OUT = (5, 6)
"""What SQLite answers while others have the file: SQLITE_BUSY and SQLITE_LOCKED."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: the portfolio, its newest event before and in the backup, and where the old state is.

    ``before`` is None when the portfolio could not be read, or was not there.
    """

    path: Path
    before: int | None
    events: int
    kept: Path | None


def restore(
    path: Path | str,
    source: Path | str,
    *,
    author: str,
    session: str,
    at_ms: int,
    wait: float = 30,
    force: bool = False,
) -> Restored:
    """Bring the backup *source* back as the portfolio at *path*; what is there is kept beside it.

    Raises Damaged for a backup that fails the checks of `check`, StoreError for one of another portfolio
    (both may be overruled by *force*), NotADatabase for what is none of ours, TooNew, Busy when others write
    for longer than *wait* seconds. Until the last step nothing is changed.
    """
    place, backup = files.checked_path(path), files.checked_path(source)
    if not files.exists(backup):
        raise Absent(f"there is no backup at {backup}")
    if files.exists(place) and os.path.samefile(place, backup):
        raise StoreError(f"{backup} is the portfolio itself; give the path of a backup")
    files.header(backup)
    now = datetime.fromtimestamp(at_ms / 1000, UTC)
    with _draft(place, backup) as draft:
        events = _checked(draft, backup, force=force)
        live = _openable(place)
        if live is None:
            return _take_the_place(place, draft, events, now)
        with closing(live):
            if not force:
                _refuse_another(live, draft, backup)
            turns = Turns(place, files.mode_for(place.parent))
            with closing(turns), turns.turn(wait / 2):
                before = live.last_sequence()
                kept = copies.stamped(place, "replaced", now)
                copied(place, live.address, kept)
                _sign(draft, backup, max(before, events), author, session, at_ms)
                _pour(draft, place, wait)
    return Restored(place, before, events, kept)


@contextmanager
def _draft(place: Path, backup: Path) -> Iterator[Path]:
    """A copy of the backup on the disk of the portfolio, to be checked, brought up to date and signed."""
    if not place.parent.is_dir():
        raise NotADatabase(f"{place}: its folder is not there; make it first")
    try:
        folder = tempfile.TemporaryDirectory(prefix=".restore-", dir=place.parent)
    except OSError as error:
        raise StoreError(f"{place.parent}: nothing can be written there ({error.strerror})") from None
    with folder as name:
        draft = Path(name, "draft.db")
        # Nobody has a backup open, but somebody may give a portfolio in use: then its log counts too.
        quiet = files.is_quiet(backup) and not files.may_write(backup)
        copied(backup, files.address(backup, "immutable" if quiet else "ro"), draft)
        yield draft


def _checked(draft: Path, backup: Path, *, force: bool) -> int:
    """Bring the draft up to date and check it; its newest event."""
    with closing(Store.open(draft, create=False)) as store:
        wrong = check(store)
        if wrong and not force:
            more = f" ... and {len(wrong) - _TOLD} more" if len(wrong) > _TOLD else ""
            raise Damaged(
                f"{backup} is damaged, and nothing was restored: {'; '.join(wrong[:_TOLD])}{more}. "
                "Choose another backup, or say --force"
            )
        return store.last_sequence()


def _openable(place: Path) -> Store | None:
    """The portfolio as it is, when it can be read and written; None where it is none any more, or nowhere."""
    try:
        store = Store.open(place, create=False)
    except (Absent, Damaged):
        return None
    except NotADatabase:
        if not _is_ours_or_broken(place):
            raise
        return None
    if store.reads_only:
        store.close()
        raise StoreError(f"{place}: you may not write to it, or to its folder; nothing was restored")
    try:
        store.rows("PRAGMA quick_check(1)")
        store.last_sequence()
    except Damaged:
        store.close()
        return None
    return store


def _is_ours_or_broken(place: Path) -> bool:
    """Whether what cannot be opened may be put aside: not the database of another program, nor a folder."""
    if not place.is_file():
        return False
    with open(place, "rb") as file:
        head = file.read(100)
    application = int.from_bytes(head[68:72], "big") if len(head) == 100 else 0
    return application in (0, _ours()) or not head.startswith(b"SQLite format 3\0")


def _ours() -> int:
    from models.store.migrations import APPLICATION  # Here: only a broken file is asked for it.

    return APPLICATION


def _refuse_another(live: Store, draft: Path, backup: Path) -> None:
    """Raise StoreError for a backup of another portfolio: the first group of events is its name for ever."""
    with closing(Store.open(draft, create=False)) as store:
        mine, theirs = (one.rows("SELECT grp FROM event ORDER BY seq LIMIT 1") for one in (live, store))
    if mine and mine != theirs:
        raise StoreError(
            f"{backup} is a backup of another portfolio than {live.path}; nothing was restored. "
            "Give --db FILE for where it belongs, or say --force"
        )


def _sign(draft: Path, backup: Path, last: int, author: str, session: str, at_ms: int) -> None:
    """Write into the draft who restores it, as the event after the newest that anybody has seen."""
    connection: Any = sqlite3.connect(str(draft), isolation_level=None)
    try:
        connection.execute(
            "UPDATE sqlite_sequence SET seq = ? WHERE name = 'event' AND seq < ?", (last, last)
        )
    finally:
        connection.close()
    with (
        closing(Store.open(draft, create=False)) as store,
        store.change(author, session, at_ms, RESTORE) as gate,
    ):
        rows = store.rows("SELECT id FROM setting WHERE key = ? AND removed = 0", (RESTORED,))
        # With the time, so that restoring the same backup twice is a change each time.
        value = f"{backup.name} at {at_ms}"
        if rows:
            gate.update(Setting, rows[0][0], {"value": value}, seen=None)
        else:
            gate.create(Setting, key=RESTORED, value=value)
        gate.summary(f"the backup {backup.name} was restored")


def _pour(draft: Path, place: Path, wait: float) -> None:
    """Replace the content of the portfolio by the draft, in one transaction of SQLite's."""
    until = time.monotonic() + wait
    source: Any = sqlite3.connect(files.address(draft), uri=True)
    target: Any = sqlite3.connect(files.address(place, "rw"), uri=True, timeout=wait, isolation_level=None)

    def patience(status: int, _left: int, _all: int) -> None:
        # Also called when all is done: what took long is restored all the same.
        if status & 0xFF in _KEPT_OUT and time.monotonic() > until:
            raise Busy(BUSY.format(place))

    try:
        with translated(place):
            target.execute("PRAGMA synchronous = FULL")
            source.backup(target, pages=-1, progress=patience, sleep=0.05)
    finally:
        target.close()
        source.close()


def _take_the_place(place: Path, draft: Path, events: int, now: datetime) -> Restored:
    kept = _put_aside(place, now)
    os.chmod(draft, files.mode_for(place.parent))
    files.synced(draft)
    try:
        os.link(draft, place)
    except FileExistsError:
        raise StoreError(f"{place} was made by somebody else meanwhile; nothing was restored") from None
    except OSError:
        os.rename(draft, place)
    files.synced_folder(place.parent)
    return Restored(place, None, events, kept)


def _put_aside(place: Path, now: datetime) -> Path | None:
    """Move a file that cannot be read, and its side files, into the folder of copies; its name there."""
    if not os.path.lexists(place):
        for end in _SIDES:
            # A log without its database would be taken for the log of the one that comes.
            with suppress(FileNotFoundError):
                os.rename(f"{place}{end}", f"{copies.stamped(place, 'damaged', now)}{end}")
        return None
    kept = copies.stamped(place, "damaged", now)
    try:
        for end in (*_SIDES, ""):
            with suppress(FileNotFoundError):
                os.rename(f"{place}{end}", f"{kept}{end}")
    except OSError as error:
        raise StoreError(f"{place} cannot be put aside ({error.strerror}); nothing was restored") from None
    return kept
