"""What managers say about their projects: declared health, why, what is next, what they ask for."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TypedDict, Unpack

from models.actions import record
from models.actions.kinds import STATEMENT
from models.actions.values import HealthColor
from models.portfolio import Portfolio


class StatementFields(TypedDict, total=False):
    """``review``: when the statement is looked at again."""

    date: date | str
    health: HealthColor
    summary: str | None
    why: str | None
    next: str | None
    ask: str | None
    review: date | str | None
    author: str | None


def add(p: Portfolio, project_id: int, **fields: Unpack[StatementFields]) -> int:
    """Say how a project is, today and in one's own name unless said otherwise: health is needed. Return
    the id.
    """
    return record.add(STATEMENT, p, project_id, {"date": p.today(), "author": p.author, **fields})


def edit(p: Portfolio, statement_id: int, seen: int | None, **fields: Unpack[StatementFields]) -> str:
    """Correct a statement."""
    return record.edit(STATEMENT, p, statement_id, seen, fields)


archive = partial(record.archive, STATEMENT)
restore = partial(record.restore, STATEMENT)
delete = partial(record.delete, STATEMENT)
