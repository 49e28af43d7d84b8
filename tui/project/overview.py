"""The overview: the project's own fields, why its health is what it is, and its main numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.views.besides import besides
from models.views.delivery_values import ProjectRow
from models.views.project import ProjectView
from models.views.project_values import GoalLine
from tui.text import percent, wrap
from tui.text import width as cells_of
from tui.widgets import cells
from tui.widgets.spans import Part, Span

from .rows import (
    EMPTY,
    GUTTER,
    LABEL,
    WORD,
    Entry,
    Row,
    beside,
    field_row,
    heading,
    money,
    sentence,
    when,
    words,
)

_TWO_SIDES = 110
"""From this width on the numbers stand beside the fields, else below them."""
_DIMENSION = 9
_FIGURE = 10
_WORDS = {"R": "red", "A": "amber", "G": "green"}
_DESCRIPTION_LINES = 8
_LONGEST = 4_000
"""Characters of a description that are looked at for these lines."""

Lines = list[list[Span]]


def overview(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    two = width >= _TWO_SIDES
    left = width * 2 // 5 if two else width
    fields = _fields(view, left - 2 if two else width)
    room = (width - left if two else width - GUTTER) - 1
    numbers = [*_why(view, room), [], *_numbers(view), *_said(view.row, room)]
    if two:
        return beside(fields, [[Part(left, room, spans)] for spans in numbers], left)
    return [*fields, EMPTY, *(sentence(spans, width) for spans in numbers)]


def _fields(view: ProjectView, width: int) -> list[Row]:
    facts, today = view.facts, view.today

    def row(name: str, label: str, value: list[Span]) -> list[Row]:
        return _field(Entry("project", facts.id, name), label, value, width)

    people = {name: one.name if one else "" for name, one in (
        ("client", facts.client), ("program", facts.program), ("manager", facts.manager),
        ("delivery", facts.delivery_manager),
    )}  # fmt: skip
    budget = money(facts.budget, facts.currency)
    if facts.budget is not None:
        budget.append((f" {facts.currency}", "muted"))
    return [
        heading("Project", width),
        *row("name", "name", words(facts.name)),
        *row("client_id", "client", words(people["client"])),
        *row("program_id", "program", words(people["program"])),
        *row("manager_id", "project manager", words(people["manager"])),
        *row("delivery_manager_id", "delivery manager", words(people["delivery"])),
        *row("state", "state", words(facts.state)),
        *row("start", "start", _left(when(facts.start, today))),
        *row("target", "target", _left(when(facts.target, today))),
        *row("budget", "budget", budget),
        *row("currency", "currency", words(facts.currency)),
        *row("cadence", "statement every", [(cells.days(facts.cadence), "text")]),
        *row("description", "description", words(facts.description)),
        *row("key", "key", [(facts.key, "muted")]),
        *_limits(view, width),
        *_goals(view, width),
    ]


def _field(entry: Entry, label: str, value: list[Span], width: int) -> list[Row]:
    """A label and a value, which takes further lines where it is long."""
    x = GUTTER + LABEL + 1
    (text, style), *more = value
    lines = [text] if more else _wrapped(text, width - x - 1) or [""]
    return [
        field_row(entry, label, [(lines[0], style), *more], width),
        *(Row((Part(x, width - x - 1, [(line, style)]),), entry) for line in lines[1:]),
    ]


def _limits(view: ProjectView, width: int) -> list[Row]:
    """What health is judged by: the limits that are not the defaults."""
    own = [
        (f"{dimension} {name.replace('_', ' ')} {value:g}", "text")
        for dimension, limits in view.facts.own_limits.items()
        for name, value in limits.items()
    ]
    entry = Entry("limits", view.facts.id)
    first, *more = own or [("the defaults", "muted")]
    x = GUTTER + LABEL + 1
    return [
        field_row(entry, "health limits", [first], width),
        *(Row((Part(x, width - x - 1, [span]),), entry) for span in more),
    ]


def _goals(view: ProjectView, width: int) -> list[Row]:
    """The goals that the project serves, each with its weight."""
    goals = view.facts.goals
    if not goals:
        entry, more = Entry("goal", 0), ": N adds one that the project serves"
        first, *others = _field(entry, "goals", [(f"none{more}", "faint")], width)
        _, alone = _field(entry, "goals", [("none", "faint")], width)[0].parts
        return [
            replace(first, looking=(first.parts[0], alone)),
            *(replace(row, looking=()) for row in others),
        ]
    return [row for one in goals for row in _goal(one, width)]


def _goal(one: GoalLine, width: int) -> list[Row]:
    """A goal in as many lines as its name takes, then its weight."""
    entry, x = Entry("goal", one.id), GUTTER + LABEL + 1
    names = _wrapped(one.goal.name, width - x - 1) or [""]
    lines: Lines = [[(name, "text")] for name in names]
    weight = f"weight {one.weight:g}"
    if cells_of(names[-1]) + len(weight) + 4 < width - x:
        lines[-1].append((f"   {weight}", "muted"))
    else:
        lines.append([(weight, "muted")])
    first, *more = lines
    return [
        field_row(entry, "goal", first, width),
        *(Row((Part(x, width - x - 1, line),), entry) for line in more),
    ]


def _wrapped(text: str, cells_wide: int) -> list[str]:
    lines = [
        line for part in text[:_LONGEST].splitlines() if part.strip()
        for line in wrap(part, max(cells_wide, 8), _DESCRIPTION_LINES)
    ]  # fmt: skip
    if len(lines) > _DESCRIPTION_LINES:
        return [*lines[: _DESCRIPTION_LINES - 1], lines[_DESCRIPTION_LINES - 1] + " …"]
    return lines


def _why(view: ProjectView, room: int) -> Lines:
    row = view.row
    if row.state != "active":
        return [[("Health", "strong"), (f"   not judged: {row.state}", "muted")]]
    word = _WORDS.get(row.health[:1], "unknown")
    title: list[Span] = [("Why ", "strong"), (word, cells.letter_style(row.health))]
    if row.declared:
        title.append((f"   declared {_WORDS.get(row.declared, row.declared)}", "muted"))
    lines: Lines = [title]
    indent = 2 + _DIMENSION
    for one in row.judgments:
        first, *rest = wrap(one.sentence, max(room - indent, 8), 3)
        lines.append(
            [
                (f"{one.letter} ", cells.letter_style(one.letter)),
                (one.dimension.ljust(_DIMENSION), "muted"),
                (first, "text"),
            ]
        )
        lines += [[(" " * indent + text, "text")] for text in rest]
    for text in besides(view.attention, row.judgments):
        first, *rest = wrap(text, max(room - 2, 8), 3)
        lines += [[("! ", "late"), (first, "text")], *([("  " + more, "text")] for more in rest)]
    return lines


def _numbers(view: ProjectView) -> Lines:
    row, today = view.row, view.today
    lines: Lines = [[("Numbers", "strong")], _figure("progress", *_progress(row))]
    lines.append(_figure("target", *_target(row, today)))
    budget = cells.budget(row, today)
    if row.budget_used is not None:
        budget += [(" used   CPI ", "muted"), *cells.cpi(row, today), ("   SPI ", "muted")]
        budget += cells.spi(row, today)
    lines.append(_figure("budget", *budget))
    risk: list[Span] = [(f"{row.risk} of 25", "text")] if row.risk is not None else [(row.risk_note, "faint")]
    lines.append(_figure("risk", *risk))
    lines.append(_figure("client", *cells.csat(row, today), (" CSAT   ", "muted"), *cells.nps(row, today),
                         (" NPS", "muted")))  # fmt: skip
    if row.next_milestone is not None:
        lines.append(_figure("next", *_left(cells.milestone_spans(row.next_milestone, today, whole=True))))
    if any(row.trend_finished):
        trend = cells.spark_counts(row.trend_finished)
        lines.append(_figure("finished", (trend, "key"), (f" {row.trend_finished[-1]} this week", "muted")))
    slips = [value for value in row.trend_slip if value is not None]
    if slips:
        text, style = cells.slip(slips[-1])
        # One week alone is no trend.
        trend = cells.spark(row.trend_slip).rstrip() + " " if len(slips) > 1 else ""
        lines.append(_figure("slip", (trend, "late" if slips[-1] > 0 else "key"), (text, style)))
    return lines


def _progress(row: ProjectRow) -> list[Span]:
    if row.progress is None:
        return [(row.progress_note or "not known", "faint")]
    return [
        *cells.bar(row.progress),
        (f" {percent(row.progress)} %", "text"),
        (f"   {row.open_cards} of {row.cards} cards open", "muted"),
    ]


def _target(row: ProjectRow, today: date) -> list[Span]:
    spans = _left(cells.target(row, today))
    if row.p85 is None:
        note = row.p85_note or "none"
        return [*spans, (f"   {note}" if "forecast" in note else f"   forecast: {note}", "muted")]
    spans += [("   p85 ", "muted"), (cells.day(row.p85, today).strip(), "text")]
    if row.slip_days is not None:
        first = f" of {cells.day(row.slip_from, today).strip()}" if row.slip_from is not None else ""
        spans += [("   ", "text"), cells.slip(row.slip_days), (f" vs first baseline{first}", "muted")]
    return spans


def _said(row: ProjectRow, room: int) -> Lines:
    said = row.statement
    if said is None:
        return [[], [("No statement yet", "faint"), ("   n", "key"), (" makes one", "faint")]]
    ago = "today" if said.days_ago == 0 else f"{cells.days(said.days_ago)} ago"
    stale = ", stale" if row.said_note == "stale" else ""
    lines: Lines = [
        [],
        [("Last statement", "strong"), (f"   {said.author or 'somebody'}, {ago}{stale}, ", "muted"),
         (said.health, said.health)],
    ]  # fmt: skip
    for label, text in (("", said.summary), ("why", said.why), ("next", said.next), ("ask", said.ask)):
        indent = WORD if label else 0
        for at, line in enumerate(wrap(text, max(room - indent, 8), 2) if text else ()):
            lines.append([((label if at == 0 else "").ljust(indent), "faint"), (line, "text")])
    return lines


def _figure(label: str, *spans: Span) -> list[Span]:
    return [(label.ljust(_FIGURE), "muted"), *spans]


def _left(spans: list[Span]) -> list[Span]:
    (text, style), *rest = spans
    return [(text.lstrip(), style), *rest]
