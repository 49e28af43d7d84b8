"""The power goes while a file is brought up to date: it is as it was or as it should be, and can be opened.

.venv/bin/python tests/reliability/upgrade_cut.py [--journal wal|truncate] [--every N] [--sync FULL|OFF]

As power_cut.py, at each operation on the disk and after the commit returned; the steps are of migrate.py.
OFF proves that damage is seen.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import apsw

from models.store import migrations
from models.store.check import check
from models.store.database import Store
from models.store.driver import DriverError
from models.store.errors import StoreError
from tests.reliability.cut_disk import NAME, CutVfs, Disk
from tests.reliability.migrate_subject import STEPS, Subject, facts, knowing, subject


@dataclass(slots=True)
class Cuts:
    """What became of them."""

    tried: int = 0
    older: int = 0
    newer: int = 0
    wrong: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The figures, for a person."""
        first = f"{self.tried} cuts: {self.older} as it was, {self.newer} up to date, {len(self.wrong)} wrong"
        return "\n".join([first, *self.wrong[:5]])


def run(folder: Path, journal: str, *, every: int = 1, sync: str = "FULL", seed: int = 1) -> Cuts:
    """Cut the power at every n-th operation, and after the commit returned."""
    what, chance, cuts = subject(folder, journal), random.Random(seed), Cuts()
    count, committed = 0, False

    def look(now: bool = False) -> None:
        nonlocal count
        count += 1
        if now or count % every == 0:
            place = folder / f"cut{count}"
            place.mkdir()
            disk.image(place, chance)
            cuts.tried += 1
            _judge(what, place / "x.db", committed, cuts, count)
            shutil.rmtree(place)

    disk = Disk(look)
    with _replayed(what.source.read_bytes(), folder / "x.db", disk, journal, sync):
        committed = True
        look(now=True)
    return cuts


@contextlib.contextmanager
def _replayed(content: bytes, path: Path, disk: Disk, journal: str, sync: str) -> Iterator[None]:
    """Migrate on that disk; the block runs when the commit has returned."""
    path.write_bytes(content)
    vfs = CutVfs(disk)
    flags = apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READWRITE
    connection = apsw.Connection(f"file:{path}?mode=rw", vfs=NAME, flags=flags)
    try:
        for pragma in (f"synchronous = {sync}", f"journal_mode = {journal}"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        # The copy is made by another connection, and synced before the first step (migrate.py).
        migrations.migrate(connection, lambda version: None, STEPS)
        yield
    finally:
        connection.close()
        vfs.unregister()


def _judge(what: Subject, path: Path, committed: bool, cuts: Cuts, number: int) -> None:
    try:
        found = facts(path, what.columns)
        if found == what.after:
            cuts.newer += 1
        elif found == what.before and not committed:
            cuts.older += 1
        else:
            lost = "lost" if found == what.before else "neither as it was nor as it should be"
            cuts.wrong.append(f"cut {number}: {lost}")
            return
        with knowing(), closing(Store.open(path, create=False)) as store:
            cuts.wrong += [f"cut {number}: opened again, {problem}" for problem in check(store)]
        if facts(path, what.columns) != what.after:
            cuts.wrong.append(f"cut {number}: opened again, it is not as it should be")
    except (DriverError, StoreError) as error:
        cuts.wrong.append(f"cut {number}: {error}")


def main() -> None:
    """Cut and print the figures; ends with 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--journal", choices=("wal", "truncate"), default="wal")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--sync", choices=("FULL", "OFF"), default="FULL")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        cuts = run(Path(name), given.journal, every=given.every, sync=given.sync, seed=given.seed)
    print(cuts.text())
    sys.exit(bool(cuts.wrong))


if __name__ == "__main__":
    main()
