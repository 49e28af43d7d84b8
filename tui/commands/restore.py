"""`pmboard restore [FILE]`: bring a backup back, or list the copies that there are."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from models.portfolio import copies, restore
from tui import arguments as typed
from tui.commands.answers import fail, print_json, tell, wants_json
from tui.commands.command import DONE, WRONG, Families, Parser
from tui.commands.opening import author, place
from tui.streams import telling

if TYPE_CHECKING:
    from models.portfolio import Copy, Restored

FAMILIES = ("printing",)
_UNITS = ("bytes", "KB", "MB", "GB")


def arguments(parser: Parser, _families: Families) -> None:
    """Which backup; without one they are listed."""
    parser.add_argument(
        "file", nargs="?", type=typed.path, metavar="FILE", help="a backup (default: list the copies)"
    )
    parser.add_argument(
        "--force", action="store_true", help="even one that fails the checks, or is of another portfolio"
    )


def run(options: argparse.Namespace) -> int:
    """Restore, or list."""
    if options.file is None:
        return _list(options)
    if getattr(options, "read_only", False):
        return fail("--read-only changes nothing; leave it out to restore", WRONG)
    done = restore(place(options), options.file, author=author(options), force=options.force)
    with telling(lambda: True):
        if wants_json(options):
            return print_json(_as_json(done, options.file))
        tell(_sentence(done, options.file), options)
        return DONE


def _list(options: argparse.Namespace) -> int:
    found = copies(place(options))
    if wants_json(options):
        return print_json({"version": 1, "report": "copies", "copies": [_copy_json(copy) for copy in found]})
    if not found:
        print("There are no copies beside it yet: one is made each day. Your own are where you put them.")
        return DONE
    for copy in found:
        events = "cannot be read" if copy.last is None else f"{copy.last} changes"
        made = time.strftime("%Y-%m-%d %H:%M", time.localtime(copy.made))
        tell(f"{made}  {_size(copy.size):>9}  {events:>16}  {copy.path}", options)
    return DONE


def _sentence(done: Restored, source: Path) -> str:
    kept = f"; what it replaced is in {done.kept}" if done.kept is not None else ""
    return f"Restored {source} to {done.path}{kept}"


def _as_json(done: Restored, source: Path) -> dict[str, object]:
    return {
        "version": 1,
        "restored": str(source),
        "to": str(done.path),
        "events": done.events,
        "events_before": done.before,
        "kept": None if done.kept is None else str(done.kept),
    }


def _copy_json(copy: Copy) -> dict[str, object]:
    made = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(copy.made))
    return {"path": str(copy.path), "made": made, "bytes": copy.size, "events": copy.last}


def _size(size: int) -> str:
    value, unit = float(size), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.0f} {_UNITS[unit]}" if unit == 0 or value >= 10 else f"{value:.1f} {_UNITS[unit]}"
