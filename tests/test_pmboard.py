"""The command line, in process: what it prints, what it changes, and how it ends."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.in_process import Run, at_home, imported
from tests.reliability.hostile import HARMFUL
from tui.first_start import first_start

TOP = Path(__file__).resolve().parents[1]

TEAM = """\
pmboard: 1
people: [{key: anna, name: Anna Ruiz}]
projects:
  - key: ATLAS
    name: Ledger migration
    milestones: [{name: UAT, due: 2030-01-01}]
    cards:
      - {id: one, title: Reconcile the old ledger}
      - {id: two, title: Cut over the branches, column: Doing}
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return at_home(tmp_path, monkeypatch, capsys)


@pytest.fixture
def team(run: Run, tmp_path: Path) -> Run:
    return imported(run, tmp_path / "team.yaml", TEAM)


def test_an_import_is_seen_on_the_board_and_in_the_delivery_report(team: Run) -> None:
    board = team("board", "ATLAS")
    assert board.code == 0
    assert "Reconcile the old ledger" in board.out
    assert "Doing" in board.out
    delivery = team("delivery")
    assert delivery.code == 0
    assert "ATLAS" in delivery.out
    assert "Ledger migr" in delivery.out


@pytest.mark.parametrize("page", ["README.md", "docs/definitions.md"])
def test_the_portfolio_that_a_page_shows_is_imported_as_it_stands(
    run: Run, tmp_path: Path, page: str
) -> None:
    shown = re.search(r"```yaml\n(pmboard: 1.*?)```", (TOP / page).read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    (tmp_path / "team.yaml").write_text(shown[1], encoding="utf-8")
    ended = run("import", "team.yaml")
    assert ended.code == 0, ended.err
    columns = [column["name"] for column in json.loads(run("board", "ATLAS", "--json").out)["columns"]]
    own = ["Ideas", "Doing", "At the bank", "Live"]
    assert columns == (own if page == "README.md" else ["Backlog", "Ready", "Doing", "Review", "Done"])


def test_json_is_versioned(team: Run) -> None:
    for words in (("delivery",), ("board", "ATLAS"), ("card", "show", "ATLAS-1"), ("check",)):
        ended = team(*words, "--json")
        assert ended.code == 0, ended.err
        assert json.loads(ended.out)["version"] == 1


def test_a_plan_changes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "team.yaml").write_text(TEAM, encoding="utf-8")
    planned = run("import", "team.yaml", "--plan")
    assert planned.code == 0
    assert "ATLAS" in planned.out
    assert not list(tmp_path.glob("portfolio.db*"))
    (tmp_path / "empty.yaml").write_text("pmboard: 1\n", encoding="utf-8")
    assert run("import", "empty.yaml").code == 0
    assert run("import", "team.yaml", "--plan").out == planned.out
    assert "ATLAS" not in run("delivery").out


def test_importing_twice_changes_nothing(team: Run, tmp_path: Path) -> None:
    before = team("export").out
    assert team("import", "team.yaml").code == 0
    assert team("export").out == before


def test_a_conflict_exits_3_and_the_choice_decides(team: Run, tmp_path: Path) -> None:
    assert team("card", "edit", "ATLAS-1", "--title", "On the board").code == 0
    (tmp_path / "team.yaml").write_text(
        TEAM.replace("Reconcile the old ledger", "In the file"), encoding="utf-8"
    )
    conflict = team("import", "team.yaml")
    assert conflict.code == 3
    assert "On the board" in conflict.out
    assert "In the file" in conflict.out
    assert "On the board" in team("card", "show", "ATLAS-1").out
    assert team("import", "team.yaml", "--theirs").code == 0
    assert "In the file" in team("card", "show", "ATLAS-1").out


def test_an_export_imports_to_the_same(team: Run, tmp_path: Path) -> None:
    assert team("export", "-o", "out.yaml").code == 0
    first = (tmp_path / "out.yaml").read_bytes()
    assert team("--db", str(tmp_path / "other.db"), "import", "out.yaml").code == 0
    assert team("--db", str(tmp_path / "other.db"), "export").out.encode() == first


def test_every_problem_of_a_file_is_told_at_once_with_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(
        "pmboard: 1\nprojects:\n  - key: ATLAS\n    nam: x\n    start: 2026-14-05\n", encoding="utf-8"
    )
    ended = run("import", "bad.yaml")
    assert ended.code == 2
    assert "bad.yaml:4:" in ended.err
    assert "did you mean" in ended.err
    assert "bad.yaml:5:" in ended.err
    assert ended.out == ""


