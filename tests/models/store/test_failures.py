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


def damaged(person, sql: str, *, constraints: bool = True) -> list[str]:
    connection = person.store._connection
    if not constraints:
        connection.execute("PRAGMA foreign_keys = 0")
        connection.execute("PRAGMA ignore_check_constraints = 1")
    for statement in sql.split(";"):
        connection.execute(statement)
    return check.check(person.store)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        (
            "DROP TRIGGER card_version; UPDATE card SET title = 'Fjrst'",
            "card 1: title is 'Fjrst', but its history says 'First'",
        ),
        (
            "UPDATE card SET title = 'x', version = version + 1",
            "card 1 has version 2, but its history ends with 1",
        ),
        ("DROP TRIGGER event_kept; DELETE FROM event WHERE entity = 'card'", "card 1 has no history"),
        (
            "DROP TRIGGER card_kept; PRAGMA foreign_keys = 0; DELETE FROM card",
            "card 1 is in the history, but not there",
        ),
        (
            "UPDATE event SET version = 3 WHERE entity = 'project' AND version = 2",
            "project 1: event 4 wrote version 3, but the one before was 1",
        ),
        (
            """UPDATE event SET before = '{"next_number":7}' WHERE version = 2""",
            "project 1: event 4 says that next number was 7, but the history says 1",
        ),
        (
            "INSERT INTO origin VALUES ('card', 1, '{}')",
            "card 1: the values last imported are not those in its history",
        ),
        (
            "PRAGMA foreign_keys = 0; UPDATE move SET card_id = 99, version = 2",
            "move 1 refers to a card that is not there",
        ),
        ("UPDATE move SET removed = 1, version = 2", "card 1 has no first move from nowhere"),
        (
            "UPDATE move SET to_column_id = 2, version = 2",
            "card 1 is not in the column that it last moved to",
        ),
        ("UPDATE move SET from_column_id = 2, version = 2", "card 1 has no first move from nowhere"),
        (
            "UPDATE card SET number = 2, version = 2",
            "card 1 has a number that its project has yet to give out",
        ),
        (
            "UPDATE board_column SET archived_at = 1, version = 2 WHERE id = 1",
            "card 1 stands in a column that was put away",
        ),
        (
            "UPDATE card SET started_at = 5, finished_at = 4, version = 2",
            "card 1 was finished before it was started",
        ),
    ],
)
def test_check_finds_damage(ann, board, sql: str, says: str) -> None:
    assert check.check(ann.store) == []
    assert says in damaged(ann, sql)


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
