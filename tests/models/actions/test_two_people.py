from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.actions import cards, columns, people, risks, snapshots
from models.actions.problems import InvalidValue
from models.portfolio import Archived, Conflict, Missing, Portfolio
from models.store.tables import CardAssignee, Snapshot


def test_two_titles_conflict_and_nothing_is_lost(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Old")
    cards.edit(ben, card.id, card.version, title="Ben's")
    world.clock.passes(minutes=2)
    with pytest.raises(Conflict) as caught:
        cards.edit(world.p, card.id, card.version, title="Anna's")
    assert caught.value.fields == {"title": ("Anna's", "Ben's")}
    assert caught.value.by == "ben"
    assert str(caught.value).startswith("ben changed the title of ATLAS-1 to “Ben's” 2 minutes ago")
    assert world.card(card.id).title == "Ben's"


def test_a_title_and_a_move_merge(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Old")
    cards.move(ben, card.id, card.version, world.columns["Doing"])
    assert cards.edit(world.p, card.id, card.version, title="New") == "ATLAS-1: title is now “New”"
    row = world.card(card.id)
    assert (row.title, row.__data__["column"]) == ("New", world.columns["Doing"])
    assert world.problems() == []


def test_moving_a_card_that_somebody_moved_elsewhere_conflicts(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Card")
    cards.move(ben, card.id, card.version, world.columns["Doing"])
    with pytest.raises(Conflict) as caught:
        cards.move(world.p, card.id, card.version, world.columns["Review"])
    assert caught.value.by == "ben"
    assert str(caught.value).startswith("ben moved ATLAS-1 to Doing just now; yours was not saved")
    with pytest.raises(Conflict, match="ben moved ATLAS-1 just now; yours was not saved"):
        cards.reorder(world.p, card.id, card.version, after_id=0)
    assert world.titles("Doing") == ["Card"]


def test_a_card_that_somebody_moved_away_is_not_half_moved_back_to_where_it_was_seen(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Card")
    cards.move(ben, card.id, card.version, world.columns["Doing"])
    with pytest.raises(Conflict, match="ben moved ATLAS-1 just now; yours was not saved") as caught:
        cards.move(world.p, card.id, card.version, world.columns["Backlog"], after_id=0)
    assert caught.value.fields == {"column_id": (world.columns["Backlog"], world.columns["Doing"])}
    assert world.titles("Doing") == ["Card"]
    assert world.problems() == []


def test_a_card_that_two_people_complete_at_once_is_completed(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Card")
    cards.move(world.p, card.id, card.version, world.columns["Doing"])
    seen = world.card(card.id).version
    cards.complete(ben, card.id, seen)
    with pytest.raises(Conflict, match="ben moved ATLAS-1 just now"):
        cards.complete(world.p, card.id, seen)
    assert world.titles("Done") == ["Card"]
    assert world.card(card.id).finished_at is not None
    assert world.problems() == []


def test_moving_a_card_that_somebody_archived_says_who_and_when(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Card")
    cards.archive(ben, card.id, card.version)
    world.clock.passes(minutes=5)
    for attempt in (
        lambda: cards.move(world.p, card.id, card.version, world.columns["Doing"]),
        lambda: cards.reorder(world.p, card.id, card.version, after_id=0),
        lambda: cards.edit(world.p, card.id, card.version, title="New"),
        lambda: cards.block(world.p, card.id, card.version, "why"),
        lambda: cards.complete(world.p, card.id, card.version),
    ):
        with pytest.raises(Archived) as caught:
            attempt()
        assert str(caught.value) == "ben archived ATLAS-1 5 minutes ago; restore it first"
        assert (caught.value.entity, caught.value.row, caught.value.by) == ("card", card.id, "ben")
    with pytest.raises(Archived, match="ben archived ATLAS-1 5 minutes ago; restore it first"):
        cards.move(world.p, card.id, card.version + 1, world.columns["Doing"])


def test_moving_a_card_that_somebody_deleted_says_who_and_when(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Card")
    cards.delete(ben, card.id)
    world.clock.passes(hours=1)
    with pytest.raises(Missing, match=r"ATLAS-1 is gone: ben deleted it for ever today at \d\d:00"):
        cards.move(world.p, card.id, card.version, world.columns["Doing"])


def test_archived_and_restored_meanwhile_is_no_conflict(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Card")
    cards.archive(ben, card.id, None)
    cards.restore(ben, card.id)
    assert cards.move(world.p, card.id, card.version, world.columns["Doing"]) == (
        "ATLAS-1 moved from Backlog to Doing"
    )


def test_moved_away_and_back_meanwhile_is_no_conflict(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Card")
    cards.add(world.p, world.project, "Other")
    cards.move(ben, card.id, None, world.columns["Doing"])
    cards.move(ben, card.id, None, world.columns["Backlog"])
    assert cards.reorder(world.p, card.id, card.version, after_id=0) == "ATLAS-1 reordered in Backlog"
    assert world.titles("Backlog") == ["Card", "Other"]


def test_two_additions_to_a_list_both_stay(world) -> None:
    ben = world.open("ben")
    ids = {key: people.add(world.p, key=key, name=key) for key in ("anna", "ben", "cara", "dora")}
    card = cards.add(world.p, world.project, "Card", assignees=[ids["anna"], ids["dora"]], labels=["db"])
    saw = {"assignees": [ids["anna"], ids["dora"]], "labels": ["db"]}
    cards.edit(ben, card.id, card.version, saw=saw, assignees=[ids["anna"], ids["dora"], ids["cara"]])
    sentence = cards.edit(
        world.p, card.id, card.version, saw=saw, assignees=[ids["ben"], ids["anna"]], labels=["db", "ui"]
    )
    assert sentence == "ATLAS-1: assignees anna, cara, ben, labels db, ui"
    assert {row.__data__["person"] for row in world.rows(CardAssignee)} == {
        ids["anna"],
        ids["cara"],
        ids["ben"],
    }


def test_simple_entries_conflict_too(world) -> None:
    ben = world.open("ben")
    risk = risks.add(world.p, world.project, title="Holidays", probability=3, impact=4)
    risks.edit(ben, risk, 1, impact=5)
    assert risks.edit(world.p, risk, 1, probability=2) == "risk “Holidays” of ATLAS: probability 2"
    with pytest.raises(Conflict):
        risks.edit(world.p, risk, 1, impact=1)
    risks.archive(ben, risk, 3)
    assert risks.archive(world.p, risk, None) == "risk “Holidays” of ATLAS is archived already"


def test_two_sessions_place_cards_at_one_spot_at_once(world, tmp_path: Path) -> None:
    first = cards.add(world.p, world.project, "First")

    def add_ten(author: str) -> list[str]:
        portfolio = Portfolio.open(tmp_path / "portfolio.db", author=author, clock=world.clock)
        try:
            return [
                cards.add(portfolio, world.project, f"{author} {n}", after_id=first.id).key for n in range(10)
            ]
        finally:
            portfolio.close()

    with ThreadPoolExecutor(3) as pool:
        made = [key for some in pool.map(add_ten, ["anna", "ben", "cara"]) for key in some]
    assert sorted(made, key=lambda key: int(key[6:])) == [f"ATLAS-{n}" for n in range(2, 32)]
    assert len(world.titles("Backlog")) == 31
    assert world.titles("Backlog")[0] == "First"
    assert world.problems() == []


def test_a_snapshot_is_written_once_a_day(world, tmp_path: Path) -> None:
    assert snapshots.record(world.p, {world.project: {"wip": 3, "csat": None}}) == 1
    assert snapshots.record(world.p, {world.project: {"wip": 4}, 999: {"wip": 1}}) == 0
    (row,) = world.rows(Snapshot)
    assert (row.day, row.numbers) == (world.p.today().isoformat(), '{"csat":null,"wip":3}')
    world.clock.passes(days=1)

    def record(author: str) -> int:
        portfolio = Portfolio.open(tmp_path / "portfolio.db", author=author, clock=world.clock)
        try:
            return snapshots.record(portfolio, {world.project: {"wip": 5}})
        finally:
            portfolio.close()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(record, ["anna", "ben", "cara"])) == [0, 0, 1]
    assert len(world.rows(Snapshot)) == 2


def test_an_archived_column_refuses_a_card_that_was_on_its_way(world) -> None:
    ben = world.open("ben")
    card = cards.add(world.p, world.project, "Card")
    columns.archive(ben, world.columns["Doing"], None)
    with pytest.raises(
        InvalidValue, match="ben archived the column “Doing” just now; choose another or restore it"
    ):
        cards.move(world.p, card.id, card.version, world.columns["Doing"])
