"""`pmboard board PROJECT`: the board of a project."""

from __future__ import annotations

import argparse

from models.portfolio import Portfolio
from models.reports.board import board_json, board_text
from models.views.board import board
from tui import arguments as typed
from tui.commands import answers
from tui.commands.command import Families, Parser, on_portfolio

FAMILIES = ("printing",)


def arguments(parser: Parser, _families: Families) -> None:
    """Whose board."""
    parser.add_argument("project", type=typed.text, metavar="PROJECT")


def run(options: argparse.Namespace) -> int:
    """Print the board."""
    return on_portfolio(options, show)


def show(portfolio: Portfolio, options: argparse.Namespace) -> int:
    """The board of `options.project`."""
    return answers.show(board(portfolio, options.project), board_text, board_json, options)
