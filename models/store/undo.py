"""Taking back the newest group of a person's session, and bringing it back: mechanics, for any table.

Undo is a new group that restores ``before``, all or nothing. Each field that the group wrote must still hold
what it wrote; rows that were created are removed again. Redo is the undo of an undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models.store import rank, references
from models.store.change import Change
from models.store.database import Store
from models.store.errors import NothingToUndo, Taken, UndoRefused
from models.store.ledger import Edit, Ledger
from models.store.shapes import BY_ENTITY, ERASED, ORIGIN, Row, Shape, unpacked
from models.store.wording import ago, listed, subject

_TAKEN_FOR_EVER = {"project": frozenset(("next_number",))}
"""Fields that undo leaves as they are: card numbers are never used again."""
_UNTOLD = frozenset(("version", "created_at", "updated_at", "removed"))
_PLACES = {"card": "column_id", "board_column": "project_id"}
"""Tables whose rank is unique, and within what."""


def undo(
    store: Store,
    author: str,
    session: str,
    at_ms: int,
    *,
    wait: float = 30,
    settle: Callable[[Change], None] | None = None,
) -> str:
    """Take back the newest group of this author and session that is not undone; returns a sentence.

    `settle` runs inside the transaction once the rows are back, to derive anew what follows from them.
    Raises NothingToUndo, UndoRefused when something that it wrote has moved on, and what a change raises.
    """
    with store.change(author, session, at_ms, "undo", wait=wait) as change:
        group = _newest_done(change, author, session)
        if group is None:
            raise NothingToUndo("there is nothing to undo in this session")
        return _take_back(change, group, f"Undid: {_sentence(change, group)}", settle)


def redo(
    store: Store,
    author: str,
    session: str,
    at_ms: int,
    *,
    wait: float = 30,
    settle: Callable[[Change], None] | None = None,
) -> str:
    """Bring back what the newest undo took; returns a sentence. Raises as `undo` does.

    Nothing is left to redo once this session has done something new.
    """
    with store.change(author, session, at_ms, "redo", wait=wait) as change:
        group = _newest_undo(change, author, session)
        if group is None:
            raise NothingToUndo("there is nothing to redo in this session")
        (undone,) = change.rows("SELECT undoes FROM event WHERE grp = ? AND summary IS NOT NULL", (group,))[0]
        return _take_back(change, group, f"Redid: {_sentence(change, undone)}", settle)


def _groups(change: Change, author: str, session: str) -> Iterable[tuple[str, str | None]]:
    """Yield this session's groups, newest first, with the group that each takes back."""
    sql = (
        "SELECT seq, grp, undoes FROM event WHERE session = ? AND author = ? AND summary IS NOT NULL "
        "AND seq < ? ORDER BY seq DESC LIMIT 50"
    )
    end = 2**62
    while found := change.rows(sql, (session, author, end)):
        for _, group, undoes in found:
            yield group, undoes
        end = found[-1][0]


def _is_undone(change: Change, group: str) -> bool:
    """Whether a group that takes this one back stands: it was not taken back itself."""
    sql = "SELECT grp FROM event WHERE undoes = ? AND summary IS NOT NULL"
    return any(not _is_undone(change, taker) for (taker,) in change.rows(sql, (group,)))


def _newest_done(change: Change, author: str, session: str) -> str | None:
    for group, undoes in _groups(change, author, session):
        if undoes is None and not _is_undone(change, group):
            return group
    return None


def _newest_undo(change: Change, author: str, session: str) -> str | None:
    for group, undoes in _groups(change, author, session):
        if undoes is None:
            return None
        if not _takes_back_an_undo(change, undoes) and not _is_undone(change, group):
            return group
    return None


def _takes_back_an_undo(change: Change, group: str) -> bool:
    sql = "SELECT 1 FROM event WHERE grp = ? AND summary IS NOT NULL AND undoes IS NOT NULL"
    return bool(change.rows(sql, (group,)))


def _sentence(change: Change, group: str) -> str:
    ((summary, action),) = change.rows(
        "SELECT summary, action FROM event WHERE grp = ? AND summary IS NOT NULL", (group,)
    )
    return str(summary or action)


@dataclass(slots=True)
class _Restoring:
    """A row on its way back: as it is, and as it will be."""

    present: Row
    state: dict[str, Any]
    origin: tuple[object, object] | None = None


def _take_back(change: Change, group: str, sentence: str, settle: Callable[[Change], None] | None) -> str:
    ledger = change.ledger
    ledger.undoes = group
    events = _events(ledger, group)
    by_entity: dict[str, dict[int, _Restoring]] = {}
    ids: dict[str, set[int]] = {}
    for _, entity, row, *_ in events:
        ids.setdefault(entity, set()).add(row)
    for entity, some in ids.items():
        rows = ledger.rows(BY_ENTITY[entity], some)
        by_entity[entity] = {row_id: _Restoring(row, dict(row)) for row_id, row in rows.items()}
    for seq, entity, row, version, before, after in reversed(events):
        _step_back(ledger, entity, by_entity[entity][row], seq, version, unpacked(before), unpacked(after))
    edits = {BY_ENTITY[entity]: _edits(ledger, entity, rows) for entity, rows in by_entity.items()}
    references.refuse_dangling(ledger, {shape.entity: some for shape, some in edits.items()})
    for shape, changed in edits.items():
        _write(ledger, shape, changed)
    if settle is not None:
        settle(change)
    change.summary(sentence)
    return sentence


