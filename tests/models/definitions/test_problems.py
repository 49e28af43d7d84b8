# ruff: noqa: E501 (files on one line keep their positions easy to count)

from __future__ import annotations

from pathlib import Path

import pytest

from models.definitions.positions import Source, packed, visible
from models.definitions.problems import DefinitionErrors, Problem, in_order, report, suggestion
from models.definitions.reader import read, read_text


def report_of(text: str) -> str:
    with pytest.raises(DefinitionErrors) as caught:
        read_text(text, "F")
    return caught.value.text()


def test_source_line_and_caret() -> None:
    assert report_of("pmboard: 1\nprojects:\n- key: A\n  name: N\n  state: activ\n") == (
        "F:5:10: projects[A].state: 'activ' is not known; "
        "allowed is one of active, proposed, on hold, finished, cancelled; did you mean 'active'?\n"
        "  5 |   state: activ\n"
        "    |          ^"
    )


def test_caret_under_wide_and_combining_characters() -> None:
    lines = report_of(
        "pmboard: 1\npeople: [{name: 日本語, e\u0301x: 1}, {name: a\u0301\u0323b, capacity: x}]\n"
    ).split("\n")
    assert lines[1].index("e\u0301x") + 3 == lines[2].index("^")
    # Three wide characters take three cells more, two combining ones after them one each less.
    assert lines[5].index("^") == lines[4].index("x}") + 3 - 3


def test_a_long_line_is_cut_around_the_caret() -> None:
    padding = "x" * 500
    lines = report_of(f"pmboard: 1\npeople: [{{name: {padding}, capacity: bad, email: {padding}}}]\n").split(
        "\n"
    )
    assert lines[1].startswith("  2 | …x")
    assert lines[1].endswith("x…")
    assert len(lines[1]) == len("  2 | ") + 102
    caret = lines[2].index("^")
    assert lines[1][caret : caret + 3] == "bad"


def test_controls_of_the_source_are_pictures() -> None:
    text = report_of("pmboard: 1\n# \x1b[31m\u202e\x07\x85\n")
    assert "  2 | # ␛[31m\ufffd␇\ufffd" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_tab_in_the_source_line_is_one_cell() -> None:
    lines = report_of("pmboard: 1\npeople:\t[{name: N,\tcapacity: x}]\n").split("\n")
    assert lines[1] == "  2 | people: [{name: N, capacity: x}]"
    assert lines[2].index("^") == lines[1].index("x}")


def test_end_of_the_file_has_no_source_line() -> None:
    assert report_of("pmboard: 1\npeople: [a\n").split("\n") == [
        "F:3:1: is not YAML: a '[' that is not closed, or a ',' missing in the list"
    ]


def test_a_hundred_are_printed_and_the_rest_counted() -> None:
    people = "".join("- {name: N, capacity: x}\n" for _ in range(9_999))
    lines = report_of(f"pmboard: 1\npeople:\n{people}").split("\n")
    assert len(lines) == 301
    assert lines[-1] == "... and 9,899 more problems"


def test_one_more() -> None:
    problem = Problem(Source("F"), None, "", "wrong")
    assert report([problem] * 3, 2) == "F: wrong\nF: wrong\n... and 1 more problem"


