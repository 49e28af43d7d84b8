"""The client's side: who has a say, what was promised, how satisfied they say they are."""

from __future__ import annotations

from models.measures.answers import NoAnswer, Reason
from models.measures.satisfaction import Score
from models.views.project import AnswerLine, ExpectationLine, ProjectView, StakeholderLine
from tui.widgets import cells
from tui.widgets.spans import Span

from .rows import EMPTY, Column, Entry, Row, Table, expected, heading, nothing, rest, when, words

_STAKEHOLDERS = (
    Column("Stakeholder", 0),
    Column("Role", 18, drop=2, most=28),
    Column("Organisation", 16, drop=5, most=28),
    Column("Influence", 9, drop=3),
    Column("Interest", 8, drop=4),
    Column("Engagement", 25, drop=1),
    Column("Contact", 10),
)
_EXPECTATIONS = (Column("Expectation", 0), Column("Due", 8), Column("Forecast", 9), Column("State", 8))
_ANSWERS = (
    Column("Comment", 0),
    Column("Date", 8),
    Column("Answer", 12),
    Column("Respondent", 18, drop=1, most=32),
)
_LONG_SILENCE = 30
_STATES = {"open": "muted", "kept": "green", "missed": "late"}


def client(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    return [*_stakeholders(view, width), EMPTY, *_expectations(view, width), EMPTY, *_answers(view, width)]


def _stakeholders(view: ProjectView, width: int) -> list[Row]:
    own = view.client.stakeholders
    rows = [heading("Stakeholders", width, note="the most influential and interested first" if own else "")]
    if not own:
        return [*rows, nothing("stakeholder", "none yet", width, "n adds one")]
    table = Table(_STAKEHOLDERS, width, (one.name for one in own))
    return [*rows, table.head(), *(_stakeholder(table, one) for one in own)]


def _stakeholder(table: Table, one: StakeholderLine) -> Row:
    engagement: list[Span] = [(one.engagement, "muted")]
    if one.wanted != one.engagement:
        engagement = [(one.engagement, "amber"), (f" -> {one.wanted}", "muted")]
    return table.row(
        Entry("stakeholder", one.id),
        (
            [(one.name, "text")],
            words(one.role, "muted"),
            words(one.organisation, "muted"),
            _of_five(one.influence),
            _of_five(one.interest),
            engagement,
            _contact(one.silent_days),
        ),
    )


def _of_five(value: int | None) -> list[Span]:
    if value is None:
        return [("-", "faint")]
    return [(f"{value} ", "text"), ("■" * value, "progress"), ("·" * (5 - value), "faint")]


def _contact(days: int | None) -> list[Span]:
    if days is None:
        return [("never", "muted")]
    text = "today" if days == 0 else f"{cells.days(days)} ago" if days > 0 else f"in {cells.days(-days)}"
    # As everywhere, what is too old is told by a glyph too.
    return [(f"!{text}", "amber") if days > _LONG_SILENCE else (text, "muted")]


def _expectations(view: ProjectView, width: int) -> list[Row]:
    own = view.client.expectations
    counts = {state: sum(one.state == state for one in own) for state in _STATES}
    late = sum(one.late_days > 0 for one in own)
    told = [f"{count} {state}" for state, count in counts.items() if count]
    note = ", ".join([*told, *([f"{late} forecast late"] if late else [])])
    rows = [heading("Expectations", width, note=note, offer="c: kept" if own else "")]
    if not own:
        return [*rows, nothing("expectation", "nothing was promised yet", width, "n writes down a promise")]
    table = Table(_EXPECTATIONS, width, (one.text for one in own))
    return [*rows, table.head(), *(_expectation(view, table, one) for one in own)]


def _expectation(view: ProjectView, table: Table, one: ExpectationLine) -> Row:
    state: list[Span] = [("overdue", "late")] if one.overdue else [(one.state, _STATES[one.state])]
    return table.row(
        Entry("expectation", one.id),
        (
            [(one.text, "text" if one.state == "open" else "muted")],
            when(one.due, view.today, "late" if one.overdue else "text"),
            expected(one.forecast, one.due, view.today),
            state,
        ),
    )


def _answers(view: ProjectView, width: int) -> list[Row]:
    own = view.client
    scores = [f"{name} {_score(score)}" for name, score in (("CSAT", own.csat), ("NPS", own.nps))
              if not (isinstance(score, NoAnswer) and score.reason is Reason.NO_ANSWERS)]  # fmt: skip
    note = ", ".join(scores) + " in the last 180 d" if scores else ""
    rows = [heading("Satisfaction", width, note=note)]
    if not own.answers:
        return [*rows, nothing("satisfaction", "no answers yet", width, "n writes one down")]
    table = Table(_ANSWERS, width, (one.comment for one in own.answers))
    return [*rows, table.head(), *(_answer(view, table, one) for one in own.answers),
            *rest(len(own.answers), own.answer_count, width)]  # fmt: skip


def _score(score: Score | NoAnswer) -> str:
    return score.text


def _answer(view: ProjectView, table: Table, one: AnswerLine) -> Row:
    said: list[Span] = [("-", "faint")]
    if one.csat is not None:
        said = [
            ("CSAT ", "muted"),
            (f"{one.csat}", _satisfied(one.csat >= 4, one.csat <= 2)),
            (" of 5", "muted"),
        ]
    elif one.nps is not None:
        said = [
            ("NPS ", "muted"),
            (f"{one.nps}", _satisfied(one.nps >= 9, one.nps <= 6)),
            (" of 10", "muted"),
        ]
    return table.row(
        Entry("satisfaction", one.id),
        (words(one.comment), when(one.date, view.today), said, words(one.respondent, "muted")),
    )


def _satisfied(good: bool, bad: bool) -> str:
    return "green" if good else "late" if bad else "text"
