"""A short form of `hostile_screens.py` and `hostile_commands.py`, and what holds for any text at all."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.actions import cards, projects
from models.actions.problems import InvalidValue
from models.definitions.export import export
from models.definitions.importing import import_paths
from models.portfolio import Portfolio
from models.reports.cells import fit, wrapped
from models.reports.cells import width as reported
from models.reports.csv_text import csv_text
from models.reports.document import Cell, Column, Document, Paragraph, Section, Table
from models.reports.html import html
from models.reports.markdown import markdown
from models.text import clean_line, clean_text, plain
from tests.reliability.hostile import HARMFUL, TEXTS, UNSTORABLE
from tests.reliability.hostile_commands import every, every_argument, every_file, said, wrong_with
from tests.reliability.hostile_portfolio import by_actions, raw
from tests.reliability.hostile_screens import Screens
from tests.reliability.hostile_stream import strange
from tui.commands.answers import print_json

SOME = tuple(text for name, text in TEXTS.items() if not name.startswith("word: long"))[1::3]
STEPS = (
    ("board and details", "1 ctrl+d g enter ctrl+d escape t escape"),
    ("delivery and project", "tab j i escape tab O 5 8"),
)
LETTERS = sorted(set("".join(TEXTS.values())))
ANY = st.text(st.one_of(st.characters(codec=None), st.sampled_from(LETTERS)), max_size=40)
"""Any text, lone surrogates among it."""


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return by_actions(tmp_path_factory.mktemp("typed") / "odd.db", SOME)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio into which another program wrote, past the gate."""
    return raw(by_actions(tmp_path_factory.mktemp("written") / "odd.db", SOME), tuple(TEXTS.values()))


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path))


def test_screens_show_what_was_written_past_the_gate(written: Path) -> None:
    assert Screens(written, 80, 24).walk(STEPS) == []


@pytest.mark.parametrize("portfolio", ["typed", "written"])
def test_commands_print_nothing_that_acts(portfolio: str, request: pytest.FixtureRequest) -> None:
    assert list(every(request.getfixturevalue(portfolio))) == []


@pytest.mark.parametrize("name", ["sequence: title", "sequence: 8 bit", "invisible: override"])
def test_arguments_and_files_print_nothing_that_acts(name: str, typed: Path) -> None:
    assert list(every_argument(typed, [TEXTS[name]])) == []
    assert list(every_file(typed, [TEXTS[name]])) == []


def test_arguments_that_are_no_text_are_refused(typed: Path) -> None:
    assert list(every_argument(typed, list(UNSTORABLE.values()))) == []


def test_what_actions_stored_is_exported_and_imported_to_the_same(typed: Path, tmp_path: Path) -> None:
    p = Portfolio.open(typed, author="anna")
    text = export(p)
    assert p.check() == []
    p.close()
    assert _imported(text, tmp_path) == text


def _imported(text: str, folder: Path) -> str:
    file = folder / "exported.yaml"
    file.write_text(text, encoding="utf-8")
    p = Portfolio.open(folder / "imported.db", author="anna")
    try:
        import_paths(p, [file])
        assert p.check() == []
        return export(p)
    finally:
        p.close()


@settings(max_examples=settings.default.max_examples // 4)
@given(ANY, ANY)
def test_typed_text_is_cleaned_once(tmp_path_factory: pytest.TempPathFactory, line: str, text: str) -> None:
    folder = tmp_path_factory.mktemp("cleaned")
    p = Portfolio.open(folder / "x.db", author="anna")
    try:
        project = projects.add(p, "A", "A")
        try:
            card = cards.add(p, project, line, description=text).id
        except InvalidValue:
            assert clean_line(line) == ""
            return
        assert p.store.rows("SELECT title, description FROM card") == [
            (clean_line(line), clean_text(text) if clean_text(text).strip() else None)
        ]
        cards.edit(p, card, None, title=clean_line(line), description=clean_text(text))
        assert p.store.rows("SELECT version FROM card") == [(1,)]
        exported = export(p)
    finally:
        p.close()
    assert _imported(exported, folder) == exported


@given(ANY, st.integers(1, 30))
def test_lines_of_commands_hold_nothing_that_acts_and_have_their_width(text: str, cells: int) -> None:
    lines = [fit(text, cells), *wrapped(text, cells)]
    assert not HARMFUL.search("".join(lines))
    assert reported(lines[0]) <= cells
    assert all(reported(line) <= max(cells, 2) for line in lines[1:])
    assert plain(plain(text)) == plain(text)


@given(ANY)
def test_reports_escape_any_text(text: str) -> None:
    table = Table("about", (Column("a"),), ((Cell(text),),))
    page = html(Document(text, text, (Paragraph(text), table), (Section(text, (table,)),)))
    bare = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not HARMFUL.search(page)
    assert set(re.findall(r"<\s*/?\s*([^\s>/]*)", bare)) <= TAGS
    assert clean_line(text) in unescape(re.search(r"<title>(.*?)</title>", bare, re.DOTALL)[1])  # type: ignore[index]
    written = markdown(Document(text, "", (Paragraph(text), table), ()))
    assert not HARMFUL.search(written)
    assert not re.search(r"(?<!\\)[<`\[]", written)


TAGS = {
    *("!DOCTYPE", "html", "head", "meta", "title", "body", "main", "header", "h1", "h2", "p", "br", "bdi"),
    *("section", "div", "table", "thead", "tbody", "tr", "th", "td", "b"),
}


@given(ANY)
def test_a_cell_of_a_csv_is_one_text_and_no_formula(text: str) -> None:
    ((cell, other),) = csv.reader(io.StringIO(csv_text([[text, 1]]), newline=""))
    assert cell.removeprefix("'") == clean_text(text).removeprefix("'")
    assert other == "1"
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\n"))


@pytest.mark.parametrize(
    "text",
    [
        "\x1b]0;x\x07",
        "\x1b[2;5t",
        "a\x07b",
        "\x1bPq\x1b\\",
        "\x1b[?1049q",
        "\u202ea",
        "\x1b]52;c;GxtbMm0=\x07",
    ],
)
def test_the_stream_is_searched(text: str) -> None:
    assert list(strange(b"\x1b[1;31m\x1b[2;3H" + text.encode(), copies=True)) != []
    assert list(strange(b"\x1b[?25l\x1b[1;31mwell\x1b[0m\r\n")) == []


@pytest.mark.parametrize(
    "limits", ["\x1b]0;x\x07", "[1]", '{"schedule": {"green": "x"}}', "9" * 400, "[" * 9_999]
)
def test_nonsense_in_one_project_keeps_nobody_from_the_others(limits: str, tmp_path: Path) -> None:
    path = by_actions(tmp_path / "odd.db", SOME[:4])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE project SET thresholds = ?, version = version + 1", (limits,))
    connection.close()
    for words in ("delivery", "board ODD", "report ODD", "export"):
        assert said(path, *words.split()).code == 0
    assert "ODD" in said(path, "check").out


def test_json_escapes_what_acts(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"path": "/tmp/\x7f\x9b\u202e\udc9b\U000e0001\x1b\n.db"}
    assert print_json(value) == 0
    printed = capsys.readouterr().out
    assert not HARMFUL.search(printed)
    assert json.loads(printed) == value


def test_paths_are_told_without_what_acts(typed: Path, tmp_path: Path) -> None:
    assert list(wrong_with(said(typed, "backup", str(tmp_path / "a\x1b]0;x\x07\u202eb.db")))) == []
