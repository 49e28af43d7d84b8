"""Text that is being typed, kept so that a terminal that goes away takes none of it, and offered again.

A draft is a file of its own in the person's state folder, readable to nobody else, named after the session
that typed it. A session holds a lock while it lives, so another one leaves alone what is still being typed.
Nothing is written for a field whose text is as it was; the rest a second after the key, by a thread.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

from tui.draft_folder import Draft as Draft
from tui.draft_folder import DraftFolder, Whose
from tui.draft_folder import More as More
from tui.draft_folder import own_folder as own_folder
from tui.passages import Place

if TYPE_CHECKING:
    from models.portfolio import Portfolio

PAUSE = 1.0
"""Seconds after a key until what was typed is written."""
MOST = 100
"""Drafts that are offered, the newest ones."""
_PATIENCE = 0.5
"""Seconds that the end of the program waits for a write under way."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A field as it stands now."""

    place: Place
    text: str
    more: More
    at: int
    number: str
    """The name of its file."""
    adopted: bool = False
    """It was a draft when the field opened: leaving the field does not drop it."""
    changed: bool = True
    """Whether there is something to keep."""


class Drafts:
    """The drafts of one session, and those that ended ones have left. Fields are told apart by any object."""

    def __init__(self, folder: Path) -> None:
        self._session = uuid4().hex[:12]
        self._folder = DraftFolder(folder, self._session)
        self._count = 0
        self._whose: Whose | None = None
        # Values are replaced, never changed: the thread and a signal's handler read them at any moment.
        self._open: dict[object, _Open] = {}
        self._pending: dict[str, _Open] = {}
        self._written: dict[str, _Open] = {}
        self._stays: set[str] = set()
        """Files that are not removed with their field."""
        self._adopting: Draft | None = None
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._writing = threading.Lock()
        self.problem = ""
        """Why the last text could not be kept; empty when it was."""

    def begin(self, portfolio: Portfolio) -> list[Draft]:
        """Learn whose drafts these are, and give those that are waiting. On the database thread."""
        path = str(portfolio.store.path.resolve())
        self._whose = Whose(
            path, portfolio.identity(), portfolio.author, portfolio.clock, ZoneInfo(str(portfolio.zone))
        )
        if self._open:
            self._call_thread()
        self._folder.sweep()
        return self.found()

    @property
    def begun(self) -> bool:
        """Whether it is known whose drafts these are: before that none can be kept."""
        return self._whose is not None

    def when(self, draft: Draft) -> str:
        """When a draft was typed, as a person says it: ``23 Nov 10:42``."""
        zone = self._whose.zone if self._whose is not None else UTC
        at = datetime.fromtimestamp(draft.at / 1000, UTC).astimezone(zone)
        return f"{at.day} {at:%b %H:%M}"

    # -- fields ----------------------------------------------------------------------------------

    def opened(self, key: object, place: Place | str, text: str, more: More | None = None) -> None:
        """A field has opened. It takes over the draft that is being brought back, or that it goes on with.

        ``place`` is a label where nothing opens the field again; ``more``: what was answered before.
        """
        place = Place(place) if isinstance(place, str) else place
        before = self._open.get(key)
        if before is not None and before.place.goes_on(place):
            self._put(key, _gone_on(before, place, text, more))
            return
        if before is not None:
            self.left(key)
        adopting, self._adopting = self._adopting, None
        if adopting is not None and adopting.place.goes_on(place):
            number = adopting.file.name
            taken = _Open(place, text, adopting.more, adopting.at, number, adopted=True)
            self._open[key] = self._written[number] = taken
            return
        for number, pending in list(self._pending.items()):
            if pending.place.goes_on(place):
                del self._pending[number]
                self._put(key, _gone_on(pending, place, text, more))
                return
        self._count += 1
        number = f"{self._session}-{self._count}.json"
        self._open[key] = _Open(place, text, dict(more or {}), 0, number, changed=False)

    def typed(self, key: object, text: str, more: More | None = None) -> None:
        """The text of a field has changed."""
        now = self._open.get(key)
        if now is not None:
            given = now.more if more is None else dict(more)
            self._put(key, replace(now, text=text, more=given, at=self._now(), changed=True))

    def untouched(self, key: object) -> None:
        """The text of a field is again as it was."""
        now = self._open.get(key)
        if now is not None and now.changed and not now.adopted:
            self._open[key] = replace(now, changed=False)
            self._call_thread()

    def answered(self, key: object) -> None:
        """What was typed into a field is saved, or not wanted: nothing is kept of it."""
        if self._open.pop(key, None) is not None:
            self._call_thread()

    def left(self, key: object) -> bool:
        """A field was left on purpose. Only what had been kept before stays kept: whether it is."""
        now = self._open.get(key)
        if now is not None and now.adopted:
            return self.keep_left(key)
        self.answered(key)
        return False

    def keep_left(self, key: object) -> bool:
        """A field was left, and its text is to be offered later. False, with `problem`: it cannot be kept."""
        now = self._open.get(key)
        if now is not None and now.changed:
            self._stays.add(now.number)
            if not self._write(now):
                self._stays.discard(now.number)
                return False
        self._open.pop(key, None)
        return True

    def ask_about(self, key: object) -> None:
        """A field has closed, and a question about its text is open: it is kept until `settled`."""
        now = self._open.pop(key, None)
        if now is not None:
            self._pending[now.number] = now
            self._call_thread()

    def chosen(self, more: More) -> None:
        """More of the form that is kept was answered, in a list: that has no field of its own here."""
        for number, one in list(self._pending.items()):
            self._pending[number] = replace(one, more=dict(more))
            self._call_thread()

    @property
    def asks(self) -> bool:
        """Whether there is a text that the question is about."""
        return bool(self._pending)

    def keep_asked(self, more: More) -> bool:
        """The question was left without an answer: what it is about is to be offered later, with all of its
        form. False when there is no text to keep, or, with `problem`, when it cannot be kept.
        """
        kept = False
        for number, one in list(self._pending.items()):
            self._stays.add(number)
            if self._write(replace(one, more=dict(more), at=self._now(), changed=True)):
                del self._pending[number]
                kept = True
            else:
                self._stays.discard(number)
        return kept

    def settled(self) -> None:
        """The question is answered, and no field has opened with the text again."""
        if self._pending:
            self._pending.clear()
            self._call_thread()

    def keep(self, place: Place, text: str) -> bool:
        """Keep a text that could not be saved. False, with `problem`, when that does not work either."""
        self._count += 1
        number = f"{self._session}-{self._count}.json"
        self._stays.add(number)
        return self._write(_Open(place, text, {}, self._now(), number))

    # -- what is kept ----------------------------------------------------------------------------

    def found(self) -> list[Draft]:
        """The drafts of this person in this portfolio that no living session types, the newest first."""
        # What is answered may not be removed yet.
        mine = {one.number for one in [*self._open.values(), *self._pending.values()]}
        mine |= set(self._written) - self._stays
        living: dict[str, bool] = {self._session: False}
        drafts = []
        whose = self._whose
        if whose is None:
            return []
        for file in self._folder.files():
            session = file.name.partition("-")[0]
            if file.name in mine:
                continue
            if session not in living:
                living[session] = self._folder.lives(session)
            draft = None if living[session] else self._folder.read(file, whose)
            if draft is not None:
                drafts.append(draft)
        return sorted(drafts, key=lambda one: -one.at)[:MOST]

    def adopt(self, draft: Draft) -> bool:
        """Take a draft: the next field that opens at its place goes on with it. False: somebody else has."""
        self._count += 1
        mine = self._folder.take(draft.file, f"{self._session}-{self._count}.json")
        if mine is None:
            return False
        self._adopting = replace(draft, file=mine)
        return True

    @property
    def adopted(self) -> Draft | None:
        """The draft that was taken and waits for its field."""
        return self._adopting

    def put_back(self) -> None:
        """The draft that was taken found no field: it stays where it can be offered."""
        self._adopting = None

    def drop(self, draft: Draft) -> None:
        """A draft is not wanted any more."""
        with contextlib.suppress(OSError):
            draft.file.unlink()

    def flush(self) -> bool:
        """Write what is not written yet, and remove what is answered; False when something cannot be."""
        if not self._writing.acquire(timeout=_PATIENCE):
            return False
        try:
            wanted = {
                one.number: one for one in [*self._pending.values(), *self._open.values()] if one.changed
            }
            for number in [one for one in list(self._written) if one not in wanted]:
                self._written.pop(number, None)
                if number not in self._stays:
                    self._folder.remove(number)
            return all(list(map(self._write, wanted.values())))
        finally:
            self._writing.release()

    def close(self) -> bool:
        """Write what is still open, for the next start; False, with `problem`, when something cannot be."""
        kept = self.flush()
        self._folder.close()
        return kept

    # -- inside ----------------------------------------------------------------------------------

    def _now(self) -> int:
        clock = self._whose.clock() if self._whose is not None else datetime.now(UTC)
        return round(clock.timestamp() * 1000)

    def _put(self, key: object, now: _Open) -> None:
        self._open[key] = now
        self._call_thread()

    def _call_thread(self) -> None:
        if self._thread is None:
            # A daemon: a state folder that hangs must not keep the terminal from coming back.
            self._thread = threading.Thread(target=self._work, name="drafts", daemon=True)
            self._thread.start()
        self._wake.set()

    def _work(self) -> None:
        while self._wake.wait():
            self._wake.clear()
            time.sleep(PAUSE)
            self.flush()

    def _write(self, one: _Open) -> bool:
        whose = self._whose
        if whose is None:
            self.problem = "the program is still starting"
            return False
        if self._written.get(one.number) is one:
            return True
        record = {
            "portfolio": whose.portfolio,
            "identity": whose.identity,
            "author": whose.author,
            "at": one.at,
            "place": one.place._asdict(),
            "text": one.text,
            "more": dict(one.more),
        }
        try:
            self._folder.write(one.number, record)
        except OSError as error:
            self.problem = os.strerror(error.errno or errno.EIO)
            return False
        self.problem = ""
        self._written[one.number] = one
        return True


def _gone_on(before: _Open, place: Place, text: str, more: More | None) -> _Open:
    """The next field of a form has opened: it holds its own text, not that of the one before."""
    return replace(before, place=place, text=text, more=before.more if more is None else dict(more))
