from __future__ import annotations

from pathlib import Path

import pytest

from models.store import backup, check, sentences
from models.store.database import Store
from models.store.driver import DriverError
from models.store.errors import Busy, Damaged, DiskFull, ReadOnly, StoreError
from models.store.tables import Card, Comment


def test_a_full_disk_loses_nothing_and_says_so(ann, board) -> None:
    (pages,) = ann.store.rows("PRAGMA page_count")[0]
    ann.store.rows(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(DiskFull, match="is full; nothing was saved"), ann.change() as change:
        change.create_many(Comment, [{"card": board.card, "at": 1, "author": "ann", "text": "x" * 9000}] * 20)
    ann.store.rows("PRAGMA max_page_count = 1000000")
    assert ann.store.rows("SELECT COUNT(*) FROM comment") == [(0,)]
    assert check.check(ann.store) == []
    with ann.change() as change:
        change.update(Card, board.card, {"title": "Kept"}, seen=1)
    assert ann.store.rows("SELECT title FROM card") == [("Kept",)]


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("database is locked", Busy),
        ("database or disk is full", DiskFull),
        ("disk I/O error", DiskFull),
        ("attempt to write a readonly database", ReadOnly),
        ("database disk image is malformed", Damaged),
        ("file is not a database", Damaged),
        ("no such table: card", Damaged),
        ("Could not decode to UTF-8 column 'title' with text '?'", Damaged),
        ("unable to open database file", StoreError),
        ("something new", StoreError),
    ],
)
def test_every_error_of_the_library_becomes_a_sentence(message: str, kind: type[StoreError]) -> None:
    error = sentences.sentence(message, Path("/data/p.db"))
    assert type(error) is kind
    assert "/data/p.db" in str(error)


def test_a_backup_is_one_checked_private_file(ann, board, tmp_path: Path) -> None:
    made = backup.backup(ann.store, tmp_path / "copy.db")
    assert made == tmp_path / "copy.db"
    assert made.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob("copy.db-*"))
    copy = Store.open(made)
    assert copy.rows("SELECT title FROM card") == [("First",)]
    assert check.check(copy) == []
    copy.close()


def test_a_backup_to_a_full_disk_names_the_backup(
    ann, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DriverError("database or disk is full")

    monkeypatch.setattr(backup, "_copy", full)
    target = tmp_path / "copy.db"
    with pytest.raises(DiskFull, match=rf"^{target}: the backup cannot be written"):
        backup.backup(ann.store, target)
    assert not list(tmp_path.glob(".copy.db*"))


def test_a_backup_never_overwrites(ann, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(StoreError, match="is there already"):
        backup.backup(ann.store, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"
    with pytest.raises(StoreError, match="cannot be written"):
        backup.backup(ann.store, tmp_path / "absent" / "copy.db")


def test_check_survives_a_file_that_is_torn(ann, board, tmp_path: Path) -> None:
    path = backup.backup(ann.store, tmp_path / "torn.db")
    with open(path, "r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 3)
    torn = Store.open(path)
    try:
        assert check.check(torn)[0].startswith(("the file is damaged", f"{path} is damaged"))
    finally:
        torn.close()
