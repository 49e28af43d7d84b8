"""The delivery table: attention, projects and why in one widget that paints only the cells that change."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message

from models.views.delivery import DeliveryView
from tui.widgets.spans import Part

from . import paint
from .columns import NOTHING_KNOWN, PROJECT, Measure, Needs
from .frame import Frame, share
from .layout import Layout, furthest_shift, lay_out, title_at
from .lines import ProjectLines


class DeliveryTable(ProjectLines):
    """Attention, then every project with its numbers in columns, then why."""

    @dataclass
    class Titled(Message):
        """The title of a column was clicked."""

        column: str

    def __init__(self) -> None:
        super().__init__()
        self._shift = 0
        self._layout: Layout = lay_out(0, 0)
        self._measure = Measure()
        self._needs = NOTHING_KNOWN
        self._needed_for: DeliveryView | None = None
        self._needed_sort = ""

    def sideways(self, step: int) -> bool:
        """Show other columns; False when there are none on that side."""
        furthest = furthest_shift(self.size.width, self._layout.key, self._needed())
        shift = min(max(self._shift + step, 0), furthest)
        if shift == self._shift:
            return False
        self._shift = shift
        self._lay_out()
        self.repaint_changes()
        return True

    def shows_column(self, column: str) -> bool:
        """Whether a column is in sight."""
        if not self.size.height:
            # Not laid out yet: what one sorts by will be in sight, and the head is not drawn twice.
            return column in (PROJECT.id, self.settings.sort)
        return column == PROJECT.id or any(each.column.id == column for each in self._layout.placed)

    def bring_into_sight(self, column: str) -> None:
        """Scroll sideways until a column is shown."""
        if not self.display or self.shows_column(column):
            return
        furthest = furthest_shift(self.size.width, self._layout.key, self._needed())
        for shift in range(furthest + 1):
            self._shift = shift
            self._lay_out()
            if self.shows_column(column):
                break
        self.repaint_changes()

    def on_click(self, event: events.Click) -> None:
        """Sort by a column whose title was clicked; what is below is for the lines."""
        if not self.has_focus or not self.arranged.body or event.y != self._frame.head_y:
            return
        column = title_at(self._layout, event.x)
        if column is not None:
            self.post_message(self.Titled(column))

    @property
    def view_is_complete(self) -> bool:
        """Whether every number was read."""
        return self.view is not None and self.view.complete

    def _needed(self) -> Needs:
        """What all rows need, whether they pass the filter or not; worked out once for each data read."""
        view, sort = self.view, self.settings.sort
        if view is None:
            return NOTHING_KNOWN
        if self._needed_for is not view or sort != self._needed_sort:
            self._needed_for, self._needed_sort = view, sort
            self._needs = self._measure.needs(view, sort)
        return self._needs

    def _shared_out(self) -> Frame:
        arranged = self.arranged
        width, height = self.size
        needed = self._needed()
        self._shift = min(self._shift, furthest_shift(width, self.key_width, needed))
        self._layout = lay_out(width, self.key_width, self._shift, needed)
        return share(
            height,
            len(arranged.attention),
            len(arranged.body),
            # Before all numbers are there nobody knows that nothing needs anybody.
            filtered=bool(self.settings.typed) or not arranged.body or not self.view_is_complete,
            why=self.why_shown,
            listing=arranged.listing,
        )

    def _parts(self, y: int) -> list[Part]:
        view, frame, layout = self.view, self._frame, self._layout
        if view is None:
            return paint.sentence_line([("reading the portfolio", "faint")], layout.width) if y == 1 else []
        line = self._line_at(y)
        if line is not None:
            return paint.table_line(line, layout, line is self.line, view.today)
        if y == frame.attention_y + frame.attention and frame.hidden:
            if self.arranged.listing:
                return paint.place_line(self._attention_top, frame.attention, frame.listed, layout)
            return paint.more_line(frame.hidden, layout)
        if y == frame.attention_y and frame.calm:
            return paint.sentence_line([("Nothing needs you", "muted")], layout.width)
        if frame.pane and y >= frame.pane_y:
            return self._pane_line(y - frame.pane_y)
        if not self.arranged.body:
            return self._nothing_line(y - frame.attention_y)
        if y == frame.head_y:
            return paint.head_line(layout, self.settings.sort, self.settings.reverse)
        if y == frame.rule_y:
            return paint.rule_line(layout, self._top, frame.body, len(self.arranged.body))
        return []
