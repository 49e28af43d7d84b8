"""Several writers, killed with -9 at random moments: what they were told is saved must be there.

.venv/bin/python tests/reliability/kill.py [--rounds 500] [--writers 4] [--journal wal|truncate]
    [--sabotage early|silent]     proves that the checker sees: ends with 0 when it caught the sabotage
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.reliability import acknowledged
from tests.reliability.acknowledged import Acknowledging, Acknowledgment, Silent, TooEarly
from tests.reliability.processes import ended, forked, kill
from tests.reliability.team import Team, join, make
from tests.reliability.verdict import violations
from tests.reliability.writer import Writer

PER_FILE = 25
"""Rounds on one file; then a new one, so that looking at everything after each round stays quick."""
MOST = 40
"""Changes that the writers of a round are told of, at most, before the first of them is killed."""
OPENING, PAUSE = 0.25, 0.02
"""Seconds after which, at most, the first is killed in a round that may end while they open the file; and
seconds between two kills.
"""
PATIENCE = 120.0
"""Seconds for which a round waits for its changes, on any machine."""
KILLED = -9
SABOTAGE: dict[str | None, type[Acknowledging]] = {None: Acknowledging, "early": TooEarly, "silent": Silent}


@dataclass(slots=True)
class Tally:
    """What happened so far."""

    rounds: int = 0
    kills: int = 0
    told: int = 0
    wrong: Sequence[str] = ()

    def text(self) -> str:
        """The figures, for a person."""
        found = "\n".join(self.wrong) or "nothing lost, nothing wrong"
        return (
            f"{self.rounds} rounds, {self.kills} processes killed, {self.told} acknowledged changes: {found}"
        )


def run(
    folder: Path,
    *,
    rounds: int,
    writers: int = 4,
    write_ahead: bool = True,
    kind: type[Acknowledging] = Acknowledging,
    seed: int = 1,
) -> Tally:
    """Kill all writers in each round, then look at everything; stop at the first thing that is wrong."""
    tally = Tally()
    chance = random.Random(seed)
    while tally.rounds < rounds and not tally.wrong:
        place = folder / f"file{tally.rounds}"
        place.mkdir()
        team = make(place / "team.db", write_ahead=write_ahead)
        told: list[Acknowledgment] = []
        for _ in range(min(PER_FILE, rounds - tally.rounds)):
            new, wrong = _round(team, place, writers, kind, chance)
            told += new
            tally.rounds += 1
            tally.kills += writers
            tally.told += len(new)
            tally.wrong = [*wrong, *violations(team.path, told)]
            if tally.wrong:
                break
    return tally


def _round(
    team: Team, folder: Path, writers: int, kind: type[Acknowledging], chance: random.Random
) -> tuple[list[Acknowledgment], list[str]]:
    files = [folder / f"told{number}" for number in range(writers)]
    errors = folder / "errors"
    children = []
    for number, file in enumerate(files):
        file.write_bytes(b"")
        seed = chance.getrandbits(32)
        work = _Work(team, file, f"writer {number}", kind, seed)
        children.append(forked(work, errors))
    # By changes, not by the clock: else a slow machine kills only writers that have not begun.
    if chance.random() < 0.25:
        time.sleep(chance.random() * OPENING)
    else:
        _told(files, chance.randint(1, MOST))
    codes = []
    for child in chance.sample(children, writers):
        time.sleep(chance.random() * PAUSE)
        kill(child)
        codes.append(ended(child))
    wrong = [f"a writer ended with {code}" for code in codes if code != KILLED]
    if errors.exists():
        wrong += errors.read_text().splitlines()[-20:]
    return [change for file in files for change in acknowledged.read(file.read_bytes())], wrong


def _told(files: Sequence[Path], changes: int) -> None:
    """Return when the writers were told of that many changes, or for too long of fewer."""
    until = time.monotonic() + PATIENCE
    while sum(file.read_bytes().count(b"\n") for file in files) < changes and time.monotonic() < until:
        time.sleep(0.001)


@dataclass(frozen=True, slots=True)
class _Work:
    """What a writer does until it is killed: every acknowledgment is in the file before the next change."""

    team: Team
    told: Path
    author: str
    kind: type[Acknowledging]
    seed: int

    def __call__(self) -> None:
        with open(self.told, "ab", buffering=0) as file:

            def hear(change: Acknowledgment) -> None:
                file.write(change.line())

            portfolio = join(self.team.path, self.author, hear, kind=self.kind)
            writer = Writer(portfolio, self.team, random.Random(self.seed))
            while True:
                writer.act()


def main() -> None:
    """Run once and print the figures; ends with 1 when anything is wrong, or a sabotage was not seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--journal", choices=("wal", "truncate"), default="wal")
    parser.add_argument("--sabotage", choices=("early", "silent"))
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tally = run(
            Path(name),
            rounds=given.rounds,
            writers=given.writers,
            write_ahead=given.journal == "wal",
            kind=SABOTAGE[given.sabotage],
            seed=given.seed,
        )
    print(tally.text())
    if given.sabotage:
        print("caught" if tally.wrong else "NOT CAUGHT")
    sys.exit(bool(tally.wrong) != bool(given.sabotage))


if __name__ == "__main__":
    main()
