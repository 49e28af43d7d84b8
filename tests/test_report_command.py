"""`pmboard report`: what it prints and writes, what it refuses, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.in_process import Ended, Run, at_home, imported

TOP = Path(__file__).resolve().parents[1]

TEAM = """\
pmboard: 1
people: [{key: anna, name: Anna Ruiz}]
clients: [{key: acme, name: Acme Bank}]
programs: [{key: core, name: Core renewal}]
projects:
  - {key: ATLAS, name: "Ledger “migration” │ <b>", client: acme, program: core,
     cards: [{title: Reconcile the old ledger}], milestones: [{name: 日本 UAT, due: 2030-01-01}]}
  - {key: BORA, name: Payment interface}
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return at_home(tmp_path, monkeypatch, capsys)


@pytest.fixture
def team(run: Run, tmp_path: Path) -> Run:
    return imported(run, tmp_path / "team.yaml", TEAM)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("atlas",), "# ATLAS Ledger “migration” │ &lt;b&gt;"),
        (("--client", "acme"), "# Acme Bank"),
        (("--client", "Acme Bank"), "# Acme Bank"),
        (("--program", "CORE"), "# Core renewal"),
        (("--all",), "# All projects"),
    ],
)
def test_markdown_is_the_format_where_none_is_asked_for(
    team: Run, words: tuple[str, ...], title: str
) -> None:
    ended = team("report", *words)
    told = "  ATLAS: nothing was stated yet\n" if words[0] == "--client" else ""
    assert (ended.code, ended.err.partition("\n")[2]) == (0, told)
    assert ended.out.split("\n", 1)[0] == title
    asked = team("report", *words, "--format", "markdown")
    assert asked.out.split("\n")[3:] == ended.out.split("\n")[3:]


@pytest.mark.parametrize(
    ("words", "client"),
    [
        (("ATLAS",), False),
        (("ATLAS", "--for", "us"), False),
        (("ATLAS", "--for", "client"), True),
        (("--client", "acme"), True),
        (("--client", "acme", "--for", "client"), True),
        (("--client", "acme", "--for", "us"), False),
        (("--program", "core"), False),
        (("--all", "--for", "us"), False),
    ],
)
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_who_a_report_is_for(team: Run, words: tuple[str, ...], client: bool, form: str) -> None:
    ended = team("report", *words, "--format", form)
    assert ended.code == 0
    assert ("Report for the client" in ended.out) is client
    assert ("Budget" in ended.out) is not client


@pytest.mark.parametrize("form", ["csv", "json"])
def test_data_are_whole_and_are_not_made_for_a_client(team: Run, form: str) -> None:
    refused = team("report", "--client", "acme", "--format", form, "--for", "client")
    assert (refused.code, refused.out) == (2, "")
    assert f"--for client is for markdown and html: {form} always holds everything" in refused.err
    whole = team("report", "--client", "acme", "--format", form)
    assert whole.code == 0
    assert "budget" in whole.out
    assert f"{form} is for us, not for the client" in whole.err
    assert "not for the client" not in team("report", "ATLAS", "--format", form).err


@pytest.mark.parametrize("words", [("--all",), ("--program", "core")])
def test_a_report_for_a_client_is_about_one_client(team: Run, words: tuple[str, ...]) -> None:
    refused = team("report", *words, "--for", "client")
    assert (refused.code, refused.out) == (2, "")
    assert "a report for a client is about one client" in refused.err


@pytest.mark.parametrize("subject", [("ATLAS",), ("--client", "acme"), ("--program", "core"), ("--all",)])
def test_each_format_of_each_subject(team: Run, subject: tuple[str, ...]) -> None:
    page = team("report", *subject, "--format", "html")
    assert page.code == 0
    assert page.out.startswith("<!DOCTYPE html>\n")
    assert page.out.endswith("</html>\n")
    rows = team("report", *subject, "--format", "csv")
    read = list(csv.DictReader(io.StringIO(rows.out, newline="")))
    assert [row["key"] for row in read] == (["ATLAS", "BORA"] if subject == ("--all",) else ["ATLAS"])
    found = timeless(team("report", *subject, "--format", "json"))
    assert found["version"] == 1
    assert found == timeless(team("report", *subject, "--json"))


def timeless(ended: Ended) -> dict[str, Any]:
    """A JSON report without the instant that it was made at."""
    found: dict[str, Any] = json.loads(ended.out)
    assert found.pop("now").endswith("Z")
    return found


