"""`pmboard history [PROJECT | CARD | PERSON]`: who did what when."""

from __future__ import annotations

import argparse
from datetime import date

from models.portfolio import Portfolio
from models.reports.history import history_json, history_text
from models.views.history import MOST, NEWEST, PAGE, Filter, card_lines, history, subject
from models.views.names import clipped
from tui import arguments as typed
from tui import dates
from tui.commands import answers
from tui.commands.command import WRONG, Families, Parser, on_portfolio

FAMILIES = ("printing",)
_DIGITS = 20
"""Of a number that is worth reading: Python refuses to read those of thousands."""


def arguments(parser: Parser, _families: Families) -> None:
    """About what, and which of it."""
    parser.add_argument(
        "about",
        nargs="?",
        type=typed.text,
        metavar="ABOUT",
        help="a project, a card such as ATLAS-42, a person",
    )
    parser.add_argument("--by", type=typed.text, metavar="NAME", help="only what this person did")
    parser.add_argument(
        "--action", type=typed.text, metavar="WORD", help="only this kind: card, card.move, 'card moved'"
    )
    parser.add_argument(
        "--since", type=typed.text, metavar="DATE", help="2026-03-12, 12 mar, mon, yesterday, 7d, 2w"
    )
    parser.add_argument("--before", type=_event, metavar="EVENT", help="only what is older than this event")
    parser.add_argument(
        "--limit", type=_limit, default=PAGE, metavar="N", help=f"at most N lines (default: {PAGE})"
    )


def run(options: argparse.Namespace) -> int:
    """Print the newest actions first."""
    return on_portfolio(options, _history)


def _history(portfolio: Portfolio, options: argparse.Namespace) -> int:
    about = subject(portfolio, options.about) if options.about is not None else None
    try:
        since = None if options.since is None else _since(options.since, portfolio.today())
    except dates.NoDate as error:
        return answers.fail(f"--since: {error}", WRONG)
    if about is not None and about.kind == "card":
        if options.action or options.before is not None:
            return answers.fail("the history of a card takes --by, --since and --limit only", WRONG)
        page = card_lines(portfolio, about, author=options.by, since=since, limit=options.limit)
    else:
        only = Filter(options.by, options.action, since)
        page = history(portfolio, about, only, before=options.before, limit=options.limit)
    return answers.show(
        page,
        lambda view, cells: history_text(view, about, cells),
        lambda view: history_json(view, about),
        options,
    )


def _since(word: str, today: date) -> date:
    found = dates.since(word, today)
    # In a script an empty text is a forgotten variable: everything is not what was asked for.
    if found is None:
        raise dates.NoDate("the date is empty")
    return found


def _event(word: str) -> int:
    if not word.isdecimal() or len(word) > _DIGITS or int(word) > NEWEST:
        raise argparse.ArgumentTypeError(
            f"{clipped(word)!r} is no event; the last line of a history that goes on says which to write"
        )
    return int(word)


def _limit(word: str) -> int:
    if not word.isdecimal() or len(word) > _DIGITS or not 1 <= int(word) <= MOST:
        raise argparse.ArgumentTypeError(f"{clipped(word)!r} is no number from 1 to {MOST}")
    return int(word)
