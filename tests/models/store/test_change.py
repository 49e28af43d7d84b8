from __future__ import annotations

import json

import pytest

from models.store.change import ORIGIN
from models.store.errors import Conflict, Missing, StoreError, Taken, Unstorable
from models.store.tables import Card, CardLabel, Comment, Label, Milestone, MilestoneDue, Project, Setting
from models.store.undo import undo


def events(person, entity):
    sql = "SELECT version, before, after, project, author, action FROM event WHERE entity = ? ORDER BY seq"
    return person.store.rows(sql, (entity,))


def test_one_event_for_each_changed_row_with_the_changed_fields_only(ann, board) -> None:
    with ann.change("rename") as change:
        row = change.update(Card, board.card, {"title": "Second", "priority": "normal"}, seen=1)
    assert (row.title, row.version, row.updated_at) == ("Second", 2, ann.at)
    assert events(ann, "card")[1:] == [
        (2, '{"title":"First"}', '{"title":"Second"}', board.project, "ann", "rename")
    ]


def test_no_difference_writes_nothing(ann, board) -> None:
    last = ann.store.last_sequence()
    with ann.change() as change:
        row = change.update(Card, board.card, {"title": "First"}, seen=1, also={"rank": "a0"})
        assert not change.wrote
    assert row.version == 1
    assert ann.store.last_sequence() == last


def test_changes_of_different_fields_merge(ann, ben, board) -> None:
    with ben.change() as change:
        change.update(Card, board.card, {"title": "Ben's"}, seen=1)
    with ann.change() as change:
        row = change.update(Card, board.card, {"due": "2026-12-01"}, seen=1)
    assert (row.title, row.due, row.version) == ("Ben's", "2026-12-01", 3)


def test_changes_of_the_same_field_conflict_and_say_who_and_when(ann, ben, board) -> None:
    with ben.change() as change:
        change.update(Card, board.card, {"title": "Ben's"}, seen=1)
    ann.at += 120_000
    with pytest.raises(Conflict) as refused, ann.change() as change:
        change.update(Card, board.card, {"title": "Ann's"}, seen=1)
    assert str(refused.value) == (
        "ben changed the title of ATLAS-1 to “Ben's” 2 minutes ago; "
        "yours was not saved: do it again or leave it"
    )
    assert refused.value.fields == {"title": ("Ann's", "Ben's")}
    assert (refused.value.by, refused.value.at) == ("ben", ben.at)
    assert ann.store.rows("SELECT title FROM card") == [("Ben's",)]


def test_a_field_changed_there_and_back_is_no_conflict(ann, ben, board) -> None:
    for title in ("Other", "First"):
        with ben.change() as change:
            change.update(Card, board.card, {"title": title}, seen=None)
    with ann.change() as change:
        assert change.update(Card, board.card, {"title": "Ann's"}, seen=1).title == "Ann's"


def test_a_value_that_the_person_saw_is_not_a_change_of_theirs(ann, ben, board) -> None:
    with ben.change() as change:
        change.update(Card, board.card, {"title": "Ben's"}, seen=1)
    with ann.change() as change:
        row = change.update(Card, board.card, {"title": "First", "due": "2026-12-01"}, seen=1)
    assert (row.title, row.due) == ("Ben's", "2026-12-01")


def test_the_same_wish_twice_is_no_conflict(ann, ben, board) -> None:
    with ben.change() as change:
        change.update(Card, board.card, {"title": "Same"}, seen=1)
    with ann.change() as change:
        assert change.update(Card, board.card, {"title": "Same"}, seen=1).version == 2


def test_nothing_is_written_when_the_action_fails(ann, board) -> None:
    last = ann.store.last_sequence()
    with pytest.raises(Missing), ann.change() as change:
        change.get(Card, change.update(Card, board.card, {"title": "Lost"}, seen=None).id + 98)
    assert ann.store.rows("SELECT title FROM card") == [("First",)]
    assert ann.store.last_sequence() == last
    with ann.change() as change:
        change.update(Card, board.card, {"title": "Kept"}, seen=1)


