"""While the screens are open: the day's copy, the memory of what was seen, the warning when it is gone."""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.sized import made
from tests.terminal.tty import LONGEST, Tty

TOP = Path(__file__).resolve().parents[2]
PMBOARD = [sys.executable, str(TOP / "pmboard.py")]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    made(tmp_path / "p.db", 1, 10)
    home = {name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    return {"PMBOARD_DB": str(tmp_path / "p.db"), **home}


def appears(place: Path, within: float = LONGEST) -> bool:
    until = time.monotonic() + within
    while not any(place.parent.glob(place.name)):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_the_copy_of_the_day_is_made_and_what_was_seen_is_kept(env: dict[str, str], tmp_path: Path) -> None:
    with Tty([*PMBOARD, "P0"], env=env) as tty:
        tty.wait_for("Backlog")
        assert appears(tmp_path / "p.db.backups" / "daily-*.db")
        tty.type("n", "A new card", "\r")
        tty.wait_for("A new card")
        tty.type("\x11")
        assert tty.ended() == 0
    memory = json.loads((tmp_path / "XDG_STATE_HOME" / "pmboard" / "seen.json").read_text())
    kept = memory[str(tmp_path / "p.db")]["seen"]
    shutil.copy(next((tmp_path / "p.db.backups").glob("daily-*.db")), tmp_path / "p.db")
    with Tty([*PMBOARD, "P0"], env=env) as tty:
        tty.wait_for("went back")
    memory = json.loads((tmp_path / "XDG_STATE_HOME" / "pmboard" / "seen.json").read_text())
    assert memory[str(tmp_path / "p.db")]["seen"] < kept


def test_a_copy_that_cannot_be_made_is_told(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "p.db.backups").write_text("in the way")
    with Tty([*PMBOARD, "P0"], env=env) as tty:
        tty.wait_for("! no copy was made today: ")
        tty.send("q")
        assert tty.ended() == 0
        assert b"Traceback" not in tty.raw
