"""Small files of a person's own: reading what may be anything, writing a whole one or nothing."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path


def read_plain(file: Path, most: int) -> bytes:
    """The first *most* bytes of a file. Never waits. Raises OSError, also for what is no plain file."""
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is no plain file", str(file))
        return os.read(handle, most)
    finally:
        os.close(handle)


def write_plain(file: Path, text: str) -> None:
    """Put the text in the place of the file, whatever that was; no half of it stays. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as written:
            written.write(text)
        os.replace(fresh, file)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(fresh)
        raise
