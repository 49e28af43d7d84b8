"""What a command is: where it lives, what a line of help says of it, and the options that it shares."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Protocol, cast

from tui import arguments as typed
from tui.streams import say_beside

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from models.portfolio import Portfolio

DONE, FAILED, WRONG, CONFLICT = 0, 1, 2, 3
"""Exit codes: done; it failed; wrong usage or bad input; a conflict that a person must decide."""

COMMANDS = {
    "open": ("screens", "open the board of a project, or the one open last"),
    "demo": ("demo", "open a demo portfolio of its own, alive today"),
    "import": ("importing", "read YAML definitions into the portfolio"),
    "export": ("exporting", "write YAML that imports to the same"),
    "delivery": ("delivery", "every project, and what needs attention"),
    "board": ("board", "the board of a project"),
    "report": ("report", "a project, a client or everything as Markdown, HTML, CSV or JSON"),
    "card": ("card", "look at and change cards"),
    "keys": ("keys", "every action, its keys, and where your own keys are"),
    "schema": ("schema", "JSON Schema of the definition format, for editors"),
    "check": ("check", "look for damage: SQLite's own checks, ours, and a replay of the history"),
    "backup": ("backup", "copy the database in use"),
    "restore": ("restore", "bring a backup back, or list the copies"),
    "undo": ("undo", "take your newest change back, of whatever session"),
    "redo": ("undo", "bring back what undo took"),
    "history": ("history", "who did what when, newest first"),
}
"""Name -> (module of this package, what it is for)."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, on standard error, and leaves with 2."""

    def error(self, message: str) -> NoReturn:
        """End with the sentence and where to read more."""
        from models.text import harmless  # Only when something is wrong.

        say_beside(f"{self.prog}: {_brief(harmless(message))}\nTry `{self.prog} --help`.")
        raise SystemExit(WRONG)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print what the command takes; raises OSError where it cannot, of which argparse says nothing."""
        (file or sys.stdout).write(self.format_help())
        sys.stdout.flush()

    def _get_values(self, action: argparse.Action, words: list[str]) -> Any:
        # argparse takes the text of `--by=--` for the end of the options, and gives an empty list.
        if words == ["--"] and action.option_strings and action.nargs is None:
            value = self._get_value(action, words[0])
            self._check_value(action, value)
            return value
        return super()._get_values(action, words)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        try:
            super()._check_value(action, value)
        except argparse.ArgumentError as error:
            import difflib  # Only a mistake needs it.

            meant = difflib.get_close_matches(
                str(value)[:_WORD], [str(one) for one in action.choices or ()], 1
            )
            hint = f"; did you mean {meant[0]}?" if meant else ""
            raise argparse.ArgumentError(action, f"{error.message}{hint}") from None

    def _get_formatter(self) -> argparse.HelpFormatter:
        # argparse asks for one with every argument, and would import shutil to know its width (1.5 ms).
        return argparse.HelpFormatter(self.prog, width=_width() - 2)


class Families(NamedTuple):
    """Options that several commands share, to be taken as `parents`."""

    everywhere: Parser
    """--db, --read-only, --ascii."""
    printing: Parser
    """--json."""
    looking: Parser
    """What opens the screens, and --json for where there is no terminal."""


class Command(Protocol):
    """A module of this package."""

    FAMILIES: tuple[str, ...]
    """Which of the families its command takes."""

    def arguments(self, parser: Parser, families: Families) -> None:
        """Say what may stand behind the command."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; returns the exit code."""


def _brief(message: str) -> str:
    """The message without most of a word, or of a text, that was pasted by mistake."""
    words = (word if len(word) <= _WORD else f"{word[: _WORD - 1]}…" for word in message.split(" "))
    brief = " ".join(words)
    return brief if len(brief) <= _MESSAGE else f"{brief[: _MESSAGE - 1]}…"


_WORD, _MESSAGE = 100, 600
"""The longest word, and the longest message about what was typed."""
_DIGITS = 6
"""Of the width of a terminal: Python refuses to read numbers of thousands."""


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns[:_DIGITS]):
        return int(columns[:_DIGITS])
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def families() -> Families:
    """Fresh parsers for the shared options; what is not typed is not in the namespace."""

    def made(*parents: Parser) -> Parser:
        return Parser(add_help=False, argument_default=argparse.SUPPRESS, parents=[*parents])

    everywhere, printing = made(), made()
    typed.add_everywhere(everywhere)
    printing.add_argument("--json", action="store_true", help="print JSON, version 1")
    looking = made(printing)
    typed.add_looking(looking)
    return Families(everywhere, printing, looking)


def command(name: str) -> Command:
    """The module of a command."""
    return cast(Command, import_module(f"tui.commands.{COMMANDS[name][0]}"))


def child(parsers: Adding, name: str, summary: str, *parents: Parser) -> Parser:
    """A parser for a word behind another one."""
    return parsers(name, help=summary, description=summary, parents=[*parents], allow_abbrev=False)


Adding = Callable[..., Parser]
"""`add_parser` of argparse's subparsers, whose own type is private."""


Work = Callable[["Portfolio", argparse.Namespace], int]


def on_portfolio(options: argparse.Namespace, run: Work) -> int:
    """Run with the portfolio of the options open, and close it."""
    from contextlib import closing

    from tui.commands.opening import portfolio, seen

    with closing(portfolio(options, create=False)) as opened, seen(opened):
        return run(opened, options)


def to_change(options: argparse.Namespace, run: Work, *, create: bool = False) -> int:
    """The same for what changes it: the day's copy is made before; *create*: made where there is none."""
    from contextlib import closing

    from tui.commands.opening import copied_today, portfolio, saved_since, seen
    from tui.streams import telling

    with closing(portfolio(options, create=create)) as opened, seen(opened):
        copied_today(opened)
        with telling(saved_since(opened)):
            return run(opened, options)
