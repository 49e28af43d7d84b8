from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from models.store import backup, migrations
from models.store.database import Store
from models.store.driver import sqlite3
from models.store.errors import Damaged, StoreError, TooNew
from models.store.shapes import BY_ENTITY
from models.store.tables import TABLES, Event, Origin

NEXT = migrations.LATEST + 1
STEPS = (
    *migrations.STEPS,
    (
        NEXT,
        lambda: [
            "ALTER TABLE label ADD COLUMN color TEXT",
            "CREATE TABLE extra (x TEXT) STRICT",
        ],
    ),
)


def test_the_models_are_what_the_sql_makes(ann) -> None:
    for table in (*TABLES, Event, Origin):
        meta = table._meta
        made = ann.store.rows(f'PRAGMA table_info("{meta.table_name}")')
        wanted = {f.column_name: not f.null for f in meta.sorted_fields}
        assert {name: bool(must) or bool(key) for _, name, _, must, _, key in made} == wanted, meta.table_name
        for field in meta.sorted_fields:
            kind = {"DOUBLE": "REAL", "AUTO": "INTEGER", "INT": "INTEGER"}.get(
                field.field_type, field.field_type
            )
            assert {name: kind for _, name, kind, *_ in made}[field.column_name] == kind
    strict = ann.store.rows("SELECT name FROM pragma_table_list WHERE strict = 1 AND schema = 'main'")
    assert len(strict) == len(TABLES) + 2


def test_references_are_those_of_the_models(ann) -> None:
    for shape in BY_ENTITY.values():
        made = {row[3]: row[2] for row in ann.store.rows(f'PRAGMA foreign_key_list("{shape.entity}")')}
        assert made == dict(shape.references)


LIVE = "removed = 0"
USED = "removed = 0 AND archived_at IS NULL"


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (f"SELECT * FROM card WHERE column_id = 1 AND {USED} ORDER BY rank", "card_place"),
        (f"SELECT MIN(rank) FROM card WHERE column_id = 1 AND {USED} AND rank > 'a0'", "card_place"),
        (
            "SELECT project_id, column_id, COUNT(*), SUM(estimate), COUNT(finished_at) FROM card "
            f"WHERE {USED} GROUP BY project_id, column_id",
            "COVERING INDEX card_counts",
        ),
        (
            "SELECT column_id, COUNT(*), SUM(estimate) FROM card WHERE project_id = 1 "
            f"AND {USED} GROUP BY column_id",
            "COVERING INDEX card_counts",
        ),
        (
            f"SELECT finished_at, started_at FROM card WHERE project_id = 1 AND finished_at >= 5 AND {LIVE}",
            "COVERING INDEX card_finished",
        ),
        (
            "SELECT started_at, column_id FROM card WHERE project_id = 1 "
            f"AND started_at IS NOT NULL AND finished_at IS NULL AND {USED}",
            "COVERING INDEX card_started",
        ),
        (
            "SELECT id FROM card WHERE project_id = 1 AND due < '2026-01-01' "
            f"AND finished_at IS NULL AND {USED}",
            "card_due",
        ),
        (f"SELECT column_id FROM card WHERE milestone_id = 1 AND {USED}", "card_milestone"),
        (f"SELECT id FROM card WHERE parent_id = 1 AND {LIVE}", "card_parent"),
        ("SELECT id FROM card WHERE project_id = 1 AND number = 4", "card_number"),
        (f"SELECT id FROM card WHERE project_id = 1 AND code = 'x' AND {LIVE}", "card_code"),
        (
            f"SELECT at, to_column_id FROM move WHERE card_id = 1 AND {LIVE} ORDER BY at",
            "COVERING INDEX move_card",
        ),
        (f"SELECT MAX(at) FROM move WHERE to_column_id = 1 AND {LIVE}", "COVERING INDEX move_into"),
        (f"SELECT card_id, reason FROM block WHERE ended_at IS NULL AND {USED}", "block_open"),
        (f"SELECT * FROM block WHERE card_id = 1 AND {LIVE}", "block_code"),
        (f"SELECT * FROM risk WHERE project_id = 1 AND state = 'open' AND {USED}", "risk_open"),
        (
            f"SELECT project_id, MIN(due) FROM milestone WHERE done IS NULL AND {USED} GROUP BY project_id",
            "milestone_open",
        ),
        (
            f"SELECT * FROM milestone WHERE project_id = 1 AND done IS NULL AND {USED} ORDER BY due",
            "milestone_open",
        ),
        (
            f"SELECT project_id, SUM(amount) FROM cost WHERE {USED} GROUP BY project_id",
            "COVERING INDEX cost_sum",
        ),
        (
            "SELECT card_id, SUM(done), COUNT(*) FROM checklist_item WHERE card_id IN (1, 2) "
            f"AND {USED} GROUP BY card_id",
            "COVERING INDEX checklist_item_done",
        ),
        (f"SELECT other_id FROM card_link WHERE card_id = 1 AND {LIVE}", "card_link_pair"),
        (f"SELECT card_id FROM card_link WHERE other_id = 1 AND {LIVE}", "card_link_other"),
        (f"SELECT person_id FROM card_assignee WHERE card_id = 1 AND {LIVE}", "card_assignee_pair"),
        (f"SELECT id FROM project WHERE key = 'A' AND {LIVE}", "project_key"),
        (
            "SELECT * FROM event WHERE entity = 'card' AND row = 1 AND version > 3 ORDER BY version",
            "event_row",
        ),
        ("SELECT * FROM event WHERE project = 1 ORDER BY seq DESC LIMIT 50", "event_project"),
        ("SELECT seq FROM event WHERE grp = 'x' AND summary IS NOT NULL", "event_group"),
        (
            "SELECT grp FROM event WHERE session = 's' AND author = 'a' "
            "AND summary IS NOT NULL ORDER BY seq DESC",
            "event_session",
        ),
        ("SELECT grp FROM event WHERE undoes = 'x' AND summary IS NOT NULL", "event_undoes"),
        (
            "SELECT seq, author FROM event WHERE summary IS NOT NULL AND seq < 9 ORDER BY seq DESC LIMIT 2",
            "event_head",
        ),
        ("SELECT MIN(seq) FROM event WHERE summary IS NOT NULL AND seq > 9", "event_head"),
    ],
)
def test_the_main_queries_use_their_index(ann, sql: str, index: str) -> None:
    plan = " ".join(row[3] for row in ann.store.rows(f"EXPLAIN QUERY PLAN {sql}"))
    assert re.search(rf"\b{index}\b", plan), plan
    assert "TEMP B-TREE" not in plan


