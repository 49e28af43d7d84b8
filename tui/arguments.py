"""What may be typed behind an option or a command; each raises argparse's error, with a sentence."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from tui import restricted
from tui.glyphs import asks_for_ascii, in_ascii

LONGEST_NAME = 100


def text(word: str) -> str:
    """Text of a field, or a name."""
    # Bytes that are no UTF-8 arrive as halves of characters, which no database and no locale can take.
    try:
        word.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(
            "the text is not UTF-8; check the locale and what was pasted"
        ) from None
    return word


def person(word: str) -> str:
    """The name of who does it, as events keep it."""
    from models.text import clean_line  # Here: few commands are told who.

    named = " ".join(clean_line(text(word)).split())[:LONGEST_NAME].strip()
    if not named:
        raise argparse.ArgumentTypeError("the name is empty")
    return named


def place(word: str) -> str:
    """Where something is: a path, or what somebody took for one."""
    if not word:
        raise argparse.ArgumentTypeError("the path is empty")
    if word.endswith("/") and "://" not in word and not os.path.isdir(word):
        # The end is lost in a Path: a file would be made, or overwritten, where a folder was meant.
        raise argparse.ArgumentTypeError(f"there is no folder {word}")
    return word


def add_everywhere(parser: argparse.ArgumentParser) -> None:
    """Options that every command takes."""
    parser.add_argument(
        "--db", type=place, metavar="FILE", help="the database (default: PMBOARD_DB, or your data folder)"
    )
    parser.add_argument("--read-only", action="store_true", help="open for looking only")
    parser.add_argument(
        "--as", dest="author", type=person, metavar="NAME", help="who does it (default: your login name)"
    )
    parser.add_argument(
        restricted.OPTION,
        action="store_true",
        help="for a login that is for pmboard alone: no editor, no shell, no files (docs/shared-host.md)",
    )
    parser.add_argument(
        "--ascii", action="store_true", help="draw with ASCII characters only (or PMBOARD_ASCII=1)"
    )


def add_looking(parser: argparse.ArgumentParser) -> None:
    """Options of what opens the screens."""
    parser.add_argument(
        "--no-mouse", action="store_true", help="leave the mouse to the terminal (M takes it)"
    )


def screens(options: argparse.Namespace) -> dict[str, bool]:
    """How the screens are to be opened."""
    return {
        "mouse": not getattr(options, "no_mouse", False),
        "ascii_only": getattr(options, "ascii", False),
    }


def drawn(text: str, options: argparse.Namespace) -> str:
    """A report as it is to be printed."""
    bare = getattr(options, "ascii", False) or asks_for_ascii(os.environ)
    return in_ascii(text) if bare else text


def output(word: str) -> Path | None:
    """Where to write a file; None: ``-``, print it."""
    return None if word == "-" else path(word)


def path(word: str) -> Path:
    """The path of a file or folder."""
    # Path("") is the working folder: `import "$FORGOTTEN"` would read everything in it.
    return Path(place(word))
