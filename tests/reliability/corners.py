"""One corner of the program at a time, for long: long texts, forms, the mouse, the delivery page.

.venv/bin/python tests/reliability/corners.py [--corner writing|forms|mouse|delivery] [--seed N] [--steps N]

After every step each byte is taken apart and every edge looked at, after every seventh the screen is compared
with itself painted anew, after every 25th a key must be heard. Another session changes things meanwhile.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.portfolio import Portfolio
from tests.reliability.hostile import TEXTS
from tests.reliability.hostile_neighbor import Neighbor
from tests.reliability.hostile_screens import cells, edges
from tests.reliability.hostile_stream import strange
from tests.reliability.random_keys import PMBOARD, SIZES, portfolio_of
from tests.terminal.tty import KEYS, QUIET, Tty

REST = 0.05
USUAL = (100, 30)
PAINTED, HEARD = 7, 25
"""Steps after which the screen is painted anew, and a key must be heard."""
TYPED = tuple(text for text in TEXTS.values() if text.isprintable() and 0 < len(text) < 300)
ANSWERS = (
    *("", "0", "-1", "3", "5", "1e400", "nan", "tomorrow", "2026-02-30", "9999-12-31", "0001-01-01"),
    *(
        "12,500",
        "1.500",
        "€ 1.5k",
        "字字字",
        "none",
        "people",
        "anna",
        "⏎",
        "EUR",
        "+3",
        "fri",
        "10000-01-01",
    ),
)
FILTERS = ("is:", "is:late", "@", "@anna", "-", '"', "health:red", "*", "is:nonsense", "acme", "%", "' OR 1")
BACK = ("shift+tab", "ctrl+b", "left")
EDITS = (
    *("left", "right", "up", "down", "home", "end", "backspace", "delete", "tab", "enter"),
    *(f"ctrl+{letter}" for letter in "aktuwnpyhjbl"),
)
PAGES = (
    "",
    "\r",
    "\t",
    "\t}",
    "\t}}",
    "O",
    "O5",
    "O6",
    "W",
    ":",
    "o",
    "?",
    "a",
    "m",
    "i",
    "I",
    "w",
    "C",
    "n",
)

Step = Callable[["Corner"], str]


@dataclass(slots=True)
class Corner:
    """A walk in one corner. What is wrong is collected, a sentence each."""

    name: str
    database: Path
    seed: int
    random: random.Random = field(init=False)
    neighbor: Neighbor = field(init=False)
    tty: Tty = field(init=False)
    done: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    painted: int = 0

    def __post_init__(self) -> None:
        """Make the source of chance, the same for the same seed."""
        self.random = random.Random(self.seed)
        self.neighbor = Neighbor(self.database, random.Random(self.seed))

    def walk(self, steps: int) -> list[str]:
        """Take so many steps; returns what was wrong, at once when the program ends."""
        chosen = CORNERS[self.name]
        with self._open() as self.tty:
            self.tty.wait_for(r"\S+\s+\S+\s+\S+")
            self.tty.settle()
            for at in range(steps):
                if at % HEARD == 0:
                    self._hears()
                    self.tty.send(ENTRANCES[self.name])
                    self.tty.settle()
                step = self.random.choices(list(chosen), list(chosen.values()))[0]
                self.tty.send(self._noted(step(self)))
                self.tty.settle(REST)
                if not self._holds():
                    break
                if at % PAINTED == 0:
                    self._is_as_painted()
            else:
                self._hears()
        self.wrong += _check(self.database)
        return self.wrong

    def _open(self) -> Tty:
        folder = self.database.parent
        own = {f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "STATE", "DATA")}
        environment = {**own, "PMBOARD_AUTHOR": "anna", "EDITOR": "true", "VISUAL": "true"}
        command = [*PMBOARD, "--db", str(self.database)]
        return Tty(command, columns=USUAL[0], rows=USUAL[1], env=environment)

    def _noted(self, text: str) -> str:
        columns, rows = self.tty.screen.columns, self.tty.screen.lines
        self.done.append(f"{columns}x{rows} {text[:60]!r}")
        return text

    # -- what must hold --------------------------------------------------------------------------

    def _holds(self) -> bool:
        raw = bytes(self.tty.raw)
        self.tty.raw.clear()
        # Copying is offered for what has lost its place.
        self._say(strange(raw, copies=True))
        self._say(edges(self.tty))
        code = self.tty.ended(within=0)
        if code:  # A list may have been asked to quit.
            self._say([f"it ended with {code}: {raw[-1500:].decode(errors='replace')}"])
        return code is None and len(self.wrong) < 10

    def _is_as_painted(self) -> None:
        columns, rows = self.tty.screen.columns, self.tty.screen.lines
        self.painted += 1
        for quiet in (QUIET, 0.4, 0.8):
            self.tty.settle(quiet)
            before = cells(self.tty)
            for lines in (rows + 1, rows):
                self.tty.resize(columns, lines)
                self.tty.settle(quiet)
            after = cells(self.tty)
            if before == after:
                return
        pairs = zip(before, after, strict=True)
        self._say(["other when painted anew" + "".join(f"\n  {a!r}\n  {b!r}" for a, b in pairs if a != b)])

    def _hears(self) -> None:
        self.tty.resize(*USUAL)
        self.tty.settle()
        for _ in range(5):
            self.tty.send(KEYS["escape"])
            self.tty.settle()
        self.tty.send("?")
        try:
            self.tty.wait_for("help|Keys|keys")
        except TimeoutError as error:
            self._say([f"no key is heard any more: {error}"])
        self.tty.settle()
        self.tty.send(KEYS["escape"])
        self.tty.settle()

    def _say(self, sentences: Iterator[str] | Sequence[str]) -> None:
        self.wrong += [f"{' '.join(self.done[-12:])}: {sentence}" for sentence in sentences]


# -- steps -------------------------------------------------------------------------------------------------


def answer(corner: Corner) -> str:
    return corner.random.choice((*ANSWERS, *TYPED)) + corner.random.choice(("", "\r", "\r"))


def enter(_corner: Corner) -> str:
    return "\r"


def escape(_corner: Corner) -> str:
    return KEYS["escape"]


def back(corner: Corner) -> str:
    return KEYS[corner.random.choice(BACK)]


def edit(corner: Corner) -> str:
    return KEYS[corner.random.choice(EDITS)] * corner.random.choice((1, 1, 3, 30))


def text(corner: Corner) -> str:
    return corner.random.choice((*TYPED, " ", "字", "👩\u200d👧", "e\u0301", "x" * 90, "\u0301"))


def paste(corner: Corner) -> str:
    pasted = corner.random.choice(list(TEXTS.values())).replace("\x1b[201~", "") or "x"
    many = corner.random.choice((3_000, 3_000, 3_000, 100_001))
    return f"\x1b[200~{(pasted * (many // len(pasted) + 1))[:many]}\x1b[201~"


def size(corner: Corner) -> str:
    corner.tty.resize(*corner.random.choice(SIZES))
    return ""


def others(corner: Corner) -> str:
    corner.neighbor.act()
    return ""


def save(_corner: Corner) -> str:
    return KEYS["ctrl+d"]


def page(corner: Corner) -> str:
    return corner.random.choice(PAGES)


def tab(corner: Corner) -> str:
    return corner.random.choice("123456789")


def form(corner: Corner) -> str:
    return corner.random.choice(("n", "n", "N", "e", "\r", "x", "c", "u"))


def key(corner: Corner) -> str:
    return corner.random.choice(("j", "k", "h", "l", "g", "G", "z", KEYS["down"], KEYS["up"], "\x1b[6~"))


def mouse(corner: Corner) -> str:
    """Clicks, wheels and drags, also outside of everything, and buttons that are never let go."""
    chance, screen = corner.random, corner.tty.screen

    def at(code: int, ends: str = "M") -> str:
        far = chance.random() < 0.2
        x = chance.choice((0, 1, 9999, screen.columns + 9)) if far else chance.randint(1, screen.columns)
        y = chance.choice((0, 1, 9999, screen.lines + 9)) if far else chance.randint(1, screen.lines)
        return f"\x1b[<{code};{x};{y}{ends}"

    kind = chance.choice(("click", "double", "wheel", "drag", "lost", "let go", "other button"))
    if kind in ("click", "double"):
        pressed = at(0)
        return (pressed + pressed.replace("M", "m")) * (2 if kind == "double" else 1)
    if kind == "wheel":
        return at(chance.choice((64, 65, 66, 67))) * chance.choice((1, 3, 40))
    if kind in ("drag", "lost"):
        return at(0) + "".join(at(32) for _ in range(3)) + (at(0, "m") if kind == "drag" else "")
    return at(0, "m") if kind == "let go" else at(chance.choice((1, 2, 4, 8, 16, 35, 128)))


def choose(corner: Corner) -> str:
    """A list: sorting, grouping, a project, the palette, left or answered, also before a search answers."""
    opened = corner.random.choice("swo:")
    chosen = corner.random.choice((KEYS["down"] * corner.random.randint(0, 9), *FILTERS, *TYPED))
    # The palette does what it finds: only words that quit nothing.
    return opened + (chosen if opened != ":" else "time") + corner.random.choice(("\r", KEYS["escape"]))


def narrow(corner: Corner) -> str:
    return "/" + corner.random.choice((*FILTERS, *TYPED)) + corner.random.choice(("\r", KEYS["escape"], ""))


def timeline(corner: Corner) -> str:
    return corner.random.choice(
        ("}", "+" * 30, "-" * 40, "0", "t", ".", "h" * 30, "l" * 30, "[", "]", "i", "L")
    )


CORNERS: Mapping[str, Mapping[Step, float]] = {
    "writing": {edit: 40, text: 25, paste: 10, size: 6, mouse: 8, save: 2, escape: 1, others: 2},
    "forms": {tab: 8, form: 14, answer: 40, enter: 12, back: 10, escape: 3, paste: 2, size: 3, others: 4},
    "mouse": {mouse: 50, page: 10, size: 8, escape: 5, others: 6, key: 6},
    "delivery": {choose: 20, narrow: 10, timeline: 14, key: 12, size: 4, escape: 6, enter: 3, others: 3},
}
"""What is done in a corner, and how often."""
ENTRANCES = {"writing": "1gC", "forms": "O", "mouse": "", "delivery": "\t"}


def _check(database: Path) -> list[str]:
    portfolio = Portfolio.open(database, author="check")
    try:
        return [f"check: {found}" for found in portfolio.check()]
    finally:
        portfolio.close()


def main() -> None:
    """Walk in the corners; ends with 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corner", action="append", choices=CORNERS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=400)
    given = parser.parse_args()
    broken = 0
    for name in given.corner or CORNERS:
        with tempfile.TemporaryDirectory() as folder:
            corner = Corner(name, portfolio_of("demo", Path(folder)), given.seed)
            wrong = corner.walk(given.steps)
        print(
            f"{name}, seed {given.seed}: {len(corner.done)} steps, {corner.painted} screens painted anew, "
            f"the neighbor saved {corner.neighbor.saved}: {len(wrong)} wrong",
            flush=True,
        )
        for sentence in wrong:
            print(f"  {sentence}")
        broken += bool(wrong)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
