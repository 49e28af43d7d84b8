"""The SQLite library that peewee will choose: ``pysqlite3`` when its SQLite is not older than Python's own.

One process must never reach a file through two SQLite libraries: take this one, never the ``sqlite3`` module.
Chosen here as peewee does it, which is imported later or never; ``models.store.orm`` holds the two together.
"""

from __future__ import annotations

import importlib
from typing import Any


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _chosen() -> Any:
    bundled, own = _library("pysqlite3.dbapi2"), _library("sqlite3")
    if own is None:
        return bundled
    return bundled if bundled and bundled.sqlite_version_info >= own.sqlite_version_info else own


sqlite3: Any = _chosen()
DriverError: type[Exception] = sqlite3.Error
