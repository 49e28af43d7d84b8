from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models.store import check, files
from models.store.backup import backup
from models.store.database import Store
from models.store.errors import Damaged, FileMoved
from models.store.restore import restore
from models.store.sentences import translated
from models.store.tables import Card, Project, Setting


def moved(path: Path) -> None:
    path.rename(path.with_name("q.db"))


def replaced(path: Path) -> None:
    shutil.copy(path, path.with_name("q.db"))
    path.with_name("q.db").replace(path)


def gone_with_its_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def without_its_log(path: Path) -> None:
    Path(f"{path}-wal").unlink()


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (moved, "p.db was moved, replaced or deleted while it was open; nothing was saved. Put it back"),
        (replaced, "p.db was moved, replaced or deleted while it was open; nothing was saved. Put it back"),
        (gone_with_its_folder, "p.db was moved, replaced or deleted while it was open; nothing was saved."),
        (lambda path: os.truncate(path, 0), "p.db was emptied while it was open; nothing was saved. Close"),
        (
            without_its_log,
            "p.db-wal was deleted while it was open; nothing was saved. Close pmboard wherever",
        ),
    ],
)
def test_nothing_is_written_where_nobody_would_find_it(
    tmp_path: Path, opened, happens: Callable[[Path], None], says: str
) -> None:
    (tmp_path / "here").mkdir()
    ann = opened("ann", tmp_path / "here" / "p.db")
    assert ann.store.lost() is None
    happens(ann.store.path)
    assert says in str(ann.store.lost())
    with pytest.raises(FileMoved, match=says), ann.change():
        pass


def old_copy(path: Path) -> Path:
    return path.with_name("old.db")


def in_place(path: Path, source: bytes) -> None:
    """As `cp` does it: the file stays, its content is another."""
    with open(path, "r+b") as file:
        file.truncate(0)
        file.write(source)


@pytest.mark.parametrize("logs", [True, False], ids=["log", "journal"])
@pytest.mark.parametrize("how", ["a copy that pmboard made", "a copy of the file", "noise", "half a copy"])
def test_a_file_that_is_overwritten_in_place_is_noticed_before_anything_is_written(
    tmp_path: Path, opened, monkeypatch: pytest.MonkeyPatch, logs: bool, how: str
) -> None:
    monkeypatch.setattr(files, "is_sound", lambda: logs)
    path = tmp_path / "p.db"
    opened("ann").store.close()
    if how == "a copy that pmboard made":
        with closing(Store.open(path)) as store:
            backup(store, old_copy(path))
    else:
        shutil.copy(path, old_copy(path))
    setting_up = opened("ann")
    with setting_up.change() as change:
        project = change.create(Project, key="ATLAS", name="Ledger", description="x" * 50_000)
    setting_up.store.close()
    ann = opened("ann")
    with ann.change() as change:
        change.update(Project, project, {"name": "Other"}, seen=None)
    assert ann.store.lost() is None
    copy = old_copy(path).read_bytes()
    in_place(path, {"noise": b"\xd4" * len(copy), "half a copy": copy[:50]}.get(how, copy))
    says = (
        "p.db was overwritten while it was open; nothing was saved. Close pmboard wherever it is open, then"
    )
    assert says in str(ann.store.lost())
    before = path.read_bytes()
    with pytest.raises(FileMoved, match=says), ann.change():
        pass
    assert path.read_bytes() == before


@pytest.mark.parametrize("logs", [True, False], ids=["log", "journal"])
def test_a_restore_is_no_overwriting(
    tmp_path: Path, opened, monkeypatch: pytest.MonkeyPatch, logs: bool
) -> None:
    monkeypatch.setattr(files, "is_sound", lambda: logs)
    ann = opened("ann")
    for number in range(6):
        with ann.change() as change:
            change.create(Setting, key=f"key {number}", value="x")
        if number == 0:
            backup(ann.store, tmp_path / "old.db")
    restore(ann.store.path, tmp_path / "old.db", author="eva", session="e", at_ms=1)
    assert ann.store.lost() is None
    with ann.change() as change:
        change.create(Setting, key="later", value="x")
    assert ann.store.lost() is None
    ann.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    assert ann.store.lost() is None
    assert ann.store.rows("SELECT key FROM setting") == [("key 0",), ("restored_from",), ("later",)]


def test_what_was_saved_before_the_log_was_deleted_is_kept_by_closing(ann, board, opened) -> None:
    with ann.change() as change:
        change.update(Card, board.card, {"title": "Kept"}, seen=1)
    path = ann.store.path
    without_its_log(path)
    ann.store.close()
    again = opened("ben").store
    assert again.rows("SELECT title FROM card") == [("Kept",)]
    assert check.check(again) == []
    assert again.lost() is None


def test_others_coming_and_going_are_no_reason_to_refuse(ann, board, opened) -> None:
    for turn in range(3):
        ben = opened("ben")
        with ben.change() as change:
            change.update(Card, board.card, {"title": f"{turn} of Ben"}, seen=None)
        ben.store.close()
        assert ann.store.lost() is None
        with ann.change() as change:
            change.update(Card, board.card, {"title": f"{turn} of Ann"}, seen=None)
    assert check.check(ann.store) == []


def test_a_message_that_is_no_text_is_damage(tmp_path: Path) -> None:
    with (
        pytest.raises(Damaged, match=r"p.db is damaged .*; restore it from a backup"),
        translated(Path("p.db")),
    ):
        b"malformed database schema \xd4".decode()


def test_a_read_says_what_happened_to_the_file_and_not_only_that_it_cannot_be_read(
    tmp_path: Path, opened
) -> None:
    path = tmp_path / "p.db"
    opened("ann", path).store.close()
    # Opened anew, nothing of it is in memory: with the log folded in it is read from the file.
    ann = opened("ann", path)
    in_place(path, b"\xd4" * path.stat().st_size)
    with pytest.raises(FileMoved, match="was overwritten while it was open"):
        ann.store.rows("SELECT * FROM event")
    os.truncate(path, 0)
    with pytest.raises(FileMoved, match="was emptied while it was open"):
        ann.store.rows("SELECT * FROM card")