def _events(ledger: Ledger, group: str) -> list[tuple[Any, ...]]:
    """Return the events of a group, oldest first.

    A group is one run of sequence numbers: one writer at a time.
    """
    connection = ledger.connection
    (first,) = connection.execute(
        "SELECT seq FROM event WHERE grp = ? AND summary IS NOT NULL", (group,)
    ).fetchone()
    end = connection.execute(
        "SELECT seq FROM event WHERE seq > ? AND grp <> ? ORDER BY seq LIMIT 1", (first, group)
    ).fetchone()
    sql = "SELECT seq, entity, row, version, before, after FROM event WHERE seq >= ? AND seq < ? ORDER BY seq"
    found: list[tuple[Any, ...]] = connection.execute(sql, (first, end[0] if end else 2**62)).fetchall()
    return found


def _step_back(
    ledger: Ledger,
    entity: str,
    restoring: _Restoring,
    seq: int,
    version: int,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    if ERASED in after:
        what = subject(ledger.connection, entity, int(restoring.present["id"] or 0))
        raise UndoRefused(f"this cannot be undone: {what} was deleted for ever")
    kept = _TAKEN_FOR_EVER.get(entity, frozenset())
    state = restoring.state
    created = version == 1
    wrote = _whole(entity, after) if created else after
    moved_on = {c for c, v in wrote.items() if not c.startswith("@") and c not in kept and state[c] != v}
    if state["removed"] and "removed" not in after:
        moved_on.add("removed")
    if moved_on:
        raise _refusal(ledger, entity, restoring, seq, moved_on)
    if created:
        state["removed"] = 1
    for column, value in before.items():
        if not column.startswith("@") and column not in kept:
            state[column] = value
    if ORIGIN in after and not created:
        first = after[ORIGIN] if restoring.origin is None else restoring.origin[0]
        restoring.origin = (first, before.get(ORIGIN))


def _whole(entity: str, after: Mapping[str, object]) -> dict[str, object]:
    """Return every field that a creation wrote: what its event leaves out was empty."""
    return {c: after.get(c) for c in BY_ENTITY[entity].columns if c not in _UNTOLD} | dict(after)


def _refusal(ledger: Ledger, entity: str, restoring: _Restoring, seq: int, moved_on: set[str]) -> UndoRefused:
    row = int(restoring.present["id"] or 0)
    what = subject(ledger.connection, entity, row)
    sql = "SELECT author, at, after FROM event WHERE entity = ? AND row = ? AND seq > ? ORDER BY seq DESC"
    for author, at, text in ledger.connection.execute(sql, (entity, row, seq)).fetchall():
        after = unpacked(text)
        if ERASED in after:
            return UndoRefused(
                f"nothing was undone: {author} deleted {what} for ever {ago(at, ledger.at)}", by=author, at=at
            )
        found = moved_on & after.keys()
        if found == {"removed"}:
            return UndoRefused(
                f"nothing was undone: {author} removed {what} {ago(at, ledger.at)}", by=author, at=at
            )
        if found:
            return UndoRefused(
                f"nothing was undone: {author} changed {listed(found)} of {what} {ago(at, ledger.at)}",
                by=author,
                at=at,
            )
    return UndoRefused(f"nothing was undone: {listed(moved_on)} of {what} changed since")


def _edits(ledger: Ledger, entity: str, rows: Mapping[int, _Restoring]) -> list[Edit]:
    if entity in _PLACES:
        _find_places(ledger, entity, rows.values())
    edits = []
    for restoring in rows.values():
        present, state = restoring.present, restoring.state
        values = {c: v for c, v in state.items() if present[c] != v and c not in ("version", "updated_at")}
        before: dict[str, object] = {}
        after: dict[str, object] = {}
        if restoring.origin is not None:
            before, after = {ORIGIN: restoring.origin[0]}, {ORIGIN: restoring.origin[1]}
        if values or after:
            edits.append(Edit(present, values, before, after))
    return edits


def _find_places(ledger: Ledger, entity: str, rows: Iterable[_Restoring]) -> None:
    """Give a row whose old place is in use by now the one just behind."""
    within = _PLACES[entity]
    live = f'FROM "{entity}" WHERE {within} = ? AND removed = 0 AND archived_at IS NULL'
    chosen: set[tuple[object, object]] = set()
    for restoring in rows:
        present, state = restoring.present, restoring.state
        if state["removed"] or state["archived_at"] is not None:
            continue
        home = state[within]
        names = (within, "rank", "removed", "archived_at")
        if any(present[name] != state[name] for name in names):
            while (home, state["rank"]) in chosen or ledger.connection.execute(
                f"SELECT 1 {live} AND rank = ? AND id <> ?", (home, state["rank"], present["id"])
            ).fetchone():
                (behind,) = ledger.connection.execute(
                    f"SELECT MIN(rank) {live} AND rank > ? AND id <> ?", (home, state["rank"], present["id"])
                ).fetchone()
                state["rank"] = rank.between(state["rank"], behind)
        chosen.add((home, state["rank"]))


def _write(ledger: Ledger, shape: Shape, edits: list[Edit]) -> None:
    if not edits:
        return
    try:
        ledger.write(shape, edits)
    except Taken as error:
        raise UndoRefused(f"nothing was undone: {error} by now") from error
