"""The values of the panel that shows and edits one card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, slots=True)
class CheckView:
    """A step of the checklist."""

    id: int
    version: int
    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment; ``at`` in UTC milliseconds."""

    id: int
    version: int
    at: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """Another card that this one is tied to; ``kind`` is depends, needed by, relates, parent or child."""

    id: int
    key: str
    title: str
    kind: str
    finished: bool


@dataclass(frozen=True, slots=True)
class BlockView:
    """A time in which the card could not go on, in UTC milliseconds; open while ``ended_at`` is empty."""

    id: int
    version: int
    started_at: int
    ended_at: int | None
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of the card: who, when (UTC milliseconds), and a sentence."""

    at: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class CardDetails:
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


@dataclass(frozen=True, slots=True)
class CardChoices:
    """What the fields of a card may be set to."""

    people: tuple[Named, ...]
    milestones: tuple[Named, ...]
    labels: tuple[str, ...]
    types: tuple[str, ...]
    columns: tuple[Named, ...]