def test_a_card_is_added_edited_moved_finished_and_archived(team: Run) -> None:
    added = team(
        "card", "add", "ATLAS", "Rollback drill", "--estimate", "3", "--assignee", "anna", "--label", "x"
    )
    assert (added.code, added.out) == (0, "ATLAS-3 added\n")
    assert team("card", "edit", "ATLAS-3", "--due", "2030-05-01", "--milestone", "UAT").code == 0
    assert team("card", "move", "ATLAS-3", "Doing", "--top").code == 0
    shown = team("card", "show", "ATLAS-3", "--json")
    card = json.loads(shown.out)
    assert card["column"]["name"] == "Doing"
    assert card["due"] == "2030-05-01"
    assert card["estimate"] == 3
    assert [person["key"] for person in card["assignees"]] == ["anna"]
    done = team("card", "complete", "ATLAS-3")
    assert done.code == 0
    assert "Done" in done.out
    assert team("card", "archive", "ATLAS-3", "ATLAS-1").code == 0
    assert "Rollback drill" not in team("board", "ATLAS").out
    assert team("check").out == "Nothing is wrong: every check passed.\n"


def test_who_prints_makes_no_portfolio_and_is_told_how_to_begin(run: Run, tmp_path: Path) -> None:
    for words in ((), ("ATLAS",), ("--json",)):
        ended = run("--db", str(tmp_path / "none.db"), *words)
        assert ended.code == 2
        assert re.search(r"`pmboard import FILE --db \S+\.db --as anna` makes one", ended.err)
        assert "pmboard demo" in ended.err
        assert ended.out == ""
    assert not (tmp_path / "none.db").exists()


