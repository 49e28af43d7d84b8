"""The door of pmboard: the command line. It finds the command, runs it, and turns errors into sentences."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from tui import restricted
from tui.commands.command import (
    COMMANDS,
    CONFLICT,
    DONE,
    FAILED,
    WRONG,
    Parser,
    child,
    command,
    families,
)

# Every further import of ours stands where it is needed: `pmboard schema` must not pay for the database,
# nor `pmboard delivery` for Textual (250 ms) or the definition format (150 ms).

USAGE = """\
usage: pmboard [PROJECT]                     open the board of PROJECT, or the one open last
       pmboard demo [--fresh]                open a living demo portfolio
       pmboard import PATH... [--plan] [--prune] [--theirs | --mine]
       pmboard export [PROJECT...] [-o FILE]
       pmboard delivery                      every project, and what needs attention
       pmboard board PROJECT                 the board of a project
       pmboard card add | show | edit | move | block | unblock | comment | complete | archive ...
       pmboard report PROJECT | --client C | --program P | --all [--format markdown|html|csv|json] [-o FILE]
       pmboard keys                          every action and its keys, and how to change them
       pmboard schema                        JSON Schema of the definition format
       pmboard check [--repair]              look for damage in the database
       pmboard backup FILE                   copy the database while it is in use
       pmboard restore [FILE]                bring a backup back; without FILE: list the copies
       pmboard undo | redo                   take your newest change back, of whatever session; bring it again
       pmboard history [PROJECT|CARD|PERSON] who did what when

Every command takes --db FILE (or PMBOARD_DB), --as NAME, --read-only, --ascii (or PMBOARD_ASCII=1), --help
and, for logins that are for pmboard alone, --restricted; those that print take --json, those that open the
screens --no-mouse."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run pmboard; returns the exit code. Never ends in a traceback for what a person or a file can do."""
    from tui.streams import Untold, open_closed_streams, say_no_more, speak_safely

    words = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        # Python would look for cycles 100 times while modules are imported, and find nothing (4 ms).
        gc.set_threshold(50_000)
    open_closed_streams()
    speak_safely()
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has left (`pmboard delivery | head`): nothing is wrong, and nothing can be said.
        say_no_more()
        return DONE
    except Untold as error:
        say_no_more()
        return _fail(str(error))
    except RecursionError:
        return _fail("the input is nested too deeply")
    except MemoryError:
        return _fail("there is not enough memory for this")
    except OSError as error:
        if error.filename is not None or isinstance(error, FileNotFoundError):
            return _fail(_missing(error))
        say_no_more()
        return _fail(f"what was to be printed: {error.strerror or error}")
    finally:
        if arguments is None:
            # The process ends: without this Python would look through all that it holds for cycles (8 ms).
            gc.freeze()


def _missing(error: OSError) -> str:
    """What the system says of a file; without its name it may be the folder that one works in."""
    if error.filename is not None:
        return f"{error.filename}: {error.strerror or error}"
    try:
        os.getcwd()
    except FileNotFoundError:
        return "the folder that you are in is not there any more; go to another one"
    return error.strerror or str(error)


def _run(words: list[str]) -> int:
    try:
        options = _options(words)
    except restricted.Refused as error:
        return _fail(str(error), WRONG)
    if options.version:
        from importlib.metadata import version

        print(f"pmboard {version('pmboard')}")
        return DONE
    run = command(options.command).run
    if options.command in ("schema", "keys"):
        return run(options)
    from models.actions.problems import InvalidValue
    from models.portfolio import Conflict, NotADatabase, StoreError
    from models.views.names import NotFound

    try:
        return run(options)
    except Conflict as error:
        return _fail(str(error), CONFLICT)
    except (InvalidValue, NotFound, NotADatabase) as error:
        return _fail(str(error), WRONG)
    except StoreError as error:
        return _fail(str(error))


def _options(words: list[str]) -> argparse.Namespace:
    """What was typed; under --restricted, what the person may ask for besides."""
    return restricted.options_of(words, os.environ, _read) if restricted.OPTION in words else _read(words)


def _read(words: Sequence[str]) -> argparse.Namespace:
    completed, name = _with_command(list(words))
    top = parser(name)
    options, rest = top.parse_known_args(completed)
    if rest:
        # argparse would send to the help of the program, which does not say what the command takes.
        named = (name, getattr(options, "verb", None)) if name in words else ()
        top.prog = " ".join(("pmboard", *(word for word in named if word)))
        top.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def parser(name: str | None) -> Parser:
    """The command line, with the one command that was typed: to make them all would take longer than most."""
    shared = families()
    top = Parser(
        prog="pmboard",
        parents=[shared.everywhere, shared.looking],
        usage=USAGE[len("usage: ") :],
        add_help=True,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="store_true", help="print the version and leave")
    if name is None:
        return top
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser, prog="pmboard")
    module = command(name)
    parents = [getattr(shared, family) for family in module.FAMILIES]
    typed = child(commands.add_parser, name, COMMANDS[name][1], shared.everywhere, *parents)
    module.arguments(typed, shared)
    return top


_ASKED = {"help": "--help", "version": "--version"}
"""What is a command of other programs."""


def _with_command(words: list[str]) -> tuple[list[str], str | None]:
    """`pmboard ATLAS` and plain `pmboard` mean `pmboard open ...`; None: the top is asked about itself."""
    takes_value = {"--db", "--as"}
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 2 if words[place] in takes_value else 1
    if place > len(words) or any(word in ("--help", "-h", "--version") for word in words[:place]):
        return words, None
    if place < len(words) and words[place] in COMMANDS:
        return words, words[place]
    if place < len(words) and not words[place].isupper():
        import difflib

        asked = words[place].lower()
        meant = [_ASKED[asked]] if asked in _ASKED else difflib.get_close_matches(asked, COMMANDS, 1)
        if meant or len(words) > place + 1:
            hint = f"; did you mean `pmboard {meant[0]}`?" if meant else ""
            parser(None).error(f"there is no command {words[place]!r}{hint}")
    return [*words[:place], "open", *words[place:]], "open"


def _fail(sentence: str, code: int = FAILED) -> int:
    from tui.commands.answers import fail

    return fail(sentence, code)


if __name__ == "__main__":
    sys.exit(main())
