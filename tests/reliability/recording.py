"""The SQL that the store really sends, with the moments at which it said that something was saved."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.store.driver import sqlite3
from tests.reliability.acknowledged import Acknowledgment


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the values of each time that it ran."""

    sql: str
    values: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """The connection was closed."""


Step = Statement | Acknowledgment | Closing


@contextlib.contextmanager
def recorded(heard: Callable[[Step], None]) -> Iterator[None]:
    """Hear of every statement of each connection that the store opens meanwhile."""

    class Cursor(sqlite3.Cursor):  # type: ignore[misc]
        def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
            heard(Statement(sql, (tuple(values),)))
            return super().execute(sql, values)

        def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Any:
            kept = tuple(tuple(row) for row in rows)
            heard(Statement(sql, kept))
            return super().executemany(sql, kept)

    class Connection(sqlite3.Connection):  # type: ignore[misc]
        # The connection's own execute and executemany come here for their cursor.
        def cursor(self, factory: type[Any] = Cursor) -> Any:
            return super().cursor(factory)

        def close(self) -> None:
            heard(Closing())
            super().close()

    connect = sqlite3.connect
    sqlite3.connect = lambda *given, **more: connect(*given, **more, factory=Connection)
    try:
        yield
    finally:
        sqlite3.connect = connect
