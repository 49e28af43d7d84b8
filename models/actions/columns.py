"""The columns of a board: what they are called, what being in them means, how many cards they take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from models.actions import values
from models.actions.board import column_in_use, column_name
from models.actions.card_moves import move_all
from models.actions.checks import line, optional, optional_text, whole, word
from models.actions.flow import cards_through, recompute
from models.actions.kinds import OF_PROJECT
from models.actions.places import columns_beside, rank_at
from models.actions.problems import InvalidValue
from models.actions.record import Kind
from models.actions.rows import archived, cards_in, columns_of, open_project, owner, values_of
from models.actions.sentences import changed, changes, clip, counted
from models.actions.values import ColumnKind, LimitKind
from models.portfolio import Portfolio
from models.store.change import Change
from models.store.tables import Card, Column, Move, Project

COLUMN = Kind(
    Column,
    "column",
    "name",
    {
        "name": line(),
        "kind": word(values.COLUMN_KINDS),
        "wip_limit": optional(whole(1, 100_000)),
        "limit_kind": word(values.LIMIT_KINDS),
        "policy": optional_text,
    },
    required=("name",),
    parent=OF_PROJECT,
)


class ColumnFields(TypedDict, total=False):
    """``wip_limit``: cards at most; a hard limit keeps cards out, a soft one warns. ``policy``: when a
    card may leave.
    """

    name: str
    kind: ColumnKind
    wip_limit: int | None
    limit_kind: LimitKind
    policy: str | None


def add(p: Portfolio, project_id: int, *, after_id: int | None = None, **fields: Unpack[ColumnFields]) -> int:
    """Add a column: at the right end of the board, or behind another (0: at the left). Return its id."""
    checked = COLUMN.check_new(fields)
    with p.change("column.add") as change:
        project = open_project(change, project_id)
        _check_name(change, project_id, str(checked["name"]), 0)
        rank = rank_at(change, Column, columns_beside(project_id), after_id)
        column_id = change.create(Column, project=project_id, rank=rank, **checked)
        change.summary(clip(f"column {checked['name']} added to {project.key}"))
    return column_id


def edit(p: Portfolio, column_id: int, seen: int | None, **fields: Unpack[ColumnFields]) -> str:
    """Change a column. Another kind changes what being in it means: the times of its cards are derived
    anew, and the sentence says of how many. Raises InvalidValue when the board would be left without a
    done column.
    """
    checked = COLUMN.check(fields)
    with p.change("column.edit") as change:
        column = change.in_use(Column, column_id)
        old = values_of(column)
        said = changes(old, checked)
        if "name" in checked:
            _check_name(change, owner(column, "project"), str(checked["name"]), column_id)
        other_kind = checked.get("kind", column.kind) != column.kind
        if other_kind:
            _keep_a_done_column(change, column)
        change.update(Column, column_id, dict(checked), seen=seen)
        if not said:
            return clip(f"column {column_name(column)}: nothing to change")
        if other_kind:
            said.append(
                f"times of {counted(recompute(change, cards_through(change, column_id)), 'card')} changed"
            )
        sentence = changed(f"column {column_name(column)} of {_project_key(change, column)}", said)
        change.summary(sentence)
    return sentence


def reorder(p: Portfolio, column_id: int, seen: int | None, *, after_id: int | None) -> str:
    """Give a column another place on its board: behind a column, 0 to the left end, None to the right end."""
    with p.change("column.reorder") as change:
        column = change.in_use(Column, column_id)
        rank = rank_at(change, Column, columns_beside(owner(column, "project"), column_id), after_id)
        change.update(Column, column_id, {}, seen=seen, also={"rank": rank})
        sentence = clip(f"column {column_name(column)} of {_project_key(change, column)} reordered")
        change.summary(sentence)
    return sentence


def archive(p: Portfolio, column_id: int, seen: int | None, move_cards_to: int | None = None) -> str:
    """Take a column off its board. Cards in it go to another one, which must be named when there are any.

    Raises InvalidValue when it is the board's last done column.
    """
    with p.change("column.archive") as change:
        column = change.get(Column, column_id)
        name = column_name(column)
        if archived(column) and seen in (None, column.version):
            return f"column {name} is archived already"
        _keep_a_done_column(change, column)
        moved = _empty(change, column, move_cards_to)
        change.update(Column, column_id, {"archived_at": change.at}, seen=seen)
        sentence = clip(f"column {name} of {_project_key(change, column)} archived{moved}")
        change.summary(sentence)
    return sentence


def restore(p: Portfolio, column_id: int) -> str:
    """Bring an archived column back, at its place or, where that is taken, at the right end."""
    with p.change("column.restore") as change:
        column = change.get(Column, column_id)
        name = column_name(column)
        if not archived(column):
            return f"column {name} is not archived"
        project_id = owner(column, "project")
        _check_name(change, project_id, column.name, column_id)
        beside = columns_beside(project_id, column_id)
        also: dict[str, Any] = {}
        if change.rows(Column.select(Column.id).where(beside & (Column.rank == column.rank))):
            also["rank"] = rank_at(change, Column, beside, None)
        change.update(Column, column_id, {"archived_at": None}, seen=None, also=also)
        sentence = clip(f"column {name} of {_project_key(change, column)} restored")
        change.summary(sentence)
    return sentence


def delete(p: Portfolio, column_id: int) -> str:
    """Delete for ever a column that no card was ever in. Raises InvalidValue for any other: that one is
    archived.
    """
    with p.change("column.delete") as change:
        column = change.get(Column, column_id)
        name = column_name(column)
        used = change.rows(
            Move.select(Move.id)
            .where((Move.to_column == column_id) | (Move.from_column == column_id))
            .limit(1)
        ) or change.rows(Card.select(Card.id).where(Card.column == column_id).limit(1))
        if used:
            raise InvalidValue(
                "column_id", f"cards were in column {name}; archive it instead, their history needs it"
            )
        if not archived(column):
            _keep_a_done_column(change, column)
        change.erase(Column, column_id)
        sentence = f"a column of {_project_key(change, column)} deleted for ever"
        change.summary(sentence)
    return sentence


def create_all(change: Change, project_id: int, columns: list[Mapping[str, object]]) -> None:
    """Give a new project its board, from left to right. Raises InvalidValue without a done column."""
    checked = [COLUMN.check_new(fields) for fields in columns]
    if not any(fields.get("kind") == "done" for fields in checked):
        raise InvalidValue("columns", "a board needs a column of the kind done")
    for fields in checked:
        _check_name(change, project_id, str(fields["name"]), 0)
        rank = rank_at(change, Column, columns_beside(project_id), None)
        change.create(Column, project=project_id, rank=rank, **fields)


def _check_name(change: Change, project_id: int, name: str, but: int) -> None:
    taken = any(
        column.name.casefold() == name.casefold() and column.id != but
        for column in columns_of(change, project_id)
    )
    if taken:
        raise InvalidValue("name", f"the board has a column {clip(name, 40)} already")


def _keep_a_done_column(change: Change, column: Column) -> None:
    """Refuse when the board's only done column is about to become something else or to leave."""
    if column.kind != "done":
        return
    others = [other for other in columns_of(change, owner(column, "project")) if other.id != column.id]
    if not any(other.kind == "done" for other in others):
        raise InvalidValue(
            "kind", f"{column_name(column)} is the board's only done column; a board keeps at least one"
        )


def _empty(change: Change, column: Column, move_cards_to: int | None) -> str:
    cards = cards_in(change, column.id)
    if not cards:
        return ""
    if move_cards_to is None:
        held = counted(len(cards), "card")
        raise InvalidValue(
            "move_cards_to", f"column {column_name(column)} holds {held}; say which column they go to"
        )
    target = column_in_use(change, move_cards_to, "move_cards_to")
    if target.id == column.id or owner(target, "project") != owner(column, "project"):
        raise InvalidValue("move_cards_to", "the cards go to another column of the same board")
    return move_all(change, cards, target)


def _project_key(change: Change, column: Column) -> str:
    return change.get(Project, owner(column, "project")).key
