# ruff: noqa: E501 (files on one line keep their positions easy to count)

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.definitions.known import Known, KnownProject
from models.definitions.problems import DefinitionErrors
from models.definitions.reader import read, read_text

HERE = Path(__file__).parent
SHARED = Path("/work/shared/portfolios")

PORTFOLIO = """\
# A portfolio as programs write it: lists at the indentation of their key, quoted instants, no people.
pmboard: 1
programs:
- key: enhancements
  name: Enhancements
projects:
- key: ARCH
  name: architecture
  program: enhancements
  state: active
  start: 2020-03-26
  columns:
  - name: Alpha
    kind: active
  - name: Implemented
    kind: done
  - name: Closed
    kind: dropped
  milestones:
  - name: v1.19
    due: 2020-08-26
    done: 2020-08-26
  cards:
  - id: 960-conformance
    title: 'It''s: a "title"'
    column: Implemented
    milestone: v1.19
    history:
    - column: Alpha
      at: '2020-03-26T16:10:25Z'
    - column: Implemented
      at: '2020-08-08T20:58:19Z'
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_block_of_the_page_is_read() -> None:
    document = read([HERE / "complete.yaml"])
    assert [person.key for person in document.people] == ["anna", "ben", "dora"]
    bora, atlas = document.projects
    assert bora.key == "BORA"
    assert atlas.budget is not None
    assert atlas.budget.amount == Decimal(1500000)
    assert [(goal.goal, goal.weight) for goal in atlas.goals] == [("G1", 2.0)]
    assert atlas.thresholds == {"schedule": {"green": 0.9}}
    card = atlas.cards[1]
    assert card.history[1].at == datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
    assert [(item.text, item.done) for item in card.checklist] == [
        ("Dry run", True),
        ("Rehearse with branch 12", None),
    ]
    assert card.description == "Markdown.\n"
    assert card.blocks[0].from_ == datetime(2026, 11, 12, 8, tzinfo=UTC)
    assert atlas.risks[0].residual is not None
    assert atlas.risks[0].residual.impact == 4


def test_a_portfolio_written_by_a_program_is_read(tmp_path: Path) -> None:
    document = read([written(tmp_path, "arch.yaml", PORTFOLIO)])
    card = document.projects[0].cards[0]
    assert card.title == 'It\'s: a "title"'
    assert [(move.column, move.at) for move in card.history] == [
        ("Alpha", datetime(2020, 3, 26, 16, 10, 25, tzinfo=UTC)),
        ("Implemented", datetime(2020, 8, 8, 20, 58, 19, tzinfo=UTC)),
    ]


def test_real_portfolios_are_read() -> None:
    documents = [read([path]) for path in sorted(SHARED.glob("*.yaml"))] or [read_text(PORTFOLIO)]
    assert all(document.projects for document in documents)


def test_absent_null_and_value_are_three_things() -> None:
    text = "pmboard: 1\nprojects: [{key: A, name: N, cards: [{id: x, title: T, due: null, labels: }]}]\n"
    card = read_text(text).projects[0].cards[0]
    assert card.given_fields() == ["id", "title", "labels", "due"]
    assert card.given("due")
    assert card.due is None
    assert not card.given("milestone")
    assert card.milestone is None
    assert card.given("labels")
    assert card.labels == ()
    assert card.assignees == ()


@pytest.mark.parametrize(
    "typed", ["No", "2026", "1e3", "012", "12:30", "on", "2023-14-05", ".inf", "0x1F", "="]
)
def test_text_is_what_was_typed(typed: str) -> None:
    document = read_text(f"pmboard: 1\nprojects: [{{key: A, name: {typed}}}]\n")
    assert document.projects[0].name == typed


def test_quoted_null_is_text() -> None:
    assert read_text("pmboard: 1\npeople: [{key: n, name: 'null'}]\n").people[0].name == "null"


def test_positions_of_objects_fields_and_items() -> None:
    text = "pmboard: 1\nprojects:\n- key: A\n  name: N\n  cards:\n  - title: T\n    labels: [one,\n      two]\n    due:\n"
    card = read_text(text, "f.yaml").projects[0].cards[0]
    assert str(card.place()) == "f.yaml:6:5"
    assert str(card.place("title")) == "f.yaml:6:12"
    assert str(card.place("labels")) == "f.yaml:7:13"
    assert str(card.place("labels", 0)) == "f.yaml:7:14"
    assert str(card.place("labels", 1)) == "f.yaml:8:7"
    assert str(card.place("assignees")) == "f.yaml:6:5"
    assert str(card.marks.key_place("labels")) == "f.yaml:7:5"


def test_position_of_from() -> None:
    text = "pmboard: 1\npeople: [{key: a, name: N, absences: [{from: 2026-01-02, to: 2026-01-03}]}]\n"
    absence = read_text(text, "f").people[0].absences[0]
    assert str(absence.place("from_")) == "f:2:46"
    assert absence.from_ == date(2026, 1, 2)
    assert absence.given("from_")


def test_shorthand_keeps_its_position() -> None:
    text = "pmboard: 1\ngoals: [{key: G1, title: T}, {key: G2, title: T}]\nprojects: [{key: A, name: N, goals: [G1, G2]}]\n"
    goals = read_text(text, "f").projects[0].goals
    assert [goal.goal for goal in goals] == ["G1", "G2"]
    assert [str(goal.place("goal")) for goal in goals] == ["f:3:38", "f:3:42"]


def test_a_folder_is_its_files_in_name_order(tmp_path: Path) -> None:
    written(tmp_path, "b.yml", "pmboard: 1\nprojects: [{key: B, name: B, client: acme}]\n")
    written(
        tmp_path, "a.yaml", "pmboard: 1\nprojects: [{key: A, name: A}]\nclients: [{key: acme, name: Acme}]\n"
    )
    written(tmp_path, "c.txt", "not read")
    written(tmp_path, ".hidden.yaml", "not read")
    document = read([tmp_path])
    assert [project.key for project in document.projects] == ["A", "B"]
    assert [Path(name).name for name in document.files] == ["a.yaml", "b.yml"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path, "a.yaml", "pmboard: 1\nprojects: [{key: A, name: A}]\n")
    (tmp_path / "link.yaml").symlink_to(path)
    assert [project.key for project in read([path, tmp_path, path]).projects] == ["A"]


def test_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfpmboard: 1\r\nprojects:\r\n- key: A\r\n  name: N\r\n")
    assert str(read([path]).projects[0].place("name")) == f"{path}:4:9"


def test_text_is_composed() -> None:
    document = read_text('pmboard: 1\npeople: [{key: a, name: e\u0301}, {key: b, name: "e\\u0301"}]\n')
    assert [person.name for person in document.people] == ["\u00e9", "\u00e9"]


def test_lines_lose_the_spaces_around_them_and_text_does_not() -> None:
    text = "pmboard: 1\nprojects:\n- key: A\n  name: |\n    N\n  description: |\n    two\n     lines\n\n"
    project = read_text(text).projects[0]
    assert project.name == "N"
    assert project.description == "two\n lines\n"


def test_aliases_are_expanded() -> None:
    text = "pmboard: 1\npeople: [{key: a, name: N}]\nprojects: [{key: A, name: &n N, manager: &m a, delivery_manager: *m}]\n"
    assert read_text(text).projects[0].delivery_manager == "a"


def test_instants_become_utc_milliseconds() -> None:
    text = "pmboard: 1\nprojects: [{key: A, name: N, cards: [{title: T, created: '2026-01-01T01:00:00.123456+01:00'}]}]\n"
    created = read_text(text).projects[0].cards[0].created
    assert created == datetime(2026, 1, 1, 0, 0, 0, 123000, tzinfo=UTC)


def test_export_only_keys_are_read() -> None:
    text = """\
