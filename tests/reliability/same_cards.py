"""Two sessions move and edit the same cards as quickly as they can; then both show what a fresh one shows.

.venv/bin/python tests/reliability/same_cards.py [--seed N] [--deeds N]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.portfolio import Portfolio
from tests.reliability.hostile_screens import cells
from tests.reliability.random_keys import PMBOARD, portfolio_of
from tests.terminal.tty import KEYS, Tty

DEEDS = (
    *"HLJKHLJKcpuUx",
    "nnew {}\r\x1b",
    "e\r\x15title {}\r\x1b\x1b",
    "d+{}\r",
    "aanna\r",
    "aben\r",
    "Ccomment {}\x04",
    "tlabel {}\r",
    "mDoing\r",
    "mDone\r",
    "bfor {}\r\x1b",
)
"""What is typed on a card; {} is a number."""
LARGE = (200, 120)
MESSAGES = 2


def side_by_side(database: Path, deeds: int, seed: int) -> list[str]:
    """Let each do so much on one board; a sentence for everything that is wrong."""
    chance = random.Random(seed)
    wrong = []
    with _board(database, "anna") as anna, _board(database, "ben") as ben:
        for _ in range(deeds):
            for tty in (anna, ben):
                deed = chance.choice(DEEDS).format(chance.randint(1, 40))
                tty.send(chance.choice("hjklgG12345") + deed)
                tty.drain(chance.choice((0.0, 0.0, 0.02)), limit=0.1)
        for tty in (anna, ben, anna, ben):
            tty.settle(1.0)  # What was typed ahead is done, and each has seen what the other did last.
        with _board(database, "carl") as carl:
            fresh = _shown(carl)
            for name, tty in (("anna", anna), ("ben", ben)):
                wrong += [f"{name} sees {what}" for what in _differs(_shown(tty), fresh)]
    portfolio = Portfolio.open(database, author="check")
    wrong += portfolio.check()
    portfolio.close()
    return wrong


def _board(database: Path, author: str) -> Tty:
    own = {f"XDG_{name}_HOME": str(database.parent / author) for name in ("CONFIG", "STATE", "DATA")}
    environment = {**own, "PMBOARD_AUTHOR": author}
    tty = Tty([*PMBOARD, "--db", str(database), "ATLAS"], columns=100, rows=30, env=environment)
    tty.wait_for("Backlog")
    tty.settle()
    return tty


def _shown(tty: Tty) -> Sequence[str]:
    """The whole board, from the top of every column."""
    tty.settle(1.0)
    for key in [KEYS["escape"]] * 6 + [f"{column}g" for column in "54321"]:
        tty.send(key)
        tty.settle()
    tty.resize(*LARGE)
    tty.settle(0.5)
    return cells(tty)[:-MESSAGES]


def _differs(seen: Sequence[str], fresh: Sequence[str]) -> list[str]:
    return [f"{one!r}, not {two!r}" for one, two in zip(seen, fresh, strict=True) if one != two]


def main() -> None:
    """Try it once; ends with 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--deeds", type=int, default=800)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = side_by_side(portfolio_of("demo", Path(folder)), given.deeds, given.seed)
    print(f"seed {given.seed}: {given.deeds} deeds each: {len(wrong)} wrong")
    for sentence in wrong[:40]:
        print(f"  {sentence}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
