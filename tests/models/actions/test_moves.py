from __future__ import annotations

import pytest

from models.actions import cards, columns, projects
from models.actions.places import LONGEST_RANK
from models.actions.problems import InvalidValue, LimitReached
from models.actions.undo import undo
from models.store.tables import CardLabel, Label, Move


def add(world, *titles: str, column: str = "Backlog"):
    return [cards.add(world.p, world.project, title, column_id=world.columns[column]) for title in titles]


def test_a_move_is_written_down_and_starts_the_card(world) -> None:
    (card,) = add(world, "Cut over")
    world.clock.passes(days=2)
    sentence = cards.move(world.p, card.id, 1, world.columns["Doing"])
    assert sentence == "ATLAS-1 moved from Backlog to Doing"
    assert world.last_summary() == sentence
    row = world.card(card.id)
    assert (row.__data__["column"], row.started_at, row.finished_at) == (
        world.columns["Doing"],
        world.clock.ms,
        None,
    )
    last = world.rows(Move)[-1]
    assert (last.__data__["from_column"], last.__data__["to_column"]) == (
        world.columns["Backlog"],
        world.columns["Doing"],
    )
    world.clock.passes(days=3)
    cards.move(world.p, card.id, None, world.columns["Done"])
    assert world.card(card.id).finished_at == world.clock.ms
    assert world.problems() == []


def test_a_card_carried_across_doing_in_under_a_minute_has_not_started(world) -> None:
    (card,) = add(world, "Cut over")
    world.clock.passes(days=1)
    cards.move(world.p, card.id, None, world.columns["Doing"])
    world.clock.passes(seconds=59)
    cards.move(world.p, card.id, None, world.columns["Ready"])
    assert world.card(card.id).started_at is None
    cards.move(world.p, card.id, None, world.columns["Doing"])
    began = world.clock.ms
    world.clock.passes(seconds=60)
    cards.move(world.p, card.id, None, world.columns["Ready"])
    assert world.card(card.id).started_at == began


def test_a_clock_that_was_set_back_does_not_turn_the_history_around(world) -> None:
    (card,) = add(world, "Cut over", column="Doing")
    began = world.clock.ms
    world.clock.passes(days=-1)
    cards.complete(world.p, card.id, None)
    assert [move.at for move in world.rows(Move)] == [began, began]
    assert world.card(card.id).finished_at == began
    assert world.problems() == []


def test_reopening_clears_finished_and_keeps_started(world) -> None:
    (card,) = add(world, "Cut over", column="Doing")
    began = world.clock.ms
    world.clock.passes(days=1)
    cards.complete(world.p, card.id, None)
    world.clock.passes(days=1)
    assert cards.complete(world.p, card.id, None) == "ATLAS-1 reopened: moved from Done to Doing"
    assert (world.card(card.id).started_at, world.card(card.id).finished_at) == (began, None)


def test_places_in_the_column(world) -> None:
    a, b, c = add(world, "A", "B", "C")
    (d,) = add(world, "D", column="Ready")
    cards.move(world.p, d.id, None, world.columns["Backlog"], after_id=a.id)
    assert world.titles("Backlog") == ["A", "D", "B", "C"]
    assert cards.reorder(world.p, c.id, None, after_id=0) == "ATLAS-3 reordered in Backlog"
    assert world.titles("Backlog") == ["C", "A", "D", "B"]
    cards.reorder(world.p, a.id, None, after_id=None)
    assert world.titles("Backlog") == ["C", "D", "B", "A"]
    cards.reorder(world.p, b.id, None, after_id=4711)
    assert world.titles("Backlog") == ["C", "D", "A", "B"]
    moves = len(world.rows(Move))
    assert cards.move(world.p, b.id, None, world.columns["Backlog"], after_id=0) == (
        "ATLAS-2 reordered in Backlog"
    )
    assert (world.titles("Backlog"), len(world.rows(Move))) == (["B", "C", "D", "A"], moves)


