"""The timeline: projects on a calendar, in one widget that paints only the cells that change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.views.timeline import TimelineProject, TimelineView
from tui.delivery.arrange import GroupLine, RowLine
from tui.delivery.frame import Frame
from tui.delivery.layout import GUTTER
from tui.delivery.lines import ProjectLines
from tui.delivery.paint import sentence_line
from tui.widgets.spans import Part, Span

from . import bar, paint
from .scale import SCALES, Window, around, panned, resized, zoomed
from .words import details

_FIRST_SCALE = 1
"""Months: the best part of a year fits the screen."""


class Timeline(ProjectLines):
    """Groups and projects, each with a bar from start to target, and today's line through all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = paint.lay_out(0, 0)
        self._scale = _FIRST_SCALE
        self._window: Window | None = None
        """None until the first layout."""
        self._times: TimelineView | None = None
        self._projects: Mapping[int, TimelineProject] = {}

    # -- what others call -----------------------------------------------------------------------

    @property
    def times(self) -> TimelineView | None:
        """The dates that are shown; None before they were read."""
        return self._times

    def show_times(self, times: TimelineView) -> None:
        """Show fresh dates; the part of the calendar that is shown stays."""
        self._times = times
        self._projects = {project.id: project for project in times.projects}
        self._repaint()

    def show_first(self, times: TimelineView) -> None:
        """Show the dates of some projects, before those of all are read."""
        if self._times is None:
            self._projects = {**self._projects, **{project.id: project for project in times.projects}}
            self._repaint()

    def sideways(self, step: int) -> bool:
        """Show what was before or what comes after; False at the end of the calendar."""
        return self._turn(panned(self._window, step)) if self._window is not None else False

    def zoom(self, step: int) -> bool:
        """Show more of the calendar (1) or fewer days more exactly (-1); False when there is no such zoom."""
        scale = self._scale + step
        if self._window is None or self.view is None or not 0 <= scale < len(SCALES):
            return False
        self._scale = scale
        return self._turn(zoomed(self._window, SCALES[scale], self.view.today))

    def back_to_today(self) -> None:
        """Show today where it was at first."""
        if self._window is not None and self.view is not None:
            self._turn(around(self._window.scale, self.view.today, self._window.width))

    def to_bar(self) -> bool:
        """Bring the first day of the cursor's project to where today is at first; False when it has none."""
        project = self._under_cursor()
        found = bar.reach(project) if project is not None else None
        if found is None or self._window is None:
            return False
        self._turn(around(self._window.scale, found[0], self._window.width))
        return True

    @property
    def zoomed_to(self) -> str:
        """The name of the zoom: weeks, months, quarters or years."""
        return SCALES[self._scale].name

    # -- inside -----------------------------------------------------------------------------------

    def _turn(self, window: Window) -> bool:
        if window == self._window:
            return False
        self._window = window
        self._repaint()
        return True

    def _repaint(self) -> None:
        self._ready.clear()
        if self.size.height:
            self.repaint_changes()

    def _shared_out(self) -> Frame:
        width, height = self.size
        self._sheet = paint.lay_out(width, self.key_width)
        room = self._sheet.calendar
        if self._window is not None and self._window.width:
            self._window = resized(self._window, room)
        elif self.view is not None:
            self._window = around(SCALES[self._scale], self.view.today, room)
        return paint.share(width, height, len(self.arranged.body), why=self.why_shown)

    def _about_cursor(self) -> Iterable[int]:
        yield from super()._about_cursor()
        yield self._about_y

    @property
    def _about_y(self) -> int:
        return (
            self._frame.body_y + self._frame.body
            if not self._frame.pane
            else self._frame.pane_y + self._frame.pane
        )

    def _parts(self, y: int) -> list[Part]:
        view, frame, window, sheet = self.view, self._frame, self._window, self._sheet
        if view is None or window is None:
            return sentence_line([("reading the portfolio", "faint")], sheet.width) if y == 1 else []
        if y >= self._about_y:
            return self._foot(y)
        line = self._line_at(y)
        if isinstance(line, RowLine):
            project = self._projects.get(line.row.id)
            return paint.row_line(line, project, sheet, window, line is self.line, view.today)
        if isinstance(line, GroupLine):
            return paint.group_line(line, self._projects, sheet, window, line is self.line, view.today)
        if frame.pane and y >= frame.pane_y:
            return self._pane_line(y - frame.pane_y)
        if not self.arranged.body:
            return self._nothing_line(y - frame.head_y)
        if y in (frame.head_y, frame.head_y + 1):
            return paint.head_lines(sheet, window)[y - frame.head_y]
        if y == frame.rule_y:
            total = len(self.arranged.body)
            return paint.rule_line(sheet, window, view.today, self._top, frame.body, total)
        return []

    def _pane_text(self) -> tuple[list[Span], list[list[Part]]]:
        title, lines = super()._pane_text()
        project = self._under_cursor()
        if project is None or self.view is None:
            return title, lines
        room = self.size.width - GUTTER - 1
        said = details(project, self.view.today, room)
        return title, [*(sentence_line(spans, self.size.width) for spans in said), *lines]

    def _under_cursor(self) -> TimelineProject | None:
        line = self.line
        return self._projects.get(line.row.id) if isinstance(line, RowLine) else None

    def _foot(self, y: int) -> list[Part]:
        if self.view is None or y > self._about_y:
            return paint.legend_lines(self._sheet.width)[y - self._about_y - 1]
        return paint.about_line(self._under_cursor(), self._sheet, self.view.today)
