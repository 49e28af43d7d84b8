"""The first start: where there is no portfolio yet, nothing is made on disk before a person has chosen."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.bring_in import Bring


def first_start(options: argparse.Namespace, bring: Callable[[], Bring]) -> str | None:
    """What is chosen where there is no database yet: ``demo``, ``new``, ``brought`` or nothing to leave.

    None: nothing had to be chosen, go on and open it.
    For the demo the options are changed to those of `pmboard demo`.
    """
    from models.portfolio import default_path  # Here: the command line imports what it needs.

    if options.command != "open" or options.project is not None or getattr(options, "read_only", False):
        return None
    chosen = getattr(options, "db", None) or os.environ.get("PMBOARD_DB") or default_path()
    place = Path(os.path.expanduser(chosen))
    if place.exists():
        return None
    from tui.terminal import drop_false_promise
    from tui.welcome import Welcome

    drop_false_promise(os.environ)
    page = Welcome(place, bring, ascii_only=getattr(options, "ascii", False))
    choice = page.run(mouse=False) or ""
    if page.return_code:
        # The terminal went away, or the system asked: as on every other screen.
        raise SystemExit(page.return_code)
    if choice == "demo":
        # The demo has a database of its own: the one that was named is for real work.
        options.command, options.db, options.fresh = "demo", None, False
    return choice
