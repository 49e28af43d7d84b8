"""The first line of the history: what it is about, and what it is narrowed to."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from models.views.action_words import action_in_words
from tui.looking import mark
from tui.strips import Line
from tui.text import width
from tui.widgets.painted import Painted

from .reading import Wanted


class HeadLine(Painted):
    """Paints a `Wanted`."""

    DEFAULT_CSS = "HeadLine { height: 1; width: 1fr; background: $bar; }"

    wanted: Wanted | None = None

    def show(self, wanted: Wanted) -> None:
        """Show another one; nothing is sent when it is the same."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.refresh(Region(0, 0, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Paint the line. What it is narrowed to hides lines: it is seen before the name."""
        style = self.palette
        line = Line(self.size.width, style.blank).gap(1)
        line.add("History", style.key + Style(bold=True)).gap(2)
        if looking := mark(self):
            line.add(looking, style.muted).gap(2)
        if self.wanted is None:
            return line.strip()
        about, narrowed = self.wanted.about, "   ".join(only_in_words(self.wanted))
        name = "everything" if about is None else about.key
        line.add(name, style.strong)
        room = line.left - 4 - (width(narrowed) + 3 if narrowed else 0)
        if about is not None and about.name != about.key and room > 8:
            line.gap(2).add(about.name, style.text, min(width(about.name), room))
        if narrowed:
            return line.right(
                Line(max(line.left - 2, 0), style.blank).add(narrowed, style.over).gap(1)
            ).strip()
        return line.strip()


def only_in_words(wanted: Wanted) -> list[str]:
    """What it is narrowed to: ``by anna``, ``card moved``, ``since 12 Mar 2026``, ``/ ledger``."""
    only = wanted.only
    said = [f"by {only.author}"] if only.author else []
    if only.action:
        said.append(action_in_words(only.action))
    if only.since is not None:
        said.append(f"since {only.since.day} {only.since:%b %Y}")
    if only.words:
        said.append(f"/ {only.words}")
    return said
