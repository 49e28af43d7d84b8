"""Random keys, hostile text, pastes, mouse, themes, resizes, stops (ctrl+z, fg) and another session's changes
on a real pty, and what must hold after each of them.

.venv/bin/python tests/reliability/random_keys.py [--seed N] [--keys N] [--walks N] [--on demo|empty|FILE]

With --walks several walks, of the seeds N, N + 1, ..., run side by side (put `nice -n 10` in front of it).
"""

from __future__ import annotations

import argparse
import math
import os
import random
import signal
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from traceback import format_exception

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from wcwidth import wcwidth

from models.portfolio import Portfolio
from tests.reliability import hostile
from tests.reliability.hostile_neighbor import Neighbor
from tests.reliability.stops import Shell
from tests.terminal.tty import KEYS, Tty
from tui.rooms import all_keys

TOP = Path(__file__).resolve().parents[2]
PMBOARD = [sys.executable, str(TOP / "pmboard.py")]
WATCHED = [sys.executable, str(TOP / "tests" / "reliability" / "watched.py"), PMBOARD[1]]
SIZES = (
    (1, 1),
    (2, 2),
    (7, 3),
    (20, 5),
    (40, 10),
    (80, 24),
    (100, 30),
    (120, 36),
    (200, 60),
    (200, 1),
    (1, 60),
)
TEXTS = (
    "word",
    "a longer title with words",
    "2026-02-30",
    "tomorrow",
    "-1",
    "1e400",
    "nan",
    "x" * 300,
    *(text for text in hostile.TEXTS.values() if text.isprintable() and len(text) < 400),
)
"""What is typed, a key for each character."""
PASTES = ("one line", "j" * 500, *(text[:12_000] for text in hostile.TEXTS.values()))
LEAVING = {"ctrl+z", "ctrl+q", "ctrl+c", "q"}
"""Keys that may end or stop the program: pressed too, but rarely, and it is started again or goes on."""
WEIGHTS = {
    "key": 80,
    "text": 6,
    "paste": 3,
    "mouse": 5,
    "size": 3,
    "leave": 1,
    "stop": 0.7,
    "escape": 4,
    "theme": 0.5,
    "neighbor": 1.5,
    "page": 1.5,
}
PAGES = ("\t", "O", "O8", "\t}", "\t}}", ":", "?", "o", ",", "i", "w", "V")
"""Ways to the pages, lists and forms that single keys find seldom."""
MESSAGES = 2
"""Lines at the bottom that tell what happened and which keys there are."""
ENDING = 2.0
"""Seconds within which the program must be gone when it is asked."""
PATIENCE = 60.0
"""Seconds that a busy machine may take for a start, an end or a whole screen."""


class Broken(AssertionError):
    """Something that must hold did not; the sentence says after which input."""


