"""`pmboard export [PROJECT...]`: YAML that imports to the same."""

from __future__ import annotations

import argparse
import sys

from models.definitions.export import export
from models.definitions.target import write
from models.portfolio import Portfolio
from models.views.names import find_project
from tui import arguments as typed
from tui.commands.answers import fail, wants_json
from tui.commands.command import DONE, WRONG, Families, Parser, on_portfolio

FAMILIES = ()


def arguments(parser: Parser, _families: Families) -> None:
    """Which projects, and where to."""
    parser.add_argument(
        "projects", nargs="*", type=typed.text, metavar="PROJECT", help="keys (default: everything)"
    )
    # Not offered, and answered with what an export is.
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser.add_argument(
        "-o", "--output", type=typed.output, metavar="FILE", help="write here (default, and -: print)"
    )


def run(options: argparse.Namespace) -> int:
    """Print or write the definitions."""
    if wants_json(options):
        return fail("an export is YAML; leave --json out", WRONG)
    return on_portfolio(options, _export)


def _export(portfolio: Portfolio, options: argparse.Namespace) -> int:
    keys = [find_project(portfolio, typed).key for typed in options.projects]
    text = export(portfolio, keys or None)
    if options.output is None:
        sys.stdout.write(text)
        return DONE
    write(portfolio, text, options.output)
    return DONE
