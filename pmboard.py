"""The door of pmboard: the command line. It parses, calls models/, prints, or opens tui/."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from tui import arguments as typed

if TYPE_CHECKING:
    from models.portfolio import Portfolio

# Every import of ours stands in the command that needs it: `pmboard schema` must not pay for the database,
# nor `pmboard delivery` for Textual (250 ms) or the definition format (150 ms).

View = TypeVar("View")
Alone = Callable[[argparse.Namespace], int]

DONE, FAILED, WRONG, CONFLICT = 0, 1, 2, 3
"""Exit codes: done; it failed; wrong usage or bad input; a conflict that a person must decide."""

USAGE = """\
usage: pmboard [PROJECT]                     open the board of PROJECT, or where you left off
       pmboard demo [--fresh]                open a living demo portfolio
       pmboard import PATH... [--plan] [--prune] [--theirs | --mine]
       pmboard export [PROJECT...] [-o FILE]
       pmboard delivery                      every project, and what needs attention
       pmboard board PROJECT                 the board of a project
       pmboard card add | show | edit | move | complete | archive ...
       pmboard keys                          every action and its keys, and how to change them
       pmboard schema                        JSON Schema of the definition format
       pmboard check                         look for damage in the database
       pmboard backup FILE                   copy the database while it is in use

Every command takes --db FILE (or PMBOARD_DB), --read-only, --ascii (or PMBOARD_ASCII=1) and --help; those
that print take --json, those that open the screens --no-mouse."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, on standard error, and leaves with 2."""

    def error(self, message: str) -> NoReturn:
        """End with the sentence and where to read more."""
        from models.text import clean_text  # Only when something is wrong.

        print(f"{self.prog}: {clean_text(message)}\nTry `{self.prog} --help`.", file=sys.stderr)
        raise SystemExit(WRONG)


def parser() -> Parser:
    """The whole command line."""
    shared = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    typed.add_everywhere(shared)
    printing = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    printing.add_argument("--json", action="store_true", help="print JSON, version 1")
    looking = Parser(add_help=False, argument_default=argparse.SUPPRESS, parents=[printing])
    typed.add_looking(looking)

    top = Parser(prog="pmboard", parents=[shared, looking], usage=USAGE[len("usage: ") :], add_help=True)
    top.add_argument("--version", action="store_true", help="print the version and leave")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser, prog="pmboard")

    def command(name: str, summary: str, *more: Parser) -> Parser:
        made: Parser = commands.add_parser(
            name, help=summary, description=summary, parents=[shared, *more], allow_abbrev=False
        )
        return made

    opening = command("open", "open the board of a project, or where you left off", looking)
    opening.add_argument("project", nargs="?", type=typed.text, metavar="PROJECT")
    demo = command("demo", "open a demo portfolio of its own, alive today", looking)
    demo.add_argument("--fresh", action="store_true", help="throw the edits away and build it anew")

    importing = command("import", "read YAML definitions into the portfolio", printing)
    importing.add_argument("paths", nargs="+", type=typed.path, metavar="PATH", help="YAML files or folders")
    importing.add_argument("--plan", action="store_true", help="say what would change, and change nothing")
    importing.add_argument("--prune", action="store_true", help="archive what disappeared from the files")
    deciding = importing.add_mutually_exclusive_group()
    deciding.add_argument(
        "--theirs", dest="choose", action="store_const", const="theirs", help="in conflicts the files win"
    )
    deciding.add_argument(
        "--mine", dest="choose", action="store_const", const="mine", help="in conflicts the board wins"
    )
    exporting = command("export", "write YAML that imports to the same")
    exporting.add_argument(
        "projects", nargs="*", type=typed.text, metavar="PROJECT", help="keys (default: everything)"
    )
    exporting.add_argument(
        "-o", "--output", type=typed.path, metavar="FILE", help="write here (default: print)"
    )

    command("delivery", "every project, and what needs attention", printing)
    board = command("board", "the board of a project", printing)
    board.add_argument("project", type=typed.text, metavar="PROJECT")
    _add_card_commands(command("card", "look at and change cards", printing), shared, printing)

    command("keys", "every action, its keys, and where your own keys are", printing)
    command("schema", "JSON Schema of the definition format, for editors")
    command("check", "look for damage: SQLite's own checks, ours, and a replay of the history", printing)
    command("backup", "copy the database in use").add_argument("file", type=typed.path, metavar="FILE")
    return top


