"""Files of earlier schemas, made by the versions that had them; today's program on those of later ones."""

from __future__ import annotations

import gzip
import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards, undo
from models.portfolio import Portfolio, restore
from models.store import migrations
from models.store.driver import sqlite3
from models.store.errors import StoreError, TooNew
from models.store.tables import TABLES
from models.views.history import card_lines, history, subject
from tests.models.store.fixtures import make, told

BEFORE = [version for version in make.versions() if version != migrations.spoken(migrations.LATEST)]
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(params=make.versions())
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def older(version: str, tmp_path: Path) -> Path:
    return make.read(version, tmp_path / "x.db")


def stored(version: str, what: str) -> str:
    return (make.HERE / f"{version}.{what}").read_text(encoding="utf-8")


def by_hand(path: Path, *statements: str) -> list[tuple[Any, ...]]:
    """Run SQL as another program would; the rows of the last statement."""
    with closing(sqlite3.connect(str(path), isolation_level=None)) as connection:
        return [connection.execute(statement).fetchall() for statement in statements][-1]


def contents(folder: Path) -> dict[str, bytes]:
    return {place.name: place.read_bytes() for place in folder.iterdir()}


def contained(wanted: Any, found: Any) -> bool:
    """Whether everything that was told is told still; more may be told beside it."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(name in found and contained(value, found[name]) for name, value in wanted.items())
    if isinstance(wanted, list) and isinstance(found, list):
        return len(wanted) == len(found) and all(map(contained, wanted, found))
    return bool(wanted == found)


def test_every_schema_up_to_the_one_before_has_a_file() -> None:
    released = {migrations.spoken(version) for version, _ in migrations.STEPS[:-1]}
    assert released <= set(make.versions())
    assert sum(place.stat().st_size for place in make.HERE.glob("*.gz")) < 300_000


def test_an_older_file_is_whole_after_its_upgrade(older: Path, version: str) -> None:
    rows = stored(version, "rows.txt")
    with told.opened(older) as portfolio:
        assert portfolio.store.rows("PRAGMA user_version") == [(migrations.LATEST,)]
        assert told.rows(portfolio, like=rows) == rows
        assert portfolio.check() == []
        assert told.exported(portfolio) == stored(version, "export.yaml")
        delivered = json.loads(told.delivered(portfolio))
    assert contained(json.loads(stored(version, "delivery.json")), delivered)


def test_an_upgraded_file_has_the_schema_of_a_new_one(older: Path, tmp_path: Path) -> None:
    sql = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
    with told.opened(older) as portfolio:
        upgraded = portfolio.store.rows(sql)
    with closing(Portfolio.open(tmp_path / "new.db", author="eva")) as portfolio:
        assert portfolio.store.rows(sql) == upgraded


def test_every_table_of_a_file_has_rows(version: str) -> None:
    headings = [json.loads(line) for line in stored(version, "rows.txt").splitlines() if line[0] == "{"]
    lines = stored(version, "rows.txt").splitlines()
    empty = [lines[i] for i in range(len(lines) - 1) if lines[i][0] == "{" and lines[i + 1][0] == "{"]
    assert empty == []
    assert {heading["table"] for heading in headings} >= {table._meta.table_name for table in TABLES}


def test_the_file_of_today_is_made_the_same_each_time(tmp_path: Path) -> None:
    make.make(tmp_path / "one.db")
    make.make(tmp_path / "two.db")
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()
    with told.opened(tmp_path / "one.db") as portfolio:
        assert portfolio.check() == []
        tables = (json.loads(line)["table"] for line in told.rows(portfolio).splitlines() if line[0] == "{")
        assert [t for t in tables if not portfolio.store.rows(f'SELECT 1 FROM "{t}" LIMIT 1')] == []


@pytest.mark.parametrize("version", BEFORE, indirect=True)
def test_an_older_file_is_left_alone_when_it_is_only_looked_at(older: Path) -> None:
    before = older.read_bytes()
    with pytest.raises(StoreError, match="open it once for writing, or let somebody do so"):
        Portfolio.open(older, author="eva", read_only=True)
    assert older.read_bytes() == before
    assert [place.name for place in older.parent.iterdir()] == ["x.db"]


@pytest.mark.parametrize("version", BEFORE, indirect=True)
def test_a_copy_from_before_an_upgrade_comes_back_and_is_upgraded_again(older: Path, version: str) -> None:
    rows = stored(version, "rows.txt")
    with told.opened(older) as portfolio:
        (project,) = portfolio.store.rows("SELECT id FROM project WHERE key = 'WORK'")[0]
        cards.add(portfolio, project, "After the upgrade")
    (copy,) = older.parent.glob("x.db.backups/before-*.db")
    done = restore(older, copy, author="eva", clock=lambda: NOW, force=False)
    assert done.kept is not None
    with told.opened(older) as portfolio:
        assert portfolio.store.rows("PRAGMA user_version") == [(migrations.LATEST,)]
        assert portfolio.store.rows("SELECT 1 FROM card WHERE title = 'After the upgrade'") == []
        assert portfolio.check() == []
        left = set(rows.splitlines()) - set(told.rows(portfolio, like=rows).splitlines())
        # What counts on: the newest event is that of the restore, and the newest setting tells of it.
        assert all('["event", ' in line or '["setting", ' in line for line in left)
    assert by_hand(copy, "PRAGMA user_version")[0][0] < migrations.LATEST


ADDED = (
    "ALTER TABLE card ADD COLUMN color TEXT NOT NULL DEFAULT 'none'",
    "ALTER TABLE event ADD COLUMN host TEXT",
    "CREATE TABLE extra (id INTEGER PRIMARY KEY, card_id INTEGER NOT NULL REFERENCES card(id)) STRICT",
    "CREATE INDEX card_color ON card (project_id, color) WHERE removed = 0",
    "CREATE TRIGGER card_extra AFTER INSERT ON card BEGIN INSERT INTO extra (card_id) VALUES (NEW.id); END",
    f"PRAGMA user_version = {migrations.LATEST + 1}",
)


def test_a_file_with_additions_of_a_newer_program_is_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    make.make(path)
    by_hand(path, *ADDED)
    with told.opened(path) as portfolio:
        (project,) = portfolio.store.rows("SELECT id FROM project WHERE key = 'WORK'")[0]
        (other,) = portfolio.store.rows(
            "SELECT id FROM board_column WHERE project_id = ? AND kind = 'active'", (project,)
        )[0]
        card = cards.add(portfolio, project, "Written by an older program").id
        cards.edit(portfolio, card, 1, title="Edited", labels=["later"])
        cards.move(portfolio, card, None, other)
        undo.undo(portfolio)
        cards.delete(portfolio, cards.add(portfolio, project, "Secret").id)
        assert "Edited" in told.exported(portfolio)
        assert "WORK" in told.delivered(portfolio)
        assert portfolio.check() == []
        portfolio.backup(tmp_path / "copy.db")
    assert by_hand(path, "PRAGMA user_version") == [(migrations.LATEST + 1,)]
    assert by_hand(path, "SELECT color FROM card WHERE title = 'Edited'") == [("none",)]
    assert by_hand(path, "SELECT COUNT(*) FROM extra") == [(2,)]
    assert not list(tmp_path.glob("x.db.backups/before-*"))
    restore(path, tmp_path / "copy.db", author="eva", clock=lambda: NOW, force=False)
    assert by_hand(path, "SELECT COUNT(*) FROM extra") == [(2,)]


def newer_wrote(path: Path, card: int) -> None:
    """Do what a newer program does with its column and its table."""
    values = "1795500000000, 'zoe', 'z', 'card.edit'"
    columns = "(grp, at, author, session, action, entity, row, project, version, before, after, summary)"
    by_hand(
        path,
        f"UPDATE card SET color = 'red', version = version + 1, updated_at = 1795500000000 WHERE id = {card}",
        f"INSERT INTO event {columns} SELECT 'g1', {values}, 'card', id, project_id, version, "
        f"'{{\"color\":null}}', '{{\"color\":\"red\"}}', 'painted' FROM card WHERE id = {card}",
        f"INSERT INTO event {columns} "
        f"VALUES ('g2', {values}, 'extra', 1, NULL, 1, '{{}}', '{{\"x\":1}}', 'more')",
    )


def test_what_a_newer_program_wrote_is_no_damage_and_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    make.make(path)
    nullable = "ALTER TABLE card ADD COLUMN color TEXT"
    by_hand(path, nullable, *ADDED[1:3], ADDED[-1])
    with told.opened(path) as portfolio:
        card, seen = portfolio.store.rows("SELECT id, version FROM card WHERE title = 'Card 8'")[0]
        newer_wrote(path, card)
        assert portfolio.check() == []
        cards.edit(portfolio, card, seen, title="Merged")
        undo.undo(portfolio)
        undo.redo(portfolio)
        assert "painted" in [deed.text for deed in history(portfolio, subject(portfolio, "WORK")).deeds]
        assert card_lines(portfolio, subject(portfolio, "WORK-8")).deeds[0].text
        assert portfolio.check() == []
    assert by_hand(path, "SELECT title, color FROM card WHERE color IS NOT NULL") == [("Merged", "red")]


@pytest.mark.parametrize("journal", ["WAL", "TRUNCATE"])
@pytest.mark.parametrize("how", [{}, {"read_only": True}])
def test_a_file_of_a_newer_major_version_is_not_touched(
    tmp_path: Path, how: dict[str, bool], journal: str
) -> None:
    path = tmp_path / "x.db"
    make.make(path)
    breaking = (migrations.LATEST // 1000 + 1) * 1000 + 1
    by_hand(
        path, f"PRAGMA journal_mode = {journal}", "DROP TABLE saved_view", f"PRAGMA user_version = {breaking}"
    )
    before = contents(tmp_path)
    said = rf"has format {migrations.spoken(breaking)}, and this pmboard knows .* Use a newer pmboard"
    with pytest.raises(TooNew, match=said):
        Portfolio.open(path, author="eva", **how)
    assert contents(tmp_path) == before


def test_a_file_is_of_the_schema_that_its_name_says(version: str) -> None:
    head = gzip.decompress((make.HERE / f"{version}.db.gz").read_bytes())[:100]
    assert migrations.spoken(int.from_bytes(head[60:64], "big")) == version
