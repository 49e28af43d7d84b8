"""What an import would do: found again, three values, conflicts, prune."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.actions import cards, columns, milestones, projects
from models.actions import people as people_actions
from models.actions.undo import undo
from models.definitions.problems import DefinitionErrors

if TYPE_CHECKING:
    from tests.models.definitions.conftest import Bench

ATLAS = """
people: [{key: anna, name: Anna Ruiz}, {key: ben, name: Ben Osei}]
projects:
- key: ATLAS
  name: Ledger migration
  milestones: [{name: UAT, due: 2027-02-03}]
  cards:
  - {id: one, title: First, column: Ready, priority: high, assignees: [anna], labels: [x]}
  - {title: Second, milestone: UAT}
  - {title: Twin}
  - {title: Twin, column: Doing}
"""


def test_the_same_file_twice_writes_no_event(bench: Bench) -> None:
    bench.load(ATLAS)
    before = bench.events()
    applied = bench.load(ATLAS)
    assert bench.events() == before
    assert applied.text() == "atlas.yaml: nothing to change"
    assert applied.plan.left_alone == {"person": 2, "project": 1, "milestone": 1, "card": 4}


def test_the_same_file_twice_changes_nothing_after_people_worked(bench: Bench) -> None:
    bench.load(ATLAS)
    bench.passes(hours=1)
    first, version = bench.card("First")
    cards.edit(bench.p, first, version, title="Renamed", priority="low", assignees=[2], labels=["y"])
    cards.move(bench.p, first, None, bench.column("Doing"))
    second, version = bench.card("Second")
    cards.edit(bench.p, second, version, title="Second, renamed", due="2027-01-01")
    cards.archive(bench.p, second, None)
    column = bench.column("Ready")
    columns.edit(bench.p, column, None, name="Next")
    milestones.edit(bench.p, 1, None, name="Acceptance", due="2027-03-01")
    projects.edit(bench.p, 1, None, name="Renamed project")
    people_actions.edit(bench.p, 1, None, name="Anna R.")
    before = bench.events()
    applied = bench.load(ATLAS)
    assert (bench.events(), applied.conflicts, applied.plan.remarks) == (before, (), ())
    assert applied.plan.left_alone == {"person": 2, "project": 1, "milestone": 1, "card": 4}


def test_a_card_moved_on_the_board_stays_when_the_file_is_as_it_was(bench: Bench) -> None:
    bench.load(ATLAS)
    bench.passes(hours=1)
    cards.move(bench.p, bench.card("First")[0], None, bench.column("Done"))
    bench.load(ATLAS)
    assert bench.stands("First") == "Done"


def test_a_changed_file_is_applied_to_a_row_that_did_not_change(bench: Bench) -> None:
    bench.load(ATLAS)
    bench.passes(days=1)
    changed = ATLAS.replace("priority: high", "priority: urgent").replace("Anna Ruiz", "Anna R. Ruiz")
    plan = bench.plan(changed)
    assert [(c.subject, c.field, c.old, c.new) for c in plan.changed] == [
        ("person anna", "name", "Anna Ruiz", "Anna R. Ruiz"),
        ("card ATLAS-1", "priority", "high", "urgent"),
    ]
    bench.load(changed)
    assert bench.one("SELECT priority FROM card WHERE code = 'one'") == "urgent"
    assert bench.one("SELECT name FROM person WHERE key = 'anna'") == "Anna R. Ruiz"


def test_a_changed_column_is_a_move_now_by_the_importer_to_the_end(bench: Bench) -> None:
    bench.load(ATLAS)
    start = bench.ms
    bench.passes(days=1)
    bench.load(ATLAS.replace("column: Ready", "column: Doing"))
    assert bench.moves("First") == [("Ready", start, "anna"), ("Doing", bench.ms, "anna")]
    started = bench.one("SELECT started_at FROM card WHERE code = 'one'")
    assert started == bench.ms
    in_order = bench.rows(
        "SELECT title FROM card WHERE column_id = ? AND removed = 0 ORDER BY rank", bench.column("Doing")
    )
    assert in_order == [("Twin",), ("First",)]


def test_both_changed_is_a_conflict_and_the_row_stays(bench: Bench) -> None:
    bench.load(ATLAS)
    bench.passes(hours=1)
    card, version = bench.card("First")
    cards.edit(bench.p, card, version, priority="low")
    cards.move(bench.p, card, None, bench.column("Done"))
    changed = ATLAS.replace("column: Ready, priority: high", "column: Doing, priority: urgent")
    applied = bench.load(changed)
    path = bench.folder / "atlas.yaml"
    assert [str(conflict) for conflict in applied.conflicts] == [
        f"{path}:9:54: card ATLAS-1: priority: the file says urgent, here it is low",
        f"{path}:9:37: card ATLAS-1: column: the file says Doing, here it is Done",
    ]
    assert bench.stands("First") == "Done"
    assert bench.one("SELECT priority FROM card WHERE code = 'one'") == "low"
    # A conflict is asked again until somebody decides.
    assert len(bench.load(changed).conflicts) == 2


def test_theirs_takes_the_file(bench: Bench) -> None:
    bench.load(ATLAS)
    bench.passes(hours=1)
    card = bench.card("First")[0]
    cards.move(bench.p, card, None, bench.column("Done"))
    bench.passes(hours=1)
    changed = ATLAS.replace("column: Ready", "column: Doing")
    applied = bench.load(changed, choose="theirs")
    assert applied.conflicts == ()
    assert [name for name, _, _ in bench.moves("First")] == ["Ready", "Done", "Doing"]
    assert bench.one("SELECT finished_at FROM card WHERE code = 'one'") is None


def test_mine_keeps_the_row_and_does_not_ask_again(bench: Bench) -> None:
    bench.load(ATLAS)
    bench.passes(hours=1)
    cards.move(bench.p, bench.card("First")[0], None, bench.column("Done"))
    changed = ATLAS.replace("column: Ready", "column: Doing")
    assert bench.load(changed, choose="mine").conflicts == ()
    assert bench.stands("First") == "Done"
    before = bench.events()
    assert bench.load(changed).conflicts == ()
    assert bench.events() == before


def test_the_same_change_on_both_sides_is_no_conflict(bench: Bench) -> None:
    bench.load(ATLAS)
    card, version = bench.card("First")
    cards.edit(bench.p, card, version, priority="urgent")
    applied = bench.load(ATLAS.replace("priority: high", "priority: urgent"))
    assert (applied.conflicts, applied.plan.changed) == ((), ())


def test_what_was_never_in_a_file_is_never_touched(bench: Bench) -> None:
    bench.load(ATLAS)
    card, version = bench.card("First")
    cards.edit(bench.p, card, version, description="ours", due="2027-01-01")
    bench.load(ATLAS.replace("title: First", "title: First!"))
    assert bench.rows("SELECT title, description, due FROM card WHERE id = ?", card) == [
        ("First!", "ours", "2027-01-01")
    ]


def test_left_out_is_left_alone_and_null_clears(bench: Bench) -> None:
    bench.load(ATLAS)
    bench.load(ATLAS.replace(", priority: high, assignees: [anna], labels: [x]", ""))
    assert bench.one("SELECT priority FROM card WHERE code = 'one'") == "high"
    assert bench.one("SELECT count(*) FROM card_assignee WHERE removed = 0") == 1
    bench.load(
        ATLAS.replace("priority: high", "priority: null")
        .replace("assignees: [anna]", "assignees: null")
        .replace("milestone: UAT", "milestone: null")
    )
    assert bench.one("SELECT priority FROM card WHERE code = 'one'") == "normal"
    assert bench.one("SELECT count(*) FROM card_assignee WHERE removed = 0") == 0
    assert bench.one("SELECT milestone_id FROM card WHERE title = 'Second'") is None


def test_a_list_is_one_value(bench: Bench) -> None:
    bench.load(ATLAS)
    card, version = bench.card("First")
    cards.edit(bench.p, card, version, labels=["x", "board"])
    applied = bench.load(ATLAS.replace("labels: [x]", "labels: [x, file]"))
    (conflict,) = applied.conflicts
    assert (conflict.field, conflict.file, conflict.stored) == ("labels", "file, x", "board, x")
    bench.load(ATLAS.replace("labels: [x]", "labels: [file, x]"), choose="theirs")
    labels = bench.rows(
        "SELECT l.name FROM card_label c JOIN label l ON l.id = c.label_id WHERE c.removed = 0 ORDER BY 1"
    )
    assert labels == [("file",), ("x",)]


def test_alike_cards_are_found_by_their_occurrence(bench: Bench) -> None:
    bench.load(ATLAS)
    bench.load(ATLAS.replace("{title: Twin, column: Doing}", "{title: Twin, column: Doing, priority: low}"))
    assert bench.rows("SELECT number, priority FROM card WHERE title = 'Twin' ORDER BY number") == [
        (3, "normal"),
        (4, "low"),
    ]


def test_a_card_gets_the_id_that_a_later_file_gives_it(bench: Bench) -> None:
    bench.load(ATLAS)
    named = ATLAS.replace("{title: Second", "{id: two, title: Second")
    bench.load(named.replace("{title: Twin}", "{title: Twin, parent: two}"))
    assert bench.one("SELECT parent_id FROM card WHERE number = 3") == 2
    assert bench.rows("SELECT number, code FROM card WHERE title = 'Second'") == [(2, "two")]
    linked = ATLAS.replace("{title: Second", "{id: two, title: Other")
    bench.load(linked.replace("{title: Twin}", "{title: Twin, depends_on: [two]}"))
    assert bench.one("SELECT other_id FROM card_link") == 2
    assert bench.rows("SELECT title FROM card WHERE code = 'two'") == [("Other",)]


def test_another_id_with_the_same_title_is_another_card(bench: Bench) -> None:
    bench.load(ATLAS)
    bench.load(ATLAS.replace("id: one", "id: another"))
    assert bench.rows("SELECT code, number FROM card WHERE title = 'First' ORDER BY number") == [
        ("one", 1),
        ("another", 5),
    ]


def test_prune_archives_what_came_from_a_file_and_nothing_else(bench: Bench) -> None:
    bench.load(ATLAS)
    cards.add(bench.p, 1, "From the board")
    milestones.add(bench.p, 1, name="From the board")
    less = ATLAS.replace("  - {title: Second, milestone: UAT}\n", "").replace(
        ", {key: ben, name: Ben Osei}", ""
    )
    assert bench.plan(less).pruned == ()
    plan = bench.plan(less, prune=True)
    assert [tuple(each) for each in plan.pruned] == [("person", "ben"), ("card", 'ATLAS-2 "Second"')]
    bench.load(less, prune=True)
    assert bench.rows("SELECT title FROM card WHERE archived_at IS NOT NULL") == [("Second",)]
    assert bench.rows("SELECT key FROM person WHERE archived_at = ?", bench.ms) == [("ben",)]
    assert bench.plan(less, prune=True).is_empty


def test_prune_looks_only_at_lists_that_the_file_gives(bench: Bench) -> None:
    bench.load(ATLAS)
    assert bench.plan("projects: [{key: ATLAS, name: Ledger migration}]", prune=True).pruned == ()


def test_what_was_pruned_comes_back_with_the_file(bench: Bench) -> None:
    bench.load(ATLAS)
    bench.load(ATLAS.replace("  - {title: Second, milestone: UAT}\n", ""), prune=True)
    bench.passes(hours=1)
    bench.load(ATLAS)
    assert bench.rows("SELECT title FROM card WHERE archived_at IS NOT NULL") == []


def test_what_comes_back_stands_behind_what_took_its_place(bench: Bench) -> None:
    text = "projects: [{key: A, name: A, cards: [{id: a, title: a}]}]"
    bench.load(text)
    bench.load(text.replace("{id: a, title: a}", ""), prune=True)
    cards.add(bench.p, 1, "b")
    bench.load(text)
    assert bench.rows("SELECT title FROM card WHERE archived_at IS NULL ORDER BY rank") == [("b",), ("a",)]


def test_prune_keeps_a_column_with_cards(bench: Bench) -> None:
    text = """