def _add_card_commands(card: Parser, shared: Parser, printing: Parser) -> None:
    verbs = card.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=Parser)

    def verb(name: str, summary: str) -> Parser:
        made: Parser = verbs.add_parser(
            name, help=summary, description=summary, parents=[shared, printing], allow_abbrev=False
        )
        return made

    adding = verb("add", "put a new card on a board")
    adding.add_argument("project", type=typed.text, metavar="PROJECT")
    adding.add_argument("title", type=typed.text, metavar="TITLE")
    adding.add_argument("--column", type=typed.text, metavar="NAME", help="default: the first queue")
    _add_card_fields(adding)
    verb("show", "everything about a card").add_argument(
        "card", type=typed.text, metavar="CARD", help="such as ATLAS-42"
    )
    editing = verb("edit", "change fields of a card; an empty text clears one")
    editing.add_argument("card", type=typed.text, metavar="CARD")
    editing.add_argument("--title", type=typed.text, metavar="TEXT", default=argparse.SUPPRESS)
    _add_card_fields(editing)
    moving = verb("move", "move a card to a column")
    moving.add_argument("card", type=typed.text, metavar="CARD")
    moving.add_argument("column", type=typed.text, metavar="COLUMN")
    moving.add_argument("--top", action="store_true", help="to the top of the column")
    for name, summary in (
        ("complete", "finish cards, or reopen finished ones"),
        ("archive", "put cards away; undo and restore bring them back"),
    ):
        verb(name, summary).add_argument("cards", nargs="+", type=typed.text, metavar="CARD")


