"""Migrations that are cut off: by a kill at each step, by a disk that is full from there on, by each other.

.venv/bin/python tests/reliability/migrate.py killed|written|full|small|crowd [--journal wal|truncate]
    killed     kill -9 before and after every statement and every step on the file system
    written    killed in the middle of writing: at each 4 KB that any file grows
    full       no byte can be written any more from each of these points on
    small      a small disk (tmpfs; root only) with ever more room, 4 KB by 4 KB
    crowd      four processes at once, and one of the older program that goes on writing [--rounds 25]
    [--every 3]                         only every third of these
    [--sabotage backup|transaction]     proves that the harness sees: ends with 0 when it did
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.store.database import Store
from models.store.driver import sqlite3
from models.store.errors import StoreError
from tests.reliability import migrate_crowd
from tests.reliability.disk_full import small
from tests.reliability.migrate_subject import Subject, knowing, sabotaged, subject
from tests.reliability.processes import ended, forked

PAGE = 4096
REFUSED, OPENED = 40, 0
NO_ROOM = ("is full", "no room left", "File too large", "No space left")


@dataclass(slots=True)
class Tally:
    """What happened so far."""

    journal: str
    tries: int = 0
    cut: int = 0
    told: int = 0
    """Changes that the older program was told are saved."""
    wrong: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The figures, for a person."""
        found = "\n".join(self.wrong[:20]) or "each file as it was or as it should be"
        happened = f"{self.told} changes acknowledged meanwhile" if self.told else f"{self.cut} cut off"
        return f"{self.journal}: {self.tries} tries, {happened}: {found}"


@dataclass(slots=True)
class Points:
    """Every moment at which something can happen to a migration; at number *at*, it does."""

    happens: Callable[[], None]
    at: int | None = None
    names: list[str] = field(default_factory=list)

    def pass_by(self, name: str) -> None:
        """One more moment."""
        self.names.append(name)
        if len(self.names) - 1 == self.at:
            self.happens()

    @contextlib.contextmanager
    def around(self, name: str) -> Iterator[None]:
        """The moments before and after a step."""
        self.pass_by(f"before {name}")
        yield
        self.pass_by(f"after {name}")


def watched(points: Points) -> None:
    """Let every statement, copy and close of SQLite, and every step on the file system, pass by; for good."""

    class Cursor(sqlite3.Cursor):  # type: ignore[misc]
        def execute(self, sql: str, values: Iterable[Any] = ()) -> Any:
            with points.around(sql[:60]):
                return super().execute(sql, values)

    class Connection(sqlite3.Connection):  # type: ignore[misc]
        def cursor(self, factory: type[Any] = Cursor) -> Any:
            return super().cursor(factory)

        def backup(self, *given: Any, **more: Any) -> None:
            with points.around("the copy"):
                super().backup(*given, **more)

        def close(self) -> None:
            with points.around("close"):
                super().close()

    connect = sqlite3.connect
    sqlite3.connect = lambda *given, **more: connect(*given, **more, factory=Connection)
    for name in ("mkdir", "open", "fchmod", "fsync", "link", "unlink"):
        setattr(os, name, _passing(points, name, getattr(os, name)))


