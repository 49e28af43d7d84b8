"""peewee, imported only by who writes or builds a query: it costs 35 ms, and reading takes SQL text.

peewee imports every PostgreSQL driver that it finds, and psycopg alone costs 190 ms. Only SQLite is spoken
here, so the drivers are hidden while peewee is imported, and shown again afterwards.
"""

from __future__ import annotations

import sys
from typing import Any

from models.store.driver import sqlite3

_HIDDEN = [name for name in ("psycopg2cffi", "psycopg2", "psycopg") if name not in sys.modules]
for _name in _HIDDEN:
    sys.modules[_name] = None  # type: ignore[assignment]
try:
    import peewee
finally:
    for _name in _HIDDEN:
        del sys.modules[_name]

from peewee import AutoField as AutoField  # noqa: E402
from peewee import DoubleField as DoubleField  # noqa: E402
from peewee import Expression as Expression  # noqa: E402
from peewee import ForeignKeyField as ForeignKeyField  # noqa: E402
from peewee import IntegerField as IntegerField  # noqa: E402
from peewee import Model as Model  # noqa: E402
from peewee import SqliteDatabase  # noqa: E402
from peewee import TextField as TextField  # noqa: E402
from peewee import fn as fn  # noqa: E402

if vars(peewee)["sqlite3"] is not sqlite3:
    raise ImportError("peewee reaches SQLite through another library than the portfolio")


class _Database(SqliteDatabase):
    """peewee's database on a connection that is open already."""

    def __init__(self, connection: Any, address: str) -> None:
        self._opened = connection
        super().__init__(address, lock_type="IMMEDIATE", autoconnect=False)

    def _connect(self) -> Any:
        return self._opened

    def rollback(self) -> None:
        """Undo, without hiding the error when SQLite has rolled back by itself already."""
        connection = vars(self)["_state"].conn
        if connection is not None and connection.in_transaction:
            super().rollback()


def adopted(connection: Any, address: str) -> SqliteDatabase:
    """peewee's view of an open connection, for queries that it builds and for transactions."""
    database = _Database(connection, address)
    database.connect()
    return database
