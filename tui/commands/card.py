"""`pmboard card add | show | edit | move | complete | archive | block | unblock | comment`: cards."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from models.portfolio import Portfolio
from models.views.names import find_card, find_column, find_project
from tui import arguments as typed
from tui import dates
from tui.commands import answers
from tui.commands.command import DONE, WRONG, Families, Parser, child, on_portfolio, to_change

FAMILIES = ("printing",)

FIELDS = (
    ("description", "TEXT"),
    ("type", "NAME"),
    ("priority", "LEVEL"),
    ("service-class", "CLASS"),
    ("estimate", "POINTS"),
    ("due", "DATE"),
    ("milestone", "NAME"),
    ("parent", "CARD"),
)
_HELP = {"due": dates.with_examples("{iso}, {day}, fri, next fri, tomorrow, +3d", date.today())}
LISTS = (("assignee", "KEY"), ("label", "NAME"), ("depends-on", "CARD"), ("relates", "CARD"))


def arguments(parser: Parser, families: Families) -> None:
    """The verbs, and what each takes."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=Parser)

    def verb(name: str, summary: str) -> Parser:
        return child(verbs.add_parser, name, summary, families.everywhere, families.printing)

    adding = verb("add", "put a new card on a board")
    adding.add_argument("project", type=typed.text, metavar="PROJECT")
    adding.add_argument("title", type=typed.text, metavar="TITLE")
    adding.add_argument("--column", type=typed.text, metavar="NAME", help="default: the first queue")
    _add_fields(adding)
    verb("show", "everything about a card").add_argument(
        "card", type=typed.text, metavar="CARD", help="such as ATLAS-42"
    )
    editing = verb("edit", "change fields of a card; an empty text clears one")
    editing.add_argument("card", type=typed.text, metavar="CARD")
    editing.add_argument("--title", type=typed.text, metavar="TEXT", default=argparse.SUPPRESS)
    _add_fields(editing)
    moving = verb("move", "move a card to a column")
    moving.add_argument("card", type=typed.text, metavar="CARD")
    moving.add_argument("column", type=typed.text, metavar="COLUMN")
    moving.add_argument("--top", action="store_true", help="to the top of the column")
    blocking = verb("block", "say that a card cannot go on, and why")
    blocking.add_argument("card", type=typed.text, metavar="CARD")
    blocking.add_argument("--why", type=typed.text, metavar="TEXT", required=True)
    verb("unblock", "say that a card can go on").add_argument("card", type=typed.text, metavar="CARD")
    commenting = verb("comment", "comment on a card")
    commenting.add_argument("card", type=typed.text, metavar="CARD")
    commenting.add_argument("text", type=typed.text, metavar="TEXT")
    for name, summary in (
        ("complete", "finish cards, or reopen finished ones"),
        ("archive", "put cards away; undo and restore bring them back"),
    ):
        verb(name, summary).add_argument("cards", nargs="+", type=typed.text, metavar="CARD")


def _add_fields(to: Parser) -> None:
    for name, metavar in FIELDS:
        to.add_argument(
            f"--{name}", type=typed.text, metavar=metavar, default=argparse.SUPPRESS, help=_HELP.get(name)
        )
    for name, metavar in LISTS:
        to.add_argument(
            f"--{name}",
            type=typed.text,
            metavar=metavar,
            action="append",
            default=argparse.SUPPRESS,
            help="may be repeated",
        )


def run(options: argparse.Namespace) -> int:
    """Do what the verb says."""
    if options.verb == "show":
        return on_portfolio(options, _show)
    try:
        return to_change(options, CHANGES[options.verb])
    except dates.NoDate as error:
        return answers.fail(f"--due: {error}", WRONG)


def _show(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.reports.card import card_json, card_text
    from models.views.card import card

    found = find_card(portfolio, options.card)
    return answers.show(card(portfolio, found.id), card_text, card_json, options)


def _add(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards
    from models.views.card_words import card_fields

    project = find_project(portfolio, options.project)
    column = find_column(portfolio, project.id, options.column).id if options.column is not None else None
    fields = card_fields(portfolio, project.id, _words(portfolio, options))
    title = fields.pop("title")
    made = cards.add(portfolio, project.id, title, column_id=column, **fields)
    code = _said(options, [made.key], f"{made.key} added")
    _remark(made.key, fields.get("due"), portfolio.today())
    return code


def _edit(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards
    from models.views.card_words import card_fields

    found = find_card(portfolio, options.card)
    fields = card_fields(portfolio, found.project_id, _words(portfolio, options))
    if not fields:
        return answers.fail("nothing to change: name a field, such as --title TEXT", WRONG)
    sentence = cards.edit(portfolio, found.id, found.version, **fields)
    code = _said(options, [found.key], sentence)
    _remark(found.key, fields.get("due"), portfolio.today())
    return code


def _remark(key: str, due: str | None, today: date) -> None:
    """Say that a due date is past, as the screens do; what is read by programs stays as it is."""
    aside = dates.past(date.fromisoformat(due), today) if due else ""
    if aside:
        answers.warn(f"{key}: due {due}{aside}")


def _words(portfolio: Portfolio, options: argparse.Namespace) -> dict[str, Any]:
    """What was typed; a day as it may be typed into a field of the screens."""
    words = dict(vars(options))
    if "due" in words:
        day = dates.parse(words["due"], portfolio.today())
        words["due"] = day.isoformat() if day is not None else ""
    return words


def _move(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards

    found = find_card(portfolio, options.card)
    column = find_column(portfolio, found.project_id, options.column)
    after = 0 if options.top else None
    sentence = cards.move(portfolio, found.id, found.version, column.id, after_id=after)
    return _said(options, [found.key], sentence)


def _block(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards

    found = find_card(portfolio, options.card)
    return _said(options, [found.key], cards.block(portfolio, found.id, found.version, options.why))


def _unblock(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards

    found = find_card(portfolio, options.card)
    return _said(options, [found.key], cards.unblock(portfolio, found.id, found.version))


def _comment(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards

    found = find_card(portfolio, options.card)
    cards.add_comment(portfolio, found.id, options.text)
    return _said(options, [found.key], f"{found.key} commented")


def _each(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards

    act = {"complete": cards.complete_many, "archive": cards.archive_many}[options.verb]
    found = {card.key: card for card in (find_card(portfolio, name) for name in options.cards)}
    sentence = act(portfolio, [(card.id, card.version) for card in found.values()])
    return _said(options, list(found), sentence)


def _said(options: argparse.Namespace, keys: list[str], sentence: str) -> int:
    if answers.wants_json(options):
        return answers.print_json({"version": 1, "cards": keys, "said": sentence})
    answers.tell(sentence, options)
    return DONE


CHANGES: dict[str, Callable[[Portfolio, argparse.Namespace], int]] = {
    "add": _add,
    "edit": _edit,
    "move": _move,
    "complete": _each,
    "archive": _each,
    "block": _block,
    "unblock": _unblock,
    "comment": _comment,
}
