"""`pmboard backup FILE`: copy the database while it is in use."""

from __future__ import annotations

import argparse

from models.portfolio import Portfolio
from tui import arguments as typed
from tui.commands.answers import print_json, tell, wants_json
from tui.commands.command import DONE, Families, Parser, on_portfolio
from tui.streams import telling

FAMILIES = ("printing",)


def arguments(parser: Parser, _families: Families) -> None:
    """Where to."""
    parser.add_argument("file", type=typed.path, metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Copy, and say where the copy is."""
    return on_portfolio(options, _backup)


def _backup(portfolio: Portfolio, options: argparse.Namespace) -> int:
    place = portfolio.backup(options.file)
    with telling(lambda: True):
        if wants_json(options):
            return print_json({"version": 1, "backup": str(place)})
        tell(f"Backed up to {place}", options)
        return DONE
