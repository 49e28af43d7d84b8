"""The values of a board: cards, columns, and the line that says how the project is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class CardLine(NamedTuple):
    """A card as the board draws it."""

    id: int
    version: int
    number: int
    title: str
    column_id: int
    assignees: tuple[str, ...]
    """Keys of people."""
    labels: tuple[str, ...]
    type: str
    priority: str
    service_class: str
    estimate: float | None
    due: date | None
    milestone: str | None
    started_at: int | None
    """UTC milliseconds; the age of a card at work counts from here."""
    finished_at: int | None
    """UTC milliseconds; empty in a done column when the finish is unknown."""
    blocked_since: int | None
    """UTC milliseconds; empty when nothing blocks it."""
    blocked_reason: str
    checks_done: int
    checks: int
    comments: int
    waits_for: int
    """Unfinished cards that this one depends on."""
    rank: str = ""
    """Place in its column, bytewise; equal ranks are ordered by id. A changed line is put in its place by
    it."""


class ColumnView(NamedTuple):
    """A column with its cards, in board order."""

    id: int
    version: int
    name: str
    kind: str
    """queue, active, waiting, done or dropped."""
    limit: int | None
    limit_kind: str
    policy: str
    cards: tuple[CardLine, ...]

    @property
    def over(self) -> bool:
        """More cards than the limit allows."""
        return self.limit is not None and len(self.cards) > self.limit


class BoardHead(NamedTuple):
    """How the project is, as the top line shows it. A text is empty where there is nothing to say."""

    health: str
    """R, A, G, with ? while schedule or cost is unknown; - when nothing is known; the state of a project
    that is not active."""
    health_dimension: str
    """The dimension that decided it: schedule, cost, ..."""
    progress: float | None
    """0 to 1."""
    progress_note: str
    """Why there is no progress number, such as 'no cards'."""
    target: date | None
    p85: date | None
    p85_note: str
    """Why there is no forecast: 'not enough data', 'cannot forecast', 'beyond 10 years', 'done'."""
    slip_days: int | None
    """Against the first baseline; late is positive."""


class BoardView(NamedTuple):
    """Everything that the board shows of one project."""

    project_id: int
    project_version: int
    key: str
    name: str
    client: str
    state: str
    today: date
    now_ms: int
    sle_days: float | None
    """The 85th percentile of cycle time: older cards stand out."""
    head: BoardHead
    columns: tuple[ColumnView, ...]
    last_sequence: int
