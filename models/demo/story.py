"""How the demo's projects are told: plain values, in days from today, so that they live on any day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card that is not done: its title, the days since it entered its column, and what else is known."""

    title: str
    since: int
    started: int | None = None
    """Days since it was first worked on; empty for what has not started."""
    who: tuple[str, ...] = ()
    points: int | None = None
    due: int | None = None
    """Days from today."""
    more: dict[str, Any] = field(default_factory=dict)
    """Further keys of the definition format, such as labels, checklist, depends_on."""
    blocked: tuple[int, str] | None = None
    """Days since, and the reason."""


@dataclass(frozen=True, slots=True)
class Story:
    """One project. Days count from today: negative is past."""

    key: str
    name: str
    client: str
    program: str
    manager: str
    delivery_manager: str
    start: int
    target: int
    first_target: int
    """The target of the first baseline."""
    team: tuple[str, ...]
    budget: int
    spent: int
    """Costs to date, in units of the currency, spread over the months since the start."""
    description: str
    done: tuple[str, ...]
    """Titles of finished cards, oldest first."""
    finish_days: tuple[int, ...]
    """Days before today on which they were finished, oldest first; as many as ``done``."""
    cycle: tuple[int, ...]
    """Days that the work on them took, repeated as often as needed."""
    review: tuple[Waiting, ...] = ()
    doing: tuple[Waiting, ...] = ()
    ready: tuple[Waiting, ...] = ()
    backlog: tuple[Waiting, ...] = ()
    state: str = "active"
    currency: str = "EUR"
    doing_limit: int = 4
    slips: tuple[int, ...] = ()
    """Days of slip at the end of each of the last weeks, oldest first: what the daily snapshots kept."""
    more: dict[str, Any] = field(default_factory=dict)
    """Risks, milestones, statements and so on, in the definition format, with dates as days from today."""


def spread(first: int, last: int, count: int) -> tuple[int, ...]:
    """*count* whole days from *first* to *last* before today, evenly: oldest first.

    >>> spread(84, 4, 5)
    (84, 64, 44, 24, 4)
    """
    if count == 1:
        return (last,)
    return tuple(round(first + (last - first) * place / (count - 1)) for place in range(count))
