"""Taking back the newest group of a person's session, and bringing it back: mechanics, for any table.

Undo is a new group that restores ``before``, all or nothing. Each field that the group wrote must still hold
what it wrote; rows that were created are removed again. Redo is the undo of an undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.store import journeys, places, references
from models.store.change import Change
from models.store.database import Store
from models.store.errors import NothingToUndo, Taken, UndoRefused
from models.store.ledger import Edit, Ledger
from models.store.shapes import BY_ENTITY, ERASED, ORIGIN, Row, Shape, unpacked
from models.store.shell import shell_command
from models.store.wording import listed, shortened, subject, when

_TAKEN_FOR_EVER = {"project": frozenset(("next_number",))}
"""Fields that undo leaves as they are: card numbers are never used again."""
_UNTOLD = frozenset(("version", "created_at", "updated_at", "removed"))


def undo(
    store: Store,
    author: str,
    session: str,
    at_ms: int,
    *,
    wait: float = 30,
    settle: Callable[[Change], None] | None = None,
    passed: set[str] | None = None,
) -> str:
    """Take back the newest group of this author and session that is not undone; returns a sentence.

    `settle` runs inside the transaction once the rows are back, to derive anew what follows from them.
    `passed` remembers groups that were refused: the refusal says what comes next, and the next undo steps
    over them unless they can be taken back by then. Raises NothingToUndo, UndoRefused when something that it
    wrote has moved on or was deleted for ever, and what a change raises.
    """
    with store.change(author, session, at_ms, "undo", wait=wait) as change:
        standing = _standing(change, author, session)
        return _take_first(change, standing, _UNDO, set() if passed is None else passed, settle)


def redo(
    store: Store,
    author: str,
    session: str,
    at_ms: int,
    *,
    wait: float = 30,
    settle: Callable[[Change], None] | None = None,
    passed: set[str] | None = None,
) -> str:
    """Bring back what the newest undo took; returns a sentence. Raises as `undo` does.

    Nothing is left to redo once this session has done something new.
    """
    with store.change(author, session, at_ms, "redo", wait=wait) as change:
        undone = _undone(change, author, session)
        return _take_first(change, undone, _REDO, set() if passed is None else passed, settle)


@dataclass(frozen=True, slots=True)
class _Way:
    """Undo or redo, as sentences say it."""

    verb: str
    past: str
    done: str


_UNDO = _Way("undo", "undone", "Undid")
_REDO = _Way("redo", "redone", "Redid")
_REFUSED = "not undone: "


def _take_first(
    change: Change,
    groups: Iterator[str],
    way: _Way,
    passed: set[str],
    settle: Callable[[Change], None] | None,
) -> str:
    """Take back the first of these groups that can be; one that cannot is refused once, then stepped over."""
    for group in groups:
        try:
            edits = _planned(change.ledger, group)
        except UndoRefused as refused:
            erasers = _erasers(change, group)
            if group in passed or (erasers and erasers <= passed):
                continue
            passed |= {group, *erasers}
            raise _told(change, refused, groups, way, passed) from None
        return _take_back(change, group, edits, f"{way.done}: {_sentence(change, group)}", settle)
    raise NothingToUndo(
        f"there is nothing to {way.verb} in this session; "
        f"`{shell_command(way.verb, change.ledger.path, change.author)}` looks at earlier ones"
    )


def _told(
    change: Change, refused: UndoRefused, groups: Iterator[str], way: _Way, passed: set[str]
) -> UndoRefused:
    """Return the refusal with what comes next; what was deleted for ever is not named."""
    for group in groups:
        erasers = _erasers(change, group)
        if not erasers:
            follows = f"{way.verb} again for: {shortened(_sentence(change, group))}"
            break
        passed |= erasers
    else:
        follows = f"there is nothing else to {way.verb}"
    why = str(refused).removeprefix(_REFUSED)
    return UndoRefused(f"not {way.past}: {why}; {follows}", by=refused.by, at=refused.at)


def _erasers(change: Change, group: str) -> set[str]:
    """Return the groups that deleted rows of this one for ever, then or since: it can never be taken back."""
    rows = {(entity, row) for _, entity, row, *_ in _events(change.ledger, group)}
    sql = "SELECT grp, after FROM event WHERE entity = ? AND row = ? ORDER BY version DESC LIMIT 1"
    last = [change.ledger.connection.execute(sql, row).fetchone() for row in rows]
    return {eraser for eraser, after in last if ERASED in unpacked(after)}


def _groups(change: Change, author: str, session: str) -> Iterator[tuple[str, str | None]]:
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


def _standing(change: Change, author: str, session: str) -> Iterator[str]:
    """Yield the groups that stand, newest first."""
    for group, undoes in _groups(change, author, session):
        if undoes is None and not _is_undone(change, group):
            yield group


def _undone(change: Change, author: str, session: str) -> Iterator[str]:
    """Yield the undo groups that stand, newest first, until something new was done."""
    for group, undoes in _groups(change, author, session):
        if undoes is None:
            return
        if not _takes_back_an_undo(change, undoes) and not _is_undone(change, group):
            yield group


def _takes_back_an_undo(change: Change, group: str) -> bool:
    sql = "SELECT 1 FROM event WHERE grp = ? AND summary IS NOT NULL AND undoes IS NOT NULL"
    return bool(change.rows(sql, (group,)))


def _sentence(change: Change, group: str) -> str:
    """Return the sentence of a group; that of an undo is what it took back."""
    ((summary, action, undoes),) = change.rows(
        "SELECT summary, action, undoes FROM event WHERE grp = ? AND summary IS NOT NULL", (group,)
    )
    if undoes is not None and not _takes_back_an_undo(change, undoes):
        return _sentence(change, undoes)
    return str(summary or action)


@dataclass(slots=True)
class _Restoring:
    """A row on its way back: as it is, and as it will be."""

    present: Row
    state: dict[str, Any]
    origin: tuple[object, object] | None = None


def _take_back(
    change: Change,
    group: str,
    edits: Mapping[Shape, list[Edit]],
    sentence: str,
    settle: Callable[[Change], None] | None,
) -> str:
    change.ledger.undoes = group
    for shape, changed in edits.items():
        _write(change.ledger, shape, changed)
    if settle is not None:
        settle(change)
    change.summary(sentence)
    return sentence


def _planned(ledger: Ledger, group: str) -> dict[Shape, list[Edit]]:
    """Return what takes a group back, and write nothing. Raises UndoRefused."""
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
    journeys.refuse_moved_since(ledger, edits.get(BY_ENTITY["move"], []))
    return edits


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
        raise UndoRefused(f"{what} was deleted for ever")
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
        found = moved_on & after.keys()
        if ERASED in after:
            deed = f"deleted {what} for ever"
        elif found == {"removed"}:
            deed = f"removed {what}"
        elif found == {"archived_at"}:
            deed = f"{'restored' if after['archived_at'] is None else 'archived'} {what}"
        elif "column_id" in found:
            deed = f"moved {what}"
        elif found:
            deed = f"changed {listed(found)} of {what}"
        else:
            continue
        ago = when(ledger.connection, at, ledger.at)
        return UndoRefused(f"{_REFUSED}{author} {deed} {ago}", by=author, at=at)
    return UndoRefused(f"{_REFUSED}{listed(moved_on)} of {what} changed since")


def _edits(ledger: Ledger, entity: str, rows: Mapping[int, _Restoring]) -> list[Edit]:
    if entity in places.WITHIN:
        places.find(ledger, entity, [(each.present, each.state) for each in rows.values()])
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


def _write(ledger: Ledger, shape: Shape, edits: list[Edit]) -> None:
    if not edits:
        return
    try:
        if shape.entity in places.WITHIN:
            places.write(ledger, shape, edits)
        else:
            ledger.write(shape, edits)
    except Taken as error:
        taken = str(error).partition(";")[0]
        raise UndoRefused(f"{_REFUSED}{taken} by now; give that another one first") from error
