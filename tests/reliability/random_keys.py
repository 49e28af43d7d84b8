"""Random keys, text, pastes, mouse and resizes on a real pty, with what must hold after each of them.

.venv/bin/python tests/reliability/random_keys.py [--seed N] [--keys N] [--on demo|empty|FILE.yaml]
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.portfolio import Portfolio
from tests.terminal.tty import KEYS, Tty
from tui.rooms import all_keys

TOP = Path(__file__).resolve().parents[2]
PMBOARD = [sys.executable, os.environ.get("PMBOARD_SCRIPT", str(TOP / "pmboard.py"))]
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
    "[red]no markup[/red]",
    "[/x]",
    "[@click=app.quit]x[/]",
    "日本語の題名",
    "e\u0301\u0327",
    "👩‍👩‍👧‍👦🇩🇪",
    "\u202eright to left\u202c",
    "\u200b\u200d\ufeff",
    "2026-02-30",
    "tomorrow",
    "-1",
    "1e400",
    "nan",
    "%s {0} \\",
    "' OR 1=1 --",
    "x" * 300,
)
PASTES = (
    "one line",
    "two\nlines\r\nand\rmore",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "\t\ttabs\x00\x7f",
    "j" * 500,
    "",
)
LEAVING = {"ctrl+z", "ctrl+q", "ctrl+c", "q"}
"""Keys that may end or suspend the program: pressed too, but rarely, and the program is started again."""
WEIGHTS = {"key": 80, "text": 6, "paste": 3, "mouse": 5, "size": 3, "leave": 1, "escape": 4}
ENDING = 2.0
"""Seconds within which the program must be gone when it is asked."""


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
    sent: list[str] = field(default_factory=list)
    tty: Tty | None = None
    keys: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Make the source of chance, the same for the same seed."""
        self.random = random.Random(self.seed)
        self.keys = _live_keys()

    def run(self, keys: int, chunk: int = 60) -> None:
        """Press that many keys, checking after each chunk. Raises Broken."""
        try:
            while self.pressed < keys:
                tty = self._running()
                for _ in range(min(chunk, keys - self.pressed)):
                    self._press(tty)
                self._hold(tty)
        finally:
            if self.tty is not None:
                self.tty.close()

    # -- the program -----------------------------------------------------------------------------

    def _running(self) -> Tty:
        if self.tty is not None and self.tty.ended(within=0) is None:
            return self.tty
        if self.tty is not None:
            self._ended_well(self.tty)
            self.tty.close()
        self.tty = Tty(PMBOARD, columns=100, rows=30, env=_environment(self.database, self.folder))
        self.tty.settle(0.6)
        self.sessions += 1
        self.sent = []
        return self.tty

    def _press(self, tty: Tty) -> None:
        kind = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        text = getattr(self, f"_{kind}")(tty)
        self.sent.append(f"{kind}:{text!r}")
        try:
            tty.send(text)
        except OSError:
            return  # it has ended: looked at after the chunk
        self.pressed += 1
        tty.settle(self.random.choice((0.0, 0.0, 0.01, 0.05)), limit=0.5)

    def _key(self, _tty: Tty) -> str:
        return self.random.choice(self.keys)

    def _escape(self, _tty: Tty) -> str:
        return "\x1b"

    def _leave(self, _tty: Tty) -> str:
        return self.random.choice(("\x03", "q", "q", "\x11"))

    def _text(self, _tty: Tty) -> str:
        return self.random.choice(TEXTS) + self.random.choice(("", "\r", "\x1b"))

    def _paste(self, _tty: Tty) -> str:
        return f"\x1b[200~{self.random.choice(PASTES)}\x1b[201~"

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

    def _hold(self, tty: Tty) -> None:
        tty.resize(100, 30)
        tty.settle(0.3, limit=10)
        if tty.ended(within=0.05) is not None:
            self._ended_well(tty)
        else:
            self._looks_alive(tty)
        found = _check(self.database)
        if found:
            raise self._broken("check() found " + "; ".join(found[:3]))

    def _looks_alive(self, tty: Tty) -> None:
        if b"Traceback" in tty.raw:
            raise self._broken("a traceback was shown")
        for key in ("escape",) * 4:
            tty.send(KEYS[key])
            tty.settle(0.15, limit=5)
        if len(tty.text().split()) < 3:
            raise self._broken("the screen is empty")
        tty.send("?")
        try:
            tty.wait_for("help|Keys", limit=8)
        except TimeoutError as error:
            raise self._broken("no key is heard any more") from error
        tty.send(KEYS["escape"])
        tty.settle(0.15, limit=5)
        tty.send("u")
        tty.settle(0.3, limit=5)
        if b"Traceback" in tty.raw:
            raise self._broken("a traceback was shown")
        tty.raw.clear()

    def _ended_well(self, tty: Tty) -> None:
        code = tty.ended(within=0.05)
        if code != 0:
            raise self._broken(f"it ended with {code}")
        if b"Traceback" in tty.raw:
            raise self._broken("a traceback was shown")

    def _broken(self, what: str) -> Broken:
        shown = self.tty.text() if self.tty is not None else ""
        raw = bytes(self.tty.raw[-6000:]).decode(errors="replace") if self.tty is not None else ""
        trace = raw[raw.find("Traceback") :] if "Traceback" in raw else ""
        return Broken(
            f"{what}\nseed {self.seed}, after {self.pressed} keys; the last ones: {' '.join(self.sent[-80:])}"
            f"\n{shown}\n{trace}"
        )


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


def main() -> None:
    """Walk until something breaks or all keys are pressed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keys", type=int, default=2000)
    parser.add_argument("--chunk", type=int, default=100)
    parser.add_argument("--on", default="demo")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        walk = Walk(portfolio_of(given.on, Path(name)), Path(name), given.seed)
        try:
            walk.run(given.keys, given.chunk)
        except Broken as error:
            sys.exit(str(error))
        print(f"seed {given.seed}: {walk.pressed} keys, {walk.sessions} sessions on {given.on}: all well")


if __name__ == "__main__":
    main()
