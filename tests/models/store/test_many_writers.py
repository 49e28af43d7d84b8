"""Several processes on one file, as on a host where a team works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.store import check, files
from models.store.tables import Card, Column, Move, Project

TOP = Path(__file__).resolve().parents[3]

CREATE = """
import sys
from models.store.database import Store
from models.store.tables import Setting
sys.stdin.readline()
store = Store.open(sys.argv[1])
with store.change(sys.argv[2], "s", 1, "a") as change:
    change.create(Setting, key="k" + sys.argv[2], value="v")
store.close()
"""
WRITE = """
import sys
from models.store.database import Store
from models.store.tables import Card
store = Store.open(sys.argv[1])
sys.stdin.readline()
for turn in range(60):
    with store.change(sys.argv[2], "s", turn, "add") as change:
        card = change.get(Card, turn % 3 + 1)
        change.update(Card, card.id, {"estimate": card.estimate + 1}, seen=card.version)
store.close()
"""
HOLD = """
import sys
from models.store.database import Store
store = Store.open(sys.argv[1])
with store.change("holder", "s", 1, "hold"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def started(code: str, path: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path), name],
        cwd=TOP,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_at_once(code: str, path: Path, count: int) -> None:
    processes = [started(code, path, str(number)) for number in range(count)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        _, errors = process.communicate(timeout=300)
        assert (process.returncode, errors) == (0, "")


def test_twelve_processes_make_one_file_at_once(tmp_path: Path, opened) -> None:
    run_at_once(CREATE, tmp_path / "p.db", 12)
    store = opened("ann").store
    assert store.rows("SELECT COUNT(*), COUNT(DISTINCT key) FROM setting") == [(12, 12)]
    assert store.last_sequence() == 12
    assert check.check(store) == []
    store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("p.db", "p.db.turn0", "p.db.turn1", "p.db.turn2")
    ]


@pytest.mark.parametrize("sound", [True, False], ids=["log", "journal"])
def test_no_update_is_lost(tmp_path: Path, opened, monkeypatch: pytest.MonkeyPatch, sound: bool) -> None:
    monkeypatch.setattr(files, "is_sound", lambda: sound)
    ann = opened("ann")
    with ann.change("set up") as change:
        project = change.create(Project, key="A", name="A", next_number=4)
        column = change.create(Column, project=project, name="Do", rank="a0")
        change.create(Column, project=project, name="Done", kind="done", rank="a1")
        for number in (1, 2, 3):
            card = change.create(
                Card, project=project, number=number, column=column, rank=f"a{number}", title="x", estimate=0
            )
            change.create(Move, card=card, to_column=column, at=1)
    before = ann.store.last_sequence()
    run_at_once(WRITE, ann.store.path, 4)
    assert ann.store.rows("SELECT SUM(estimate), SUM(version) FROM card") == [(240, 243)]
    assert ann.store.last_sequence() - before == 240
    assert check.check(ann.store) == []


def test_waiting_is_bounded_and_a_writer_who_dies_lets_the_next_one_in(ann, board) -> None:
    from models.store.errors import Busy

    holder = started(HOLD, ann.store.path, "h")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Busy, match="somebody else is writing"), ann.change(wait=0.2):
        pass
    assert ann.store.rows("SELECT title FROM card") == [("First",)]
    holder.kill()
    holder.communicate()
    with ann.change(wait=5) as change:
        change.update(Card, board.card, {"title": "Now"}, seen=1)
    assert check.check(ann.store) == []
