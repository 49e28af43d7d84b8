"""What other sessions changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.actions import cards
from models.actions.undo import undo
from models.store.tables import Card, ChecklistItem, Column, Label, Milestone, Person
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


def test_a_new_label_or_milestone_is_no_reason_to_read_the_board_again(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    card, other = (bench.card(atlas, [("Backlog", 2)]) for _ in range(2))
    last = bench.p.store.last_sequence()
    bench.make(Milestone, project=atlas, code="m", name="Cut-over")
    cards.edit(bench.p, card, None, labels=["audit"])
    found = changes_since(bench.p, last)
    assert (found.structure, found.cards, found.projects) == (frozenset(), {card}, {atlas})
    assert other not in found.cards


def test_another_name_of_a_label_or_milestone_names_its_cards(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    labeled, planned, _neither = (bench.card(atlas, [("Backlog", 2)]) for _ in range(3))
    cards.edit(bench.p, labeled, None, labels=["audit"])
    [label] = [row[0] for row in bench.p.store.rows("SELECT id FROM label")]
    milestone = bench.make(Milestone, project=atlas, code="m", name="Cut-over")
    cards.edit(bench.p, planned, None, milestone_id=milestone)
    last = bench.p.store.last_sequence()
    bench.set(Milestone, milestone, due="2026-12-01")
    assert changes_since(bench.p, last).cards == frozenset()
    bench.set(Milestone, milestone, name="Go-live")
    assert changes_since(bench.p, last).cards == {planned}
    bench.set(Label, label, name="review")
    found = changes_since(bench.p, last)
    assert (found.cards, found.structure) == ({labeled, planned}, frozenset())


def test_undoing_a_new_label_shows_on_its_card(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    card = bench.card(atlas, [("Backlog", 2)])
    cards.edit(bench.p, card, None, labels=["audit"])
    last = bench.p.store.last_sequence()
    undo(bench.p)
    found = changes_since(bench.p, last)
    assert (found.cards, found.structure) == ({card}, frozenset())
