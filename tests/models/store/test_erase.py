from __future__ import annotations

import pytest

from models.store import check
from models.store.change import ORIGIN
from models.store.errors import Taken
from models.store.tables import Card, Comment, Project


def test_erasing_leaves_a_tombstone_and_no_word_anywhere(ann, board) -> None:
    with ann.change("write") as change:
        change.update(
            Card,
            board.card,
            {"title": "Secret plan", "description": "Secret text", ORIGIN: {"title": "Secret"}},
            seen=None,
        )
        comment = change.create(
            Comment, card=board.card, at=change.at, author="Secret author", text="Secret talk"
        )
        change.summary("Secret plan written")
    with ann.change("delete") as change:
        change.erase(Comment, comment)
        change.erase(Card, board.card)
        change.summary("ATLAS-1 deleted for ever")
    assert ann.store.rows("SELECT number, project_id, title, description, removed FROM card") == [
        (1, board.project, "", "", 1)
    ]
    everything = [
        ann.store.rows(f'SELECT * FROM "{name}"') for name in ("card", "comment", "event", "origin")
    ]
    assert "Secret" not in str(everything)
    assert "First" not in str(everything)
    assert ann.store.rows("SELECT summary FROM event WHERE action = 'delete' AND summary IS NOT NULL") == [
        ("ATLAS-1 deleted for ever",)
    ]
    assert check.check(ann.store) == []


def test_no_word_is_left_in_the_file_itself(ann, board) -> None:
    with ann.change() as change:
        change.update(Card, board.card, {"description": "Geheimnis " * 50}, seen=None)
    with ann.change() as change:
        change.erase(Card, board.card)
    path = ann.store.path
    ann.store.close()
    assert b"Geheimnis" not in path.read_bytes()


def test_erasing_twice_changes_nothing(ann, board) -> None:
    for _ in range(2):
        with ann.change() as change:
            change.erase(Card, board.card)
    assert ann.store.rows("SELECT version FROM card") == [(2,)]


def test_a_removed_row_can_be_erased(ann, board) -> None:
    with ann.change() as change:
        change.remove(Card, board.card)
        change.erase(Card, board.card)
    assert ann.store.rows("SELECT title, version FROM card") == [("", 3)]
    assert check.check(ann.store) == []


def test_the_key_of_an_erased_project_stays_taken_and_that_of_an_undone_one_does_not(ann, board) -> None:
    with ann.change() as change:
        bora = change.create(Project, key="BORA", name="Bora")
        cora = change.create(Project, key="CORA", name="Cora")
        change.remove(Project, bora)
        change.erase(Project, cora)
    with ann.change() as change:
        change.create(Project, key="BORA", name="Again")
    with pytest.raises(Taken, match="a project with this key is there already"), ann.change() as change:
        change.create(Project, key="CORA", name="Again")
