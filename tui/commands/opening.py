"""Which portfolio a command works on."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.portfolio import (
    Absent,
    NotADatabase,
    Portfolio,
    StoreError,
    default_path,
    login_name,
    shell_command,
)
from tui.commands.answers import warn
from tui.last_seen import LastSeen, own_file
from tui.restricted import is_restricted


def place(options: argparse.Namespace) -> Path | str:
    """Where the portfolio of the options is, or would be; ``~`` is the home folder, in a variable too."""
    chosen = getattr(options, "db", None) or os.environ.get("PMBOARD_DB")
    return os.path.expanduser(chosen) if chosen else default_path()


def author(options: argparse.Namespace) -> str:
    """Who is at the keyboard: --as, or the login name."""
    return getattr(options, "author", None) or login_name()


def portfolio(options: argparse.Namespace, *, create: bool = True) -> Portfolio:
    """Open what --db, PMBOARD_DB or the person's data folder names; with *create*, made where there is none.

    Raises NotADatabase where there is none, and every StoreError of opening one.
    """
    read_only = getattr(options, "read_only", False)
    try:
        return Portfolio.open(
            place(options),
            author=author(options),
            read_only=read_only,
            create=create,
            network=os.environ.get("PMBOARD_ALLOW_NETWORK") == "1",
        )
    except Absent as error:
        raise NotADatabase(f"{error} yet: {_way_to_one(place(options), author(options))}") from error


def _way_to_one(path: Path | str, author: str) -> str:
    """How one comes to a portfolio where there is none."""
    if is_restricted(os.environ):
        return "who runs this host can make one"
    makes = f"`{shell_command('import FILE', path, author)}` makes one"
    with suppress(NotADatabase):
        demo = default_path().with_name("demo.db")
        if demo.exists():
            return f"{makes}; the demo is `--db {shlex.quote(str(demo))}`"
    return f"{makes}, `pmboard demo` shows one"


@contextmanager
def seen(opened: Portfolio) -> Iterator[None]:
    """Warn when the portfolio lacks what this person saw before; remember in the end what there is."""
    memory = LastSeen(own_file(os.environ))
    warning = memory.went_back(opened)
    if warning:
        warn(warning)
    yield
    memory.keep(opened)


def copied_today(opened: Portfolio) -> None:
    """Make the day's copy where it is missing; that it cannot be made is said, and stops nobody."""
    copy = opened.daily_backup()
    if copy is None:
        return
    try:
        copy()
    except StoreError as error:
        warn(f"no copy was made today: {error}")


def saved_since(opened: Portfolio) -> Callable[[], bool]:
    """Ask whether this session has saved anything from now on."""
    last = opened.store.last_sequence()
    sql = "SELECT 1 FROM event WHERE seq > ? AND session = ? LIMIT 1"
    return lambda: bool(opened.store.rows(sql, (last, opened.session)))
