"""One project on the calendar: dates in, cells out. Every state has a glyph; color only repeats it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.views.timeline import TimelineMilestone, TimelineProject
from tui.widgets.spans import Span

from .scale import Window

PLANNED = "─"
DONE = "━"
LATE = "═"
TARGET = "┤"
TARGET_LATE = "╞"
BASELINE = "□"
FINISHED = "■"
WAITS = "↔"
TODAY = "│"
EARLIER = "‹"
LATER = "›"

DIAMONDS = {"done": "◆", "open": "◇", "late": "◈"}
CIRCLES = {"done": "●", "open": "○", "late": "◉"}
"""Commitments: what was promised to the client."""
_MARK_STYLES = {"done": "progress", "open": "strong", "late": "late"}
_WEIGHTS = {"done": 0, "open": 1, "late": 2}
_CROSSED = {PLANNED: "┼", DONE: "┿", LATE: "╪"}

_BLANK: Span = (" ", "text")
_GAP = 2


class _Row:
    """Cells of one line of the calendar, painted over one another."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.cells: list[Span] = [_BLANK] * window.width

    def fill(self, begin: int, end: int, glyph: str, style: str) -> None:
        """A run of cells from ``begin`` to ``end``, both within it, as far as they are in view."""
        for x in range(max(begin, 0), min(end + 1, self.window.width)):
            self.cells[x] = (glyph, style)

    def mark(self, day: date, glyph: str, style: str) -> None:
        """One cell, if it is in view."""
        x = self.window.x(day)
        if 0 <= x < self.window.width:
            self.cells[x] = (glyph, style)

    def write(self, x: int, text: str, style: str) -> None:
        """A text, if all of it is in view and nothing stands there."""
        if x < 0 or x + len(text) > self.window.width:
            return
        if all(cell == _BLANK for cell in self.cells[x : x + len(text)]):
            self.cells[x : x + len(text)] = [(character, style) for character in text]

    def cross(self, today: date) -> None:
        """Today's line goes through everything that is drawn so far, and around texts."""
        x = self.window.x(today)
        if 0 <= x < self.window.width:
            glyph = self.cells[x][0]
            if glyph == " ":
                self.cells[x] = (TODAY, "key")
            elif glyph in _CROSSED:
                self.cells[x] = (_CROSSED[glyph], "key")

    def spans(self) -> list[Span]:
        """The cells with neighbors of one style put together."""
        found: list[Span] = []
        for glyph, style in self.cells:
            # An empty cell has no color of its own: it goes with what is before it.
            if found and (found[-1][1] == style or (glyph == " " and style == "text")):
                found[-1] = (found[-1][0] + glyph, found[-1][1])
            else:
                found.append((glyph, style))
        return found


def empty(window: Window, today: date) -> list[Span]:
    """Nothing but today's line."""
    row = _Row(window)
    row.cross(today)
    return row.spans()


def note(text: str, window: Window, today: date) -> list[Span]:
    """A few words where a bar would be."""
    row = _Row(window)
    row.write(1, text, "faint")
    row.cross(today)
    return row.spans()


def bar(project: TimelineProject, window: Window, today: date) -> list[Span]:
    """A project's bar, its target, first baseline and milestones, where it waits for others, and today."""
    days = _days(project)
    if not days:
        return note("no dates", window, today)
    row = _Row(window)
    _stretch(row, project, today)
    if project.baseline is not None and project.baseline != project.target:
        row.mark(project.baseline, BASELINE, "muted")
    row.cross(today)
    _milestones(row, project.milestones)
    for one in project.holds_up:
        row.mark(one.ends, WAITS, "bad")
    for one in project.waits:
        row.mark(one.starts, WAITS, "bad")
    _point(row, days)
    return row.spans()


def span(begin: date | None, end: date | None, window: Window, today: date) -> list[Span]:
    """From the first to the last day of a folded group."""
    row = _Row(window)
    if begin is not None and end is not None:
        row.fill(window.x(begin), window.x(end), PLANNED, "muted")
    row.cross(today)
    return row.spans()


def reach(project: TimelineProject) -> tuple[date, date] | None:
    """The first and the last day that something of the project is drawn at; None when it has no dates."""
    days = _days(project)
    return (min(days), max(days)) if days else None


def milestone_state(milestone: TimelineMilestone) -> str:
    """``done``, ``open`` or ``late``."""
    if milestone.done is not None:
        return "done"
    return "late" if milestone.late else "open"


def milestone_mark(milestone: TimelineMilestone) -> Span:
    """The glyph of a milestone and its style."""
    state = milestone_state(milestone)
    return (CIRCLES if milestone.commitment else DIAMONDS)[state], _MARK_STYLES[state]


def _days(project: TimelineProject) -> list[date]:
    known = (project.start, project.target, project.baseline, project.expected)
    marks = [milestone.day for milestone in project.milestones]
    return [day for day in (*known, *marks) if day is not None]


def _stretch(row: _Row, project: TimelineProject, today: date) -> None:
    """Start to target, what is done of it, and what comes after the target."""
    start, target, expected = project.start, project.target, project.expected
    x, end = row.window.x, project.finished or target or expected
    if start is not None:
        last = max(x(end or max(start, today)), x(start))
        row.fill(x(start), last, PLANNED, "track")
        row.fill(x(start), _done_until(project, x(start), last), DONE, "progress")
    if target is None:
        _unplanned(row, project)
        return
    late = expected is not None and expected > target
    if project.finished is not None:
        row.fill(x(project.finished) + 1, x(target), PLANNED, "track")
    if expected is not None and late:
        row.fill(x(target) + 1, x(expected), LATE, "late")
    row.mark(target, TARGET_LATE if late else TARGET, "late" if late else "text")
    if start is None:
        row.write(x(target) - len("no start") - 1, "no start", "faint")
    if project.finished is not None:
        row.mark(project.finished, FINISHED, "progress")


def _unplanned(row: _Row, project: TimelineProject) -> None:
    """What a project without a target has at its end."""
    if project.finished is not None:
        row.mark(project.finished, FINISHED, "progress")
        return
    drawn = [x for x, cell in enumerate(row.cells) if cell != _BLANK]
    if drawn:
        row.write(drawn[-1] + _GAP, "no target", "faint")


def _done_until(project: TimelineProject, begin: int, end: int) -> int:
    """The last cell of what is done: the whole bar only when all is, at least one cell when anything is."""
    if project.finished is not None:
        return end
    share = min(max(project.progress or 0.0, 0.0), 1.0)
    cells = end - begin + 1
    filled = round(share * cells)
    if share > 0:
        filled = max(filled, 1)
    if share < 1:
        filled = min(filled, cells - 1)
    return begin + filled - 1


def _milestones(row: _Row, milestones: Iterable[TimelineMilestone]) -> None:
    """Where several fall into one cell, the one that needs a look most is seen."""
    for one in sorted(milestones, key=lambda each: (_WEIGHTS[milestone_state(each)], each.commitment)):
        row.mark(one.day, *milestone_mark(one))


def _point(row: _Row, days: Iterable[date]) -> None:
    """An arrow where the whole project is out of view."""
    places = [row.window.x(day) for day in days]
    if max(places) < 0:
        row.cells[:1] = [(EARLIER, "muted")] * len(row.cells[:1])
    elif min(places) >= row.window.width:
        row.cells[-1:] = [(LATER, "muted")] * len(row.cells[-1:])