@dataclass(slots=True)
class Walk:
    """One random walk over a portfolio."""

    database: Path
    folder: Path
    seed: int
    random: random.Random = field(init=False)
    pressed: int = 0
    sessions: int = 0
    stops: int = 0
    compared: int = 0
    sent: list[str] = field(default_factory=list)
    neighbor: Neighbor = field(init=False)
    tty: Shell | None = None
    keys: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Make the source of chance, the same for the same seed."""
        self.random = random.Random(self.seed)
        self.keys = _live_keys()
        self.neighbor = Neighbor(self.database, random.Random(self.seed))

    def run(self, keys: int, chunk: int = 60, seconds: float = math.inf) -> None:
        """Press that many keys, or for so long, checking after each chunk. Raises Broken.

        A text that is typed or pasted counts as one key.
        """
        end = time.monotonic() + seconds
        try:
            while self.pressed < keys and time.monotonic() < end:
                tty = self._running()
                for _ in range(min(chunk, keys - self.pressed)):
                    self._press(tty)
                self._hold(tty)
        finally:
            if self.tty is not None:
                self.tty.close()

    # -- the program -----------------------------------------------------------------------------

    def _running(self) -> Shell:
        if self.tty is not None and self.tty.ended(within=0) is None:
            return self.tty
        if self.tty is not None:
            self._ended_well(self.tty)
            self.tty.close()
        self.tty = Shell(WATCHED, _environment(self.database, self.folder))
        _without_signals(self.tty.fd)
        self.tty.wait_for(r"\S+\s+\S+\s+\S+", limit=4 * PATIENCE)
        self.sessions += 1
        self.sent = []
        return self.tty

    def _press(self, tty: Shell) -> None:
        kind = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        text = getattr(self, f"_{kind}")(tty)
        self.sent.append(f"{kind}:{text!r}")
        try:
            tty.send(text)
        except OSError:
            return  # it has ended: looked at after the chunk
        self.pressed += 1
        tty.drain(self.random.choice((0.0, 0.0, 0.01, 0.05)), limit=0.5)
        self._comes_back(tty)

    def _key(self, _tty: Tty) -> str:
        return self.random.choice(self.keys)

    def _escape(self, _tty: Tty) -> str:
        return "\x1b"

    def _leave(self, _tty: Tty) -> str:
        return self.random.choice(("\x03", "q", "q", "\x11"))

    def _stop(self, _tty: Tty) -> str:
        return "\x1a" * self.random.choice((1, 1, 1, 2, 5))

    def _text(self, _tty: Tty) -> str:
        return self.random.choice(TEXTS) + self.random.choice(("", "\r", "\x1b"))

    def _paste(self, _tty: Tty) -> str:
        return f"\x1b[200~{self.random.choice(PASTES)}\x1b[201~"

    def _theme(self, _tty: Tty) -> str:
        return "\x1b\x1bT" + "j" * self.random.randint(1, 6) + self.random.choice(("\r", "\x1b"))

    def _page(self, _tty: Tty) -> str:
        return "\x1b\x1b" + self.random.choice(PAGES)

    def _neighbor(self, _tty: Tty) -> str:
        for _ in range(self.random.randint(1, 3)):
            self.neighbor.act()
        return ""

    def _mouse(self, tty: Tty) -> str:
        def at() -> str:
            return f"{self.random.randint(1, tty.screen.columns)};{self.random.randint(1, tty.screen.lines)}"

        kind = self.random.choice(("click", "drag", "wheel", "double", "right"))
        if kind == "wheel":
            return f"\x1b[<{self.random.choice((64, 65))};{at()}M" * self.random.randint(1, 5)
        if kind == "drag":
            start, end = at(), at()
            return f"\x1b[<0;{start}M\x1b[<32;{at()}M\x1b[<32;{end}M\x1b[<0;{end}m"
        place = at()
        button = 2 if kind == "right" else 0
        return f"\x1b[<{button};{place}M\x1b[<{button};{place}m" * (2 if kind == "double" else 1)

    def _size(self, tty: Tty) -> str:
        columns, rows = self.random.choice(SIZES)
        tty.resize(columns, rows)
        return ""

    # -- what must hold --------------------------------------------------------------------------

    def _comes_back(self, tty: Shell) -> None:
        if not tty.seen:
            return
        end = time.monotonic() + PATIENCE
        while tty.ended(within=0) is None and not tty.is_back:
            if time.monotonic() > end:
                raise self._broken("it did not come back after a stop")
            tty.drain(0.05)
        self.stops += tty.seen
        tty.seen = 0
        if tty.unwell:
            raise self._broken(tty.unwell)

    def _hold(self, tty: Shell) -> None:
        tty.resize(100, 30)
        tty.settle()
        self._comes_back(tty)
        try:
            if tty.ended(within=0.05) is None:
                self._looks_alive(tty)
        except OSError:
            pass  # It was asked to end before, and took its time.
        if tty.ended(within=0.05) is not None:
            self._ended_well(tty)
        found = _check(self.database)
        if found:
            raise self._broken("check() found " + "; ".join(found[:3]))

    def _looks_alive(self, tty: Tty) -> None:
        if b"Traceback" in tty.raw:
            raise self._broken("a traceback was shown")
        for key in ("escape",) * 4:
            tty.send(KEYS[key])
            tty.settle()
        try:
            tty.wait_for(r"\S+\s+\S+\s+\S+", limit=PATIENCE)
        except TimeoutError as error:
            if tty.ended(within=ENDING) is not None:
                return
            raise self._broken("the screen is empty") from error
        tty.send("?")
        try:
            tty.wait_for("help|Keys", limit=PATIENCE)
        except TimeoutError as error:
            if tty.ended(within=ENDING) is not None:
                return
            raise self._broken("no key is heard any more") from error
        tty.settle()
        tty.send(KEYS["escape"])
        self._is_as_fresh(tty)
        tty.send("u")
        tty.drain(0.3, limit=5)
        if b"Traceback" in tty.raw:
            raise self._broken("a traceback was shown")
        tty.raw.clear()

    def _is_as_fresh(self, tty: Tty) -> None:
        """What is shown is what the whole screen shows when it is read and painted again."""
        for _ in range(3):
            tty.settle()
            before = _shown(tty)
            tty.send("r")
            tty.settle()
            read = _shown(tty)
            tty.resize(100, 29)
            tty.settle()
            tty.resize(100, 30)
            tty.settle()
            painted = _shown(tty)
            self.compared += 1
            if before == read == painted or tty.ended(within=0) is not None:
                return
        pairs = list(zip(before, read, painted, strict=True))
        differ = [
            f"{y}: {one!r}\n   {two!r}\n   {three!r}"
            for y, (one, two, three) in enumerate(pairs)
            if not one == two == three
        ]
        if tty.ended(within=PATIENCE) is not None:
            return
        raise self._broken("not as read and painted again:\n" + "\n".join(differ))

    def _ended_well(self, tty: Tty) -> None:
        code = tty.ended(within=ENDING)
        if code != 0:
            raise self._broken(f"it ended with {code}")
        if b"Traceback" in tty.raw:
            raise self._broken("a traceback was shown")

    def _broken(self, what: str) -> Broken:
        shown = self.tty.text() if self.tty is not None else ""
        code = self.tty.ended(within=3) if self.tty is not None else None
        raw = bytes(self.tty.raw[-6000:]).decode(errors="replace") if self.tty is not None else ""
        trace = raw[raw.find("Traceback") :] if "Traceback" in raw else ""
        report = self.folder / "state" / "pmboard" / "error.txt"
        trace = report.read_text(errors="replace") if report.exists() else trace
        trace += self._where() if code is None else ""
        return Broken(
            f"{what}\nseed {self.seed}, after {self.pressed} keys; the last ones: {' '.join(self.sent[-80:])}"
            f"\n{shown}\n{trace}\nexit code {code}; sent at last: {raw[-1500:]!r}"
        )

    def _where(self) -> str:
        """Where a program is that goes on, asked three times."""
        if self.tty is None:
            return ""
        for _ in range(3):
            os.kill(self.tty.pid, signal.SIGUSR1)
            self.tty.drain(0.5, limit=1)
        stacks = self.folder / "stacks.txt"
        return stacks.read_text(errors="replace") if stacks.exists() else ""


def portfolio_of(what: str, folder: Path) -> Path:
    """Make the portfolio of that name in the folder: demo, empty, or a YAML file."""
    database = folder / "portfolio.db"
    if what == "demo":
        from models.demo import open_demo  # only for the demo

        open_demo(database, author="anna", fresh=True).close()
    elif what == "empty":
        Portfolio.open(database, author="anna").close()
    else:
        command = [*PMBOARD, "--db", str(database), "import", what]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return database


def _without_signals(terminal: int) -> None:
    """Else a terminal itself, before the program starts or in its editor, would end it for a pasted key."""
    modes = termios.tcgetattr(terminal)
    for key in (termios.VSUSP, termios.VQUIT, termios.VINTR, termios.VSTOP):
        modes[6][key] = b"\0"
    termios.tcsetattr(terminal, termios.TCSANOW, modes)


def _shown(tty: Tty) -> list[str]:
    """The lines above the messages, as a terminal shows them: half of a wide character is none."""
    lines = []
    for y in range(tty.screen.lines - MESSAGES):
        row = [tty.screen.buffer[y][x].data for x in range(tty.screen.columns)] + [" "]
        wide = [data != "" and wcwidth(data[0]) == 2 for data in row]
        for x, data in enumerate(row):
            if (wide[x] and row[x + 1] != "") or (data == "" and not (x and wide[x - 1])):
                row[x] = " "
        lines.append("".join(row))
    return lines


def _live_keys() -> list[str]:
    named = {
        "space": " ",
        "pageup": "\x1b[5~",
        "pagedown": "\x1b[6~",
        "delete": "\x1b[3~",
        "insert": "\x1b[2~",
    }
    shifted = {
        f"shift+{key}": f"\x1b[1;2{code}"
        for key, code in (("up", "A"), ("down", "B"), ("right", "C"), ("left", "D"))
    }
    codes = {**KEYS, **named, **shifted}
    names = [key for one in all_keys() for key in one.keys.split(",")]
    return [codes.get(key, key) for key in names if key not in LEAVING and (key in codes or len(key) == 1)]


def _environment(database: Path, folder: Path) -> Mapping[str, str]:
    folders = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "STATE", "DATA")}
    return {
        "PMBOARD_DB": str(database),
        "PMBOARD_AUTHOR": "anna",
        "PMBOARD_STACKS": str(folder / "stacks.txt"),
        "EDITOR": "true",
        "VISUAL": "true",
        **folders,
    }


def _check(database: Path) -> list[str]:
    portfolio = Portfolio.open(database, author="check")
    try:
        return portfolio.check()
    finally:
        portfolio.close()


def walked(seed: int, keys: int, chunk: int, what: str, minutes: float) -> str:
    """Walk over a new portfolio; returns the figures. Raises Broken."""
    with tempfile.TemporaryDirectory() as name:
        walk = Walk(portfolio_of(what, Path(name)), Path(name), seed)
        begin = time.monotonic()
        walk.run(keys, chunk, minutes * 60)
        return (
            f"seed {seed}: {walk.pressed} keys in {time.monotonic() - begin:.0f} s, {walk.sessions} sessions "
            f"and {walk.stops} stops on {what}, {walk.compared} screens compared; the neighbor saved "
            f"{walk.neighbor.saved}, was refused {dict(walk.neighbor.refused)}: all well"
        )


def main() -> None:
    """Walk until something breaks or all keys are pressed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keys", type=int, default=2000)
    parser.add_argument("--chunk", type=int, default=100)
    parser.add_argument("--on", default="demo")
    parser.add_argument("--walks", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=math.inf, help="end then, whatever is left")
    given = parser.parse_args()
    seeds = range(given.seed, given.seed + given.walks)
    broken = 0
    with ProcessPoolExecutor(given.walks) as pool:
        walks = [
            pool.submit(walked, seed, given.keys, given.chunk, given.on, given.minutes) for seed in seeds
        ]
        for walk in as_completed(walks):
            try:
                print(walk.result(), flush=True)
            except Exception as error:  # Whatever it is, the other walks go on.
                broken += 1
                told = str(error) if isinstance(error, Broken) else "".join(format_exception(error))
                print(f"{told}\n{'=' * 60}", flush=True)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
