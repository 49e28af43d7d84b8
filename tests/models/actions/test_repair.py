"""What an early program left in a file, and what takes it away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards, projects, undo
from models.actions.repair import repair
from models.portfolio import Portfolio, UndoRefused
from models.store.change import Change
from models.store.tables import Move

MENDED = "2 moves of cards that were deleted for ever taken away"


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Portfolio]:
    with closing(Portfolio.open(tmp_path / "p.db", author="anna")) as portfolio:
        yield portfolio


@pytest.fixture
def left(anna: Portfolio, monkeypatch: pytest.MonkeyPatch) -> Portfolio:
    """A project was deleted for ever after two of its cards, and their moves were not. WORK is sound."""
    kept = projects.add(anna, "WORK", "Goes on")
    cards.delete(anna, cards.add(anna, kept, "Deleted, and its flow counts").id)
    project = projects.add(anna, "GONE", "Deleted for ever")
    for title in ("One", "Two"):
        cards.delete(anna, cards.add(anna, project, title).id)
    remove = Change.remove

    def but_moves(change: Change, table: Any, row: int, **more: Any) -> None:
        if table is not Move:
            remove(change, table, row, **more)

    with monkeypatch.context() as patched:
        patched.setattr(Change, "remove", but_moves)
        projects.delete(anna, project)
    return anna


def test_what_is_left_is_told_and_mended_with_an_event_for_each_row(left: Portfolio) -> None:
    said = (
        "move {0} is of a card that was deleted for ever, as was its project; "
        f"`pmboard check --repair --db {left.store.path} --as anna` takes it away"
    )
    assert left.check() == [said.format(2), said.format(3)]
    assert repair(left) == MENDED
    assert left.check() == []
    told = left.store.rows(
        "SELECT author, entity, row, after FROM event WHERE action = 'portfolio.repair' ORDER BY seq"
    )
    assert told == [("anna", "move", row, '{"removed":1}') for row in (2, 3)]
    assert left.store.rows("SELECT id FROM move WHERE removed = 0") == [(1,)]


def test_nothing_to_mend_writes_nothing(left: Portfolio) -> None:
    repair(left)
    last = left.store.last_sequence()
    assert repair(left) is None
    assert left.store.last_sequence() == last


def test_moves_of_a_project_whose_creation_was_taken_back_stay(anna: Portfolio) -> None:
    project = projects.add(anna, "OOPS", "Taken back")
    cards.add(anna, project, "With it")
    undo.undo(anna)
    undo.undo(anna)
    assert repair(anna) is None
    undo.redo(anna)
    undo.redo(anna)
    assert anna.check() == []


def test_what_was_mended_is_not_brought_back(left: Portfolio) -> None:
    repair(left)
    with pytest.raises(UndoRefused):
        undo.undo(left)
    assert left.check() == []
