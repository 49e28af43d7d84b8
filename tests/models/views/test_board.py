"""The board of one project."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.store.tables import (
    Block,
    Card,
    CardAssignee,
    CardLabel,
    CardLink,
    ChecklistItem,
    Client,
    Column,
    Comment,
    Label,
    Milestone,
    Person,
)
from models.views.board import NotFound, board, head, lines
from models.views.delivery import DeliveryCache, delivery

if TYPE_CHECKING:
    from tests.models.views.conftest import Bench


def test_cards_stand_in_their_columns_by_rank(bench: Bench) -> None:
    atlas = bench.project("ATLAS", client=bench.make(Client, key="acme", name="Acme"))
    first = bench.card(atlas, [("Backlog", 3)])
    second = bench.card(atlas, [("Backlog", 2)])
    doing = bench.card(atlas, [("Backlog", 9), ("Doing", 5)])
    bench.set(Card, second, rank="a0")
    view = board(bench.p, " atlas ")
    assert (view.key, view.name, view.client, view.state) == ("ATLAS", "ATLAS name", "Acme", "active")
    assert [column.name for column in view.columns] == ["Backlog", "Doing", "Review", "Done", "Dropped"]
    assert [[card.id for card in column.cards] for column in view.columns] == [
        [second, first],
        [doing],
        [],
        [],
        [],
    ]
    assert view.last_sequence == bench.p.store.last_sequence()


def test_a_card_shows_what_hangs_on_it(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    bora = bench.project("BORA")
    done = bench.card(atlas, [("Backlog", 9), ("Doing", 8), ("Done", 7)])
    waits = [bench.card(bora, [("Backlog", 3)]), bench.card(atlas, [("Backlog", 3)])]
    milestone = bench.make(Milestone, project=atlas, name="UAT", due="2026-12-01")
    card = bench.card(
        atlas,
        [("Backlog", 9), ("Doing", 5)],
        title="Cut over",
        estimate=2.5,
        due="2026-12-24",
        type="bug",
        priority="high",
        service_class="expedite",
        milestone=milestone,
    )
    for key in ("zoe", "ann"):
        bench.make(CardAssignee, card=card, person=bench.make(Person, key=key, name=key.title()))
    for name in ("red", "Blue"):
        bench.make(CardLabel, card=card, label=bench.make(Label, project=atlas, name=name))
    for other in (done, *waits):
        bench.make(CardLink, card=card, other=other, kind="depends")
    bench.make(CardLink, card=card, other=waits[0], kind="relates")
    for place, ticked in enumerate((1, 0, 1)):
        bench.make(ChecklistItem, card=card, text="step", done=ticked, rank=f"a{place}")
    bench.make(Comment, card=card, at=1, author="ben", text="hello")
    bench.make(Block, card=card, started_at=bench.ms(9), ended_at=bench.ms(8), reason="before")
    bench.make(Block, card=card, started_at=bench.ms(3), reason="bank test data")
    gone = bench.make(Comment, card=card, at=2, author="ben", text="gone")
    bench.set(Comment, gone, archived_at=bench.ms(0))

    line = next(column for column in board(bench.p, "ATLAS").columns if column.name == "Doing").cards[0]
    assert (line.title, line.estimate, line.due, line.milestone) == (
        "Cut over",
        2.5,
        date(2026, 12, 24),
        "UAT",
    )
    assert (line.type, line.priority, line.service_class) == ("bug", "high", "expedite")
    assert (line.assignees, line.labels) == (("ann", "zoe"), ("Blue", "red"))
    assert (line.checks_done, line.checks, line.comments, line.waits_for) == (2, 3, 1, 2)
    assert (line.blocked_since, line.blocked_reason) == (bench.ms(3), "bank test data")
    assert (line.started_at, line.finished_at) == (bench.ms(5), None)
    assert lines(bench.p, [card]) == [line]


def test_archived_and_removed_cards_are_not_on_the_board(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    kept, archived, removed = (bench.card(atlas, [("Backlog", 3)]) for _ in range(3))
    bench.set(Card, archived, archived_at=bench.ms(1))
    bench.set(Card, removed, removed=1)
    assert [card.id for column in board(bench.p, "ATLAS").columns for card in column.cards] == [kept]
    assert [line.id for line in lines(bench.p, [removed, kept, archived, 999])] == [kept]


def test_lines_come_in_the_order_asked(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    cards = [bench.card(atlas, [("Backlog", 3)]) for _ in range(3)]
    assert [line.id for line in lines(bench.p, reversed(cards))] == cards[::-1]


def test_a_column_over_its_limit_says_so(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    bench.set(Column, bench.columns[atlas, "Doing"], wip_limit=1, limit_kind="hard", policy="one at a time")
    bench.card(atlas, [("Doing", 3)])
    doing = board(bench.p, "ATLAS").columns[1]
    assert (doing.limit, doing.limit_kind, doing.policy, doing.over) == (1, "hard", "one at a time", False)
    bench.card(atlas, [("Doing", 2)])
    assert board(bench.p, "ATLAS").columns[1].over


def test_an_unknown_key_suggests_a_known_one(bench: Bench) -> None:
    with pytest.raises(NotFound, match="there are no projects"):
        board(bench.p, "ATLAS")
    bench.project("ATLAS")
    with pytest.raises(NotFound, match=r'^no project "ATLSA"; did you mean ATLAS\?$'):
        board(bench.p, "ATLSA")
    with pytest.raises(NotFound, match="no project"):
        head(bench.p, "\x1b[31m" * 1000)


def test_the_head_is_what_the_delivery_screen_says(bench: Bench) -> None:
    atlas = bench.project("ATLAS", target="2027-03-01", baseline=("2026-09-01", "2027-02-01", 100_000))
    bench.finish(atlas, range(2, 40, 3), estimate=3.0)
    for archived in bench.finish(atlas, [50, 60]):
        bench.set(Card, archived, archived_at=bench.ms(1))
    for days in range(30):
        bench.card(atlas, [("Backlog", 60), ("Doing", days + 1)] if days % 3 else [("Backlog", 60)])
    blocked = bench.card(atlas, [("Doing", 8)])
    bench.make(Block, card=blocked, started_at=bench.ms(7), reason="data")
    row = delivery(bench.p, DeliveryCache()).rows[0]
    view = board(bench.p, "ATLAS")
    assert view.head == head(bench.p, "ATLAS")
    assert view.sle_days == 1.0
    assert (view.head.health, view.head.health_dimension) == (row.health, row.health_dimension)
    assert (view.head.progress, view.head.target, view.head.p85) == (row.progress, row.target, row.p85)
    assert view.head.slip_days == row.slip_days
    assert view.head.p85 is not None
    assert row.cards == 46
    assert row.open_cards == 31


def test_the_head_of_a_project_that_is_not_active_is_its_state(bench: Bench) -> None:
    bench.project("ATLAS", state="on hold")
    assert head(bench.p, "ATLAS").health == "on hold"


def test_at_most_twelve_queries_however_many_cards(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    bench.card(atlas, [("Backlog", 3)])
    one = bench.queries(lambda: board(bench.p, "ATLAS"))
    bench.finish(atlas, range(100))
    for _ in range(100):
        bench.card(atlas, [("Backlog", 3)])
    assert bench.queries(lambda: board(bench.p, "ATLAS")) == one
    assert one <= 12
