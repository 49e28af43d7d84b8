"""One card, whole, with its history in sentences."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from models.actions import cards
from models.actions.undo import redo, undo
from models.store.tables import Block, Card, CardLink, Comment, Label, Milestone, Person
from models.views.card import BlockView, Named, NotFound, card, card_choices

if TYPE_CHECKING:
    from tests.models.views.conftest import Bench


def test_fields_times_and_links(bench: Bench) -> None:
    atlas, bora = bench.project("ATLAS"), bench.project("BORA")
    uat = bench.make(Milestone, project=atlas, name="UAT", code="uat", due="2026-12-01")
    parent, needed = (
        bench.card(atlas, [("Backlog", 5)]),
        bench.card(bora, [("Backlog", 5), ("Doing", 4), ("Done", 3)]),
    )
    made = bench.card(
        atlas,
        [("Backlog", 12), ("Doing", 10)],
        title="Cut over",
        due="2026-12-24",
        milestone=uat,
        parent=parent,
    )
    later = bench.card(atlas, [("Backlog", 5)])
    bench.make(CardLink, card=made, other=needed, kind="depends")
    bench.make(CardLink, card=later, other=made, kind="depends")
    bench.make(CardLink, card=later, other=made, kind="relates")
    bench.make(Block, card=made, started_at=bench.ms(8), ended_at=bench.ms(7), reason="before", by="ben")
    block = bench.make(Block, card=made, started_at=bench.ms(2), reason="data")
    found = card(bench.p, made)
    assert (found.key, found.title, found.due) == ("ATLAS-2", "Cut over", date(2026, 12, 24))
    assert found.project == Named(atlas, "ATLAS", "ATLAS name")
    assert (found.column.name, found.column_kind) == ("Doing", "active")
    assert found.milestone == Named(uat, "uat", "UAT")
    assert (found.created_at, found.started_at) == (bench.ms(12), bench.ms(10))
    assert (found.age_days, found.cycle_days, found.lead_days, found.blocked_days) == (10.0, None, None, 3.0)
    assert found.blocks[1] == BlockView(block, 1, bench.ms(2), None, "data", "")
    assert [(link.kind, link.key, link.finished) for link in found.links] == [
        ("parent", "ATLAS-1", False),
        ("depends", "BORA-1", True),
        ("needed by", "ATLAS-3", False),
        ("relates", "ATLAS-3", False),
    ]
    assert [link.kind for link in card(bench.p, parent).links] == ["child"]


def test_a_finished_card_has_cycle_and_lead_time(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    found = card(bench.p, bench.card(atlas, [("Backlog", 12), ("Doing", 10), ("Done", 3.5)]))
    assert (found.age_days, found.cycle_days, found.lead_days) == (None, 6.5, 8.5)


def test_moves_that_a_file_dated_stand_at_their_own_time(bench: Bench) -> None:
    made = bench.card(bench.project("ATLAS"), [("Backlog", 9), ("Doing", 5)])
    told = [line.text for line in card(bench.p, made).history]
    assert told[:2] == ["added to Backlog", "moved from Backlog to Doing"]


def test_history_says_who_did_what(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    ann = bench.make(Person, key="ann", name="Ann Bell")
    other = bench.card(atlas, [("Backlog", 5)])
    bench.make(Milestone, project=atlas, name="UAT", due="2026-12-01")
    ref = cards.add(bench.p, atlas, "Old", column_id=bench.columns[atlas, "Backlog"], labels=["red"])
    bench.p.author = "ben"
    cards.move(bench.p, ref.id, None, bench.columns[atlas, "Doing"])
    seen = card(bench.p, ref.id).version
    cards.edit(
        bench.p, ref.id, seen, title="New", estimate=2.5, due="2026-12-24", milestone_id=1, assignees=[ann]
    )
    cards.edit(bench.p, ref.id, None, depends_on=[other], description="text", labels=[])
    cards.block(bench.p, ref.id, None, "bank test data")
    cards.unblock(bench.p, ref.id, None)
    cards.add_comment(bench.p, ref.id, "Window\nagreed")
    cards.archive(bench.p, ref.id, None)
    cards.restore(bench.p, ref.id)
    lines = card(bench.p, ref.id).history
    assert {line.author for line in lines[:2]} == {"anna"}
    assert {line.author for line in lines[2:]} == {"ben"}
    assert {line.at for line in lines} == {bench.ms(0)}
    texts = [line.text for line in lines]
    assert texts[:3] == ["added to Backlog", "label added: red", "moved from Backlog to Doing"]
    assert sorted(texts[3:8]) == [
        "assigned to Ann Bell",
        "due date: none -> 24 Dec",
        "estimate: none -> 2.5",
        "milestone: none -> UAT",
        "title: Old -> New",
    ]
    assert sorted(texts[8:11]) == ["depends on ATLAS-1", "description changed", "label removed: red"]
    assert texts[11:] == [
        "blocked: bank test data",
        "unblocked: bank test data",
        "commented: Window agreed",
        "archived",
        "restored",
    ]


def test_history_writes_days_as_the_screens_do(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    ref = cards.add(bench.p, atlas, "Old", column_id=bench.columns[atlas, "Doing"])
    today = bench.p.today()
    near, far = today + timedelta(days=5), today + timedelta(days=400)
    for due in (near, far, None):
        cards.edit(bench.p, ref.id, None, due=due)
    undo(bench.p)
    first, second = f"{near:%a} {near.day} {near:%b}", f"{far.day} {far:%b %Y}"
    assert [line.text for line in card(bench.p, ref.id).history[1:]] == [
        f"due date: none -> {first}",
        f"due date: {first} -> {second}",
        f"due date: {second} -> none",
        f"undone: due date: {second} -> none",
    ]


def test_history_tells_a_redo_from_an_undo(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    ref = cards.add(bench.p, atlas, "Old", column_id=bench.columns[atlas, "Doing"])
    cards.block(bench.p, ref.id, None, "bank")
    for again in (undo, redo, undo, redo):
        again(bench.p)
    assert [line.text for line in card(bench.p, ref.id).history] == [
        "added to Doing",
        "blocked: bank",
        "undone: blocked: bank",
        "redone: blocked: bank",
        "undone: blocked: bank",
        "redone: blocked: bank",
    ]


def test_a_card_that_is_gone_says_so(bench: Bench) -> None:
    made = bench.card(bench.project("ATLAS"), [("Backlog", 5)])
    bench.set(Card, made, removed=1)
    for card_id in (made, 999):
        with pytest.raises(NotFound, match="this card is not there any more"):
            card(bench.p, card_id)


def test_as_many_queries_whatever_hangs_on_the_card(bench: Bench) -> None:
    made = bench.card(bench.project("ATLAS"), [("Backlog", 5)])
    one = bench.queries(lambda: card(bench.p, made))
    for at in range(50):
        bench.make(Comment, card=made, at=at, author="ben", text="hello")
    assert bench.queries(lambda: card(bench.p, made)) == one <= 11
    assert len(card(bench.p, made).comments) == 50


def test_without_an_estimate_it_counts_as_the_mean_of_those_that_progress_counts(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    open_card = bench.card(atlas, [("Backlog", 5)])
    assert card(bench.p, open_card).counts_as is None
    for estimate, column, archived in (
        (2, "Backlog", None),
        (8, "Done", None),
        (5, "Done", 6),
        (90, "Dropped", None),
        (90, "Doing", 6),
    ):
        bench.set(Card, bench.card(atlas, [(column, 5)]), estimate=estimate, archived_at=archived)
    bench.set(Card, bench.card(bench.project("KITE"), [("Backlog", 5)]), estimate=90)
    assert card(bench.p, open_card).counts_as == 5
    bench.set(Card, open_card, estimate=1)
    assert card(bench.p, open_card).counts_as is None
    assert card(bench.p, bench.card(atlas, [("Dropped", 5)])).counts_as is None


def test_choices(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    ann = bench.make(Person, key="ann", name="Ann Bell")
    bench.set(Person, bench.make(Person, key="old", name="Old"), archived_at=1)
    bench.make(Label, project=atlas, name="red")
    uat = bench.make(Milestone, project=atlas, name="UAT", code="uat")
    bench.card(atlas, [("Backlog", 5)], type="spike")
    found = card_choices(bench.p, atlas)
    assert found.people == (Named(ann, "ann", "Ann Bell"),)
    assert found.milestones == (Named(uat, "uat", "UAT"),)
    assert found.labels == ("red",)
    assert found.types == ("task", "feature", "bug", "improvement", "spike")
    assert [column.name for column in found.columns] == ["Backlog", "Doing", "Review", "Done", "Dropped"]
