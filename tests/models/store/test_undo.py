from __future__ import annotations

import pytest

from models.store import check, undo
from models.store.errors import NothingToUndo, UndoRefused
from models.store.rank import spread
from models.store.tables import Card, CardLabel, Column, Comment, Label, Move, Project, Setting


def take_back(person):
    return undo.undo(person.store, person.name, f"session of {person.name}", person.at)


def bring_back(person):
    return undo.redo(person.store, person.name, f"session of {person.name}", person.at)


def rename(person, card, title, summary=""):
    with person.change("rename") as change:
        change.update(Card, card, {"title": title}, seen=None)
        change.summary(summary or f"renamed to {title}")


def title(person):
    return person.store.rows("SELECT title FROM card WHERE id = 1")[0][0]


def move(person, board, rank="a0"):
    with person.change("move") as change:
        place = {"column": board.done, "rank": rank}
        change.update(Card, board.card, place, seen=None, also={"finished_at": change.at + 60_000})
        change.create(
            Move, card=board.card, from_column=board.todo, to_column=board.done, at=change.at + 60_000
        )
        change.summary("ATLAS-1 moved from To do to Done")


def test_undo_and_redo_walk_through_the_actions_of_the_session(ann, board) -> None:
    for name in ("One", "Two"):
        rename(ann, board.card, name)
    assert take_back(ann) == "Undid: renamed to Two"
    assert title(ann) == "One"
    assert take_back(ann) == "Undid: renamed to One"
    assert title(ann) == "First"
    assert bring_back(ann) == "Redid: renamed to One"
    assert bring_back(ann) == "Redid: renamed to Two"
    assert title(ann) == "Two"
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        bring_back(ann)
    assert take_back(ann) == "Undid: renamed to Two"
    assert title(ann) == "One"
    assert check.check(ann.store) == []


def test_redo_is_lost_by_a_new_action(ann, board) -> None:
    rename(ann, board.card, "One")
    take_back(ann)
    rename(ann, board.card, "Two")
    with pytest.raises(NothingToUndo):
        bring_back(ann)
    take_back(ann)
    assert title(ann) == "First"
    assert bring_back(ann) == "Redid: renamed to Two"


def test_others_and_other_sessions_are_left_alone(ann, ben, board) -> None:
    rename(ben, board.card, "Ben's")
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        undo.undo(ann.store, "ann", "another session", ann.at)
    with pytest.raises(NothingToUndo):
        undo.undo(ann.store, "ben", "session of ann", ann.at)
    take_back(ben)
    assert title(ann) == "First"


def test_a_move_and_its_record_go_and_come_together(ann, board) -> None:
    move(ann, board)
    take_back(ann)
    assert ann.store.rows("SELECT column_id, rank FROM card") == [(board.todo, "a0")]
    assert ann.store.rows("SELECT removed FROM move ORDER BY id") == [(0,), (1,)]
    assert check.check(ann.store) == []
    bring_back(ann)
    assert ann.store.rows("SELECT column_id FROM card") == [(board.done,)]
    assert ann.store.rows("SELECT removed FROM move ORDER BY id") == [(0,), (0,)]
    assert check.check(ann.store) == []


def test_a_field_that_somebody_changed_since_is_refused_with_who_and_when(ann, ben, board) -> None:
    rename(ann, board.card, "Ann's")
    rename(ben, board.card, "Ben's")
    ann.at += 3_600_000
    with pytest.raises(UndoRefused) as refused:
        take_back(ann)
    assert str(refused.value) == (
        "not undone: ben changed the title of ATLAS-1 today at 14:13; undo again for: set up"
    )
    assert (refused.value.by, refused.value.at) == ("ben", ben.at)
    assert title(ann) == "Ben's"


def test_other_fields_may_have_moved_on(ann, ben, board) -> None:
    rename(ann, board.card, "Ann's")
    with ben.change() as change:
        change.update(Card, board.card, {"due": "2026-12-01"}, seen=None)
    take_back(ann)
    assert ann.store.rows("SELECT title, due FROM card") == [("First", "2026-12-01")]


def test_undo_is_all_or_nothing(ann, ben, board) -> None:
    with ann.change() as change:
        change.update(Card, board.card, {"title": "Ann's"}, seen=None)
        change.update(Project, board.project, {"name": "Ann's"}, seen=None)
    with ben.change() as change:
        change.update(Project, board.project, {"name": "Ben's"}, seen=None)
    last = ann.store.last_sequence()
    with pytest.raises(UndoRefused, match="the name of the project “Ben's”"):
        take_back(ann)
    assert title(ann) == "Ann's"
    assert ann.store.last_sequence() == last