projects:
- key: A
  name: A
  columns: [{name: Todo}, {name: Old}, {name: Empty}, {name: Done, kind: done}]
  cards: [{title: Card, column: Old}]
"""
    bench.load(text)
    less = text.replace("{name: Old}, {name: Empty}, ", "").replace(
        "  cards: [{title: Card, column: Old}]\n", ""
    )
    applied = bench.load(less, prune=True)
    assert applied.plan.remarks == ("the column Old has cards and is not archived",)
    assert bench.rows("SELECT name FROM board_column WHERE archived_at IS NOT NULL") == [("Empty",)]


def test_a_column_with_cards_is_not_archived(bench: Bench) -> None:
    text = """
projects:
- key: A
  name: A
  columns: [{name: Todo}, {name: Old}, {name: Done, kind: done}]
  cards: [{id: a, title: Card, column: Old}]
"""
    bench.load(text)
    bench.load("projects: [{key: A, name: A, columns: [{name: Old, archived: 2026-11-01T00:00:00Z}]}]")
    assert bench.rows("SELECT name FROM board_column WHERE archived_at IS NOT NULL") == []


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        (
            "projects: [{key: A, name: A, columns: [{name: X, archived: 2026-01-01T00:00:00Z}, "
            "{name: D, kind: done}], cards: [{title: a, column: X}]}]",
            "2:134",
            "the column is archived; cards stand in columns that are in use",
        ),
        ("views: [{key: a b, screen: board, name: x}]", "2:15", "'a b' is not a key"),
        (
            f"projects: [{{key: A, name: A, cards: [{{title: x, checklist: [{'y' * 1001}]}}]}}]",
            "2:61",
            "the text has 1,001 characters; allowed are 1,000 for a step",
        ),
    ],
)
def test_what_the_tables_refuse_is_an_error_with_its_place(
    bench: Bench, text: str, place: str, sentence: str
) -> None:
    with pytest.raises(DefinitionErrors) as caught:
        bench.load(text)
    assert f"{bench.folder / 'atlas.yaml'}:{place}: " in str(caught.value)
    assert sentence in str(caught.value)


def test_an_id_of_the_file_goes_before_one_that_is_made_up(bench: Bench) -> None:
    text = "projects: [{key: A, name: A, cards: [{id: '#2', title: a}, {title: b}, {title: c}]}]"
    bench.load(text)
    assert bench.rows("SELECT number, code FROM card ORDER BY number") == [(1, "#2"), (2, "#2+"), (3, "#3")]
    before = bench.events()
    bench.load(text)
    assert bench.events() == before


def test_a_card_that_moved_to_another_project_is_not_made_again(bench: Bench) -> None:
    bench.load(ATLAS)
    other = projects.add(bench.p, "BORA", "Other")
    cards.move_to_project(bench.p, bench.card("First")[0], None, other)
    cards.move_to_project(bench.p, bench.card("Second")[0], None, other)
    before = bench.events()
    applied = bench.load(ATLAS)
    assert (bench.events(), applied.conflicts) == (before, ())


def test_what_people_deleted_for_ever_is_not_made_again(bench: Bench) -> None:
    text = ATLAS.replace("{title: Twin}", "{title: Twin, depends_on: [one], parent: one, checklist: [a, b]}")
    bench.load(text)
    cards.delete(bench.p, bench.card("First")[0])
    milestones.delete(bench.p, 1)
    item = bench.one("SELECT id FROM checklist_item WHERE text = 'a'")
    cards.remove_check(bench.p, item, None)
    before = bench.events()
    applied = bench.load(text)
    assert (bench.events(), applied.conflicts) == (before, ())
    assert applied.plan.remarks[0] == 'ATLAS milestone "UAT" was deleted here and is not imported again'
    # The file may still say other things, and a new card of the same name is another card.
    more = text.replace("Second", "Second!") + "  - {id: again, title: First}\n"
    bench.load(more)
    assert bench.one("SELECT count(*) FROM card WHERE title = 'First' AND removed = 0") == 1


def test_a_deleted_project_s_key_is_refused_with_its_place(bench: Bench) -> None:
    bench.load(ATLAS)
    projects.delete(bench.p, 1)
    with pytest.raises(DefinitionErrors, match="the project ATLAS was deleted for ever"):
        bench.load(ATLAS)


def test_a_circle_through_the_database_is_an_error_with_its_place(bench: Bench) -> None:
    text = "projects: [{key: A, name: A, cards: [{id: a, title: a, parent: b}, {id: b, title: b}]}]"
    bench.load(text)
    with pytest.raises(DefinitionErrors) as caught:
        bench.load("projects: [{key: A, name: A, cards: [{id: b, title: b, parent: a}]}]")
    assert str(caught.value).startswith(f"{bench.folder / 'atlas.yaml'}:2:64: ")
    assert "circle" in str(caught.value)


def test_a_taken_number_is_an_error_with_its_place(bench: Bench) -> None:
    bench.load(ATLAS)
    with pytest.raises(DefinitionErrors) as caught:
        bench.load("projects: [{key: ATLAS, name: Ledger migration, cards: [{title: New, number: 1}]}]")
    assert f"{bench.folder / 'atlas.yaml'}:2:78: " in str(caught.value)
    assert "the number 1 is another card's in ATLAS" in str(caught.value)


def test_the_plan_says_what_it_would_do_and_changes_nothing(bench: Bench) -> None:
    before = bench.events()
    text = bench.plan(ATLAS).text()
    assert bench.events() == before
    assert text.splitlines() == [
        "+ person anna",
        "+ person ben",
        "+ project ATLAS",
        '+ milestone ATLAS "UAT"',
        '+ card ATLAS-1 "First"',
        '+ card ATLAS-2 "Second"',
        '+ card ATLAS-3 "Twin"',
        '+ card ATLAS-4 "Twin"',
        "8 to create, 0 to change, 0 to archive, 0 in conflict",
        "left alone: nothing",
    ]
    assert bench.plan(ATLAS).json()["created"][0] == {"kind": "person", "name": "anna"}


def test_a_column_kind_that_changes_recomputes_times(bench: Bench) -> None:
    text = """
