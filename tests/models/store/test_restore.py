"""A backup comes back, seen by who has the portfolio open; what it replaces is kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.store import driver
from models.store.backup import backup
from models.store.check import check
from models.store.database import Store
from models.store.errors import Busy, Conflict, Damaged, FileMoved, NotADatabase, StoreError
from models.store.restore import Restored, restore
from models.store.tables import Card, Client

AT = 1_790_000_500_000


def bring_back(path: Path, source: Path, **more: bool) -> Restored:
    return restore(path, source, author="eva", session="s", at_ms=AT, wait=2, **more)


@pytest.fixture
def saved(ann, board, tmp_path: Path) -> Path:
    place = backup(ann.store, tmp_path / "saved.db")
    with ann.change() as change:
        change.update(Card, board.card, {"title": "Second"}, seen=None)
    return place


def titles(store: Store) -> list[str]:
    return [row[0] for row in store.rows("SELECT title FROM card")]


def test_open_sessions_see_the_older_state_as_a_change_and_go_on_writing(ann, ben, board, saved) -> None:
    version, last = ben.store.data_version(), ben.store.last_sequence()
    done = bring_back(ann.store.path, saved)
    assert titles(ben.store) == ["First"]
    assert ben.store.data_version() != version
    (event,) = ben.store.events_since(last)
    assert (event.author, event.action, event.entity) == ("eva", "portfolio.restore", "setting")
    assert event.summary == "the backup saved.db was restored"
    with ben.change() as change:
        change.update(Card, board.card, {"title": "Third"}, seen=None)
    assert titles(ann.store) == ["Third"]
    assert check(ann.store) == []
    assert done.before == last


def test_what_it_replaces_is_kept_whole_and_can_be_restored_in_its_turn(ann, board, saved) -> None:
    done = bring_back(ann.store.path, saved)
    assert done.kept is not None
    kept = Store.open(done.kept, read_only=True)
    assert titles(kept) == ["Second"]
    kept.close()
    bring_back(ann.store.path, done.kept)
    assert titles(ann.store) == ["Second"]
    assert check(ann.store) == []


def test_the_journal_mode_stays(ann, board, saved) -> None:
    before = ann.store.rows("PRAGMA journal_mode")
    bring_back(ann.store.path, saved)
    fresh = Store.open(ann.store.path)
    assert fresh.rows("PRAGMA journal_mode") == before
    fresh.close()


def test_an_edit_of_what_is_not_there_any_more_is_a_conflict_that_says_who_restored(
    ann, board, saved
) -> None:
    bring_back(ann.store.path, saved)
    with pytest.raises(Conflict, match="eva restored a backup") as refused, ann.change() as change:
        change.update(Card, board.card, {"title": "Mine"}, seen=2)
    assert refused.value.fields == {"title": ("Mine", "First")}


def test_who_waited_for_others_in_vain_is_told_and_nothing_changes(ann, board, saved: Path) -> None:
    with closing(driver.sqlite3.connect(str(ann.store.path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="somebody else is writing"):
            restore(ann.store.path, saved, author="eva", session="s", at_ms=AT, wait=0.1)
    assert titles(ann.store) == ["Second"]


def test_what_a_slow_disk_has_written_is_restored_however_long_it_took(
    ann, board, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.store.restore.time", SimpleNamespace(monotonic=count(0, 60).__next__))
    assert bring_back(ann.store.path, saved).kept is not None
    assert titles(ann.store) == ["First"]


def test_a_damaged_backup_is_refused_and_nothing_changes(ann, board, saved: Path) -> None:
    edit = sqlite3.connect(str(saved))
    edit.execute("DROP TRIGGER card_version")
    edit.execute("UPDATE card SET title = 'Forged'")
    edit.commit()
    edit.close()
    with pytest.raises(Damaged, match="nothing was restored"):
        bring_back(ann.store.path, saved)
    assert titles(ann.store) == ["Second"]
    bring_back(ann.store.path, saved, force=True)
    assert titles(ann.store) == ["Forged"]


def test_a_backup_of_another_portfolio_is_refused(
    ann, board, opened: Callable[..., Any], tmp_path: Path
) -> None:
    other = opened("cleo", tmp_path / "other.db")
    with other.change() as change:
        change.create(Client, key="x", name="X")
    copy = backup(other.store, tmp_path / "of-other.db")
    with pytest.raises(StoreError, match="another portfolio"):
        bring_back(ann.store.path, copy)
    assert titles(ann.store) == ["First"]


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0", os.urandom(4096), b"text\n" * 200])
def test_a_broken_portfolio_is_put_aside_with_its_side_files(ann, board, saved: Path, damage: bytes) -> None:
    path = ann.store.path
    ann.store.close()
    path.write_bytes(damage)
    Path(f"{path}-wal").write_bytes(b"left over")
    done = bring_back(path, saved)
    assert done.before is None
    assert done.kept is not None
    assert done.kept.read_bytes() == damage
    assert Path(f"{done.kept}-wal").read_bytes() == b"left over"
    fresh = Store.open(path)
    assert titles(fresh) == ["First"]
    assert check(fresh) == []
    fresh.close()


def test_a_session_on_the_broken_file_notices_before_it_writes(ann, ben, board, saved: Path) -> None:
    path = ann.store.path
    os.rename(path, path.with_name("gone.db"))
    bring_back(path, saved)
    with pytest.raises(FileMoved), ben.change() as change:
        change.update(Card, board.card, {"title": "Into the ghost"}, seen=None)


def test_a_missing_portfolio_is_made_from_the_backup(ann, board, saved: Path, tmp_path: Path) -> None:
    place = tmp_path / "new.db"
    done = bring_back(place, saved)
    assert (done.before, done.kept) == (None, None)
    fresh = Store.open(place)
    assert titles(fresh) == ["First"]
    fresh.close()


def test_the_database_of_another_program_is_never_put_aside(saved: Path, tmp_path: Path) -> None:
    place = tmp_path / "mail.db"
    foreign = sqlite3.connect(str(place))
    foreign.execute("PRAGMA application_id = 77")
    foreign.execute("CREATE TABLE mail (x)")
    foreign.commit()
    foreign.close()
    before = place.read_bytes()
    with pytest.raises(NotADatabase, match="another program"):
        bring_back(place, saved)
    assert place.read_bytes() == before


def test_the_portfolio_itself_is_no_backup(ann, board) -> None:
    with pytest.raises(StoreError, match="is the portfolio itself"):
        bring_back(ann.store.path, ann.store.path)


def test_nothing_is_left_beside_the_portfolio(ann, board, saved: Path) -> None:
    bring_back(ann.store.path, saved)
    left = {place.name for place in ann.store.path.parent.iterdir() if not place.name.startswith("p.db")}
    assert left == {"saved.db"}
