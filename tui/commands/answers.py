"""How a command answers: text as wide as the terminal, or JSON; and what it could not do."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from typing import TypeVar

from tui import arguments as typed
from tui.commands.command import DONE, FAILED
from tui.streams import say_beside

View = TypeVar("View")


def fail(sentence: str, code: int = FAILED) -> int:
    """Say on standard error why not; returns *code*."""
    warn(sentence)
    return code


def wants_json(options: argparse.Namespace) -> bool:
    """Whether --json was typed, before or behind the command."""
    return getattr(options, "json", False)


def print_json(value: object) -> int:
    """Print *value*; returns DONE. Characters that act on a terminal are escaped."""
    from models.text import BAD_CHARACTER  # Here, as above: few commands need it.

    print(BAD_CHARACTER.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=1)))
    return DONE


def tell(sentence: str, options: argparse.Namespace) -> None:
    """Say on standard output what was done or found."""
    from models.text import clean_text

    print(typed.drawn(clean_text(sentence), options))


def warn(sentence: str) -> None:
    """Say on standard error what is to be known besides."""
    from models.text import clean_text

    say_beside(f"pmboard: {clean_text(sentence)}")


def _escaped(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def show(
    view: View,
    as_text: Callable[[View, int], str],
    as_json: Callable[[View], object],
    options: argparse.Namespace,
) -> int:
    """Print a view in the form that was asked for; returns DONE."""
    if wants_json(options):
        return print_json(as_json(view))
    import shutil

    width = max(60, min(shutil.get_terminal_size((120, 24)).columns, 240))
    print(typed.drawn(as_text(view, width), options))
    return DONE
