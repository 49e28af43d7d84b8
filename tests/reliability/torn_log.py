"""A write-ahead log that lost its end, or has a flipped bit: what is left must be a true earlier state.

A lost end takes the changes in it along: no file can tell that by itself. What must hold is that the rest
is whole, ends between two changes, and checks.

.venv/bin/python tests/reliability/torn_log.py [--times 200]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.portfolio import Portfolio
from tests.reliability import acknowledged
from tests.reliability.acknowledged import Acknowledgment
from tests.reliability.processes import ended, forked
from tests.reliability.team import Team, join, make
from tests.reliability.verdict import LOST, violations
from tests.reliability.writer import Writer


@dataclass(slots=True)
class Torn:
    """What was left after each of the tears, as a count of changes, and what was wrong."""

    changes: int
    left: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The figures, for a person."""
        some = sum(0 < count < self.changes for count in self.left)
        found = "\n".join(self.wrong) or "each time the rest was whole and checked"
        return (
            f"{len(self.left)} torn logs of {self.changes} changes; {some} kept a part of them, "
            f"{self.left.count(0)} none, {self.left.count(self.changes)} all: {found}"
        )


def run(folder: Path, *, times: int, deeds: int = 60, seed: int = 1) -> Torn:
    """Tear the log of a killed writer in many ways."""
    chance = random.Random(seed)
    team = make(folder / "team.db")
    told = _work_and_die(team, folder, deeds)
    log = Path(f"{team.path}-wal").read_bytes()
    torn = Torn(len(told))
    for number in range(times):
        place = folder / str(number)
        place.mkdir()
        path = Path(shutil.copy(team.path, place))
        Path(f"{path}-wal").write_bytes(_torn(log, chance))
        _judge(path, told, torn)
        shutil.rmtree(place)
    return torn


def _torn(log: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(log))
    if chance.random() < 0.5:
        return log[:place]
    return log[:place] + bytes([log[place] ^ 1 << chance.randrange(8)]) + log[place + 1 :]


def _work_and_die(team: Team, folder: Path, deeds: int) -> list[Acknowledgment]:
    told = folder / "told"

    def work() -> None:
        with open(told, "wb", buffering=0) as file:

            def hear(change: Acknowledgment) -> None:
                file.write(change.line())

            writer = Writer(join(team.path, "ann", hear), team, random.Random(1))
            for _ in range(deeds):
                writer.act()
            os.kill(os.getpid(), signal.SIGKILL)

    ended(forked(work, folder / "errors"))
    return acknowledged.read(told.read_bytes())


def _judge(path: Path, told: Sequence[Acknowledgment], torn: Torn) -> None:
    wrong = [each for each in violations(path, told) if not each.startswith(LOST)]
    portfolio = Portfolio.open(path, author="look", create=False)
    held = {group for (group,) in portfolio.store.rows("SELECT DISTINCT grp FROM event")}
    portfolio.close()
    there = [change.group in held for change in told]
    if there != sorted(there, reverse=True):
        wrong.append("a change is there, but one before it is not")
    torn.left.append(sum(there))
    torn.wrong += wrong


def main() -> None:
    """Tear and print the figures; ends with 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        torn = run(Path(name), times=given.times, seed=given.seed)
    print(torn.text())
    sys.exit(bool(torn.wrong))


if __name__ == "__main__":
    main()
