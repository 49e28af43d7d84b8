"""What is migrated in the harnesses, and what must hold of it whatever happened meanwhile."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from models.store import backup, migrations
from models.store.check import check
from models.store.database import Store
from models.store.driver import DriverError, sqlite3
from tests.models.store.fixtures import make

OLDEST = "1.1"
NEXT = migrations.LATEST + 1


def _further() -> list[str]:
    """A step such as may come: additions of each kind, and a table that is made anew under its references."""
    return [
        "ALTER TABLE card ADD COLUMN color TEXT NOT NULL DEFAULT 'none'",
        "CREATE TABLE extra (id INTEGER PRIMARY KEY, card_id INTEGER NOT NULL, x TEXT NOT NULL) STRICT",
        "INSERT INTO extra (card_id, x) SELECT id, title FROM card",
        "CREATE INDEX extra_card ON extra (card_id)",
        "CREATE TRIGGER card_extra AFTER INSERT ON card "
        "BEGIN INSERT INTO extra (card_id, x) VALUES (NEW.id, NEW.title); END",
        "CREATE TABLE label_made (id INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL, "
        "created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, removed INTEGER NOT NULL, "
        "project_id INTEGER NOT NULL REFERENCES project(id), name TEXT NOT NULL) STRICT",
        "INSERT INTO label_made SELECT id, version, created_at, updated_at, removed, project_id, name "
        "FROM label",
        "DROP TABLE label",
        "ALTER TABLE label_made RENAME TO label",
        "CREATE UNIQUE INDEX label_name ON label (project_id, name) WHERE removed = 0",
        "CREATE TRIGGER label_version BEFORE UPDATE ON label "
        "WHEN NEW.version <> OLD.version + 1 OR NEW.id <> OLD.id "
        "BEGIN SELECT RAISE(ABORT, 'unversioned write'); END",
        "CREATE TRIGGER label_kept BEFORE DELETE ON label "
        "BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END",
    ]


STEPS = (*migrations.STEPS, (NEXT, _further))
"""Today's steps, and one more."""


@contextlib.contextmanager
def knowing(steps: Sequence[tuple[int, Callable[[], list[str]]]] = STEPS) -> Iterator[None]:
    """Be a program that knows these steps."""
    with mock.patch.object(migrations, "STEPS", steps):
        yield


def _without_backup(path: Path, _version: int) -> Path:
    return path


def _piecemeal(
    connection: Any,
    save: Callable[[int], object],
    steps: Sequence[tuple[int, Callable[[], list[str]]]],
) -> bool:
    """What a migration without a transaction would do."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    save(found)
    for version, statements in steps:
        for statement in statements() if version > found else ():
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {steps[-1][0]}")
    return True


@contextlib.contextmanager
def sabotaged(how: str | None) -> Iterator[None]:
    """Leave out what keeps a migration safe, to see the harness see it."""
    with contextlib.ExitStack() as stack:
        if how == "backup":
            stack.enter_context(mock.patch.object(backup, "save_before_upgrade", _without_backup))
        if how == "transaction":
            stack.enter_context(mock.patch.object(migrations, "_migrate_locked", _piecemeal))
        yield


@dataclass(frozen=True, slots=True)
class Facts:
    """A database file as SQLite alone sees it."""

    version: int
    schema: tuple[tuple[Any, ...], ...]
    rows: dict[str, tuple[tuple[Any, ...], ...]]
    sound: bool


def facts(path: Path, columns: dict[str, tuple[str, ...]] | None = None) -> Facts:
    """Look at a file, which also repairs what a crash left; *columns* are those to read."""
    with closing(sqlite3.connect(str(path))) as connection:
        read = connection.execute
        schema = tuple(read("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"))
        wanted = columns if columns is not None else columns_of(connection)
        rows = {
            table: tuple(read(f"SELECT {', '.join(names)} FROM {table} ORDER BY {', '.join(names)}"))
            for table, names in wanted.items()
        }
        return Facts(
            version=read("PRAGMA user_version").fetchone()[0],
            schema=tuple(row for row in schema if not row[1].startswith("sqlite_")),
            rows=rows,
            sound=read("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not read("PRAGMA foreign_key_check").fetchall(),
        )


def columns_of(connection: Any) -> dict[str, tuple[str, ...]]:
    """The columns of each table of ours."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return {
        f'"{table}"': tuple(
            f'"{row[1]}"' for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        )
        for (table,) in tables
    }


@dataclass(frozen=True, slots=True)
class Subject:
    """A file of the oldest schema, to be copied for each try, and what it is before and after."""

    source: Path
    columns: dict[str, tuple[str, ...]]
    before: Facts
    after: Facts

    def copy(self, folder: Path) -> Path:
        """A fresh one in a new folder."""
        folder.mkdir()
        return Path(shutil.copy(self.source, folder / "x.db"))

    def wrong(self, path: Path) -> list[str]:
        """What is wrong with a file whose migration was cut off, and then with it when it is opened again.

        It must be as it was, or as it should be, and there must be a copy when it is not as it was.
        """
        try:
            found = facts(path, self.columns)
        except DriverError as error:
            return [f"the file is neither as it was nor as it should be ({error})"]
        wrong = self._unlike(found, "the file")
        copies = saved(path)
        for copy in copies:
            kept = facts(copy, self.columns)
            if kept != self.before:
                wrong.append(f"the copy {copy.name} is not what the file was")
        if found.version != self.before.version and not copies:
            wrong.append("the file was changed, and there is no copy of what it was")
        if wrong:
            return wrong
        with knowing(), closing(Store.open(path, create=False)) as store:
            wrong += [f"opened again, {problem}" for problem in check(store)]
        wrong += self._unlike(facts(path, self.columns), "opened again, the file", self.after)
        if not 1 <= len(saved(path)) <= len(copies) + (found.version == self.before.version):
            wrong.append(f"opened again, there are {len(saved(path))} copies, where {len(copies)} were")
        return wrong

    def _unlike(self, found: Facts, what: str, wanted: Facts | None = None) -> list[str]:
        if not found.sound:
            return [f"{what} is damaged"]
        if found in ((self.before, self.after) if wanted is None else (wanted,)):
            return []
        return [f"{what} is neither as it was nor as it should be (version {found.version})"]


def saved(path: Path) -> list[Path]:
    """The copies from before an upgrade."""
    return sorted(path.parent.glob(f"{path.name}.backups/before-*.db"))


def subject(folder: Path, journal: str) -> Subject:
    """The oldest fixture with that journal, and what it becomes when nothing happens meanwhile."""
    source = make.read(OLDEST, folder / f"{journal}.db")
    with closing(sqlite3.connect(str(source), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        columns = columns_of(connection)
    before = facts(source, columns)
    place = folder / f"whole-{journal}"
    place.mkdir()
    whole = Path(shutil.copy(source, place / "x.db"))
    with knowing():
        Store.open(whole, create=False).close()
    after = facts(whole, columns)
    if after.version != NEXT or after.rows != before.rows or after.schema == before.schema:
        raise RuntimeError("the migration itself is wrong")
    return Subject(source, columns, before, after)
