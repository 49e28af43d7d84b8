from __future__ import annotations

import pytest

from models.actions import cards, columns, projects
from models.actions.problems import InvalidValue, LimitReached
from models.store.tables import Column


def board(world) -> list[str]:
    query = (
        Column.select(Column.name)
        .where((Column.project == world.project) & (Column.removed == 0) & Column.archived_at.is_null())
        .order_by(Column.rank)
    )
    return [name for (name,) in world.p.store.rows(query)]


def test_columns_are_added_and_ordered(world) -> None:
    test = columns.add(world.p, world.project, name="Test", kind="active", after_id=world.columns["Doing"])
    assert world.last_summary() == "column Test added to ATLAS"
    columns.add(world.p, world.project, name="Ideas", after_id=0)
    columns.add(world.p, world.project, name="Dropped", kind="dropped")
    assert board(world) == ["Ideas", "Backlog", "Ready", "Doing", "Test", "Review", "Done", "Dropped"]
    assert columns.reorder(world.p, test, None, after_id=world.columns["Review"]) == (
        "column Test of ATLAS reordered"
    )
    assert board(world)[3:6] == ["Doing", "Review", "Test"]
    with pytest.raises(InvalidValue, match="the board has a column doing already"):
        columns.add(world.p, world.project, name="doing")
    with pytest.raises(InvalidValue, match="a column needs: name"):
        columns.add(world.p, world.project, kind="queue")
    assert world.problems() == []


def test_another_kind_changes_the_times_of_the_cards_and_says_of_how_many(world) -> None:
    a = cards.add(world.p, world.project, "A", column_id=world.columns["Ready"])
    b = cards.add(world.p, world.project, "B", column_id=world.columns["Ready"])
    cards.add(world.p, world.project, "C")
    ready = world.clock.ms
    world.clock.passes(days=1)
    cards.move(world.p, b.id, None, world.columns["Doing"])
    doing = world.clock.ms
    cards.archive(world.p, b.id, None)
    world.clock.passes(days=1)
    sentence = columns.edit(world.p, world.columns["Ready"], 1, kind="active")
    assert sentence == "column Ready of ATLAS: kind active, times of 2 cards changed"
    assert (world.card(a.id).started_at, world.card(b.id).started_at) == (ready, ready)
    sentence = columns.edit(world.p, world.columns["Ready"], None, kind="queue", wip_limit=4)
    assert sentence == "column Ready of ATLAS: kind queue, wip limit 4, times of 2 cards changed"
    assert (world.card(a.id).started_at, world.card(b.id).started_at) == (None, doing)
    assert (
        columns.edit(world.p, world.columns["Ready"], None, kind="queue") == "column Ready: nothing to change"
    )
    sentence = columns.edit(world.p, world.columns["Review"], None, kind="queue")
    assert sentence == "column Review of ATLAS: kind queue, times of 0 cards changed"
    assert world.problems() == []


def test_a_board_keeps_a_done_column(world) -> None:
    done = world.columns["Done"]
    for attempt in (
        lambda: columns.edit(world.p, done, None, kind="queue"),
        lambda: columns.archive(world.p, done, None),
        lambda: columns.delete(world.p, done),
    ):
        with pytest.raises(InvalidValue, match="Done is the board's only done column"):
            attempt()
    columns.add(world.p, world.project, name="Released", kind="done")
    assert columns.archive(world.p, done, None) == "column Done of ATLAS archived"


def test_a_column_with_cards_needs_a_column_for_them(world) -> None:
    for title in "AB":
        cards.add(world.p, world.project, title, column_id=world.columns["Ready"])
    cards.add(world.p, world.project, "C", column_id=world.columns["Backlog"])
    with pytest.raises(InvalidValue, match="column Ready holds 2 cards; say which column they go to"):
        columns.archive(world.p, world.columns["Ready"], 1)
    with pytest.raises(InvalidValue, match="the cards go to another column of the same board"):
        columns.archive(world.p, world.columns["Ready"], 1, world.columns["Ready"])
    columns.edit(world.p, world.columns["Doing"], None, wip_limit=1, limit_kind="hard")
    with pytest.raises(LimitReached):
        columns.archive(world.p, world.columns["Ready"], 1, world.columns["Doing"])
    sentence = columns.archive(world.p, world.columns["Ready"], 1, world.columns["Backlog"])
    assert sentence == "column Ready of ATLAS archived; 2 cards moved to Backlog"
    assert world.titles("Backlog") == ["C", "A", "B"]
    assert world.problems() == []


def test_an_archived_column_comes_back(world) -> None:
    ready = world.columns["Ready"]
    columns.archive(world.p, ready, 1)
    assert columns.archive(world.p, ready, None) == "column Ready is archived already"
    assert columns.restore(world.p, ready) == "column Ready of ATLAS restored"
    assert board(world) == ["Backlog", "Ready", "Doing", "Review", "Done"]
    assert columns.restore(world.p, ready) == "column Ready is not archived"
    columns.archive(world.p, ready, None)
    columns.add(world.p, world.project, name="Ready")
    with pytest.raises(InvalidValue, match="the board has a column Ready already"):
        columns.restore(world.p, ready)


def test_a_column_that_a_move_names_is_never_deleted(world) -> None:
    card = cards.add(world.p, world.project, "A", column_id=world.columns["Ready"])
    cards.move(world.p, card.id, None, world.columns["Doing"])
    for name in ("Ready", "Doing"):
        with pytest.raises(InvalidValue, match=f"cards were in column {name}; archive it instead"):
            columns.delete(world.p, world.columns[name])
    assert columns.delete(world.p, world.columns["Review"]) == "a column of ATLAS deleted for ever"
    assert board(world) == ["Backlog", "Ready", "Doing", "Done"]


@pytest.mark.parametrize("limit", [0, -1, 1.5, True, "3", 100_001])
def test_a_limit_is_a_whole_number_from_one(world, limit) -> None:
    with pytest.raises(InvalidValue) as caught:
        columns.edit(world.p, world.columns["Doing"], None, wip_limit=limit)
    assert caught.value.field == "wip_limit"


def test_a_new_board_needs_a_done_column(world) -> None:
    with pytest.raises(InvalidValue, match="a board needs a column of the kind done"):
        projects.add(world.p, "BORA", "Payments", columns=[{"name": "Doing", "kind": "active"}])
    with pytest.raises(InvalidValue, match="the board has a column done already"):
        projects.add(
            world.p, "BORA", "Payments", columns=[{"name": "Done", "kind": "done"}, {"name": "done"}]
        )
