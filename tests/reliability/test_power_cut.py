"""A short form of `power_cut.py`: the store's two modes, and two in which it must see what is lost."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.reliability.by_hand import by_hand


@pytest.mark.parametrize("mode", ["wal-full", "truncate-full"])
def test_no_acknowledged_change_is_lost_in_a_power_cut(mode: str) -> None:
    code, said = by_hand("power_cut.py", "--cuts", "16", "--deeds", "90", "--mode", mode)
    assert (code, ": 0 damaged, 0 lost acknowledged commits" in said) == (0, True), said
    operations, commits = map(int, re.findall(r"(\d+) operations, (\d+) commits", said)[0])
    assert operations > 10 * commits > 500


@pytest.mark.parametrize(
    ("mode", "sees"), [("wal-normal", r"[1-9]\d* lost"), ("delete-off", r"[1-9]\d* damaged")]
)
def test_less_syncing_is_seen_to_lose(mode: str, sees: str) -> None:
    code, said = by_hand(
        "power_cut.py", "--cuts", "24", "--deeds", "60", "--checkpoint", "40", "--mode", mode
    )
    assert code == 0
    assert re.search(sees, said), said


def test_the_database_layer_never_takes_the_library_of_this_test() -> None:
    code = "import sys; from models.store.driver import sqlite3; import models.store.undo; " + (
        "print(sqlite3.__name__, any(name.startswith('apsw') for name in sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said in ("pysqlite3.dbapi2 False\n", "sqlite3 False\n")
