"""What only the digest of an event tells, and who may write events without one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from models.store import check, digests
from models.store.driver import sqlite3
from models.store.tables import Card, Project
from models.store.undo import undo
from tests.models.store.fixtures import make, told

UNREAD = {
    "grp": "'another'",
    "at": "at + 64",
    "author": "'amn'",
    "session": "'session of anj'",
    "action": "'undn'",
    "undoes": "(SELECT grp FROM event WHERE seq = 1)",
    "project": "project + 1",
    "summary": "'Undid: ATLAS-1 mpved'",
    "digest": "digest + 1",
}
"""What a flipped bit makes of each column that the replay of the values does not read."""
WITHOUT = "SELECT COUNT(*) FROM event WHERE digest IS NULL"


@pytest.fixture
def undone(ann, board) -> int:
    """The one event of an action that takes another back."""
    with ann.change("card.move") as change:
        change.update(Card, board.card, {"title": "Other"}, seen=None)
        change.summary("ATLAS-1 moved")
    undo(ann.store, "ann", "session of ann", ann.at)
    ((seq,),) = ann.store.rows("SELECT seq FROM event WHERE undoes IS NOT NULL")
    assert check.check(ann.store) == []
    return int(seq)


@pytest.mark.parametrize("column", UNREAD)
def test_an_event_that_is_not_as_it_was_written_is_told(ann, undone: int, column: str) -> None:
    connection = ann.store._connection
    # No trigger sees a bit that flips.
    connection.execute("DROP TRIGGER event_emptied")
    connection.execute(f"UPDATE event SET {column} = {UNREAD[column]} WHERE seq = ?", (undone,))
    wanted = f"event {undone} is not as it was written; restore a backup in which check finds nothing"
    assert wanted in check.check(ann.store)


def test_the_digest_is_the_same_for_ever() -> None:
    event = ("g", 1, "Ann Núñez", "s", "card.move", "card", None, 7, 2, 3, "{}", '{"title":"日本"}', "moved")
    assert digests.of(event) == 3_169_813_563
    assert digests.of((*event[:6], "u", *event[7:])) != digests.of(event)


def test_every_event_has_a_digest_after_all_that_people_do(tmp_path: Path) -> None:
    make.make(tmp_path / "x.db")
    with told.opened(tmp_path / "x.db") as portfolio:
        assert portfolio.store.rows("SELECT COUNT(*) FROM event WHERE after LIKE '%@erased%'") != [(0,)]
        assert portfolio.store.rows(WITHOUT) == [(0,)]
        assert portfolio.check() == []


def test_what_an_action_makes_and_erases_at_once_has_digests_too(ann, board) -> None:
    with ann.change() as change:
        number = change.reserve_numbers(Project, board.project)[0]
        card = change.create(
            Card, project=board.project, number=number, column=board.todo, rank="a5", title="Secret"
        )
        change.erase(Card, card)
        change.erase(Card, board.card)
        change.summary("gone")
    assert ann.store.rows(WITHOUT) == [(0,)]
    assert not [problem for problem in check.check(ann.store) if "as it was written" in problem]


def test_what_an_older_program_writes_and_empties_is_no_damage(ann, board) -> None:
    with ann.change("card.edit") as change:
        change.update(Card, board.card, {"title": "Secret"}, seen=None)
        change.summary("Secret written")
    path = ann.store.path
    ann.store.close()
    with closing(sqlite3.connect(str(path), isolation_level=None)) as older:
        older.execute(
            "INSERT INTO event (grp, at, author, session, action, entity, row, project, version, before, "
            "after, summary) SELECT 'g', 5, 'zoe', 'z', 'card.delete', 'card', id, project_id, version + 1, "
            """'{"removed":0}', '{"removed":1,"@erased":1}', '' FROM card"""
        )
        older.execute("UPDATE event SET summary = 'told' WHERE grp = 'g'")
        older.execute("UPDATE card SET title = '', removed = 1, version = version + 1, updated_at = 5")
        emptied = "replace(replace({0}, 'Secret', ''), 'First', '')"
        older.execute(
            f"UPDATE event SET before = {emptied.format('before')}, after = {emptied.format('after')} "
            "WHERE entity = 'card'"
        )
        older.execute("UPDATE event SET summary = '' WHERE summary LIKE '%Secret%'")
        assert older.execute(WITHOUT).fetchone() == (3,)
    with told.opened(path) as portfolio:
        assert portfolio.check() == []


def test_an_upgrade_leaves_the_events_as_they_were(tmp_path: Path) -> None:
    with told.opened(make.read("1.2", tmp_path / "x.db")) as portfolio:
        ((events,),) = portfolio.store.rows("SELECT COUNT(*) FROM event")
        assert portfolio.store.rows(WITHOUT) == [(events,)]
        assert portfolio.check() == []