def test_problems_are_sorted_by_file_and_position(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("pmboard: 1\nprojets: []\npeople: [x]\n")
    (tmp_path / "a.yaml").write_text("pmboard: 2\n")
    with pytest.raises(DefinitionErrors) as caught:
        read([tmp_path / "b.yaml", tmp_path / "a.yaml"])
    places = [problem.place for problem in caught.value.problems]
    assert [(Path(place.file).name, place.line) for place in places if place] == [
        ("b.yaml", 2),
        ("b.yaml", 3),
        ("a.yaml", 1),
    ]


def test_the_same_problem_is_said_once() -> None:
    source = Source("F", "x")
    one = Problem(source, packed(0, 0), "a", "wrong")
    other = Problem(source, packed(0, 0), "b", "wrong")
    assert in_order([other, one, one]) == (one, other)


@pytest.mark.parametrize(
    ("word", "choices", "expected"),
    [
        ("activ", ("active", "proposed"), "; did you mean 'active'?"),
        ("ACTIVE", ("active",), "; did you mean 'active'?"),
        ("xyz", ("active",), ""),
        ("", ("active",), ""),
        ("a" * 100, ("a" * 100,), ""),
    ],
)
def test_suggestion(word: str, choices: tuple[str, ...], expected: str) -> None:
    assert suggestion(word, choices) == expected


def test_suggestions_among_very_many_are_quick() -> None:
    choices = {f"card-{n}" for n in range(100_000)}
    assert suggestion("crad-00000", choices)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("a\tb", "a b"),
        ("\x00\x7f", "␀␡"),
        ("\u200b\u2066", "\ufffd\ufffd"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected
    assert len(visible(text)) == len(text)


def duplicated(folder: Path, kind: str, entry: str) -> str:
    (folder / "a.yaml").write_text(f"pmboard: 1\n{kind}: [{entry}]\n")
    (folder / "b.yaml").write_text(f"pmboard: 1\n{kind}: [{entry}]\n")
    with pytest.raises(DefinitionErrors) as caught:
        read([folder])
    (problem,) = caught.value.problems
    return str(problem).replace(f"{folder}/", "")


@pytest.mark.parametrize(
    ("kind", "entry", "expected"),
    [
        (
            "people",
            "{key: a, name: N}",
            "b.yaml:2:16: people[a].key: the person 'a' is already at a.yaml:2:10; it stands once",
        ),
        (
            "clients",
            "{key: a, name: N}",
            "b.yaml:2:17: clients[a].key: the client 'a' is already at a.yaml:2:11; it stands once",
        ),
        (
            "goals",
            "{key: a, title: N}",
            "b.yaml:2:15: goals[a].key: the goal 'a' is already at a.yaml:2:9; it stands once",
        ),
        (
            "programs",
            "{key: a, name: N}",
            "b.yaml:2:18: programs[a].key: the program 'a' is already at a.yaml:2:12; it stands once",
        ),
        (
            "projects",
            "{key: A, name: N}",
            "b.yaml:2:18: projects[A].key: the project 'A' is already at a.yaml:2:12; it stands once",
        ),
    ],
)
def test_duplicates_across_files(tmp_path: Path, kind: str, entry: str, expected: str) -> None:
    assert duplicated(tmp_path, kind, entry) == expected


def test_settings_across_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("pmboard: 1\nsettings: {time_zone: UTC}\n")
    with pytest.raises(
        DefinitionErrors, match=r"b\.yaml:2:23: settings\.time_zone: the setting 'time_zone' is already at"
    ):
        read([tmp_path])


def test_circle_across_files(tmp_path: Path) -> None:
    card = (
        "pmboard: 1\nprojects: [{{key: {0}, name: N, cards: [{{id: x, title: T, depends_on: [{1}/x]}}]}}]\n"
    )
    (tmp_path / "a.yaml").write_text(card.format("A", "B"))
    (tmp_path / "b.yaml").write_text(card.format("B", "A"))
    with pytest.raises(DefinitionErrors) as caught:
        read([tmp_path])
    (problem,) = caught.value.problems
    assert problem.path == "projects[B].cards[x].depends_on[#1]"
    assert problem.message == "a circle of cards: B/x -> A/x -> B/x; take one of these references out"


PROJECT = "pmboard: 1\nprojects: [{{key: A, name: N, {0}}}]\n"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            "cards: [{title: T, number: 1}, {title: U, number: 1}]",
            "projects[A].cards[U].number: the card number '1' is already at F:2:38; it stands once",
        ),
        (
            'cards: [{title: T, checklist: [""]}]',
            "projects[A].cards[T].checklist[#1].text: the text is empty; write some, or leave it out",
        ),
        (
            "next_number: 3, cards: [{title: T, number: 3}]",
            "projects[A].cards[T].number: the number 3 is not below the project's next_number 3; raise that one",
        ),
        ("goals: [G, G]", "projects[A].goals[#2].goal: the goal 'G' is already at F:2:38; it stands once"),
        (
            "costs: [{id: a, date: 2026-01-01, amount: 1}, {id: a, date: 2026-01-01, amount: 1}]",
            "projects[A].costs[a].id: the id 'a' is already at F:2:38; it stands once",
        ),
        (
            "milestones: [{name: M}, {name: M}], cards: [{title: T, milestone: M}]",
            "projects[A].cards[T].milestone: 2 milestones are called 'M'; give them names of their own",
        ),
        (
            "columns: [{name: D, kind: done, archived: 2026-01-01T00:00:00Z}]",
            "projects[A].columns: no column of the kind done; a board has at least one: add kind: done to its last column",
        ),
        (
            "risks: [{title: R, probability: 1, impact: 1, cost: -1}]",
            "projects[A].risks[R].cost: the amount -1 is below 0; only costs may be (refunds)",
        ),
        (
            "cards: [{title: T, relates: [B/x]}]",
            "projects[A].cards[T].relates[#1]: there is no project 'B'; allowed: A",
        ),
    ],
)
def test_rules_within_a_project(inside: str, expected: str) -> None:
    with pytest.raises(DefinitionErrors) as caught:
        read_text(PROJECT.format(inside), "F")
    assert expected in [str(problem).split(": ", 1)[1] for problem in caught.value.problems]


