"""Where an export or a report is written: a whole file or none, and never over a database."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from models.actions.problems import InvalidValue
from models.portfolio import Portfolio

_DATABASE = b"SQLite format 3\0"
_SIDES = ("", "-wal", "-shm", "-journal")


def write(p: Portfolio, text: str, target: Path, *, such_as: str = "portfolio.yaml") -> None:
    """Write an export or a report to *target*: a link is followed, a file that is there keeps its
    permissions, a device or pipe is written to.

    Raises InvalidValue for a folder, naming a file *such_as* this, and for a database: this one or any other.
    """
    place = Path(os.path.realpath(target))
    with _named(target):
        # Not the place: a pipe behind /dev/stdout has none that could be looked at.
        found = _stat(target)
        if found is None:
            _replace(place, text, None)
            return
        if stat.S_ISDIR(found.st_mode):
            raise InvalidValue("output", f"{target} is a folder; name a file in it, such as {such_as}")
        if not stat.S_ISREG(found.st_mode):
            target.write_text(text, encoding="utf-8")
            return
        if _is_database(p, place, found):
            raise InvalidValue("output", f"{target} is a database and is left alone; name another file")
        _replace(place, text, stat.S_IMODE(found.st_mode))


def _stat(place: Path) -> os.stat_result | None:
    try:
        return os.stat(place)
    except FileNotFoundError:
        return None


def _is_database(p: Portfolio, place: Path, found: os.stat_result) -> bool:
    # The open database is known by its place: opening and closing it here would drop SQLite's locks on it.
    for side in _SIDES:
        with contextlib.suppress(OSError):
            own = os.stat(f"{p.store.path}{side}")
            if (own.st_dev, own.st_ino) == (found.st_dev, found.st_ino):
                return True
    with open(place, "rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


def _replace(place: Path, text: str, mode: int | None) -> None:
    # A short name of its own: one made from the target's could be too long for the file system.
    draft = place.with_name(f".pmboard-{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        with open(draft, "x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(draft, mode)
        os.replace(draft, place)
    finally:
        draft.unlink(missing_ok=True)


@contextlib.contextmanager
def _named(target: Path) -> Iterator[None]:
    """Errors of the system name what the person named, not a draft beside it."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(error.errno, f"it cannot be written ({error.strerror})", str(target)) from None
