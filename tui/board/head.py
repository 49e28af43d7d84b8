"""The line that says how the project is, and the line that names the columns out of sight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual import events
from textual.message import Message
from textual.strip import Strip

from models.measures.wording import days_text
from models.views.board import BoardHead, BoardView
from models.views.short import counted_from, short_note, without_key
from tui.board.deck import Stack
from tui.board.face import day_text
from tui.looking import mark
from tui.strips import Line
from tui.text import cut, percent, width
from tui.widgets.painted import Painted, Palette

NARROW = 100
"""Cells below which the client is left out, and the bar of progress for the target date where both have no
room."""
SLIM = 66
"""Cells below which the bar and the forecast are left out too: health, progress and slip are what is left."""
LONG_BAR = 112
"""Cells from which on the bar of progress may be long: below, and where the name of the project is long, that
needs them more."""
_BARS = (16, 8)


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
        before, self.head = self.head, head
        if before is None or head._replace(health_why=before.health_why) != before:
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
        name = without_key(view.key, view.name)
        line.gap(1).add(view.key, style.key).gap(2)
        if looking := mark(self):
            line.add(looking, style.muted).gap(2)
        for bar, target, since in self._variants(head, view.today):
            figures = _figures(head, view.today, style, self.size.width, bar, target=target, since=since)
            gap = 3 if bar else 2
            beside = width(view.client) + 4 if since and view.client and not narrow else 0
            if line.left - figures.used - gap >= width(name) + beside:
                break
        if self.note and line.left - figures.used <= width(name) + width(self.note) + 6:
            # A filter that is not seen hides cards: it takes the place of the name, then that of the figures,
            # but never that of the health.
            shorter = (
                _figures(head, view.today, style, cells, 0, target=False) for cells in (SLIM, SLIM - 1)
            )
            letter = Line(self.size.width, style.blank).add(head.health, style.health(head.health)).gap(1)
            fitting = (one for one in (figures, *shorter) if one.used + width(self.note) < line.left)
            chosen = next(fitting, letter)
            line.add(cut(self.note, max(line.left - chosen.used - 1, 0)), style.over)
            return line.right(chosen).strip()
        room = line.left - figures.used - gap
        line.add(name, style.strong, min(width(name), max(room, 0)))
        aside = self.note or ("" if narrow else view.client)
        if aside and line.left - figures.used > width(aside) + 6:
            line.gap(4).add(aside, style.over if self.note else style.muted)
        return line.right(figures).strip()

    def _variants(self, head: BoardHead, today: date) -> Sequence[tuple[int, bool, bool]]:
        """Cells of the bar, whether the target is told, and the day that the slip counts from where that is
        another, in the order in which they are tried.

        A slip that counts from another day than the target beside it seems wrong: then the target goes first.
        """
        short, since = _BARS[-1], bool(_counted_from(head, today))
        if self.size.width >= NARROW:
            bars = _BARS if self.size.width >= LONG_BAR else _BARS[1:]
            alone = [(bar, False, True) for bar in bars] if since else [(bar, True, False) for bar in bars]
            return [*((bar, True, True) for bar in bars), *alone]
        if self.size.width < SLIM or (head.target is None and not since):
            return [(short, False, False)]
        if since:
            return [(short, False, True), (0, False, True), (short, False, False), (0, False, False)]
        return [(short, True, False), (0, True, False), (short, False, False)]


_NAME = 24
"""Cells of the name of a column out of sight."""


class Sides(Painted):
    """The columns left and right of those in sight, with their counts."""

    DEFAULT_CSS = "Sides { height: 1; width: 1fr; display: none; }"

    _left: tuple[tuple[str, str], ...] = ()
    _right: tuple[tuple[str, str], ...] = ()
    _all = 0
    """How many columns there are."""

    def present(self, stacks: Sequence[Stack], shown: Sequence[int]) -> None:
        """Show what is out of sight; the line disappears when nothing is."""
        first, last = (shown[0], shown[-1]) if shown else (0, len(stacks) - 1)
        self._all = len(stacks)
        left = tuple(_named(stack) for stack in stacks[:first])
        right = tuple(_named(stack) for stack in stacks[last + 1 :])
        hidden = bool(left or right)
        if self.display != hidden:
            self.display = hidden
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    class Wanted(Message):
        """A column out of sight was clicked."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def on_click(self, event: events.Click) -> None:
        """Tell which column was clicked; beside the names that is the nearest one of that side."""
        text, half = self.render_line(0).text, self.size.width // 2 - 2
        rooms = (half, half - 3)
        begins = (0, self._all - len(self._right))
        nearest = {begins[0]: len(self._left) - 1, begins[1]: begins[1]}
        for begin, names, room in zip(begins, (self._left, self._right), rooms, strict=True):
            for at, (name, count) in enumerate(names):
                word = _word(name, count, room)
                place = text.find(word)
                if place >= 0 and 0 <= event.x - width(text[:place]) < width(word):
                    self.post_message(self.Wanted(begin + at))
                    return
        side = begins[event.x > self.size.width // 2]
        if self._right if side else self._left:
            self.post_message(self.Wanted(nearest[side]))

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


def _figures(
    head: BoardHead,
    today: date,
    style: Palette,
    cells: int,
    bar: int,
    *,
    target: bool = True,
    since: bool = False,
) -> Line:
    line, narrow = Line(cells, style.blank), cells < NARROW
    gap = 2 if narrow and (target or since) else 3
    if head.health == "-":
        line.add("health unknown" if not narrow else "unknown", style.muted).gap(gap)
    else:
        health = f"{head.health} {head.health_dimension}".strip()
        line.add(health, style.health(head.health)).gap(gap)
    if head.progress is None:
        line.add(short_note(head.progress_note) if head.progress_note else "no progress yet", style.muted)
    else:
        bar = bar if cells >= SLIM else 0
        done = round(bar * min(max(head.progress, 0.0), 1.0))
        line.add(f"{percent(head.progress)} %", style.text).gap(1 if bar else 0)
        line.add("━" * done, style.progress).add("─" * (bar - done), style.track)
    if head.target is not None and target and cells >= SLIM:
        word = "due " if narrow else "target "
        line.gap(gap if narrow else 4).add(word, style.muted).add(day_text(head.target, today), style.text)
    if head.p85 is not None and cells >= SLIM:
        line.gap(gap).add("p85 ", style.muted).add(day_text(head.p85, today), style.text)
    elif head.progress is not None and not narrow and (note := short_note(head.p85_note)) != "-":
        line.gap(3).add("p85 ", style.muted).add(note, style.muted)
    if head.slip_days is not None:
        line.gap(2).add("slip ", style.muted)
        line.add(days_text(head.slip_days), style.late if head.slip_days > 0 else style.muted)
        if since:
            line.add(_counted_from(head, today), style.muted)
    return line.gap(1)


def _counted_from(head: BoardHead, today: date) -> str:
    since = head.slip_from if head.slip_days is not None else None
    return counted_from(since, head.target, lambda day: day_text(day, today))


def _named(stack: Stack) -> tuple[str, str]:
    return stack.view.name, str(len(stack.cards))


def _word(name: str, count: str, cells: int) -> str:
    return f"{cut(name, min(_NAME, cells - len(count) - 6))} {count}"


def _nearest(columns: Sequence[tuple[str, str]], cells: int, *, before: bool = False) -> str:
    """As many columns as fit, the first ones first, and how many more there are.

    ``before``: each further one stands before the others. A long name is cut, never its count.
    """
    names = [_word(name, count, cells) for name, count in columns]
    for shown in range(len(names), 0, -1):
        rest = [f"+{len(names) - shown}"] if shown < len(names) else []
        told = [*names[:shown], *rest]
        text = "   ".join(told[::-1] if before else told)
        if width(text) <= cells:
            break
    return text
