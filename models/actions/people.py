"""The team: people and when they are away."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TypedDict, Unpack

from models.actions import record
from models.actions.kinds import ABSENCE, PERSON
from models.portfolio import Portfolio


class PersonFields(TypedDict, total=False):
    """``capacity`` in hours a week."""

    key: str
    name: str
    email: str | None
    capacity: float


class AbsenceFields(TypedDict, total=False):
    """Both days included."""

    starts: date | str
    ends: date | str
    note: str | None


def add(p: Portfolio, **fields: Unpack[PersonFields]) -> int:
    """Add a person: key and name are needed. Return the id."""
    return record.add(PERSON, p, None, fields)


def edit(p: Portfolio, person_id: int, seen: int | None, **fields: Unpack[PersonFields]) -> str:
    """Change a person."""
    return record.edit(PERSON, p, person_id, seen, fields)


archive = partial(record.archive, PERSON)
restore = partial(record.restore, PERSON)


def add_absence(p: Portfolio, person_id: int, **fields: Unpack[AbsenceFields]) -> int:
    """Say when a person is away: starts and ends are needed. Return the id."""
    return record.add(ABSENCE, p, person_id, fields)


def edit_absence(p: Portfolio, absence_id: int, seen: int | None, **fields: Unpack[AbsenceFields]) -> str:
    """Change an absence."""
    return record.edit(ABSENCE, p, absence_id, seen, fields)


archive_absence = partial(record.archive, ABSENCE)
restore_absence = partial(record.restore, ABSENCE)
delete_absence = partial(record.delete, ABSENCE)
