"""What is typed wrong ends in a sentence, on standard error, and with 2."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.in_process import Run, at_home, imported

TEAM = """\
pmboard: 1
people: [{key: anna, name: Anna Ruiz}]
projects:
  - key: ATLAS
    name: Ledger migration
    milestones: [{name: UAT, due: 2030-01-01}]
    cards: [{title: Reconcile the old ledger}]
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return at_home(tmp_path, monkeypatch, capsys)


@pytest.fixture
def team(run: Run, tmp_path: Path) -> Run:
    return imported(run, tmp_path / "team.yaml", TEAM)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("card", "show", "ATLAS-99"), 2, "no card 99"),
        (("card", "show", "nonsense"), 2, "nonsense"),
        (("card", "move", "ATLAS-1", "Dooing"), 2, "Doing"),
        (("card", "add", "ATLES", "x"), 2, "ATLAS"),
        (("card", "add", "ATLAS", ""), 2, "title"),
        (("card", "edit", "ATLAS-1"), 2, "nothing to change"),
        (("card", "edit", "ATLAS-1", "--estimate", "many"), 2, "'many' is not a number"),
        (("card", "edit", "ATLAS-1", "--due", "2026-02-30"), 2, "2026-02-30"),
        (("card", "edit", "ATLAS-1", "--assignee", "ana"), 2, "anna"),
        (("board", "NOPE"), 2, "NOPE"),
        (("import", "missing.yaml"), 2, "missing.yaml"),
        (("imprt", "x"), 2, "did you mean `pmboard import`"),
        (("backup",), 2, "FILE"),
        (("history", "--before", "99999999999999999999"), 2, "is no event"),
        (("history", "--before", "-1"), 2, "is no event"),
        (("history", "--by=--"), 2, "--"),
        (("report", "--program=--"), 2, 'no program "--"'),
        (("report", "ATLAS", "--format=--"), 2, "invalid choice: '--'"),
        (("--db",), 2, "--db"),
        (("card", "shw", "ATLAS-1"), 2, "; did you mean show?"),
        (("report", "ATLAS", "--format", "markdwn"), 2, "; did you mean markdown?"),
        (("report", ""), 2, 'no project ""; there is ATLAS'),
        (("history", ""), 2, 'no project ""; there is ATLAS'),
        (("history", "--since", ""), 2, "--since: the date is empty"),
        (("history", "--since", "none"), 2, "--since: the date is empty"),
        (("history", "--limit", "9" * 5000), 2, "is no number from 1 to 10000"),
        (("history", "--before", "9" * 5000), 2, "is no event"),
        (("card", "add", "ATLAS", "x", "--column", ""), 2, 'no column ""; there are Backlog, '),
        (("export", "ATLS"), 2, 'no project "ATLS"; did you mean ATLAS?'),
    ],
)
def test_wrong_input_ends_with_a_sentence(
    team: Run, words: tuple[str, ...], code: int, sentence: str
) -> None:
    ended = team(*words)
    assert ended.code == code
    assert sentence in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""


@pytest.mark.parametrize("word", ["x" * 10_000, "x y " * 2_500, "9" * 10_000, "字" * 5_000])
@pytest.mark.parametrize(
    "words", [("{}", "x"), ("delivery", "{}"), ("card", "{}"), ("report", "--format={}"), ("export", "{}"),
              ("history", "--limit={}"), ("--{}",), ("card", "add", "ATLAS", "x", "--{}")],
)  # fmt: skip
def test_what_was_pasted_by_mistake_is_not_said_whole(team: Run, words: tuple[str, ...], word: str) -> None:
    ended = team(*(each.format(word) for each in words))
    assert ended.code == 2
    assert len(ended.err) < 700
    assert ended.err.count("\n") <= 2
    assert not re.search(r"\b_[a-z]+", ended.err)


def test_a_working_folder_that_is_gone_is_named(team: Run, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    os.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    gone = "pmboard: the folder that you are in is not there any more; go to another one\n"
    for words in (("export", "-o", "x.yaml"), ("backup", "x.db"), ("--db", "x.db", "delivery")):
        assert (ended := team(*words)).code == 1
        assert ended.err == gone
    assert team("delivery").code == 0


def test_a_folder_that_is_not_there_is_not_made_a_file(team: Run, tmp_path: Path) -> None:
    before = (tmp_path / "team.yaml").read_bytes()
    for words in (("export", "-o", "team.yaml/"), ("backup", "new/"), ("report", "ATLAS", "-o", "new/"),
                  ("import", "team.yaml/"), ("--db", "new/", "import", "team.yaml")):  # fmt: skip
        ended = team(*words)
        assert ended.code == 2
        assert "there is no folder " in ended.err
    assert (tmp_path / "team.yaml").read_bytes() == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "words",
    [("import", ""), ("--db", "", "delivery"), ("export", "-o", ""), ("backup", "")],
    ids=lambda words: words[0],
)
def test_an_empty_path_is_refused(team: Run, words: tuple[str, ...]) -> None:
    ended = team(*words)
    assert ended.code == 2
    assert "the path is empty" in ended.err


