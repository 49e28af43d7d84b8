"""Bringing in files at the first start: a path with completion, what would come in, then the import."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from textual import events
from textual.content import Content

from models.portfolio import shell_command
from tui.editing import LineEdit
from tui.text import cut, plain, width, wrap

SHOWN = 8
"""Names that are listed at once."""
_LOOKED_AT = 2_000
"""Names of a folder that are looked at."""
_SUMS = 2
"""Lines at the end of a plan that sum it up."""
_ENDINGS = (".yaml", ".yml")


class Told(NamedTuple):
    """What a plan or an import has to say, and whether one can go on."""

    text: str
    good: bool


class Bring(NamedTuple):
    """What the command line lends: neither may be called on the thread of the screen."""

    plan: Callable[[str], Told]
    """What the file or the folder would bring in; changes nothing."""
    bring: Callable[[str], Told]
    """Bring it in; makes the portfolio."""


def matches(typed: str) -> list[str]:
    """Folders and YAML files that go on with what was typed, folders with a slash behind them."""
    folder, start = os.path.split(os.path.expanduser(typed))
    found = []
    try:
        with os.scandir(folder or ".") as entries:
            for entry, _ in zip(entries, range(_LOOKED_AT), strict=False):
                hidden = entry.name.startswith(".") and not start.startswith(".")
                if hidden or not entry.name.startswith(start):
                    continue
                if entry.is_dir():
                    found.append(entry.name + "/")
                elif entry.name.endswith(_ENDINGS):
                    found.append(entry.name)
    except OSError:
        return []
    return sorted(found)


def completed(typed: str) -> str:
    """What was typed, with as much behind it as all that match have in common."""
    found = matches(typed)
    if not found:
        return typed
    first, last = found[0], found[-1]  # Sorted: what these two have in common, all have.
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), None)
    return os.path.join(os.path.split(typed)[0], first[:same])


class BringIn:
    """The page: a field, what fits it, and what a plan said. Draws text, reads files of names only."""

    def __init__(self, place: Path) -> None:
        """``place``: where the portfolio would be made."""
        self._command = plain(shell_command("import FILE... [--plan]", place))
        self._edit = LineEdit()
        self.told: Told | None = None
        """What the plan, or the import, said about the path that is typed."""
        self.busy = ""
        """What is being done."""

    @property
    def path(self) -> str:
        """The path that is typed, made whole."""
        return os.path.expanduser(self._edit.text.strip())

    @property
    def asked(self) -> bool:
        """Whether there is a path."""
        return bool(self._edit.text.strip())

    def key(self, event: events.Key) -> None:
        """Type, or complete."""
        if event.key == "tab":
            self._edit = LineEdit(completed(self._edit.text))
            self.told = None
        else:
            before = self._edit.text
            self._edit.key(event)
            if self._edit.text != before:
                self.told = None

    def insert(self, text: str) -> None:
        """Take what was pasted."""
        self._edit.insert(text.strip())
        self.told = None

    def content(self, cells: int, lines: int) -> Content:
        """The page for a terminal of this size."""
        room = max(cells - 3, 8)
        before, under, after = self._edit.window(room - 1)
        head = ["", "  Bring in projects from a YAML file, or a folder of them", ""]
        parts: list[tuple[str, str] | str] = [
            "\n".join(head),
            "\n  ",
            before,
            (under, "reverse"),
            after,
            "\n\n",
        ]
        told = [plain(line) for line in self._below()]
        below = [row for line in told for row in (wrap(line, room, 6) if width(line) > room else [line])]
        height = max(lines - len(head) - 6, 1)
        if len(below) > height:
            # The last lines sum up.
            kept = max(height - 1 - _SUMS, 0)
            below = [*below[:kept], f"and {len(below) - kept - _SUMS} lines more", *below[-_SUMS:]]
        parts += [f"  {line}\n" for line in below]
        parts.append("\n  " + cut(self._hint(), room))
        parts.append("\n  " + cut(f"in a shell: {self._command}", room))
        return Content.assemble(*parts)

    def _below(self) -> Sequence[str]:
        if self.busy:
            return [self.busy]
        if self.told is not None:
            return self.told.text.splitlines()
        found = matches(self._edit.text)
        if not found:
            return [
                "no folder or YAML file here begins so" if self.asked else "no folders or YAML files here"
            ]
        rest = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
        return [*found[:SHOWN], *rest]

    def _hint(self) -> str:
        if self.told is not None and self.told.good:
            return "enter brings it in   esc goes back; nothing has been written"
        return "tab completes   enter says what would come in   esc goes back"
