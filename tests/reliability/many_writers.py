"""Many people write in one file at once, without a pause: is anything lost, and is the waiting fair?

.venv/bin/python tests/reliability/many_writers.py [--writers 16] [--seconds 60 | --deeds N]
    [--journal wal|truncate] [--pause SECONDS]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.reliability import acknowledged
from tests.reliability.acknowledged import Acknowledgment
from tests.reliability.processes import Gate, ended, forked
from tests.reliability.team import Team, join, make
from tests.reliability.verdict import violations
from tests.reliability.writer import Writer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one writer did: the changes that were saved, the waits of each in seconds, and the refusals."""

    saved: int
    waits: tuple[float, ...]
    took: tuple[float, ...]
    refused: dict[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run."""

    outcomes: tuple[Outcome, ...]
    seconds: float
    wrong: tuple[str, ...]

    def text(self) -> str:
        """The figures, for a person."""
        if not self.outcomes:
            return "\n".join(self.wrong)
        saved = [each.saved for each in self.outcomes]
        refused = sum((Counter(each.refused) for each in self.outcomes), Counter[str]())
        lines = ["writer    saved   wait p50   p99     max   whole change p50   p99     max  (ms)"]
        for number, each in enumerate(self.outcomes):
            waits, took = _three(each.waits), _three(each.took)
            lines.append(f"{number:>6} {each.saved:>8}   {waits}            {took}")
        everybody = tuple(wait for each in self.outcomes for wait in each.waits)
        whole = tuple(wait for each in self.outcomes for wait in each.took)
        lines.append(f"   all {sum(saved):>8}   {_three(everybody)}            {_three(whole)}")
        lines.append(
            f"{sum(saved) / self.seconds:.0f} changes a second for {self.seconds:.1f} s; slowest/fastest "
            f"writer {min(saved)}/{max(saved)} = {min(saved) / max(1, max(saved)):.2f}"
        )
        told = ", ".join(f"{count} {name}" for name, count in sorted(refused.items())) or "none"
        lines.append(f"refused with a sentence (no error): {told}")
        lines.append("\n".join(self.wrong) or "nothing lost, nothing wrong")
        return "\n".join(lines)


def run(
    folder: Path,
    *,
    writers: int,
    more: Callable[[float, int], bool],
    write_ahead: bool,
    seed: int = 1,
    pause: float = 0,
) -> Report:
    """Let them write while `more(seconds, deeds)` says so, then look at everything."""
    team = make(folder / "team.db", write_ahead=write_ahead)
    gate, errors = Gate(), folder / "errors"

    children = [
        forked(partial(_write, team, gate, folder, number, more, seed, pause), errors)
        for number in range(writers)
    ]
    begin = time.perf_counter()
    gate.open()
    codes = [ended(child) for child in children]
    seconds = time.perf_counter() - begin
    wrong = [f"writer {number} ended with {code}" for number, code in enumerate(codes) if code]
    if errors.exists():
        wrong += errors.read_text().splitlines()[-20:]
    outcomes = [_outcome(folder / f"outcome{number}") for number in range(writers)] if not wrong else []
    told: list[Acknowledgment] = []
    for number in range(writers):
        told += acknowledged.read((folder / f"told{number}").read_bytes())
    wrong += violations(team.path, told)
    if not wrong and len(told) != sum(each.saved for each in outcomes):
        wrong.append(f"{len(told)} changes were told, {sum(each.saved for each in outcomes)} counted")
    return Report(tuple(outcomes), seconds, tuple(wrong))


def _write(
    team: Team,
    gate: Gate,
    folder: Path,
    number: int,
    more: Callable[[float, int], bool],
    seed: int,
    pause: float,
) -> None:
    heard: list[Acknowledgment] = []
    with open(folder / f"told{number}", "wb", buffering=0) as told:

        def hear(change: Acknowledgment) -> None:
            told.write(change.line())
            heard.append(Acknowledgment(change.group, (), change.waited, change.took))

        portfolio = join(team.path, f"writer {number}", hear)
        writer = Writer(portfolio, team, random.Random(seed * 1000 + number))
        gate.wait()
        begin, deeds = time.perf_counter(), 0
        while more(time.perf_counter() - begin, deeds):
            writer.act()
            deeds += 1
            if pause:
                time.sleep(pause * 2 * writer.random.random())
        portfolio.close()
    outcome = {
        "saved": len(heard),
        "waits": [each.waited for each in heard],
        "took": [each.took for each in heard],
        "refused": writer.refused,
    }
    (folder / f"outcome{number}").write_text(json.dumps(outcome))


def _outcome(path: Path) -> Outcome:
    found = json.loads(path.read_text())
    return Outcome(found["saved"], tuple(found["waits"]), tuple(found["took"]), found["refused"])


def _three(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds) or [0.0]
    p50, p99 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"{p50 * 1000:6.1f} {p99 * 1000:6.1f} {ordered[-1] * 1000:7.1f}"


def main() -> None:
    """Run once and print the figures; ends with 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--deeds", type=int, help="this many a writer instead of a time")
    parser.add_argument("--journal", choices=("wal", "truncate"), default="wal")
    parser.add_argument("--pause", type=float, default=0, help="between two deeds of one writer, in the mean")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()

    longest, most = float(given.seconds), given.deeds

    def more(seconds: float, deeds: int) -> bool:
        return seconds < longest if most is None else deeds < int(most)

    with tempfile.TemporaryDirectory() as name:
        wal = given.journal == "wal"
        report = run(
            Path(name),
            writers=given.writers,
            more=more,
            write_ahead=wal,
            seed=given.seed,
            pause=given.pause,
        )
    print(report.text())
    sys.exit(bool(report.wrong))


if __name__ == "__main__":
    main()