def _add_card_fields(to: Parser) -> None:
    for name, metavar in (
        ("description", "TEXT"),
        ("type", "NAME"),
        ("priority", "LEVEL"),
        ("service-class", "CLASS"),
        ("estimate", "POINTS"),
        ("due", "DATE"),
        ("milestone", "NAME"),
        ("parent", "CARD"),
    ):
        to.add_argument(f"--{name}", type=typed.text, metavar=metavar, default=argparse.SUPPRESS)
    for name, metavar in (
        ("assignee", "KEY"),
        ("label", "NAME"),
        ("depends-on", "CARD"),
        ("relates", "CARD"),
    ):
        to.add_argument(
            f"--{name}",
            type=typed.text,
            metavar=metavar,
            action="append",
            default=argparse.SUPPRESS,
            help="may be repeated",
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run pmboard; returns the exit code. Never ends in a traceback for what a person or a file can do."""
    from tui.streams import open_closed_streams, speak_safely

    words = list(sys.argv[1:] if arguments is None else arguments)
    open_closed_streams()
    speak_safely()
    try:
        return _run(words)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has left (`pmboard delivery | head`): nothing is wrong, and nothing can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except RecursionError:
        return _fail("the input is nested too deeply")
    except MemoryError:
        return _fail("there is not enough memory for this")
    except OSError as error:
        return _fail(f"{error.filename or 'what was to be printed'}: {error.strerror or error}")
    finally:
        if arguments is None:
            # The process ends: without this Python would look through all that it holds for cycles (8 ms).
            gc.freeze()


def _run(words: list[str]) -> int:
    options = parser().parse_args(_with_command(words))
    if options.version:
        from importlib.metadata import version

        print(f"pmboard {version('pmboard')}")
        return DONE
    if options.command in ("schema", "keys"):
        return ALONE[options.command](options)
    from models.actions.problems import InvalidValue
    from models.portfolio import Conflict, NotADatabase, StoreError
    from models.views.names import NotFound

    try:
        if options.command in ALONE:
            return ALONE[options.command](options)
        run, may_create = WITH_PORTFOLIO[options.command]
        with closing(_portfolio(options, may_create)) as portfolio:
            return run(portfolio, options)
    except Conflict as error:
        return _fail(str(error), CONFLICT)
    except (InvalidValue, NotFound, NotADatabase) as error:
        return _fail(str(error), WRONG)
    except StoreError as error:
        return _fail(str(error))


def _with_command(words: list[str]) -> list[str]:
    """`pmboard ATLAS` and plain `pmboard` mean `pmboard open ...`."""
    takes_value = {"--db"}
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 2 if words[place] in takes_value else 1
    if place > len(words):
        return words
    asks_top = any(word in ("--help", "-h", "--version") for word in words[:place])
    if asks_top or (place < len(words) and words[place] in {*ALONE, *WITH_PORTFOLIO}):
        return words
    if place < len(words) and not words[place].isupper():
        import difflib

        meant = difflib.get_close_matches(words[place].lower(), [*ALONE, *WITH_PORTFOLIO], 1)
        if meant or len(words) > place + 1:
            hint = f"; did you mean `pmboard {meant[0]}`?" if meant else ""
            parser().error(f"there is no command {words[place]!r}{hint}")
    return [*words[:place], "open", *words[place:]]


def _fail(sentence: str, code: int = FAILED) -> int:
    from models.text import clean_text

    print(f"pmboard: {clean_text(sentence)}", file=sys.stderr)
    return code


def _wants_json(options: argparse.Namespace) -> bool:
    return getattr(options, "json", False)


def _print_json(value: object) -> int:
    print(json.dumps(value, ensure_ascii=False, indent=1))
    return DONE


def _portfolio(options: argparse.Namespace, create: bool = True) -> Portfolio:
    from models.portfolio import Absent, NotADatabase, Portfolio, default_path, login_name

    chosen = getattr(options, "db", None) or os.environ.get("PMBOARD_DB")
    author, read_only = login_name(), getattr(options, "read_only", False)
    plan = getattr(options, "plan", False)
    try:
        return Portfolio.open(
            chosen or default_path(), author=author, read_only=read_only, create=create and not plan
        )
    except Absent as error:
        if plan:
            return Portfolio.empty(author=author)
        hint = "`pmboard import FILE` makes one, `pmboard demo` shows one"
        raise NotADatabase(f"{error} yet: {hint}") from None


# -- the screens -----------------------------------------------------------------------------------


def _open(options: argparse.Namespace) -> int:
    return _screens_or_report(options, lambda: _portfolio(options), options.project)


def _demo(options: argparse.Namespace) -> int:
    from models.demo import open_demo
    from models.portfolio import default_path, login_name

    chosen = getattr(options, "db", None) or os.environ.get("PMBOARD_DEMO_DB")
    path = Path(chosen) if chosen else default_path().with_name("demo.db")
    kept = partial(open_demo, fresh=options.fresh, read_only="read_only" in options)
    return _screens_or_report(options, lambda: kept(path, author=login_name()), None)


def _screens_or_report(
    options: argparse.Namespace, opened: Callable[[], Portfolio], project: str | None
) -> int:
    from tui.first_start import first_start
    from tui.terminal import is_terminal, refusal

    if getattr(options, "json", False) or not is_terminal(sys.stdout):
        with closing(opened()) as portfolio:
            return (_print_delivery if project is None else _print_board)(portfolio, options)
    why = refusal(os.environ, sys.__stdin__, sys.__stderr__)
    if why is not None:
        return _fail(why, WRONG)
    choice = first_start(options)
    if choice is not None:
        return _demo(options) if choice else DONE
    # Python looks for cycles 200 times while the screens are made ready, and finds nothing (40 ms). The
    # program turns it on again when it has started.
    gc.disable()
    try:
        from tui.app import run

        return run(opened, project, **typed.screens(options))
    finally:
        gc.enable()


# -- what is printed -------------------------------------------------------------------------------


def _print_delivery(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.reports.delivery import delivery_json, delivery_text
    from models.views.delivery import delivery

    return _show(delivery(portfolio), delivery_text, delivery_json, options)


def _print_board(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.reports.board import board_json, board_text
    from models.views.board import board

    return _show(board(portfolio, options.project), board_text, board_json, options)


def _print_card(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.reports.card import card_json, card_text
    from models.views.card import card
    from models.views.names import find_card

    found = find_card(portfolio, options.card)
    return _show(card(portfolio, found.id), card_text, card_json, options)


def _show(
    view: View,
    as_text: Callable[[View, int], str],
    as_json: Callable[[View], object],
    options: argparse.Namespace,
) -> int:
    if _wants_json(options):
        return _print_json(as_json(view))
    import shutil

    width = max(60, min(shutil.get_terminal_size((120, 24)).columns, 240))
    print(typed.drawn(as_text(view, width), options))
    return DONE


# -- definitions -----------------------------------------------------------------------------------


def _import(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.definitions.importing import import_paths, plan_paths
    from models.definitions.problems import DefinitionErrors
    from tui.streams import Progress

    try:
        if options.plan:
            plan = plan_paths(portfolio, options.paths, prune=options.prune, choose=options.choose)
            print(plan.text()) if not _wants_json(options) else _print_json(plan.json())
            return CONFLICT if plan.conflicts else DONE
        with Progress(sys.stderr) as progress:
            applied = import_paths(
                portfolio, options.paths, prune=options.prune, choose=options.choose, progress=progress
            )
    except DefinitionErrors as errors:
        print(errors.text(), file=sys.stderr)
        return WRONG
    print(applied.text()) if not _wants_json(options) else _print_json(applied.json())
    return CONFLICT if applied.conflicts else DONE


def _export(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.definitions.export import export
    from models.definitions.target import write

    if _wants_json(options):
        return _fail("an export is YAML; leave --json out", WRONG)
    text = export(portfolio, options.projects or None)
    if options.output is None:
        sys.stdout.write(text)
        return DONE
    write(portfolio, text, options.output)
    return DONE


def _schema(_options: argparse.Namespace) -> int:
    from models.definitions.schema import schema

    return _print_json(schema())


def _keys(options: argparse.Namespace) -> int:
    from tui.key_list import print_keys

    return print_keys(os.environ, as_json=_wants_json(options))


# -- the database ----------------------------------------------------------------------------------


def _check(portfolio: Portfolio, options: argparse.Namespace) -> int:
    findings = portfolio.check()
    if _wants_json(options):
        _print_json({"version": 1, "findings": findings})
    else:
        print("\n".join(findings) if findings else "Nothing is wrong: every check passed.")
    return FAILED if findings else DONE


def _backup(portfolio: Portfolio, options: argparse.Namespace) -> int:
    place = portfolio.backup(options.file)
    if _wants_json(options):
        return _print_json({"version": 1, "backup": str(place)})
    print(f"Backed up to {place}")
    return DONE


# -- cards -----------------------------------------------------------------------------------------


def _card(portfolio: Portfolio, options: argparse.Namespace) -> int:
    return CARD_VERBS[options.verb](portfolio, options)


def _card_add(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards
    from models.views.card_words import card_fields
    from models.views.names import find_column, find_project

    project = find_project(portfolio, options.project)
    column = find_column(portfolio, project.id, options.column).id if options.column else None
    fields = card_fields(portfolio, project.id, vars(options))
    title = fields.pop("title")
    made = cards.add(portfolio, project.id, title, column_id=column, **fields)
    return _said(portfolio, options, [made.key], f"{made.key} added")


def _card_edit(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards
    from models.views.card_words import card_fields
    from models.views.names import find_card

    found = find_card(portfolio, options.card)
    fields = card_fields(portfolio, found.project_id, vars(options))
    if not fields:
        return _fail("nothing to change: name a field, such as --title TEXT", WRONG)
    return _said(portfolio, options, [found.key], cards.edit(portfolio, found.id, found.version, **fields))


def _card_move(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards
    from models.views.names import find_card, find_column

    found = find_card(portfolio, options.card)
    column = find_column(portfolio, found.project_id, options.column)
    after = 0 if options.top else None
    sentence = cards.move(portfolio, found.id, found.version, column.id, after_id=after)
    return _said(portfolio, options, [found.key], sentence)


def _each_card(portfolio: Portfolio, options: argparse.Namespace) -> int:
    from models.actions import cards
    from models.views.names import find_card

    act = {"complete": cards.complete_many, "archive": cards.archive_many}[options.verb]
    found = {card.key: card for card in (find_card(portfolio, name) for name in options.cards)}
    sentence = act(portfolio, [(card.id, card.version) for card in found.values()])
    return _said(portfolio, options, list(found), sentence)


def _said(portfolio: Portfolio, options: argparse.Namespace, keys: list[str], sentence: str) -> int:
    if _wants_json(options):
        return _print_json({"version": 1, "cards": keys, "said": sentence})
    print(sentence)
    return DONE


CARD_VERBS: dict[str, Callable[[Portfolio, argparse.Namespace], int]] = {
    "add": _card_add,
    "show": _print_card,
    "edit": _card_edit,
    "move": _card_move,
    "complete": _each_card,
    "archive": _each_card,
}

ALONE: dict[str, Alone] = {"open": _open, "demo": _demo, "keys": _keys, "schema": _schema}
"""Commands that open no portfolio, or open it in their own way."""

WITH_PORTFOLIO: dict[str, tuple[Callable[[Portfolio, argparse.Namespace], int], bool]] = {
    "import": (_import, True),
    "export": (_export, False),
    "delivery": (_print_delivery, False),
    "board": (_print_board, False),
    "card": (_card, False),
    "check": (_check, False),
    "backup": (_backup, False),
}
"""Command -> (what it does, whether it may create the database)."""


if __name__ == "__main__":
    sys.exit(main())
