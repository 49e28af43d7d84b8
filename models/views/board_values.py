"""The values of a board: cards, columns, and the line that says how the project is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from models.measures.days import Calendar


class Traits(NamedTuple):
    """What many cards have alike, once for all of them."""

    type: str
    priority: str
    service_class: str
    milestone: str | None


class Marks(NamedTuple):
    """What few cards have; all others share the one that is empty."""

    blocked_since: int | None = None
    """UTC milliseconds; empty when nothing blocks it."""
    blocked_reason: str = ""
    checks_done: int = 0
    checks: int = 0
    comments: int = 0
    waits_for: int = 0
    """Unfinished cards that this one depends on."""
    parent: int | None = None
    """Id of the card that this one is a part of."""


class CardLine(NamedTuple):
    """A card as the board draws it; of 100,000 each field here takes 0.8 MB."""

    id: int
    version: int
    number: int
    title: str
    column_id: int
    assignees: tuple[str, ...]
    """Keys of people."""
    labels: tuple[str, ...]
    traits: Traits
    estimate: float | None
    due: date | None
    started_at: int | None
    """UTC milliseconds; the age of a card at work counts from here."""
    finished_at: int | None
    """UTC milliseconds; empty in a done column when the finish is unknown."""
    marks: Marks
    rank: str = ""
    """Place in its column, bytewise; equal ranks are ordered by id. A changed line is put in its place by
    it."""

    @property
    def type(self) -> str:
        """Such as task."""
        return self.traits.type

    @property
    def priority(self) -> str:
        """Such as normal."""
        return self.traits.priority

    @property
    def service_class(self) -> str:
        """Such as standard."""
        return self.traits.service_class

    @property
    def milestone(self) -> str | None:
        """Its name."""
        return self.traits.milestone

    @property
    def blocked_since(self) -> int | None:
        """UTC milliseconds; empty when nothing blocks it."""
        return self.marks.blocked_since

    @property
    def blocked_reason(self) -> str:
        """Why it is blocked; empty too where nobody said so."""
        return self.marks.blocked_reason

    @property
    def checks_done(self) -> int:
        """Items of its list that are done."""
        return self.marks.checks_done

    @property
    def checks(self) -> int:
        """Items of its list."""
        return self.marks.checks

    @property
    def comments(self) -> int:
        """How many there are."""
        return self.marks.comments

    @property
    def waits_for(self) -> int:
        """Unfinished cards that this one depends on."""
        return self.marks.waits_for

    @property
    def parent(self) -> int | None:
        """Id of the card that this one is a part of."""
        return self.marks.parent


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
    health_why: str = ""
    """The sentence of the dimension that decided it; not shown, told when the health turns."""
    slip_from: date | None = None
    """The target of the first baseline, which the slip counts from."""


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
    calendar: Calendar
    """Which day an instant belongs to."""