pmboard: 1
settings: {time_zone: Europe/Madrid, values: {snapshot: daily}}
projects:
- key: A
  name: N
  next_number: 8
  archived: 2026-01-02T03:04:05.678Z
  costs: [{id: c1, date: 2026-01-01, amount: -5.50, archived: null}]
  cards: [{id: x, title: T, number: 7, created: 2026-01-01T00:00:00.000Z}]
views: [{key: v1, screen: board, name: Mine, query: "assignee:anna"}]
snapshots: [{project: A, date: 2026-01-01, values: {wip: 3, cpi: 0.93, health: amber, late: true, none: null}}]
"""
    document = read_text(text)
    assert document.settings[0].time_zone == "Europe/Madrid"
    assert document.settings[0].values == {"snapshot": "daily"}
    assert document.projects[0].archived == datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
    assert document.projects[0].costs[0].amount == Decimal("-5.50")
    assert document.projects[0].cards[0].number == 7
    assert document.views[0].query == "assignee:anna"
    assert document.snapshots[0].values == {
        "wip": 3,
        "cpi": 0.93,
        "health": "amber",
        "late": True,
        "none": None,
    }


ADDS = "pmboard: 1\nprojects: [{key: A, client: acme, cards: [{id: y, title: T, parent: x, column: Todo, milestone: UAT}, {id: x, column: Todo}]}]\n"


def test_what_the_database_has_may_be_referred_to_and_left_out() -> None:
    there = KnownProject(frozenset({"x"}), frozenset({"Todo"}), frozenset({"UAT"}))
    known = Known(clients=frozenset({"acme"}), projects={"A": there})
    project = read_text(ADDS, known=known).projects[0]
    assert project.name == ""
    assert not project.given("name")
    assert project.cards[1].title == ""


def test_without_the_database_the_same_is_missing() -> None:
    with pytest.raises(DefinitionErrors) as caught:
        read_text(ADDS)
    assert [problem.path for problem in caught.value.problems] == [
        "projects[A]",
        "projects[A].client",
        "projects[A].cards[y].column",
        "projects[A].cards[y].milestone",
        "projects[A].cards[x]",
        "projects[A].cards[x].column",
    ]


def test_currency_of_the_database_decides_decimals() -> None:
    text = "pmboard: 1\nprojects: [{key: A, costs: [{date: 2026-01-01, amount: 1.5}]}]\n"
    assert read_text(text, known=Known(projects={"A": KnownProject()})).projects
    with pytest.raises(DefinitionErrors, match="JPY has no decimals"):
        read_text(text, known=Known(projects={"A": KnownProject(currency="JPY")}))
    with pytest.raises(DefinitionErrors, match="EUR has at most 2 decimals"):
        read_text(text.replace("1.5", "1.555"), known=Known(projects={"A": KnownProject()}))
