"""What a report for a client is made of: no costs, judgments, risks, nor anybody's time are in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from models.measures.answers import NoAnswer
from models.measures.satisfaction import Score, csat, nps
from models.portfolio import Portfolio
from models.store.database import Store
from models.views.delivery import delivery
from models.views.delivery_values import NextMilestone, ProjectRow, Statement
from models.views.project_values import AnswerLine, ExpectationLine
from models.views.scope import day_from, ids_text
from models.views.timeline import TimelineMilestone, timeline

_OF_PROJECTS = """
WHERE x.removed = 0 AND x.archived_at IS NULL AND x.project_id IN (SELECT value FROM json_each(?))
"""
_EXPECTATIONS = f"""
SELECT x.project_id, x.id, x.version, x.text, x.due, x.state FROM expectation x {_OF_PROJECTS}
ORDER BY x.state <> 'open', x.due IS NULL, x.due, x.id
"""
_ANSWERS = f"""
SELECT x.project_id, x.id, x.version, x.date, x.csat, x.nps, '', coalesce(x.comment, '')
FROM satisfaction x {_OF_PROJECTS} ORDER BY x.date DESC, x.id DESC
"""


_EACH = 12
"""Projects of which nothing was said, to each of which a line is given; of more, so many are named."""
_WORDS = {"R": "red", "A": "amber", "G": "green"}


class ClientProject(NamedTuple):
    """A project as its client may see it."""

    id: int
    key: str
    name: str
    manager: str
    state: str
    start: date | None
    target: date | None
    forecast: date | None
    """The date that the work makes with 85 %."""
    progress: float | None
    next_milestone: NextMilestone | None
    statement: Statement | None
    milestones: tuple[TimelineMilestone, ...]
    expectations: tuple[ExpectationLine, ...]
    answers: tuple[AnswerLine, ...]
    """Newest first, without the names of who answered."""
    csat: Score | NoAnswer
    nps: Score | NoAnswer


class ClientReport(NamedTuple):
    """Projects of one client at one moment, by key."""

    today: date
    now_ms: int
    projects: tuple[ClientProject, ...]
    csat: Score | NoAnswer
    """Of the answers about all of these projects."""
    nps: Score | NoAnswer
    doubts: tuple[str, ...]
    """For who sends it, not for the client: what was stated and no longer holds, project by project."""


def client_report(p: Portfolio, wanted: Callable[[ProjectRow], bool]) -> ClientReport:
    """The projects in use that are wanted; a fixed number of queries."""
    with p.store.snapshot():
        view = delivery(p)
        rows = [row for row in view.rows if wanted(row)]
        planned = {one.id: one for one in timeline(p).projects}
        ids = ids_text(row.id for row in rows)
        promised = _expectations(p.store, rows, ids, view.today)
        answered = _answers(p.store, ids)
    projects = []
    for row in rows:
        answers = answered.get(row.id, [])
        projects.append(
            ClientProject(
                row.id, row.key, row.name, row.manager, row.state, planned[row.id].start, row.target, row.p85,
                row.progress, row.next_milestone, row.statement, planned[row.id].milestones,
                tuple(promised.get(row.id, ())), tuple(answers), *_scores(answers, view.today),
            )
        )  # fmt: skip
    every = [answer for answers in answered.values() for answer in answers]
    doubts = tuple(_doubts(rows))
    return ClientReport(view.today, view.now_ms, tuple(projects), *_scores(every, view.today), doubts)


def _doubts(rows: Sequence[ProjectRow]) -> Iterator[str]:
    """Why what is stated may be wrong by now, project by project; many of which nothing is said at once."""
    unsaid = [row.key for row in rows if row.state == "active" and row.statement is None]
    if len(unsaid) <= _EACH:
        yield from (doubt for row in rows if (doubt := _doubt(row)))
        return
    yield from (doubt for row in rows if row.statement is not None and (doubt := _doubt(row)))
    yield f"nothing was stated yet: {', '.join(unsaid[:_EACH])} and {len(unsaid) - _EACH} more"


def _doubt(row: ProjectRow) -> str:
    """Why the status that was stated may be wrong by now; empty where it holds."""
    if row.state != "active":
        return ""
    if row.statement is None:
        return f"{row.key}: nothing was stated yet"
    computed = _WORDS.get(row.health[:1], "unknown")
    said = row.statement.health
    if row.said_note == "stale":
        return f"{row.key}: stated {said} {row.statement.days_ago} d ago, which is stale; computed {computed}"
    return f"{row.key}: stated {said}, computed {computed}" if row.declared else ""


def _expectations(
    store: Store, rows: Iterable[ProjectRow], ids: str, today: date
) -> dict[int, list[ExpectationLine]]:
    """With the forecasts that the delivery screen has."""
    expected = {
        (row.id, one.text, one.due): one.forecast
        for row in rows
        for one in row.promises
        if not one.commitment
    }
    found: defaultdict[int, list[ExpectationLine]] = defaultdict(list)
    for project_id, row_id, seen, text, due_text, state in store.rows(_EXPECTATIONS, (ids,)):
        due = day_from(due_text)
        overdue = state == "open" and due is not None and due < today
        forecast = expected.get((project_id, text, due)) if state == "open" else None
        found[project_id].append(ExpectationLine(row_id, seen, text, due, state, overdue, forecast))
    return found


def _answers(store: Store, ids: str) -> dict[int, list[AnswerLine]]:
    found: defaultdict[int, list[AnswerLine]] = defaultdict(list)
    rows: Iterable[tuple[Any, ...]] = store.rows(_ANSWERS, (ids,))
    for project_id, row_id, seen, day, *rest in rows:
        found[project_id].append(AnswerLine(row_id, seen, date.fromisoformat(day), *rest))
    return found


def _scores(answers: Sequence[AnswerLine], today: date) -> tuple[Score | NoAnswer, Score | NoAnswer]:
    return (
        csat([(one.date, one.csat) for one in answers if one.csat is not None], today),
        nps([(one.date, one.nps) for one in answers if one.nps is not None], today),
    )
