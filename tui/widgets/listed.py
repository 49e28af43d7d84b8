"""How a list to choose from is painted: a field, the choices in view, how much is out of sight."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from tui.editing import LineEdit
from tui.strips import Line
from tui.widgets.choosing import GAP, MARK, NOTHING, Choice, Choosing, Mark
from tui.widgets.compared import Compared

ROWS = 10
"""Choices that are shown at once."""
HIGHEST = 0.6
"""Of the lines of the screen."""
WIDEST = 72
WIDEST_TOLD = 100
"""Of lists in which much is said of each choice."""
RULE_FROM = 48
SLIVER = 24
"""Cells beside the list that are worth leaving to the page."""


class Listed(Compared):
    """Paints a `Choosing` with what was typed and found; hears nothing."""

    _choosing: Choosing | None = None

    def __init__(self) -> None:
        super().__init__()
        self._edit = LineEdit()
        self._found: list[Choice] = []
        self._ticked: set[int] = set()
        self._at = 0
        self._top = 0
        self._problem = ""
        self._edged = False
        """Whether the page goes on to the right of the list."""
        self._cells = WIDEST
        self._detail_at = 0
        """The cell at which what is said of the choices begins, unless a name is longer."""
        self._marks: dict[int, Mark] = {}
        """The marks that were read so far."""

    def on_resize(self) -> None:
        """Stand as there is room now."""
        if self._choosing is None:
            return
        self._stand()
        if self.is_sent:
            # It has appeared, and was painted for this size just now: all of it once more is 5 KB.
            self.is_painted()

    def _stand(self) -> None:
        """Leave no sliver of the page beside the list: what is left of a table there reads as part of it."""
        screen, widest = self.screen.size.width, WIDEST
        if self._choosing is not None and self._choosing.marks is not None:
            widest = max(min(screen - SLIVER, WIDEST_TOLD), WIDEST)
        self._edged = screen >= widest + SLIVER
        self.styles.max_width = self._cells = widest if self._edged else screen

    def _read_marks(self) -> None:
        """Read the marks of the choices that have come into view."""
        choosing = self._choosing
        if choosing is None or choosing.marks is None:
            return
        seen = [choice.id for choice in self._found[self._top : self._top + self._rows]]
        unread = [one for one in seen if one not in self._marks]
        if unread:
            self.run_worker(self._mark(choosing, unread), group="marks", exclusive=True, exit_on_error=False)

    async def _mark(self, choosing: Choosing, ids: Sequence[int]) -> None:
        assert choosing.marks is not None
        marks = await choosing.marks(ids)
        if self._choosing is choosing:
            self._marks.update(marks)
            self._repaint()

    def _painted(self, y: int) -> Strip:
        # On the ground of the text, so that what is empty and what is text are one run on the wire.
        line = Line(self.size.width - self._edged, self.palette.text).gap(1)
        self._fill(line, y)
        if not self._edged:
            return line.strip()
        return Strip([*line.strip(), Segment("│", self.palette.rule)], self.size.width)

    def _fill(self, line: Line, y: int) -> None:
        style = self.palette
        if self._choosing is None:
            return
        if y == 0:
            self._field(line, self._choosing.label)
            return
        if self._problem and y == self.size.height - 1:
            line.gap(1).add(self._problem, style.over)
            return
        if y == self.size.height - 1:
            line.gap(1).add(self._hidden, style.muted)
            return
        at = self._top + y - 1
        if y > self._rows or at >= len(self._found):
            if at == 0:
                line.add(self._nothing, style.faint)
            return
        choice = self._found[at]
        here = at == self._at
        line.add("▌" if here else " ", style.cursor if here else style.text)
        if self._choosing.many:
            line.add("✓ " if choice.id in self._ticked else "  ", style.mark)
        if choice.lead:
            line.add(choice.lead, style.selected if here else getattr(style, choice.lead_style), 11)
        name_at, room = self._choosing.name_at(choice), None
        if self._choosing.marks is not None:
            mark = self._marks.get(choice.id, Mark())
            line.to(name_at - MARK).add(mark.text, getattr(style, mark.style))
            room = self._detail_at - GAP - name_at if choice.detail and self._detail_at else None
        line.to(name_at)
        line.add(choice.name, style.selected if here and not choice.lead else style.text, room)
        if choice.detail:
            line.gap(GAP).to(self._detail_at).add(choice.detail, style.faint)

    @property
    def _rows(self) -> int:
        return max(self.size.height - 2, 1)

    @property
    def _hidden(self) -> str:
        """How much of the list is out of sight, and where."""
        below = len(self._found) - self._top - self._rows
        parts = (("↑", self._top), ("↓", below))
        return "   ".join(f"{arrow} {count} more" for arrow, count in parts if count > 0)

    @property
    def _nothing(self) -> str:
        if self._choosing is not None and self._choosing.add is not None:
            return "enter makes a new one" if self._edit.text.strip() else "type a new one"
        return self._choosing.nothing if self._choosing is not None else NOTHING

    def _field(self, line: Line, label: str) -> None:
        style = self.palette
        line.add(label + " ", style.key)
        before, under, after = self._edit.window(max(line.left // 2, 8))
        line.add(before, style.text).add(under, style.selected).add(after, style.text)
        if self._choosing is not None and not self._edit.text:
            line.gap(1).add(self._choosing.note, style.faint)
        # The upper edge: not every theme has a ground of its own for what lies over the page.
        # It begins behind the note, so that a letter does not repaint it.
        line.gap(1).to(RULE_FROM).add("─" * line.left, style.rule)
