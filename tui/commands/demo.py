"""`pmboard demo`: a living demo portfolio in a database of its own."""

from __future__ import annotations

import argparse
import os
from functools import partial
from pathlib import Path

from models.demo import open_demo
from models.portfolio import default_path
from tui.commands.command import Families, Parser
from tui.commands.opening import author
from tui.commands.screens import screens_or_report

FAMILIES = ("looking",)


def arguments(parser: Parser, _families: Families) -> None:
    """How to begin anew."""
    parser.add_argument("--fresh", action="store_true", help="throw the edits away and build it anew")


def run(options: argparse.Namespace) -> int:
    """Open the demo of this person, or that of --db."""
    chosen = getattr(options, "db", None) or os.environ.get("PMBOARD_DEMO_DB")
    path = Path(os.path.expanduser(chosen)) if chosen else default_path().with_name("demo.db")
    kept = partial(open_demo, fresh=options.fresh, read_only="read_only" in options)
    return screens_or_report(options, lambda: kept(path, author=author(options)), None, path)
