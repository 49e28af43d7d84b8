"""Clients: who they are, whom we talk to, who has a say, what they were promised, and how satisfied they
are.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TypedDict, Unpack

from models.actions import record
from models.actions.kinds import CLIENT, CONTACT, EXPECTATION, SATISFACTION, STAKEHOLDER
from models.actions.values import Engagement, ExpectationState
from models.portfolio import Portfolio


class ClientFields(TypedDict, total=False):
    """``manager_id`` is the person of ours who looks after the client."""

    key: str
    name: str
    manager_id: int | None
    contract_end: date | str | None


class ContactFields(TypedDict, total=False):
    """A person at the client."""

    name: str
    role: str | None
    email: str | None


class StakeholderFields(TypedDict, total=False):
    """Influence and interest 1 to 5; engagement as it is and as it is wanted."""

    name: str
    organisation: str | None
    role: str | None
    influence: int | None
    interest: int | None
    engagement: Engagement
    wanted: Engagement
    last_contact: date | str | None


class ExpectationFields(TypedDict, total=False):
    """What was promised, until when, and whether it was kept."""

    text: str
    due: date | str | None
    state: ExpectationState


class SatisfactionFields(TypedDict, total=False):
    """One answer: either ``csat`` 1 to 5 or ``nps`` 0 to 10."""

    date: date | str
    csat: int | None
    nps: int | None
    respondent: str | None
    comment: str | None


def add(p: Portfolio, **fields: Unpack[ClientFields]) -> int:
    """Add a client: key and name are needed. Return the id."""
    return record.add(CLIENT, p, None, fields)


def edit(p: Portfolio, client_id: int, seen: int | None, **fields: Unpack[ClientFields]) -> str:
    """Change a client."""
    return record.edit(CLIENT, p, client_id, seen, fields)


archive = partial(record.archive, CLIENT)
restore = partial(record.restore, CLIENT)


def add_contact(p: Portfolio, client_id: int, **fields: Unpack[ContactFields]) -> int:
    """Add a contact: a name is needed. Return the id."""
    return record.add(CONTACT, p, client_id, fields)


def edit_contact(p: Portfolio, contact_id: int, seen: int | None, **fields: Unpack[ContactFields]) -> str:
    """Change a contact."""
    return record.edit(CONTACT, p, contact_id, seen, fields)


archive_contact = partial(record.archive, CONTACT)
restore_contact = partial(record.restore, CONTACT)
delete_contact = partial(record.delete, CONTACT)


def add_stakeholder(p: Portfolio, project_id: int, **fields: Unpack[StakeholderFields]) -> int:
    """Add a stakeholder of a project: a name is needed. Return the id."""
    return record.add(STAKEHOLDER, p, project_id, fields)


def edit_stakeholder(
    p: Portfolio, stakeholder_id: int, seen: int | None, **fields: Unpack[StakeholderFields]
) -> str:
    """Change a stakeholder; a talk is ``last_contact=today``."""
    return record.edit(STAKEHOLDER, p, stakeholder_id, seen, fields)


archive_stakeholder = partial(record.archive, STAKEHOLDER)
restore_stakeholder = partial(record.restore, STAKEHOLDER)
delete_stakeholder = partial(record.delete, STAKEHOLDER)


def add_expectation(p: Portfolio, project_id: int, **fields: Unpack[ExpectationFields]) -> int:
    """Write down what a client was promised: a text is needed. Return the id."""
    return record.add(EXPECTATION, p, project_id, fields)


def edit_expectation(
    p: Portfolio, expectation_id: int, seen: int | None, **fields: Unpack[ExpectationFields]
) -> str:
    """Change an expectation; keeping one is ``state="kept"``."""
    return record.edit(EXPECTATION, p, expectation_id, seen, fields)


archive_expectation = partial(record.archive, EXPECTATION)
restore_expectation = partial(record.restore, EXPECTATION)
delete_expectation = partial(record.delete, EXPECTATION)


def add_satisfaction(p: Portfolio, project_id: int, **fields: Unpack[SatisfactionFields]) -> int:
    """Record a client's answer, today's unless a date is given. Return the id."""
    return record.add(SATISFACTION, p, project_id, {"date": p.today(), **fields})


def edit_satisfaction(
    p: Portfolio, answer_id: int, seen: int | None, **fields: Unpack[SatisfactionFields]
) -> str:
    """Change an answer."""
    return record.edit(SATISFACTION, p, answer_id, seen, fields)


archive_satisfaction = partial(record.archive, SATISFACTION)
restore_satisfaction = partial(record.restore, SATISFACTION)
delete_satisfaction = partial(record.delete, SATISFACTION)