projects:
- key: A
  name: A
  columns: [{name: Todo}, {name: Work, kind: queue}, {name: Done, kind: done}]
  cards: [{title: Card, column: Work, history: [{column: Work, at: 2026-11-01T08:00:00Z}]}]
"""
    bench.load(text)
    assert bench.one("SELECT started_at FROM card") is None
    bench.load(text.replace("kind: queue", "kind: active"))
    assert bench.one("SELECT started_at FROM card") == 1793520000000
    undo(bench.p)
    assert bench.one("SELECT started_at FROM card") is None


def test_a_new_column_stands_where_the_file_has_it(bench: Bench) -> None:
    text = "projects: [{key: A, name: A, columns: [{name: Todo}, {name: Done, kind: done}]}]"
    bench.load(text)
    bench.load(text.replace("{name: Todo}, ", "{name: First}, {name: Todo}, {name: Doing, kind: active}, "))
    names = bench.rows("SELECT name FROM board_column ORDER BY rank")
    assert names == [("First",), ("Todo",), ("Doing",), ("Done",)]


BOARD = """
projects: [{key: A, name: A, columns: [{name: Todo}, {name: Out, kind: KIND}, {name: Done, kind: done}]}]
"""


def test_a_board_keeps_a_done_column_whoever_took_the_other_away(bench: Bench) -> None:
    bench.load(BOARD.replace("KIND", "queue"))
    ids = dict(bench.rows("SELECT name, id FROM board_column"))
    columns.edit(bench.p, ids["Out"], None, kind="done")
    columns.edit(bench.p, ids["Done"], None, kind="waiting")
    before = bench.events()
    with pytest.raises(DefinitionErrors, match="no column of the kind done would be left on the board"):
        bench.load(BOARD.replace("KIND", "active"), choose="theirs")
    assert bench.events() == before
    assert bench.load(BOARD.replace("KIND", "active")).conflicts


def test_a_new_card_does_not_begin_in_a_column_that_is_pruned(bench: Bench) -> None:
    text = "projects: [{key: A, name: A, columns: [{name: Old}, {name: Todo}, {name: Done, kind: done}]}]"
    bench.load(text)
    bench.load(text.replace("{name: Old}, ", "").replace("}]}]", "}], cards: [{title: x}]}]"), prune=True)
    assert bench.rows("SELECT b.name FROM card c JOIN board_column b ON b.id = c.column_id") == [("Todo",)]
