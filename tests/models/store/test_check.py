"""Each kind of damage, done to a sound file by hand: what `check` says of it, and what to do."""

from __future__ import annotations

from typing import Any

import pytest

from models.store import check
from models.store.tables import Card, CardLabel, CardLink, Column, Label, Milestone, Move, Project

RESTORE = "restore a backup in which check finds nothing"
REPAIR = f"put it right in pmboard, or {RESTORE}"


@pytest.fixture
def full(ann, board) -> None:
    """Beside ATLAS-1, which was worked on and finished: ATLAS-2 and a second project with BORA-1."""
    with ann.change() as change:
        doing = change.create(Column, project=board.project, name="Doing", kind="active", rank="a2")
        number = change.reserve_numbers(Project, board.project)[0]
        change.create(
            Card, project=board.project, number=number, column=board.todo, rank="a1", title="Second"
        )
        change.create(Move, card=2, to_column=board.todo, at=change.at)
        bora = change.create(Project, key="BORA", name="Payments")
        column = change.create(Column, project=bora, name="Done", kind="done", rank="a0")
        (number,) = change.reserve_numbers(Project, bora)
        change.create(Card, project=bora, number=number, column=column, rank="a0", title="Theirs")
        change.create(Move, card=3, to_column=column, at=change.at)
        change.create(Milestone, project=bora, name="Theirs", code="m")
        change.create(CardLabel, card=1, label=change.create(Label, project=board.project, name="db"))
        change.create(CardLink, card=1, other=2, kind="depends")
    for column, start in ((doing, 0), (board.done, 100_000)):
        with ann.change() as change:
            at = change.at + 60_000 + start
            times = {"started_at": ann.at + 60_000, "finished_at": at if column == board.done else None}
            change.update(Card, 1, {"column": column}, seen=None, also={"rank": "a5", **times})
            before = board.todo if column == doing else doing
            change.create(Move, card=1, from_column=before, to_column=column, at=at)
    assert check.check(ann.store) == []


def damaged(person: Any, sql: str) -> list[str]:
    """What is found after these statements, with nothing left that would stop them."""
    connection = person.store._connection
    for kind in ("foreign_keys = 0", "ignore_check_constraints = 1"):
        connection.execute(f"PRAGMA {kind}")
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in sql.split(";"):
        connection.execute(statement)
    connection.execute("PRAGMA ignore_check_constraints = 0")
    return check.check(person.store)


