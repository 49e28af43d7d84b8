"""A disk that loses what was not synced, below SQLite: an APSW VFS that knows what is on it for good.

The model: a write reaches the disk in sectors of 512 bytes, each by itself and in any order until the next
sync of its file. A new or deleted name is durable with the next sync (of ext4, XFS). No lying caches.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512
NAME = "cut"


@dataclass(slots=True)
class Piece:
    """Part of a write, within one sector; or, with no bytes, a new end of the file."""

    offset: int
    data: bytes | None

    def on(self, content: bytearray) -> None:
        """Do it to a file's content."""
        if self.data is None:
            del content[self.offset :]
            return
        if len(content) < self.offset:
            content.extend(bytes(self.offset - len(content)))
        content[self.offset : self.offset + len(self.data)] = self.data


@dataclass(slots=True)
class Held:
    """A file: what is durable (None: not even its name), and what is on its way."""

    durable: bytes | None
    pending: list[Piece] = field(default_factory=list)
    deleted: bool = False


@dataclass(slots=True)
class Disk:
    """All files; `before` is called before each operation that changes one of them."""

    before: Callable[[], None]
    files: dict[str, Held] = field(default_factory=dict)

    def opened(self, path: str) -> None:
        """A file is there, perhaps made just now. Called before SQLite opens it."""
        held = self.files.get(path)
        if held is None or held.deleted:
            there = Path(path)
            self.files[path] = Held(there.read_bytes() if there.exists() else None)

    def write(self, path: str, offset: int, data: bytes) -> None:
        """Bytes are on their way, sector by sector."""
        self.before()
        place = 0
        while place < len(data):
            size = SECTOR - (offset + place) % SECTOR
            self.files[path].pending.append(Piece(offset + place, data[place : place + size]))
            place += size

    def truncate(self, path: str, size: int) -> None:
        """A file gets a new end."""
        self.before()
        self.files[path].pending.append(Piece(size, None))

    def sync(self, path: str) -> None:
        """What is on its way to a file becomes durable, and all names with it."""
        self.before()
        held = self.files[path]
        content = bytearray(held.durable or b"")
        for piece in held.pending:
            piece.on(content)
        held.durable, held.pending = bytes(content), []
        for name in [name for name, other in self.files.items() if other.deleted]:
            del self.files[name]

    def delete(self, path: str, at_once: bool) -> None:
        """A name goes; `at_once` when the folder is synced with it."""
        self.before()
        if at_once:
            self.files.pop(path, None)
        elif path in self.files:
            self.files[path].deleted = True

    def image(self, folder: Path, chance: random.Random) -> None:
        """Write what the disk may hold after a cut: all that is durable, and anything of the rest."""
        share = chance.choice((0.0, 0.15, 0.5, 0.85, 1.0))
        for path, held in self.files.items():
            if path.endswith("-shm"):
                continue
            if (held.deleted or held.durable is None) and chance.random() < 0.5:
                continue
            content = bytearray(held.durable or b"")
            for piece in held.pending:
                if chance.random() < share:
                    piece.on(content)
            (folder / Path(path).name).write_bytes(content)
            if path.endswith("-wal"):
                # The index of the log is no file that anybody syncs: whatever is in it must not matter.
                (folder / f"{Path(path).name[:-4]}-shm").write_bytes(chance.randbytes(32768))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self._disk = disk
        self._path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if self._path is not None:
            disk.opened(self._path)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - apsw's name
        if self._path is not None:
            self._disk.write(self._path, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        if self._path is not None:
            self._disk.truncate(self._path, newsize)
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        if self._path is not None:
            self._disk.sync(self._path)
        super().xSync(flags)


class CutVfs(apsw.VFS):
    """SQLite's own way to files, with a disk that can be cut off beneath it."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        super().__init__(NAME, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self._disk.delete(os.fspath(filename), syncdir)
        super().xDelete(filename, syncdir)
