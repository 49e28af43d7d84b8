"""What the database has already: what files may refer to and leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTHING: frozenset[str] = frozenset()
DEFAULT_COLUMNS = ("Backlog", "Ready", "Doing", "Review", "Done")
DEFAULT_CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class KnownProject:
    """What the database has of one project: ids of its cards, names of its columns and milestones."""

    cards: frozenset[str] = NOTHING
    columns: frozenset[str] = NOTHING
    milestones: frozenset[str] = NOTHING
    currency: str = DEFAULT_CURRENCY


@dataclass(frozen=True, slots=True)
class Known:
    """What the database has already, so that files may refer to it: keys, projects by key."""

    people: frozenset[str] = NOTHING
    clients: frozenset[str] = NOTHING
    programs: frozenset[str] = NOTHING
    goals: frozenset[str] = NOTHING
    projects: Mapping[str, KnownProject] = field(default_factory=dict)
