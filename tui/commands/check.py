"""`pmboard check`: look for damage."""

from __future__ import annotations

import argparse

from models.portfolio import Portfolio
from tui.commands.answers import print_json, tell, wants_json
from tui.commands.command import DONE, FAILED, Families, Parser, on_portfolio, to_change

FAMILIES = ("printing",)


def arguments(parser: Parser, _families: Families) -> None:
    """Whether to mend what can be mended without losing anything."""
    parser.add_argument(
        "--repair", action="store_true", help="first take away what is left of what was deleted for ever"
    )


def run(options: argparse.Namespace) -> int:
    """Check, and say what was found; FAILED where something is wrong."""
    return to_change(options, _repair) if options.repair else on_portfolio(options, _check)


def _repair(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions.repair import repair  # Here for start-up: looking needs no writer.

    done = repair(portfolio)
    if not wants_json(options):
        tell(f"Mended: {done}" if done else "There is nothing to mend.", options)
    return _told(portfolio, options, {"repaired": done})


def _check(portfolio: Portfolio, options: argparse.Namespace) -> int:
    return _told(portfolio, options, {})


def _told(portfolio: Portfolio, options: argparse.Namespace, more: dict[str, object]) -> int:
    findings = portfolio.check()
    if wants_json(options):
        print_json({"version": 1, "findings": findings, **more})
    else:
        tell("\n".join(findings) if findings else "Nothing is wrong: every check passed.", options)
    return FAILED if findings else DONE