def test_a_table_of_a_project(team: Run) -> None:
    ended = team("report", "ATLAS", "--format", "csv", "--table", "milestones")
    (row,) = csv.DictReader(io.StringIO(ended.out, newline=""))
    assert (row["name"], row["due"]) == ("日本 UAT", "2030-01-01")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "one of the arguments PROJECT --client --program --all is required"),
        (("ATLAS", "--all"), "not allowed with argument"),
        (("--client", "acme", "--program", "core"), "not allowed with argument"),
        (("ATLAS", "--format", "pdf"), "invalid choice: 'pdf'"),
        (("ATLAS", "--format", "html", "--json"), "--json and --format html are two formats; choose one"),
        (("ATLAS", "--table", "cards"), "--table is for --format csv"),
        (("--all", "--format", "csv", "--table", "cards"), "the table of cards is about one project"),
        (("ATLASS",), 'no project "ATLASS"; did you mean ATLAS?'),
        (("--client", "acne"), 'no client "acne"; did you mean acme?'),
        (("--program", "Core renewel"), 'no program "Core renewel"; did you mean Core renewal?'),
        (("ATLAS", "-o", ""), "the path is empty"),
    ],
)
def test_wrong_usage_is_a_sentence_and_2(team: Run, words: tuple[str, ...], said: str) -> None:
    ended = team("report", *words)
    assert ended.code == 2
    assert ended.out == ""
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_there_is_no_portfolio_yet(run: Run, tmp_path: Path) -> None:
    ended = run("report", "--all")
    assert ended.code == 2
    assert re.search(r"`pmboard import FILE --db \S+\.db --as anna` makes one", ended.err)
    assert not (tmp_path / "portfolio.db").exists()


def test_it_is_written_whole_and_keeps_the_permissions(team: Run, tmp_path: Path) -> None:
    target = tmp_path / "atlas.html"
    target.write_text("old")
    target.chmod(0o640)
    ended = team("report", "ATLAS", "--format", "html", "-o", str(target))
    assert ended == Ended(0, "", "")
    assert target.read_text(encoding="utf-8").endswith("</html>\n")
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".html", ".part")) == [
        "atlas.html"
    ]


def test_rows_end_as_rfc_4180_says_in_a_file_too(team: Run, tmp_path: Path) -> None:
    assert team("report", "--all", "--format", "csv", "-o", "all.csv").code == 0
    written = (tmp_path / "all.csv").read_bytes()
    assert written.count(b"\r\n") == written.count(b"\n") == 3
    assert b"\r\r" not in written
    assert not written.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("target", "code", "said"),
    [
        (".", 2, "is a folder; name a file in it, such as report.md"),
        ("portfolio.db", 2, "is a database and is left alone"),
        ("link.md", 2, "is a database and is left alone"),
        ("no/such/folder.md", 1, "it cannot be written"),
    ],
)
def test_what_it_never_writes_to(team: Run, tmp_path: Path, target: str, code: int, said: str) -> None:
    (tmp_path / "link.md").symlink_to("portfolio.db")
    before = (tmp_path / "portfolio.db").read_bytes()
    ended = team("report", "ATLAS", "-o", target)
    assert ended.code == code
    assert said in ended.err
    assert (tmp_path / "portfolio.db").read_bytes() == before


def test_ascii_draws_ours_and_loses_nothing_of_theirs(team: Run) -> None:
    assert team("report", "ATLAS", "--ascii").out.startswith('# ATLAS Ledger "migration" \\| &lt;b&gt;\n')
    assert "日本 UAT" in team("report", "ATLAS", "--ascii").out
    page = team("report", "ATLAS", "--format", "html", "--ascii").out
    assert page.isascii()
    assert "Ledger &#8220;migration&#8221; &#9474; &lt;b&gt;" in page
    found = team("report", "ATLAS", "--json", "--ascii")
    assert found.out.isascii()
    assert timeless(found) == timeless(team("report", "ATLAS", "--json"))
    rows = team("report", "ATLAS", "--format", "csv", "--ascii").out
    assert "Ledger “migration” │ <b>" in rows


def test_it_is_utf_8_in_any_locale(team: Run, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    words = ["report", "ATLAS", "--format", "html"]
    done = subprocess.run(
        [sys.executable, str(TOP / "pmboard.py"), *words], env=env, capture_output=True, check=True
    )
    assert "日本 UAT" in done.stdout.decode("utf-8")


def test_it_is_written_to_a_pipe_by_its_name(team: Run) -> None:
    words = ["report", "ATLAS", "-o", "/dev/stdout"]
    done = subprocess.run([sys.executable, str(TOP / "pmboard.py"), *words], capture_output=True, check=True)
    assert done.stdout.decode("utf-8").startswith("# ATLAS Ledger")


def test_reading_changes_nothing(team: Run, tmp_path: Path) -> None:
    before = (tmp_path / "portfolio.db").read_bytes()
    for words in (("ATLAS",), ("--all", "--format", "html"), ("ATLAS", "--json", "--read-only")):
        assert team("report", *words).code == 0
    assert (tmp_path / "portfolio.db").read_bytes() == before


def test_it_starts_without_the_screens_and_the_formats(team: Run, tmp_path: Path) -> None:
    code = (
        "import sys, pmboard\n"
        "assert pmboard.main(['report', '--all', '-o', 'all.md']) == 0\n"
        "heavy = {name for name in ('textual', 'rich', 'pydantic', 'yaml') if sys.modules.get(name)}\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(TOP)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "all.md").read_text(encoding="utf-8").startswith("# All projects\n")


def test_the_usage_names_it(run: Run) -> None:
    assert "pmboard report PROJECT | --client C | --program P | --all" in run("--help").out
    said = run("report", "--help").out
    assert "--table" in said
    assert "--format" in said
