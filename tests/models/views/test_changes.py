"""What other sessions changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.actions import cards
from models.store.tables import Card, ChecklistItem, Column, Person
from models.views import changes
from models.views.changes import changes_since

if TYPE_CHECKING:
    import pytest

    from tests.models.views.conftest import Bench


def test_who_changed_which_cards_of_which_projects(bench: Bench) -> None:
    atlas, bora = bench.project("ATLAS"), bench.project("BORA")
    moved, ticked, still = (bench.card(atlas, [("Backlog", 2)]) for _ in range(3))
    item = bench.make(ChecklistItem, card=ticked, text="step", rank="a0")
    last = bench.p.store.last_sequence()
    assert changes_since(bench.p, last) == changes.Changes(
        last, frozenset(), frozenset(), frozenset(), False, True, ()
    )
    bench.p.author = "ben"
    said = cards.move(bench.p, moved, None, bench.columns[atlas, "Doing"])
    bench.p.author = "dora"
    bench.set(ChecklistItem, item, done=1)
    found = changes_since(bench.p, last)
    assert (found.projects, found.cards, found.structure) == ({atlas}, {moved, ticked}, frozenset())
    assert (found.everywhere, found.complete, found.authors) == (False, True, {"ben", "dora"})
    assert [(group.author, group.summary) for group in found.groups] == [("ben", said), ("dora", "")]
    assert found.last == bench.p.store.last_sequence()
    assert still not in found.cards
    assert bora not in found.projects


def test_columns_and_people_are_told_apart(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    last = bench.p.store.last_sequence()
    bench.set(Column, bench.columns[atlas, "Doing"], name="At work")
    assert changes_since(bench.p, last).structure == {atlas}
    last = bench.p.store.last_sequence()
    bench.make(Person, key="ann", name="Ann")
    assert changes_since(bench.p, last).everywhere


def test_both_projects_of_a_card_that_was_taken_over(bench: Bench) -> None:
    atlas, bora = bench.project("ATLAS"), bench.project("BORA")
    card = bench.card(atlas, [("Backlog", 2)])
    last = bench.p.store.last_sequence()
    bench.set(Card, card, project=bora, column=bench.columns[bora, "Backlog"], number=77)
    assert changes_since(bench.p, last).projects == {atlas, bora}


def test_one_query_and_a_limit(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    atlas = bench.project("ATLAS")
    last = bench.p.store.last_sequence()
    for _ in range(3):
        bench.card(atlas, [("Backlog", 2)])
    assert bench.queries(lambda: changes_since(bench.p, last)) == 1
    assert changes_since(bench.p, last).complete
    monkeypatch.setattr(changes, "LIMIT", 4)
    found = changes_since(bench.p, last)
    assert (found.complete, found.last) == (False, last + 4)
