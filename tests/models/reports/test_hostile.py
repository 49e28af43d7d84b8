"""Text of anybody in a report: each format is read back, and holds the text and nothing that it would do."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from models.definitions.importing import import_document
from models.definitions.reader import read_text
from models.portfolio import Portfolio
from models.reports.csv_text import csv_text
from models.reports.html import ascii_html, html
from models.reports.markdown import inline, markdown
from models.reports.portfolio_document import EVERYTHING, portfolio_document
from models.reports.project_document import project_document
from models.reports.report_json import portfolio_report_json, project_report_json
from models.reports.tables import project_table, projects_table
from models.store.tables import (
    Card,
    Client,
    Expectation,
    Milestone,
    Person,
    Program,
    Project,
    Risk,
    Satisfaction,
    StatusUpdate,
)
from models.text import clean_line, clean_text
from models.views.delivery import delivery
from models.views.project_report import project_report

HOSTILE = (
    "<script>alert(1)</script>",
    "[x](javascript:1)",
    "![i](http://x.example/y.png)",
    "[ref]: http://x.example",
    "a | b || c |",
    "`code` ``more``",
    "```",
    "~~~",
    "=cmd()|' /C calc'!A0",
    "+1",
    "-3",
    "@SUM(A1)",
    "＝1+1",
    " =1+1",
    "\x1b[31mred\x1b[0m",
    "\u202egnp.exe\u202c",
    "w" * 1000,
    "日本語の題名",
    "👩‍👩‍👧‍👦 family",
    "# heading",
    "- list",
    "1. one",
    "2) two",
    "> quote",
    "---",
    "===",
    "| --- |",
    ":--",
    "https://evil.example www.evil.example a@b.example",
    "<https://a.example>",
    "&lt;b&gt; &amp; &copy; &#65;",
    "*bold* _em_ __strong__ ~~no~~ $x$",
    "\\",
    "ends\\",
    "</td></tr></table><h1>big</h1>",
    '" onmouseover="x',
    "<!-- comment",
    "    four spaces",
    "\ttab",
    "line\nbreak\r\nand more",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }} ${x} %s",
)
SHOWN = tuple(clean_line(text) for text in HOSTILE)
EVERYTHING_SAID = "\n\n".join(HOSTILE) + "\n" + "\n".join(HOSTILE)
COUNT = range(len(HOSTILE))
MILESTONES = ", ".join(f"{{name: m{at}, due: 2026-12-20}}" for at in COUNT)
RISKS = ", ".join(f"{{title: r{at}, probability: 1, impact: 1}}" for at in COUNT)
PROMISES = ", ".join(f"{{text: e{at}}}" for at in COUNT)
CARDS = ", ".join(
    f"{{title: c{at}, column: Done, history: [{{column: Doing, at: 2026-11-20T0{at % 10}:00:00Z}}, "
    f"{{column: Done, at: 2026-11-22T0{at % 10}:00:00Z}}]}}"
    for at in COUNT
)
FILE = f"""
pmboard: 1
settings: {{time_zone: UTC}}
people: [{{key: anna, name: Anna}}]
clients: [{{key: acme, name: Acme}}]
programs: [{{key: core, name: Core}}]
projects:
- key: ATLAS
  name: Ledger
  client: acme
  program: core
  manager: anna
  milestones: [{MILESTONES}]
  risks: [{RISKS}]
  expectations: [{PROMISES}]
  satisfaction: [{{date: 2026-11-02, csat: 4, respondent: Ines, comment: Good}}]
  updates: [{{date: 2026-11-20, health: amber, summary: s, author: anna}}]
  columns: [{{name: Doing, kind: active}}, {{name: Done, kind: done}}]
  cards: [{CARDS}]
