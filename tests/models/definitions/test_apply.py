"""What an import writes: histories, dates, baselines, blocks, numbers; one group; all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.actions import cards, projects
from models.actions.undo import redo, undo
from models.definitions.apply import Outdated, apply
from models.definitions.importing import import_document, known
from models.definitions.plan import plan
from models.definitions.reader import read_text
from models.portfolio import Conflict
from models.store.check import check

if TYPE_CHECKING:
    from tests.models.definitions.conftest import Bench

HISTORY = """
projects:
- key: A
  name: A
  cards:
  - id: one
    title: One
    column: Doing
    history:
    - {column: Backlog, at: 2026-11-01T08:00:00Z, by: ben}
    - {column: Doing, at: 2026-11-03T08:00:00Z}
"""
NOV_1, NOV_2, NOV_3, NOV_4 = (1793520000000 + day * 86_400_000 for day in range(4))


def test_a_new_card_has_the_history_of_the_file(bench: Bench) -> None:
    bench.load(HISTORY)
    assert bench.moves("One") == [("Backlog", NOV_1, "ben"), ("Doing", NOV_3, None)]
    assert bench.rows("SELECT created_at, started_at, finished_at FROM card") == [(NOV_1, NOV_3, None)]


def test_without_history_a_card_is_created_in_its_column_now(bench: Bench) -> None:
    bench.load("projects: [{key: A, name: A, cards: [{title: One, column: Done}, {title: Two}]}]")
    assert bench.moves("One") == [("Done", bench.ms, "anna")]
    assert bench.moves("Two") == [("Backlog", bench.ms, "anna")]
    assert bench.rows("SELECT finished_at FROM card") == [(None,), (None,)]


def test_a_later_file_adds_what_its_history_lacked_in_order_of_time(bench: Bench) -> None:
    bench.load(HISTORY)
    bench.load(
        HISTORY.replace(
            "    - {column: Doing", "    - {column: Ready, at: 2026-11-02T08:00:00Z}\n    - {column: Doing"
        )
    )
    assert [(name, at) for name, at, _ in bench.moves("One")] == [
        ("Backlog", NOV_1),
        ("Ready", NOV_2),
        ("Doing", NOV_3),
    ]
    befores = bench.rows(
        "SELECT b.name FROM move m LEFT JOIN board_column b ON b.id = m.from_column_id ORDER BY m.at"
    )
    assert befores == [(None,), ("Backlog",), ("Ready",)]


def test_a_history_that_goes_on_moves_the_card_then_and_not_now(bench: Bench) -> None:
    bench.load(HISTORY)
    longer = (
        HISTORY.replace("column: Doing\n", "column: Done\n")
        + "    - {column: Done, at: 2026-11-04T08:00:00Z}\n"
    )
    bench.load(longer)
    assert bench.moves("One")[-1] == ("Done", NOV_4, None)
    assert len(bench.moves("One")) == 3
    assert bench.one("SELECT finished_at FROM card") == NOV_4


def test_a_history_that_goes_on_after_the_board_moved_the_card_is_a_conflict(bench: Bench) -> None:
    bench.load(HISTORY)
    cards.move(bench.p, bench.card("One")[0], None, bench.column("Review"))
    longer = (
        HISTORY.replace("column: Doing\n", "column: Done\n")
        + "    - {column: Done, at: 2026-11-04T08:00:00Z}\n"
    )
    applied = bench.load(longer)
    assert [(c.field, c.file, c.stored) for c in applied.conflicts] == [("column", "Done", "Review")]
    assert [name for name, _, _ in bench.moves("One")] == ["Backlog", "Doing", "Review"]
    bench.passes(hours=1)
    bench.load(longer, choose="theirs")
    assert [name for name, _, _ in bench.moves("One")] == ["Backlog", "Doing", "Done", "Review", "Done"]
    assert bench.moves("One")[-1] == ("Done", bench.ms, "anna")


def test_a_move_that_was_taken_back_stays_away(bench: Bench) -> None:
    bench.load(HISTORY)
    bench.load(
        HISTORY.replace("column: Doing\n", "column: Done\n")
        + "    - {column: Done, at: 2026-11-04T08:00:00Z}\n"
    )
    longer = (bench.folder / "atlas.yaml").read_text()
    bench.passes(hours=1)
    cards.move(bench.p, bench.card("One")[0], None, bench.column("Ready"))
    before = bench.events()
    bench.load(longer)
    assert bench.events() == before


def test_a_history_that_was_decided_against_stays_away(bench: Bench) -> None:
    bench.load(HISTORY)
    cards.move(bench.p, bench.card("One")[0], None, bench.column("Review"))
    done = "    - {column: Done, at: 2026-11-04T08:00:00Z}\n"
    longer = HISTORY.replace("column: Doing\n", "column: Done\n") + done
    bench.load(longer, choose="mine")
    before = bench.events()
    assert bench.load(longer).conflicts == ()
    assert bench.events() == before
    assert [name for name, _, _ in bench.moves("One")] == ["Backlog", "Doing", "Review"]


def test_a_history_that_would_end_elsewhere_is_a_conflict(bench: Bench) -> None:
    bench.load(HISTORY)
    cards.move(bench.p, bench.card("One")[0], None, bench.column("Review"))
    later = (
        "    - {column: Ready, at: 2026-11-24T08:00:00Z}\n    - {column: Doing, at: 2026-11-25T08:00:00Z}\n"
    )
    (conflict,) = bench.load(HISTORY + later).conflicts
    assert (conflict.field, conflict.file, conflict.stored) == ("column", "Doing", "Review")
    assert bench.stands("One") == "Review"
    bench.load(HISTORY + later, choose="theirs")
    assert bench.stands("One") == "Doing"


def test_the_dates_of_a_milestone(bench: Bench) -> None:
    text = """
