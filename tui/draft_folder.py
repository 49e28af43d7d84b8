"""The folder of drafts: a file for each text, a lock for each session that lives."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import stat
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from models.text import clean_line, clean_text
from tui import state
from tui.passages import Place

_LARGEST = 2_000_000
"""Bytes of a file that may be a draft."""
_LONGEST_LABEL = 200
_HALF = ".draft-"
"""How files begin that are not written to their end."""
_DAY = 86_400.0
_LATEST = 253_402_300_000_000
"""The end of the year 9999, after which there are no dates."""

More = Mapping[str, Any]
"""What else belongs to a text: the other answers of a form, as JSON has them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was kept."""

    file: Path
    place: Place
    text: str
    at: int
    """When the last key was pressed: UTC milliseconds."""
    more: More = field(default_factory=dict)
    known: bool = True
    """Whether it was typed into this very portfolio, and not into one that stood in its place before."""

    @property
    def words(self) -> str:
        """The text, or where the field was still empty, what was typed before it in the same form."""
        if self.text:
            return self.text
        typed = self.more.get("typed")
        before = typed.values() if isinstance(typed, dict) else ()
        return clean_text("\n".join(one for one in before if one and isinstance(one, str)))


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose drafts these are, and of which portfolio."""

    portfolio: str
    identity: str
    author: str
    clock: Callable[[], datetime]
    zone: ZoneInfo


class DraftFolder:
    """The files of one session, and of those that ended."""

    def __init__(self, path: Path, session: str) -> None:
        self.path = path
        self.session = session
        self._lock: int | None = None

    def files(self) -> list[Path]:
        """What may be drafts."""
        try:
            return list(self.path.glob("*.json"))
        except OSError:
            return []

    def write(self, name: str, record: Mapping[str, Any]) -> None:
        """Write a draft whole or not at all. Raises OSError."""
        self.hold()
        handle, half = tempfile.mkstemp(dir=self.path, prefix=_HALF)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(record, file)
            os.replace(half, self.path / name)
        except OSError:
            Path(half).unlink(missing_ok=True)
            raise

    def take(self, file: Path, name: str) -> Path | None:
        """Make a draft of another session one of this one; None: somebody else has."""
        mine = self.path / name
        try:
            self.hold()
            os.rename(file, mine)
        except OSError:
            return None
        return mine

    def remove(self, name: str) -> None:
        """Remove a draft, if it is there."""
        with contextlib.suppress(OSError):
            (self.path / name).unlink()

    def close(self) -> None:
        """This session lives no more."""
        if self._lock is not None:
            with contextlib.suppress(OSError):
                self._lock_file(self.session).unlink()
                os.close(self._lock)
            self._lock = None

    def hold(self) -> None:
        """Say that this session lives, for as long as it does."""
        if self._lock is not None:
            return
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
        handle = os.open(self._lock_file(self.session), flags, 0o600)
        with contextlib.suppress(OSError):  # Where nothing can be locked, drafts are offered too early.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._lock = handle

    def sweep(self) -> None:
        """Remove what killed sessions have left besides drafts."""
        try:
            names = os.listdir(self.path)
        except OSError:
            return
        drafting = {name.partition("-")[0] for name in names if name.endswith(".json")}
        for name in names:
            session, _, kind = name.rpartition(".")
            if kind == "lock" and session not in drafting and session != self.session:
                self.lives(session)
            elif name.startswith(_HALF):
                file = self.path / name
                with contextlib.suppress(OSError):
                    if time.time() - file.stat().st_mtime > _DAY:
                        file.unlink()

    def lives(self, session: str) -> bool:
        """Whether a session is still typing; what locks it has left otherwise goes."""
        try:
            handle = os.open(self._lock_file(session), os.O_RDONLY | os.O_NOFOLLOW)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno in (errno.EAGAIN, errno.EACCES)
        finally:
            os.close(handle)
        with contextlib.suppress(OSError):
            self._lock_file(session).unlink()
        return False

    def _lock_file(self, session: str) -> Path:
        return self.path / f"{session}.lock"

    def read(self, file: Path, whose: Whose) -> Draft | None:
        """The draft in a file, if it is of this person in this portfolio."""
        record = record_of(file)
        if record is None:
            return None
        if (record.get("portfolio"), record.get("author")) != (whose.portfolio, whose.author):
            return None
        place, text, at, more = (record.get(name) for name in ("place", "text", "at", "more"))
        if not isinstance(place, dict) or not isinstance(text, str) or not isinstance(at, int):
            return None
        known = record.get("identity") in ("", whose.identity)
        given = more if isinstance(more, dict) else {}
        at = min(max(at, 0), _LATEST)
        return Draft(file, _place(place), clean_text(text), at, given, known)


def own_folder(env: Mapping[str, str]) -> Path:
    """``$XDG_STATE_HOME/pmboard/drafts``. It need not exist."""
    return state.file_of(env, "drafts")


def record_of(file: Path) -> dict[str, Any] | None:
    """What is in a file that this person alone has written and can read."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    there = os.fstat(handle)
    if not stat.S_ISREG(there.st_mode) or there.st_uid != os.geteuid() or there.st_size > _LARGEST:
        os.close(handle)
        return None
    with os.fdopen(handle, "rb") as opened:
        try:
            data = json.loads(opened.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            return None
    return data if isinstance(data, dict) else None


def _place(record: Mapping[str, Any]) -> Place:
    words = {}
    for name in ("label", "kind", "project", "what", "field"):
        word = record.get(name)
        words[name] = clean_line(word)[:_LONGEST_LABEL] if isinstance(word, str) else ""
    row = record.get("row")
    seen = record.get("seen")
    return Place(row=_number(row), seen=_number(seen), **words)


def _number(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**63 else 0
