"""Open the demo's own database, and build it when there is none or when it has grown old."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from models.demo.document import build
from models.portfolio import Portfolio, StoreError, utc_now

KEPT = timedelta(days=1)
"""How long edits in the demo are kept."""


def open_demo(
    path: Path,
    *,
    author: str,
    fresh: bool = False,
    read_only: bool = False,
    clock: Callable[[], datetime] = utc_now,
) -> Portfolio:
    """The demo portfolio at *path*, built on today's dates if it is missing, over a day old, or *fresh*.

    *read_only*: opened for looking only; one that is there is kept however old it is, unless *fresh*.
    Raises StoreError when the file there is no demo: it is never overwritten then.
    """
    opened = None
    if not fresh:
        opened = _looked_at(path, author, clock) if read_only else _kept(path, author, clock)
    if opened is None:
        _refuse_what_is_no_demo(path, author, clock)
        _build(path, author, clock)
        opened = Portfolio.open(path, author=author, clock=clock, read_only=read_only, create=not read_only)
    opened.kept_daily = False
    return opened


def _looked_at(path: Path, author: str, clock: Callable[[], datetime]) -> Portfolio | None:
    if not path.exists():
        return None
    _refuse_what_is_no_demo(path, author, clock)
    return Portfolio.open(path, author=author, clock=clock, read_only=True, create=False)


def _kept(path: Path, author: str, clock: Callable[[], datetime]) -> Portfolio | None:
    if not path.exists():
        return None
    portfolio = Portfolio.open(path, author=author, clock=clock, create=False)
    built = _built_at(portfolio)
    if built is not None and timedelta(0) <= clock() - built < KEPT:
        return portfolio
    portfolio.close()
    return None


def _built_at(portfolio: Portfolio) -> datetime | None:
    """When the demo was imported: the first event by its builder in its history."""
    [(first,)] = portfolio.store.rows("SELECT min(at) FROM event WHERE author = ?", (BUILDER,))
    return None if first is None else datetime.fromtimestamp(first / 1000, tz=utc_now().tzinfo)


BUILDER = "the\u00a0demo"
"""Author of the events that build the demo. Nobody who opens a portfolio can have this name, no-break space
included (`login_name` makes it a space): what a person called demo made is never taken for the demo.
"""


def _refuse_what_is_no_demo(path: Path, author: str, clock: Callable[[], datetime]) -> None:
    if not path.exists():
        return
    portfolio = Portfolio.open(path, author=author, clock=clock, create=False, read_only=True)
    try:
        if _built_at(portfolio) is None:
            raise StoreError(
                f"{path} is a portfolio, not the demo, and is left alone; choose another file with --db"
            )
    finally:
        portfolio.close()


def _build(path: Path, author: str, clock: Callable[[], datetime]) -> None:
    """Import into a file beside *path*, then put that in its place: nobody ever sees half a demo."""
    # Imported here: reading definitions costs 150 ms, which a demo that is kept does not need.
    from models.definitions.importing import import_paths

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(f"{path}: its folder cannot be made ({error.strerror})") from None
    with tempfile.TemporaryDirectory(prefix=".pmboard-demo-", dir=path.parent) as folder:
        made = Path(folder, "demo.db")
        portfolio = Portfolio.open(made, author=BUILDER, clock=clock)
        try:
            told = Path(folder, "demo.yaml")
            told.write_text(build(portfolio.today(), portfolio.zone), encoding="utf-8")
            import_paths(portfolio, [told])
        finally:
            portfolio.close()
        # Side files of the old database must not meet the new one: SQLite would replay them into it.
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        os.replace(made, path)