"""
ONE = (
    (Project, {"name": HOSTILE[0], "description": EVERYTHING_SAID}),
    (Client, {"name": HOSTILE[1]}),
    (Program, {"name": HOSTILE[4]}),
    (Person, {"name": HOSTILE[5]}),
    (Satisfaction, {"comment": HOSTILE[0], "respondent": HOSTILE[1]}),
    (StatusUpdate, {"summary": EVERYTHING_SAID, "why": HOSTILE[8], "next": HOSTILE[19], "ask": HOSTILE[0]}),
)
MANY = ((Card, "title"), (Milestone, "name"), (Risk, "title"), (Expectation, "text"))


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Portfolio]:
    """Text that no way in would let pass, written by hand into the database."""
    made = Portfolio.open(
        tmp_path / "hostile.db", author="anna", clock=lambda: datetime(2026, 11, 23, 12, tzinfo=UTC)
    )
    import_document(made, read_text(FILE))
    with made.change("test") as change:
        for table, fields in ONE:
            change.update(table, 1, fields, seen=None)
        for table, field in MANY:
            for at, text in enumerate(HOSTILE):
                change.update(table, at + 1, {field: text}, seen=None)
    yield made
    made.close()


class Page(HTMLParser):
    """What a page is made of: tags, attributes, the text of every cell and item."""

    VOID = frozenset(("meta", "br"))

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[tuple[str, str]] = set()
        self.targets: set[str] = set()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.targets |= {value or "" for name, value in attrs if name in ("href", "src")}
        if tag not in self.VOID:
            self.open.append(tag)
        if tag in ("td", "th", "li", "p", "h1", "h2", "h3", "dd", "title"):
            self.texts.append("")
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.texts and "style" not in self.open:
            self.texts[-1] += data


ALLOWED_TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "section", "h1", "h2", "h3", "bdi",
    "span", "p", "b", "br", "ul", "li", "dl", "div", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td",
    "a", "i",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "dir", "scope", "role", "tabindex",
    "aria-label", "aria-hidden", "style", "href",
}  # fmt: skip


def read(page: str) -> Page:
    found = Page()
    found.feed(page)
    found.close()
    assert found.open == []
    return found


@pytest.mark.parametrize("in_ascii", [False, True])
def test_html_holds_the_text_and_no_tag_of_it(hostile: Portfolio, in_ascii: bool) -> None:
    report = project_report(hostile, "ATLAS")
    for document in (
        project_document(report),
        portfolio_document(delivery(hostile), EVERYTHING, "UTC", {}),
    ):
        page = html(document)
        found = read(ascii_html(page) if in_ascii else page)
        assert page.isascii() is False
        assert ascii_html(page).isascii()
        assert set(found.tags) <= ALLOWED_TAGS
        assert {name for _, name in found.attributes} <= ALLOWED_ATTRIBUTES
        assert all(target.startswith("#p") for target in found.targets)
        assert found.headings[0] == 1
        assert found.headings.count(1) == 1
        steps = zip(found.headings, found.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps)
    found = read(html(project_document(report)))
    for text in SHOWN:
        # A card, a milestone, a risk and a promise.
        assert found.texts.count(text) >= 4, text
    assert f"ATLAS {SHOWN[0]}" in [text.strip() for text in found.texts]


TEXT_TOKENS = {"text", "text_special", "softbreak", "hardbreak", "strong_open", "strong_close"}


@pytest.mark.parametrize("flavor", ["commonmark", "js-default"])
def test_markdown_holds_the_text_and_no_markup_of_it(hostile: Portfolio, flavor: str) -> None:
    reader = MarkdownIt(flavor).enable("table")
    report = project_report(hostile, "ATLAS")
    blocks, texts = read_markdown(reader, markdown(project_document(report)))
    for text in SHOWN:
        # The backslash and the entities are back to what was written.
        assert texts.count(text) >= 4, text
    assert not blocks & {"html_block", "fence", "code_block", "blockquote_open", "hr", "ordered_list_open"}
    blocks, _ = read_markdown(reader, markdown(portfolio_document(delivery(hostile), EVERYTHING, "UTC", {})))
    assert not blocks & {"html_block", "fence", "code_block", "blockquote_open", "hr", "ordered_list_open"}


def read_markdown(reader: MarkdownIt, text: str) -> tuple[set[str], list[str]]:
    """The kinds of blocks, and the text of each paragraph, cell and heading, none with markup of its own."""
    blocks, texts = set(), []
    for token in reader.parse(text):
        blocks.add(token.type)
        children = token.children or []
        assert {child.type for child in children} <= TEXT_TOKENS, token.content
        if token.type == "inline":
            texts.append("".join(child.content for child in children))
    return blocks, texts


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("before", ["", "- ", "# ", "**Why:** ", "| a |\n| --- |\n| "])
def test_a_line_of_markdown_is_text_wherever_it_stands(text: str, before: str) -> None:
    _, texts = read_markdown(MarkdownIt("js-default"), f"{before}{inline(text)}")
    assert texts[-1] == f"{'Why: ' if 'Why' in before else ''}{clean_line(text)}"


def test_csv_reads_back_and_nothing_in_it_is_a_formula(hostile: Portfolio) -> None:
    report = project_report(hostile, "ATLAS")
    for name in ("cards", "milestones", "risks", "expectations", "finished", "projects", "statements"):
        written = csv_text(project_table(report, name))
        rows = list(csv.reader(io.StringIO(written, newline="")))
        assert len({len(row) for row in rows}) == 1
        assert len(rows) == 1 + {"projects": 1, "statements": 1}.get(name, len(HOSTILE))
        assert "\x1b" not in written
        assert "\u202e" not in written
        for cell in (cell for row in rows for cell in row):
            assert not cell.lstrip().startswith(("=", "+", "@", "\t", "＝")), cell
            assert not cell.startswith("-") or float(cell) < 0
    titles = [row[1] for row in csv.reader(io.StringIO(csv_text(project_table(report, "cards")), newline=""))]
    assert sorted(titles[1:]) == sorted(guarded(clean_text(text)) for text in HOSTILE)


def guarded(text: str) -> str:
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@", "＝") or text[:1] in "\t\r" else text


def test_numbers_of_ours_stay_numbers(hostile: Portfolio) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_text([("a", "b"), ("-3", -3)]))))
    assert rows == [{"a": "'-3", "b": "-3"}]
    view = delivery(hostile)
    (row,) = csv.DictReader(io.StringIO(csv_text(projects_table(view.rows, view.attention)), newline=""))
    assert row["summary"] == clean_text(EVERYTHING_SAID)
    assert row["why"] == "'=cmd()|' /C calc'!A0"


def test_json_reads_back(hostile: Portfolio) -> None:
    found = project_report_json(project_report(hostile, "ATLAS"))
    assert json.loads(json.dumps(found)) == found
    assert [risk["title"] for risk in found["risks"]] == [clean_text(text) for text in HOSTILE]
    view = delivery(hostile)
    found = portfolio_report_json(view, EVERYTHING)
    assert json.loads(json.dumps(found)) == found
    assert found["projects"][0]["name"] == HOSTILE[0]
