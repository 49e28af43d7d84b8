"""`pmboard delivery`: every project, and what needs attention."""

from __future__ import annotations

import argparse

from models.portfolio import Portfolio
from models.reports.delivery import delivery_json, delivery_text
from models.views.delivery import delivery
from tui.commands import answers
from tui.commands.command import Families, Parser, on_portfolio

FAMILIES = ("printing",)


def arguments(_parser: Parser, _families: Families) -> None:
    """It takes none."""


def run(options: argparse.Namespace) -> int:
    """Print the delivery report."""
    return on_portfolio(options, show)


def show(portfolio: Portfolio, options: argparse.Namespace) -> int:
    """The report of an open portfolio."""
    return answers.show(delivery(portfolio), delivery_text, delivery_json, options)
