"""Every screen at rest and while others write, on a terminal of its own: bytes and processor time."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal.tty import AFTER_START, Tty
from tests.tui import samples

ROOT = Path(__file__).parents[2]
PMBOARD = [sys.executable, "-B", str(ROOT / "pmboard.py")]
REST = 3.0
"""Seconds for which a screen is left alone."""
SCREENS = {
    "board": ((), "Backlog"),
    "card": (("enter",), "assignees"),
    "delivery": (("tab",), "Delivery"),
    "timeline": (("tab", "}"), "today"),
    "project": (("O",), "overview"),
    "history": (("W", "w", "enter"), "History  everything"),
}
"""Screen -> what is pressed on the board to be there, and a word of it."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.ledger(tmp_path_factory.mktemp("live") / "ledger.db")


class Opened(NamedTuple):
    """A screen, and how another command gets at what it shows."""

    tty: Tty
    path: Path
    environment: dict[str, str]


@pytest.fixture(scope="module", params=SCREENS)
def opened(
    request: pytest.FixtureRequest, original: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("screen")
    path = Path(shutil.copy(original, folder / "ledger.db"))
    environment = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "STATE", "CONFIG")}
    keys, word = SCREENS[request.param]
    with Tty([*PMBOARD, "--db", str(path), "--as", "anna", "ATLAS"], env=environment) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        tty.type(*keys)
        tty.wait_for(word)
        tty.settle(AFTER_START)
        yield Opened(tty, path, environment)


def test_at_rest_nothing_is_sent(opened: Opened) -> None:
    tty = opened.tty
    tty.settle(AFTER_START)
    used = tty.cpu()
    assert tty.listen(REST).bytes == 0
    # The budget is half a percent, and measured in the benchmark; work without end takes all of it.
    assert tty.cpu() - used <= 0.05 * REST
    assert "Traceback" not in tty.text()


def test_what_a_command_changes_is_told_and_costs_little(opened: Opened) -> None:
    tty = opened.tty
    # On the fifth column: most screens have nothing to repaint but the sentence.
    change = ["card", "edit", "--db", str(opened.path), "--as", "ben", "ATLAS-20", "--title", "Zebra"]
    before = len(tty.raw)
    done = subprocess.run(
        [*PMBOARD, *change],
        capture_output=True,
        text=True,
        env={**opened.environment, "LANG": "C.UTF-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    tty.wait_for("ben: ")
    tty.settle(AFTER_START)
    assert len(tty.raw) - before < 12_000
