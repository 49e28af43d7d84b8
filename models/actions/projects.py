"""Projects: what they are for, who leads them, their dates and money; each comes with a board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from models.actions import columns as board_columns
from models.actions import record, values
from models.actions.checks import (
    Primitive,
    cleared_to,
    cost,
    currency,
    day,
    line,
    optional,
    optional_text,
    project_key,
    shown,
    whole,
    word,
)
from models.actions.columns import ColumnFields
from models.actions.goals import GoalWeights, check_goals, set_project_goals
from models.actions.kinds import A_CLIENT, A_PERSON, A_PROGRAM
from models.actions.problems import InvalidValue
from models.actions.project_deletion import erase_project
from models.actions.record import Kind, in_order
from models.actions.rows import values_of
from models.actions.sentences import changed, changes, clip
from models.actions.values import ProjectState
from models.measures.money import decimals
from models.measures.thresholds import threshold_problems
from models.portfolio import Portfolio
from models.store.change import Change
from models.store.shapes import packed
from models.store.tables import Baseline, BudgetLine, Cost, Project, Risk


def _thresholds(field: str, value: object) -> str | None:
    """Differences from the default health rules, as JSON; nothing where there are none."""
    if value is None or value == {}:
        return None
    problems = threshold_problems(value)
    if problems:
        raise InvalidValue(field, problems[0])
    if not isinstance(value, Mapping):
        raise InvalidValue(field, f"thresholds cannot be {shown(value)}; they are limits by dimension")
    return packed(value)


PROJECT = Kind(
    Project,
    "project",
    "key",
    {
        "key": project_key,
        "name": line(),
        "description": optional_text,
        "client_id": A_CLIENT,
        "program_id": A_PROGRAM,
        "manager_id": A_PERSON,
        "delivery_manager_id": A_PERSON,
        "state": word(values.PROJECT_STATES),
        "start": optional(day),
        "target": optional(day),
        "budget": optional(cost),
        "currency": cleared_to("EUR", currency),
        "cadence": cleared_to(7, whole(1, 3650)),
        "thresholds": _thresholds,
    },
    required=("key", "name"),
    unique=("key",),
    together=in_order("start", "target"),
)


class ProjectFields(TypedDict, total=False):
    """``budget`` in minor units of ``currency``; ``cadence``: days between statements; ``goals``: the
    whole list.
    """

    description: str | None
    client_id: int | None
    program_id: int | None
    manager_id: int | None
    delivery_manager_id: int | None
    state: ProjectState
    start: date | str | None
    target: date | str | None
    budget: int | None
    currency: str
    cadence: int
    thresholds: Mapping[str, Mapping[str, float]] | None
    goals: GoalWeights


class ProjectChanges(ProjectFields, total=False):
    """As ProjectFields, with the name. The key identifies a project for ever."""

    name: str


def add(
    p: Portfolio,
    key: str,
    name: str,
    *,
    columns: Sequence[ColumnFields] | None = None,
    **fields: Unpack[ProjectFields],
) -> int:
    """Add a project with its board: the columns from left to right, or Backlog, Ready, Doing, Review, Done.

    Its start, target and budget become the first baseline, approved today, when a target or a budget is
    given. Return the project's id. Raises InvalidValue.
    """
    plain: dict[str, Any] = {**fields, "key": key, "name": name}
    goals = check_goals(plain.pop("goals", []))
    checked = PROJECT.check_new(plain)
    board: list[Mapping[str, object]] = list(columns) if columns is not None else _default_columns()
    with p.change("project.add") as change:
        _check_key_was_not_deleted(change, key)
        project_id = record.create(change, PROJECT, None, checked)
        set_project_goals(change, project_id, goals)
        board_columns.create_all(change, project_id, board)
        _approve(change, project_id, checked, p.today().isoformat())
        change.summary(clip(f"project {key} added: {checked['name']}"))
    return project_id


def edit(p: Portfolio, project_id: int, seen: int | None, **fields: Unpack[ProjectChanges]) -> str:
    """Change a project; return the sentence. Raises InvalidValue, Conflict, Missing."""
    plain: dict[str, Any] = dict(fields)
    if "key" in plain:
        raise InvalidValue("key", "the key identifies the project for ever and cannot be changed")
    goals = check_goals(plain.pop("goals")) if "goals" in plain else None
    checked = PROJECT.check(plain)
    with p.change("project.edit") as change:
        project = change.in_use(Project, project_id)
        old = values_of(project)
        currency = str(checked.get("currency", project.currency))
        said = changes(old, PROJECT.check_fit(change, old, checked), currency)
        if currency != project.currency:
            _check_currency(change, project, currency)
        change.update(Project, project_id, dict(checked), seen=seen)
        said += [] if goals is None else set_project_goals(change, project_id, goals)
        if not said:
            return f"{project.key}: nothing to change"
        sentence = changed(project.key, said)
        change.summary(sentence)
    return sentence


def archive(p: Portfolio, project_id: int, seen: int | None) -> str:
    """Take a project off the screens; `restore` brings it back."""
    return record.archive(PROJECT, p, project_id, seen)


def restore(p: Portfolio, project_id: int) -> str:
    """Bring an archived project back."""
    return record.restore(PROJECT, p, project_id)


def delete(p: Portfolio, project_id: int) -> str:
    """Delete a project for ever with its board, cards, plan and history texts. Cannot be undone."""
    with p.change("project.delete") as change:
        key = change.get(Project, project_id).key
        erase_project(change, project_id)
        sentence = f"project {key} deleted for ever"
        change.summary(sentence)
    return sentence


def _default_columns() -> list[Mapping[str, object]]:
    return [{"name": name, "kind": kind} for name, kind in values.DEFAULT_COLUMNS]


def _approve(change: Change, project_id: int, checked: Mapping[str, Primitive], today: str) -> None:
    if checked.get("target") is None and checked.get("budget") is None:
        return
    plan = {field: checked.get(field) for field in ("start", "target", "budget")}
    change.create(Baseline, project=project_id, approved=today, **plan)


def _check_key_was_not_deleted(change: Change, key: str) -> None:
    # A tombstone keeps its key and has no name; an undone creation keeps its name, and its key is free.
    tombstones = (Project.key == key) & (Project.removed == 1) & (Project.name == "")
    if change.rows(Project.select(Project.id).where(tombstones)):
        raise InvalidValue(
            "key",
            f"{key} was a project that was deleted for ever; its key is never used again, choose another",
        )


def _check_currency(change: Change, project: Project, other: str) -> None:
    """Amounts are whole minor units: another currency with other decimals would make other amounts of
    them.
    """
    if decimals(other) == decimals(project.currency):
        return
    for table in (BudgetLine, Cost, Baseline, Risk):
        amounts = table.select(table.id).where((table.project == project.id) & (table.removed == 0)).limit(1)
        if project.budget is not None or change.rows(amounts):
            raise InvalidValue(
                "currency",
                f"{project.key} has amounts in {project.currency}; {other} has other decimals",
            )
