"""Every screen on a portfolio of hostile text, on a real pty: nothing acts, nothing shifts, edges are whole.

.venv/bin/python tests/reliability/hostile_screens.py [--raw] [--size 80x24]...
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from wcwidth import wcwidth

from tests.reliability.hostile_portfolio import by_actions, raw
from tests.reliability.hostile_stream import strange
from tests.terminal.tty import QUIET, TYPED, Tty

TOP = Path(__file__).resolve().parents[2]
SIZES = ((40, 12), (80, 24), (120, 36))
DOWN, HOME = "ctrl+d", "g"
PAGED = " ".join([DOWN] * 4)
WALK: Sequence[tuple[str, str]] = (
    ("board", f"1 g {PAGED} g"),
    ("board, next column", f"l {PAGED} l l l l"),
    ("board, full", f"1 V g {PAGED}"),
    ("board, compact", f"V g {PAGED}"),
    ("lanes", "V g w enter ctrl+d ctrl+d"),
    ("lanes by label", "w down enter ctrl+d ctrl+d"),
    ("lanes by type", "w down down enter ctrl+d ctrl+d"),
    ("no lanes", "w home enter escape"),
    ("folded", "1 z l z g z 1 z"),
    ("details", f"1 g enter {PAGED}"),
    ("details of others", "escape j j j enter ctrl+d escape j j j enter ctrl+d escape j j j enter ctrl+d"),
    ("details at the end", "escape G enter ctrl+d ctrl+d escape"),
    ("filter", "/ x escape"),
    ("saved filters", "f escape"),
    ("edit", "e escape escape"),
    ("title as it is", "1 g j j enter enter end left left home right right escape escape"),
    ("assign", f"a {PAGED} escape"),
    ("labels", f"t {PAGED} escape"),
    ("move to", f"m {PAGED} escape"),
    ("priority", "p escape"),
    ("due", "d escape"),
    ("block", "b escape"),
    ("erase", "X escape"),
    ("comment", "C escape"),
    ("columns", ", escape"),
    ("find", f"o {PAGED} escape"),
    ("palette", ": x escape : O D D - escape"),
    ("help", "? ctrl+d escape"),
    ("why", "i ctrl+d escape"),
    ("facts", "I ctrl+d escape"),
    ("moved", "1 g j j L u U u"),
    ("archived and copied", "x u y Y"),
    ("history page", "W ctrl+d ctrl+d g a escape t escape w escape / x escape escape escape"),
    ("written in place", "1 g j j E end left up up down escape escape"),
    ("comment in place", "1 g enter C x up escape escape escape escape"),
    ("kept texts", "D ctrl+d escape"),
    ("delivery", f"tab g {PAGED} g ] ] l l l h h h"),
    ("delivery, why", "j j i ctrl+d space escape"),
    ("delivery, sorted", "s down enter s escape / x escape"),
    ("timeline", f"}} g {PAGED} l h g"),
    ("other tabs", "} ctrl+d } ctrl+d } ctrl+d } ctrl+d { { { { { tab"),
    ("project", f"O {PAGED}"),
    *((f"project, tab {at}", f"{at} {PAGED} g") for at in range(2, 10)),
    ("history narrowed", "8 / x enter escape"),
    ("entry", "5 g e escape enter escape 2 g j enter escape escape"),
)
"""Name of a screen, and the keys that lead to it from the one before; the terminal is read after each."""


@dataclass(slots=True)
class Screens:
    """One walk over every screen at one size."""

    database: Path
    columns: int
    rows: int
    keys: int = 0
    wrong: list[str] = field(default_factory=list)

    def walk(self, steps: Sequence[tuple[str, str]] = WALK) -> list[str]:
        """Go everywhere; returns a sentence for everything that is wrong."""
        with self._tty() as tty:
            tty.wait_for("ODD")
            tty.settle()
            for name, keys in steps:
                for at, key in enumerate(keys.split()):
                    tty.press(key, TYPED)
                    self.keys += 1
                    self._look(tty, f"{name}, key {at + 1} ({key})", copies=key in ("y", "Y"))
                self._repainted(tty, name)
                if tty.ended(within=0) is not None:
                    self.wrong.append(f"{name}: it ended\n{tty.raw[-2000:].decode(errors='replace')}")
                    break
            tty.raw.clear()
        return self.wrong

    def _tty(self) -> Tty:
        folder = str(self.database.parent)
        own = {f"XDG_{name}_HOME": folder for name in ("STATE", "CONFIG", "DATA")}
        command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(self.database), "ODD"]
        return Tty(command, columns=self.columns, rows=self.rows, env={**own, "EDITOR": "true"})

    def _look(self, tty: Tty, where: str, *, copies: bool) -> None:
        self.wrong += [f"{where}: {what}" for what in strange(bytes(tty.raw), copies=copies)]
        tty.raw.clear()
        self.wrong += [f"{where}: {what}" for what in edges(tty)]

    def _repainted(self, tty: Tty, where: str) -> None:
        """Hold that what stands there is what the whole screen shows when it is sent again."""
        for quiet in (QUIET, 0.4, 0.8, 1.6):
            tty.settle(quiet)
            before = cells(tty)
            tty.resize(self.columns, self.rows - 1)
            tty.settle(quiet)
            tty.resize(self.columns, self.rows)
            tty.settle(quiet)
            after = cells(tty)
            if before == after:
                break
        differ = [f"\n  {one!r}\n  {two!r}" for one, two in zip(before, after, strict=True) if one != two]
        if differ:
            self.wrong.append(f"{where}: other when painted again{''.join(differ)}")
        tty.raw.clear()


def cells(tty: Tty) -> list[str]:
    """The lines as terminals show them: half of a wide character is none."""
    lines = []
    for y in range(tty.screen.lines):
        row = [tty.screen.buffer[y][x].data for x in range(tty.screen.columns)] + [" "]
        wide = [data != "" and wcwidth(data[0]) == 2 for data in row]
        for x, data in enumerate(row):
            if (wide[x] and row[x + 1] != "") or (data == "" and not (x and wide[x - 1])):
                row[x] = " "
        lines.append("".join(row[:-1]))
    return lines


def edges(tty: Tty) -> Iterator[str]:
    """Edges that stand in a column must go on in it, from the first line to the last of their panel."""
    screen = tty.screen
    grid = [[screen.buffer[y][x].data for x in range(screen.columns)] for y in range(screen.lines)]
    for x in range(screen.columns):
        standing = [y for y in range(screen.lines) if grid[y][x] == "│"]
        for above, below in itertools.pairwise(standing):
            if below - above == 2 and grid[above + 1][x] not in "├┤┼┬┴─○●◇◆◯━":
                yield f"the edge in column {x} is broken in line {above + 1}: {tty.line(above + 1)!r}"
    for y, line in enumerate(grid):
        for x, data in enumerate(line):
            if len(data) > 1 and data[0] in "│─":
                yield f"a mark on an edge in line {y}, column {x}: {data!r}"


def main() -> None:
    """Walk at every size; ends with 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", action="store_true", help="written past the gate")
    parser.add_argument("--size", action="append", type=lambda size: tuple(map(int, size.split("x"))))
    given = parser.parse_args()
    broken = 0
    for columns, rows in given.size or SIZES:
        with tempfile.TemporaryDirectory() as name:
            path = by_actions(Path(name) / "odd.db")
            if given.raw:
                raw(path)
            screens = Screens(path, columns, rows)
            wrong = screens.walk()
        print(f"{columns}x{rows}: {screens.keys} keys on {len(WALK)} screens; {len(wrong)} wrong", flush=True)
        for sentence in wrong[:40]:
            print(f"  {sentence}")
        broken += bool(wrong)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
