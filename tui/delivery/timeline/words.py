"""What the line under the calendar says about the project that the cursor is on."""

from __future__ import annotations

from datetime import date

from models.views.timeline import Conflict, TimelineMilestone, TimelineProject
from tui.text import cut, plain, width, wrap
from tui.widgets import cells
from tui.widgets.spans import Span

from .bar import BASELINE, CIRCLES, DIAMONDS, FINISHED, LATE, TARGET, WAITS, milestone_mark

LEGEND: tuple[str, ...] = (
    f"{DIAMONDS['done']} done  {DIAMONDS['open']} to come  {DIAMONDS['late']} late",
    f"{CIRCLES['done']}{CIRCLES['open']}{CIRCLES['late']} promised",
    f"{TARGET} target  {LATE} after it",
    f"{BASELINE} first baseline",
    f"{FINISHED} finished",
    f"{WAITS} waits",
)
"""What the glyphs mean; each of these stays on one line."""
_CONFLICT_MOST = 4
"""Lines of one conflict."""
_NEXT = "; next: "
_NAME_GOOD, _NAME_LEAST = 12, 6
"""Cells of a milestone's name that tell which one it is, and those that it has at least."""


def about(project: TimelineProject, today: date, room: int) -> Span:
    """A conflict before all; else the dates, the slip and the next milestone, in so many cells if it can."""
    conflicts = (*project.waits, *project.holds_up)
    if conflicts:
        return f"{WAITS} {_conflict(conflicts)}", "late"
    text = "; ".join(part for part in (_dates(project, today), _slip(project, today)) if part)
    return text + _next(project, today, room - width(plain(text))), "muted"


def details(project: TimelineProject, today: date, room: int) -> list[list[Span]]:
    """For the pane: every conflict, then every milestone by its mark."""
    lines: list[list[Span]] = []
    for conflict in (*project.waits, *project.holds_up):
        first, *rest = wrap(conflict.sentence, max(room - 2, 1), _CONFLICT_MOST)
        lines += [[(f"{WAITS} ", "bad"), (first, "text")], *([("  ", "text"), (one, "text")] for one in rest)]
    used = room
    for one in project.milestones:
        text = f" {plain(milestone_words(one, today))}"
        if used + 1 + width(text) > room:
            lines.append([])
            used = 0
        lines[-1] += [milestone_mark(one), (f"{text}   ", "text")]
        used += 4 + width(text)
    return lines


def _conflict(conflicts: tuple[Conflict, ...]) -> str:
    others = len(conflicts) - 1
    return conflicts[0].sentence + (f" and {others} more" if others else "")


def _dates(project: TimelineProject, today: date) -> str:
    start, target = _day(project.start, today), _day(project.target, today)
    if project.finished is not None:
        begun = f"{start} to " if start else "finished "
        return f"{begun}{_day(project.finished, today)}" + (f", target {target}" if target else "")
    if start and target:
        dates = f"{start} to {target}"
    elif start:
        dates = f"from {start}, no target"
    else:
        dates = f"to {target}, no start" if target else "no dates"
    return dates + _p85(project, today)


def _p85(project: TimelineProject, today: date) -> str:
    return f", p85 {_day(project.p85, today)}" if project.p85 is not None else ""


def _slip(project: TimelineProject, today: date) -> str:
    """Days against the first baseline, as in the table."""
    if project.baseline is None or project.expected is None:
        return ""
    days = (project.expected - project.baseline).days
    return f"baseline {_day(project.baseline, today)} ({cells.slip(days)[0]})"


def _next(project: TimelineProject, today: date, room: int) -> str:
    """The first milestone that is not reached. A part of its name gives way first, then the forecast."""
    coming = next((one for one in project.milestones if one.done is None), None)
    if coming is None:
        return ""
    name, days = plain(coming.name), _days(coming, today)
    if room - width(_NEXT + days) < min(_NAME_GOOD, width(name)):
        days = f" {_day(coming.day, today)}"
    return f"{_NEXT}{cut(name, max(room - width(_NEXT + days), _NAME_LEAST))}{days}"


def milestone_words(one: TimelineMilestone, today: date) -> str:
    """``UAT starts 14 Dec, forecast 31 Dec``."""
    return one.name + _days(one, today)


def _days(one: TimelineMilestone, today: date) -> str:
    text = f" {_day(one.day, today)}"
    if one.done is None and one.forecast is not None and one.forecast != one.due:
        return f"{text}, forecast {_day(one.forecast, today)}"
    return text + (", overdue" if one.done is None and one.late else "")


def _day(value: date | None, today: date) -> str:
    return cells.day(value, today).strip() if value is not None else ""
