"""The simple entries that people keep beside the board: which fields each has, and how they are checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.actions import values
from models.actions.checks import (
    amount,
    cleared_to,
    cost,
    day,
    line,
    number,
    one_of,
    optional,
    optional_line,
    optional_text,
    other_key,
    text,
    truth,
    whole,
    word,
)
from models.actions.problems import InvalidValue
from models.actions.record import Kind, Refers, in_order
from models.store.tables import (
    Absence,
    Allocation,
    Baseline,
    BudgetLine,
    Client,
    Contact,
    Cost,
    Expectation,
    Goal,
    Milestone,
    Person,
    Program,
    Project,
    Risk,
    Satisfaction,
    SavedView,
    Stakeholder,
    StatusUpdate,
)

_NUMBER = number(-values.LARGEST_NUMBER, values.LARGEST_NUMBER)
_ONE_TO_FIVE = whole(1, 5)
_SHORT = line(values.SHORT_LENGTH)

A_PERSON = Refers(Person, "person")
NEEDED_PERSON = Refers(Person, "person", empty=False)
A_CLIENT = Refers(Client, "client")
A_PROGRAM = Refers(Program, "program")
OF_PROJECT = ("project", Refers(Project, "project", empty=False))
OF_CLIENT = ("client", Refers(Client, "client", empty=False))
OF_PERSON = ("person", NEEDED_PERSON)


def _one_answer(row: Mapping[str, Any]) -> None:
    if (row.get("csat") is None) == (row.get("nps") is None):
        raise InvalidValue("csat", "an answer is either a CSAT from 1 to 5 or an NPS from 0 to 10")


PERSON = Kind(
    Person,
    "person",
    "name",
    {"key": other_key, "name": line(), "email": optional_line, "capacity": cleared_to(40.0, number(0, 168))},
    required=("key", "name"),
    unique=("key",),
)
ABSENCE = Kind(
    Absence,
    "absence",
    "starts",
    {"starts": day, "ends": day, "note": optional_line},
    required=("starts", "ends"),
    parent=OF_PERSON,
    together=in_order("starts", "ends"),
)
CLIENT = Kind(
    Client,
    "client",
    "name",
    {"key": other_key, "name": line(), "manager_id": A_PERSON, "contract_end": optional(day)},
    required=("key", "name"),
    unique=("key",),
)
CONTACT = Kind(
    Contact,
    "contact",
    "name",
    {"name": line(), "role": optional_line, "email": optional_line},
    required=("name",),
    parent=OF_CLIENT,
)
GOAL = Kind(
    Goal,
    "goal",
    "title",
    {
        "key": other_key,
        "title": line(),
        "measure": optional_line,
        "target": optional(_NUMBER),
        "current": optional(_NUMBER),
        "unit": optional_line,
    },
    required=("key", "title"),
    unique=("key",),
)
PROGRAM = Kind(
    Program,
    "program",
    "name",
    {"key": other_key, "name": line(), "client_id": A_CLIENT},
    required=("key", "name"),
    unique=("key",),
)
MILESTONE = Kind(
    Milestone,
    "milestone",
    "name",
    {
        "name": line(),
        "due": optional(day),
        "baseline": optional(day),
        "done": optional(day),
        "weight": optional(number(0, 1_000_000)),
        "commitment": truth,
    },
    required=("name",),
    parent=OF_PROJECT,
)
BUDGET_LINE = Kind(
    BudgetLine,
    "budget line",
    "category",
    {"category": line(), "amount": amount},
    required=("category", "amount"),
    parent=OF_PROJECT,
)
COST = Kind(
    Cost,
    "cost",
    "date",
    {"date": day, "amount": amount, "category": optional_line, "note": optional_text},
    required=("date", "amount"),
    parent=OF_PROJECT,
)
ALLOCATION = Kind(
    Allocation,
    "allocation",
    "role",
    {
        "person_id": NEEDED_PERSON,
        "role": optional_line,
        "percent": number(0, 100),
        "starts": optional(day),
        "ends": optional(day),
    },
    required=("person_id", "percent"),
    parent=OF_PROJECT,
    together=in_order("starts", "ends"),
)
BASELINE = Kind(
    Baseline,
    "baseline",
    "approved",
    {
        "approved": day,
        "start": optional(day),
        "target": optional(day),
        "budget": optional(cost),
        "reason": optional_text,
    },
    required=("approved",),
    parent=OF_PROJECT,
    together=in_order("start", "target"),
)
RISK = Kind(
    Risk,
    "risk",
    "title",
    {
        "title": line(),
        "probability": _ONE_TO_FIVE,
        "impact": _ONE_TO_FIVE,
        "cost": optional(cost),
        "response": word(values.RISK_RESPONSES),
        "owner_id": A_PERSON,
        "trigger": optional_text,
        "mitigation": optional_text,
        "review": optional(day),
        "state": word(values.RISK_STATES),
        "residual_probability": optional(_ONE_TO_FIVE),
        "residual_impact": optional(_ONE_TO_FIVE),
        "residual_cost": optional(cost),
    },
    required=("title", "probability", "impact"),
    parent=OF_PROJECT,
)
STAKEHOLDER = Kind(
    Stakeholder,
    "stakeholder",
    "name",
    {
        "name": line(),
        "organisation": optional_line,
        "role": optional_line,
        "influence": optional(_ONE_TO_FIVE),
        "interest": optional(_ONE_TO_FIVE),
        "engagement": word(values.ENGAGEMENTS),
        "wanted": word(values.ENGAGEMENTS),
        "last_contact": optional(day),
    },
    required=("name",),
    parent=OF_PROJECT,
)
EXPECTATION = Kind(
    Expectation,
    "expectation",
    "text",
    {"text": text, "due": optional(day), "state": word(values.EXPECTATION_STATES)},
    required=("text",),
    parent=OF_PROJECT,
)
SATISFACTION = Kind(
    Satisfaction,
    "answer",
    "date",
    {
        "date": day,
        "csat": optional(_ONE_TO_FIVE),
        "nps": optional(whole(0, 10)),
        "respondent": optional_line,
        "comment": optional_text,
    },
    required=("date",),
    parent=OF_PROJECT,
    together=_one_answer,
)
STATEMENT = Kind(
    StatusUpdate,
    "statement",
    "date",
    {
        "date": day,
        "health": one_of(values.HEALTH_COLORS),
        "summary": optional_text,
        "why": optional_text,
        "next": optional_text,
        "ask": optional_text,
        "review": optional(day),
        "author": optional_line,
    },
    required=("date", "health"),
    parent=OF_PROJECT,
)
SAVED_VIEW = Kind(
    SavedView,
    "saved view",
    "name",
    {"key": other_key, "screen": _SHORT, "name": line(), "query": text},
    required=("key", "screen", "name", "query"),
    unique=("key",),
)