def test_several_cards_move_together_in_their_order(world) -> None:
    a, b, c = add(world, "A", "B", "C")
    add(world, "X", "Y", column="Ready")
    sentence = cards.move_many(world.p, [(c.id, 1), (a.id, 1), (b.id, 1)], world.columns["Ready"], after_id=4)
    assert sentence == "ATLAS-3, ATLAS-1 and 1 more moved from Backlog to Ready"
    assert world.titles("Ready") == ["X", "C", "A", "B", "Y"]
    assert cards.move_many(world.p, [(a.id, None), (b.id, None)], world.columns["Doing"]) == (
        "ATLAS-1 and ATLAS-2 moved from Ready to Doing"
    )
    with pytest.raises(InvalidValue, match="no card to move"):
        cards.move_many(world.p, [], world.columns["Doing"])


def test_cards_that_are_to_stand_behind_themselves_stay_where_they_are(world) -> None:
    a, b, c, _ = add(world, "A", "B", "C", "D")
    cards.reorder(world.p, b.id, None, after_id=b.id)
    assert world.titles("Backlog") == ["A", "B", "C", "D"]
    cards.move_many(world.p, [(b.id, None), (c.id, None)], world.columns["Backlog"], after_id=c.id)
    assert world.titles("Backlog") == ["A", "B", "C", "D"]
    cards.move_many(world.p, [(c.id, None), (b.id, None)], world.columns["Backlog"], after_id=c.id)
    assert world.titles("Backlog") == ["A", "C", "B", "D"]
    cards.move_many(world.p, [(a.id, None)], world.columns["Backlog"], after_id=a.id)
    assert world.titles("Backlog") == ["A", "C", "B", "D"]
    cards.move(world.p, a.id, None, world.columns["Doing"], after_id=a.id)
    assert world.titles("Doing") == ["A"]


def test_a_place_that_one_card_leaves_is_not_given_to_another_in_the_same_move(world) -> None:
    a, b = add(world, "A", "B")
    (c,) = add(world, "C", column="Ready")
    before = world.state()
    cards.move_many(world.p, [(b.id, None), (c.id, None)], world.columns["Backlog"])
    assert world.titles("Backlog") == ["A", "B", "C"]
    undo(world.p)
    assert world.state() == before
    cards.move_many(world.p, [(b.id, None), (c.id, None)], world.columns["Backlog"], after_id=a.id)
    assert world.titles("Backlog") == ["A", "B", "C"]
    undo(world.p)
    assert world.state() == before


def test_many_cards_find_room_between_two(world) -> None:
    first, last = add(world, "First", "Last")
    some = add(world, *[f"{n}" for n in range(100)], column="Ready")
    cards.move_many(world.p, [(card.id, None) for card in some], world.columns["Backlog"], after_id=first.id)
    assert world.titles("Backlog") == ["First", *[f"{n}" for n in range(100)], "Last"]
    assert max(len(world.card(card.id).rank) for card in some) < 10
    assert world.card(last.id).version == 1


def test_a_crowded_place_is_spread_out_in_the_same_change(world) -> None:
    first, _ = add(world, "First", "Last")
    expected = ["Last"]
    for n in range(230):
        card = cards.add(world.p, world.project, f"{n}", after_id=first.id)
        expected.insert(0, f"{n}")
        assert len(world.card(card.id).rank) <= LONGEST_RANK
    assert world.titles("Backlog") == ["First", *expected]
    spread = world.p.store.rows("SELECT max(length(rank)) FROM card")[0][0]
    assert spread <= LONGEST_RANK
    groups = world.p.store.rows(
        "SELECT count(*) FROM event WHERE entity = 'card' GROUP BY grp ORDER BY 1 DESC"
    )
    assert groups[0][0] > 100
    assert world.problems() == []


def ranks(world) -> list[str]:
    return [rank for (rank,) in world.p.store.rows("SELECT rank FROM card")]


