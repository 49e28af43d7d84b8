"""Reading a small file of a person's own that may be anything: a folder, a pipe that nobody writes to."""

from __future__ import annotations

import errno
import os
import stat
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
