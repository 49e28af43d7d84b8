"""Lines of projects with a cursor: what the tabs share. They paint only the cells that change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from time import monotonic

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from models.views.delivery import DeliveryView
from tui.widgets.painted import Painted

from . import paint, why
from .arrange import (
    Arranged,
    Arranger,
    AttentionLine,
    GroupLine,
    Line,
    Place,
    RowLine,
    Settings,
    nearest,
    stops,
)
from .difference import changed_end
from .empty import nothing_lines
from .frame import Frame
from .shifting import shift_sent, shift_sequence
from .spans import Look, Part, drawn, look_of

_WHEEL = 3
_UNCOVERED = 0.25
"""Seconds until a panel that has closed is surely painted over."""


class ProjectLines(Painted, can_focus=True):
    """Lines of a `DeliveryView`. A cursor move repaints the gutter and the key of two lines.

    A tab says how the height is shared out (`_shared_out`) and what stands on a line (`_parts`).
    """

    DEFAULT_CSS = "ProjectLines { width: 1fr; height: 1fr; }"

    class Chosen(Message):
        """The line under the cursor was clicked a second time."""

    def __init__(self) -> None:
        super().__init__()
        self.settings = Settings()
        self.arranged = Arranged((), (), 0)
        self.why_open = False
        self._arranger: Arranger | None = None
        self._stops: list[Line] = []
        self._body_of: list[int] = []
        """For each stop after the attention list, the index of its line in the body."""
        self._cursor = 0
        self._place: Place | None = None
        self._top = 0
        self._frame = Frame(0, 0, 0, False, 0, 0, 0, 0, 0, 0)
        self._pane: list[list[Part]] | None = None
        self._look: Look | None = None
        self._fitted: Size | None = None
        """The size that the lines are laid out for; None when the lines have changed since."""
        self._ready: dict[int, Strip] = {}
        """Finished lines as they are to be."""
        self._sent: dict[int, Strip] = {}
        """Lines as the terminal has them."""
        self._uncovered = 0.0
        """When the lines were last laid bare, on the monotonic clock."""

    # -- what a tab says ------------------------------------------------------------------------

    def _shared_out(self) -> Frame:
        """Lay out a line for the present width, and share out the height."""
        raise NotImplementedError

    def _parts(self, y: int) -> list[Part]:
        """What stands on one line."""
        raise NotImplementedError

    def sideways(self, step: int) -> bool:
        """Show what is further left or right; False when there is nothing more on that side."""
        raise NotImplementedError

    def _about_cursor(self) -> Iterable[int]:
        """The lines besides its own that depend on where the cursor is."""
        frame = self._frame
        return range(frame.pane_y, frame.pane_y + frame.pane)

    # -- what others call -----------------------------------------------------------------------

    @property
    def view(self) -> DeliveryView | None:
        """What is shown; None before the first data."""
        return self._arranger.view if self._arranger is not None else None

    @property
    def line(self) -> Line | None:
        """The line that the cursor is on."""
        return self._stops[self._cursor] if self._cursor < len(self._stops) else None

    @property
    def project(self) -> tuple[int, str] | None:
        """Id and key of the project under the cursor; None on the head of a folded group."""
        line = self.line
        if isinstance(line, RowLine):
            return line.row.id, line.row.key
        if isinstance(line, AttentionLine):
            return line.entry.project_id, line.entry.project_key
        return None

    def projects_in_view(self) -> list[int]:
        """Ids of the projects whose lines are on the screen."""
        lines = self.arranged.body[self._top : self._top + self._frame.body]
        return [line.row.id for line in lines if isinstance(line, RowLine)]

    @property
    def key_width(self) -> int:
        """Characters of the longest key."""
        rows = self._arranger.view.rows if self._arranger is not None else ()
        return max((len(row.key) for row in rows), default=0)

    def follow(self, other: ProjectLines) -> None:
        """Show what another tab has shown, with the cursor on the same project."""
        if self.project is None or self.project != other.project:
            self._place, self._cursor = other._place, other._cursor
        self.settings, self.why_open, self._arranger = other.settings, other.why_open, other._arranger
        # Since this tab was left the terminal shows other things.
        self._sent.clear()
        self._arrange()

    def show(self, view: DeliveryView) -> None:
        """Show fresh data; cursor, scroll, filter and folds stay."""
        self._arranger = Arranger(view)
        self._arrange()

    def change(self, settings: Settings) -> None:
        """Filter, sort, group or fold in another way; the cursor stays on its project."""
        self.settings = settings
        self._arrange()

    def go_to_project(self, project_id: int) -> None:
        """Put the cursor on a project's line in the table, if it is there."""
        self._place = ("project", str(project_id))
        self._follow()
        self.repaint_changes()

    def move(self, step: int) -> None:
        """Move the cursor by so many lines, as far as there are any."""
        self._go(self._cursor + step)

    def move_to_end(self, last: bool) -> None:
        """Go to the first or the last line."""
        self._go(len(self._stops) - 1 if last else 0)

    @property
    def half_page(self) -> int:
        """Half of the table's height in lines."""
        return max(self._frame.body // 2, 1)

    def toggle_why(self) -> None:
        """Open or close the pane that says why."""
        self.why_open = not self.why_open
        self._lay_out()
        self._follow()
        self.repaint_changes()

    def toggle_fold(self) -> bool:
        """Fold or unfold the group of the line under the cursor; False when it is in no group."""
        line = self.line
        if self.settings.grouping == "none" or line is None:
            return False
        key = self._group_of(line)
        if key is None:
            return False
        fold = (self.settings.grouping, key)
        unfolding = fold in self.settings.folded
        self._place = self._first_in(key) if unfolding else ("group", key)
        self.change(_refolded(self.settings, fold))
        return True

    # -- painting -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Paint one line, and remember it: only what differs from it is sent later."""
        self._fit()
        strip = self._ready.get(y)
        if strip is None:
            strip = self._ready[y] = self._strip(y)
        self._sent[y] = strip
        return strip

    def repaint(self) -> None:
        """Mix the styles anew. What was sent stays sent: lines in other colors differ from it."""
        self._look = None
        self._ready.clear()

    def repaint_changes(self, ys: Iterable[int] | None = None) -> None:
        """Mark the cells dirty that differ from what was painted last; nothing else is sent."""
        for y in range(self.size.height) if ys is None else ys:
            before = self._sent.get(y)
            after = self._ready[y] = self._strip(y)
            end = self.size.width if before is None else changed_end(before, after)
            if end:
                self.refresh(Region(0, y, end, 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint lines. Not from Textual's cache, which does not know what the terminal has scrolled."""
        strips = [self.render_line(y).crop(crop.x, crop.right) for y in crop.line_range]
        ground = self.background_colors[1]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, ground) for strip in strips]
        return strips

    def on_focus(self) -> None:
        """Something that covered the table may have closed."""
        self._uncovered = monotonic()

    def on_resize(self, event: events.Resize) -> None:
        """Share out the new room, unless painting has been faster."""
        self._uncovered = monotonic()
        self._fit()
        self.repaint_changes()

    def on_click(self, event: events.Click) -> None:
        """Go to the line that was clicked; a double click opens it."""
        line = self._line_at(event.y)
        if line is None or not self.has_focus:
            return
        if event.chain == 2 and line is self.line:
            self.post_message(self.Chosen())
        elif line in self._stops:
            self._go(self._stops.index(line))

    def on_mouse_scroll_down(self) -> None:
        """Walk down."""
        self.move(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Walk up."""
        self.move(-_WHEEL)

    # -- inside -------------------------------------------------------------------------------

    def _arrange(self) -> None:
        if self._arranger is None:
            return
        self.arranged = self._arranger.arrange(self.settings)
        self._fitted = None
        # Before the first layout there are no lines to be on.
        if self.size.height:
            self._fit()
            self.repaint_changes()

    def _fit(self) -> None:
        """Share out the room anew where the lines or the size have changed."""
        if self._fitted == self.size:
            return
        self._fitted = self.size
        self._ready.clear()
        self._lay_out()
        self._follow()

    def _lay_out(self) -> None:
        arranged = self.arranged
        self._frame = self._shared_out()
        self._stops = stops(arranged.attention[: self._frame.attention], arranged.body)
        self._body_of = [
            index for index, line in enumerate(arranged.body) if isinstance(line, RowLine) or line.folded
        ]
        self._pane = None

    def _follow(self) -> None:
        """Find the cursor's line again in what is there now."""
        self._cursor = nearest(self._stops, self._place, self._cursor)
        line = self.line
        # While numbers are still being read the top is where the worst will be: stay until a key moves on.
        if line is not None and self.view is not None and self.view.complete:
            self._place = line.place
        self._scroll()
        self._pane = None

    def _go(self, cursor: int) -> None:
        cursor = min(max(cursor, 0), max(len(self._stops) - 1, 0))
        if cursor == self._cursor or not self._stops:
            return
        touched = {self._y_of(self._cursor), self._y_of(cursor)}
        self._cursor = cursor
        self._place = self._stops[cursor].place
        self._pane = None
        frame, top = self._frame, self._top
        if self._scroll():
            self._let_terminal_scroll(self._top - top)
            touched = {frame.rule_y, *range(frame.body_y, frame.body_y + frame.body), *touched}
        touched.update(self._about_cursor())
        self.repaint_changes(sorted(y for y in touched if 0 <= y < self.size.height))

    def _scroll(self) -> bool:
        """Bring the cursor's line into view; whether the table had to scroll for that."""
        before = self._top
        height, total = self._frame.body, len(self.arranged.body)
        self._top = min(max(self._top, 0), max(total - height, 0))
        index = self._cursor - self._frame.attention
        if index < 0:
            self._top = 0
        if 0 <= index < len(self._body_of) and height > 0:
            at = self._body_of[index]
            # The head of a group comes into view with its first project.
            first = at - 1 if at and height > 1 and isinstance(self.arranged.body[at - 1], GroupLine) else at
            self._top = max(min(self._top, first), at - height + 1)
        return self._top != before

    def _let_terminal_scroll(self, step: int) -> None:
        first, last = self._frame.body_y, self._frame.body_y + self._frame.body - 1
        # A panel that has just closed may still be on the terminal; and lines are moved at full width only.
        alone = self.has_focus and monotonic() - self._uncovered > _UNCOVERED
        if not alone or self.region.width != self.app.size.width or abs(step) > (last - first) // 2:
            return
        driver = self.app._driver
        if driver is None:
            return
        y = self.region.y
        driver.write(shift_sequence(y + first, y + last, step))
        shift_sent(self._sent, first, last, step)

    def _y_of(self, stop: int) -> int:
        frame = self._frame
        if stop < frame.attention:
            return frame.attention_y + stop
        index = stop - frame.attention
        if index >= len(self._body_of):
            return -1
        y = self._body_of[index] - self._top
        return frame.body_y + y if 0 <= y < frame.body else -1

    def _line_at(self, y: int) -> Line | None:
        frame = self._frame
        if 0 <= y - frame.attention_y < frame.attention:
            return self.arranged.attention[y - frame.attention_y]
        index = y - frame.body_y + self._top
        if frame.body_y <= y < min(frame.body_y + frame.body, frame.pane_y) and index < len(
            self.arranged.body
        ):
            return self.arranged.body[index]
        return None

    def _strip(self, y: int) -> Strip:
        if self._look is None:
            self._look = look_of(self.palette)
        return drawn(self.size.width, self._parts(y), self._look)

    def _nothing_line(self, index: int) -> list[Part]:
        sentences = nothing_lines(self.settings.typed)
        if 0 <= index < len(sentences):
            return paint.sentence_line(sentences[index], self.size.width)
        return []

    def _pane_line(self, index: int) -> list[Part]:
        if self._pane is None:
            self._pane = self._pane_lines(self._frame.pane)
        return self._pane[index] if index < len(self._pane) else []

    def _pane_lines(self, height: int) -> list[list[Part]]:
        """What the pane says, in exactly so many lines."""
        line, width = self.line, self.size.width
        if isinstance(line, GroupLine):
            return why.group_pane(line.group, width, height)
        project = self.project
        row = self._arranger.rows.get(project[0]) if self._arranger is not None and project else None
        if row is None or self._arranger is None:
            return []
        attention = self._arranger.attention.get(row.id)
        return why.project_pane(row, attention, self._arranger.view.today, width, height)

    def _group_of(self, line: Line) -> str | None:
        if isinstance(line, GroupLine):
            return line.group.key
        project = line.row.id if isinstance(line, RowLine) else line.entry.project_id
        for other in self.arranged.body:
            if isinstance(other, RowLine) and other.row.id == project:
                return other.group
        return None

    def _first_in(self, key: str) -> Place | None:
        for line in self.arranged.body:
            if isinstance(line, GroupLine) and line.group.key == key:
                return "project", str(line.group.rows[0].id)
        return None


def _refolded(settings: Settings, fold: tuple[str, str]) -> Settings:
    return replace(settings, folded=settings.folded ^ {fold})
