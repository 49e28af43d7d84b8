"""Files that are not what they should be when a command meets them: what is said, and is anything touched?

.venv/bin/python tests/reliability/spoiled.py
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.reliability.program import Answer, imported, pmboard

COMMANDS = (("check",), ("card", "add", "ATLAS", "One more"))
PAGE = 4096


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that happened to a file, and what every command must say then."""

    name: str
    spoil: Callable[[Path], None]
    says: str
    code: int


def overwritten(path: Path, offset: int, data: bytes) -> None:
    """Write over a part of a file."""
    with open(path, "r+b") as file:
        file.seek(offset)
        file.write(data)


def _noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


def _of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.commit()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("absent.db"))


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _set(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _beside(path: Path, end: str, content: bytes) -> None:
    path.with_name(path.name + end).write_bytes(content)


def _empty_log(path: Path) -> None:
    for end in ("-wal", "-shm"):
        _beside(path, end, b"")


def _folders_for_the_queue(path: Path) -> None:
    for end in (".turn0", ".turn1", ".turn2"):
        place = path.with_name(path.name + end)
        place.unlink(missing_ok=True)
        place.mkdir()


FAULTS = (
    Fault("empty", lambda path: os.truncate(path, 0), "is empty, so it is no portfolio", 2),
    Fault("a text file", lambda path: _set(path, b"name,amount\n" * 900), "it is no SQLite database", 2),
    Fault("of another program", _of_another_program, "is a database of another program", 2),
    Fault("header zeroed", lambda path: overwritten(path, 0, bytes(16)), "it is no SQLite database", 2),
    Fault("page size nonsense", lambda path: overwritten(path, 16, b"\xff\xff"), "is (damaged|cut)", 1),
    Fault("format nonsense", lambda path: overwritten(path, 18, b"\xff\xff"), "is damaged", 1),
    Fault("50 bytes left", lambda path: os.truncate(path, 50), "is cut off after 50 bytes; restore", 2),
    Fault("one page left", lambda path: os.truncate(path, PAGE), "is damaged .*; restore", 1),
    Fault("half left", lambda path: os.truncate(path, path.stat().st_size // 2), "is damaged .*; restore", 1),
    Fault("noise in the schema", lambda path: overwritten(path, 100, _noise(9000)), "is damaged", 1),
    Fault("zeros in ten pages", lambda path: overwritten(path, PAGE, bytes(10 * PAGE)), "is damaged", 1),
    Fault("all noise", lambda path: _set(path, _noise(40000)), "it is no SQLite database", 2),
    Fault("a folder", _folder, "is a folder; give the path of a file", 2),
    Fault("a link to nothing", _dangling, "is a link to a file that is not there", 2),
    Fault("a pipe", _pipe, "is not a regular file", 2),
    Fault("unreadable", lambda path: path.chmod(0), "no permission to read it; ask its owner", 2),
)
HARMLESS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("a log full of noise", lambda path: _beside(path, "-wal", _noise(50000))),
    ("an index full of noise", lambda path: _beside(path, "-shm", _noise(32768))),
    ("an empty log and index", _empty_log),
    ("a journal full of noise", lambda path: _beside(path, "-journal", _noise(9000))),
    ("queue files that are folders", _folders_for_the_queue),
)
"""What may lie beside a closed portfolio without any harm."""


def content(path: Path) -> bytes | None:
    """The bytes of a file that can be read."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def wrong_with(fault: Fault, answer: Answer, before: bytes | None, after: bytes | None) -> list[str]:
    """What is wrong with the way in which a command met a spoiled file."""
    found = []
    if answer.crashed:
        found.append(f"it crashed with {answer.code}: {answer.error[-500:]}")
    if answer.code != fault.code:
        found.append(f"it ended with {answer.code}, not {fault.code}")
    if not re.search(fault.says, answer.sentence) or "\n" in answer.sentence:
        found.append(f"it said {answer.sentence!r}")
    if answer.out:
        found.append(f"it printed {answer.out[:200]!r}")
    if before != after:
        found.append("the file was touched")
    return found


def main() -> None:
    """Meet every spoiled file with every command; ends with 1 when anything is wrong."""
    broken = 0
    with tempfile.TemporaryDirectory() as name:
        good = imported(Path(name, "good", "x.db"))
        for number, fault in enumerate(FAULTS):
            path = Path(name, str(number), "x.db")
            path.parent.mkdir()
            shutil.copy(good, path)
            fault.spoil(path)
            for words in COMMANDS:
                before = content(path)
                answer = pmboard(path, *words)
                wrong = wrong_with(fault, answer, before, content(path))
                broken += bool(wrong)
                print(f"{fault.name}, {' '.join(words)}: {'; '.join(wrong) or answer.sentence}")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