projects:
- key: A
  name: A
  milestones:
  - {name: Kick-off, due: 2026-09-01}
  - {name: UAT, due: 2027-02-03, dues: [{due: 2027-01-20, at: 2026-11-01T08:00:00Z}]}
"""
    sql = (
        "SELECT m.name, d.due, d.at FROM milestone_due d "
        "JOIN milestone m ON m.id = d.milestone_id ORDER BY d.id"
    )
    bench.load(text)
    start = bench.ms
    first = [
        ("Kick-off", "2026-09-01", start),
        ("UAT", "2027-01-20", NOV_1),
        ("UAT", "2027-02-03", start),
    ]
    assert bench.rows(sql) == first
    bench.passes(days=1)
    bench.load(text.replace("due: 2027-02-03", "due: 2027-03-03"))
    assert bench.rows(sql) == [*first, ("UAT", "2027-03-03", bench.ms)]


def test_the_first_import_approves_what_it_plans(bench: Bench) -> None:
    bench.load("settings: {time_zone: UTC}")
    text = "projects: [{key: A, name: A, start: 2026-09-01, target: 2027-03-12, budget: {amount: 99.5}}]"
    bench.load(text)
    bench.load(text.replace("2027-03-12", "2027-06-12"))
    sql = "SELECT approved, start, target, budget, reason FROM baseline"
    assert bench.rows(sql) == [("2026-11-23", "2026-09-01", "2027-03-12", 9950, None)]


def test_money_follows_the_currency(bench: Bench) -> None:
    bench.load(
        """
projects:
- {key: A, name: A, budget: {amount: 1500, currency: JPY, lines: [{category: x, amount: 12}]}}
- {key: B, name: B, budget: {amount: 1.125, currency: KWD}}
- {key: C, name: C, costs: [{date: 2026-11-01, amount: -0.5}]}
"""
    )
    assert bench.rows("SELECT key, budget FROM project ORDER BY key") == [
        ("A", 1500),
        ("B", 1125),
        ("C", None),
    ]
    assert (bench.one("SELECT amount FROM budget_line"), bench.one("SELECT amount FROM cost")) == (12, -50)


def test_blocked_is_the_open_block(bench: Bench) -> None:
    text = "projects: [{key: A, name: A, cards: [{id: a, title: a, blocked: waiting}]}]"
    sql = "SELECT started_at, ended_at, reason, by FROM block"
    bench.load(text)
    start = bench.ms
    assert bench.rows(sql) == [(start, None, "waiting", "anna")]
    bench.passes(hours=1)
    bench.load(text.replace("waiting", "still waiting"))
    assert bench.rows(sql) == [(start, None, "still waiting", "anna")]
    bench.load(text.replace("waiting", "null"))
    assert bench.rows(sql) == [(start, bench.ms, "still waiting", "anna")]


def test_a_block_that_people_ended_is_not_opened_again(bench: Bench) -> None:
    text = "projects: [{key: A, name: A, cards: [{id: a, title: a, blocked: waiting}]}]"
    bench.load(text)
    cards.unblock(bench.p, bench.card("a")[0], None)
    before = bench.events()
    bench.load(text)
    assert bench.events() == before


def test_numbers_are_kept_where_given_and_never_used_twice(bench: Bench) -> None:
    bench.load("projects: [{key: A, name: A, cards: [{title: a}, {title: b, number: 7}, {title: c}]}]")
    assert bench.rows("SELECT title, number, code FROM card") == [
        ("a", 8, "#8"),
        ("b", 7, "#7"),
        ("c", 9, "#9"),
    ]
    assert bench.one("SELECT next_number FROM project") == 10
    ref = cards.add(bench.p, 1, "d")
    assert ref.key == "A-10"


def test_the_order_of_cards_is_that_of_the_file(bench: Bench) -> None:
    names = [f"card {n}" for n in range(70)]
    listed = ", ".join(f"{{title: {name}}}" for name in names)
    bench.load(f"projects: [{{key: A, name: A, cards: [{listed}]}}]")
    assert [title for (title,) in bench.rows("SELECT title FROM card ORDER BY rank")] == names


def test_parents_may_stand_behind_their_children(bench: Bench) -> None:
    bench.load(
        "projects: [{key: A, name: A, cards: [{id: c, title: c, parent: b}, {id: b, title: b, parent: B/a}]},"
        " {key: B, name: B, cards: [{id: a, title: a, relates: [A/b], depends_on: [A/c]}]}]"
    )
    sql = "SELECT c.code, p.code FROM card c LEFT JOIN card p ON p.id = c.parent_id ORDER BY c.code"
    assert bench.rows(sql) == [("a", None), ("b", "a"), ("c", "b")]
    sql = (
        "SELECT l.kind, c.code, o.code FROM card_link l JOIN card c ON c.id = l.card_id "
        "JOIN card o ON o.id = l.other_id ORDER BY 1"
    )
    assert bench.rows(sql) == [("depends", "a", "c"), ("relates", "a", "b")]


def test_two_cards_that_relate_to_each_other_are_one_link(bench: Bench) -> None:
    text = (
        "projects: [{key: A, name: A, cards: "
        "[{id: a, title: a, relates: [b]}, {id: b, title: b, relates: [a]}, {id: c, title: c}]}]"
    )
    bench.load(text)
    assert bench.one("SELECT count(*) FROM card_link") == 1
    before = bench.events()
    bench.load(text)
    assert bench.events() == before
    assert bench.load(text.replace("relates: [a]", "relates: [a, c]")).conflicts == ()
    assert bench.one("SELECT count(*) FROM card_link") == 2


def test_comments_and_checklists_are_found_again(bench: Bench) -> None:
    text = """