REPLAY = [
    (
        "UPDATE card SET title = 'Fjrst' WHERE id = 1",
        f"card 1 (ATLAS-1): title is 'Fjrst', but its history says 'First'; {REPAIR}",
    ),
    (
        "UPDATE card SET archived_at = 5 WHERE id = 2",
        f"card 2 (ATLAS-2): archived state is 5, but its history says None; {REPAIR}",
    ),
    (
        "UPDATE card SET updated_at = 7 WHERE id = 2",
        f"card 2 (ATLAS-2): updated is 7, but its history says 1790000000000; {REPAIR}",
    ),
    (
        """UPDATE event SET before = '{"descrjption":null}' WHERE entity = 'card' AND version = 2""",
        f"event 20 of card 1 (ATLAS-1) cannot be read; {RESTORE}",
    ),
    (
        "UPDATE event SET author = 'amn' WHERE seq = 2",
        f"the action of event 1 was done by several people, or at several times; {RESTORE}",
    ),
    (
        "UPDATE card SET title = 'x', version = 9 WHERE id = 1",
        f"card 1 (ATLAS-1) has version 9, but its history ends with 3; {RESTORE}",
    ),
    (
        "DELETE FROM event WHERE entity = 'card' AND row = 2",
        f"card 2 (ATLAS-2) has no history; {RESTORE}",
    ),
    ("DELETE FROM card WHERE id = 2", f"card 2 is in the history, but not there; {RESTORE}"),
    (
        "UPDATE event SET version = 7 WHERE entity = 'card' AND row = 1 AND version = 2",
        f"card 1 (ATLAS-1): event 20 wrote version 7, but the one before was 1; {RESTORE}",
    ),
    (
        """UPDATE event SET before = '{"next_number":7}' WHERE seq = 4""",
        f"project 1 (ATLAS): event 4 says that next number was 7, but the history says 1; {RESTORE}",
    ),
    (
        "DROP INDEX event_group; UPDATE event SET after = '{' WHERE seq = 4",
        f"event 4 of project 1 (ATLAS) cannot be read; {RESTORE}",
    ),
    ("UPDATE event SET entity = 'cart' WHERE seq = 5", f"event 5 tells of an unknown table cart; {RESTORE}"),
    (
        "INSERT INTO origin VALUES ('card', 1, '{}')",
        "card 1 (ATLAS-1): the values last imported are not those in its history; import its file again",
    ),
    (
        "INSERT INTO origin VALUES ('card', 77, '{}')",
        f"values were imported for card 77, which is not there; {RESTORE}",
    ),
    (
        "UPDATE event SET summary = NULL WHERE seq = 1",
        f"the action of event 1 has 0 sentences instead of one; {RESTORE}",
    ),
    (
        "UPDATE event SET grp = (SELECT grp FROM event WHERE seq = 1) WHERE seq = 9",
        f"the action of event 1 has 7 events in a run of 9; {RESTORE}",
    ),
    (
        "UPDATE event SET undoes = 'nothing' WHERE seq = 1",
        f"event 1 takes back the action nothing, which is not in the history; {RESTORE}",
    ),
]
REFERENCES = [
    (
        "UPDATE move SET card_id = 99 WHERE id = 1",
        f"move 1 refers to a card that is not there; {RESTORE}",
    ),
    (
        "UPDATE label SET removed = 1",
        f"card label 1 refers to a label that was removed; {REPAIR}",
    ),
]
BOARD = [
    (
        "DROP INDEX card_place; UPDATE card SET column_id = 1, rank = 'a1' WHERE id = 1",
        "card 2 (ATLAS-2) stands at the same place as another; move one of them",
    ),
    (
        "DROP INDEX board_column_place; UPDATE board_column SET rank = 'a0' WHERE id = 2",
        "column 2 (Done) stands at the same place as another; move one of them",
    ),
    (
        "DROP INDEX card_number; UPDATE card SET number = 1 WHERE id = 2",
        "card 2 (ATLAS-1) has the number of another card; give it to another project and back",
    ),
    (
        "UPDATE card SET number = 3 WHERE id = 1",
        f"card 1 (ATLAS-3) has a number that its project has yet to give out; {RESTORE}",
    ),
    (
        "UPDATE card SET column_id = 4 WHERE id = 2",
        f"card 2 (ATLAS-2) stands in a column of another project; {RESTORE}",
    ),
    (
        "UPDATE board_column SET archived_at = 1 WHERE id = 1",
        "card 2 (ATLAS-2) stands in a column that was put away; restore the column",
    ),
    (
        "UPDATE card SET column_id = 1 WHERE id = 1",
        "card 1 (ATLAS-1) is not in the column that it last moved to; move it to where it belongs",
    ),
    (
        "UPDATE move SET removed = 1 WHERE card_id = 2",
        f"card 2 (ATLAS-2) has no first move from nowhere; {RESTORE}",
    ),
    (
        "UPDATE move SET from_column_id = 1 WHERE from_column_id = 3",
        f"move 5 leaves a column in which its card was not; {RESTORE}",
    ),
    (
        "UPDATE card SET started_at = 5, finished_at = 4 WHERE id = 1",
        "card 1 (ATLAS-1) was finished before it was started; move it to another column and back",
    ),
    (
        "UPDATE card SET started_at = started_at + 1 WHERE id = 1",
        "card 1 (ATLAS-1) has other times than its moves tell; move it to another column and back",
    ),
    (
        "UPDATE card SET finished_at = NULL WHERE id = 1",
        "card 1 (ATLAS-1) has other times than its moves tell; move it to another column and back",
    ),
    (
        "UPDATE card SET finished_at = 5 WHERE id = 3",
        "card 3 (BORA-1) has other times than its moves tell; move it to another column and back",
    ),
    (
        "UPDATE card SET milestone_id = 1 WHERE id = 1",
        "card 1 (ATLAS-1) has a milestone of another project; choose another",
    ),
    (
        "UPDATE card SET parent_id = 2 WHERE id = 1; UPDATE card SET parent_id = 1 WHERE id = 2",
        "card 1 (ATLAS-1) is its own ancestor; choose another parent",
    ),
    (
        "UPDATE card_label SET card_id = 3",
        "card label 1 gives a card a label of another project; take it off",
    ),
    (
        "INSERT INTO card_link (version, created_at, updated_at, removed, card_id, other_id, kind) "
        "VALUES (1, 1, 1, 0, 2, 1, 'depends')",
        "card 2 (ATLAS-2) waits for itself; take one of these dependencies off",
    ),
    (
        "INSERT INTO block (version, created_at, updated_at, removed, code, card_id, started_at, reason) "
        "VALUES (1, 1, 1, 0, 'a', 1, 1, 'why'), (1, 1, 1, 0, 'b', 1, 1, 'why')",
        "card 1 (ATLAS-1) is blocked twice at once; unblock it",
    ),
    (
        "UPDATE board_column SET kind = 'queue' WHERE project_id = 2",
        "project 2 (BORA) has no done column; add one",
    ),
    (
        "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'card'",
        f"the next card would get an id that was given out before; {RESTORE}",
    ),
]


@pytest.mark.parametrize(("sql", "says"), [*REPLAY, *REFERENCES, *BOARD])
def test_check_finds_each_kind_of_damage(ann, full: None, sql: str, says: str) -> None:
    assert says in damaged(ann, sql)


def test_a_value_that_no_table_takes_is_damage(ann, full: None) -> None:
    found = damaged(ann, "UPDATE card SET priority = 'utmost' WHERE id = 1")
    assert found[0].startswith("the file is damaged: ")
    assert found[0].endswith(f"; {RESTORE}")


def test_many_of_a_kind_are_counted(ann, board) -> None:
    with ann.change() as change:
        numbers = change.reserve_numbers(Project, board.project, 60)
        change.create_many(
            Card,
            [
                {
                    "project": board.project,
                    "number": n,
                    "column": board.todo,
                    "rank": f"a{n + 10}",
                    "title": "x",
                }
                for n in numbers
            ],
        )
    found = check.check(ann.store)
    assert len(found) == 51
    assert found[-1] == "... and 10 more like these"


def test_a_short_stay_does_not_count(ann, board, full: None) -> None:
    with ann.change() as change:
        at = ann.at + 400_000
        change.update(Card, 2, {"column": 3}, seen=None, also={"started_at": at + 90_000})
        change.create(Move, card=2, from_column=1, to_column=3, at=at)
        change.create(Move, card=2, from_column=3, to_column=1, at=at + 59_999)
        change.create(Move, card=2, from_column=1, to_column=3, at=at + 90_000)
    assert check.check(ann.store) == []