@pytest.mark.parametrize("after_first", [True, False])
def test_a_crowded_place_takes_several_cards_at_once(world, after_first) -> None:
    (first,) = add(world, "First")
    expected = ["First"]
    spread = 0
    for n in range(110):
        some = add(world, f"{n}a", f"{n}b", column="Ready")
        # All rows are looked at only when the ranks are about to be spread: that takes long.
        crowded = max(map(len, ranks(world))) >= LONGEST_RANK - 2
        before = world.state() if crowded else {}
        anchor = first.id if after_first else 0
        cards.move_many(
            world.p, [(card.id, None) for card in some], world.columns["Backlog"], after_id=anchor
        )
        place = 1 if after_first else 0
        expected[place:place] = [f"{n}a", f"{n}b"]
        assert max(len(world.card(card.id).rank) for card in some) <= LONGEST_RANK
        if world.card(first.id).version > 1:
            spread += 1
            assert undo(world.p).startswith("undone: ")
            assert world.state() == before
            break
    else:
        assert world.titles("Backlog") == expected
    assert spread == (1 if after_first else 0)
    assert world.problems() == []


def test_a_soft_limit_warns_and_a_hard_one_refuses(world) -> None:
    doing = world.columns["Doing"]
    columns.edit(world.p, doing, None, wip_limit=1)
    a, b = add(world, "A", "B")
    assert cards.move(world.p, a.id, None, doing) == "ATLAS-1 moved from Backlog to Doing"
    assert cards.move(world.p, b.id, None, doing) == (
        "ATLAS-2 moved from Backlog to Doing (2 of 1, over the limit)"
    )
    add(world, "C", column="Doing")
    assert world.last_summary() == "ATLAS-3 added to Doing (3 of 1, over the limit)"
    columns.edit(world.p, doing, None, wip_limit=3, limit_kind="hard")
    (d,) = add(world, "D")
    before = world.state()
    for attempt in (
        lambda: cards.move(world.p, d.id, None, doing),
        lambda: add(world, "E", column="Doing"),
    ):
        with pytest.raises(LimitReached, match="Doing holds 3 of 3 cards and its limit is hard"):
            attempt()
    assert world.state() == before
    assert cards.reorder(world.p, a.id, None, after_id=0) == "ATLAS-1 reordered in Doing"
    assert cards.move(world.p, a.id, None, doing) == "ATLAS-1 reordered in Doing"


def test_a_full_column_refuses_a_restored_card(world) -> None:
    (card,) = add(world, "A", column="Doing")
    cards.archive(world.p, card.id, None)
    add(world, "B", column="Doing")
    columns.edit(world.p, world.columns["Doing"], None, wip_limit=1, limit_kind="hard")
    with pytest.raises(LimitReached):
        cards.restore(world.p, card.id)


def test_complete_goes_to_the_first_done_column_of_the_board(world) -> None:
    released = columns.add(world.p, world.project, name="Released", kind="done")
    columns.reorder(world.p, released, None, after_id=0)
    (card,) = add(world, "A", column="Review")
    assert cards.complete(world.p, card.id, None) == "ATLAS-1 completed: moved from Review to Released"
    cards.move(world.p, card.id, None, world.columns["Done"])
    assert cards.complete(world.p, card.id, None) == "ATLAS-1 reopened: moved from Done to Review"


def test_several_cards_are_completed_or_reopened_together(world) -> None:
    a, b, c = add(world, "A", "B", "C", column="Doing")
    cards.complete(world.p, b.id, None)
    cards.move(world.p, c.id, None, world.columns["Review"])
    assert cards.complete_many(world.p, [(a.id, 1), (b.id, None), (c.id, None)]) == (
        "ATLAS-1 and ATLAS-3 completed: moved to Done"
    )
    assert world.titles("Done") == ["B", "A", "C"]
    assert cards.complete_many(world.p, [(a.id, None), (c.id, None)]) == (
        "ATLAS-1 and ATLAS-3 reopened: moved from Done to where they came from"
    )
    assert (world.titles("Doing"), world.titles("Review")) == (["A"], ["C"])
    columns.edit(world.p, world.columns["Done"], None, wip_limit=2, limit_kind="hard")
    with pytest.raises(LimitReached):
        cards.complete_many(world.p, [(a.id, None), (c.id, None)])
    assert world.titles("Done") == ["B"]
    with pytest.raises(InvalidValue, match="no card to complete"):
        cards.complete_many(world.p, [])