def test_a_removed_row_is_missing_and_says_who_removed_it(ann, ben, board) -> None:
    with ben.change() as change:
        change.remove(Card, board.card)
    with ann.change() as change:
        with pytest.raises(Missing, match="ATLAS-1 is gone: ben removed it just now"):
            change.get(Card, board.card)
        with pytest.raises(Missing):
            change.update(Card, 99, {"title": "x"}, seen=None)
        with pytest.raises(Missing):
            change.update_many(Card, [(board.card, None, {"title": "x"})])


@pytest.mark.parametrize("value", ["half \ud800", "nul \0", 2**63, float("nan"), float("inf")])
def test_what_cannot_be_stored_is_refused_in_a_sentence(ann, board, value) -> None:
    field = "title" if isinstance(value, str) else "estimate"
    with pytest.raises(Unstorable, match=f"^{field}: "), ann.change() as change:
        change.update(Card, board.card, {field: value}, seen=None)


def test_a_misspelt_field_is_a_mistake_of_the_program(ann, board) -> None:
    with pytest.raises(TypeError, match="titel"), ann.change() as change:
        change.update(Card, board.card, {"titel": "x"}, seen=None)
    with pytest.raises(TypeError), ann.change() as change:
        change.update(Card, board.card, {"version": 7}, seen=None)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "x" * 1001},
        {"priority": "huge"},
        {"due": "2026-02-30"},
        {"due": "tomorrow"},
        {"estimate": -1},
        {"number": 0},
        {"description": "x" * 100_001},
    ],
)
def test_the_tables_refuse_values_out_of_range(ann, board, fields) -> None:
    with pytest.raises(StoreError, match="refused a value"), ann.change() as change:
        change.update(Card, board.card, fields, seen=None)
    assert ann.store.rows("SELECT version FROM card") == [(1,)]


def test_what_must_be_unique_is_refused_with_its_name(ann, board) -> None:
    with (
        pytest.raises(Taken, match="a project with this key is there already") as refused,
        ann.change() as change,
    ):
        change.create(Project, key="ATLAS", name="Again")
    assert refused.value.columns == ("project.key",)
    with pytest.raises(Taken), ann.change() as change:
        change.create(Card, project=board.project, number=1, column=board.todo, rank="a9", title="x")
    with pytest.raises(Taken), ann.change() as change:
        change.create(Card, project=board.project, number=2, column=board.todo, rank="a0", title="x")


def test_events_name_the_project_of_lines_and_of_lines_of_lines(ann, board) -> None:
    with ann.change() as change:
        milestone = change.create(Milestone, project=board.project, name="UAT")
        change.create(MilestoneDue, milestone=milestone, due="2026-12-01", at=change.at)
        change.create(Comment, card=board.card, at=change.at, author="ann", text="Hi")
        change.create(Setting, key="k", value="v")
    for entity in ("project", "milestone", "milestone_due", "comment", "card", "move"):
        assert {row[3] for row in events(ann, entity)} == {board.project}, entity
    assert events(ann, "setting")[0][3] is None


def test_codes_are_made_where_none_is_given(ann, board) -> None:
    with ann.change() as change:
        comment = change.create(Comment, card=board.card, at=change.at, author="ann", text="Hi")
        assert len(change.get(Comment, comment).code) == 8
        assert change.get(Card, board.card).code == "#1"


def test_many_rows_get_ids_in_order_and_one_event_each(ann, board) -> None:
    with ann.change("import") as change:
        ids = change.create_many(
            Card,
            [
                {
                    "project": board.project,
                    "number": n,
                    "column": board.todo,
                    "rank": f"b{n:03}1",
                    "title": f"Card {n}",
                }
                for n in range(2, 502)
            ],
        )
        assert (
            change.update_many(Card, [(ids[0], 1, {"title": "New"}), (ids[1], 1, {"title": "Card 3"})]) == 1
        )
        change.summary("Imported 500 cards")
    assert ids == list(range(ids[0], ids[0] + 500))
    assert ann.store.rows("SELECT COUNT(*) FROM event WHERE action = 'import'") == [(501,)]
    assert ann.store.rows("SELECT summary FROM event WHERE action = 'import' AND summary IS NOT NULL") == [
        ("Imported 500 cards",)
    ]
    with pytest.raises(ValueError), ann.change() as change:
        change.update_many(Card, [(ids[0], None, {"title": "a"}), (ids[0], None, {"title": "b"})])


