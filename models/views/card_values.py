"""The values of the panel that shows and edits one card."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from models.views.names import Named

__all__ = [
    "BlockView",
    "CardChoices",
    "CardDetails",
    "CheckView",
    "CommentView",
    "HistoryLine",
    "LinkView",
    "Named",
]


class CheckView(NamedTuple):
    """A step of the checklist."""

    id: int
    version: int
    text: str
    done: bool


class CommentView(NamedTuple):
    """A comment; ``at`` in UTC milliseconds."""

    id: int
    version: int
    at: int
    author: str
    text: str


class LinkView(NamedTuple):
    """Another card that this one is tied to; ``kind`` is depends, needed by, relates, parent or child."""

    id: int
    key: str
    title: str
    kind: str
    finished: bool


class BlockView(NamedTuple):
    """A time in which the card could not go on, in UTC milliseconds; open while ``ended_at`` is empty."""

    id: int
    version: int
    started_at: int
    ended_at: int | None
    reason: str
    by: str


class HistoryLine(NamedTuple):
    """One change of the card: who, when (UTC milliseconds), and a sentence."""

    at: int
    author: str
    text: str


class CardDetails(NamedTuple):
    """One card, whole."""

    id: int
    version: int
    key: str
    """Such as ATLAS-42."""
    number: int
    code: str
    project: Named
    column: Named
    column_kind: str
    title: str
    description: str
    type: str
    priority: str
    service_class: str
    estimate: float | None
    due: date | None
    milestone: Named | None
    assignees: tuple[Named, ...]
    labels: tuple[str, ...]
    created_at: int
    started_at: int | None
    finished_at: int | None
    archived_at: int | None
    age_days: float | None
    """Work item age of a card at work, else empty."""
    cycle_days: float | None
    lead_days: float | None
    blocked_days: float
    checklist: tuple[CheckView, ...]
    comments: tuple[CommentView, ...]
    links: tuple[LinkView, ...]
    blocks: tuple[BlockView, ...]
    history: tuple[HistoryLine, ...]
    counts_as: float | None = None
    """What it counts as in percent complete while it has no estimate: the mean of the others. None: with an
    estimate, where no card has one, or where it counts for nothing."""


class CardChoices(NamedTuple):
    """What the fields of a card may be set to."""

    people: tuple[Named, ...]
    milestones: tuple[Named, ...]
    labels: tuple[str, ...]
    types: tuple[str, ...]
    columns: tuple[Named, ...]
