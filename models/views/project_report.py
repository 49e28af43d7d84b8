"""What a report on one project is made of: its page, its board, and what was finished of late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from models.measures.flow import SLE_WINDOW_DAYS
from models.portfolio import Portfolio
from models.store.database import Store
from models.views.board import board
from models.views.board_values import BoardView
from models.views.project import project
from models.views.project_values import ProjectView, StatementLine
from models.views.scope import Moment


class FinishedCard(NamedTuple):
    """A card with a known finish. Instants are UTC milliseconds."""

    key: str
    title: str
    started_at: int | None
    finished_at: int
    day: date
    """The portfolio's day of the finish."""


class ProjectReport(NamedTuple):
    """One project at one moment."""

    page: ProjectView
    board: BoardView
    finished: tuple[FinishedCard, ...]
    """Newest first: those of the 90 days that a service level looks at, and all since ``since``."""
    since: date | None
    """The day of the last statement made before today; None when there is none."""
    people: dict[str, str]
    """Key -> name of everybody, for the cards."""

    @property
    def news(self) -> tuple[FinishedCard, ...]:
        """What was finished since the last statement made before today, or in the 90 days."""
        return tuple(card for card in self.finished if self.since is None or card.day >= self.since)

    @property
    def recent(self) -> tuple[FinishedCard, ...]:
        """What was finished in the 90 days that end today."""
        first = self.page.today - timedelta(days=SLE_WINDOW_DAYS - 1)
        return tuple(card for card in self.finished if card.day >= first)


_FINISHED = """
SELECT c.number, c.title, c.started_at, c.finished_at
FROM card c JOIN board_column k ON k.id = c.column_id
WHERE c.project_id = ? AND c.removed = 0 AND c.finished_at IS NOT NULL AND k.kind = 'done'
  AND c.finished_at BETWEEN ? AND ?
ORDER BY c.finished_at DESC, c.number DESC
"""


def project_report(p: Portfolio, key: str) -> ProjectReport:
    """Everything that a report says about the project with this key, an archived one too; a fixed number of
    queries. Raises NotFound.
    """
    with p.store.snapshot():
        page, shown = project(p, key), board(p, key)
        moment = Moment.of(p)._replace(now_ms=page.now_ms, today=page.today)
        since = last_said(page.statements, page.today)
        return ProjectReport(
            page=page,
            board=shown,
            finished=_finished(p.store, moment, page, since),
            since=since,
            people=dict(p.store.rows("SELECT key, name FROM person WHERE removed = 0")),
        )


def last_said(statements: tuple[StatementLine, ...], today: date) -> date | None:
    """The day of the newest statement before today: one of today is told together with the report."""
    return next((said.date for said in statements if said.date < today), None)


def _finished(
    store: Store, moment: Moment, page: ProjectView, since: date | None
) -> tuple[FinishedCard, ...]:
    first = page.today - timedelta(days=SLE_WINDOW_DAYS - 1)
    from_ms = moment.calendar.start_of(min(first, since or first))
    rows = store.rows(_FINISHED, (page.facts.id, from_ms, moment.now_ms))
    return tuple(
        FinishedCard(f"{page.facts.key}-{number}", title, started, at, moment.calendar.day_of(at))
        for number, title, started, at in rows
    )
