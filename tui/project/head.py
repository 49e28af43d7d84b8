"""The first line of the project page: which project, how it is, when it is due and when it will be."""

from __future__ import annotations

from datetime import date

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from models.views.project import ProjectView
from models.views.short import counted_from, without_key
from tui.looking import mark
from tui.strips import Line
from tui.text import width as cells_of
from tui.widgets import cells
from tui.widgets.painted import Painted
from tui.widgets.spans import Span

_WIDE = 100
_NARROW = 60
"""Below this width the target is left to the overview."""


class HeadLine(Painted):
    """Paints the key, the name and the client of a project, its health, its dates."""

    DEFAULT_CSS = "HeadLine { height: 1; width: 1fr; background: $bar; }"

    view: ProjectView | None = None

    def show(self, view: ProjectView) -> None:
        """Show a project; nothing is sent when the line says the same."""
        before, self.view = self.view, view
        if before is None or _said(before) != _said(view):
            self.refresh(Region(0, 0, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        style = self.palette
        line = Line(self.size.width, style.blank).gap(1)
        view = self.view
        if view is None:
            return line.strip()
        line.add(view.facts.key, style.key + Style(bold=True)).gap(2)
        if looking := mark(self):
            line.add(looking, style.muted).gap(2)
        name = without_key(view.facts.key, view.facts.name)
        for whole in (True, False):
            right = self._right(_figures(view, self.size.width, whole=whole))
            room = max(line.left - right.used - 1, 0)
            if room > cells_of(name):
                break
        line.add(name, style.strong, min(room, cells_of(name)))
        if view.row.client and room > cells_of(name) + cells_of(view.row.client) + 4:
            line.gap(3).add(view.row.client, style.muted)
        return line.right(right).strip()

    def _right(self, figures: list[Span]) -> Line:
        style = self.palette
        right = Line(max(self.size.width // 2 + 16, 0), style.blank)
        for text, name in figures:
            right.add(text, style.health(text) if name == "health" else getattr(style, name))
        return right.gap(1)


def _said(view: ProjectView) -> tuple[object, ...]:
    return view.facts.key, view.facts.name, view.row.client, _figures(view, _WIDE)


def _figures(view: ProjectView, width: int, *, whole: bool = True) -> list[Span]:
    """``whole``: with the target, also where the slip counts from another day: who has room for one of the
    two is told the one that explains the slip.
    """
    row, today = view.row, view.today
    since = row.slip_from if row.slip_days is not None else None
    other = counted_from(since, row.target, lambda day: _day(day, today))
    if view.facts.archived or row.state != "active":
        return [("archived" if view.facts.archived else row.state, "muted")]
    if row.health == "-":
        spans: list[Span] = [("health unknown" if width >= _NARROW else "unknown", "muted")]
    else:
        spans = [(row.health, "health")]
    if row.health_dimension:
        spans.append((f" {row.health_dimension}", "muted"))
    if row.target is not None and width >= _NARROW and (whole or not other):
        spans += [("   target ", "muted"), (_day(row.target, today), "text")]
    if row.p85 is not None and width >= _WIDE:
        spans += [("   p85 ", "muted"), (_day(row.p85, today), "text")]
    if row.slip_days is not None:
        text, style = cells.slip(row.slip_days)
        spans += [("   slip ", "muted"), (text.strip(), style)]
        if other and width >= _NARROW:
            spans.append((other, "muted"))
    return spans


def _day(value: date, today: date) -> str:
    return cells.day(value, today).strip()
