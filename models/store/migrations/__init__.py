"""Migrations: ordered steps of SQL, one transaction, after a backup. ``user_version`` is MAJOR * 1000 +
MINOR.

A higher minor only adds what older programs may ignore, so they go on; a higher major is refused before
anything is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from models.store.errors import Damaged, StoreError, TooNew
from models.store.migrations import step_1001, step_1002, step_1003

APPLICATION = 0x504D4244
"""``PRAGMA application_id`` of our files: "PMBD"."""
STEPS: tuple[tuple[int, Callable[[], list[str]]], ...] = (
    (1001, step_1001.statements),
    (1002, step_1002.statements),
    (1003, step_1003.statements),
)
"""Each version with the SQL that leads to it from the one before."""
LATEST = STEPS[-1][0]


def spoken(version: int) -> str:
    """Return a version as people write it: 1001 is "1.1"."""
    return f"{version // 1000}.{version % 1000}"


def refuse_newer(version: int, latest: int = LATEST) -> None:
    """Raise TooNew for a file of a newer major version."""
    if version // 1000 > latest // 1000:
        raise TooNew(
            f"the portfolio has format {spoken(version)}, and this pmboard knows {spoken(latest)}; "
            "nothing was touched. Use a newer pmboard."
        )


def create(connection: Any, steps: Sequence[tuple[int, Callable[[], list[str]]]] = STEPS) -> None:
    """Make the tables in an empty file, in the transaction that is open."""
    for _, statements in steps:
        for statement in statements():
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {steps[-1][0]}")


def migrate(
    connection: Any,
    save: Callable[[int], object],
    steps: Sequence[tuple[int, Callable[[], list[str]]]] = STEPS,
) -> bool:
    """Bring an older file up to date; returns whether it had to be.

    Safe when several processes start at once and when killed at any moment: the version is read again under
    the write lock, `save(version)` makes a backup while the lock is held (so that nothing falls between), and
    all steps are one transaction.
    """
    latest = steps[-1][0]
    found = _version(connection)
    refuse_newer(found, latest)
    if found >= latest:
        return False
    # Off while tables are rebuilt; it would do nothing inside the transaction.
    connection.execute("PRAGMA foreign_keys = 0")
    try:
        return _migrate_locked(connection, save, steps)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = 1")


def _migrate_locked(
    connection: Any, save: Callable[[int], object], steps: Sequence[tuple[int, Callable[[], list[str]]]]
) -> bool:
    connection.execute("BEGIN IMMEDIATE")
    found = _version(connection)
    latest = steps[-1][0]
    if found >= latest:
        connection.execute("ROLLBACK")
        refuse_newer(found, latest)
        return False
    if found < 1000:
        raise StoreError(f"the portfolio has the unknown format {spoken(found)}; nothing was changed")
    save(found)
    for version, statements in steps:
        if version > found:
            for statement in statements():
                connection.execute(statement)
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise Damaged(
            "the portfolio could not be upgraded: rows refer to rows that are not there. Nothing was changed."
        )
    connection.execute(f"PRAGMA user_version = {latest}")
    connection.execute("COMMIT")
    return True


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
