"""Why a project is judged as it is, in blocks of lines: the same wherever one asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.measures.wording import days_text
from models.views.besides import besides
from models.views.delivery import Attention, Judgment, ProjectRow, Promised, Statement
from tui.text import width as width_of
from tui.text import wrap

from . import cells
from .spans import Span

_WORDS = {"R": "red", "A": "amber", "G": "green", "-": "unknown"}
_LABEL = 11
"""Cells before every text: a letter and what it is about."""
_PROMISES = 5
"""Promises that are told."""
_MOST = 20
"""Lines of one text: those that people write have no end."""


def title(row: ProjectRow) -> list[Span]:
    """Which project, and what is asked: ``ATLAS why amber; declared green``."""
    if row.state != "active":
        return [(row.key, "key"), (f"  {row.state}", "strong")]
    word = _WORDS.get(row.health[:1], "unknown")
    spans: list[Span] = [(row.key, "key"), (f"  why {word}", "strong")]
    if row.declared:
        spans.append((f"; declared {_WORDS.get(row.declared, row.declared)}", "muted"))
    if row.health.endswith("?"):
        spans.append((", schedule or cost is unknown", "muted"))
    return spans


def one_below_the_other(
    row: ProjectRow, attention: Attention | None, today: date, room: int
) -> list[list[Span]]:
    """All that is told. What matters first: few lines must not begin with what is in order."""
    return [
        *_troubles(row, attention, room),
        *_slip(row, today, room),
        *_said(row, room),
        *_promised(row, today, room),
        *_calm(row, room),
        *_trends(row, today, room),
        *_open(row, room),
    ]


def judged(row: ProjectRow, attention: Attention | None, room: int) -> list[list[Span]]:
    """The judgments, and what has no answer: one of two sides."""
    return [*_troubles(row, attention, room), *_calm(row, room), *_open(row, room)]


def told(row: ProjectRow, today: date, room: int) -> list[list[Span]]:
    """Slip, statement, promises, trends: the other side."""
    return [
        *_slip(row, today, room),
        *_said(row, room),
        *_promised(row, today, room),
        *_trends(row, today, room),
    ]


def _labeled(lead: Sequence[Span], text: str, room: int, style: str = "text") -> list[list[Span]]:
    """A text behind its label, wrapped; the lines after the first begin under the text."""
    used = sum(len(part) for part, _ in lead)
    first, *rest = wrap(text, max(room - _LABEL, 1), _MOST)
    lines = [[*lead, (" " * (_LABEL - used), "muted"), (first, style)]]
    return [*lines, *([(" " * _LABEL, "muted"), (line, style)] for line in rest)]


def _troubles(row: ProjectRow, attention: Attention | None, room: int) -> list[list[Span]]:
    """What is red, then the rules that fired and say something else, then what is amber."""
    lines = _judgments(row, "R", room)
    for sentence in besides(attention.all if attention is not None else (), row.judgments):
        first, *rest = wrap(sentence, max(room - 2, 1), _MOST)
        lines += [[("! ", "late"), (first, "text")], *([("  ", "muted"), (one, "text")] for one in rest)]
    return [*lines, *_judgments(row, "A", room)]


def _calm(row: ProjectRow, room: int) -> list[list[Span]]:
    """What is green, then what is not known."""
    if not row.judgments:
        unknown = "nothing is known yet" if row.state == "active" else f"not judged while {row.state}"
        return [[(unknown, "faint")]]
    return [*_judgments(row, "G", room), *_judgments(row, "-", room)]


def _judgments(row: ProjectRow, letter: str, room: int) -> list[list[Span]]:
    return [line for each in row.judgments if each.letter == letter for line in _judgment(each, room)]


def _judgment(judged: Judgment, room: int) -> list[list[Span]]:
    lead = [(f"{judged.letter} ", cells.letter_style(judged.letter)), (judged.dimension, "muted")]
    return _labeled(lead, judged.sentence, room)


def _said(row: ProjectRow, room: int) -> list[list[Span]]:
    """Who said what when, why, what comes next, and what is asked for."""
    said = row.statement
    if said is None:
        return [[("no statement yet", "muted")]]
    when = "today" if said.days_ago == 0 else f"{cells.days(said.days_ago)} ago"
    stale = ", stale" if row.said_note == "stale" else ""
    byline = f"last statement, {said.health}, {when}, {said.author}{stale}"
    lines: list[list[Span]] = [[(line, "muted")] for line in wrap(byline, max(room, 1), _MOST)]
    for label, text in _told(said):
        lines += _labeled([("  ", "muted"), (label, "muted")], text, room)
    return lines


def _told(said: Statement) -> list[tuple[str, str]]:
    parts = (("said", said.summary), ("why", said.why), ("next", said.next), ("ask", said.ask))
    return [(label, text) for label, text in parts if text]


def _open(row: ProjectRow, room: int) -> list[list[Span]]:
    notes = (
        ("progress", row.progress is None, row.progress_note),
        ("p85", row.p85 is None, row.p85_note),
        ("slip", row.slip_days is None, row.slip_note),
        ("budget", row.budget_used is None, row.budget_note),
        ("CPI", row.cpi is None, row.cpi_note),
        ("risk", row.risk is None, row.risk_note),
        ("CSAT", row.csat is None, row.csat_note),
    )
    texts = [f"{name} {note}" for name, missing, note in notes if missing and note and note != "-"]
    return _labeled([("no answer", "faint")], "; ".join(texts), room, "muted") if texts else []


def _trends(row: ProjectRow, today: date, room: int) -> list[list[Span]]:
    """The next milestone, and what was finished in twelve weeks."""
    lines = _milestone(row, today, room)
    if any(row.trend_finished):
        total = (f"{sum(row.trend_finished)} in 12 weeks", "text")
        before = f"this week {row.trend_finished[-1]}"
        lines += _trend("finished", cells.spark_counts(row.trend_finished), total, before, room)
    return lines


def _slip(row: ProjectRow, today: date, room: int) -> list[list[Span]]:
    """Slip over twelve weeks and now, and which plans it is counted from."""
    if row.slip_days is None:
        return []
    line: list[Span] = [("slip".ljust(_LABEL), "muted")]
    drawn, known = cells.spark(row.trend_slip), [value for value in row.trend_slip if value is not None]
    if drawn.strip():
        line += [(drawn, "key"), (" ", "muted")]
    line.append(cells.slip(row.slip_days))
    told = f"vs {_baseline('first', row.slip_from, today)}" if row.slip_from is not None else ""
    if len(known) > 1:
        told = f"{told}, was {days_text(known[0])}".removeprefix(", ")
    lines = _followed(line, told, room)
    if row.slip_from_latest is not None and row.baseline_slip_days is not None:
        latest: list[Span] = [(" " * _LABEL, "muted"), cells.slip(row.baseline_slip_days)]
        lines += _followed(latest, f"vs {_baseline('latest', row.slip_from_latest, today)}", room)
    return lines


def _baseline(which: str, day: date | None, today: date) -> str:
    return f"{which} baseline of {cells.day(day, today).strip()}" if day is not None else ""


def _followed(line: list[Span], text: str, room: int) -> list[list[Span]]:
    """A line and what is said of it: beside it, or below where there is no room."""
    if sum(width_of(part) for part, _ in line) + 1 + len(text) <= room:
        return [[*line, (f" {text}", "muted")]]
    return [line, *_labeled([], text, room, "muted")]


def _promised(row: ProjectRow, today: date, room: int) -> list[list[Span]]:
    """What was promised and is open, with its forecast; the latest first."""
    lines: list[list[Span]] = []
    for one in row.promises[:_PROMISES]:
        late = one.overdue or (one.late_days or 0) > 0
        lead: list[Span] = [("! " if late else "  ", "late"), ("promised", "muted")]
        lines += _labeled(lead, _promise(one, today), room)
    more = len(row.promises) - _PROMISES
    return [*lines, *([[(" " * _LABEL, "muted"), (f"and {more} more", "muted")]] if more > 0 else [])]


def _promise(one: Promised, today: date) -> str:
    text = f"{one.text}, {cells.day(one.due, today).strip()}" if one.due is not None else one.text
    if one.overdue:
        return f"{text}, overdue"
    if one.forecast is None or one.late_days is None:
        return text
    return f"{text}, forecast {cells.day(one.forecast, today).strip()} ({days_text(one.late_days)})"


def _milestone(row: ProjectRow, today: date, room: int) -> list[list[Span]]:
    """The next milestone; a name that does not fit beside its day has its own lines."""
    if row.next_milestone is None:
        return []
    *when, (name, _) = cells.milestone_spans(row.next_milestone, today, whole=True)
    line: list[Span] = [("milestone".ljust(_LABEL), "muted"), *when]
    if sum(width_of(text) for text, _ in line) + width_of(name) <= room:
        return [[*line, (name, "muted")]]
    return [line, *_labeled([], name.strip(), room, "muted")]


def _trend(label: str, drawn: str, now: Span, before: str, room: int) -> list[list[Span]]:
    """Columns and their figures; the older figure on a line of its own where there is no room beside."""
    line = [(label.ljust(_LABEL), "muted"), (drawn, "key"), (" ", "muted"), now]
    if sum(width_of(text) for text, _ in line) + 2 + len(before) <= room:
        return [[*line, (f", {before}", "muted")]]
    return [line, [(" " * _LABEL, "muted"), (before, "muted")]]
