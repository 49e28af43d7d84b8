"""Several processes that open an older file at the same moment, while the older program writes into it."""

from __future__ import annotations

import contextlib
import os
import time
from contextlib import closing
from dataclasses import dataclass
from io import RawIOBase
from itertools import count, takewhile
from pathlib import Path

from models.actions import cards
from models.portfolio import Portfolio, utc_now
from models.store import migrations
from models.store.check import check
from models.store.database import Store
from models.store.errors import TooNew
from models.store.shapes import packed
from tests.reliability import acknowledged
from tests.reliability.acknowledged import Acknowledging, Acknowledgment
from tests.reliability.migrate_subject import NEXT, Facts, Subject, facts, knowing, sabotaged, saved
from tests.reliability.processes import Gate, ended, forked

CROWD = 4
OLDER = 1001
PATIENCE = 120.0
"""Seconds after which the older program gives up, on any machine: nobody upgrades."""


@dataclass(frozen=True, slots=True)
class Crowded:
    """How many changes the older program was told are saved, and what is wrong."""

    told: int
    wrong: list[str]


def at_once(what: Subject, folder: Path, sabotage: str | None = None) -> Crowded:
    """Let four new programs open the file while an old one writes."""
    path = what.copy(folder)
    errors, told, ready = folder / "errors", folder / "told", os.pipe()
    told.write_bytes(b"")
    children = [forked(lambda: _older(path, ready[1], told), errors)]
    os.read(ready[0], 1)
    gate = Gate()
    children += [forked(lambda: _newer(path, gate, sabotage), errors) for _ in range(CROWD)]
    gate.open()
    codes = [ended(child) for child in children]
    for end in ready:
        os.close(end)
    wrong = [f"the processes ended with {codes}: {errors.read_text()[-800:]}"] if any(codes) else []
    changes = acknowledged.read(told.read_bytes())
    kept = saved(path)
    if len(kept) != 1:
        wrong.append(f"{len(kept)} copies were made")
    found = facts(path, {"event": ("seq", "grp")})
    if not found.sound or found.version != NEXT or found.schema != what.after.schema:
        wrong.append(f"the file is not as it should be (version {found.version})")
    wrong += _lost(found, changes, "file")
    with knowing(), closing(Store.open(path, create=False)) as store:
        wrong += check(store)
        if store.rows("SELECT COUNT(*) FROM card WHERE title = 'Of the new program'") != [(CROWD,)]:
            wrong.append("a change of a new program is lost")
    for copy in kept:
        wrong += _lost(facts(copy, {"event": ("seq", "grp")}), changes, "copy")
    return Crowded(len(changes), wrong)


def _newer(path: Path, gate: Gate, sabotage: str | None) -> None:
    gate.wait()
    with knowing(), sabotaged(sabotage), closing(Store.open(path, create=False)) as store:
        if store.rows("PRAGMA user_version") != [(NEXT,)]:
            raise RuntimeError("it is open, but of an older version")
        portfolio = Portfolio(store, "newer", "newer", utc_now)
        cards.add(portfolio, _project(store), "Of the new program")


def _older(path: Path, ready: int, told: Path) -> None:
    """Write until somebody brought the file up to date, and be told so."""
    older = tuple(step for step in migrations.STEPS if step[0] <= OLDER)
    with knowing(older), open(told, "ab", buffering=0) as file:
        store = Acknowledging.open(path, create=False)
        assert isinstance(store, Acknowledging)
        store.hear = lambda change: _wrote(file, change)
        with closing(store):
            _write_as_then(store, 0)
            os.write(ready, b"!")
            with contextlib.suppress(TooNew):
                until = time.monotonic() + PATIENCE
                for number in takewhile(lambda _: time.monotonic() < until, count(1)):
                    _write_as_then(store, number)
                raise RuntimeError("it was never told")


def _write_as_then(store: Store, number: int) -> None:
    """Write with the columns that a table had then: the actions of today write those that came since."""
    with store.change("older", "older", number, "setting.set") as change:
        at, values = change.at, (f"of the old program {number}", "x")
        made = change.ledger.connection.execute(
            "INSERT INTO setting (version, created_at, updated_at, removed, key, value) "
            "VALUES (1, ?, ?, 0, ?, ?)",
            (at, at, *values),
        )
        after = packed(dict(zip(("key", "value"), values, strict=True)))
        told = (change.group, at, "older", "older", "setting.set", "setting", made.lastrowid, after)
        change.ledger.connection.execute(
            "INSERT INTO event (grp, at, author, session, action, entity, row, after, version, before, "
            "summary) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, '{}', '')",
            told,
        )


def _wrote(file: RawIOBase, change: Acknowledgment) -> None:
    file.write(change.line())


def _project(store: Store) -> int:
    return int(store.rows("SELECT id FROM project WHERE key = 'WORK'")[0][0])


def _lost(found: Facts, changes: list[Acknowledgment], where: str) -> list[str]:
    """What the old program was told is saved, it had saved before the upgrade: so it is in the copy, too."""
    groups = {group for _, group in found.rows["event"]}
    lost = sum(change.group not in groups for change in changes)
    return [f"{lost} changes of the old program are not in the {where}"] if lost else []
