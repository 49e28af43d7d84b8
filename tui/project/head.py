"""The first line of the project page: which project, how it is, when it is due and when it will be."""

from __future__ import annotations

from datetime import date

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from models.views.project import ProjectView
from tui.delivery import cells
from tui.delivery.cells import Span
from tui.strips import Line
from tui.widgets.painted import Painted

_WIDE = 100


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
        right = Line(max(self.size.width // 2 + 8, 0), style.blank)
        for text, name in _figures(view, wide=self.size.width >= _WIDE):
            right.add(text, style.health(text) if name == "health" else getattr(style, name))
        right.gap(1)
        line.add(view.facts.key, style.key + Style(bold=True)).gap(2)
        room = max(line.left - right.used - 1, 0)
        line.add(view.facts.name, style.strong, None if room > 40 else min(room, len(view.facts.name)))
        if view.row.client and room > len(view.facts.name) + len(view.row.client) + 4:
            line.gap(3).add(view.row.client, style.muted)
        return line.right(right).strip()


def _said(view: ProjectView) -> tuple[object, ...]:
    return view.facts.key, view.facts.name, view.row.client, _figures(view, wide=True)


def _figures(view: ProjectView, *, wide: bool) -> list[Span]:
    row, today = view.row, view.today
    if view.facts.archived or row.state != "active":
        return [("archived" if view.facts.archived else row.state, "muted")]
    spans: list[Span] = [(row.health, "health")]
    if row.health_dimension:
        spans.append((f" {row.health_dimension}", "muted"))
    if row.target is not None:
        spans += [("   target ", "muted"), (_day(row.target, today), "text")]
    if row.p85 is not None and wide:
        spans += [("   p85 ", "muted"), (_day(row.p85, today), "text")]
    if row.slip_days is not None:
        text, style = cells.slip(row.slip_days)
        spans += [("   ", "text"), (text, style)]
    return spans


def _day(value: date, today: date) -> str:
    return cells.day(value, today).strip()
