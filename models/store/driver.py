"""The SQLite library that peewee chose: ``pysqlite3`` when its SQLite is newer than Python's own, else that.

One process must never reach a file through two SQLite libraries: take this one, never the ``sqlite3`` module.
"""

from __future__ import annotations

from typing import Any

import peewee

sqlite3: Any = vars(peewee)["sqlite3"]
DriverError: type[Exception] = sqlite3.Error
