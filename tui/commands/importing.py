"""`pmboard import PATH...`: YAML definitions into the portfolio, or what that would change."""

from __future__ import annotations

import argparse
import sys

from models.definitions.importing import import_paths, plan_paths
from models.definitions.problems import DefinitionErrors
from models.portfolio import Absent, NotADatabase, Portfolio
from tui import arguments as typed
from tui.commands.answers import print_json, tell, wants_json
from tui.commands.command import CONFLICT, DONE, WRONG, Families, Parser, on_portfolio, to_change
from tui.commands.opening import author
from tui.streams import Progress, say_beside

FAMILIES = ("printing",)


def arguments(parser: Parser, _families: Families) -> None:
    """Files, what to do with what is missing in them, and who wins in a conflict."""
    parser.add_argument("paths", nargs="+", type=typed.path, metavar="PATH", help="YAML files or folders")
    parser.add_argument("--plan", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--prune", action="store_true", help="archive what disappeared from the files")
    deciding = parser.add_mutually_exclusive_group()
    deciding.add_argument(
        "--theirs", dest="choose", action="store_const", const="theirs", help="in conflicts the files win"
    )
    deciding.add_argument(
        "--mine", dest="choose", action="store_const", const="mine", help="in conflicts the board wins"
    )


def run(options: argparse.Namespace) -> int:
    """Import, or plan an import; a portfolio is made by an import only."""
    try:
        if not options.plan:
            return to_change(options, _import, create=True)
        return _plan_anywhere(options)
    except DefinitionErrors as errors:
        say_beside(f"{errors.text()}\nNothing was changed.")
        return WRONG


def _plan_anywhere(options: argparse.Namespace) -> int:
    try:
        return on_portfolio(options, _plan)
    except NotADatabase as error:
        if not isinstance(error.__cause__, Absent):
            raise
    return _plan(Portfolio.empty(author=author(options)), options)


def _plan(portfolio: Portfolio, options: argparse.Namespace) -> int:
    plan = plan_paths(portfolio, options.paths, prune=options.prune, choose=options.choose)
    tell(plan.text(), options) if not wants_json(options) else print_json(plan.json())
    return CONFLICT if plan.conflicts else DONE


def _import(portfolio: Portfolio, options: argparse.Namespace) -> int:
    with Progress(sys.stderr) as progress:
        applied = import_paths(
            portfolio, options.paths, prune=options.prune, choose=options.choose, progress=progress
        )
    tell(applied.text(), options) if not wants_json(options) else print_json(applied.json())
    return CONFLICT if applied.conflicts else DONE
