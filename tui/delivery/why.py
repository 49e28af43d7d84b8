"""Why a project is judged as it is: every rule with its numbers, the last statement, the trends."""

from __future__ import annotations

from datetime import date

from models.views.delivery import Attention, Group, Judgment, ProjectRow, Statement
from tui.text import wrap

from . import cells
from .cells import Span
from .columns import GUTTER
from .paint import counted, plain_rule, sentence_line
from .spans import Part

TALLEST = 12
_TWO_SIDES = 100
"""From this width on the statement stands beside the judgments, else below them."""
_WORDS = {"R": "red", "A": "amber", "G": "green", "-": "unknown"}
_ORDER = {"R": 0, "A": 1, "G": 2}
_DIMENSION_WIDTH = 9


def project_pane(
    row: ProjectRow, attention: Attention | None, today: date, width: int, height: int
) -> list[list[Part]]:
    """Exactly ``height`` lines about one project."""
    left = width * 11 // 20 if width >= _TWO_SIDES else width
    in_order = sorted(row.judgments, key=lambda each: _ORDER.get(each.letter, 3))
    judged = [spans for each in in_order for spans in _judgment(each, left - GUTTER - 2)]
    if not judged:
        unknown = "nothing is known yet" if row.state == "active" else f"not judged while {row.state}"
        judged = [[(unknown, "faint")]]
    rest = [*_fired(attention), *_unanswered(row)]
    trends = _trends(row, today)
    tail = 1 if trends else 0
    if width >= _TWO_SIDES:
        said = _statement(row.statement, width - left - 1)
        title = [Part(GUTTER, left - GUTTER - 2, _title(row)), Part(left, width - left, _byline(row))]
        beside = [_beside(judged, said, index, left, width) for index in range(max(len(judged), len(said)))]
        middle = [*beside, *(sentence_line(spans, width) for spans in rest)]
    else:
        title = sentence_line([*_title(row), ("   ", "text"), *_byline(row)], width)
        said = _statement(row.statement, width - GUTTER - 1)
        middle = [sentence_line(spans, width) for spans in (*judged, *said, *rest)]
    lines = [plain_rule(width), title, *middle[: max(height - 2 - tail, 0)]]
    if trends:
        lines.append(sentence_line(trends, width))
    return _exactly(lines, height)


def group_pane(group: Group, width: int, height: int) -> list[list[Part]]:
    """Exactly ``height`` lines about a folded group: its counts and its worst projects."""
    count = len(group.rows)
    head: list[Span] = [
        (group.name or "On their own", "strong"),
        (f"   {count} project{'' if count == 1 else 's'}   ", "muted"),
    ]
    worst = sorted(group.rows, key=lambda row: -row.health_rank)
    named: list[list[Span]] = [
        [
            (row.health.ljust(3), cells.letter_style(row.health)),
            (f"{row.key}  ", "strong"),
            (row.name, "text"),
            (f"  {row.health_dimension}", "muted"),
        ]
        for row in worst
        if row.state == "active"
    ]
    lines = [
        plain_rule(width),
        *(sentence_line(spans, width) for spans in [[*head, *counted(group)], *named]),
    ]
    return _exactly(lines, height)


def _exactly(lines: list[list[Part]], height: int) -> list[list[Part]]:
    return [*lines, *([] for _ in range(height - len(lines)))][: max(height, 0)]


def _beside(
    lefts: list[list[Span]], rights: list[list[Span]], index: int, left: int, width: int
) -> list[Part]:
    one = lefts[index] if index < len(lefts) else []
    other = rights[index] if index < len(rights) else []
    return [Part(GUTTER, left - GUTTER - 2, one), Part(left, width - left - 1, other)]


def _title(row: ProjectRow) -> list[Span]:
    if row.state != "active":
        return [(row.key, "key"), (f"  {row.state}", "strong")]
    word = _WORDS.get(row.health[:1], "unknown")
    spans: list[Span] = [(row.key, "key"), (f"  why {word}", "strong")]
    if row.health.endswith("?"):
        spans.append((", schedule or cost is unknown", "muted"))
    if row.declared:
        spans.append((f"; declared {_WORDS.get(row.declared, row.declared)}", "muted"))
    return spans


def _byline(row: ProjectRow) -> list[Span]:
    said = row.statement
    if said is None:
        return [("no statement yet", "muted")]
    when = "today" if said.days_ago == 0 else f"{cells.days(said.days_ago)} ago"
    stale = ", stale" if row.said_note == "stale" else ""
    return [(f"last statement, {said.health}, {when}, {said.author}{stale}", "muted")]


def _judgment(judged: Judgment, width: int) -> list[list[Span]]:
    """One line; what made the health worse than green is never cut short."""
    lead: list[Span] = [
        (f"{judged.letter} ", cells.letter_style(judged.letter)),
        (judged.dimension.ljust(_DIMENSION_WIDTH), "muted"),
    ]
    indent = 2 + _DIMENSION_WIDTH
    most = 3 if judged.letter in {"R", "A"} else 1
    first, *rest = wrap(judged.sentence, max(width - indent, 1), most)
    return [[*lead, (first, "text")], *([(" " * indent + line, "text")] for line in rest)]


def _statement(said: Statement | None, width: int) -> list[list[Span]]:
    if said is None:
        return []
    texts = [said.summary, said.why]
    texts += [f"Next: {said.next}"] if said.next else []
    texts += [f"Ask: {said.ask}"] if said.ask else []
    return [[(part, "text")] for text in texts if text for part in wrap(text, width, 3)]


def _fired(attention: Attention | None) -> list[list[Span]]:
    if attention is None:
        return []
    return [[("! ", "late"), (sentence, "text")] for sentence in attention.all]


def _unanswered(row: ProjectRow) -> list[list[Span]]:
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
    return [[("no answer: ", "faint"), ("; ".join(texts), "muted")]] if texts else []


def _trends(row: ProjectRow, today: date) -> list[Span]:
    spans: list[Span] = []
    slips = cells.spark(row.trend_slip)
    if slips.strip():
        known = [value for value in row.trend_slip if value is not None]
        text, style = cells.slip(known[-1])
        spans += [("slip over 12 weeks ", "muted"), (slips, "late"), (" ", "text"), (text, style)]
    if any(row.trend_finished):
        spans += [("   " if spans else "", "text"), ("finished a week ", "muted")]
        spans += [(cells.spark(row.trend_finished), "key"), (f" {row.trend_finished[-1]}", "text")]
    if row.next_milestone is not None:
        spans += [("   " if spans else "", "text"), ("next ", "muted")]
        spans += cells.milestone_spans(row.next_milestone, today)
    return spans