projects:
- key: A
  name: A
  cards:
  - id: a
    title: a
    checklist: [first, {text: second, done: true}, first]
    comments: [{at: 2026-11-01T08:00:00Z, author: ben, text: hello}]
"""
    bench.load(text)
    bench.load(text.replace("hello", "hello you").replace(", first]", ", {text: first, done: true}]"))
    assert bench.rows("SELECT text, done FROM checklist_item ORDER BY rank") == [
        ("first", 0),
        ("second", 1),
        ("first", 1),
    ]
    assert bench.rows("SELECT at, author, text FROM comment") == [(NOV_1, "ben", "hello you")]


def test_people_without_keys_get_one(bench: Bench) -> None:
    text = (
        "people: [{name: Zoë Ångström}, {name: Zoe Angstrom}]\nclients: [{name: ACME, manager: Zoë Ångström}]"
    )
    bench.load(text)
    assert bench.rows("SELECT key FROM person ORDER BY id") == [("zoe-angstrom",), ("zoe-angstrom-2",)]
    assert bench.one("SELECT manager_id FROM client") == 1
    before = bench.events()
    bench.load(text)
    assert bench.events() == before


def test_an_import_is_one_group_that_one_undo_takes_back(bench: Bench) -> None:
    bench.load(HISTORY)
    groups = bench.rows("SELECT DISTINCT grp FROM event WHERE action = 'import'")
    assert len(groups) == 1
    summary = bench.one("SELECT summary FROM event WHERE action = 'import' AND summary IS NOT NULL")
    assert summary == "imported atlas.yaml: 1 project, 1 card"
    undo(bench.p)
    assert bench.one("SELECT count(*) FROM card WHERE removed = 0") == 0
    redo(bench.p)
    assert bench.moves("One") == [("Backlog", NOV_1, "ben"), ("Doing", NOV_3, None)]
    assert check(bench.p.store) == []


def test_an_import_that_was_taken_back_can_be_made_again(bench: Bench) -> None:
    bench.load(HISTORY)
    undo(bench.p)
    bench.load(HISTORY)
    assert bench.stands("One") == "Doing"


def test_undo_of_a_changed_import_takes_the_moves_back(bench: Bench) -> None:
    bench.load(HISTORY)
    bench.load(
        HISTORY.replace("column: Doing\n", "column: Done\n")
        + "    - {column: Done, at: 2026-11-04T08:00:00Z}\n"
    )
    undo(bench.p)
    assert bench.stands("One") == "Doing"
    assert check(bench.p.store) == []


def test_a_plan_that_others_overtook_writes_nothing(bench: Bench) -> None:
    bench.load(HISTORY)
    text = "pmboard: 1\nprojects: [{key: A, name: Renamed, cards: [{id: one, title: Other}]}]"
    made = plan(bench.p, read_text(text, "x.yaml", known(bench.p)))
    ben = bench.portfolio(author="ben")
    cards.move(ben, bench.card("One")[0], None, bench.column("Done"))
    before = bench.events()
    with pytest.raises(Outdated) as caught:
        apply(bench.p, made)
    assert isinstance(caught.value, Conflict)
    assert str(caught.value).startswith("ben changed something that this import is about")
    assert bench.events() == before
    import_document(bench.p, read_text(text, "x.yaml", known(bench.p)))
    assert bench.one("SELECT name FROM project") == "Renamed"


def test_a_plan_stands_when_others_work_elsewhere(bench: Bench) -> None:
    bench.load(HISTORY)
    other = projects.add(bench.p, "B", "B")
    text = "pmboard: 1\nprojects: [{key: A, name: Renamed}]"
    made = plan(bench.p, read_text(text, "x.yaml", known(bench.p)))
    cards.add(bench.portfolio(author="ben"), other, "Elsewhere")
    apply(bench.p, made)
    assert bench.one("SELECT name FROM project WHERE key = 'A'") == "Renamed"


def test_an_import_that_fails_leaves_nothing(bench: Bench) -> None:
    made = plan(bench.p, read_text("pmboard: 1" + HISTORY, "x.yaml"))
    before = bench.events()

    def full(done: float, what: str) -> None:
        if what == "move":
            raise OSError("no room")

    with pytest.raises(OSError):
        apply(bench.p, made, full)
    assert (bench.events(), bench.one("SELECT count(*) FROM card")) == (before, 0)
    assert check(bench.p.store) == []


def test_progress_is_told(bench: Bench) -> None:
    told: list[tuple[float, str]] = []
    bench.load(HISTORY, progress=lambda done, what: told.append((done, what)))
    assert [what for _, what in told] == ["project", "board column", "card", "move", "done"]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == 1.0


def test_the_host_s_time_zone_gives_way_to_the_file_s(bench: Bench) -> None:
    text = "settings: {time_zone: America/Lima}"
    assert bench.load(text).conflicts == ()
    assert str(bench.p.zone) == "America/Lima"
    assert bench.load("settings: {time_zone: Asia/Tokyo}").conflicts == ()
    assert str(bench.p.zone) == "Asia/Tokyo"


def test_a_setting_that_an_import_changes_is_told(bench: Bench) -> None:
    """It moves every day of the portfolio: a count of what changed does not say so."""
    bench.load("settings: {time_zone: America/Lima}")
    told = bench.load("settings: {time_zone: Asia/Tokyo}").text()
    assert told.splitlines()[1:] == ["setting time_zone: America/Lima -> Asia/Tokyo"]


@pytest.mark.parametrize(("old", "new", "hint"), [
    ("{title: Old ledger}", "{title: New ledger}", True),
    ("{title: Old ledger, id: x}", "{title: New ledger, id: x}", False),
    ("{title: Old ledger}", "{title: New ledger, id: x}", False),
    ("{title: Old ledger}", "{title: Old ledger}, {title: New ledger}", False),
])  # fmt: skip
def test_a_card_that_may_have_been_renamed_is_hinted_at(bench: Bench, old: str, new: str, hint: bool) -> None:
    bench.load(f"projects: [{{key: A, name: A, cards: [{old}]}}]")
    remarks = bench.load(f"projects: [{{key: A, name: A, cards: [{new}]}}]").plan.remarks
    assert bool(remarks) == hint
    if hint:
        assert remarks == (
            'A: "New ledger" is new, and "Old ledger" is no longer in the file; was it renamed? '
            "Give cards an id before their titles change",
        )


def test_a_reader_sees_nothing_of_an_import_until_it_is_whole(bench: Bench) -> None:
    other = bench.portfolio(author="ben")
    made = plan(bench.p, read_text("pmboard: 1" + HISTORY, "x.yaml"))
    seen: list[int] = []

    def look(done: float, _what: str) -> None:
        if done < 1:
            seen.extend(count for (count,) in other.store.rows("SELECT count(*) FROM card"))

    apply(bench.p, made, look)
    assert seen == [0] * 4
    assert bench.one("SELECT count(*) FROM card") == 1


@pytest.mark.parametrize(
    "text",
    [
        "people: [{key: KEY, name: Anna}]",
        "clients: [{key: KEY, name: Acme}]",
        "programs: [{key: KEY, name: Core}]",
        "projects: [{key: A, name: A, cards: [{id: KEY, title: t}]}]",
        "projects: [{key: A, name: A, milestones: [{id: KEY, name: m}]}]",
    ],
    ids=lambda text: text.partition(":")[0],
)
def test_a_key_that_becomes_null_stays_what_it_was(bench: Bench, text: str) -> None:
    bench.load(text.replace("KEY", "k1"))
    before = bench.export()
    bench.load(text.replace("KEY", "null"))
    assert bench.export() == before
