"""Lines of projects with a cursor: what the tabs share. They paint only the cells that change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from textual import events
from textual.geometry import Size
from textual.message import Message

from models.views.delivery import DeliveryView
from tui.widgets import reasons
from tui.widgets.listbox import ListBox
from tui.widgets.spans import Part, Span
from tui.widgets.typed_ahead import TypedAhead

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
from .empty import nothing_lines
from .frame import NOTHING, Frame
from .pane import Pane


class Spot(NamedTuple):
    """Where the cursor is in the lines, and what they are scrolled to."""

    place: Place | None
    cursor: int
    top: int


FIRST = Spot(None, 0, 0)


class ProjectLines(ListBox):
    """Lines of a `DeliveryView`. A cursor move repaints the gutter and the key of two lines.

    A tab says how the height is shared out (`_shared_out`) and what stands on a line (`_parts`).
    """

    DEFAULT_CSS = "ProjectLines { width: 1fr; height: 1fr; }"

    class Chosen(Message):
        """The line under the cursor was clicked a second time."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead = TypedAhead()
        self._key: events.Key | None = None
        self.settings = Settings()
        self.arranged = Arranged((), (), 0)
        self.why_open = False
        self._arranger: Arranger | None = None
        self._stops: list[Line] = []
        self._body_of: list[int] = []
        """For each stop after the attention list, the index of its line in the body."""
        self._place: Place | None = None
        self._unfiltered = FIRST
        """Where the cursor was before the filter: back there from one that finds nothing."""
        self._attention_top = 0
        """The first entry of needs attention in view."""
        self._attention_scrolled = False
        self._frame = NOTHING
        self._pane = Pane()
        self._pane_filled = False
        self.in_shell: Callable[[str], str] = "pmboard {}".format
        """A command to type in a shell."""
        self.read_on_key = ""
        """The key that reads on in the pane, as a person reads it."""
        self._fitted: Size | None = None
        """The size that the lines are laid out for; None when the lines have changed since."""

    # -- what a tab says ------------------------------------------------------------------------

    def _shared_out(self) -> Frame:
        """Lay out a line for the present width, and share out the height."""
        raise NotImplementedError

    def sideways(self, step: int) -> bool:
        """Show what is further left or right; False when there is nothing more on that side."""
        raise NotImplementedError

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
    def why_shown(self) -> bool:
        """Whether the pane that says why is there: where a filter leaves no line there is nothing to say."""
        return self.why_open and bool(self.arranged.body)

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
        self._unfiltered = other._unfiltered
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

    @property
    def spot(self) -> Spot:
        """Where the cursor is, to come back to."""
        return Spot(self._place, self._cursor, self._top)

    def narrow(self, typed: str, spot: Spot | None = None) -> None:
        """Filter, with the cursor on the first line of what is found; back at ``spot``, if one is given.

        On the project where a letter of a longer word had put it the cursor would be anywhere.
        """
        if typed and not self.settings.typed:
            self._unfiltered = self.spot
        if spot is None and typed:
            spot = FIRST
        elif spot is None and self.line is None:
            spot = self._unfiltered
        if spot is not None:
            self._place, self._cursor, self._top = spot
        self.change(replace(self.settings, typed=typed))

    def go_to_project(self, project_id: int) -> None:
        """Put the cursor on a project's line in the table, if it is there."""
        self._place = ("project", str(project_id))
        self._follow()
        self.repaint_changes()

    @property
    def group(self) -> GroupLine | None:
        """The folded group that the cursor is on."""
        line = self.line
        return line if isinstance(line, GroupLine) else None

    def page(self, direction: int) -> None:
        """Half a page on or back, from the attention list too, whose lines stand above those that scroll."""
        self.move(direction * self.half_page)

    def move_to_project(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) project of the table, whatever its group; False at the end."""
        frame = self._frame
        rows = [at for at in range(frame.listed, len(self._stops)) if isinstance(self._stops[at], RowLine)]
        here = self._cursor
        if here < frame.listed and self.project is not None:
            place = ("project", str(self.project[0]))
            here = next((at for at in rows if self._stops[at].place == place), frame.listed - 1)
        beyond = [at for at in rows if (at > here if step > 0 else at < here)]
        if not beyond:
            return False
        self._go(beyond[0] if step > 0 else beyond[-1])
        return True

    def read_on(self, step: int) -> bool:
        """Read on in the pane that says why: so many lines, or with 0 a page; False when all is in view."""
        frame = self._frame
        if not self._fill_pane():
            return False
        moved = self._pane.read_on(step, frame.pane) if step else self._pane.page(frame.pane)
        if moved:
            self.repaint_changes(range(frame.pane_y, frame.pane_y + frame.pane))
        return moved

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

    async def on_key(self, event: events.Key) -> None:
        """What is typed behind a key that means nothing here is no command."""
        if self._ahead.meant(event):
            event.stop()
            event.prevent_default()
            return
        self._key = event

    def expect_text(self) -> None:
        """The last key means nothing here: letters that follow at once are no commands."""
        if self._key is not None:
            self._ahead.expect(self._key)

    def on_click(self, event: events.Click) -> None:
        """Go to the line that was clicked; a second click opens it."""
        line = self._line_at(event.y)
        if line is None or not self.has_focus:
            return
        if self.opens(event, here=line is self.line):
            self.post_message(self.Chosen())
        elif line in self._stops:
            self._go(self._stops.index(line))

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
        self._stops = stops(arranged.attention[: self._frame.listed], arranged.body)
        self._body_of = [
            index for index, line in enumerate(arranged.body) if isinstance(line, RowLine) or line.folded
        ]
        self._pane_filled = False

    def _follow(self) -> None:
        """Find the cursor's line again in what is there now."""
        self._cursor = nearest(self._stops, self._place, self._cursor)
        line = self.line
        # While numbers are still being read the top is where the worst will be: stay until a key moves on.
        if line is not None and self.view is not None and self.view.complete:
            self._place = line.place
        self._reveal()
        self._pane_filled = False

    def _scroll_attention(self) -> bool:
        """Bring the cursor's entry of needs attention into view; whether others are in view now."""
        frame, before = self._frame, self._attention_top
        furthest = max(frame.listed - frame.attention, 0)
        top = min(before, furthest)
        if self._cursor < frame.listed and frame.attention:
            top = max(min(top, self._cursor), self._cursor - frame.attention + 1)
        self._attention_top = top
        return top != before

    def _count(self) -> int:
        return len(self._stops)

    def _lines_of(self, item: int) -> range:
        index = item - self._frame.listed
        if not 0 <= index < len(self._body_of):
            return range(0)
        return range(self._body_of[index], self._body_of[index] + 1)

    def _length(self) -> int:
        return len(self.arranged.body)

    def _viewport(self) -> range:
        return range(self._frame.body_y, self._frame.body_y + self._frame.body)

    def _ys_of(self, item: int) -> Iterable[int]:
        frame = self._frame
        if item >= frame.listed:
            yield from super()._ys_of(item)
        elif 0 <= item - self._attention_top < frame.attention:
            yield frame.attention_y + item - self._attention_top

    def _about_cursor(self) -> Iterable[int]:
        frame = self._frame
        yield from range(frame.pane_y, frame.pane_y + frame.pane)
        if self._attention_scrolled:
            # And the line after them, which may say which ones these are.
            yield from range(frame.attention_y, frame.attention_y + frame.attention + 1)

    def _about_scroll(self) -> Iterable[int]:
        yield self._frame.rule_y

    def _arrived(self) -> None:
        self._place = self._stops[self._cursor].place
        self._pane_filled = False

    def _reveal(self) -> None:
        self._attention_scrolled = self._scroll_attention()
        super()._reveal()

    def _wheel(self, step: int) -> None:
        self.move(step)

    def _line_at(self, y: int) -> Line | None:
        frame = self._frame
        if 0 <= y - frame.attention_y < frame.attention:
            return self.arranged.attention[self._attention_top + y - frame.attention_y]
        index = y - frame.body_y + self._top
        if frame.body_y <= y < min(frame.body_y + frame.body, frame.pane_y) and index < len(
            self.arranged.body
        ):
            return self.arranged.body[index]
        return None

    def _nothing_line(self, index: int) -> list[Part]:
        sentences = nothing_lines(self.settings.typed, self.in_shell("import FILE"))
        if 0 <= index < len(sentences):
            return paint.sentence_line(sentences[index], self.size.width)
        return []

    def _pane_line(self, index: int) -> list[Part]:
        self._fill_pane()
        return self._pane.parts(index, self.size.width, self._frame.pane, self.read_on_key)

    def _fill_pane(self) -> bool:
        """Say what there is to say of the line under the cursor; False without a pane."""
        if not self._frame.pane:
            return False
        if not self._pane_filled:
            self._pane_filled = True
            about = self.line.place[1] if self.line is not None else None
            self._pane.fill((type(self), about), *self._pane_text(), self._frame.pane)
        return True

    def _pane_text(self) -> tuple[list[Span], list[list[Part]]]:
        """The title of the pane and all its lines."""
        line, width = self.line, self.size.width
        if isinstance(line, GroupLine):
            return why.group_title(line.group), why.group_lines(line.group, width)
        project = self.project
        row = self._arranger.rows.get(project[0]) if self._arranger is not None and project else None
        if row is None or self._arranger is None:
            return [], []
        attention = self._arranger.attention.get(row.id)
        return reasons.title(row), why.project_lines(row, attention, self._arranger.view.today, width)

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
