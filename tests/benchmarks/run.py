"""Measure every budget of the design on this machine, and print each beside what it is compared with.

    .venv/bin/python tests/benchmarks/run.py [--large]

Times are medians of interleaved runs, and noisy; bytes and counts are exact. ``--large`` adds portfolios of
100,000 cards in 1,000 projects and of 1,000,000 in 10,000 (several minutes).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from models.actions.cards import edit  # noqa: E402
from models.portfolio import Portfolio  # noqa: E402
from tests.sized import make  # noqa: E402
from tests.terminal.opened import Pages  # noqa: E402
from tests.terminal.tty import LONGEST, Answer, Tty  # noqa: E402
from tests.tui.board.lines import card as card_line  # noqa: E402
from tui.board.matching import matching  # noqa: E402

PMBOARD = [sys.executable, str(TOP / "pmboard.py")]
BARE = [sys.executable, str(TOP / "tests/benchmarks/bare.py")]


def row(what: str, measured: str, budget: str) -> None:
    print(f"{what:58} {measured:34} {budget}", flush=True)


def median(values: list[float]) -> float:
    return statistics.median(values)


def environment(path: Path) -> dict[str, str]:
    home = path.parent
    return {
        "PMBOARD_DB": str(path),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_DATA_HOME": str(home / "data"),
    }


def first_frame(command: list[str], text: bytes, env: dict[str, str]) -> tuple[float, int]:
    """Seconds until the first frame with a text has arrived, and all bytes of the start."""
    with Tty(command, env=env) as tty:
        # The screen is not looked at: the time in which pyte understands a frame is not the program's.
        while text not in tty.raw:
            if time.perf_counter() - tty.started > LONGEST:
                raise TimeoutError(f"{text!r} did not appear")
            tty._read(0.05)
        seconds = time.perf_counter() - tty.started
        tty.settle(0.5)
        return seconds, len(tty.raw)


def start(path: Path) -> None:
    ours: list[float] = []
    bare: list[float] = []
    size = 0
    for _ in range(15):
        bare.append(first_frame(BARE, b"bare", {})[0])
        seconds, size = first_frame([*PMBOARD, "P0"], b"Implement feature", environment(path))
        ours.append(seconds)
    ratio = median([a / b for a, b in zip(ours, bare, strict=True)])
    row(
        "start to the first useful frame, 1,000 cards",
        f"{ratio:.2f} x ({median(ours):.2f} s), fastest {min(ours) / min(bare):.2f} x, {size / 1000:.0f} KB",
        "1.3 x bare, 100 KB",
    )


def told(answers: list[Answer]) -> str:
    size = max(answer.bytes for answer in answers)
    return f"{size:,} bytes, {median([answer.last_ms or 0 for answer in answers]):.0f} ms"


def board(path: Path, cards: int) -> None:
    label = f"{cards:,} cards"
    with Tty([*PMBOARD, "P0"], env=environment(path)) as tty:
        tty.wait_for("Implement feature")
        tty.settle(1.0)
        row(f"cursor move in view, {label}", told([tty.press("j") for _ in range(4)]), "500 bytes, 20 ms")
        row(
            f"cursor to the next column, {label}",
            told([tty.press(key) for key in "lhlh"]),
            "500 bytes, 20 ms",
        )
        tty.type(*"jjjj")
        scrolled = [tty.press("j") for _ in range(12)]
        row(f"cursor move that scrolls, {label}", told(scrolled), "7 KB")
        tty.type("g")
        tty.settle(0.5)
        row(f"card to the next column, {label}", told([tty.press("L") for _ in range(1)]), "10 KB, 60 ms")
        row(f"undo, {label}", told([tty.press("u")]), "")
        lanes(tty, label)
        news(tty, path, label)
        row(f"memory of the board, {label}", f"{tty.memory():.0f} MB", "120 MB at 100,000")
        row(f"details opened, {label}", told([tty.press("enter")]), "25 KB")
        row(f"details closed, {label}", told([tty.press("escape")]), "25 KB")
        row(f"to the delivery screen, first time, {label}", told([tty.press("tab", 1.5)]), "")
        row(f"board <-> delivery, {label}", told([tty.press("tab", 0.6), tty.press("tab", 0.6)]), "40 KB")
        row(
            f"cursor move on the delivery screen, {label}",
            told([tty.press("j"), tty.press("k")]),
            "500 bytes",
        )
        tty.settle(0.5)
        used = tty.cpu()
        rest = tty.listen(10.0)
        row(
            f"at rest for 10 s, {label}",
            f"{rest.bytes} bytes, {(tty.cpu() - used) * 10:.2f} % CPU",
            "0 bytes, 0.5 %",
        )
        row(f"memory with the delivery screen, {label}", f"{tty.memory():.0f} MB", "120 MB at 100,000")
        begin = time.perf_counter()
        tty.hang_up()
        code = tty.ended()
        row(f"gone after its terminal, {label}", f"{time.perf_counter() - begin:.2f} s, code {code}", "2 s")


def lanes(tty: Tty, label: str) -> None:
    tty.type("w", *"type", "enter", "g")
    row(f"cursor between swimlanes, {label}", told([tty.press(key) for key in "jlhk"]), "500 bytes, 20 ms")
    row(f"card to the next column, swimlanes, {label}", told([tty.press("L")]), "25 KB")
    tty.type("u", "w", *"none", "enter", "g")


def news(tty: Tty, path: Path, label: str) -> None:
    """What another session has saved until it is on the screen, over and over."""
    other = Portfolio.open(path, author="ben")
    [(card,)] = other.store.rows("SELECT id FROM card ORDER BY id LIMIT 1")
    took: list[float] = []
    sizes: list[int] = []
    for turn in range(8):
        tty.settle(0.6)
        title = f"Renamed {turn}"
        edit(other, card, None, title=title)
        begin, before = time.perf_counter(), len(tty.raw)
        tty.wait_for(title)
        took.append(time.perf_counter() - begin)
        tty.settle(0.6)
        sizes.append(len(tty.raw) - before)
    other.close()
    row(f"another's change is shown, {label}", f"{median(took):.2f} s, {max(sizes):,} bytes", "1 s")


def timeline() -> None:
    with Pages("}", shows="first baseline") as opened:
        for count in (10, 10_000):
            tty = opened(count)
            moves = [tty.press(key) for key in "jjkk"]
            row(f"cursor on the timeline, {count:,} projects", told(moves), "500 bytes, 20 ms")
            pans = [tty.press(key) for key in "lhlh-+"]
            row(f"pan and zoom, {count:,} projects", told(pans), "25 KB, 100 ms")


def filtering() -> None:
    cards = [
        card_line(n, title=f"Card number {n} of many", assignees=(f"p{n % 40}",), labels=(f"l{n % 9}",))
        for n in range(100_000)
    ]
    took = []
    for typed in ("zz", "@p7", "ä", "many", "99"):
        begin = time.perf_counter()
        matching(cards, [typed])
        took.append((time.perf_counter() - begin) * 1000)
    row("a letter in the filter, 100,000 cards", f"{median(took):.0f} ms", "")


def import_2_mb(folder: Path) -> None:
    source = folder / "large.yaml"
    source.write_text(large_definition(7_300), encoding="utf-8")
    code = f"""