def test_ids_are_never_used_again(ann, board) -> None:
    with pytest.raises(Missing), ann.change() as change:
        change.get(Label, change.create(Label, project=board.project, name="x") + 98)
    with ann.change() as change:
        first = change.create(Label, project=board.project, name="x")
    undo(ann.store, "ann", "session of ann", ann.at)
    with ann.change() as change:
        assert change.create(Label, project=board.project, name="x") == first + 1


def test_a_link_that_was_taken_off_may_be_made_again(ann, board) -> None:
    with ann.change() as change:
        label = change.create(Label, project=board.project, name="ledger")
        link = change.create(CardLabel, card=board.card, label=label)
        change.remove(CardLabel, link)
        assert change.create(CardLabel, card=board.card, label=label) != link
        with pytest.raises(Taken):
            change.create(CardLabel, card=board.card, label=label)


def test_the_origin_changes_with_its_rows_events(ann, board) -> None:
    with ann.change() as change:
        change.update(Card, board.card, {ORIGIN: {"title": "First"}}, seen=1)
        assert change.origin(Card, board.card) == {"title": "First"}
        assert change.origins(Card) == {board.card: {"title": "First"}}
    version, before, after, *_ = events(ann, "card")[-1]
    assert (version, json.loads(before), json.loads(after)) == (
        2,
        {"@origin": None},
        {"@origin": {"title": "First"}},
    )
    with ann.change() as change:
        change.update(Card, board.card, {ORIGIN: {"title": "First"}}, seen=2)
        assert not change.wrote
        change.update(Card, board.card, {ORIGIN: None}, seen=2)
        assert change.origin(Card, board.card) is None


def test_numbers_are_given_out_once(ann, ben, board) -> None:
    with ann.change() as change:
        assert list(change.reserve_numbers(Project, board.project, 3)) == [2, 3, 4]
    with ben.change() as change:
        assert list(change.reserve_numbers(Project, board.project)) == [5]


def test_no_program_can_write_past_the_gate(ann, board) -> None:
    connection = ann.store._connection
    for sql in (
        "UPDATE card SET title = 'x'",
        "UPDATE card SET title = 'x', version = 7",
        "DELETE FROM card",
        "DELETE FROM event",
    ):
        with pytest.raises(Exception, match=r"unversioned write|never deleted"):
            connection.execute(sql)


def test_a_change_within_a_change_is_a_mistake(ann, board) -> None:
    with ann.change(), pytest.raises(RuntimeError), ann.change():
        pass
    with ann.store.snapshot(), pytest.raises(RuntimeError), ann.change():
        pass


def test_live_refresh_sees_what_others_commit(ann, ben, board) -> None:
    seen, version = ann.store.last_sequence(), ann.store.data_version()
    with ben.change("rename") as change:
        change.update(Card, board.card, {"title": "Ben's"}, seen=None)
        change.summary("ATLAS-1 renamed")
    assert ann.store.data_version() != version
    (event,) = ann.store.events_since(seen)
    assert (event.author, event.entity, event.row, event.project, event.version, event.summary) == (
        "ben",
        "card",
        board.card,
        board.project,
        2,
        "ATLAS-1 renamed",
    )
    assert ann.store.events_since(event.seq) == []
    assert len(ann.store.events_since(0, limit=2)) == 2


def test_a_snapshot_sees_one_state(ann, ben, board) -> None:
    with ann.store.snapshot(), ann.store.snapshot():
        assert ann.store.rows("SELECT title FROM card") == [("First",)]
        with ben.change() as change:
            change.update(Card, board.card, {"title": "Ben's"}, seen=None)
        assert ann.store.rows("SELECT title FROM card") == [("First",)]
    assert ann.store.rows("SELECT title FROM card") == [("Ben's",)]


def test_models_and_rows_read_peewee_queries_again_and_again(ann, board) -> None:
    query = Card.select(Card.id, Card.title).where(Card.removed == 0)
    assert ann.store.rows(query) == [(board.card, "First")]
    assert [card.title for card in ann.store.models(query)] == ["First"]
    with ann.change() as change:
        change.update(Card, board.card, {"title": "New"}, seen=None)
        assert [card.title for card in change.models(query)] == ["New"]
