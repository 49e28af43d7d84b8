"""`pmboard undo`, `pmboard redo`: take one's newest change back, of whatever session, and bring it again."""

from __future__ import annotations

import argparse

from models.actions.undo import redo_anywhere, undo_anywhere
from models.portfolio import Portfolio, UndoRefused
from tui.commands.answers import fail, print_json, tell, wants_json
from tui.commands.command import CONFLICT, DONE, Families, Parser, to_change

FAMILIES = ("printing",)


def arguments(parser: Parser, _families: Families) -> None:
    """What to do with what cannot be taken back."""
    parser.add_argument(
        "--skip", action="store_true", help="step over what is refused because others have gone on"
    )


def run(options: argparse.Namespace) -> int:
    """Do it once, and say what it was."""
    return to_change(options, _take_back)


def _take_back(portfolio: Portfolio, options: argparse.Namespace) -> int:
    act = {"undo": undo_anywhere, "redo": redo_anywhere}[options.command]
    while True:
        refusals = len(portfolio.passed)
        try:
            said = act(portfolio)
        except UndoRefused as refused:
            if options.skip and len(portfolio.passed) > refusals:
                continue
            return fail(str(refused), CONFLICT)
        if wants_json(options):
            return print_json({"version": 1, "said": said})
        tell(said, options)
        return DONE
