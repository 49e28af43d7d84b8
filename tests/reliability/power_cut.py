"""Power cuts, simulated: the store's own SQL, replayed on a disk that loses sectors that were not synced.

.venv/bin/python tests/reliability/power_cut.py [--cuts 100] [--deeds 300] [--mode NAME ...]
    [--checkpoint PAGES]

wal-full and truncate-full are what the store uses; the other modes prove that the harness sees damage and
loss. A cut falls in the middle of an operation or just after a commit returned, half of them each.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import apsw

from models.portfolio import StoreError
from tests.reliability.acknowledged import Acknowledgment
from tests.reliability.cut_disk import NAME, CutVfs, Disk
from tests.reliability.recording import Closing, Statement, Step, recorded
from tests.reliability.team import Team, join, make
from tests.reliability.verdict import LOST, violations
from tests.reliability.writer import Writer

OURS = ("wal-full", "truncate-full")
WEAKER = ("wal-normal", "wal-off", "delete-full", "delete-off")


@dataclass(frozen=True, slots=True)
class Mode:
    """A journal and how much is synced: what replaces the store's own PRAGMAs, if anything."""

    name: str

    @property
    def write_ahead(self) -> bool:
        """Whether the file has a write-ahead log."""
        return self.name.startswith("wal")

    def statement(self, sql: str) -> str:
        """The store's statement as this mode has it."""
        journal, _, level = self.name.partition("-")
        if sql.startswith("PRAGMA synchronous = "):
            return f"PRAGMA synchronous = {level.upper()}"
        if sql.startswith("PRAGMA journal_mode = "):
            return f"PRAGMA journal_mode = {journal.upper()}"
        return sql


@dataclass(slots=True)
class Result:
    """What became of the cuts of one mode."""

    mode: str
    cuts: int = 0
    commits: int = 0
    operations: int = 0
    damaged: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The figures, for a person."""
        found = [*self.damaged[:3], *self.lost[:3]] if self.mode in OURS else []
        first = f"{self.mode:<14} {self.cuts} cuts in {self.operations} operations, {self.commits} commits: "
        return "\n".join(
            [f"{first}{len(self.damaged)} damaged, {len(self.lost)} lost acknowledged commits", *found]
        )


@dataclass(slots=True)
class Moments:
    """The moments at which the power may go: each operation on the disk, and each commit that returned."""

    look: Callable[[int, Moments], None]
    told: list[Acknowledgment] = field(default_factory=list)
    commits: list[int] = field(default_factory=list)
    count: int = 0

    def operation(self) -> None:
        """An operation is about to happen."""
        self.look(self.count, self)
        self.count += 1

    def commit(self, told: Acknowledgment) -> None:
        """A commit returned."""
        self.told.append(told)
        self.commits.append(self.count)
        self.operation()


def record(folder: Path, write_ahead: bool, deeds: int, seed: int) -> tuple[Team, bytes, list[Step]]:
    """Let somebody work; return where, the file as it was before, and everything that the store did then."""
    team = make(folder / "team.db", write_ahead=write_ahead)
    before = team.path.read_bytes()
    steps: list[Step] = []
    with recorded(steps.append):
        portfolio = join(team.path, "ann", steps.append)
        writer = Writer(portfolio, team, random.Random(seed))
        for _ in range(deeds):
            writer.act()
        portfolio.close()
    return team, before, steps


def replay(
    path: Path,
    before: bytes,
    steps: Sequence[Step],
    mode: Mode,
    checkpoint: int,
    disk: Disk,
    moments: Moments,
) -> None:
    """Do it all again, through APSW, on a disk that can be cut off."""
    path.write_bytes(before)
    vfs = CutVfs(disk)
    flags = apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READWRITE
    connection = apsw.Connection(f"file:{path}?mode=rw", vfs=NAME, flags=flags)
    try:
        connection.execute(f"PRAGMA wal_autocheckpoint = {checkpoint}").fetchall()
        for step in steps:
            if isinstance(step, Acknowledgment):
                moments.commit(step)
            elif isinstance(step, Statement):
                for values in step.values:
                    connection.execute(mode.statement(step.sql), values).fetchall()
            elif isinstance(step, Closing):
                connection.close()
    finally:
        connection.close()
        vfs.unregister()


def run(folder: Path, mode: Mode, *, cuts: int, deeds: int, checkpoint: int, seed: int = 1) -> Result:
    """Cut the power at random moments and look at what each leaves."""
    chance = random.Random(seed)
    team, before, steps = record(folder, mode.write_ahead, deeds, seed)
    result = Result(mode.name, cuts)

    def pass_by(number: int, moments: Moments) -> None:
        """The first time, only count."""

    moments = Moments(pass_by)
    replay(team.path, before, steps, mode, checkpoint, Disk(moments.operation), moments)
    result.commits, result.operations = len(moments.commits), moments.count
    chosen = {*chance.choices(moments.commits, k=cuts // 2)}
    while len(chosen) < cuts:
        chosen.add(chance.randrange(moments.count))

    def cut(number: int, moments: Moments) -> None:
        if number in chosen:
            place = folder / f"cut{number}"
            place.mkdir()
            disk.image(place, chance)
            _judge(place / team.path.name, moments.told, result, mode, number)
            shutil.rmtree(place)

    again = Moments(cut)
    disk = Disk(again.operation)
    replay(team.path, before, steps, mode, checkpoint, disk, again)
    return result


def _judge(path: Path, told: Sequence[Acknowledgment], result: Result, mode: Mode, number: int) -> None:
    wrong = [] if mode.write_ahead else _by_the_other_library(path)
    try:
        wrong += violations(path, told)
    except StoreError as error:
        wrong.append(str(error))
    if any(not each.startswith(LOST) for each in wrong):
        result.damaged.append(f"cut {number}: {wrong[0]}")
    elif wrong:
        result.lost.append(f"cut {number}: {wrong[0]} and {len(wrong) - 1} more")


def _by_the_other_library(path: Path) -> list[str]:
    """Repair and look at a copy with Python's own SQLite: who has no newer one uses the rollback journal."""
    other = path.with_name("other")
    other.mkdir()
    for file in path.parent.glob(f"{path.name}*"):
        shutil.copy(file, other)
    connection = sqlite3.connect(other / path.name)
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    finally:
        connection.close()
    return [f"SQLite {sqlite3.sqlite_version}: {each}" for each in found if each != "ok"]


def main() -> None:
    """Cut in each mode and print the figures; ends with 1 when one of the store's own modes lost anything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--deeds", type=int, default=300)
    parser.add_argument("--mode", nargs="*", choices=(*OURS, *WEAKER), default=(*OURS, *WEAKER))
    parser.add_argument("--checkpoint", type=int, default=1000, help="pages; 1000 is what the store has")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    broken = False
    for name in given.mode:
        with tempfile.TemporaryDirectory() as folder:
            result = run(
                Path(folder),
                Mode(name),
                cuts=given.cuts,
                deeds=given.deeds,
                checkpoint=given.checkpoint,
                seed=given.seed,
            )
        print(result.text(), flush=True)
        broken |= name in OURS and bool(result.damaged or result.lost)
    sys.exit(broken)


if __name__ == "__main__":
    main()