def test_a_place_that_is_taken_by_now_gives_the_one_just_behind(ann, ben, board) -> None:
    move(ann, board)
    with ben.change() as change:
        number = change.reserve_numbers(Project, board.project)[0]
        for rank, n in (("a0", number), ("a1", number + 1)):
            change.create(Card, project=board.project, number=n, column=board.todo, rank=rank, title=rank)
    take_back(ann)
    assert ann.store.rows("SELECT title FROM card ORDER BY rank") == [("a0",), ("First",), ("a1",)]


def test_a_name_that_is_taken_by_now_is_refused(ann, ben, board) -> None:
    with ann.change() as change:
        label = change.create(Label, project=board.project, name="ledger")
    with ann.change() as change:
        change.remove(Label, label)
    with ben.change() as change:
        change.create(Label, project=board.project, name="ledger")
    with pytest.raises(UndoRefused, match="a label with this name is there already"):
        take_back(ann)


def test_an_undone_creation_is_removed_and_its_number_stays_taken(ann, board) -> None:
    with ann.change() as change:
        number = change.reserve_numbers(Project, board.project)[0]
        card = change.create(
            Card, project=board.project, number=number, column=board.todo, rank="a1", title="Second"
        )
        change.update(Card, card, {"title": "Better"}, seen=None)
    take_back(ann)
    assert ann.store.rows("SELECT title, removed FROM card WHERE id = ?", (card,)) == [("Second", 1)]
    assert ann.store.rows("SELECT next_number FROM project") == [(3,)]
    bring_back(ann)
    assert ann.store.rows("SELECT title, removed FROM card WHERE id = ?", (card,)) == [("Better", 0)]


def test_a_creation_that_others_went_on_with_is_refused(ann, ben, board) -> None:
    with ann.change() as change:
        column = change.create(Column, project=board.project, name="Doing", kind="active", rank="a2")
        card = change.create(Card, project=board.project, number=2, column=column, rank="a0", title="New")
    with ben.change() as change:
        change.update(Card, card, {"due": "2026-12-01"}, seen=None)
    with pytest.raises(UndoRefused, match="ben changed the due date of ATLAS-2"):
        take_back(ann)
    take_back(ben)
    with ben.change() as change:
        comment = change.create(Comment, card=card, at=change.at, author="ben", text="Hello")
    with pytest.raises(UndoRefused, match="ben added the comment “Hello”"):
        take_back(ann)
    with ben.change() as change:
        change.remove(Comment, comment)
    take_back(ann)
    assert ann.store.rows("SELECT removed FROM board_column WHERE id = ?", (column,)) == [(1,)]


def test_a_card_is_not_brought_back_into_a_column_that_was_put_away(ann, ben, board) -> None:
    move(ann, board)
    with ben.change() as change:
        change.update(Column, board.todo, {"archived_at": change.at}, seen=None)
    with pytest.raises(UndoRefused, match="ATLAS-1 needs the column “To do”, which ben put away just now"):
        take_back(ann)


def test_a_column_is_not_put_away_under_its_cards(ann, ben, board) -> None:
    with ann.change() as change:
        change.update(Column, board.done, {"archived_at": change.at}, seen=None)
    with ann.change() as change:
        change.update(Column, board.done, {"archived_at": None}, seen=None)
    with ben.change() as change:
        change.create(Card, project=board.project, number=7, column=board.done, rank="a5", title="Late")
    with pytest.raises(UndoRefused, match="ben added ATLAS-7"):
        take_back(ann)


def test_a_row_that_was_removed_or_erased_since_is_refused(ann, ben, board) -> None:
    rename(ann, board.card, "Ann's")
    with ben.change() as change:
        change.remove(Card, board.card)
    with pytest.raises(UndoRefused, match="ben removed ATLAS-1 just now"):
        take_back(ann)
    take_back(ben)
    with ben.change() as change:
        change.erase(Card, board.card)
    with pytest.raises(UndoRefused, match="ben deleted ATLAS-1 for ever just now"):
        take_back(ann)
    with pytest.raises(UndoRefused, match="deleted for ever"):
        take_back(ben)


def test_what_follows_is_settled_in_the_same_transaction(ann, board) -> None:
    move(ann, board)

    def settle(change) -> None:
        change.update(Card, board.card, {"finished_at": None, "due": "2026-01-01"}, seen=None)

    undo.undo(ann.store, "ann", "session of ann", ann.at, settle=settle)
    assert ann.store.rows("SELECT due FROM card") == [("2026-01-01",)]
    assert ann.store.rows("SELECT COUNT(DISTINCT grp) FROM event WHERE action = 'undo'") == [(1,)]
    bring_back(ann)
    assert ann.store.rows("SELECT due, column_id FROM card") == [(None, board.done)]


