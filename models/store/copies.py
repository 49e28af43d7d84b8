"""The folder of copies beside a database: daily ones, from before an upgrade, from before a restore."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from models.store import files
from models.store.driver import DriverError, sqlite3
from models.store.errors import StoreError

DAYS, WEEKS = 7, 4
"""Daily copies that are kept, and older ones of which the newest of each week is."""
UPGRADES = 5
"""Copies from before an upgrade that are kept."""
_STALE = 3600
"""Seconds after which a half-written copy is one that a killed process left."""

_DAILY = re.compile(r"daily-(\d{4}-\d{2}-\d{2})\.db")
_OURS = re.compile(r"(daily|before|replaced|damaged)-[0-9A-Za-z.+-]+\.db")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: when it was made (seconds UTC), its bytes, and its newest event, None when unknown."""

    path: Path
    made: float
    size: int
    last: int | None


def folder_of(path: Path) -> Path:
    """Where the copies of a database are."""
    return path.with_name(f"{path.name}.backups")


def made_folder(path: Path) -> Path:
    """The same, made where it is missing: shared with the group when the folder of the database is.

    Raises StoreError when it cannot be made.
    """
    place = folder_of(path)
    shared = bool(os.stat(path.parent).st_mode & stat.S_ISGID)
    try:
        place.mkdir(mode=0o770 if shared else 0o700)
        if shared:
            place.chmod(0o2770)  # The umask must not keep the group out.
    except FileExistsError:
        pass
    except OSError as error:
        raise StoreError(f"{place}: the folder for backups cannot be made ({error.strerror})") from None
    return place


def stamped(path: Path, kind: str, now: datetime) -> Path:
    """A free name for a copy of this kind made now."""
    place = made_folder(path) / f"{kind}-{now:%Y%m%dT%H%M%S}.db"
    number = 1
    while os.path.lexists(place):
        number += 1
        place = place.with_name(f"{kind}-{now:%Y%m%dT%H%M%S}.{number}.db")
    return place


def listed(path: Path) -> tuple[Copy, ...]:
    """The copies of a database, newest first."""
    found = [_looked_at(place) for place in _ours(folder_of(path))]
    return tuple(sorted((copy for copy in found if copy is not None), key=lambda copy: -copy.made))


def last_event(path: Path) -> int | None:
    """The newest event of a copy that nobody writes to; None when it cannot be read."""
    with contextlib.suppress(DriverError):
        connection = sqlite3.connect(files.address(path, "immutable"), uri=True)
        try:
            return int(connection.execute("SELECT COALESCE(MAX(seq), 0) FROM event").fetchone()[0])
        finally:
            connection.close()
    return None


def daily_of(path: Path, day: date) -> Path:
    """The name of the copy of a day."""
    return folder_of(path) / f"daily-{day.isoformat()}.db"


def newest_daily(path: Path) -> Path | None:
    """The newest daily copy."""
    days = _days(folder_of(path))
    return days[max(days)] if days else None


def thin_out(path: Path) -> None:
    """Delete the daily copies that are too many: the newest days stay, then the newest of each week."""
    days = _days(folder_of(path))
    newest = sorted(days, reverse=True)
    kept = set(newest[:DAYS])
    weeks: dict[tuple[int, int], date] = {}
    for day in newest[DAYS:]:
        weeks.setdefault(day.isocalendar()[:2], day)
    kept |= set(list(weeks.values())[:WEEKS])
    for day in newest:
        if day not in kept:
            with contextlib.suppress(OSError):
                days[day].unlink()


def thin_out_upgrades(folder: Path) -> None:
    """Keep the newest copies from before an upgrade."""
    made = sorted(folder.glob("before-*.db"), key=lambda copy: copy.stat().st_mtime)
    for old in made[:-UPGRADES]:
        with contextlib.suppress(OSError):
            old.unlink()


def sweep(path: Path, now: float) -> None:
    """Delete what killed processes left half-written."""
    for left in folder_of(path).glob(".*.part*"):
        with contextlib.suppress(OSError):
            if now - left.stat().st_mtime > _STALE:
                left.unlink()


def _ours(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from (place for place in folder.iterdir() if _OURS.fullmatch(place.name))


def _looked_at(place: Path) -> Copy | None:
    try:
        found = os.stat(place)
    except OSError:
        return None
    return Copy(place, found.st_mtime, found.st_size, last_event(place))


def _days(folder: Path) -> dict[date, Path]:
    found: dict[date, Path] = {}
    for place in _ours(folder):
        told = _DAILY.fullmatch(place.name)
        if told is not None:
            with contextlib.suppress(ValueError):
                found[date.fromisoformat(told[1])] = place
    return found
