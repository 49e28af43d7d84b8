"""Tell the demo's stories as a definition file whose dates are right for one day."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from models.demo import access, branch, core, fleet
from models.demo.story import Story, Waiting

PEOPLE = (
    ("anna", "Anna Ruiz", 36),
    ("ben", "Ben Osei", 40),
    ("carl", "Carl Meier", 40),
    ("dora", "Dora Lind", 40),
    ("eva", "Eva Novak", 40),
    ("finn", "Finn Larsen", 32),
    ("gita", "Gita Rao", 40),
    ("hugo", "Hugo Martin", 40),
    ("igor", "Igor Petrov", 40),
    ("jana", "Jana Kral", 40),
    ("kofi", "Kofi Mensah", 40),
    ("lena", "Lena Berg", 40),
    ("mila", "Mila Korhonen", 30),
    ("nils", "Nils Dahl", 40),
    ("omar", "Omar Haddad", 40),
    ("petra", "Petra Vogel", 40),
    ("quinn", "Quinn Byrne", 40),
    ("rosa", "Rosa Marino", 36),
    ("sven", "Sven Holm", 40),
    ("tara", "Tara Singh", 40),
    ("uma", "Uma Okafor", 40),
)
"""Key, name, hours a week."""

PROGRAMS = (
    {"key": "core", "name": "Core renewal", "client": "acme", "goals": ["G1"]},
    {"key": "branch", "name": "Branch experience", "client": "acme", "goals": ["G2"]},
    {"key": "fleet", "name": "Connected fleet", "client": "northwind", "goals": ["G3"]},
    {"key": "access", "name": "Patient access", "client": "riverside", "goals": ["G2"]},
)

GOALS = (
    {"key": "G1", "title": "Half of the branches without a counter", "measure": "branches", "target": 50,
     "current": 31, "unit": "%"},
    {"key": "G2", "title": "People help themselves, at any hour", "measure": "requests without a call",
     "target": 70, "current": 52, "unit": "%"},
    {"key": "G3", "title": "Less diesel per delivery", "measure": "liters per 100 stops", "target": 27.5,
     "current": 28.6, "unit": "l"},
)  # fmt: skip

CLIENTS = (core.CLIENT, fleet.CLIENT, access.CLIENT)
STORIES: tuple[Story, ...] = (*core.STORIES, *branch.STORIES, *fleet.STORIES, *access.STORIES)

DAYS = {
    "due",
    "done",
    "baseline",
    "review",
    "date",
    "last_contact",
    "contract_end",
    "approved",
    "start",
    "target",
}
"""Keys whose whole numbers mean days from today."""

POINTS = (3, 5, 2, 3, 8, 1, 5, 2)
"""Estimates of the finished cards, in turn."""


def build(today: date, zone: ZoneInfo) -> str:
    """The demo as a definition file for *today* in *zone*: JSON, which is YAML too.

    The same day and zone give the same text. No instant in it lies after the beginning of *today*.
    """
    days = _Calendar(today, zone)
    document = {
        "pmboard": 1,
        "settings": {"time_zone": zone.key},
        "people": [_person(days, *person) for person in PEOPLE],
        "clients": [_dated(client, days) for client in CLIENTS],
        "goals": list(GOALS),
        "programs": list(PROGRAMS),
        "projects": [_project(story, days) for story in STORIES],
        "snapshots": [kept for story in STORIES for kept in _snapshots(story, days)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class _Calendar:
    """Turns days from today into dates, and past ones into instants of a working day."""

    def __init__(self, today: date, zone: ZoneInfo) -> None:
        self._today = today
        self._zone = zone

    def day(self, offset: int) -> str:
        return (self._today + timedelta(days=offset)).isoformat()

    def worked(self, days_ago: int) -> date:
        """That day, or the Friday before it: nobody moves cards on a weekend."""
        day = self._today - timedelta(days=max(days_ago, 1))
        return day - timedelta(days=max(0, day.weekday() - 4))

    def instant(self, days_ago: int, hour: int, minute: int = 0) -> str:
        local = datetime.combine(self.worked(days_ago), time(hour, minute), self._zone)
        return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _person(days: _Calendar, key: str, name: str, capacity: int) -> dict[str, Any]:
    person: dict[str, Any] = {"key": key, "name": name, "email": f"{key}@example.com", "capacity": capacity}
    if key == "ben":
        person["absences"] = [{"from": days.day(40), "to": days.day(52), "note": "holidays"}]
    return person


def _project(story: Story, days: _Calendar) -> dict[str, Any]:
    told = dict(story.more)
    allocations = told.pop("allocations", ())
    cards = list(_numbered(story, days))
    return {
        "key": story.key,
        "name": story.name,
        "description": story.description,
        "client": story.client,
        "program": story.program,
        "manager": story.manager,
        "delivery_manager": story.delivery_manager,
        "state": story.state,
        "start": days.day(story.start),
        "target": days.day(story.target),
        "baselines": _baselines(story, days),
        **_money(story, days),
        "columns": [
            {"name": "Backlog", "kind": "queue"},
            {"name": "Ready", "kind": "queue", "limit": 6},
            {"name": "Doing", "kind": "active", "limit": story.doing_limit,
             "policy": "Pulled by whoever is free; tested before it leaves"},
            {"name": "Review", "kind": "waiting", "limit": 3},
            {"name": "Done", "kind": "done"},
        ],
        "allocations": [
            {"person": person, "role": role, "percent": percent, "from": days.day(story.start),
             "to": days.day(story.target)}
            for person, role, percent in allocations
        ],
        **{key: _dated(value, days) for key, value in told.items()},
        "cards": cards,
        "next_number": len(cards) + 1,
    }  # fmt: skip


def _baselines(story: Story, days: _Calendar) -> list[dict[str, Any]]:
    approved = [(story.start - 12, story.first_target, "first plan")]
    if story.target != story.first_target:
        approved.append((min(-30, story.target), story.target, "later, agreed with the client"))
    return [
        {
            "approved": days.day(at),
            "start": days.day(story.start),
            "target": days.day(target),
            "reason": reason,
        }
        | ({"budget": story.budget} if story.budget else {})
        for at, target, reason in approved
    ]


def _money(story: Story, days: _Calendar) -> dict[str, Any]:
    if not story.budget:
        return {}
    people = story.budget * 4 // 5
    lines = [
        {"category": "people", "amount": people},
        {"category": "licenses", "amount": story.budget - people},
    ]
    months = max(1, min(-story.start, 180) // 30)
    each = story.spent // months
    costs = [
        {"date": days.day(-(months - month) * 30 + 27), "category": "people", "note": f"Month {month + 1}",
         "amount": each if month < months - 1 else story.spent - each * (months - 1)}
        for month in range(months)
    ]  # fmt: skip
    money = {"budget": {"amount": story.budget, "currency": story.currency, "lines": lines}}
    return money | ({"costs": costs} if story.spent else {})


def _snapshots(story: Story, days: _Calendar) -> Iterator[dict[str, Any]]:
    for weeks_ago, slip in zip(range(len(story.slips), 0, -1), story.slips, strict=True):
        yield {"project": story.key, "date": days.day(-7 * weeks_ago), "values": {"slip_days": slip}}


def _dated(value: Any, days: _Calendar, key: str = "") -> Any:
    """The value with its days from today made dates, all the way down."""
    if isinstance(value, dict):
        return {name: _dated(inner, days, name) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_dated(inner, days) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool):
        if key in DAYS:
            return days.day(value)
        if key == "at":
            return days.instant(-value, 15)
    return value


# -- cards -----------------------------------------------------------------------------------------


def _numbered(story: Story, days: _Calendar) -> Iterator[dict[str, Any]]:
    """Every card in board order, numbered by age: what was finished first came first."""
    count = len(story.done)
    finished = [_finished(story, days, place) for place in range(count)]
    rest: list[dict[str, Any]] = []
    for column, cards in (
        ("Review", story.review),
        ("Doing", story.doing),
        ("Ready", story.ready),
        ("Backlog", story.backlog),
    ):
        rest += [_waiting(story, days, column, card) for card in cards]
    for number, card in enumerate([*finished, *rest], 1):
        card["number"] = number
    yield from rest
    # The newest finish stands on top of Done.
    yield from reversed(finished)


def _finished(story: Story, days: _Calendar, place: int) -> dict[str, Any]:
    finish = story.finish_days[place]
    begin = finish + story.cycle[place % len(story.cycle)]
    who = story.team[place % len(story.team)]
    review = finish + max(1, (begin - finish) // 3)
    steps = [
        ("Backlog", begin + 12 + place % 5, 8),
        ("Ready", begin + 4, 9),
        ("Doing", begin, 10),
        ("Review", review, 13),
        ("Done", finish, 16),
    ]
    return _card(story.done[place], steps, who, place, days) | {
        "assignees": [who],
        "estimate": POINTS[place % 8],
    }


def _waiting(story: Story, days: _Calendar, column: str, card: Waiting) -> dict[str, Any]:
    steps = [("Backlog", card.since if column == "Backlog" else (card.started or card.since) + 14, 8)]
    if column != "Backlog":
        steps.append(("Ready", card.since if column == "Ready" else (card.started or card.since) + 5, 9))
    if card.started is not None:
        steps.append(("Doing", card.started, 10))
        if column == "Doing" and card.since < card.started:
            middle = (card.started + card.since + 1) // 2
            steps += [("Review", middle, 13), ("Doing", card.since, 15)]
    if column == "Review":
        steps.append(("Review", card.since, 14))
    told = _card(card.title, steps, card.who[0] if card.who else story.manager, len(card.title), days)
    told["assignees"] = list(card.who)
    if card.points is not None:
        told["estimate"] = card.points
    if card.due is not None:
        told["due"] = days.day(card.due)
    if card.blocked is not None:
        since, reason = card.blocked
        told["blocks"] = [{"from": days.instant(since, 11), "reason": reason, "by": card.who[0]}]
    told.update(_dated(card.more, days))
    return told


def _card(
    title: str, steps: list[tuple[str, int, int]], who: str, place: int, days: _Calendar
) -> dict[str, Any]:
    history = [
        {"column": column, "at": days.instant(ago, hour, place * 7 % 50), "by": who}
        for column, ago, hour in steps
    ]
    return {
        "id": _slug(title),
        "title": title,
        "column": steps[-1][0],
        "created": history[0]["at"],
        "history": history,
    }


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]
