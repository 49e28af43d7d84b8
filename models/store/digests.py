"""A digest of each event, for what no second place says again: its sentence, action, time and author.

It finds damage, not a forger: CRC-32 misses no flip within 32 neighboring bits. Each stands for itself, so
that texts may be emptied later, and events of older programs, which have none, may stand between.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

COLUMNS = "grp, at, author, session, action, entity, undoes, row, project, version, before, after, summary"
"""What is digested, in this order."""


def shared(
    group: str, at: int, author: str, session: str, action: str, entity: str, undoes: str | None
) -> int:
    """Return the digest of what the events of one action in one table have in common."""
    # No value holds a NUL: texts with one are refused, JSON escapes it.
    return crc32(f"{group}\0{at}\0{author}\0{session}\0{action}\0{entity}\0{undoes}\0".encode())


def digest(
    common: int, summary: str | None, row: int, project: int | None, version: int, before: str, after: str
) -> int:
    """Return the digest of one event; `common` is that of `shared`."""
    return crc32(f"{row}\0{project}\0{version}\0{before}\0{after}\0{summary}".encode(), common)


def of(values: Sequence[Any]) -> int:
    """Return the digest of an event, from its values in the order of COLUMNS."""
    return digest(shared(*values[:7]), values[-1], *values[7:-1])