@pytest.mark.parametrize(
    "inside",
    [
        "milestones: [{name: M}, {name: M}], cards: [{title: T}]",
        "cards: [{title: T, column: Done, history: [{column: Done, at: 2026-01-02T00:00:00Z}, {column: Doing, at: 2026-01-01T00:00:00Z}]}]",
        "cards: [{id: a, title: T}, {id: b, title: T, parent: A/a, depends_on: [a], relates: [A/a]}]",
        "satisfaction: [{date: 2026-01-01, csat: 1}, {date: 2026-01-01, nps: 0}]",
        "cards: [{id: a, title: T, depends_on: [b, c]}, {id: b, title: T, depends_on: [d]}, {id: c, title: T, depends_on: [d]}, {id: d, title: T}, {id: e, title: T, depends_on: [a, d]}]",
        "cards: [{id: a, title: T, depends_on: [b, c]}, {id: b, title: T, depends_on: [d]}, {id: c, title: T, depends_on: [d]}, {id: d, title: T, depends_on: [e]}, {id: e, title: T}]",
        "start: 2026-01-01, target: 2026-01-01",
        "budget: {currency: JPY, amount: 15}",
        "costs: [{date: 2026-01-01, amount: -1.50}]",
    ],
)
def test_what_is_right(inside: str) -> None:
    assert read_text(PROJECT.format(inside)).projects


def test_what_follows_from_another_problem_is_not_said() -> None:
    text = (
        "pmboard: 1\npeople: [{key: an na, name: N}]\n"
        "projects: [{key: A, name: N, manager: an na, columns: [{name: D, kind: doen}], satisfaction: [{date: 2026-01-01, csat: 9}]}]\n"
    )
    with pytest.raises(DefinitionErrors) as caught:
        read_text(text)
    assert [problem.path for problem in caught.value.problems] == [
        "people[an na].key",
        "projects[A].columns[D].kind",
        "projects[A].satisfaction[#1].csat",
    ]


def test_problems_of_a_wrong_object_do_not_hide_others() -> None:
    text = "pmboard: 1\nprojects: [{key: A, name: 1, state: x, cards: [{title: T, due: x, column: Nope, assignees: [bob]}]}]\n"
    with pytest.raises(DefinitionErrors) as caught:
        read_text(text)
    assert [problem.path for problem in caught.value.problems] == [
        "projects[A].state",
        "projects[A].cards[T].due",
        "projects[A].cards[T].column",
        "projects[A].cards[T].assignees[#1]",
    ]
