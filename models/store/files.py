"""The database as a file: is it ours, may we write, can the library be trusted with it; making a new one
whole.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from models.store import migrations
from models.store.driver import DriverError, sqlite3
from models.store.errors import NotADatabase, ReadOnly, StoreError

_HEADER = b"SQLite format 3\0"
_NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone"),
        *(
            "ceph",
            "fuse.ceph",
            "glusterfs",
            "fuse.glusterfs",
            "lustre",
            "gpfs",
            "beegfs",
            "orangefs",
            "pvfs2",
        ),
        *("ocfs2", "gfs2"),
    )
)
_FROM_A_HOST = frozenset(("9p", "virtiofs", "vboxsf", "drvfs"))
"""What a virtual machine sees of its host's disk: one machine writes, but memory is not shared."""


class Header(NamedTuple):
    """What the first bytes of a database say, read before anything is connected."""

    write_ahead: bool
    application: int
    version: int


def is_sound(version: tuple[int, ...] | None = None) -> bool:
    """Whether this SQLite is free of the bug that damages shared write-ahead logs (fixed in 3.51.3, 3.50.7,
    3.44.6).
    """
    found = tuple(sqlite3.sqlite_version_info if version is None else version)
    return found >= (3, 51, 3) or (3, 50, 7) <= found < (3, 51) or (3, 44, 6) <= found < (3, 45)


def is_remote(path: Path) -> bool:
    """Whether those who open the file may be on several machines, which cannot share a write-ahead log."""
    return file_system(path) in _NETWORK | _FROM_A_HOST


def is_network(path: Path) -> bool:
    """Whether the file is on a network file system, where even locks cannot be trusted."""
    return file_system(path) in _NETWORK


