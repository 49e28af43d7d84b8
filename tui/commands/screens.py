"""`pmboard`, `pmboard PROJECT`: the screens, or a report where standard output is no terminal."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from models.portfolio import shell_command
from tui import arguments as typed
from tui import early
from tui.commands.answers import fail
from tui.commands.command import DONE, WRONG, Families, Parser
from tui.commands.opening import place, portfolio
from tui.first_start import first_start
from tui.terminal import drop_nonsense, is_terminal, refusal

if TYPE_CHECKING:
    from models.portfolio import Portfolio
    from tui.bring_in import Bring

FAMILIES = ("looking",)


def arguments(parser: Parser, _families: Families) -> None:
    """The project to open, if any."""
    parser.add_argument("project", nargs="?", type=typed.text, metavar="PROJECT")


def run(options: argparse.Namespace) -> int:
    """Open the screens on the portfolio of the options."""
    # Who only prints, or names a project, makes nothing: without a portfolio it is said how to begin.
    makes = options.project is None and not _prints(options)
    opened = partial(portfolio, options, create=makes)
    return screens_or_report(options, opened, options.project, place(options))


def screens_or_report(
    options: argparse.Namespace, opened: Callable[[], Portfolio], project: str | None, path: Path | str
) -> int:
    """The screens on a terminal; text or JSON elsewhere. *opened* is called on its own thread.

    *path*: of what it opens, for what a person is told to type instead.
    """
    if _prints(options):
        from tui.commands import board, delivery

        with closing(opened()) as there:
            return delivery.show(there, options) if project is None else board.show(there, options)
    why = refusal(os.environ, sys.__stdin__, sys.__stderr__, shell_command("delivery", path))
    if why is not None:
        return fail(why, WRONG)
    ignored = drop_nonsense(os.environ)  # Here: Textual reads it when it is imported.
    with early.taken():
        choice = first_start(options, lambda: _bring(options))
        if choice not in ("demo", ""):
            return _screens(options, opened, project, beginning=choice == "new", ignored=ignored)
    return _demo(options) if choice == "demo" else DONE


def _screens(
    options: argparse.Namespace,
    opened: Callable[[], Portfolio],
    project: str | None,
    *,
    beginning: bool,
    ignored: str,
) -> int:
    early.take()  # The page of a first start has given it back.
    # Python looks for cycles 200 times while the screens are made ready, and finds nothing (40 ms). The
    # program turns it on again when it has started.
    gc.disable()
    try:
        from tui.app import run as run_app

        return run_app(
            lambda: _with(project, opened()),
            project,
            beginning=beginning,
            problems=[ignored] if ignored else [],
            **typed.screens(options),
        )
    finally:
        gc.enable()


def _with(project: str | None, there: Portfolio) -> Portfolio:
    """The portfolio, in which the project that was named is; said in the shell that it is not.

    An empty page would only tell that after the next key, and what was meant could not be typed again.
    """
    from models.portfolio import StoreError
    from models.views.names import NotFound, find_project

    if project is None:
        return there
    try:
        # What cannot be read now the page tells, which tries again.
        with contextlib.suppress(StoreError):
            find_project(there, project)
    except NotFound:
        there.close()
        raise
    return there


def _prints(options: argparse.Namespace) -> bool:
    return getattr(options, "json", False) or not is_terminal(sys.stdout)


def _bring(options: argparse.Namespace) -> Bring:
    from tui.commands.bringing import bring  # Here: only a first start that imports needs the definitions.

    return bring(options)


def _demo(options: argparse.Namespace) -> int:
    from tui.commands import demo  # Here: the demo is a command that opens these screens.

    return demo.run(options)