def _passing(points: Points, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def passing(*given: Any, **more: Any) -> Any:
        with points.around(name):
            return call(*given, **more)

    return passing


def killed_here() -> None:
    """End this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)


def full_from_here() -> None:
    """Let no file grow any more."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


@dataclass(frozen=True, slots=True)
class Migrating:
    """What a child does: open the file, and say what it was told when that was refused."""

    path: Path
    prepare: Callable[[], None]
    sabotage: str | None = None

    def __call__(self) -> None:
        with knowing(), sabotaged(self.sabotage):
            self.prepare()
            try:
                Store.open(self.path, create=False).close()
            except StoreError as error:
                said = str(error)
                resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
                os.write(2, said.encode())
                os._exit(REFUSED)


def _tried(work: Migrating, folder: Path) -> tuple[int, str]:
    """Run a child; how it ended, and what it said."""
    errors = folder / "said"
    code = ended(forked(work, errors))
    said = errors.read_text() if errors.exists() else ""
    return code, said


def _moments(what: Subject, folder: Path) -> list[str]:
    """The names of all moments of a migration that nothing happens to."""
    listed, path = folder / "moments", what.copy(folder / "counted")
    points = Points(lambda: None)

    def work() -> None:
        with knowing():
            watched(points)
            Store.open(path, create=False).close()
        listed.write_text("\n".join(points.names))

    if ended(forked(work, folder / "errors")) != 0:
        raise RuntimeError((folder / "errors").read_text())
    return listed.read_text().split("\n")


def at_each_moment(
    folder: Path, journal: str, sabotage: str | None, happens: Callable[[], None], every: int = 1
) -> Tally:
    """Let it happen at each moment of a migration, each on a file of its own."""
    what = subject(folder, journal)
    tally = Tally(journal)
    for number, name in list(enumerate(_moments(what, folder)))[::every]:
        if sabotage and tally.wrong:
            break
        place = folder / str(number)
        path = what.copy(place)
        points = Points(happens, number)
        code, said = _tried(Migrating(path, _watching(points), sabotage), folder / str(number))
        tally.tries += 1
        tally.cut += code != OPENED
        wrong = [*_misbehaved(code, said, happens is full_from_here), *what.wrong(path)]
        tally.wrong += [f"{name}: {problem}" for problem in wrong]
        shutil.rmtree(place)
    return tally


def _watching(points: Points) -> Callable[[], None]:
    return lambda: watched(points)


def _misbehaved(code: int, said: str, may_go_on: bool) -> list[str]:
    if not may_go_on:
        return [] if code == -signal.SIGKILL else [f"it was not killed, but ended with {code}: {said}"]
    if code == OPENED:
        return []
    if code != REFUSED:
        return [f"it ended with {code}: {said[-800:]}"]
    return [] if any(words in said for words in NO_ROOM) and "\n" not in said else [f"it said {said!r}"]


def while_writing(folder: Path, journal: str, sabotage: str | None, every: int = 1) -> Tally:
    """Kill the process in the write that would let any file grow past ever larger sizes."""
    what = subject(folder, journal)
    tally = Tally(journal)
    largest = what.source.stat().st_size + 40 * PAGE
    for size in range(0, largest, every * PAGE):
        place = folder / str(size)
        path = what.copy(place)
        code, said = _tried(Migrating(path, _killed_past(size), sabotage), place)
        tally.tries += 1
        tally.cut += code != OPENED
        wrong = what.wrong(path)
        if code not in (OPENED, -signal.SIGXFSZ):
            wrong.append(f"it ended with {code}: {said}")
        tally.wrong += [f"{size} bytes: {problem}" for problem in wrong]
        shutil.rmtree(place)
    return tally


def _killed_past(size: int) -> Callable[[], None]:
    def prepare() -> None:
        # Python ignores this signal; as it is, it ends a process in the middle of write().
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    return prepare


def on_a_small_disk(folder: Path, journal: str, sabotage: str | None, every: int = 1) -> Tally:
    """Migrate with ever more room on the disk: none at first, enough in the end."""
    what = subject(folder, journal)
    tally = Tally(journal)
    with small(folder, 4) as disk:
        if disk is None:
            tally.journal += " (nobody may mount here; see `full`)"
            return tally
        for room in range(0, 250, every):
            path = what.copy(disk / "here")
            _filled_but(disk, room * PAGE)
            code, said = _tried(Migrating(path, lambda: None, sabotage), folder)
            (disk / "filler").unlink()
            tally.tries += 1
            tally.cut += code != OPENED
            (folder / "said").unlink(missing_ok=True)
            wrong = [*_misbehaved(code, said, True), *what.wrong(path)]
            tally.wrong += [f"{room} pages of room: {problem}" for problem in wrong]
            shutil.rmtree(disk / "here")
            if code == OPENED:
                return tally
    tally.wrong.append("it never had room enough")
    return tally


def _filled_but(disk: Path, room: int) -> None:
    """Leave that many bytes free on a disk."""
    found = os.statvfs(disk)
    with open(disk / "filler", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, found.f_bavail * found.f_frsize - room))


def main() -> None:
    """Run once and print the figures; ends with 1 when anything is wrong, or a sabotage was not seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("killed", "written", "full", "small", "crowd"))
    parser.add_argument("--journal", choices=("wal", "truncate"), default="wal")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--sabotage", choices=("backup", "transaction"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.what == "killed":
            tally = at_each_moment(folder, given.journal, given.sabotage, killed_here, given.every)
        elif given.what == "full":
            tally = at_each_moment(folder, given.journal, given.sabotage, full_from_here, given.every)
        elif given.what == "written":
            tally = while_writing(folder, given.journal, given.sabotage, given.every)
        elif given.what == "small":
            tally = on_a_small_disk(folder, given.journal, given.sabotage, given.every)
        else:
            what = subject(folder, given.journal)
            tally = Tally(given.journal)
            for number in range(given.rounds):
                crowd = migrate_crowd.at_once(what, folder / str(number), given.sabotage)
                tally.wrong += crowd.wrong
                tally.tries += 1
                tally.told += crowd.told
    print(tally.text())
    if given.sabotage:
        print("caught" if tally.wrong else "NOT CAUGHT")
    sys.exit(bool(tally.wrong) != bool(given.sabotage))


if __name__ == "__main__":
    main()
