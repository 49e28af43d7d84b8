"""The line that says how the project is, and the line that names the columns out of sight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.strip import Strip

from models.views.board import BoardHead, BoardView
from models.views.short import short_note
from tui.board.deck import Stack
from tui.board.face import day_text
from tui.strips import Line
from tui.text import percent, width
from tui.widgets.painted import Painted, Palette

NARROW = 100
"""Cells below which the client and the target date are left out."""
LONG_BAR = 112
"""Cells from which on the bar of progress may be long: below, the name of the project needs them more."""


class HeadLine(Painted):
    """Key, name, client; health, progress, target, forecast and slip."""

    DEFAULT_CSS = "HeadLine { height: 1; width: 1fr; background: $bar; }"

    view: BoardView | None = None
    head: BoardHead | None = None
    note: str = ""
    """Instead of the client: how many cards a filter shows, how they are sorted."""

    def present(self, view: BoardView) -> None:
        """Show a project."""
        self.view, self.head = view, view.head
        self.refresh()

    def clear(self) -> None:
        """Show no project."""
        self.view = self.head = None
        self.refresh()

    def set_head(self, head: BoardHead) -> None:
        """Show new figures; nothing is sent when they are the same."""
        if head != self.head:
            self.head = head
            self.refresh()

    def set_note(self, note: str) -> None:
        """Show a note in the place of the client."""
        if note != self.note:
            self.note = note
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        style = self.palette
        line = Line(self.size.width, style.blank)
        view, head = self.view, self.head
        if view is None or head is None:
            return line.strip()
        narrow = self.size.width < NARROW
        figures = _figures(head, view.today, style, self.size.width, narrow)
        line.gap(1).add(view.key, style.key).gap(2)
        if self.note and line.left - figures.used <= width(view.name) + width(self.note) + 6:
            # A filter that is not seen hides cards: it takes the place of the name, then that of the figures.
            line.add(self.note, style.over)
            return line.right(figures).strip()
        room = line.left - figures.used - 3
        line.add(view.name, style.strong, min(width(view.name), max(room, 0)))
        aside = self.note or ("" if narrow else view.client)
        if aside and line.left - figures.used > width(aside) + 6:
            line.gap(4).add(aside, style.over if self.note else style.muted)
        return line.right(figures).strip()


class Sides(Painted):
    """The columns left and right of those in sight, with their counts."""

    DEFAULT_CSS = "Sides { height: 1; width: 1fr; display: none; }"

    _left: tuple[str, ...] = ()
    _right: tuple[str, ...] = ()

    def present(self, stacks: Sequence[Stack], shown: Sequence[int]) -> None:
        """Show what is out of sight; the line disappears when nothing is."""
        first, last = (shown[0], shown[-1]) if shown else (0, len(stacks) - 1)
        left = tuple(_named(stack) for stack in stacks[:first])
        right = tuple(_named(stack) for stack in stacks[last + 1 :])
        hidden = bool(left or right)
        if self.display != hidden:
            self.display = hidden
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint the line: the nearest columns are named first."""
        style = self.palette
        line = Line(self.size.width, style.blank).gap(1)
        half = self.size.width // 2 - 2
        if self._left:
            line.add("‹ " + _nearest(self._left[::-1], half, before=True), style.faint)
        if self._right:
            line.right(
                Line(half, style.blank).add(_nearest(self._right, half - 3) + " ›", style.faint).gap(1)
            )
        return line.strip()


def _figures(head: BoardHead, today: date, style: Palette, cells: int, narrow: bool) -> Line:
    line = Line(cells, style.blank)
    health = f"{head.health} {head.health_dimension}".strip()
    line.add(health, style.health(head.health)).gap(3)
    if head.progress is None:
        line.add(short_note(head.progress_note) if head.progress_note else "no progress yet", style.muted)
    else:
        bar = 8 if cells < LONG_BAR else 16
        done = round(bar * min(max(head.progress, 0.0), 1.0))
        line.add(f"{percent(head.progress)} % ", style.text)
        line.add("━" * done, style.progress).add("─" * (bar - done), style.track)
    if head.target is not None and not narrow:
        line.gap(4).add("target ", style.muted).add(day_text(head.target, today), style.text)
    if head.p85 is not None:
        line.gap(3).add("p85 ", style.muted).add(day_text(head.p85, today), style.text)
    elif head.progress is not None and not narrow and (note := short_note(head.p85_note)) != "-":
        line.gap(3).add("p85 ", style.muted).add(note, style.muted)
    if head.slip_days is not None:
        line.gap(2).add("slip ", style.muted)
        line.add(f"{head.slip_days:+d} d", style.late if head.slip_days > 0 else style.muted)
    return line.gap(1)


def _named(stack: Stack) -> str:
    return f"{stack.view.name} {len(stack.cards)}"


def _nearest(names: Sequence[str], cells: int, *, before: bool = False) -> str:
    """As many names as fit, the first ones first; ``before``: each further one stands before the others."""
    text = names[0]
    for name in names[1:]:
        longer = f"{name}   {text}" if before else f"{text}   {name}"
        if width(longer) > cells:
            return text
        text = longer
    return text