def test_an_address_of_a_server_is_refused_and_its_password_not_repeated(run: Run) -> None:
    ended = run("--db", "postgresql://ann:secret@host/db", "delivery")
    assert ended.code == 2
    assert "database servers (postgresql) are not supported yet" in ended.err
    assert "secret" not in ended.err


@pytest.mark.parametrize(
    "words", [("open", "\udcff"), ("card", "add", "ATLAS", "ok\udcff"), ("card", "show", "\udcff-1")]
)
def test_text_that_is_no_utf8_is_refused(team: Run, words: tuple[str, ...]) -> None:
    ended = team(*words)
    assert ended.code == 2
    assert "the text is not UTF-8" in ended.err


def test_what_is_no_option_is_named_without_its_escapes(team: Run) -> None:
    ended = team("delivery", "--\x1b[31m")
    assert ended.code == 2
    assert ended.err == "pmboard delivery: unrecognized arguments: --[31m\nTry `pmboard delivery --help`.\n"


@pytest.mark.parametrize(
    ("words", "help_of"),
    [
        (("card", "add", "ATLAS", "x", "--title", "y"), "pmboard card add"),
        (("--json", "undo", "twice"), "pmboard undo"),
        (("ATLAS", "--nope"), "pmboard"),
        (("open", "ATLAS", "--nope"), "pmboard open"),
        (("--nope",), "pmboard"),
    ],
)
def test_who_types_too_much_is_sent_to_the_help_of_the_command(
    team: Run, words: tuple[str, ...], help_of: str
) -> None:
    ended = team(*words)
    assert ended.code == 2
    assert ended.err.startswith(f"{help_of}: unrecognized arguments: ")
    assert ended.err.endswith(f"\nTry `{help_of} --help`.\n")


@pytest.mark.parametrize("word", ["help", "version"])
def test_who_asks_for_help_as_elsewhere_is_told_how(team: Run, word: str) -> None:
    assert f"did you mean `pmboard --{word}`?" in team(word).err
    assert team(word, "card").code == 2


@pytest.mark.parametrize("words", [("--json", "export"), ("export", "--json")])
def test_an_export_has_no_json(team: Run, words: tuple[str, ...]) -> None:
    ended = team(*words)
    assert (ended.code, ended.err) == (2, "pmboard: an export is YAML; leave --json out\n")
    assert "--json" not in team("export", "--help").out


@pytest.mark.parametrize(
    "words",
    [
        ("board", "NOPE"),
        ("card", "show", "ATLAS-99"),
        ("card", "add", "ATLAS", ""),
        ("card", "edit", "ATLAS-1", "--estimate", "many"),
        ("history", "nobody"),
        ("report", "NOPE"),
        ("import", "missing.yaml"),
        ("restore", "missing.db"),
        ("backup", "portfolio.db"),
        ("redo",),
        ("nonsense",),
    ],
)
def test_what_fails_prints_a_sentence_and_no_json(team: Run, words: tuple[str, ...]) -> None:
    for ended in (team(*words, "--json"), team("--json", *words)):
        assert ended.code in (1, 2)
        assert (ended.out, ended.err.strip() != "") == ("", True)


def test_names_that_are_not_there_are_said_on_one_line(team: Run) -> None:
    for words in (("board", "a\nb"), ("card", "move", "ATLAS-1", "a\r\nb\tc"), ("export", "a\u2028b")):
        assert team(*words).err.count("\n") == 1


@pytest.mark.parametrize("columns", ["", "0", "1", "nonsense", "-5", "9" * 5000])
def test_help_is_written_whatever_the_environment_says_of_the_width(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for words in (("--help",), ("card", "add", "--help")):
        assert (ended := run(*words)).code == 0
        assert ended.out.startswith("usage: pmboard")


def test_the_id_that_a_milestone_was_given_is_not_offered(team: Run, tmp_path: Path) -> None:
    live = "{name: Live, due: 2030-02-01, id: zzy8k69z}"
    (tmp_path / "more.yaml").write_text(f"pmboard: 1\nprojects: [{{key: ATLAS, milestones: [{live}]}}]\n")
    assert team("import", "more.yaml").code == 0
    assert team("card", "edit", "ATLAS-1", "--milestone", "zzy8k69z").code == 0
    ended = team("card", "edit", "ATLAS-1", "--milestone", "zzy8k69")
    assert ended.err == 'pmboard: no milestone "zzy8k69"; there are UAT, Live\n'


def test_a_name_that_is_nowhere_near_is_answered_with_what_there_is(team: Run) -> None:
    ended = team("card", "move", "ATLAS-1", "xyz")
    assert ended.err == 'pmboard: no column "xyz"; there are Backlog, Ready, Doing, Review, Done\n'
    ended = team("card", "edit", "ATLAS-1", "--milestone", "zzz")
    assert (ended.code, ended.err) == (2, 'pmboard: no milestone "zzz"; there is UAT\n')