def migrated(path: Path, saved: list[int]) -> bool:
    connection = sqlite3.connect(str(path), isolation_level=None, timeout=300)
    try:
        return migrations.migrate(connection, lambda version: saved.append(version), STEPS)
    finally:
        connection.close()


def test_an_older_file_is_brought_up_to_date_once_after_a_backup(ann, board) -> None:
    path = ann.store.path
    ann.store.close()
    saved: list[int] = []
    found: list[bool] = []
    threads = [threading.Thread(target=lambda: found.append(migrated(path, saved))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False, False, False, True]
    assert saved == [migrations.LATEST]
    store = Store.open(path)
    assert store.rows("PRAGMA user_version") == [(NEXT,)]
    assert store.rows("SELECT title FROM card") == [("First",)]
    store.close()


def test_a_step_that_fails_changes_nothing(ann, board) -> None:
    broken = (*migrations.STEPS, (NEXT, lambda: ["ALTER TABLE label ADD COLUMN color TEXT", "nonsense"]))
    connection = ann.store._connection
    with pytest.raises(sqlite3.Error):
        migrations.migrate(connection, lambda version: None, broken)
    dangling = (*migrations.STEPS, (NEXT, lambda: ["DROP TRIGGER card_kept", "DELETE FROM card"]))
    with pytest.raises(Damaged, match="Nothing was changed"):
        migrations.migrate(connection, lambda version: None, dangling)
    assert ann.store.rows("PRAGMA user_version") == [(migrations.LATEST,)]
    assert ann.store.rows("PRAGMA foreign_keys") == [(1,)]
    assert ann.store.rows("SELECT title FROM card") == [("First",)]


def test_the_backup_before_an_upgrade_sees_the_state_under_the_lock_and_five_are_kept(ann, board) -> None:
    path = ann.store.path
    made = []
    for version in range(7):
        made.append(backup.save_before_upgrade(path, version))
    kept = sorted(path.parent.glob("p.db.backups/before-*.db"))
    assert len(kept) == 5
    copy = Store.open(kept[-1])
    assert copy.rows("SELECT title FROM card") == [("First",)]
    copy.close()


def test_sessions_that_start_at_once_upgrade_once_and_the_older_one_stops_writing(
    ann, board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "STEPS", STEPS)
    path = ann.store.path
    failed: list[Exception] = []

    def start() -> None:
        try:
            Store.open(path).close()
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert ann.store.rows("PRAGMA user_version") == [(NEXT,)]
    (saved,) = path.parent.glob(f"p.db.backups/before-{migrations.LATEST}-*.db")
    with pytest.raises(TooNew, match="start it again"), ann.change():
        pass
    copy = sqlite3.connect(str(saved))
    assert copy.execute("PRAGMA user_version").fetchone() == (migrations.LATEST,)
    assert copy.execute("SELECT title FROM card").fetchall() == [("First",)]
    copy.close()


def test_an_older_file_cannot_be_looked_at_only(ann, board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", STEPS)
    with pytest.raises(
        StoreError, match=f"older format {migrations.spoken(migrations.LATEST)}; open it once"
    ):
        Store.open(ann.store.path, read_only=True)