def test_an_import_of_many_rows_is_undone_in_one(ann, board) -> None:
    with ann.change("import") as change:
        label = change.create(Label, project=board.project, name="big")
        ids = change.create_many(
            Card,
            [
                {"project": board.project, "number": n + 2, "column": board.todo, "rank": rank, "title": "x"}
                for n, rank in enumerate(spread(3000, "a0"))
            ],
        )
        change.create_many(CardLabel, [{"card": card, "label": label} for card in ids])
        change.create(Setting, key="k", value="v")
        change.summary("Imported 3000 cards")
    assert take_back(ann) == "Undid: Imported 3000 cards"
    assert ann.store.rows("SELECT COUNT(*) FROM card WHERE removed = 0") == [(1,)]
    assert bring_back(ann) == "Redid: Imported 3000 cards"
    assert ann.store.rows("SELECT COUNT(*) FROM card_label WHERE removed = 0") == [(3000,)]


def places(person):
    return person.store.rows("SELECT title, column_id, rank FROM card WHERE removed = 0 ORDER BY id")


def three(person, board):
    with person.change() as change:
        numbers = change.reserve_numbers(Project, board.project, 2)
        made = [
            change.create(
                Card, project=board.project, number=number, column=board.todo, rank=rank, title=f"C{number}"
            )
            for number, rank in zip(numbers, ("a1", "a2"), strict=True)
        ]
        for card in made:
            change.create(Move, card=card, to_column=board.todo, at=change.at)
    return [board.card, *made]


@pytest.mark.parametrize("ranks", [("a1", "a0", "a2"), ("a1", "a2", "a0"), ("a1", "a2", "a3")])
def test_ranks_that_were_handed_on_come_back_exactly(ann, board, ranks) -> None:
    ids = three(ann, board)
    before = places(ann)
    with ann.change() as change:
        for place, card in enumerate(ids):
            change.update(Card, card, {"rank": f"b{place}"}, seen=None)
        for rank, card in zip(ranks, ids, strict=True):
            change.update(Card, card, {"rank": rank}, seen=None)
        change.summary("turned around")
    after = places(ann)
    assert [rank for _, _, rank in after] == list(ranks)
    take_back(ann)
    assert places(ann) == before
    assert bring_back(ann) == "Redid: turned around"
    assert places(ann) == after
    take_back(ann)
    assert places(ann) == before
    assert check.check(ann.store) == []


def test_a_group_that_cannot_be_taken_back_is_told_once_then_stepped_over(ann, ben, board) -> None:
    passed: set[str] = set()

    def undone():
        return undo.undo(ann.store, "ann", "session of ann", ann.at, passed=passed)

    second = three(ann, board)[1]
    rename(ann, board.card, "One")
    rename(ann, second, "Two")
    with ann.change() as change:
        change.erase(Card, second)
        change.summary("ATLAS-2 deleted for ever")
    with pytest.raises(UndoRefused) as refused:
        undone()
    assert str(refused.value) == ("not undone: ATLAS-2 was deleted for ever; undo again for: renamed to One")
    assert undone() == "Undid: renamed to One"
    assert title(ann) == "First"
    assert bring_back(ann) == "Redid: renamed to One"
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        bring_back(ann)
    assert check.check(ann.store) == []


def test_a_refused_group_is_taken_back_after_all_when_it_can_be(ann, ben, board) -> None:
    passed: set[str] = set()
    with ann.change() as change:
        change.update(Card, board.card, {"due": "2026-12-01"}, seen=None)
        change.summary("due set")
    rename(ann, board.card, "Ann's")
    rename(ben, board.card, "Ben's")
    with pytest.raises(UndoRefused, match=r"ben changed the title .*; undo again for: due set"):
        undo.undo(ann.store, "ann", "session of ann", ann.at, passed=passed)
    take_back(ben)
    assert undo.undo(ann.store, "ann", "session of ann", ann.at, passed=passed) == "Undid: renamed to Ann's"
    rename(ben, board.card, "Ben's")
    with pytest.raises(UndoRefused, match=r"^not redone: ben changed the title of ATLAS-1 just now;"):
        undo.redo(ann.store, "ann", "session of ann", ann.at, passed=passed)
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        undo.redo(ann.store, "ann", "session of ann", ann.at, passed=passed)
    assert undo.undo(ann.store, "ann", "session of ann", ann.at, passed=passed) == "Undid: due set"