def test_reopening_avoids_a_column_that_left(world) -> None:
    (card,) = add(world, "A", column="Review")
    cards.complete(world.p, card.id, None)
    columns.archive(world.p, world.columns["Review"], None)
    assert cards.complete(world.p, card.id, None) == "ATLAS-1 reopened: moved from Done to Doing"
    (born_done,) = add(world, "B", column="Done")
    assert cards.complete(world.p, born_done.id, None) == "ATLAS-2 reopened: moved from Done to Doing"


def test_a_move_to_an_archived_or_foreign_column_is_refused(world) -> None:
    (card,) = add(world, "A")
    columns.archive(world.p, world.columns["Review"], None)
    with pytest.raises(
        InvalidValue, match="anna archived the column “Review” just now; choose another or restore it"
    ):
        cards.move(world.p, card.id, None, world.columns["Review"])
    projects.add(world.p, "BORA", "Payments")
    foreign = world.p.store.rows("SELECT max(id) FROM board_column")[0][0]
    with pytest.raises(InvalidValue, match="column Done is not on the board of ATLAS-1"):
        cards.move(world.p, card.id, None, foreign)


def test_a_card_given_to_another_project_gets_its_next_number_and_takes_its_labels(world) -> None:
    bora = projects.add(world.p, "BORA", "Payments")
    cards.add(world.p, bora, "Theirs", labels=["db"])
    parent, card, child = add(world, "Parent", "Card", "Child")
    cards.edit(world.p, card.id, None, parent_id=parent.id, labels=["DB", "ledger"])
    cards.edit(world.p, child.id, None, parent_id=card.id)
    cards.move(world.p, card.id, None, world.columns["Doing"])
    sentence = cards.move_to_project(world.p, card.id, None, bora)
    assert sentence == "ATLAS-2 moved to BORA, as BORA-2 in Doing"
    row = world.card(card.id)
    assert (row.__data__["project"], row.number, row.code, row.__data__["parent"]) == (bora, 2, "#2", None)
    assert row.started_at == world.clock.ms
    assert world.card(child.id).__data__["parent"] is None
    names = {label.id: (label.__data__["project"], label.name) for label in world.rows(Label)}
    mine = [
        names[link.__data__["label"]] for link in world.rows(CardLabel) if link.__data__["card"] == card.id
    ]
    assert sorted(mine) == [(bora, "db"), (bora, "ledger")]
    (next_card,) = add(world, "Next")
    assert next_card.key == "ATLAS-4"
    with pytest.raises(InvalidValue, match="BORA-2 is in BORA already"):
        cards.move_to_project(world.p, card.id, None, bora)
    assert world.problems() == []


def test_several_cards_go_to_another_project_in_one_step_of_undo(world) -> None:
    bora = projects.add(world.p, "BORA", "Payments")
    parent, child, stays = add(world, "Parent", "Child", "Stays")
    cards.edit(world.p, child.id, None, parent_id=parent.id)
    cards.edit(world.p, stays.id, None, parent_id=parent.id)
    both = [(child.id, None), (parent.id, None)]
    sentence = cards.move_to_project_many(world.p, both, bora)
    assert sentence == "ATLAS-2 and ATLAS-1 moved to BORA, as BORA-1 and BORA-2 in Backlog"
    assert world.card(child.id).__data__["parent"] == parent.id
    assert world.card(stays.id).__data__["parent"] is None
    assert world.problems() == []
    undo(world.p)
    assert [world.card(one.id).__data__["project"] for one in (parent, child)] == [world.project] * 2
    assert world.card(stays.id).__data__["parent"] == parent.id
    assert world.problems() == []


def test_one_card_that_cannot_go_keeps_all_of_them(world) -> None:
    bora = projects.add(world.p, "BORA", "Payments")
    first, second = add(world, "First", "Second")
    cards.move_to_project(world.p, second.id, None, bora)
    with pytest.raises(InvalidValue, match="BORA-1 is in BORA already"):
        cards.move_to_project_many(world.p, [(first.id, None), (second.id, None)], bora)
    assert world.card(first.id).__data__["project"] == world.project
    with pytest.raises(InvalidValue, match="no card to move"):
        cards.move_to_project_many(world.p, [], bora)
