"""One flipped bit in a portfolio: does `check` find those that change anybody's data?

SQLite has no checksums of its pages. A flip is refused at the door, found by `check`, harmless (every value
is as it was), or missed.

.venv/bin/python tests/reliability/flips.py [--flips 1000]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.portfolio import Portfolio, StoreError
from models.store.database import Store
from tests.reliability.acknowledged import ignored
from tests.reliability.team import join, make
from tests.reliability.writer import Writer

REFUSED, FOUND, HARMLESS, MISSED = "refused", "found by check", "harmless", "missed"
Values = dict[str, list[tuple[object, ...]]]


@dataclass(slots=True)
class Flips:
    """What became of the flips."""

    kinds: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    crashed: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The figures, for a person."""
        total = sum(self.kinds.values())
        changing = total - self.kinds[HARMLESS]
        told = changing - self.kinds[MISSED]
        lines = [
            f"{total} flips: " + ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        ]
        lines.append(f"{told} of {changing} that change anything are told ({told / max(1, changing):.1%})")
        if self.missed:
            lines.append("missed in: " + ", ".join(f"{name} {n}" for name, n in self.missed.most_common()))
        return "\n".join([*lines, *self.crashed])


def worked_on(path: Path, deeds: int) -> bytes:
    """Return the bytes of a closed portfolio with some work in it."""
    team = make(path)
    portfolio = join(path, "ann", ignored)
    writer = Writer(portfolio, team, random.Random(1))
    for _ in range(deeds):
        writer.act()
    portfolio.close()
    return path.read_bytes()


def values(store: Store) -> Values:
    """Every value of every table."""
    tables = store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return {name: sorted(store.rows(f'SELECT * FROM "{name}"'), key=repr) for (name,) in tables}


def run(folder: Path, *, flips: int, deeds: int = 600, seed: int = 1) -> Flips:
    """Flip one bit at a time, anywhere in the file."""
    good = worked_on(folder / "good.db", deeds)
    portfolio = Portfolio.open(folder / "good.db", author="look")
    true = values(portfolio.store)
    portfolio.close()
    chance = random.Random(seed)
    seen = Flips()
    path = folder / "flipped.db"
    for _ in range(flips):
        place, bit = chance.randrange(len(good)), chance.randrange(8)
        path.write_bytes(good[:place] + bytes([good[place] ^ 1 << bit]) + good[place + 1 :])
        try:
            seen.kinds[_kind(path, true, seen.missed)] += 1
        except Exception as error:
            seen.crashed.append(f"byte {place}, bit {bit}: {type(error).__name__}: {error}")
        for left in folder.glob("flipped.db-*"):
            left.unlink()
    return seen


def _kind(path: Path, true: Values, missed: Counter[str]) -> str:
    try:
        portfolio = Portfolio.open(path, author="look", create=False, read_only=True)
    except StoreError:
        return REFUSED
    try:
        if portfolio.check():
            return FOUND
        found = values(portfolio.store)
    except StoreError:
        return REFUSED
    finally:
        portfolio.close()
    if found == true:
        return HARMLESS
    missed.update(_where(true, found))
    return MISSED


def _where(true: Values, found: Values) -> list[str]:
    names = []
    for table, rows in true.items():
        for before, after in zip(rows, found.get(table, []), strict=False):
            if before != after:
                names.append(f"{table}[{[b == a for b, a in zip(before, after, strict=True)].index(False)}]")
                break
    return names or ["schema"]


def main() -> None:
    """Flip and print the figures; ends with 1 when one of them crashed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        flips = run(Path(name), flips=given.flips, seed=given.seed)
    print(flips.text())
    sys.exit(bool(flips.crashed))


if __name__ == "__main__":
    main()
