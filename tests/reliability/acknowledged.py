"""A store that tells what it has saved, at the moment at which a person would be told so."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from models.store.change import Change
from models.store.database import Store

EARLY = 0.01
"""Seconds by which it is told too early: on a quick disk a kill would seldom fall between the two."""
NEW_EVENTS = "SELECT seq, entity, row, version, after FROM event WHERE seq > ? ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Written:
    """One event as it was when its group was committed."""

    seq: int
    entity: str
    row: int
    version: int
    after: str


@dataclass(frozen=True, slots=True)
class Acknowledgment:
    """One change that was saved: what it wrote, how long it waited for others, and how long it took, both in
    seconds.
    """

    group: str
    written: tuple[Written, ...]
    waited: float
    took: float

    def line(self) -> bytes:
        """The change as a line of a file; times are left out."""
        events = [(each.seq, each.entity, each.row, each.version, each.after) for each in self.written]
        return json.dumps([self.group, events]).encode() + b"\n"


Hear = Callable[[Acknowledgment], None]


def read(text: bytes) -> list[Acknowledgment]:
    """Read lines back. The last one may be torn: its writer was killed, and nobody was told of it."""
    whole, _, _ = text.rpartition(b"\n")
    return [_read(line) for line in whole.splitlines()]


def _read(line: bytes) -> Acknowledgment:
    group, events = json.loads(line)
    return Acknowledgment(group, tuple(Written(*event) for event in events), 0.0, 0.0)


def ignored(_: Acknowledgment) -> None:
    """Hear of nothing."""


class Acknowledging(Store):
    """The real store; `hear` is called after each commit that wrote something."""

    hear: Hear = staticmethod(ignored)

    @contextlib.contextmanager
    def change(
        self,
        author: str,
        session: str,
        at_ms: int,
        action: str,
        *,
        undoes: str | None = None,
        wait: float = 30,
    ) -> Iterator[Change]:
        """Open the write gate as the store does; what it wrote is read before the commit, told after it."""
        begin = time.perf_counter()
        with super().change(author, session, at_ms, action, undoes=undoes, wait=wait) as change:
            waited = time.perf_counter() - begin
            last = self.last_sequence()
            yield change
            self.before_commit(change)
            written = tuple(Written(*row) for row in self.rows(NEW_EVENTS, (last,)))
            told = Acknowledgment(change.group, written, waited, 0.0)
            self.last_word(told)
        if written:
            took = time.perf_counter() - begin
            self.hear(Acknowledgment(change.group, written, waited, took))

    def before_commit(self, change: Change) -> None:
        """For sabotage: what else to write."""

    def last_word(self, told: Acknowledgment) -> None:
        """For sabotage: told too early."""


class TooEarly(Acknowledging):
    """Sabotage: says that a change is saved before it is."""

    def last_word(self, told: Acknowledgment) -> None:
        if told.written:
            self.hear(told)
            time.sleep(EARLY)


class Silent(Acknowledging):
    """Sabotage: now and then writes a row without an event."""

    def before_commit(self, change: Change) -> None:
        connection: Any = change.ledger.connection
        connection.execute(
            "UPDATE card SET title = 'silent', version = version + 1 WHERE id = abs(random()) % 400 + 1"
        )
