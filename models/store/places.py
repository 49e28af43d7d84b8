"""Bringing rows back to their places: a rank is unique in use, and several rows may change places."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from models.store import rank
from models.store.ledger import Edit, Ledger, packed_ids
from models.store.shapes import Row, Shape

WITHIN = {"card": "column_id", "board_column": "project_id"}
"""Tables whose rank is unique, and within what."""

Place = tuple[object, object]


def find(ledger: Ledger, entity: str, states: Sequence[tuple[Row, dict[str, Any]]]) -> None:
    """Give each row (as it is, as it will be) whose old place is somebody else's by now the one just behind.

    Rows of the same group do not stand in each other's way: all of them are as they will be.
    """
    within = WITHIN[entity]
    ours = packed_ids(int(present["id"] or 0) for present, _ in states)
    others = (
        f'FROM "{entity}" WHERE {within} = ? AND removed = 0 AND archived_at IS NULL '
        "AND id NOT IN (SELECT value FROM json_each(?))"
    )
    chosen = {
        place
        for present, state in states
        if (place := _place(within, state)) is not None and place == _place(within, present)
    }
    for present, state in states:
        if _place(within, state) in (None, _place(within, present)):
            continue
        home = state[within]
        while (home, state["rank"]) in chosen or ledger.connection.execute(
            f"SELECT 1 {others} AND rank = ?", (home, ours, state["rank"])
        ).fetchone():
            (behind,) = ledger.connection.execute(
                f"SELECT MIN(rank) {others} AND rank > ?", (home, ours, state["rank"])
            ).fetchone()
            state["rank"] = rank.between(state["rank"], behind)
        chosen.add((home, state["rank"]))


def write(ledger: Ledger, shape: Shape, edits: Sequence[Edit]) -> None:
    """Write rows so that none comes to a place before the one that had it has left.

    Where rows change places in a circle, one of them waits at the end of its list.
    """
    for _, some in groupby(_in_turn(ledger, shape, edits), lambda edit: tuple(edit.values)):
        ledger.write(shape, list(some))


def _in_turn(ledger: Ledger, shape: Shape, edits: Sequence[Edit]) -> Iterator[Edit]:
    within = WITHIN[shape.entity]
    held = {place: edit.row["id"] for edit in edits if (place := _place(within, edit.row)) is not None}
    waiting: dict[object, Edit] = {}
    free: deque[Edit] = deque()
    for edit in edits:
        target = _place(within, {**edit.row, **edit.values})
        holder = held.get(target) if target is not None else None
        if holder is None or holder == edit.row["id"]:
            free.append(edit)
        else:
            waiting[holder] = edit
    while free or waiting:
        while free:
            freed = free.popleft()
            yield freed
            if freed.row["id"] in waiting:
                free.append(waiting.pop(freed.row["id"]))
        if waiting:
            blocker = next(iter(waiting))
            stuck = next(edit for edit in waiting.values() if edit.row["id"] == blocker)
            aside = _aside(ledger, shape.entity, edits)
            yield Edit(stuck.row, {"rank": aside})
            free.append(waiting.pop(blocker))
            moved = Edit(
                {**stuck.row, "rank": aside, "version": int(stuck.row["version"] or 0) + 1},
                dict(stuck.values),
                stuck.before,
                stuck.after,
            )
            waiting = {each: moved if edit is stuck else edit for each, edit in waiting.items()}


def _aside(ledger: Ledger, entity: str, edits: Sequence[Edit]) -> str:
    """Return a rank that nothing has, and nothing is about to have."""
    (last,) = ledger.connection.execute(f'SELECT MAX(rank) FROM "{entity}"').fetchone()
    return rank.between(max([last, *(str(edit.values.get("rank", "")) for edit in edits)]), None)


def _place(within: str, row: Mapping[str, object]) -> Place | None:
    """Return where a row stands; None when it is not in use."""
    if row["removed"] or row["archived_at"] is not None:
        return None
    return row[within], row["rank"]
