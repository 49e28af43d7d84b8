"""The open database: reading, and the one gate for every write."""

from __future__ import annotations

import contextlib
import os
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from models.store import files, migrations
from models.store.driver import DriverError, sqlite3
from models.store.errors import Absent, Busy, FileMoved, ReadOnly, StoreError, TooNew
from models.store.footing import Footing, identity
from models.store.sentences import BUSY, translated
from models.store.wording import called

if TYPE_CHECKING:
    from models.store.change import Change
    from models.store.turns import Turns

READ_PATIENCE = 10.0
"""Seconds that a read waits for a writer; only rollback journals ever make one wait."""

_PART = 500
"""Rows of a large read that are held at a time."""

_PRAGMAS = (
    ("synchronous", "FULL"),
    ("foreign_keys", 1),
    ("cache_size", -16000),
    ("mmap_size", 0),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("secure_delete", "FAST"),
    ("journal_size_limit", 16 << 20),
)


class _OpenFile:
    """A database that this process has open: with a log?, a descriptor to look at it, and how often."""

    __slots__ = ("count", "descriptor", "logs")

    def __init__(self, logs: bool, descriptor: int) -> None:
        self.logs = logs
        self.descriptor = descriptor
        self.count = 0


# Files that this process has open, and the lock under which one is looked at and connected: reading the
# header of a connected file would drop SQLite's locks on it (closing any descriptor of a file drops all POSIX
# locks of the process).
_open_files: dict[tuple[int, int], _OpenFile] = {}
_opening = threading.Lock()


class EventRow(NamedTuple):
    """One changed row, as live refresh reads it; without its values."""

    seq: int
    group: str
    at: int
    author: str
    session: str
    action: str
    entity: str
    row: int
    project: int | None
    version: int
    undoes: str | None
    summary: str | None


