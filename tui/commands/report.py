"""`pmboard report`: a project, a client, a program or everything, as a file to send and to keep."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from typing import TYPE_CHECKING

from models.portfolio import shell_command
from tui import arguments as typed
from tui.commands.answers import fail, wants_json
from tui.commands.command import DONE, WRONG, Families, Parser, on_portfolio
from tui.commands.opening import place
from tui.glyphs import asks_for_ascii, in_ascii
from tui.streams import say_beside

if TYPE_CHECKING:  # Each format and each subject needs its own few modules, and every import counts.
    from models.portfolio import Portfolio
    from models.reports.document import Document
    from models.reports.portfolio_document import Subject

FAMILIES = ("printing",)
FORMATS = ("markdown", "html", "csv", "json")
DATA = ("csv", "json")
"""Formats for programs: they are always whole."""
AUDIENCES = ("client", "us")
TABLES = (
    "projects", "cards", "milestones", "baselines", "budget", "costs", "risks", "expectations", "answers",
    "statements", "finished", "blocked",
)  # fmt: skip
"""Tables of the CSV format; all but the first are about one project."""


def arguments(parser: Parser, _families: Families) -> None:
    """About what, and in which form."""
    about = parser.add_mutually_exclusive_group(required=True)
    about.add_argument("project", nargs="?", type=typed.text, metavar="PROJECT", help="one project, by key")
    about.add_argument("--client", type=typed.text, metavar="C", help="the projects of a client")
    about.add_argument("--program", type=typed.text, metavar="P", help="the projects of a program")
    about.add_argument("--all", action="store_true", help="every project")
    parser.add_argument("--format", choices=FORMATS, help="default: markdown")
    parser.add_argument(
        "--for",
        dest="audience",
        choices=AUDIENCES,
        help="who reads it (default: with --client, and in markdown or html, the client; else us)",
    )
    parser.add_argument(
        "--table", choices=TABLES, metavar="TABLE", help=f"with --format csv: {', '.join(TABLES)}"
    )
    parser.add_argument(
        "-o", "--output", type=typed.output, metavar="FILE", help="write here (default, and -: print)"
    )


def run(options: argparse.Namespace) -> int:
    """Print or write the report."""
    if wants_json(options):
        if options.format not in (None, "json"):
            return fail(f"--json and --format {options.format} are two formats; choose one", WRONG)
        options.format = "json"
    options.format = options.format or "markdown"
    if options.table is not None and options.format != "csv":
        return fail("--table is for --format csv: the other formats hold every table", WRONG)
    if options.table not in (None, "projects") and options.project is None:
        hint = shell_command(f"report PROJECT --format csv --table {options.table}", place(options))
        return fail(f"the table of {options.table} is about one project: {hint}", WRONG)
    if options.audience == "client" and options.format in DATA:
        return fail(f"--for client is for markdown and html: {options.format} always holds everything", WRONG)
    if options.audience == "client" and options.client is None and options.project is None:
        return fail("a report for a client is about one client: --client C, or one PROJECT", WRONG)
    return on_portfolio(options, _report)


def _report(portfolio: Portfolio, options: argparse.Namespace) -> int:
    made = _for_client if _is_for_client(options) else _of_several if options.project is None else _of_project
    return _deliver(portfolio, made(portfolio, options), options)


def _is_for_client(options: argparse.Namespace) -> bool:
    if options.audience is not None or options.format in DATA:
        return bool(options.audience == "client")
    return options.client is not None


def _for_client(portfolio: Portfolio, options: argparse.Namespace) -> str:
    from models.reports.client_document import client_document
    from models.text import harmless
    from models.views.client_report import client_report
    from models.views.names import NotFound, find_client, find_project, people

    if options.client is not None:
        client = find_client(portfolio, options.client)
        report, title = client_report(portfolio, lambda row: row.client_key == client.key), client.name
    else:
        project = find_project(portfolio, options.project)
        if project.archived:
            way = shell_command(f"report {project.key} --for us", portfolio.store.path)
            raise NotFound(f"{project.key} is archived: {way} tells about it")
        report, title = client_report(portfolio, lambda row: row.id == project.id), ""
    if report.doubts:
        say_beside("look at these before you send it (this is not in the report):")
        say_beside("\n".join(f"  {harmless(doubt)}" for doubt in report.doubts))
    names = {person.key: person.name for person in people(portfolio)}
    return _formatted(client_document(report, title, portfolio.zone.key, names), options)


def _of_project(portfolio: Portfolio, options: argparse.Namespace) -> str:
    from models.views.project_report import project_report

    report = project_report(portfolio, options.project)
    if options.format == "json":
        from models.reports.report_json import project_report_json

        return _json(project_report_json(report), options)
    if options.format == "csv":
        from models.reports.csv_text import csv_text
        from models.reports.tables import project_table

        return csv_text(project_table(report, options.table or "projects"))
    from models.reports.project_document import project_document

    return _formatted(project_document(report), options)


def _of_several(portfolio: Portfolio, options: argparse.Namespace) -> str:
    from models.reports.portfolio_document import narrowed, portfolio_document
    from models.views.client_report import client_report
    from models.views.delivery import delivery
    from models.views.names import people

    subject = _subject(portfolio, options)
    if options.client is not None and options.format in DATA and options.audience is None:
        whole = "it holds costs, risks and computed health: keep it, or send markdown or html"
        say_beside(f"{options.format} is for us, not for the client: {whole}")
    view = narrowed(delivery(portfolio), subject)
    if options.format == "json":
        from models.reports.report_json import portfolio_report_json

        return _json(portfolio_report_json(view, subject), options)
    if options.format == "csv":
        from models.reports.csv_text import csv_text
        from models.reports.tables import projects_table

        return csv_text(projects_table(view.rows, view.attention))
    names = {person.key: person.name for person in people(portfolio)}
    ids = {row.id for row in view.rows}
    promised = client_report(portfolio, lambda row: row.id in ids).projects
    return _formatted(portfolio_document(view, subject, portfolio.zone.key, names, promised), options)


def _subject(portfolio: Portfolio, options: argparse.Namespace) -> Subject:
    from models.reports.portfolio_document import EVERYTHING, Subject
    from models.views.names import find_client, find_program

    if options.client is not None:
        return Subject("client", *find_client(portfolio, options.client)[1:])
    if options.program is not None:
        return Subject("program", *find_program(portfolio, options.program)[1:])
    return EVERYTHING


def _formatted(document: Document, options: argparse.Namespace) -> str:
    if options.format == "html":
        from models.reports.html import ascii_html, html

        page = html(document)
        return ascii_html(page) if _bare(options) else page
    from models.reports.document import redrawn
    from models.reports.markdown import markdown

    return markdown(redrawn(document, in_ascii) if _bare(options) else document)


def _bare(options: argparse.Namespace) -> bool:
    return getattr(options, "ascii", False) or asks_for_ascii(os.environ)


def _json(value: object, options: argparse.Namespace) -> str:
    return json.dumps(value, ensure_ascii=_bare(options), indent=1) + "\n"


def _deliver(portfolio: Portfolio, text: str, options: argparse.Namespace) -> int:
    if options.output is None:
        # What goes into a file or a pipe is UTF-8 in any locale, as the page and the tables say themselves.
        if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        sys.stdout.write(text)
        return DONE
    from models.definitions.target import write

    write(portfolio, text, options.output, such_as=f"report.{_ENDINGS[options.format]}")
    return DONE


_ENDINGS = {"markdown": "md", "html": "html", "csv": "csv", "json": "json"}
