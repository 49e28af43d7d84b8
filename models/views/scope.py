"""What a view is about: which projects, seen from which moment."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from models.measures.days import Calendar
from models.portfolio import Portfolio
from models.store.database import Store


@lru_cache(maxsize=8)
def calendar_of(zone: str) -> Calendar:
    """The calendar of a time zone, kept: it remembers the start of each day that was asked for."""
    return Calendar(zone)


def ids_text(ids: Iterable[int]) -> str:
    """Ids as one parameter of a query: ``project_id IN (SELECT value FROM json_each(?))``."""
    return json.dumps(list(ids))


def day_from(text: str | None) -> date | None:
    """Read an ISO date of a row; None for an empty one."""
    return date.fromisoformat(text) if text else None


class Moment(NamedTuple):
    """Now, as the portfolio sees it; moves, costs and answers after it do not count."""

    now_ms: int
    today: date
    calendar: Calendar

    @classmethod
    def of(cls, p: Portfolio) -> Moment:
        """The portfolio's clock and zone."""
        calendar = calendar_of(p.zone.key)
        now_ms = p.now_ms()
        return cls(now_ms, calendar.day_of(now_ms), calendar)


class Scope(NamedTuple):
    """The projects that a set of queries reads, and the moment that it reads them for."""

    store: Store
    moment: Moment
    ids: str
    """JSON list of project ids: one parameter, however many there are."""