def test_an_import_that_fails_says_that_nothing_was_changed(team: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("pmboard: 1\nprojets: []\n", encoding="utf-8")
    assert team("import", "bad.yaml").err.endswith("\nNothing was changed.\n")


def test_an_export_leaves_out_what_a_restore_noted(team: Run, tmp_path: Path) -> None:
    assert team("backup", "copy.db").code == 0
    assert team("restore", "copy.db").code == 0
    assert "restored_from" not in team("export").out


def test_a_card_is_blocked_unblocked_and_commented_on(team: Run) -> None:
    blocked = team("card", "block", "atlas-1", "--why", "no test data", "--json")
    assert json.loads(blocked.out) == {
        "version": 1,
        "cards": ["ATLAS-1"],
        "said": "ATLAS-1 blocked: no test data",
    }
    assert json.loads(team("card", "show", "ATLAS-1", "--json").out)["blocks"][0]["reason"] == "no test data"
    again = team("card", "block", "ATLAS-1", "--why", "still")
    assert (again.code, again.err) == (2, "pmboard: ATLAS-1 is blocked already: no test data\n")
    assert team("card", "unblock", "ATLAS-1").out == "ATLAS-1 unblocked (was: no test data)\n"
    assert team("card", "unblock", "ATLAS-1").code == 2
    assert team("card", "comment", "ATLAS-1", "Ines has it").out == "ATLAS-1 commented\n"
    comments = json.loads(team("card", "show", "ATLAS-1", "--json").out)["comments"]
    assert [one["text"] for one in comments] == ["Ines has it"]
    assert "--why" in team("card", "block", "ATLAS-1").err


def test_a_due_date_is_typed_as_on_the_screens(team: Run) -> None:
    assert team("card", "edit", "ATLAS-1", "--due", "next mon").code == 0
    due = json.loads(team("card", "show", "ATLAS-1", "--json").out)["due"]
    assert date.fromisoformat(due).weekday() == 0
    assert team("card", "edit", "ATLAS-1", "--due", "").code == 0
    assert json.loads(team("card", "show", "ATLAS-1", "--json").out)["due"] is None
    refused = team("card", "edit", "ATLAS-1", "--due", "soon")
    assert refused.code == 2
    assert refused.err.startswith("pmboard: --due: soon is no date; try ")


@pytest.mark.parametrize(
    ("words", "key", "said"),
    [
        (("edit", "ATLAS-1"), "ATLAS-1", "ATLAS-1: due 2020-11-27"),
        (("add", "ATLAS", "x"), "ATLAS-3", "ATLAS-3 added"),
    ],
    ids=["edit", "add"],
)
def test_a_due_date_that_is_past_is_remarked_on_as_on_the_screens(
    team: Run, words: tuple[str, ...], key: str, said: str
) -> None:
    past = team("card", *words, "--due", "2020-11-27")
    assert (past.code, past.out) == (0, f"{said}\n")
    assert re.fullmatch(rf"pmboard: {key}: due 2020-11-27 \(\S+ y ago\)\n", past.err)
    ahead = team("card", "edit", key, "--due", "2999-01-01", "--json")
    assert (ahead.code, ahead.err) == (0, "")
    past = team("card", "edit", key, "--due", "2020-11-27", "--json")
    assert json.loads(past.out)["said"] == f"{key}: due 2020-11-27"
    assert " y ago)" in past.err


def test_a_repair_says_that_there_is_nothing_to_mend_and_may_not_be_asked_for_by_who_only_looks(
    team: Run,
) -> None:
    ended = team("check", "--repair")
    assert (ended.code, ended.out) == (
        0,
        "There is nothing to mend.\nNothing is wrong: every check passed.\n",
    )
    assert json.loads(team("check", "--repair", "--json").out) == {
        "version": 1,
        "findings": [],
        "repaired": None,
    }
    assert "open for looking only" in team("--read-only", "check", "--repair").err


def test_a_project_is_exported_by_its_key_in_any_letters_as_everywhere(team: Run) -> None:
    assert team("export", "atlas").out == team("export", "ATLAS").out != ""


def test_what_is_no_database_is_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("just my notes, longer than a header of sixteen bytes", encoding="utf-8")
    ended = run("--db", str(other), "delivery")
    assert ended.code in (1, 2)
    assert "notes.txt" in ended.err
    assert other.read_text(encoding="utf-8").startswith("just my notes")


def test_a_missing_database_is_not_created_by_looking(run: Run, tmp_path: Path) -> None:
    ended = run("delivery")
    assert ended.code == 2
    assert "pmboard import" in ended.err
    assert not (tmp_path / "portfolio.db").exists()


def test_read_only_refuses_changes(team: Run) -> None:
    assert team("--read-only", "delivery").code == 0
    ended = team("card", "add", "ATLAS", "x", "--read-only")
    assert ended.code == 1
    assert "looking only" in ended.err
    assert "x" not in team("board", "ATLAS").out.split()


def test_a_backup_opens_as_a_portfolio_and_is_not_overwritten(team: Run, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    assert team("backup", str(kept)).code == 0
    assert "Reconcile" in team("--db", str(kept), "board", "ATLAS").out
    assert team("backup", str(kept)).code == 1


def test_the_demo_prints_a_report_without_a_terminal(run: Run) -> None:
    ended = run("demo")
    assert ended.code == 0, ended.err
    assert "Delivery" in ended.out
    assert "ATLAS" in ended.out


def test_the_demo_never_overwrites_a_portfolio(team: Run, tmp_path: Path) -> None:
    ended = team("demo", "--fresh", "--db", str(tmp_path / "portfolio.db"))
    assert ended.code == 1
    assert "left alone" in ended.err
    assert "Reconcile" in team("board", "ATLAS").out


def test_the_schema_is_json_schema(run: Run) -> None:
    schema = json.loads(run("schema").out)
    assert "projects" in schema["properties"]


def test_a_reader_that_leaves_early_is_no_error(team: Run, tmp_path: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} {TOP / 'pmboard.py'} delivery | head -n 1; exit ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        env={**os.environ, "PMBOARD_DB": str(tmp_path / "portfolio.db")},
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_an_export_never_replaces_a_database(team: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    team("--db", str(other), "import", "team.yaml")
    (tmp_path / "link.yaml").symlink_to("portfolio.db")
    for target in ("portfolio.db", "link.yaml", "other.db"):
        before = (tmp_path / target).read_bytes()
        ended = team("export", "-o", target)
        assert ended.code == 2
        assert ended.err == f"pmboard: {target} is a database and is left alone; name another file\n"
        assert (tmp_path / target).read_bytes() == before


def test_an_export_follows_a_link_and_keeps_permissions(team: Run, tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "real.yaml").chmod(0o640)
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    assert team("export", "-o", "link.yaml").code == 0
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text() == team("export").out
    assert (tmp_path / "real.yaml").stat().st_mode & 0o777 == 0o640


def test_an_export_that_cannot_be_written_names_the_target(team: Run, tmp_path: Path) -> None:
    ended = team("export", "-o", "nowhere/out.yaml")
    assert (ended.code, ended.err) == (
        1,
        "pmboard: nowhere/out.yaml: it cannot be written (No such file or directory)\n",
    )
    (tmp_path / "folder").mkdir()
    ended = team("export", "-o", "folder")
    assert ended.code == 2
    assert ended.err == "pmboard: folder is a folder; name a file in it, such as portfolio.yaml\n"
    assert not list(tmp_path.glob("**/*.part"))


def test_every_command_draws_with_ascii_only_where_that_is_asked_for(team: Run) -> None:
    (plain, bare) = (team("keys").out, team("keys", "--ascii").out)
    assert "←" in plain
    assert bare.isascii()
    for words in (
        ("card", "edit", "ATLAS-1", "--title", "x" * 60),
        ("card", "archive", "ATLAS-1"),
        ("undo",),
        ("redo",),
        ("history",),
        ("delivery",),
        ("board", "ATLAS"),
        ("card", "show", "ATLAS-2"),
        ("import", "team.yaml"),
        ("check",),
        ("report", "ATLAS"),
    ):
        ended = team(*words, "--ascii")
        assert ended.code == 0, ended.err
        assert ended.out.isascii(), ended.out


def test_a_home_folder_in_a_variable_is_found(
    team: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PMBOARD_DB", "~/portfolio.db")
    assert "Reconcile" in team("board", "ATLAS").out
    assert team("--db", "~/none.db", "delivery").err.startswith(
        f"pmboard: there is no portfolio at {tmp_path}/none.db yet: `pmboard import FILE --db ~/none.db "
    )
    assert team("demo", "--db", "~/its.db", "--json").code == 0
    assert (tmp_path / "its.db").exists()
    assert not (tmp_path / "~").exists()


def test_a_first_start_finds_what_stands_in_a_home_folder_of_a_variable(
    team: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PMBOARD_DB", "~/portfolio.db")
    options = argparse.Namespace(command="open", project=None)
    assert first_start(options, lambda: pytest.fail("there is one")) is None


def test_a_dash_means_standard_output(team: Run, tmp_path: Path) -> None:
    assert team("export", "-o", "-").out == team("export").out != ""
    assert "# ATLAS Ledger migration" in team("report", "ATLAS", "--output=-").out
    assert not (tmp_path / "-").exists()


def test_an_export_into_a_pipe(team: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert team("export", "-o", "pipe").code == 0
        assert reader.stdout is not None
        assert reader.stdout.read().decode() == team("export").out
    assert pipe.is_fifo()


def test_a_link_to_nothing_is_named_by_every_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "portfolio.db").symlink_to("gone.db")
    assert "is a link to a file that is not there; bring that file back" in run("delivery").err


@pytest.mark.parametrize("name", [b"of\xff.yaml", b"\x1b]0;x\x07.yaml", "\u202efor.yaml".encode()])
def test_a_file_is_imported_whatever_its_name(team: Run, tmp_path: Path, name: bytes) -> None:
    file = os.fsencode(tmp_path) + b"/" + name
    with open(file, "wb") as written:
        written.write(b"pmboard: 1\nprojects: [{key: ODD, name: Odd}]\n")
    for words in (("import", "--plan"), ("import",), ("import",), ("history",), ("history", "--json")):
        ended = team(*words, *([os.fsdecode(file)] if "import" in words else []))
        assert (ended.code, ended.err) == (0, "")
        assert not HARMFUL.search(ended.out)


@pytest.mark.parametrize(
    "words",
    [
        ("--json",),
        ("--json", "delivery"),
        ("open", "--json"),
        ("--json", "card", "show", "ATLAS-1"),
        ("card", "--json", "show", "ATLAS-1"),
    ],
)
def test_json_may_stand_anywhere(team: Run, words: tuple[str, ...]) -> None:
    assert json.loads(team(*words).out)["version"] == 1


def test_the_schema_is_json_asked_for_or_not(run: Run) -> None:
    assert run("schema", "--json").out == run("--json", "schema").out == run("schema").out


def test_several_cards_are_completed_together_each_once(team: Run) -> None:
    ended = team("card", "complete", "ATLAS-1", "ATLAS-1", "atlas-2")
    assert ended.code == 0
    assert ended.out.startswith("ATLAS-1 and ATLAS-2 completed")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize("command", ["export", "import team.yaml", "card add ATLAS new"])
def test_closed_streams_harm_nothing(team: Run, tmp_path: Path, closed: str, command: str) -> None:
    line = f'"{sys.executable}" -m pmboard {command} {closed}'
    ended = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, check=False)
    assert ended.returncode == 0
    assert ended.stderr == b""
    assert team("check").code == 0