import gc, sys, time
sys.path.insert(0, {str(TOP)!r})
from pathlib import Path
import yaml
from models.portfolio import Portfolio
from models.definitions.importing import import_paths
source = Path({str(source)!r})
portfolio = Portfolio.open(Path({str(folder)!r}, f'import-{{time.time_ns()}}.db'), author='bench')
begin = time.perf_counter(); yaml.load(source.read_bytes(), yaml.CSafeLoader); middle = time.perf_counter()
import_paths(portfolio, [source])
print((time.perf_counter() - middle) / (middle - begin), time.perf_counter() - middle)
"""
    found = [
        tuple(map(float, subprocess.check_output([sys.executable, "-c", code], text=True).split()))
        for _ in range(5)
    ]
    row(
        f"import of {source.stat().st_size / 1e6:.1f} MB, 7,300 cards",
        f"{median([a for a, _ in found]):.2f} x ({median([b for _, b in found]):.2f} s)",
        "1.5 x CSafeLoader",
    )


def large_definition(cards: int) -> str:
    """A file like the Kubernetes one: a title, a milestone and two or three dated moves for each card."""
    lines = ["pmboard: 1", "projects:"]
    for project in range(10):
        lines += [f"- key: P{project}", f"  name: Project {project}", "  state: active", "  columns:"]
        for name, kind in (
            ("Provisional", "queue"),
            ("Alpha", "active"),
            ("Beta", "active"),
            ("Done", "done"),
        ):
            lines += [f"  - name: {name}", f"    kind: {kind}"]
        lines += ["  milestones:", "  - name: v1.19", "    due: 2020-08-26", "  cards:"]
        for card in range(cards // 10):
            last = ("Provisional", "Alpha", "Beta", "Done")[card % 4]
            lines += [
                f"  - id: {card}-enhancement-proposal",
                f"    title: Enhancement proposal number {card} with a title of an ordinary length",
                f"    column: {last}",
                "    milestone: v1.19",
                "    history:",
            ]
            for step, name in enumerate(("Provisional", "Alpha", "Beta", "Done")[: card % 4 + 1]):
                lines += [f"    - column: {name}", f"      at: '202{step}-03-26T16:10:25Z'"]
    return "\n".join(lines) + "\n"


def command(folder: Path) -> None:
    demo = {"PMBOARD_DEMO_DB": str(folder / "demo.db")}
    subprocess.run([*PMBOARD, "demo"], env={**os.environ, **demo}, stdout=subprocess.DEVNULL, check=True)
    env = {**os.environ, "PMBOARD_DB": str(folder / "demo.db")}

    def seconds(words: list[str]) -> float:
        begin = time.perf_counter()
        subprocess.run(words, env=env, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begin

    pairs = [
        (seconds([*PMBOARD, "delivery", "--json"]), seconds([sys.executable, "-c", "import peewee"]))
        for _ in range(15)
    ]
    row(
        "pmboard delivery --json on the demo",
        f"{median([a / b for a, b in pairs]):.2f} x ({median([a for a, _ in pairs]):.2f} s), "
        f"fastest {min(a for a, _ in pairs) / min(b for _, b in pairs):.2f} x",
        "2 x import peewee",
    )


def portfolio(folder: Path, projects: int, cards: int, first_budget: str) -> None:
    path = folder / f"{projects}.db"
    make(path, projects, cards)
    with Tty([*PMBOARD, "P0"], env=environment(path)) as tty:
        tty.wait_for("Implement feature")
        tty.settle(1.0)
        begin = time.perf_counter()
        tty.send("\t")
        tty.wait_for(rf"{projects:,} projects|{projects} projects")
        shown = time.perf_counter() - begin
        tty.wait_for(r"P0 .*\d+ ?%", limit=120)
        numbers = time.perf_counter() - begin
        tty.settle(3.0)
        row(
            f"delivery screen, {projects:,} projects / {cards:,} cards",
            f"counts {shown:.2f} s, first numbers {numbers:.2f} s",
            first_budget,
        )
        row(
            f"cursor move there, {projects:,} projects",
            told([tty.press("j") for _ in range(4)]),
            "500 bytes, 20 ms",
        )


def compiled_once(folder: Path) -> None:
    """Let Python keep its compiled modules, as an installed program has them, wherever this is run."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "pycache")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    large = parser.parse_args().large
    row("what", "measured", "budget")
    with tempfile.TemporaryDirectory(prefix="pmboard-bench-") as name:
        folder = Path(name)
        compiled_once(folder)
        steps: list[Callable[[], None]] = [lambda: command(folder), lambda: import_2_mb(folder)]
        for cards in (100, 1_000, 100_000):
            make(folder / f"board-{cards}.db", 1, cards)
        steps.append(lambda: start(folder / "board-1000.db"))
        steps += [lambda cards=cards: board(folder / f"board-{cards}.db", cards) for cards in (100, 100_000)]
        steps += [timeline, filtering]
        if large:
            steps.append(lambda: portfolio(folder, 1_000, 100_000, "0.5 s"))
            steps.append(lambda: portfolio(folder, 10_000, 1_000_000, "2 s, warm cache"))
        for step in steps:
            step()


if __name__ == "__main__":
    main()