class Store:
    """A portfolio's database file. It belongs to the thread that opened it."""

    def __init__(self, path: Path, reads_only: bool, file: tuple[int, int], opened: _OpenFile) -> None:
        self.path = path
        self.reads_only = reads_only
        self._file = file
        self._logs = opened.logs
        self._descriptor = opened.descriptor
        self._turns: Turns | None = None
        self._sealed: tuple[object, ...] | None = None
        self._generation = 0
        self._closed = False
        self._connect()

    @classmethod
    def open(
        cls, path: Path | str, *, read_only: bool = False, create: bool = True, network: bool = False
    ) -> Store:
        """Open a portfolio, or make a new one; bring an older one up to date after a backup.

        A file or folder that cannot be written is opened for looking only; ``network`` takes one on a network
        file system too. Raises NotADatabase for everything that is no portfolio of ours, TooNew for a newer
        one, Damaged, Busy, StoreError for a network file system.
        """
        place = files.checked_path(path)
        if not network and not read_only:
            files.refuse_network(place)
        with _opening:
            if not files.exists(place):
                if read_only or not create:
                    raise Absent(f"there is no portfolio at {place}")
                files.create(place, files.is_sound() and not files.is_remote(place.parent))
            return cls._opened(place, read_only)

    @classmethod
    def _opened(cls, path: Path, read_only: bool) -> Store:
        file = identity(path)
        if file is None:
            raise FileMoved(f"{path} was taken away while it was being opened")
        if file not in _open_files:
            found = files.header(path)
            migrations.refuse_newer(found.version)
            if found.write_ahead:
                files.refuse_unsafe_log(path)
            _open_files[file] = _OpenFile(found.write_ahead, os.open(path, os.O_RDONLY | os.O_CLOEXEC))
        try:
            store = cls(path, read_only or not files.may_write(path), file, _open_files[file])
        except BaseException:
            _forget(file, 0)
            raise
        _open_files[file].count += 1
        return store

    def _connect(self) -> None:
        mode = "rw"
        if self.reads_only:
            mode = "ro"
            if self._logs and not files.may_write(self.path):
                self._sealed = files.fingerprint(self.path)
                mode = "immutable" if files.is_quiet(self.path) else "ro"
        self.address = files.address(self.path, mode)
        self._orm: Any = None
        with translated(self.path):
            self._connection = sqlite3.connect(
                self.address, uri=True, timeout=READ_PATIENCE, isolation_level=None, cached_statements=512
            )
            # LIKE knows the letter case of A to Z only.
            self._connection.create_function("folded", 1, str.casefold, deterministic=True)
            try:
                self._version = _prepared(self._connection, self.path, self.reads_only)
                logs = self._logs and not self.reads_only
                self._footing = Footing(self.path, self._file, self._descriptor, logs=logs)
            except BaseException:
                self._connection.close()
                raise

    @property
    def _database(self) -> Any:
        """The connection as peewee sees it."""
        if self._orm is None:
            from models.store.orm import adopted  # Here for start-up: who only reads needs no peewee (35 ms).

            self._orm = adopted(self._connection, self.address)
        return self._orm

    def _look_again(self) -> None:
        """Connect anew when a file that was read as immutable is in use after all."""
        if self._sealed == files.fingerprint(self.path) or self._connection.in_transaction:
            return
        self._connection.close()
        self._generation += 1
        self._connect()

    def close(self) -> None:
        """Close for good. Closing twice is fine."""
        if self._closed:
            return
        self._closed = True
        if not self.reads_only and identity(self.path) == self._file:
            # Keeps the planner's statistics fresh; when somebody is writing, the next one to leave does it.
            with contextlib.suppress(DriverError):
                self._connection.execute("PRAGMA busy_timeout = 0")
                self._connection.execute("PRAGMA analysis_limit = 1000")
                self._connection.execute("PRAGMA optimize")
        self._connection.close()
        if self._turns is not None:
            self._turns.close()
        with _opening:
            _forget(self._file, 1)

    # -- reading --

    def rows(self, query: Any, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a peewee query or SQL text, read to the end: an unfinished query would hold everybody's log
        open.
        """
        if self._sealed is not None:
            self._look_again()
        with translated(self.path, self._stand):
            if not isinstance(query, str):
                context: Any = self._database.get_sql_context()
                query, params = context.sql(query).query()
            found: list[tuple[Any, ...]] = self._connection.execute(query, params).fetchall()
            return found

    def each(self, query: str, params: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """The rows of SQL text one by one, for more of them than there should be room for at once.

        Within a snapshot, which holds everybody's log open anyhow; take them all.
        """
        with (
            translated(self.path, self._stand),
            contextlib.closing(self._connection.execute(query, params)) as found,
        ):
            while part := found.fetchmany(_PART):
                yield from part

    def models(self, query: Any) -> list[Any]:
        """Run a peewee query and return its model instances."""
        if self._sealed is not None:
            self._look_again()
        with translated(self.path, self._stand):
            return list(query.clone().execute(self._database))

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let several queries see one state. Within a change or another snapshot it adds nothing."""
        if self._connection.in_transaction:
            yield
            return
        if self._sealed is not None:
            self._look_again()
        with translated(self.path, self._stand):
            self._connection.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def give_back(self) -> None:
        """Return the memory that a large read took: SQLite's pages, and what the allocator kept of the rows.

        16 MB and more after a board of 100,000 cards. The next reads take pages from the system's cache.
        """
        self.rows("PRAGMA shrink_memory")
        import ctypes  # Here for start-up: nothing is to be given back before the first large read.

        with contextlib.suppress(OSError, AttributeError):  # Not glibc: its allocator does as it likes.
            ctypes.CDLL(None).malloc_trim(0)

    def data_version(self) -> int:
        """Return a number that changes with every commit of somebody else.

        Microseconds; not inside a snapshot.
        """
        return int(self.rows("PRAGMA data_version")[0][0]) + (self._generation << 32)

    def lost(self) -> str | None:
        """Return a sentence when the file is no longer where it was opened; nothing can be saved then."""
        return self._footing.lost()

    def last_sequence(self) -> int:
        """Return the sequence number of the newest event, 0 when there is none."""
        return int(self.rows("SELECT COALESCE(MAX(seq), 0) FROM event")[0][0])

    def called(self, entity: str, row: int) -> str:
        """Return what people call a row, such as ATLAS-42 or a person's name; "" when it has no name."""
        with translated(self.path, self._stand):
            return called(self._connection, entity, row)

    def events_since(self, seq: int, limit: int = 1000) -> list[EventRow]:
        """Return the events after `seq`, oldest first, at most `limit`."""
        sql = (
            "SELECT seq, grp, at, author, session, action, entity, row, project, version, undoes, summary "
            "FROM event WHERE seq > ? ORDER BY seq LIMIT ?"
        )
        return [EventRow(*row) for row in self.rows(sql, (seq, limit))]

    # -- writing --

    @contextlib.contextmanager
    def change(
        self,
        author: str,
        session: str,
        at_ms: int,
        action: str,
        *,
        undoes: str | None = None,
        wait: float = 30,
    ) -> Iterator[Change]:
        """Open the write gate: one transaction, one group of events; committed at the end, nothing on an
        exception.

        Waits at most `wait` seconds for other writers, then raises Busy; below 0 it does not even try.
        Raises ReadOnly, FileMoved, TooNew, DiskFull, Archived or Missing for what is in a project that was
        archived or deleted, Taken when something that must be unique is in use, StoreError for a value that
        a table refuses.
        """
        if self.reads_only:
            if files.may_write(self.path):
                why, way = "", "Open it without --read-only to change it."
            else:
                why, way = (
                    ": you may not write to it, or to its folder",
                    "Ask its owner for the right to write.",
                )
            raise ReadOnly(f"{self.path} is open for looking only{why}; nothing was saved. {way}")
        if wait < 0:
            raise Busy(BUSY.format(self.path))
        if self._connection.in_transaction:
            raise RuntimeError("a change cannot begin inside another change or a snapshot")
        # Here for start-up: who only reads need not wait for the tables and the writer (11 ms).
        from models.store.change import Change
        from models.store.ledger import Ledger
        from models.store.turns import Turns

        self._stand()
        if self._turns is None:
            self._turns = Turns(self.path, files.mode_for(self.path.parent))
        ledger = Ledger(self._connection, self.path, uuid.uuid4().hex, at_ms, author, session, action, undoes)
        until = time.monotonic() + wait
        # Half the patience for the queue: behind a stopped process, the rest is for SQLite's own lock.
        with translated(self.path, self._stand), self._turns.turn(wait / 2), self._transaction(until):
            yield Change(ledger, self.rows, self.models)
            ledger.finish()

    @contextlib.contextmanager
    def _transaction(self, until: float) -> Iterator[None]:
        left = max(0, round((until - time.monotonic()) * 1000))
        self._connection.execute(f"PRAGMA busy_timeout = {left}")
        try:
            with self._database.atomic():
                self._guard()
                yield
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {round(READ_PATIENCE * 1000)}")

    def _stand(self) -> None:
        lost = self._footing.lost()
        if lost is not None:
            raise FileMoved(lost)

    def _guard(self) -> None:
        """Refuse to write into a file that is not the one that was opened: such writes would be lost without
        a word.
        """
        self._stand()
        self._footing.remember()
        if self._connection.execute("PRAGMA user_version").fetchone()[0] != self._version:
            raise TooNew(
                "the portfolio was upgraded by a newer pmboard; nothing was saved. "
                "Close pmboard and start it again."
            )


def _forget(file: tuple[int, int], leaving: int) -> None:
    _open_files[file].count -= leaving
    if _open_files[file].count <= 0:
        # Not before: closing any descriptor drops the locks of all connections of the process.
        os.close(_open_files.pop(file).descriptor)


def _prepared(connection: Any, path: Path, reads_only: bool) -> int:
    for name, value in _PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")
    if reads_only:
        connection.execute("PRAGMA query_only = 1")
    elif connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        # With FULL it lost nothing in the power-cut test, where DELETE did.
        connection.execute("PRAGMA journal_mode = TRUNCATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    migrations.refuse_newer(version)
    if version < migrations.STEPS[-1][0]:
        if reads_only:
            raise StoreError(
                f"{path} has the older format {migrations.spoken(version)}; open it once for writing, or let "
                "somebody do so who may, and it is brought up to date after a backup"
            )
        _upgrade(connection, path)
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _upgrade(connection: Any, path: Path) -> None:
    # Here for start-up: few starts upgrade.
    from models.store.backup import save_before_upgrade
    from models.store.turns import Turns

    # In the queue of writers, or an older program that writes without a pause would starve it.
    turns = Turns(path, files.mode_for(path.parent))
    with contextlib.closing(turns), turns.turn(READ_PATIENCE / 2):
        migrations.migrate(connection, lambda found: save_before_upgrade(path, found), migrations.STEPS)
