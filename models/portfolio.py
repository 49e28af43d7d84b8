"""An open portfolio: what the door opens and hands to actions, views and screens.

Database, author, session, clock.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.store.database import Store
from models.store.errors import (
    Absent,
    Archived,
    Busy,
    Conflict,
    Damaged,
    DiskFull,
    FileMoved,
    Missing,
    NotADatabase,
    NothingToUndo,
    ReadOnly,
    StoreError,
    Taken,
    TooNew,
    UndoRefused,
    Unstorable,
)
from models.store.files import may_write
from models.store.shell import default_path, login_name, shell_command

if TYPE_CHECKING:
    from models.store.change import Change
    from models.store.copies import Copy as Copy
    from models.store.restore import Restored as Restored

__all__ = [
    "Absent",
    "Archived",
    "Busy",
    "Conflict",
    "Damaged",
    "DiskFull",
    "FileMoved",
    "Missing",
    "NotADatabase",
    "NothingToUndo",
    "Portfolio",
    "ReadOnly",
    "StoreError",
    "Taken",
    "TooNew",
    "UndoRefused",
    "Unstorable",
    "copies",
    "default_path",
    "host_zone",
    "login_name",
    "restore",
    "shell_command",
    "utc_now",
]

PROGRAM = "pmboard"
"""The author of what the program itself writes into a new portfolio."""
TIME_ZONE = "time_zone"
"""The key of the setting that holds the portfolio's time zone."""


def utc_now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


class Portfolio:
    """An open portfolio. It belongs to the thread that opened it."""

    __slots__ = ("author", "clock", "kept_daily", "passed", "patience", "session", "store")

    def __init__(self, store: Store, author: str, session: str, clock: Callable[[], datetime]) -> None:
        """``session``: what tells this session from others of the same author."""
        self.store = store
        self.author = author
        self.session = session
        self.clock = clock
        self.patience: float = 30
        """Seconds that a change waits for other writers."""
        self.kept_daily = True
        """Whether a copy is made each day; not of the demo."""
        self.passed: set[str] = set()
        """Groups of this session that undo or redo refused to take back, and told so."""

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        author: str,
        clock: Callable[[], datetime] = utc_now,
        read_only: bool = False,
        create: bool = True,
        network: bool = False,
    ) -> Portfolio:
        """Open the portfolio at `path`, or make a new one there. Raises what ``Store.open`` raises."""
        store = Store.open(path, read_only=read_only, create=create, network=network)
        portfolio = cls(store, author, uuid.uuid4().hex, clock)
        try:
            portfolio._settle_zone()
        except BaseException:
            store.close()
            raise
        return portfolio

    @classmethod
    def empty(cls, *, author: str, clock: Callable[[], datetime] = utc_now) -> Portfolio:
        """Open a portfolio that is nowhere: to say what an import would do where there is none yet.

        Its file is deleted at once, so it can be read and nothing can be saved in it.
        """
        import tempfile  # For start-up: only a plan needs it.

        with tempfile.TemporaryDirectory(prefix="pmboard-") as folder:
            return cls.open(Path(folder, "portfolio.db"), author=author, clock=clock)

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    @property
    def looking(self) -> str:
        """Why nothing can be written, and what would help, in a sentence; empty when it can be."""
        if not self.store.reads_only:
            return ""
        if may_write(self.store.path):
            return "start without --read-only to change something"
        return "you may not write to the file or its folder; its owner can give you that right"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which this portfolio's days begin: its own setting, the same for everybody."""
        found = self.store.rows("SELECT value FROM setting WHERE key = ? AND removed = 0", (TIME_ZONE,))
        return _zone_named(found[0][0] if found else host_zone())

    def now(self) -> datetime:
        """Return the time in the portfolio's zone."""
        return self.clock().astimezone(self.zone)

    def now_ms(self) -> int:
        """Return the time as UTC milliseconds."""
        return round(self.clock().timestamp() * 1000)

    def today(self) -> date:
        """Return the day that it is in the portfolio's zone."""
        return self.now().date()

    @contextlib.contextmanager
    def change(self, action: str, *, wait: float | None = None) -> Iterator[Change]:
        """Open the write gate for one action of this author, now. Raises what ``Store.change`` raises."""
        wait = self.patience if wait is None else wait
        with self.store.change(self.author, self.session, self.now_ms(), action, wait=wait) as change:
            yield change

    def give_back(self) -> None:
        """Return memory that a large read took and that is not needed any more."""
        self.store.give_back()

    def identity(self) -> str:
        """The name of this portfolio for ever, the same in all its copies; empty before its first change."""
        found = self.store.rows("SELECT grp FROM event ORDER BY seq LIMIT 1")
        return str(found[0][0]) if found else ""

    def daily_backup(self) -> Callable[[], Path | None] | None:
        """What copies the portfolio into its folder of copies, for any thread; None when it was done today.

        The function returns the new copy, or None when another process makes it; it raises StoreError.
        """
        if self.store.reads_only or not self.kept_daily:
            return None
        from models.store.backup import save_daily
        from models.store.copies import daily_of

        path, day, last = self.store.path, self.today(), self.store.last_sequence()
        if daily_of(path, day).exists():
            return None
        return lambda: save_daily(path, day, last)

    def backup(self, target: Path) -> Path:
        """Copy the database to a new file while it is in use. Raises StoreError when there is one already."""
        from models.store.backup import backup  # Here for start-up, as everything that few starts need.

        return backup(self.store, target)

    def check(self) -> list[str]:
        """Look for damage; a sentence for each finding, none when all is well."""
        from models.store.check import check

        return check(self.store, self.author)

    def _settle_zone(self) -> None:
        """Give a new portfolio the zone of the host that it is made on, so that it never depends on who
        looks.
        """
        if self.store.reads_only or self._zone_row():
            return
        from models.store.tables import Setting  # Here for start-up: only a new portfolio (6 ms).

        with self.store.change(PROGRAM, self.session, self.now_ms(), "create") as change:
            if not self._zone_row():
                change.create(Setting, key=TIME_ZONE, value=host_zone())
                change.summary("The portfolio was created")

    def _zone_row(self) -> bool:
        return bool(self.store.rows("SELECT 1 FROM setting WHERE key = ? AND removed = 0", (TIME_ZONE,)))


def restore(
    path: Path | str, source: Path | str, *, author: str, clock: Callable[[], datetime] = utc_now, force: bool
) -> Restored:
    """Bring a backup back. Raises what ``models.store.restore.restore`` raises."""
    from models.store.restore import restore as bring_back  # Here for start-up, as all that few starts need.

    at_ms = round(clock().timestamp() * 1000)
    return bring_back(path, source, author=author, session=uuid.uuid4().hex, at_ms=at_ms, force=force)


def copies(path: Path | str) -> tuple[Copy, ...]:
    """The copies beside a portfolio, newest first."""
    from models.store.copies import listed
    from models.store.files import checked_path

    return listed(checked_path(path))


def _zone_named(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # Not found is a KeyError, a folder's name an OSError.
        return ZoneInfo("UTC")


_OF_A_HOST = frozenset(("localtime", "posixrules", "Factory"))
"""Names of no zone: on another host they mean another one, or none."""


def host_zone() -> str:
    """Return the name of this host's time zone, such as "Europe/Madrid"; "UTC" when it has none."""
    named = os.environ.get("TZ", "").removeprefix(":")
    with contextlib.suppress(OSError):
        named = named or os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    named = named.removeprefix("posix/").removeprefix("right/")
    if not named or named in _OF_A_HOST:
        return "UTC"
    return _zone_named(named).key