def file_system(path: Path, mounts: str = "/proc/self/mountinfo") -> str:
    """The kind of file system that a file is, or would be, on; empty when nobody knows."""
    real = os.path.realpath(path)
    longest, kind = "", ""
    try:
        lines = Path(mounts).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in lines:
        left, separator, right = line.partition(" - ")
        words = left.split()
        if not separator or len(words) < 5:
            continue
        mount = words[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = real == mount or real.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(longest):
            longest, kind = mount, right.split()[0]
    return kind


def checked_path(path: Path | str) -> Path:
    """Return the absolute path. Raises NotADatabase for what is no path, such as a database address."""
    text = os.fspath(path)
    if "://" in text or ":/" in text[:12]:
        # Only its kind is named: an address may hold a password.
        raise NotADatabase(
            f"database servers ({text.partition(':')[0]}) are not supported yet; "
            "give the path of a file, such as portfolio.db"
        )
    if not text or "\0" in text:
        raise NotADatabase("a database needs the path of a file, such as portfolio.db")
    return Path(os.path.abspath(os.path.expanduser(text)))


def exists(path: Path) -> bool:
    """Whether something is there. Raises NotADatabase when that cannot be seen, or is no file."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        if os.path.islink(path):
            raise NotADatabase(
                f"{path} is a link to a file that is not there; bring that file back, or remove the link"
            ) from None
        return False
    except NotADirectoryError:
        raise NotADatabase(f"{path}: a part of this path is a file, not a folder") from None
    except PermissionError:
        raise NotADatabase(f"{path}: you have no permission to look into its folder") from None
    except OSError as error:
        raise NotADatabase(f"{path}: {error.strerror}") from None
    if stat.S_ISDIR(found.st_mode):
        raise NotADatabase(
            f"{path} is a folder; give the path of a file in it, such as {path / 'portfolio.db'}"
        )
    if not stat.S_ISREG(found.st_mode):
        raise NotADatabase(f"{path} is not a regular file; give the path of another")
    return True


def header(path: Path) -> Header:
    """Return what an existing file says that it is. Raises NotADatabase unless it is one of ours.

    Never call it while this process is connected to the file: closing the file would drop SQLite's locks on
    it.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except PermissionError:
        raise NotADatabase(f"{path}: you have no permission to read it; ask its owner") from None
    except OSError as error:
        raise NotADatabase(f"{path}: {error.strerror}") from None
    if not head:
        raise NotADatabase(f"{path} is empty, so it is no portfolio; delete it to start a new one there")
    if not head.startswith(_HEADER):
        raise NotADatabase(
            f"{path} is not a portfolio: it is no SQLite database; if it was one, restore a backup"
        )
    page = int.from_bytes(head[16:18], "big")
    if len(head) < 100 or size < (65536 if page == 1 else page):
        raise NotADatabase(f"{path} is cut off after {size} bytes; restore it from a backup")
    found = Header(
        write_ahead=head[18] == 2,
        application=int.from_bytes(head[68:72], "big"),
        version=int.from_bytes(head[60:64], "big"),
    )
    if found.application != migrations.APPLICATION:
        raise NotADatabase(
            f"{path} is a database of another program, not a portfolio; nothing was touched. "
            "Give the path of a portfolio"
        )
    return found


def mode_for(folder: Path) -> int:
    """Return the mode of new files: shared with the group in a set-group-id folder, else private."""
    return 0o660 if os.stat(folder).st_mode & stat.S_ISGID else 0o600


def create(path: Path, write_ahead: bool) -> None:
    """Make a new, empty portfolio.

    It appears whole or not at all; when another process is faster, theirs stays.
    """
    folder = path.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (NotADirectoryError, FileExistsError):
        raise NotADatabase(f"{path}: a part of this path is a file, not a folder") from None
    except OSError as error:
        raise NotADatabase(f"{path}: its folder cannot be made ({error.strerror})") from None
    draft = folder / f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.new"
    try:
        with _sentences(path):
            _build(draft, mode_for(folder), write_ahead)
            _publish(draft, path)
            synced_folder(folder)
    finally:
        for leftover in (draft, *(draft.with_name(draft.name + end) for end in ("-journal", "-wal", "-shm"))):
            leftover.unlink(missing_ok=True)


def _build(draft: Path, mode: int, write_ahead: bool) -> None:
    made = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    os.fchmod(made, mode)
    os.close(made)
    connection: Any = sqlite3.connect(str(draft), isolation_level=None)
    try:
        # Nobody else knows the draft, and it is synced as a whole before it gets its name.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN IMMEDIATE")
        migrations.create(connection)
        connection.execute("COMMIT")
        if write_ahead:
            connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    synced(draft)


def _publish(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:
        # No hard links here (some network and USB file systems).
        if not os.path.lexists(path):
            os.rename(draft, path)


@contextlib.contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError:
        raise ReadOnly(f"{path}: you have no permission to make a file in {path.parent}") from None
    except OSError as error:
        raise StoreError(f"{path}: it cannot be made ({error.strerror})") from None
    except DriverError as error:
        raise StoreError(f"{path}: it cannot be made ({error})") from None


def synced(path: Path) -> None:
    """Put a file that nobody has open on the disk for good."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def synced_folder(folder: Path) -> None:
    """Put the names in a folder on the disk for good."""
    with contextlib.suppress(OSError):
        synced(folder)


def may_write(path: Path) -> bool:
    """Whether this user may change the file; its journal needs the folder too."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def address(path: Path, mode: str = "ro") -> str:
    """Return the SQLite address of a file; `mode` is ro, rw, or immutable."""
    how = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    return f"file:{quote(str(path))}?{how}"


def is_quiet(path: Path) -> bool:
    """Whether nobody has this write-ahead database open, so that everything is in the file itself.

    Whoever may not write must read such a file as immutable: else SQLite would make log files beside it,
    which it may not, or which its owner could not write afterwards.
    """
    return not any(os.path.exists(f"{path}{end}") for end in ("-wal", "-shm"))


def fingerprint(path: Path) -> tuple[object, ...]:
    """Return what changes when an immutable file stops being so."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, is_quiet(path)


def refuse_network(path: Path) -> None:
    """Raise StoreError for a file that is, or would be, on a network file system."""
    if is_network(path):
        raise StoreError(
            f"{path} is on a network file system, where locks may fail and work would be lost; keep it on a "
            "local disk of one host that all log in to, open it with --read-only, or, if only one person "
            "ever writes, set PMBOARD_ALLOW_NETWORK=1 (docs/shared-host.md)"
        )


def refuse_unsafe_log(path: Path) -> None:
    """Raise StoreError for a write-ahead log that this SQLite, or this file system, could damage."""
    if not is_sound():
        raise StoreError(
            f"{path}: this SQLite ({sqlite3.sqlite_version}) can damage it when several people write; "
            "install pysqlite3, or a Python with SQLite 3.51.3 or newer"
        )
    if is_remote(path):
        raise StoreError(
            f"{path} is on a network file system, where it cannot be shared safely; move it to a local disk"
        )
